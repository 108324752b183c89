"""Bad forms and bad lists: what is handed to `fill` and `import` and cannot be used as it is."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl

from tools.bad_place import Place, Said

Case = tuple[str, Callable[[Place], Said]]
_HEAD = ("户主姓名", "组", "联系电话")
_READ = Path.read_bytes


def _held(path: Path) -> bytes:
    """Excel holds a workbook that is open in it."""
    if path.suffix == ".xlsx":
        raise PermissionError(errno.EACCES, "held")
    return _READ(path)


def _full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "full")


def _fill(make: Callable[[Place], Path], *faults: Callable[[], Any], out: str = "填好.xlsx", more: tuple[str, ...] = ()) -> Callable[[Place], Said]:
    return lambda place: place.run("fill", make(place), "--out", place.folder / out, *more, faults=tuple(fault() for fault in faults))


def _form(place: Place) -> Path:
    return place.book(_HEAD, (None, None, None), name="模板.xlsx")


def _drawn(rows: int, columns: int) -> Callable[[Place], Path]:
    """A form of which far too many cells were given a border."""
    def make(place: Place) -> Path:
        plain = _form(place).read_bytes()
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in old.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    new.writestr(name, old.read(name))
                    continue
                start, end = old.read(name).split(b"</sheetData>")
                with new.open(name, "w") as member:
                    member.write(start)
                    for part in _lines(rows, columns):
                        member.write(part)
                    member.write(b"</sheetData>" + end)
        return place.file("画满格子.xlsx", held.getvalue())
    return make


def _lines(rows: int, columns: int) -> Iterator[bytes]:
    for start in range(3, rows, 5000):
        yield b"".join(b'<row r="%d">%s</row>' % (row, b'<c s="1"/>' * columns) for row in range(start, min(start + 5000, rows)))


def _macros(place: Place) -> Path:
    """A form with macros; the program of Excel that they are is never run."""
    plain = _form(place).read_bytes()
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return place.file("带宏.xlsm", held.getvalue())


def _chart(place: Place) -> Path:
    from openpyxl.chart import BarChart, Reference

    made: Any = openpyxl.Workbook()
    made.active.append(_HEAD)
    chart = BarChart()
    chart.add_data(Reference(made.active, min_col=1, min_row=1, max_row=2))
    made.active.add_chart(chart, "F2")
    made.save(place.folder / "带图.xlsx")
    return place.folder / "带图.xlsx"


FORMS: tuple[Case, ...] = (
    ("模板没有表头", _fill(lambda place: place.book(("通知",), ("请各村抓紧报",)))),
    ("模板是空的", _fill(lambda place: place.book((None,), name="空.xlsx"))),
    ("模板有打开密码", _fill(lambda place: place.file(
        "密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")))),
    ("模板没拷完", _fill(lambda place: place.file("半.xlsx", _form(place).read_bytes()[:2000]))),
    ("模板里头坏了", _fill(lambda place: place.file("坏.xlsx", _form(place).read_bytes().replace(b"worksheet", b"workshoot")))),
    ("模板其实是PDF", _fill(lambda place: place.file("表.xlsx", b"%PDF-1.7 x"))),
    ("模板是逗号分隔的文字", _fill(lambda place: place.file("表.csv", "户主姓名,组\n,\n".encode()))),
    ("模板是老格式", _fill(lambda place: place.file("老.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
                           lambda: patch("intake.convert.converter", lambda: None))),
    ("模板画了100万行空格子", _fill(_drawn(1_000_000, 1))),
    ("模板画了16384列空格子", _fill(_drawn(40, 16_384))),
    ("模板带着宏", _fill(_macros)),
    ("模板里有图表", _fill(_chart)),
    ("模板正在别处打开", _fill(_form, lambda: patch.object(Path, "read_bytes", _held))),
    ("填好的要盖掉模板", _fill(_form, out="模板.xlsx")),
    ("填好的要写到文件夹上", _fill(_form, out=".")),
    ("存填好的表时硬盘满", _fill(_form, lambda: patch.object(os, "fsync", _full))),
    ("模板里写好的人账里没有", _fill(lambda place: place.book(_HEAD, ("没有这个人", "九组", None)))),
    ("对照文件不在", _fill(_form, more=("--map", "没有.json"))),
    ("对照文件写坏了", lambda place: place.run(
        "fill", _form(place), "--out", place.folder / "填好.xlsx", "--map", place.file("对照.json", b"{"))),
    ("对照的栏模板里没有", lambda place: place.run(
        "fill", _form(place), "--out", place.folder / "填好.xlsx", "--map", place.file("对照.json", '{"map":{"天气":"组"}}'.encode()))),
)  # fmt: skip
