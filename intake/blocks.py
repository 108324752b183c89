"""Where a form wants to be filled: tables with a head and room below it, and single cells beside or under their label."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.headings import LEFT_ALONE, Head, How, Vocabulary, find_heads, is_ordinal
from intake.rows import is_apart, is_total
from intake.sheet import Sheet, cell_text, is_blank

_FEWEST = 3  # headings of a table that are known; two words side by side are a coincidence
_STRANGE = 8  # headings that nobody knows, to each that is known: a questionnaire about everybody
_INLINE = re.compile(r"([^\s:：_＿（）()]{2,14})[:：]([\s_＿]*)(?=$|[^\s_＿])")
_LONGEST_LABEL = 24


@dataclass(frozen=True)
class Table:
    """A head and its room: rows from `first` to `last`, none when `last` is above. `given` rows name somebody already."""

    ledger: str
    head: Head
    first: int
    last: int
    given: tuple[int, ...] = ()
    total: int | None = None
    closed: bool = False  # by a row of totals, a note, or the end of the sheet

    @property
    def rows(self) -> range:
        """All rows from the head to the end of the room."""
        return range(self.head.row, max(self.last, self.head.last_row) + 1)


@dataclass(frozen=True)
class Blank:
    """A cell that waits for one value. `span`: the part of a text cell, where label and line to write on share it."""

    label: tuple[int, int]
    at: tuple[int, int]
    heading: str
    field: str
    confidence: int
    how: How = "label"
    span: tuple[int, int] | None = None


def tables(
    sheet: Sheet, words: Mapping[str, Vocabulary], known: Callable[[str], Vocabulary], bonus: Mapping[str, int],
    naming: Collection[str],
) -> list[Table]:
    """The tables of a sheet from the top down. words: exact vocabularies, by ledger; known: those that guess as well.

    bonus: what the title says for a ledger. naming: last steps of targets that say whom a row is about.
    """
    found: list[Table] = []
    start = 0
    while start < len(sheet.rows):
        best = max(_candidates(sheet, start, words, bonus, naming), key=lambda one: one[0], default=None)
        if best is None:
            break
        _, ledger, head = best
        whole = next((one for one in find_heads(sheet, head.row, known(ledger)) if one.last_row == head.last_row), head)
        table = _with_room(sheet, ledger, whole, words[ledger], naming)
        # A line of labels over a single line to write on stands in a form about one household, unless the table ends there.
        if table.closed or table.given or table.last > table.first:
            found.append(table)
        start = max(table.last, head.last_row) + 1
    return found


def _candidates(
    sheet: Sheet, start: int, words: Mapping[str, Vocabulary], bonus: Mapping[str, int], naming: Collection[str]
) -> Iterator[tuple[tuple[int, int, int], str, Head]]:
    """Heads with their worth. The upper of two tables is taken first, so only the nearest rows compete."""
    nearest: int | None = None
    for row in range(start, len(sheet.rows)):
        if nearest is not None and row > nearest + 2:
            return
        for ledger, vocabulary in words.items():
            for head in find_heads(sheet, row, vocabulary):
                if _is_head(sheet, head, naming) and len(head.matches) * _STRANGE >= len(head.unmatched):
                    nearest = row if nearest is None else nearest
                    own = sum(3 if "." not in match.field else 1 for match in head.matches)
                    yield (own + bonus.get(ledger, 0), len(head.matches) + len(head.unmatched), row - head.last_row), ledger, head


def _is_head(sheet: Sheet, head: Head, naming: Collection[str]) -> bool:
    """One known heading is enough where it says whom a row is about and stands side by side with others."""
    if len(head.matches) >= _FEWEST:
        return True
    named = any(match.field.rpartition(".")[2] in naming for match in head.matches)
    line = [not is_blank(cell) for cell in sheet.rows[head.last_row]]
    closed = all(line[: len(line) - line[::-1].index(True)]) if any(line) else False
    return named and closed and len(head.matches) + len(head.unmatched) >= _FEWEST


def _with_room(sheet: Sheet, ledger: str, head: Head, words: Vocabulary, naming: Collection[str]) -> Table:
    said = [match.column for match in head.matches if match.field.rpartition(".")[2] in naming]
    ordinals = ordinal_columns(sheet, head)
    crossed, given = _crossed(sheet, head), list[int]()
    first, last = head.last_row + 1, head.last_row
    for row in range(head.last_row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell) and not (at in ordinals and cell_text(cell).isdigit())]
        if filled and is_apart(sheet, head, cells):
            if row == first and not is_total(cells):
                first, last = row + 1, row  # the line under the head that counts columns, or an example
                continue
            return Table(ledger, head, first, last, tuple(given), row if is_total(cells) else None, closed=True)
        headed = sum(words.best([cell_text(cells[at])]) is not None for at in filled) >= 2
        if headed or row in crossed or any(at in ordinals for at in filled):
            return Table(ledger, head, first, last, tuple(given))
        if any(at in said for at in filled):
            given.append(row)
        last = row
    return Table(ledger, head, first, last, tuple(given), closed=True)


def _crossed(sheet: Sheet, head: Head) -> set[int]:
    """Rows in which cells are merged over several columns of the head: they belong to something else."""
    columns = set(head.columns.values())
    return {top for top, left, bottom, right in sheet.merged if top == bottom and len(columns & set(range(left, right + 1))) > 1}


def ordinal_columns(sheet: Sheet, head: Head) -> list[int]:
    """The columns that only count the rows."""
    rows = range(head.row, head.last_row + 1)
    return [column for column in range(len(sheet.rows[head.last_row]))
            if any(is_ordinal(cell_text(sheet.cell(row, column))) for row in rows)]


def blanks(sheet: Sheet, words: Vocabulary, taken: Collection[int]) -> list[Blank]:
    """Cells that wait beside or under a label that is known, outside the rows of tables. One cell, one label."""
    found: dict[tuple[int, int, int], Blank] = {}
    for row in range(len(sheet.rows)):
        for column, cell in enumerate(sheet.rows[row]):
            if row not in taken and isinstance(cell, str):
                for blank in (*_inside(row, column, cell, words), *_beside(sheet, row, column, words, taken)):
                    found.setdefault((*blank.at, blank.span[0] if blank.span else 0), blank)
    return list(found.values())


def _inside(row: int, column: int, text: str, words: Vocabulary) -> Iterator[Blank]:
    """填报单位：＿＿＿　填报日期：: labels with a line to write on in the very cell."""
    for part in _INLINE.finditer(text):
        best = words.best([part[1]])
        if best and best[0] != LEFT_ALONE:
            yield Blank((row, column), (row, column), part[1], *best, span=part.span(2))


def _beside(sheet: Sheet, row: int, column: int, words: Vocabulary, taken: Collection[int]) -> Iterator[Blank]:
    text = cell_text(sheet.cell(row, column)).strip().rstrip(":：")
    at = waiting(sheet, row, column, taken) if 0 < len(text) <= _LONGEST_LABEL and not is_ordinal(text) else None
    if at and (best := words.best(list(labels(sheet, row, column)))):
        yield Blank((row, column), at, "".join(text.split()), *best)


def labels(sheet: Sheet, row: int, column: int) -> Iterator[str]:
    """What a cell is called: with the group that stands left of it or above it, then by itself."""
    text = cell_text(sheet.cell(row, column)).rstrip(":：")
    for top, left, bottom, right in sheet.merged:
        wider = (top <= row <= bottom and right < column and bottom > top) or (bottom < row and left <= column <= right)
        if wider and (group := cell_text(sheet.cell(top, left)).strip()) and len(group) <= _LONGEST_LABEL // 2:
            yield f"{group}/{text}"
    yield text


def waiting(sheet: Sheet, row: int, column: int, taken: Collection[int] = ()) -> tuple[int, int] | None:
    """The blank cell that belongs to a label: right of it, else under it."""
    _, _, bottom, right = box(sheet, row, column)
    for at in ((row, right + 1), (bottom + 1, column)):
        inside = at[0] < len(sheet.rows) and at[1] < len(sheet.rows[at[0]])
        if inside and at[0] not in taken and is_blank(sheet.cell(*at)) and _free(sheet, at):
            return at
    return None


def _free(sheet: Sheet, at: tuple[int, int]) -> bool:
    """Whether a blank cell is one of its own, and not the covered part of a merged one."""
    top, left, _, _ = box(sheet, *at)
    return (top, left) == at


def box(sheet: Sheet, row: int, column: int) -> tuple[int, int, int, int]:
    """The merged cells of which a cell is part, or the cell alone."""
    return next((one for one in sheet.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]), (row, column, row, column))


def crossings(sheet: Sheet, taken: Collection[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int], Sequence[str]]]:
    """Blank cells of a statistics table with what its row and its column are called: (cell, label's cell, names)."""
    for row in range(len(sheet.rows)):
        for column in range(len(sheet.rows[row])):
            if row in taken or not is_blank(sheet.cell(row, column)) or not _free(sheet, (row, column)):
                continue
            left = next(((row, at) for at in range(column - 1, -1, -1) if isinstance(sheet.cell(row, at), str)), None)
            above = next(((at, column) for at in range(row - 1, -1, -1) if _headed(sheet, at, column)), None)
            one, other = (_said(sheet, at) for at in (left, above))
            if left and one and len(one) <= _LONGEST_LABEL:
                yield (row, column), left, tuple(dict.fromkeys((one + other, other + one, one)))


def _headed(sheet: Sheet, row: int, column: int) -> bool:
    top, left, _, _ = box(sheet, row, column)
    return isinstance(sheet.cell(top, left), str)


def _said(sheet: Sheet, at: tuple[int, int] | None) -> str:
    if at is None:
        return ""
    top, left, _, _ = box(sheet, *at)
    return "".join(cell_text(sheet.cell(top, left)).split()).rstrip(":：")
