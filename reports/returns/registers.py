"""The plain register of every ledger, derived from its declaration: what is 必填 and 常用 first, as much as paper holds.

The 全表版 has every field. On paper it is laid over several sheets when one is too narrow; the workbook has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from models.codes.relation import HEAD
from models.insight.belonging import ways
from models.kernel import Field
from models.kernel.field import COMMON, REQUIRED
from models.ledgers import LEDGERS
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, cell_kind, column, counter
from reports.returns.declaration import Asked, Return
from reports.returns.register import Register, by_place
from reports.sheet import NARROWEST_TEXT_MM, PAPERS, SIDE_MM, CellKind, Row, Sheet, layout_faults

MOST_COLUMNS = 15
# What paper cannot show: pictures, and whole sheets kept as text.
UNPRINTABLE = ("attachment",)
LONGEST = 10_000
# The narrowest a value of its kind still stands in one line at 9 pt, and the widest that is worth its paper.
LEAST: dict[CellKind, float] = {"id": 33.0, "date": 20.0, "money": 20.0, "number": 12.0, "text": NARROWEST_TEXT_MM}
WIDEST = 44.0


def derived_return(ledger: str) -> Return:
    """The register of one ledger under the ledger's own id."""
    declared = LEDGERS[ledger]
    full = (counter(), *columns_of(ledger))
    spec = declared.__ledger__
    paper = fit(full[1:], PAPERS["A4横"][0] - 2 * SIDE_MM - full[0].column.width_mm)
    return Register(
        ledger, f"{spec.title}登记表", ledger, "none", (full[0], *paper), full, partial(_select, ledger), placed=not _way_to_group(ledger),
    ).declared(official=False)


def columns_of(ledger: str) -> list[Col]:
    """The ledger's own, and 组 behind the name of whose it is wherever a household stands behind the record."""
    fields = _printable(ledger)
    found = [_column(ledger, field) for field in fields]
    if path := _way_to_group(ledger):
        whose = next(at for at, field in enumerate(fields) if field.name == path.partition(".")[0])
        found.insert(whose + 1, replace(column(ledger, path, NARROWEST_TEXT_MM), tier=COMMON))
    return found


def _way_to_group(ledger: str) -> str:
    """household.group, borrower.household.group: through the links by which a record belongs to a household."""
    links: list[str] = []
    while ledger != "household":
        way = next(iter(ways(ledger)), None)
        if way is None:
            return ""
        links.append(way.name)
        ledger = str(way.to)
    return ".".join([*links, "group"]) if links else ""


def _printable(ledger: str) -> list[Field]:
    """Who or what it is stands first; 备注 and the village, whose name stands above the table, last."""
    fields = [
        field for field in LEDGERS[ledger].__fields__.values()
        if field.kind.name not in UNPRINTABLE and getattr(field.kind, "limit", 0) <= LONGEST
    ]  # fmt: skip
    return sorted(fields, key=lambda field: (field.to == "village", field.name == "note"))


def _column(ledger: str, field: Field) -> Col:
    kind = cell_kind(field)
    width = LEAST[kind] if kind != "text" else min(max(field.width, LEAST[kind]), WIDEST)
    made = column(ledger, field.name, width, total=field.name in LEDGERS[ledger].__ledger__.totals)
    return replace(made, follows=field.derived is not None and field.kind.name != "flag")


def fit(columns: Sequence[Col], room: float) -> tuple[Col, ...]:
    """The columns that matter most and stand side by side in `room`, in their declared order."""
    chosen: set[int] = set()
    for at in sorted(range(len(columns)), key=lambda at: (_rank(columns[at]), at)):
        width = columns[at].column.width_mm
        if len(chosen) < MOST_COLUMNS - 1 and width <= room:
            chosen.add(at)
            room -= width
    return tuple(columns[at] for at in sorted(chosen))


def _rank(col: Col) -> int:
    """By tier, what is summed among the required ones; what follows from the rest and 备注 before 补充.

    Last what stands above the table or only tells how a row was entered.
    """
    if col.column.field in ("village", "opening", "opened_on"):
        return 4
    if col.tier == REQUIRED or col.column.total:
        return 0
    return 1 if col.tier == COMMON else 2 if col.follows or col.column.field == "note" else 3


def _select(ledger: str, book: Book, asked: Asked) -> Iterable[Entry]:
    """The ledger's own order; households and what hangs on them in the order in which a village is walked."""
    entries = book.all(ledger)
    if ledger == "household":
        return sorted(entries, key=by_place)
    if ledger == "person":
        return sorted(entries, key=_in_its_household)
    return entries


def _in_its_household(person: Entry) -> tuple[object, ...]:
    """户主 first, then from the eldest."""
    return (*by_place(person, "household"), person.values["relation"] != HEAD, -(person.values["age"] or 0), person.uid)


def folded(sheet: Sheet, keep: int = 2) -> Iterator[Sheet]:
    """A sheet too wide for its paper as several: the first columns (序号 and who it is) stand on each of them."""
    if not layout_faults(sheet):
        yield sheet
        return
    room = PAPERS[sheet.paper][0] - 2 * SIDE_MM
    head = sum(column.width_mm for column in sheet.columns[:keep])
    parts: list[list[int]] = [[]]
    used = head
    for at in range(keep, len(sheet.columns)):
        if used + sheet.columns[at].width_mm > room and parts[-1]:
            parts.append([])
            used = head
        parts[-1].append(at)
        used += sheet.columns[at].width_mm
    for number, ats in enumerate(parts, 1):
        yield _part(sheet, [*range(keep), *ats], f"{sheet.title}（{number}/{len(parts)}）")


def _part(sheet: Sheet, ats: list[int], title: str) -> Sheet:
    cut = partial(_cut, ats)
    return replace(
        sheet, title=title, columns=tuple(sheet.columns[at] for at in ats), rows=tuple(map(cut, sheet.rows)),
        totals=cut(sheet.totals), bands=tuple(replace(band, values=cut(band.values)) for band in sheet.bands),
    )


def _cut(ats: list[int], row: Row) -> Row:
    return tuple(row[at] for at in ats) if row else ()
