"""What the shell asks of every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.desk import Changed, Desk


class Page(QWidget):
    """Made when first opened, kept afterwards. `title` stands in the head of the window."""

    title = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = False
        theme.look(self, "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that Tab begins at the page, not at the menu
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(22), 0, theme.px(22), theme.px(10))
        self.column.setSpacing(theme.px(12))
        desk.changed.connect(self._on_changed)

    def open(self, uid: str | None = None) -> None:
        """The page comes to the front; `uid` says which record it is about."""
        if self._stale or uid is None:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Read again what the page shows."""

    def may_leave(self) -> bool:
        """Whether another page may come to the front; forms keep drafts, so nearly always."""
        return True

    def touched_by(self, changed: Changed) -> bool:
        """Whether the page has to look again."""
        return changed.origin is not self

    def _on_changed(self, changed: Changed) -> None:
        if not self.touched_by(changed):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
