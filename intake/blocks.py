"""Where a form wants to be filled: tables with a head and room below it, and single cells beside or under their label."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from intake.headings import LEFT_ALONE, Head, How, Vocabulary, find_heads, is_ordinal
from intake.rows import is_apart, is_total
from intake.sheet import Sheet, cell_text, is_blank
from intake.strips import Strip, strips, within

_Candidate = tuple[tuple[int, int, int], str, Head]
"""What a head is worth, the ledger of its rows, and the head."""
_FEWEST = 3  # headings of a table that are known; two words side by side are a coincidence
_STRANGE = 8  # headings that nobody knows, to each that is known: a questionnaire about everybody
_BOX = re.compile(r"□\s*([^□\s]+)")
_LABEL = r"[^\s:：_＿（）()]{2,14}(?:[（(](?:盖章|公章|章|签[字名章]|手印)[)）])?[:：]"
_DAY = r"(?:20\d\d|20\s+)?\s*年\s*月\s*日"
_INLINE = re.compile(  # a label, then room: a day to be filled in, a wide gap, or nothing before the next label or the end
    rf"([^\s:：_＿（）()]{{2,14}}|[^\s:：_＿（）()]{{1,6}}[（(][^（）()]{{1,3}}[)）])(?:[（(](?:盖章|公章|章|签[字名章]|手印)[)）])?[:：]({_DAY}|[\s_＿]{{2,}}|[\s_＿]*(?=$|{_LABEL}))")
_STRANGER = 8
_BESIDE = re.compile("户主|负责|责任|联系|填[报表]|审核|监护|帮扶|家长|父|母|干部|医生|单位|代办|经办")  # other people on a row
_LONGEST_LABEL = 24
_UNIT = re.compile(r"[（(]?(?:户|人|万?元|个|座|亩|万?亩|笔|次|户次|人次|头|只|匹|头（只）|公里|平方米|吨|处|项|场次?|家|份|%|％)[)）]?")


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
    strip: Strip | None = None  # the columns of a table that stands beside others

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
        head = best[2]
        beside = strips(sheet, head.row, head.last_row)
        made = [_table(sheet, best, words, known, naming)] if len(beside) == 1 else [
            replace(_table(part, one, words, known, naming), strip=strip) for strip in beside
            if (part := within(sheet, strip)) and (one := max(
                _candidates(part, head.row, words, bonus, naming), key=lambda one: one[0], default=None)) and one[2].row <= head.last_row]
        foot = min((table.last for table in made), default=0)  # a note stands under all that stand side by side
        made = [replace(table, last=foot, given=tuple(row for row in table.given if row <= foot)) for table in made]
        # A line of labels over a single line to write on stands in a form about one household, unless the table ends there.
        found += [table for table in made if table.closed or table.given or table.last > table.first]
        start = max([head.last_row, *(table.last for table in made)]) + 1
    return found


def _table(
    sheet: Sheet, best: _Candidate, words: Mapping[str, Vocabulary], known: Callable[[str], Vocabulary], naming: Collection[str]
) -> Table:
    """A candidate read whole, with its room."""
    _, ledger, head = best
    whole = next((one for one in find_heads(sheet, head.row, known(ledger)) if one.last_row == head.last_row), head)
    return _with_room(sheet, ledger, whole, words[ledger], naming)


def _candidates(
    sheet: Sheet, start: int, words: Mapping[str, Vocabulary], bonus: Mapping[str, int], naming: Collection[str]
) -> Iterator[_Candidate]:
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
                    strange = _STRANGER * sum(_of_somebody(words) for words in head.unmatched)
                    yield (own + bonus.get(ledger, 0) - strange, len(head.matches) + len(head.unmatched), row - head.last_row), ledger, head


def _of_somebody(heading: str) -> bool:
    """Whether a heading asks for the name of whom the row is about: a ledger that does not know it has other rows."""
    return heading.endswith("姓名") and not _BESIDE.search(heading)


def _is_head(sheet: Sheet, head: Head, naming: Collection[str]) -> bool:
    """One known heading is enough where it says whom a row is about and stands side by side with others."""
    if len(head.matches) >= _FEWEST:
        return True
    named = any(match.field.rpartition(".")[2] in naming for match in head.matches)
    line = [at for at, cell in enumerate(sheet.rows[head.last_row]) if not is_blank(cell)]
    parts = [[at for at in line if first <= at <= last] for first, last in strips(sheet, head.row, head.last_row)]
    return named and any(len(part) >= _FEWEST and part[-1] - part[0] == len(part) - 1 for part in parts)


def _with_room(sheet: Sheet, ledger: str, head: Head, words: Vocabulary, naming: Collection[str]) -> Table:
    said = [match.column for match in head.matches if match.field.rpartition(".")[2] in naming]
    ordinals = ordinal_columns(sheet, head)
    crossed, given = _crossed(sheet, head), list[int]()
    first, last, total = head.last_row + 1, head.last_row, None
    for row in range(head.last_row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell) and not (at in ordinals and cell_text(cell).isdigit())]
        if filled and is_apart(sheet, head, cells):
            on_top = is_total(cells) and row == first and _roomy(sheet, head, row)
            if row == first and (on_top or not is_total(cells)):
                first, last = row + 1, row  # the line under the head that counts columns, an example, or totals on top
                total = row if on_top else total
                continue
            return Table(ledger, head, first, last, tuple(given), row if is_total(cells) else total, closed=True)
        headed = sum(words.best([cell_text(cells[at])]) is not None for at in filled) >= 2
        if headed or row in crossed or any(at in ordinals for at in filled):
            return Table(ledger, head, first, last, tuple(given), total)
        if any(at in said for at in filled):
            given.append(row)
        last = row
    return Table(ledger, head, first, last, tuple(given), total, closed=True)


def _roomy(sheet: Sheet, head: Head, row: int) -> bool:
    """Whether rows to write in stand below a row of totals: then it stands above what it adds up."""
    below = [[cell for cell in cells if not is_blank(cell)] for cells in sheet.rows[row + 1 : row + 3]]
    return len(below) == 2 and not any(said and (is_apart(sheet, head, tuple(said)) or (len(said) == 1 and isinstance(said[0], str)))
                                       for said in below)


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
                inside, beside = list(_inside(row, column, cell, words)), list(_beside(sheet, row, column, words, taken))
                roomy = any(one.span and one.span[0] < one.span[1] for one in inside)
                for blank in inside if roomy or not beside else beside:  # a label ends with a colon beside its cell, too
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


def boxes_of(text: str) -> tuple[str, ...]:
    """The words to tick in a cell: □是 □否; none where it has no boxes."""
    return tuple(found.strip() for found in _BOX.findall(text)) if text.count("□") > 1 else ()


def waiting(sheet: Sheet, row: int, column: int, taken: Collection[int] = ()) -> tuple[int, int] | None:
    """The cell that belongs to a label, blank or with boxes to tick: right of it, else under it."""
    _, _, bottom, right = box(sheet, row, column)
    for at in ((row, right + 1), (bottom + 1, column)):
        inside = at[0] < len(sheet.rows) and at[1] < len(sheet.rows[at[0]])
        if inside and at[0] not in taken and (is_blank(sheet.cell(*at)) or boxes_of(cell_text(sheet.cell(*at)))) and _free(sheet, at):
            return at
    return None


def _free(sheet: Sheet, at: tuple[int, int]) -> bool:
    """Whether a blank cell is one of its own, and not the covered part of a merged one."""
    top, left, _, _ = box(sheet, *at)
    return (top, left) == at


def box(sheet: Sheet, row: int, column: int) -> tuple[int, int, int, int]:
    """The merged cells of which a cell is part, or the cell alone."""
    return next((one for one in sheet.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]), (row, column, row, column))


@dataclass(frozen=True)
class Crossing:
    """A blank cell of a statistics table, with what its row and its column are called and in what its row is counted."""

    at: tuple[int, int]
    label: tuple[int, int]
    row: str
    column: str
    unit: str = ""

    @property
    def heading(self) -> str:
        """What the cell is called in one word."""
        return f"{self.row}{self.column}" + (f"（{self.unit}）" if self.unit else "")


def crossings(sheet: Sheet, taken: Collection[int]) -> Iterator[Crossing]:
    """The blank cells that stand right of a label; a column of units between them is the row's unit."""
    for row in range(len(sheet.rows)):
        for column in range(len(sheet.rows[row])):
            if row in taken or not is_blank(sheet.cell(row, column)) or not _free(sheet, (row, column)):
                continue
            said = [(row, at) for at in range(column - 1, -1, -1) if isinstance(sheet.cell(row, at), str)]
            units = [at for at in said if _UNIT.fullmatch(_said(sheet, at))]
            left = next((at for at in said if at not in units), None)
            above = next(((at, column) for at in range(row - 1, -1, -1) if _headed(sheet, at, column)), None)
            if above and left and box(sheet, *above)[1] <= left[1]:
                above = None  # a title over the label as well names no column
            if left and (one := _said(sheet, left)) and len(one) <= _LONGEST_LABEL:
                yield Crossing((row, column), left, one, _said(sheet, above), _said(sheet, units[0]) if units else "")


def _headed(sheet: Sheet, row: int, column: int) -> bool:
    top, left, _, _ = box(sheet, row, column)
    return isinstance(sheet.cell(top, left), str)


def _said(sheet: Sheet, at: tuple[int, int] | None) -> str:
    if at is None:
        return ""
    top, left, _, _ = box(sheet, *at)
    return "".join(cell_text(sheet.cell(top, left)).split()).rstrip(":：")
