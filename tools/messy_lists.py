"""Thirty messy workbooks as national systems and townships send them, each with what should become of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from models import store as st
from models.kernel import Circumstance, UserMistake
from services import importing
from services.import_fixes import offered

Row = Sequence[object]
ID = "999999197001010017"
HOUSE = ("户编号", "户主姓名", "户主身份证号", "组", "户类型", "联系电话")
ONE: Row = ("01", "云某甲", ID, "一组", "脱贫户", "13800000001")
TWO: Row = ("02", "云某乙", None, "一组", "一般户", None)


@dataclass(frozen=True)
class Messy:
    """A workbook: its ledger, how it is written, and rows taken, refused and cells kept as 待核; None when it is refused whole."""

    name: str
    ledger: str
    write: Callable[[Path], Path]
    wanted: tuple[int, int, int] | None


@dataclass(frozen=True)
class Taken:
    """What became of one."""

    name: str
    taken: int
    refused: int
    pending: int
    offered: int
    said: str
    expected: bool


def take(messy: Messy, folder: Path) -> Taken:
    """Preview and take it in, in a village of its own that already knows two households."""
    path = messy.write(folder / messy.name)
    with tempfile.TemporaryDirectory() as place:
        return _taken(messy, path, Path(place))


def _taken(messy: Messy, path: Path, place: Path) -> Taken:
    store, _ = st.create(place / "village", role="village", region="999999104201", name="清水村", operator="村专干", password="made-up 1")
    try:
        if messy.ledger not in ("household", "person"):
            importing.apply(store, importing.preview(store, "household", _book(HOUSE, ONE, TWO)(place / "先有的户")))
        seen = importing.preview(store, messy.ledger, path)
        report = importing.apply(store, seen)
    except (UserMistake, Circumstance) as refused:
        return Taken(messy.name, 0, 0, 0, 0, str(refused), messy.wanted is None)
    finally:
        store.close()
    gone = report.count("rejected")
    counts = (len(report.rows) - gone, gone, report.pending)
    hints = sum(bool(offered(messy.ledger, cell)) for cell in report.cells)
    said = "；".join([row.reason for row in report.rows if row.reason] + [cell.text for cell in report.cells])
    return Taken(messy.name, *counts, hints, said, counts == messy.wanted)


def _book(*rows: Row, merge: str = "", more: Callable[[Any], None] | None = None) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        book: Any = openpyxl.Workbook()
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                book.active.cell(at, column, value)
        for area in merge.split():
            book.active.merge_cells(area)
        if more:
            more(book)
        path = path.with_suffix(".xlsx")
        book.save(path)
        return path
    return write


def _text(text: str, coding: str, suffix: str = ".csv") -> Callable[[Path], Path]:
    return _bytes(text.encode(coding), suffix)


def _bytes(data: bytes, suffix: str = ".xlsx") -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path = path.with_suffix(suffix)
        path.write_bytes(data)
        return path
    return write


def _second(book: Any) -> None:
    page = book.create_sheet("二组")
    page.append(HOUSE)
    page.append(("03", "云某丙", None, "二组", "一般户", None))


def _summary(book: Any) -> None:
    page = book.create_sheet("汇总")
    page.append(("组", "户数"))
    page.append(("一组", 2))


def _hidden(book: Any) -> None:
    page = book.create_sheet("藏着的")
    page.append(HOUSE)
    page.append(("09", "云某壬", None, "九组", None, None))
    page.sheet_state = "hidden"


_CSV = "户编号,户主姓名,组\r\n01,云某甲,一组\r\n02,云某乙,一组\r\n"
_TOILET = ("户主姓名", "组", "改造类别", "年度", "竣工日期", "财政补助（元）")
_PERSON = ("户编号", "户主姓名", "姓名", "与户主关系", "身份证号")
LISTS: tuple[Messy, ...] = (
    Messy("01 规规矩矩", "household", _book(HOUSE, ONE, TWO), (2, 0, 0)),
    Messy("02 上面有题目和填报单位", "household", _book(("清水村农户台账",), ("填报单位：清水村",), HOUSE, ONE, TWO, merge="A1:F1 A2:F2"), (2, 0, 0)),
    Messy("03 两行表头", "household", _book(
        ("户编号", "户主", None, "组", "户情", None), (None, "姓名", "身份证号", None, "户类型", "电话"), ONE, TWO,
        merge="B1:C1 E1:F1 A1:A2 D1:D2"), (2, 0, 0)),
    Messy("04 组合并着", "household", _book(HOUSE, ONE, ("02", "云某乙", None, None, "一般户", None), merge="D2:D3"), (2, 0, 0)),
    Messy("05 有合计和小计", "household", _book(HOUSE, ONE, ("小计", "1户"), TWO, ("合计", "2户")), (2, 0, 0)),
    Messy("06 下面有注和签字", "household", _book(HOUSE, ONE, TWO, ("注：按实填写。",), ("填表人：云某丁", None, "审核人：")), (2, 0, 0)),
    Messy("07 中间有空行", "household", _book(HOUSE, ONE, (), (), TWO), (2, 0, 0)),
    Messy("08 每页重复表头", "household", _book(HOUSE, ONE, HOUSE, TWO), (2, 0, 0)),
    Messy("09 表头下有编号行", "household", _book(HOUSE, ("甲", "乙", 1, 2, 3, 4), ONE, TWO), (2, 0, 0)),
    Messy("10 有示例行", "household", _book(HOUSE, ("示例", "张三", None, "一组", "脱贫户", None), ONE, TWO), (2, 0, 0)),
    Messy("11 两张工作表", "household", _book(HOUSE, ONE, TWO, more=_second), (3, 0, 0)),
    Messy("12 后面跟着汇总表", "household", _book(HOUSE, ONE, TWO, more=_summary), (2, 0, 0)),
    Messy("13 有藏着的表", "household", _book(HOUSE, ONE, TWO, more=_hidden), (2, 0, 0)),
    Messy("14 国标码的逗号表", "household", _text(_CSV, "gb18030"), (2, 0, 0)),
    Messy("15 带标记的逗号表", "household", _text(_CSV, "utf-8-sig"), (2, 0, 0)),
    Messy("16 制表符的文字表", "household", _text(_CSV.replace(",", "\t"), "utf-16", ".txt"), (2, 0, 0)),
    Messy("17 引号没关的逗号表", "household", _text('户编号,户主姓名,组\r\n01,云某甲,"一组\r\n02,云某乙,一组\r\n', "gb18030"), (2, 0, 0)),
    Messy("18 换了说法的表头", "household", _book(
        ("*户主 姓名（必填）", "公民身份号码", "村民小组", "农户类型", "手 机"), ONE[1:], TWO[1:]), (2, 0, 0)),
    Messy("19 没见过的列", "household", _book((*HOUSE, "饭量", "星座"), (*ONE, "大", "白羊"), (*TWO, "小", None)), (2, 0, 0)),
    Messy("20 名字里有空格", "household", _book(HOUSE, ("01", "云 某 甲", ID, "一组", "脱贫户", "138 0000 0001"), TWO), (2, 0, 0)),
    Messy("21 十五位身份证号", "household", _book(HOUSE, ("01", "云某甲", "999999700101001", "一组", "脱贫户", None), TWO), (2, 0, 0)),
    Messy("22 身份证号成了数字", "household", _book(HOUSE, ("01", "云某甲", 999999197001010017, "一组", "脱贫户", None), TWO), (2, 0, 1)),
    Messy("23 月和日写反", "toilet", _book(
        _TOILET, ("云某甲", "一组", "新建", 2024, "2024-25-07", 1800), ("云某乙", "一组", "改建", 2023, "7月", "约1千")), (2, 0, 2)),
    Messy("24 类别写成土话", "toilet", _book(
        _TOILET, ("云某甲", "一组", "新建的", 2024, "2024.7.1", "1,800元"), ("云某乙", "一组", "改建", 2023, None, None)), (1, 1, 0)),
    Messy("25 户主对不上", "toilet", _book(
        _TOILET, ("没有这个人", "一组", "新建", 2024, None, None), ("云某乙", "一组", "改建", 2023, None, None)), (1, 1, 0)),
    Messy("26 同一户写了两行", "household", _book(HOUSE, ONE, ONE, TWO), (2, 1, 0)),
    Messy("27 花名册户主只写一次", "person", _book(
        _PERSON, ("01", "云某甲", "云某甲", "户主", ID), (None, None, "云某戊", "配偶", None), (None, None, "云某己", "儿子", None),
        merge="A2:A4 B2:B4"), (3, 0, 0)),
    Messy("28 身份证号被星号遮着", "household", _book(HOUSE, ("01", "云某甲", "9999**********0017", "一组", "脱贫户", None), TWO), (2, 0, 1)),
    Messy("29 其实是网页", "household", _bytes(b"<html><table><tr><td>x</td></tr></table></html>", ".xls"), None),
    Messy("30 只有表头", "household", _book(HOUSE), None),
)  # fmt: skip
