"""Which column of a sheet holds which field: finds the head under its title rows, one or two rows high."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from intake.sheet import Sheet, cell_text, is_blank
from intake.words import SURE, UNDER_A_WORD, heading_forms, heading_key, kindred, leading_words, likeness, place_of
from models.kernel import Field

LEFT_ALONE = "-"
DEEPEST = 30  # title rows above a head; more than this and it is no table of ours
HIGHEST = 3  # rows of a head: a group over groups over headings
How = Literal["learned", "label", "alike", "content", "told"]
"""Why a column is thought to mean a field: somebody said so before, its words, nearly its words, what stands below; or
somebody says so now."""
_ABOUT = re.compile("(基本|个人)?(情况|信息|资料)$")
_WHOSE = re.compile("姓名|身份|证件")
_ORDINALS = ("序号", "行号", "顺序号", "序", "no", "号")


@dataclass(frozen=True)
class Match:
    """One column that was recognised."""

    column: int
    heading: str
    field: str
    confidence: int
    how: How = "label"


@dataclass(frozen=True)
class Head:
    """The head of a sheet: where it stands and what its columns mean. Rows count from 0."""

    row: int
    last_row: int
    matches: tuple[Match, ...]
    unmatched: tuple[str, ...]

    @property
    def columns(self) -> dict[str, int]:
        """The column of each field."""
        return {match.field: match.column for match in self.matches}

    @property
    def headings(self) -> dict[str, str]:
        """The heading of each field, as the sheet writes it."""
        return {match.field: match.heading for match in self.matches}


class Vocabulary:
    """The headings a ledger answers to. Fields named first win a heading that two of them know.

    ignored: headings that are known and left alone, such as those of computed columns in our own exports.
    learned: what people have said that headings mean; it goes before everything else.
    loose: whether headings that are nearly the same count too.
    """

    def __init__(
        self, fields: Mapping[str, Field], ignored: Iterable[str] = (), learned: Mapping[str, str] | None = None,
        *, loose: bool = True,
    ) -> None:
        self._learned = {heading_key(heading): name for heading, name in (learned or {}).items()
                         if name in fields or name == LEFT_ALONE}
        self._loose = loose
        self._exact: dict[str, str] = {}
        known = [(name, heading_forms(heading)) for name, field in fields.items()
                 for heading in (field.label, *field.aliases)]
        # Whole headings before those without their brackets: 居住情况 is not 居住情况（人） where both exist.
        for name, forms in (*((name, forms[:1]) for name, forms in known), *known,
                            *((LEFT_ALONE, heading_forms(heading)) for heading in ignored)):
            for form in forms:
                self._exact.setdefault(form, name)
        self._leading = leading_words(self._exact) if loose else frozenset()
        self._kin: dict[str, set[str]] = {}
        for form, name in self._exact.items() if loose else ():
            self._kin.setdefault(kindred(form), set()).add(name)

    def best(self, candidates: list[str]) -> tuple[str, int, How] | None:
        """The field meant by the first candidate that fits exactly, else by the likest."""
        told = next((self._learned[key] for one in candidates if (key := heading_key(one)) in self._learned), None)
        if told:
            return None if told == LEFT_ALONE else (told, SURE, "learned")
        forms = [form for candidate in candidates for form in heading_forms(candidate)]
        for form in forms:
            if form in self._exact:
                return None if self._exact[form] == LEFT_ALONE else (self._exact[form], SURE, "label")
        return (self._kindred(forms) or self._led(forms) or self._likest(forms)) if self._loose else None

    def _led(self, forms: list[str]) -> tuple[str, int, How] | None:
        """贷款余额 is 余额 in a ledger where other headings begin with 贷款 as well."""
        for form in forms:
            for length in range(len(form) - 2, 1, -1):
                name = self._exact.get(form[length:], LEFT_ALONE)
                if name != LEFT_ALONE and (place_of(name), form[:length]) in self._leading:
                    return name, UNDER_A_WORD, "alike"
        return None

    def _kindred(self, forms: list[str]) -> tuple[str, int, How] | None:
        """户类别 is 户类型 where no other heading is as near."""
        for form in forms:
            names = self._kin.get(kindred(form), set())
            if len(names) == 1 and LEFT_ALONE not in names:
                return next(iter(names)), UNDER_A_WORD, "alike"
        return None

    def _likest(self, forms: list[str]) -> tuple[str, int, How] | None:
        scored = [(likeness(form, known), name) for form in forms for known, name in self._exact.items()]
        score, name = max(scored, default=(0, ""))
        rivals = {other for points, other in scored if points == score}
        return (name, score, "alike") if score and len(rivals) == 1 and name != LEFT_ALONE else None


def find_head(sheet: Sheet, vocabulary: Vocabulary) -> Head | None:
    """The head that explains most columns; None when the sheet has none we know."""
    heads = [head for row in range(min(DEEPEST, len(sheet.rows))) for head in find_heads(sheet, row, vocabulary)]
    best = max(heads, key=_worth, default=None)
    if best is None or not best.matches:
        return None
    alone = len(best.matches) + len(best.unmatched) <= 2
    return best if len(best.matches) >= 2 or alone else None


def _worth(head: Head) -> tuple[int, int, int]:
    sure = sum(match.confidence == SURE for match in head.matches)
    return sure, len(head.matches), -(head.last_row - head.row) * 1000 - head.row


def find_heads(sheet: Sheet, row: int, vocabulary: Vocabulary) -> Iterator[Head]:
    """The heads that may begin in a row: one row high, or higher where the upper rows hold groups."""
    width = len(sheet.rows[row])
    above: list[dict[int, str]] = []
    titled = _is_title(sheet, row)
    for last in range(row, min(row + HIGHEST, len(sheet.rows))):
        beside = _beside(sheet, last)
        words = {column: _path([*(one.get(column, "") for one in above), cell_text(sheet.cell(last, column))])
                 for column in range(width) if column not in beside}
        yield _head(row, last, words, vocabulary)
        groups = None if titled else _groups(sheet, last)
        if groups is None:
            return
        above.append(groups)


def _is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row is one text over all that stands in the next: such a row is no group of a head."""
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    wide = max((at for at, cell in enumerate(below) if not is_blank(cell)), default=0)
    return any(top <= row <= bottom and left == 0 and right >= wide > 1 for top, left, bottom, right in sheet.merged)


def _beside(sheet: Sheet, row: int) -> set[int]:
    """Columns whose cell reaches further down than any head: it names a whole table at its side, and no column."""
    return {column for top, left, bottom, right in sheet.merged if top <= row <= bottom and bottom - top >= HIGHEST
            for column in range(left, right + 1)}


def _path(words: list[str]) -> list[str]:
    """A heading under its groups, then under fewer of them: 验收/结果/日期, 结果/日期, 日期.

    户主基本情况/姓名 is 户主/姓名 as well; whose name or number it is the group says better than the word alone.
    """
    steps = [word for at, word in enumerate(words) if word and word not in words[:at]]
    plain = [*(_ABOUT.sub("", "".join(step.split())) for step in steps[:-1]), *steps[-1:]]
    paths, bare = (["/".join(one[at:]) for at in range(len(one))] for one in (steps, plain))
    whose = bool(steps) and _WHOSE.search("".join(steps[-1].split())) is not None
    return list(dict.fromkeys([*paths[:1], *bare, *paths] if whose else [*paths, *bare])) or [""]


def _groups(sheet: Sheet, row: int) -> dict[int, str] | None:
    """The group heading over each column when this row is the upper one of a two-row head.

    Merged cells say so; a text file has lost them, so blank cells right of a heading count as its group too.
    """
    below = [sheet.cell(row + 1, column) for column in range(len(sheet.rows[row]))]
    if not any(isinstance(cell, str) for cell in below) or any(not isinstance(cell, str | None) for cell in below):
        return None
    groups: dict[int, str] = {}
    group, wide = "", False
    for column, cell in enumerate(sheet.rows[row]):
        if not is_blank(cell):
            group = cell_text(cell)
        elif not is_blank(below[column]) and group:
            wide = True
        else:
            group = ""
        groups[column] = group
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and right > left:  # here nobody need guess how far a group reaches
            groups |= {column: cell_text(sheet.cell(top, left)) for column in range(left, right + 1) if column in groups}
    return groups if wide else None


def _head(row: int, last_row: int, candidates: Mapping[int, list[str]], vocabulary: Vocabulary) -> Head:
    found: dict[str, Match] = {}
    for column, words in candidates.items():
        best = vocabulary.best(words) if words[0] and not is_ordinal(words[0]) else None
        if best and best[1] > (found[best[0]].confidence if best[0] in found else 0):
            found[best[0]] = Match(column, _clean(words[0]), *best)
    taken = {match.column for match in found.values()}
    rest = (_clean(words[0]) for column, words in candidates.items() if words[0] and column not in taken)
    unmatched = tuple(word for word in rest if not is_ordinal(word))
    return Head(row, last_row, tuple(sorted(found.values(), key=lambda match: match.column)), unmatched)


def _clean(heading: str) -> str:
    return "".join(heading.split())


def is_ordinal(heading: str) -> bool:
    """Whether a heading stands over row numbers, which mean nothing outside that sheet."""
    return heading_key(heading.rpartition("/")[2]) in _ORDINALS
