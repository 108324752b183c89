"""A scan as it may be kept: its pages, without who made it, where, with what, or anything that runs or rides along.

pdfium carries the pages over into a new document, so titles, authors, scripts and enclosed files stay behind. What it
writes of its own (the moment, a random number) is blotted out: the same scan twice is the same content twice.
"""

from __future__ import annotations

import io
import re
from threading import Lock
from typing import Any

from models.kernel.errors import UserMistake

PDF = b"%PDF-"
PDFIUM = Lock()  # pdfium takes one caller at a time, in the whole program
_OWN_MARKS = (
    re.compile(rb"<</CreationDate\(D:[^)]{0,40}\)/Creator\(PDFium\)/Producer\(PDFium\)>>"),
    re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\](?=>>\s+startxref)"),
)
# A camera's notes inside a picture that a page shows as it was shot: the place is among them.
_CAMERA = re.compile(rb"\xff\xe1(..)(?=Exif\x00\x00|http://ns\.adobe\.com/xap/)", re.DOTALL)
_LOCKED = 4  # pdfium's word for a password
_BROKEN = "这份扫描件坏了，打不开。请重新扫一份。"


def is_scan(data: bytes) -> bool:
    """Whether these bytes begin as a PDF does."""
    return data.startswith(PDF)


def opens(data: bytes) -> bool:
    """Whether it is a PDF that can be read."""
    try:
        return is_scan(data) and pages_of(data) > 0
    except UserMistake:
        return False


def pages_of(data: bytes) -> int:
    """How many pages; UserMistake when nobody could open it."""
    with PDFIUM:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def cleaned(data: bytes, most_pages: int) -> bytes:
    """The pages alone, in as many bytes as they need."""
    import pypdfium2 as pdfium

    with PDFIUM:
        old = _opened(data)
        try:
            if len(old) > most_pages:
                raise UserMistake(f"这份扫描件有 {len(old)} 页，最多 {most_pages} 页。请分成几份再放进来。")
            new = pdfium.PdfDocument.new()
            new.import_pages(old)
            out = io.BytesIO()
            new.save(out)
            new.close()
        except pdfium.PdfiumError:
            raise UserMistake(_BROKEN) from None
        finally:
            old.close()
    return _blotted(out.getvalue())


def _opened(data: bytes) -> Any:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _LOCKED
        raise UserMistake("这份扫描件设了密码，打不开。请去掉密码再放进来。" if locked else _BROKEN) from None
    if not len(document):
        document.close()
        raise UserMistake(_BROKEN)
    return document


def _blotted(data: bytes) -> bytes:
    """Same length, so that every place in the file is still where its table says."""
    for mark in _OWN_MARKS:
        data = mark.sub(_empty, data)
    found = bytearray(data)
    for note in _CAMERA.finditer(data):
        end = min(note.start() + 2 + int.from_bytes(note[1], "big"), len(data))
        found[note.end() : end] = bytes(max(end - note.end(), 0))
    return bytes(found)


def _empty(mark: re.Match[bytes]) -> bytes:
    dictionary = mark[0].startswith(b"<<")
    return b"<<" + b" " * (len(mark[0]) - 4) + b">>" if dictionary else b" " * len(mark[0])
