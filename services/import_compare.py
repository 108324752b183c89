"""差异清单: what differs between a workbook and our own books, row by row and field by field; nothing is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from models import store as st
from models.ledgers import LEDGERS
from models.rules.dates import day_words
from reports.returns.words import unit_name
from reports.sheet import Column, Sheet
from services import needed
from services.import_report import ImportReport, field_of, put_cell, write_book

if TYPE_CHECKING:
    from models.store import Store

Kind = Literal["differs", "theirs", "ours", "unsure", "blank"]
WORDS: dict[Kind, str] = {"differs": "两边不一样", "theirs": "只表里有", "ours": "只账里有", "unsure": "对不上是谁", "blank": "两边都空着"}
HEADINGS = ("哪种差异", "是谁", "栏目", "表里", "账里", "在表里哪一行")
_MILLIMETRES = (26, 44, 36, 62, 62, 34)
_WIDTHS = (13, 24, 20, 28, 28, 18)


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same."""

    kind: Kind
    who: str
    heading: str = ""
    theirs: str = ""
    ours: str = ""
    where: str = ""
    uid: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As a line of the list."""
        return (WORDS[self.kind], self.who, self.heading, self.theirs, self.ours, self.where)


def differences(store: Store, report: ImportReport) -> list[Difference]:
    """What a preview found, read as a comparison; a blank cell says nothing against what we know."""
    return [*_of_rows(report), *_only_ours(store, report), *_both_blank(store, report)]


def told(found: list[Difference], same: int) -> str:
    """The comparison in a sentence."""
    numbers = {kind: sum(one.kind == kind for one in found) for kind in WORDS}
    counts = "，".join(f"{words}{numbers[kind]}处" for kind, words in WORDS.items() if numbers[kind] or kind != "blank")
    return f"对得上的{same}条；{counts}。只比，什么都没有收进来。"


def _of_rows(report: ImportReport) -> Iterator[Difference]:
    for row in report.rows:
        where = f"{row.sheet} 第{row.row}行"
        if row.outcome == "updated":
            for name, (old, new) in row.changed.items():
                field = field_of(report.ledger, name)
                ours, theirs = (field.kind.show(value) if not field.to else "" for value in (old, new))
                yield Difference("differs", row.name, field.label, theirs or "另一条", ours or "空", where, row.uid)
        elif row.outcome == "added":
            yield Difference("theirs", row.name, where=where)
        elif row.outcome == "rejected":
            yield Difference("unsure", row.name, theirs=row.reason, where=where)


def _only_ours(store: Store, report: ImportReport) -> Iterator[Difference]:
    """Our rows that no row of the workbook means; only of villages whose rows it speaks of."""
    met = {row.uid for row in report.rows if row.uid}
    listed = st.find(store, report.ledger, {"scope": store.scope} if store.role == "village" else None)
    missing = [row.uid for row in listed if row.uid not in met and not row.values.get("left_on")]
    names = st.names(store, report.ledger, missing)
    for uid in missing:
        yield Difference("ours", names[uid], uid=uid)


def _both_blank(store: Store, report: ImportReport) -> Iterator[Difference]:
    """What the national system refuses to be without, in a column that the workbook has, blank there and here."""
    there = {name for one in report.staged for name in one.head.columns}
    met = {row.uid: row for row in report.rows if row.uid and row.outcome in ("updated", "unchanged")}
    if not needed.is_national(report.ledger, there):
        return
    for uid, paths in needed.of_national(store, report.ledger, met):
        row = met[uid]
        if not there.isdisjoint(paths) and row.changed.keys().isdisjoint(paths):
            yield Difference("blank", row.name, needed.words(report.ledger, paths), "空", "空，全国系统要填", f"{row.sheet} 第{row.row}行", uid)


def paper(store: Store, ledger: str, found: list[Difference]) -> Sheet:
    """The list on paper; what stands in no row is no column."""
    said = [at for at in range(len(HEADINGS)) if at < 2 or any(one.cells[at] for one in found)]
    columns = tuple(Column(HEADINGS[at], _MILLIMETRES[at]) for at in said)
    rows = tuple(tuple(one.cells[at] for at in said) for one in found)
    return Sheet("differences", f"{LEDGERS[ledger].__ledger__.title}差异清单", columns, rows, unit_name=unit_name(store), unit="",
                 period_text=day_words(store.today()), paper="A4横", signature=("核对人", "日期"))  # fmt: skip


def write_differences(ledger: str, found: list[Difference], path: Path) -> None:
    """The list as a workbook that people can go through with a pen."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    put_sheet(book, ledger, found)
    write_book(book, path)


def put_sheet(book: Any, ledger: str, found: list[Difference]) -> None:
    """The list as one more sheet of a workbook."""
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet("差异清单")
    page.append((f"{LEDGERS[ledger].__ledger__.title}差异清单",))
    page.append(HEADINGS)
    for at, one in enumerate(found, page.max_row + 1):
        for column, text in enumerate(one.cells, 1):
            put_cell(page.cell(at, column), text)
    page["A1"].font = Font(name="黑体", size=16)
    for cell in page[2]:
        cell.font = Font(name="黑体", bold=True)
    for at, width in enumerate(_WIDTHS):
        page.column_dimensions["ABCDEF"[at]].width = width
    for row in page.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes, page.auto_filter.ref = "A3", f"A2:F{len(found) + 2}"
    page.print_title_rows, page.page_setup.orientation, page.page_setup.paperSize = "1:2", "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
