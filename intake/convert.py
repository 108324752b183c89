"""Workbooks of older programs (.xls .et .ods) as .xlsx, through the LibreOffice of this computer where there is one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from models.kernel import UserMistake

_NAMES = ("soffice", "libreoffice")
_USUAL = (Path("C:/Program Files/LibreOffice/program/soffice.exe"), Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"))
_PATIENCE = 90  # seconds; a cold start on an old computer takes half a minute
_ASK = "请用WPS或Excel打开它，另存为xlsx，再选一次。"


def converter() -> str | None:
    """The program that can read everything, if it is here."""
    named = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return named or next((str(path) for path in _USUAL if path.exists()), None)


def as_xlsx(data: bytes, suffix: str) -> bytes:
    """The same workbook as .xlsx. Raises UserMistake with what the person can do instead."""
    program = converter()
    if program is None:
        raise UserMistake(f"这是老格式的表格，这台电脑上没有能转换它的程序。{_ASK}")
    with tempfile.TemporaryDirectory() as folder:
        given, home = Path(folder, f"given{suffix or '.xls'}"), Path(folder, "home")
        given.write_bytes(data)
        words = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", folder, str(given)]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=_PATIENCE)
            return given.with_suffix(".xlsx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise UserMistake(f"这张老格式的表格没有转换成。{_ASK}") from None
