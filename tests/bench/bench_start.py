"""Cold start with 10,000 households: from the process to a painted 今日待办, against a bare window with an empty table.

Each is a fresh process, files warm. Argon2id is excluded (the test cost is used) and reported beside, at its real cost.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measure import PASSWORD, Line, seconds, settle, spoken, times, village

HOUSEHOLDS, RUNS = 10_000, 3
HEAVY = ("alembic", "reportlab", "openpyxl")

OURS = f"""
import sys
from pathlib import Path
from gui import app, theme
from gui.doors import Doors
from gui.settings import Settings
folder = Path(sys.argv[1])
application = app.application()
theme.apply(application, 100)
doors = Doors(folder, Settings(folder / "screen.ini"))
from models import store as st
doors.enter(st.open_store(folder, "{PASSWORD}"))
page = doors.window.page()
while not page._lines and page.empty.isHidden():
    application.processEvents()
doors.window.grab()
print(*sorted(name for name in {HEAVY!r} if name in sys.modules), flush=True)
import os
os._exit(0)
"""

BARE = """
import sqlalchemy
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication([])
window, table = QMainWindow(), QTableView()
table.setModel(QStandardItemModel(0, 10))
window.setCentralWidget(table)
window.resize(1366, 728)
window.show()
application.processEvents()
window.grab()
import os
os._exit(0)
"""


def measure(work: Path) -> Iterator[Line]:
    """Medians of three; what was imported on the way is told."""
    with village(work / "data") as store:
        settle(store, HOUSEHOLDS, 2)
    heavy = _fresh(OURS, work / "data")
    ours = median(seconds(lambda: _fresh(OURS, work / "data")) for _ in range(RUNS))
    bare = median(seconds(lambda: _fresh(BARE, work / "data")) for _ in range(RUNS))
    yield times(f"cold start to a painted 今日待办, {HOUSEHOLDS:,} households : a bare PySide6 window and SQLAlchemy", ours, bare,
                "2.0x or less")
    yield Line("imported before it, and should not be", heavy.strip() or "nothing", "nothing", None, "nothing")
    yield Line("Argon2id beside it", spoken(_unlock(work / "slow")), "", None, "")


def _fresh(program: str, folder: Path) -> str:
    return subprocess.run([sys.executable, "-c", program, str(folder)], check=True, capture_output=True, text=True).stdout


def _unlock(folder: Path) -> float:
    """The password at its real cost."""
    from models.store import keys

    os.environ.pop("ZHENXING_TEST_KDF", None)
    slots = keys.Keys()
    keys.add_password_slot(slots, keys.new_data_key(), PASSWORD, "")
    return seconds(lambda: keys.unlock(slots, PASSWORD))
