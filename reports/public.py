"""The gate to the notice board: the only place where a Sheet or a notice becomes public.

Fail-closed: a column goes out only when it is on the return's allow-list or its field is of no privacy class, and every
text that goes out is searched for what somebody typed where it does not belong: identity, phone and card numbers, and
sentences about health, disability and welfare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from models.codes.unposted import unposted
from reports.document import Document, Photo, Ruled
from reports.printable import clean
from reports.sheet import Band, Cell, Column, Row, Sheet

HIDDEN = "***"

# Digits may be full-width and written in groups of three or more; dates come in groups of two and stay.
_GAP = r"[ \-—－　]{1,2}"
_LONG = re.compile(
    rf"(?<!\d)(?:\d{{14,}}[\dXxＸｘ]|\d{{3,8}}(?:{_GAP}\d{{3,8}}){{1,5}}(?:{_GAP}\d{{1,2}})?[XxＸｘ]?)(?!\d)"
)
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+?86[ \-]?)?[1１][3-9３-９]\d(?:(?:{_GAP})?\d{{4}}){{2}}|[0０]\d{{2,3}}(?:{_GAP})?\d{{7,8}})(?!\d)"
)
# Grouped figures shorter than an old identity number are quantities or years, not a person's.
SHORTEST = 14


@dataclass(frozen=True)
class Published:
    """A public Sheet, and in plain words what was taken out of it, for the preview."""

    sheet: Sheet
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Posted:
    """Notices as they may hang, and what was taken out of them."""

    documents: tuple[Document, ...]
    removed: tuple[str, ...]


def mask(sheet: Sheet, allowed: tuple[str, ...] = (), *, hotline: str = "") -> Published:
    """The public version: `allowed` names columns by field or heading that go out in spite of their privacy class."""
    kept, removed = _kept(sheet.columns, allowed)
    sieve = _Sieve(removed)
    headings = [sheet.columns[at].heading for at in kept]
    rows = tuple(
        tuple(sieve.cell(row[at], f"第 {number} 行“{heading}”") for at, heading in zip(kept, headings, strict=True))
        for number, row in enumerate(sheet.rows, 1)
    )
    public = replace(
        sheet, public=True, rows=rows,
        columns=tuple(sheet.columns[at] for at in kept),
        totals=_closing_row(sheet.totals, kept, sieve, "合计"),
        bands=tuple(Band(band.at, sieve.text(band.text, "小计行"), _closing_row(band.values, kept, sieve, band.text))
                    for band in sheet.bands),
        footnotes=tuple(sieve.text(note, "表下的说明") for note in sheet.footnotes),
        title=sieve.text(sheet.title, "题名"),
        period_text=sieve.text(sheet.period_text, "期间"),
        unit_name=sieve.text(sheet.unit_name, "填报单位"),
        signature=(), hotline=hotline or sheet.hotline,
    )
    return Published(public, tuple(removed))


def mask_documents(documents: Sequence[Document], allowed: tuple[str, ...] = (), *, phones: Sequence[str] = ()) -> Posted:
    """Notices for the board, by the same rule. phones: those to be called, which offices themselves make known."""
    removed: list[str] = []
    sieve = _Sieve(removed, tuple(filter(None, phones)))
    return Posted(tuple(_posted(document, sieve, allowed) for document in documents), tuple(dict.fromkeys(removed)))


def _kept(columns: Sequence[Column], allowed: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Which columns may go out, and in words which may not."""
    kept = [at for at, column in enumerate(columns)
            if column.private == "none" or column.field in allowed or column.heading in allowed]
    if not kept:
        raise ValueError("nothing of this table may be published")
    return kept, [f"“{column.heading}”一栏不公示" for at, column in enumerate(columns) if at not in kept]


def _posted(part: Any, sieve: _Sieve, allowed: tuple[str, ...]) -> Any:
    """A part of a notice, every text of it searched, tables without what stays inside. Pictures are never posted."""
    if isinstance(part, Photo):
        raise ValueError("a picture may show anything and is never posted")
    if isinstance(part, Ruled):
        kept, gone = _kept(part.columns, allowed)
        sieve.notes += gone
        rows = tuple(tuple(sieve.cell(row[at], f"“{part.columns[at].heading}”") for at in kept) for row in part.rows)
        bands = tuple(Band(band.at, sieve.text(band.text, "表里的小标题")) for band in part.bands)
        return replace(part, columns=tuple(part.columns[at] for at in kept), rows=rows, bands=bands)
    if isinstance(part, str):
        return sieve.text(part, "正文")
    if isinstance(part, tuple):
        return tuple(_posted(one, sieve, allowed) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _posted(getattr(part, field.name), sieve, allowed) for field in fields(part)})
    return part


def hide_numbers(text: str) -> str:
    """The text with identity, phone and card numbers replaced by ***."""
    return _PHONE.sub(HIDDEN, _LONG.sub(_hide, clean(text)))


def hide_words(text: str) -> str:
    """The text without the sentences that tell of somebody's health, disability or welfare."""
    return _sentences().sub(HIDDEN, text)


@cache
def _sentences() -> re.Pattern[str]:
    inside = r"[^，。；、！？：,;!?:（）()\s]*"
    return re.compile(f"{inside}(?:{'|'.join(map(re.escape, unposted()))}){inside}")


def _hide(found: re.Match[str]) -> str:
    return HIDDEN if sum(char.isdigit() for char in found.group()) >= SHORTEST else found.group()


class _Sieve:
    """Searches every value on its way out and notes what it hid; the numbers of offices pass."""

    def __init__(self, notes: list[str], phones: tuple[str, ...] = ()) -> None:
        self.notes = notes
        self._phones = re.compile(f"({'|'.join(map(re.escape, phones))})") if phones else None

    def text(self, text: str, place: str) -> str:
        parts = self._phones.split(text) if self._phones else [text]
        hidden = "".join(part if at % 2 else hide_numbers(part) for at, part in enumerate(parts))
        if hidden != clean(text):
            self.notes.append(f"{place}里的号码换成了 {HIDDEN}")
        told = hide_words(hidden)
        if told != hidden:
            self.notes.append(f"{place}里说到病、残疾或低保的话换成了 {HIDDEN}")
        return told

    def cell(self, value: Cell, place: str) -> Cell:
        if isinstance(value, str):
            return self.text(value, place)
        if value is None or isinstance(value, date | Decimal):
            return value
        return value if self.text(str(value), place) == str(value) else HIDDEN


def _closing_row(values: Row, kept: list[int], sieve: _Sieve, label: str) -> Row:
    """A totals row without the dropped columns; its label moves on when its own column was dropped."""
    if not values:
        return ()
    row = [sieve.cell(values[at], "合计行") for at in kept]
    row[0] = row[0] if row[0] not in (None, "") else values[0] or label
    return tuple(row)
