"""Rows on their way in: each cell read by its field's Kind; a bad cell is named and kept, its row goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from intake.content import LIKELY, below, meant_by
from intake.gathering import gathered, month_said
from intake.headings import Head, Match, Vocabulary, find_head
from intake.rows import record_rows
from intake.sheet import Cell, Sheet, address, cell_text
from intake.words import heading_key
from models.kernel import DOUBT, REFUSE, Field, Mistake, Unreadable
from models.kernel.text_forms import compact

EMPTY_WORD = "(清空)"  # as compact() writes the full-width one


@dataclass(frozen=True)
class CellMistake:
    """What is said about one cell, with where it stands and what stood there."""

    sheet: str
    row: int
    cell: str
    heading: str
    field: str
    value: str
    severity: str
    text: str


@dataclass(frozen=True)
class StagedRow:
    """One record of a sheet. Blank cells are in neither mapping; a cell that empties its field is a None value.

    `row` counts from 1 as Excel does. `carried` are fields taken from a merged cell or the row above.
    """

    sheet: str
    row: int
    raw: Mapping[str, Cell]
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    mistakes: tuple[CellMistake, ...] = ()
    carried: frozenset[str] = field(default=frozenset())

    def mistake(self, mistake: Mistake, name: str) -> CellMistake:
        """A Mistake about a field, told of this row's cell."""
        value = cell_text(self.raw.get(name)) or mistake.value
        cell = self.cells.get(name, address(self.row - 1, 0))
        return CellMistake(
            self.sheet, self.row, cell, self.headings.get(name, ""), name, value, mistake.severity, mistake.text
        )

    @property
    def unreadable(self) -> dict[str, CellMistake]:
        """The cells of which no value could be made, by field."""
        return {one.field: one for one in self.mistakes if one.severity == REFUSE}


@dataclass(frozen=True)
class Staged:
    """One sheet with its head and its records."""

    sheet: Sheet
    head: Head
    rows: tuple[StagedRow, ...]


def stage(
    sheet: Sheet, fields: Mapping[str, Field], carry: Collection[str] = (), ignored: Collection[str] = (),
    learned: Mapping[str, str] | None = None,
) -> Staged | None:
    """The records of a sheet; None when it has no head we know.

    carry: fields whose merged cells stand for every row they cover, such as the household of its people.
    ignored: headings to leave alone. learned: what people have said that headings mean.
    """
    whole = gathered(sheet, fields.values())
    head = find_head(whole, Vocabulary(fields, ignored, learned))
    if head is None:
        return None
    head = _with_numbers(whole, head, fields, learned or {})
    merged = _merged_down(whole, {head.columns[name] for name in carry if name in head.columns})
    said = month_said(whole, head, fields)
    rows = tuple(_row(whole, head, fields, row, merged, said) for row in record_rows(whole, head))
    return Staged(sheet, head, rows)


def _with_numbers(sheet: Sheet, head: Head, fields: Mapping[str, Field], learned: Mapping[str, str]) -> Head:
    """A column of certificate numbers under a heading that nobody knows is theirs, where the list has no other."""
    found = sorted((*head.matches, *islice(_numbers(sheet, head, fields, learned), 1)), key=lambda match: match.column)
    taken = {match.heading for match in found}
    return replace(head, matches=tuple(found), unmatched=tuple(word for word in head.unmatched if word not in taken))


def _numbers(sheet: Sheet, head: Head, fields: Mapping[str, Field], learned: Mapping[str, str]) -> Iterator[Match]:
    numbers = {name: field for name, field in fields.items() if field.kind.name == "id"}
    taken, told = {match.column for match in head.matches}, set(map(heading_key, learned))
    for column in range(len(sheet.rows[head.last_row])) if numbers.keys().isdisjoint(head.columns) else ():
        words = "".join(cell_text(sheet.cell(head.last_row, column)).split())
        if words in head.unmatched and heading_key(words) not in told and column not in taken:
            cells = below(sheet, column, head.last_row + 1, len(sheet.rows) - 1)
            if meant := meant_by(cells, (), numbers, ()):
                yield Match(column, words, meant, LIKELY, "content")


def _merged_down(sheet: Sheet, columns: Collection[int]) -> dict[tuple[int, int], Cell]:
    return {
        (row, first_column): sheet.cell(first, first_column)
        for first, first_column, last, _ in sheet.merged
        if first_column in columns
        for row in range(first + 1, min(last + 1, len(sheet.rows)))
    }


def _row(
    sheet: Sheet, head: Head, fields: Mapping[str, Field], row: int, merged: Mapping[tuple[int, int], Cell],
    said: Mapping[str, Cell],
) -> StagedRow:
    raw, cells, carried = dict(said), {}, set(said)
    for name, column in head.columns.items():
        cell = sheet.cell(row, column)
        if cell is None and (row, column) in merged:
            cell = merged[row, column]
            carried.add(name)
        if cell is not None:
            raw[name], cells[name] = cell, address(row, column)
    staged = StagedRow(sheet.name, row + 1, raw, {}, cells, head.headings, carried=frozenset(carried))
    values, mistakes = read_cells(staged, fields)
    return StagedRow(sheet.name, row + 1, raw, values, cells, head.headings, tuple(mistakes), frozenset(carried))


def read_cells(row: StagedRow, fields: Mapping[str, Field]) -> tuple[dict[str, Any], list[CellMistake]]:
    """Values of the readable cells, and everything that has to be said about them."""
    values: dict[str, Any] = {}
    mistakes = []
    for name, raw in row.raw.items():
        if isinstance(raw, str) and compact(raw) == EMPTY_WORD:
            values[name] = None
            continue
        try:
            parsed = fields[name].kind.parse(raw)
        except Unreadable as why:
            mistakes.append(row.mistake(Mistake(str(why)), name))
            continue
        if parsed.value is not None:
            values[name] = parsed.value
            notes = (*parsed.notes, *_excel_notes(fields[name], raw))
            mistakes += [row.mistake(note, name) for note in notes if name not in row.carried]
    return values, mistakes


def _excel_notes(field: Field, raw: Cell) -> tuple[Mistake, ...]:
    """What only a workbook does to a value: as a number, 2025.10 has become 2025.1."""
    if field.kind.name == "month" and isinstance(raw, float) and not raw.is_integer() and round(raw % 1, 4) == 0.1:
        year = int(raw)
        text = f"表里是数字{raw}，分不清是{year}年1月还是10月，先按1月存了，请核对。"
        return (Mistake(text, severity=DOUBT),)
    return ()
