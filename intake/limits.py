"""How big a workbook may be, looked up before it is opened: a few bytes can claim a sheet of ten billion cells.

The reader of cells makes a full grid of a sheet, so one stray cell at XFD1048576 would take all memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from intake.sheet import column_number
from models.kernel import UserMistake

MOST_BYTES = 100 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 12_000_000
MOST_DRAWN = 400_000  # cells with nothing but a border: a form is drawn by hand, and every one has to be kept
_PIECE = 2**20
_OVERLAP = 400  # longer than any opening tag of a cell
# Only cells with something in them: whole columns with nothing but a border are common and cost nothing.
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,4})(\d{1,9})"[^>]{0,200}(?<!/)>\s*<(?!/)')
_REPEATED = re.compile(
    rb'<table:table-row[^>]{0,200}number-rows-repeated="(\d+)"[^>]{0,200}>\s*<table:table-cell[^>]{0,300}office:value'
)


def too_big(size: int) -> None:
    """Raise UserMistake for a file that is too large to be a ledger."""
    if size > MOST_BYTES:
        most = f"最多{MOST_BYTES // 2**20}兆"
        raise UserMistake(f"这个文件有{size // 2**20}兆，太大了，{most}。请删掉里面的图片，或分成几个表再选。")


def check_packed(data: bytes) -> None:
    """Look into a zipped workbook (.xlsx .xlsb .ods) without unpacking it to memory. Raises UserMistake."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise UserMistake("这个表格解开以后太大了，不像是台账。请只留要用的那张表，另存一份再试。")
            for info in archive.infolist():
                if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    _check_grid(_pieces(archive, info))
                elif info.filename == "content.xml":
                    _check_repeats(_pieces(archive, info))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        # RuntimeError is zipfile's word for an entry with a password.
        raise UserMistake("这个表格文件坏了，可能没有拷完。请重新拷贝一份，再选一次。") from None


def check_drawn(data: bytes) -> None:
    """Raise UserMistake for a form of which whole columns or a million rows were given borders: it cannot be kept whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                cells = sum(piece.count(b"<c ") + piece.count(b"<row ") for piece in _pieces(archive, info))
                if cells > MOST_DRAWN:
                    mend = "请在Excel里把表格下面和右边用不着的空行、空列整行整列删掉，存好再选。"
                    raise UserMistake(f"这张表里画了{cells // 10000}万个空格子，太大了。{mend}")


def check_size(rows: int, columns: int, sheet: str = "") -> None:
    """Raise UserMistake when a sheet of this size is no ledger."""
    where = f"“{sheet}”这张表" if sheet else "表里"
    if rows > MOST_ROWS:
        raise UserMistake(f"{where}写到了第{rows}行，最多{MOST_ROWS}行。请删掉多余的行，或分成几个表再选。")
    if columns > MOST_COLUMNS:
        mend = "请看看最右边是不是误写了字，删掉再选一次。"
        raise UserMistake(f"{where}写到了第{columns}列，最多{MOST_COLUMNS}列。{mend}")
    if rows * columns > MOST_CELLS:
        raise UserMistake(f"{where}有{rows}行、{columns}列，太大了。请只留要用的列，再选一次。")


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacked, tail = 0, b""
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:  # the size written in the archive may be a lie
                raise UserMistake("这个表格解开以后太大了，不像是台账。请只留要用的那张表，另存一份再试。")
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _check_grid(pieces: Iterator[bytes]) -> None:
    rows = columns = 0
    for piece in pieces:
        filled = _FILLED.findall(piece)
        if filled:
            rows = max(rows, *(int(row) for _, row in filled))
            columns = max(columns, *(column_number(name.decode()) + 1 for name in {name for name, _ in filled}))
    check_size(rows, columns)


def _check_repeats(pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        for times in _REPEATED.findall(piece):
            check_size(int(times), 1)
