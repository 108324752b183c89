"""The line at the foot: who writes, that all is saved, what day the program works on, what has not gone up yet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from gui import background, printing
from gui.desk import Changed, Desk
from gui.widgets.buttons import button
from gui.widgets.card import label
from models.store.duplicates import LOOKED_AT

if TYPE_CHECKING:
    from models.store import Store


class Status(QStatusBar):
    """Read again after every write, off the window's thread. Signal differing(how many places wait for a decision)."""

    differing = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态")
        self._right = label("")
        self._waiting = button("", self._on_waiting, look="calm-link", tip="看是哪几条")
        self._waiting.hide()
        self._differing = button("", self._on_differing, look="link")
        self._differing.hide()
        self._counting = self._missed = False
        self._twins: int | None = None
        self.addWidget(label(f"录入人：{desk.store.operator_name}"))
        self._kept = label("数据已保存", "good")
        self.addWidget(self._kept)
        self._printing, self._stop = label(""), button("停", printing.queue().stop, look="link", tip="不再往打印机送")
        for part in (self._printing, self._stop):
            self.addWidget(part)
        self._on_printing("")
        # Above all else when it speaks: a wrong date goes into every record that follows.
        self._clock = label("", "bad")
        # What it says must never make the window wider than the screen.
        self._clock.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._clock, 1)
        self.addPermanentWidget(self._differing)
        self.addPermanentWidget(self._waiting)
        self.addPermanentWidget(self._right)
        desk.changed.connect(self._on_changed)
        printing.queue().told.connect(self._on_printing)
        printing.queue().sent.connect(self._on_printed)
        self._on_counted(None)
        self.refresh()
        self.count_differing()

    def refresh(self) -> None:
        """Count what has not been taken to the township."""
        store = self._desk.store
        background.read(self, lambda task: (not_taken(store), store.clock_doubt()), self._on_counted, self._on_failed)

    def text(self) -> str:
        """What stands at the right."""
        return " · ".join(filter(None, (self._waiting.text(), self._right.text())))

    def count_differing(self, *, twins: bool = True) -> None:
        """Count what waits for a decision, one count at a time; `twins`: whether rows that seem to be one are sought anew."""
        if twins:
            self._twins = None
        if self._counting:
            self._missed = True
            return
        self._counting, self._missed = True, False
        store, known = self._desk.store, self._twins
        background.run(self, lambda task: differing(store, known), self._on_differing_counted, self._on_count_failed)

    def _on_changed(self, changed: Changed) -> None:
        self.refresh()
        self.count_differing(twins=changed.touches(*LOOKED_AT))

    def _on_waiting(self) -> None:
        self._desk.go("sync")

    def _on_differing(self) -> None:
        self._desk.go("sync", "conflicts")

    def _on_printing(self, words: str) -> None:
        self._printing.setText(words)
        for part in (self._printing, self._stop):
            part.setVisible(bool(words))

    def _on_printed(self, title: str) -> None:
        self._desk.toast(f"《{title}》送到打印机了。")

    def _on_differing_counted(self, found: tuple[int, int]) -> None:
        self._counting, count = False, sum(found)
        if self._missed:
            self.count_differing(twins=False)
        else:
            self._twins = found[1]
        self._differing.setText(f"{count} 处记得不一样")
        self._differing.setAccessibleName(f"{count} 处村里和镇里记得不一样，去看")
        self._differing.setVisible(bool(count))
        self.differing.emit(count)

    def _on_count_failed(self, error: BaseException) -> None:
        self._counting = False

    def _on_failed(self, error: BaseException) -> None:
        """The count is a courtesy: without it the rest of the line still stands."""

    def _on_counted(self, found: tuple[int, str | None] | None) -> None:
        waiting, doubt = found or (None, None)
        self._clock.setText(doubt or "")
        self._clock.setToolTip(doubt or "")
        self._kept.setVisible(not doubt)
        store = self._desk.store
        today = store.today()
        parts = []
        if store.demo_date is not None:
            parts.append(f"演示数据 · 今天按 {today.year}年{today.month}月{today.day}日 算")
        told = waiting is not None and store.role == "village"
        self._waiting.setText(f"{waiting} 条没带走" if waiting and told else "")
        self._waiting.setAccessibleName(f"{waiting} 条没带走，去看是哪几条")
        self._waiting.setVisible(bool(self._waiting.text()))
        if told and not waiting:
            parts.append("都带到镇上了")
        if not doubt:
            parts.append(last_backup(store.folder.backups))
        self._right.setText(" · ".join(parts))


def not_taken(store: Store) -> int:
    """Records that have not been taken to the township."""
    # Not through services.packing: that loads the package formats, which the first page does not need.
    from models.store import exchange

    return int(exchange.unsent(store)["records"])


def differing(store: Store, twins: int | None) -> tuple[int, int]:
    """Places where village and township remember differently, and what seems to be entered twice."""
    from services import differing as desk

    return desk.counts(store, twins)


def last_backup(folder: Path) -> str:
    """今天 08:12 已备份. By the computer's own clock, which wrote the file."""
    times = [path.stat().st_mtime for path in folder.glob("*.zxbak")] if folder.exists() else []
    if not times:
        return "还没有备份"
    at = datetime.fromtimestamp(max(times))
    day = "今天" if at.date() == date.today() else f"{at.month}月{at.day}日"
    return f"{day} {at:%H:%M} 已备份"
