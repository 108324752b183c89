"""What one package changed here, record by record: the rows behind 带下来：农户 3、任务数 2."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.desk import Desk
from gui.pages.figure_rows import RowsView
from gui.pages.sync_part import SyncPart
from gui.pages.walk_list import WalkColumn
from services import sync_board
from services.sync_board import Brought

COLUMNS = (WalkColumn("组", 78), WalkColumn("户主", 130), WalkColumn("改了哪一条", 0))


class BroughtView(SyncPart):
    """`begin` with the package; back leads to the sticks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows = RowsView(desk, "带下来的是哪几条", COLUMNS, _cells, "带到镇上", (0,))
        self.rows.head.button.hide()
        self.rows.back.connect(self._on_back)
        self.setFocusProxy(self.rows.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)

    def begin(self, package: str) -> None:
        """Another package."""
        store = self.desk.store
        self.rows.begin(f"第{sync_board.number(package)}包带下来的", f"包号 {package}", lambda: sync_board.brought(store, package))

    def _on_back(self) -> None:
        self.wanted.emit("home")


def _cells(one: Brought) -> tuple[str, ...]:
    return one.group, one.named.who, one.named.what if one.live else f"{one.named.what}（撤掉了）"
