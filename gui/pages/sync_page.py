"""上报接收: the sticks, the desk of what two places remember differently, 暂存, and the cards; the same page in both roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Desk
from gui.pages.beside import Views
from gui.pages.conflict_desk import ConflictDesk
from gui.pages.household_tabs import TabBar
from gui.pages.page import Page
from gui.pages.sync_brought import BroughtView
from gui.pages.sync_cards import CardsView
from gui.pages.sync_held import HeldView
from gui.pages.sync_part import SyncPart
from gui.pages.sync_town import TownView
from gui.pages.sync_village import VillageView
from services import sync_board

HOME, CONFLICTS, HELD, CARDS, REPORTS, BROUGHT = "home", "conflicts", "held", "cards", "reports", "brought"


class _Whole(QWidget):
    """Tabs above, the part below: no higher than the window, for the parts scroll by themselves."""

    def __init__(self, tabs: QWidget, views: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(tabs)
        column.addWidget(views, 1)

    def hasHeightForWidth(self) -> bool:
        """As for Views."""
        return False


class SyncPage(Page):
    """`open` takes the tab: conflicts, held or cards; `reports` puts the focus on the button that saves the returns."""

    title = "上报接收"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        village = desk.store.role == "village"
        self._home_words = "带到镇上" if village else "收各村的包"
        self.tabs, self.views = TabBar(), Views()
        self.column.addWidget(_Whole(self.tabs, self.views), 1)
        self.home: Any = (VillageView if village else TownView)(desk, self.views)
        self.conflicts, self.held, self.cards = ConflictDesk(desk, self.views), HeldView(desk, self.views), CardsView(desk, self.views)
        self.brought = BroughtView(desk, self.views)
        self._parts: dict[str, SyncPart] = {
            HOME: self.home, CONFLICTS: self.conflicts, HELD: self.held, CARDS: self.cards, BROUGHT: self.brought,
        }  # fmt: skip
        self._counts = {HELD: 0, CONFLICTS: 0}
        self.tabs.setAccessibleName("上报接收的几页")
        self.tabs.chosen.connect(self.show_tab)
        for part in self._parts.values():
            part.wanted.connect(self.show_tab)
            self.views.addWidget(part)
        self.conflicts.counted.connect(self._on_counted)
        self._offer()
        self.show_tab(HOME)

    def open(self, uid: str | None = None) -> None:
        """Count again and show a part."""
        super().open(None)
        self.show_tab(uid if uid in self._parts else HOME)
        if self._here is self.home:
            first = self.home.reports_button if uid == REPORTS and hasattr(self.home, "reports_button") else self.home.pack_button
            first.setFocus()
        else:
            self._here.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what stands."""
        store = self.desk.store
        background.read(self, lambda task: sync_board.read(store), self._on_read, self._on_failed)
        self.conflicts.refresh()

    def show_tab(self, key: str) -> None:
        """Bring a part to the front; brought/PACKAGE is what that package changed."""
        key, _, package = key.partition("/")
        self.tabs.mark(HOME if key == BROUGHT else key)
        self.views.setCurrentWidget(self._parts[key])
        if package:
            self.brought.begin(package)

    def pack_to(self, folder: Path) -> None:
        """装进U盘."""
        self.home.pack_to(folder)

    def receive_from(self, paths: list[Path]) -> None:
        """读取U盘."""
        self.home.receive_from(paths)

    @property
    def _here(self) -> SyncPart:
        return next(part for part in self._parts.values() if part is self.views.currentWidget())

    def _on_read(self, board: sync_board.Board) -> None:
        for part in self._parts.values():
            part.tell(board)
        self._counts[HELD] = len(board.held) + len(board.late)
        self._offer()

    def _on_counted(self, count: int) -> None:
        self._counts[CONFLICTS] = count
        self._offer()

    def _on_failed(self, error: BaseException) -> None:
        self.home.line.say(feedback.sentence(error), "danger")

    def _offer(self) -> None:
        def words(key: str, title: str) -> tuple[str, str]:
            return key, f"{title} {self._counts[key]}" if self._counts.get(key) else title

        self.tabs.offer([words(HOME, self._home_words), words(CONFLICTS, "村里和镇里记得不一样"), words(HELD, "暂存"),
                         words(CARDS, "接收卡")])
