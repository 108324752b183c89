"""Rows on their way in: each cell read by its field's Kind; a bad cell is named and kept, its row goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from intake.cells import bare, counted_in, in_units
from intake.content import LIKELY, all_read, contradicts, meant_by
from intake.gathering import gathered, month_said
from intake.headings import Head, Match, Vocabulary, find_head
from intake.rows import record_rows
from intake.sheet import Cell, Sheet, address, cell_text
from intake.strips import strips, within
from intake.words import heading_key
from models.kernel import DOUBT, REFUSE, Field, Mistake, Unreadable
from models.kernel.text_forms import compact

_OF_DIGITS = ("date", "month", "year", "money", "integer", "decimal", "id", "phone", "card")
_FEWEST_ALIEN = 2
_LOOKED_AT = 40
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
    head = _by_content(whole, head, fields, learned or {})
    merged = _merged_down(whole, {head.columns[name] for name in carry if name in head.columns})
    said = month_said(whole, head, fields)
    above = [cell for cells in whole.rows[: head.row] for cell in cells]
    headings = {name: counted_in(heading, above) if fields[name].kind.name == "money" else heading
                for name, heading in head.headings.items()}
    rows = tuple(_row(whole, head, fields, row, merged, said, headings) for row in record_rows(whole, head))
    return Staged(sheet, head, _of_this_table(whole, rows, fields))


def stages(
    sheet: Sheet, fields: Mapping[str, Field], carry: Collection[str] = (), ignored: Collection[str] = (),
    learned: Mapping[str, str] | None = None,
) -> Iterator[Staged]:
    """The same of tables that stand side by side: each by itself, from the left."""
    first = stage(sheet, fields, carry, ignored, learned)
    beside = strips(sheet, first.head.row, first.head.last_row) if first else []
    if first and len(beside) == 1:
        yield first
    elif first:
        found = (stage(within(sheet, strip), fields, carry, ignored, learned) for strip in beside)
        yield from (one for one in found if one is not None)


def _of_this_table(sheet: Sheet, rows: Sequence[StagedRow], fields: Mapping[str, Field]) -> tuple[StagedRow, ...]:
    """The rows before the head of another table that stands below: there every day, number and code is a word."""
    for at, row in enumerate(rows):
        alien = [name for name in row.unreadable if fields[name].kind.name in _OF_DIGITS]
        if at and len(alien) >= _FEWEST_ALIEN and not any(sign.isdigit() for cell in row.raw.values() for sign in cell_text(cell)):
            before = next((n for n in range(at - 1, 0, -1) if len(rows[n].raw) > 1), 0)
            first = rows[before + 1].row
            text = f"从第{first}行起像是另一张表，没有收。要收，请把它剪到一张单独的工作表里，再导一次。"
            note = CellMistake(sheet.name, first, address(first - 1, 0), "", "", cell_text(sheet.cell(first - 1, 0)), DOUBT, text)
            return (*rows[:before], replace(rows[before], mistakes=(*rows[before].mistakes, note)))
    return tuple(rows)


def _by_content(sheet: Sheet, head: Head, fields: Mapping[str, Field], learned: Mapping[str, str]) -> Head:
    """The head with a column of codes under the field whose words stand in it, where its heading names another's."""
    taken, found = {match.field for match in head.matches}, []
    for match in head.matches:
        words = _distinct(sheet, head, match.column) if fields[match.field].kind.name in ("code", "codes") else []
        strange = match.how != "learned" and len(words) > 1 and contradicts(fields[match.field], words)
        meant = all_read(words, {name: field for name, field in fields.items() if name not in taken}) if strange else None
        taken |= {meant} if meant else set()
        found.append(replace(match, field=meant, confidence=LIKELY, how="content") if meant else match)
    return replace(head, matches=tuple(found))


def _distinct(sheet: Sheet, head: Head, column: int) -> list[str]:
    cells = (sheet.cell(row, column) for row in islice(record_rows(sheet, head), _LOOKED_AT))
    return list(dict.fromkeys(cell_text(cell).strip() for cell in cells if cell is not None))


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
            cells = [sheet.cell(row, column) for row in islice(record_rows(sheet, head), _LOOKED_AT)]
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
    said: Mapping[str, Cell], headings: Mapping[str, str],
) -> StagedRow:
    raw, cells, carried = dict(said), {}, set(said)
    for name, column in head.columns.items():
        cell = bare(sheet.cell(row, column))
        if cell is None and (row, column) in merged:
            cell = merged[row, column]
            carried.add(name)
        if cell is not None:
            raw[name], cells[name] = cell, address(row, column)
    staged = StagedRow(sheet.name, row + 1, raw, {}, cells, headings, carried=frozenset(carried))
    values, mistakes = read_cells(staged, fields)
    return StagedRow(sheet.name, row + 1, raw, values, cells, headings, tuple(mistakes), frozenset(carried))


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
            values[name] = in_units(parsed.value, raw, fields[name], row.headings.get(name, ""))
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
