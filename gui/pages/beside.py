"""Something at the side of a page: beside it where there is room, in its place where letters are large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gui import theme

SIDE_WIDTH = 372
_ROOM = 880  # design pixels that a page and its side need together
_NO_LIMIT = 16_777_215  # Qt's own


class Views(QStackedWidget):
    """As small as the view that is seen: a stack otherwise asks for the room of its largest.

    Wrapping words inside would make Qt ask for the height that everything would like to have; lists can do with less.
    """

    def hasHeightForWidth(self) -> bool:
        """Qt."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Qt."""
        here = self.currentWidget()
        return here.minimumSizeHint() if here is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """Qt."""
        here = self.currentWidget()
        return here.sizeHint() if here is not None else super().sizeHint()


def on_escape(view: QWidget, call: Callable[[], object] | SignalInstance) -> None:
    """Esc leads away from a view, wherever in it the focus is."""
    escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), view, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    escape.activated.connect(call)


class Beside(QWidget):
    """A page at the left, and at the right what may be opened and closed."""

    def __init__(self, left: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.side = left, side
        self._open = self._if_room = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(left, 1)
        row.addWidget(side, 0)
        side.hide()

    @property
    def is_open(self) -> bool:
        """Whether the side is seen."""
        return self._open or (self._if_room and self.has_room)

    @property
    def has_room(self) -> bool:
        """Whether both fit beside each other."""
        return self.width() >= theme.px(_ROOM)

    def open_side(self, on: bool) -> None:
        """Show the side, or the page alone."""
        self._open, self._if_room = on, False
        self._arrange()

    def open_if_room(self) -> None:
        """Show the side as long as it takes nothing away."""
        self._open, self._if_room = False, True
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        """As for Views."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters or window may have grown."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self.has_room:
            self.side.setFixedWidth(theme.px(SIDE_WIDTH))
        else:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_NO_LIMIT)
        self.side.setVisible(self.is_open)
        self.left.setVisible(not self.is_open or self.has_room)
