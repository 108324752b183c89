"""What a file really is, whatever its name says: townships send PDFs, pictures and web pages named .xlsx."""

from __future__ import annotations

import io
import zipfile

from models.kernel import UserMistake

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word文档"),
    (b"MZ", "程序"),
)
_WEB = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse(what: str) -> UserMistake:
    return UserMistake(f"这个文件不是表格，是 {what}。请找镇里要 Excel 原件。")


def _ole_form(data: bytes) -> str:
    if _wide("EncryptedPackage") in data:
        raise UserMistake("这个表格有打开密码，读不了。请先用Excel或WPS打开，去掉密码另存一份，再选一次。")
    if _wide("WordDocument") in data:
        raise _refuse("Word文档")
    if _wide("PowerPoint Document") in data:
        raise _refuse("演示文稿")
    return "excel"


def _zip_form(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RecursionError):
        raise UserMistake("这个表格文件坏了，可能没有拷完。请重新拷贝一份，再选一次。") from None
    if any(name.startswith("xl/") for name in names):
        return "excel"
    if any(name.startswith("word/") for name in names):
        raise _refuse("Word文档")
    if any(name.startswith("ppt/") for name in names):
        raise _refuse("演示文稿")
    if "content.xml" in names and "mimetype" in names:
        return "excel"
    raise _refuse("压缩包")


def form_of(data: bytes) -> str:
    """`excel` for a workbook, `text` for what may be CSV. Raises UserMistake for what is no table."""
    if not data.strip(b"\x00 \r\n\t"):
        raise UserMistake("这个文件是空的，里面什么也没有。请重新拷贝一份，再选一次。")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _refuse(what)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise _refuse("图片")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower().startswith(_WEB):
        # National systems export web pages named .xls; WPS opens them, so it can mend them.
        raise UserMistake("这个文件其实是网页，不是Excel表格。请用WPS打开，另存为xlsx，再选一次。")
    if data.startswith(_OLE):
        return _ole_form(data)
    return _zip_form(data) if data.startswith(b"PK") else "text"
