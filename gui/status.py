"""The line at the foot: who writes, that all is saved, what day the program works on, what has not gone up yet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStatusBar, QWidget

from gui import background
from gui.desk import Desk
from gui.widgets.card import label

if TYPE_CHECKING:
    from models.store import Store


class Status(QStatusBar):
    """Read again after every write, off the window's thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态")
        self._right = label("")
        self.addWidget(label(f"录入人：{desk.store.operator_name}"))
        self.addWidget(label("数据已保存", "good"))
        # Above all else when it speaks: a wrong date goes into every record that follows.
        self._clock = label("", "bad")
        self.addWidget(self._clock, 1)
        self.addPermanentWidget(self._right)
        desk.changed.connect(self._on_changed)
        self._on_counted(None)
        self.refresh()

    def refresh(self) -> None:
        """Count what has not been taken to the township."""
        store = self._desk.store
        background.run(self, lambda task: (not_taken(store), store.clock_doubt()), self._on_counted, self._on_failed)

    def text(self) -> str:
        """What stands at the right."""
        return self._right.text()

    def _on_changed(self, changed: object) -> None:
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        """The count is a courtesy: without it the rest of the line still stands."""

    def _on_counted(self, found: tuple[int, str | None] | None) -> None:
        waiting, doubt = found or (None, None)
        self._clock.setText(doubt or "")
        store = self._desk.store
        today = store.today()
        parts = []
        if store.demo_date is not None:
            parts.append(f"演示数据 · 今天按 {today.year}年{today.month}月{today.day}日 算")
        if waiting is not None and store.role == "village":
            parts.append(f"{waiting} 条没带走" if waiting else "都带到镇上了")
        parts.append(last_backup(store.folder.backups))
        self._right.setText(" · ".join(parts))


def not_taken(store: Store) -> int:
    """Records that have not been taken to the township."""
    # Not through services.packing: that loads the package formats, which the first page does not need.
    from models.store import exchange

    return int(exchange.unsent(store)["records"])


def last_backup(folder: Path) -> str:
    """今天 08:12 已备份. By the computer's own clock, which wrote the file."""
    times = [path.stat().st_mtime for path in folder.glob("*.zxbak")] if folder.exists() else []
    if not times:
        return "还没有备份"
    at = datetime.fromtimestamp(max(times))
    day = "今天" if at.date() == date.today() else f"{at.month}月{at.day}日"
    return f"{day} {at:%H:%M} 已备份"
