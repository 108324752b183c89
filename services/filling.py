"""Somebody else's form filled from what is recorded: read, guessed, corrected, filled, and the corrections remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.blocks import boxes_of, ordinal_columns
from intake.content import offered
from intake.sheet import Sheet, cell_text, is_blank
from intake.strips import caption, within
from models.kernel import UserMistake
from models.store.files import write_whole
from reports.refill import Lines, Mark, Value, fill_page, saved
from reports.returns.book import Entry
from reports.sheet_rows import copy_page
from services import known_headings
from services.fill.again import Before, asked, before
from services.fill.choice import said_by
from services.fill.guess import Cell, Guess, Part, Place, again, guess
from services.fill.rows import named_rows
from services.fill.targets import short_words, target_field
from services.fill.values import Answers, fits, sums

if TYPE_CHECKING:
    from models.store import Saved, Store

__all__ = ["Cell", "Filled", "Guess", "Part", "Place", "Wanted", "again", "fill", "guess", "remember"]

Progress = Callable[[int, int, str], None]
_LONGEST_TAB = 28
_NOT_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Wanted:
    """Of whom: `where` by paths with the words they must show; `households` for forms about one, all when none is named.

    earlier: the same form as it was filled last, whose answers are kept.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    households: tuple[str, ...] = ()
    earlier: Path | None = None


@dataclass
class Filled:
    """What was filled. lost: rows that name nobody of ours; asked: whom the form still wants something of, and what."""

    path: Path
    rows: int = 0
    pages: int = 0
    lost: list[str] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The result in a sentence."""
        counts = [f"{self.rows}行"] if self.rows else []
        counts += [f"{self.pages}张"] if self.pages else []
        return f"填好了“{self.path.name}”" + (f"，{'、'.join(counts)}。" if counts else "。")


def fill(store: Store, form: Guess, out: Path, wanted: Wanted | None = None, progress: Progress | None = None) -> Filled:
    """Write the filled form to a file of its own; the form that came stays as it is, and the new one is whole or not there."""
    wanted, out = wanted or Wanted(), Path(out)
    _check(form, out)
    work = _Work(store, form, wanted, Filled(out), progress)
    macros = out.suffix.lower() == ".xlsm"
    book = form.template.book(macros=macros)
    work.fill(book)
    write_whole(out, saved(book))
    work.filled.notes += form.template.notes
    if form.template.macros and not macros:
        work.filled.notes.append("模板里带着宏，填好的表里没有带。要留着宏，存的时候用和模板一样的后缀。")
    return work.filled


def remember(store: Store, form: Guess) -> Saved | None:
    """Keep what people corrected for the next time and the next village; None when nothing was.

    A township that fills what one of its villages has explained takes that over: only its own words travel to all of them.
    """
    kept = ("told",) if store.role == "village" else ("told", "learned")
    told = {(part.ledger, place.heading): place.target for part in form.parts for place in part.places if place.how in kept}
    return known_headings.learn(store, form.form, told, form.title)


def _check(form: Guess, out: Path) -> None:
    if not form.filled:
        raise UserMistake("这张表里没有认出要填的地方：找不到表头，也找不到栏目名。请指着格子告诉程序填什么，或看看是不是选错了文件。")
    if out.resolve() == form.template.path.resolve():
        raise UserMistake("填好的表不能盖掉原来的模板，请换个文件名。")


class _Work:
    """One filling under way."""

    def __init__(self, store: Store, form: Guess, wanted: Wanted, filled: Filled, progress: Progress | None) -> None:
        self.form, self.wanted, self.filled, self.progress = form, wanted, filled, progress
        self.answers = Answers(store)
        self.before = before(store, form, wanted.earlier, self.answers) if wanted.earlier else Before()
        filled.changes += self.before.told
        self.sheets = {sheet.name: sheet for sheet in form.template.sheets}

    def fill(self, book: Any) -> None:
        """All sheets; a form about one household gets a sheet for each."""
        for name in dict.fromkeys(part.sheet for part in self.form.parts):
            parts = [part for part in self.form.parts if part.sheet == name]
            page = book[name]
            if any(part.table is None and part.ledger == "household" for part in parts):
                self._each_household(book, page, parts)
            else:
                self._fill(page, parts, None)

    def _each_household(self, book: Any, page: Any, parts: Sequence[Part]) -> None:
        homes = [home for home in self.answers.records("household") if self._wants_home(home)]
        if not homes:
            raise UserMistake("没有要填的户。请先选一户，或者换一个范围。")
        pages = [page, *(copy_page(page, _tab(home, at)) for at, home in enumerate(homes[1:], 2))]
        for at, (home, one) in enumerate(zip(homes, pages, strict=True), 1):
            self._fill(one, parts, home)
            self._step(at, len(homes))
        if len(homes) > 1:
            page.title = _tab(homes[0], 1)
        self.filled.pages += len(homes)

    def _wants_home(self, home: Entry) -> bool:
        return home.uid in self.wanted.households if self.wanted.households else fits(self.answers, home, self.wanted.where)

    def _fill(self, page: Any, parts: Sequence[Part], home: Entry | None) -> None:
        tables: list[Lines] = []
        cells: dict[tuple[int, int], Mark] = {}
        spans: dict[tuple[int, int], list[tuple[tuple[int, int], Value]]] = {}
        for part in parts:
            if part.table is not None:
                tables.append(self._lines(part, within(self.sheets[part.sheet], part.table.strip), home, self._share(part, parts)))
                continue
            self._ask_home(part, home)
            for place in part.places:
                mark = self._mark(place, part, home)
                if place.span and mark.value is not None:
                    spans.setdefault(place.cell[1:], []).append((place.span, mark.value))
                elif place.at and (boxes := boxes_of(text := cell_text(self.sheets[part.sheet].cell(*place.at)))):
                    ticked = [found.start() for found in re.finditer("□", text)]
                    spans |= {place.at: [((ticked[at], ticked[at] + 1), "☑") for at, word in enumerate(boxes) if word == mark.value]}
                elif place.at:
                    cells[place.at] = mark
        fill_page(page, tables, cells, spans)

    def _lines(self, part: Part, sheet: Sheet, home: Entry | None, share: tuple[int, int]) -> Lines:
        table = part.table
        if table is None:
            raise TypeError("a part without a table has no lines")
        entries = self.answers.of_home(home, part.ledger) if home else self.answers.records(part.ledger)
        found = named_rows(self.answers, part, sheet, entries)
        rows = tuple(found.rows)
        if table.given:
            entries = list(found.rows.values())
        elif home is None:
            words, where = self._caption(part)
            if where:  # it is told, for nobody chose it
                said = "、".join(short_words(part.ledger, path) + said for path, said in where.items())
                self.filled.notes.append(f"“{words}”那一块只填了：{said}。")
            entries = [one for one in entries if fits(self.answers, one, where or self.wanted.where)]
        size = -(-len(entries) // share[1])
        before = 0 if table.given else share[0] * size
        entries = entries if table.given else entries[before : before + size]
        lines = [self._line(part, entry) for entry in entries]
        if home is None:
            self.filled.rows += len(lines)
            self.filled.lost += found.lost
            self._ask(part, sheet, entries, rows)
        # A list of names that was handed out counts its rows itself.
        ordinals = () if table.given else tuple(ordinal_columns(sheet, table.head))
        return Lines(table.first, table.last, lines, rows, ordinals, table.total, sums(lines), before)

    def _caption(self, part: Part) -> tuple[str, dict[str, str]]:
        """The caption of one of several tables, and what it says about its rows."""
        several = sum(one.table is not None and one.sheet == part.sheet for one in self.form.parts) > 1
        words = caption(within(self.sheets[part.sheet], part.table.strip), part.table.head.row) if several and part.table else ""
        return words, said_by(part.ledger, words) if "".join(words.split()) != self.form.title else {}

    def _share(self, part: Part, parts: Sequence[Part]) -> tuple[int, int]:
        """Which part of the rows is a table's: a list that goes on in the next columns says one thing once."""
        key = self._asked_alike(part)
        alike = [one for one in parts if one.table and self._asked_alike(one) == key]
        return alike.index(part), len(alike)

    def _asked_alike(self, part: Part) -> tuple[object, ...]:
        row = part.table.head.row if part.table else -1
        return row, part.ledger, self._caption(part)[1], [(place.heading, place.target) for place in part.places]

    def _line(self, part: Part, entry: Entry) -> dict[int, Mark]:
        return {place.cell[2]: self._mark(place, part, entry) for place in part.places}

    def _kept(self, place: Place, entry: Entry | None) -> Mark | None:
        """What people answered the last time, where only they can."""
        kept = self.before.answer(place.heading, entry.uid) if entry and asked([place]) else None
        return None if kept is None else Mark(kept if isinstance(kept, str | int | date) else str(kept))

    def _ask_home(self, part: Part, home: Entry | None) -> None:
        """Whether the form came back for this household."""
        blank = tuple(place.heading for place in part.places if not place.target and self._kept(place, home) is None)
        if home is not None and blank and self.wanted.earlier is not None:
            self.filled.asked.append((home.text("head_name"), blank))

    def _mark(self, place: Place, part: Part, entry: Entry | None) -> Mark:
        if (kept := self._kept(place, entry)) is not None:
            return kept
        row = place.at[0] if place.at else part.table.first if part.table else place.cell[1]
        options = self.form.template.options(part.sheet, row, place.at[1] if place.at else place.cell[2])
        options = options or self._offered(part, place)
        if place.at and (boxes := boxes_of(cell_text(self.sheets[part.sheet].cell(*place.at)))):
            options = boxes
        return self.answers.written(entry, part.ledger, place.target, place.heading, options) if place.target else Mark(None)

    @staticmethod
    def _offered(part: Part, place: Place) -> tuple[str, ...]:
        """The words that a heading lets people choose from, where the field is one of words."""
        field = target_field(part.ledger, place.target)
        return offered(place.heading) if field is not None and field.kind.name == "code" else ()

    def _ask(self, part: Part, sheet: Sheet, entries: Sequence[Entry], rows: Sequence[int]) -> None:
        """Whom the form came back for: those without an answer under a heading that only people can answer."""
        if self.wanted.earlier is None:
            return
        for at, entry in enumerate(entries):
            blank = tuple(place.heading for place in part.places
                          if not place.target and self.before.answer(place.heading, entry.uid) is None
                          and not (rows and not is_blank(sheet.cell(rows[at], place.cell[2]))))
            if blank:
                self.filled.asked.append((entry.book.name(entry.ledger, entry.uid), blank))

    def _step(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, f"第{done}户，共{total}户")


def _tab(home: Entry, at: int) -> str:
    """The name of a household's sheet; the number keeps two of one name apart."""
    return f"{at} {home.text('group')}{home.text('head_name')}".translate(_NOT_IN_TABS)[:_LONGEST_TAB].strip("' ")
