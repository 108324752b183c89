"""A roster of 10,000 people in 20 columns: read, checked, journalled, against reading its cells with calamine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from services import importing
from tests.bench.measure import Line, name, number, seconds, times, typical, village

ROWS = 10_000
HEADINGS = (
    "序号", "户编号", "组", "户主姓名", "姓名", "与户主关系", "身份证号", "联系电话", "健康状况", "劳动能力", "文化程度", "政治面貌",
    "民族", "医保", "养老保险", "算在家里收支", "户口在本户", "会讲普通话", "参加大病保险", "备注",
)


def measure(work: Path) -> Iterator[Line]:
    """The whole import as the command does it (dry run, then in earnest), and the second half alone."""
    path = work / "roster.xlsx"
    write(path, ROWS)
    bare = typical(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(), 3)
    with village(work / "data") as store:
        found = []
        dry = seconds(lambda: found.append(importing.preview(store, "person", path)))
        reports = []
        wet = seconds(lambda: reports.append(importing.apply(store, found[0])))
        taken = sum(row.outcome == "added" for row in reports[0].rows)
        yield times(f"import {ROWS:,} x {len(HEADINGS)}, {taken:,} rows taken, journal and all : calamine alone",
                    _read(path) + wet, bare, "20x or less")
        yield times("the same with the rehearsal that the preview shows first", dry + wet, bare, "(two passes)")


def _read(path: Path) -> float:
    """Reading and matching stand in the preview; an import without one would do them too."""
    from intake.workbook import read_workbook

    return seconds(lambda: read_workbook(path))


def write(path: Path, rows: int) -> None:
    """A roster as a township would write it: three people a household."""
    book = Workbook(write_only=True)
    page = book.create_sheet("名册")
    page.append(HEADINGS)
    for at in range(rows):
        first = at - at % 3
        page.append((
            at + 1, f"{first // 3:06d}", f"{first // 3 % 8 + 1}组", name(first), name(at), "户主" if at == first else "其他亲属",
            number(at), f"1990000{at % 10000:04d}", "健康", "普通劳动力", "初中", "群众", "汉族", "城乡居民基本医疗保险",
            "城乡居民基本养老保险", "是", "是", "是", "是", "",
        ))  # fmt: skip
    book.save(path)
