"""A quick start: what the first pages do not need is not loaded before them (design 7)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("alembic", "reportlab", "openpyxl", "docx", "pypdfium2", "python_calamine", "fontTools", "rapidfuzz", "typer", "rich")
FIRST = "gui.app", "gui.doors", "gui.shell", "gui.pages.password_page", "gui.pages.today", "gui.pages.ledger_page", "gui.forms.record_form"


def test_nothing_heavy_is_loaded_before_the_first_page(root: Path) -> None:
    code = f"import sys, {', '.join(FIRST)}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == ""


def test_dialogs_open_in_one_file_only(root: Path) -> None:
    found = [path.name for path in (root / "gui").rglob("*.py") if "QMessageBox" in path.read_text("utf-8")]
    assert found == ["feedback.py"]
