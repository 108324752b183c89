"""The dark column at the left: where everything is, always in the same place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui import icons, theme
from gui.menu import menu
from gui.widgets.card import label

WIDTH = 212
_ROW, _LOWEST_ROW = 33, 25  # design pixels; rows draw together before the last one leaves the window
_WIDEST_SHARE = 0.21  # of the window, so that large letters do not push the page out of it


class Navigation(QWidget):
    """Signal chosen(key)."""

    chosen = Signal(str)

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "nav")
        theme.fill_background(self)
        self.setAccessibleName("菜单")
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._inside = inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(10), 0, theme.px(10), theme.px(8))
        column.setSpacing(theme.px(1))
        self._foot = QVBoxLayout()  # the group without a word stays in sight however many ledgers there are
        self._foot.setContentsMargins(theme.px(10), theme.px(2), theme.px(10), theme.px(8))
        for group in menu():
            if group.title:
                word = label(group.title, "nav-group")
                word.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                column.addWidget(word)
            for entry in group.entries:
                (column if group.title else self._foot).addWidget(self._button(entry.key, entry.title, entry.icon))
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        theme.look(scroll, "nav")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.viewport().installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(14), 0, 0)
        whole.setSpacing(theme.px(6))
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(18), 0, theme.px(12), 0)
        head.setSpacing(0)
        head.addWidget(label("振兴台账", "nav-title"))
        head.addWidget(label(place, "nav-place", wrap=True))
        whole.addLayout(head)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot)

    def keys(self) -> list[str]:
        """The entries, from top to bottom."""
        return list(self._buttons)

    def mark(self, key: str) -> None:
        """Show where the person is; a page without an entry of its own is under 更多台账."""
        button = self._buttons.get(key) or self._buttons.get("more")
        if button is not None:
            button.setChecked(True)
            if self._inside.isAncestorOf(button):
                self._scroll.ensureWidgetVisible(button)

    def badge(self, key: str, count: int) -> None:
        """How many things wait behind an entry; none at 0."""
        button = self._buttons.get(key)
        if button is not None:
            title = str(button.property("title"))
            button.setText(f"{title}（{count}）" if count else title)
            button.setAccessibleName(f"{title}，{count} 处要看" if count else title)

    def fit(self, window_width: int) -> None:
        """As wide as the letters ask, but never too much of the window."""
        self.setFixedWidth(min(theme.px(WIDTH), max(WIDTH, round(window_width * _WIDEST_SHARE))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The room for the entries has changed: known only once the head above them is laid out."""
        if event.type() == QEvent.Type.Resize:
            self._share_height()
        return super().eventFilter(watched, event)

    def _share_height(self) -> None:
        """Rows as high as there is room for, so that the last entry stands in the window at large letters too."""
        buttons = [button for button in self._buttons.values() if self._inside.isAncestorOf(button)]
        rest = self._inside.sizeHint().height() - sum(button.minimumHeight() or button.sizeHint().height() for button in buttons)
        room = (self._scroll.viewport().height() - rest) // len(buttons)
        for button in self._buttons.values():
            button.setFixedHeight(min(max(room, theme.px(_LOWEST_ROW)), theme.px(_ROW)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the entries."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, key: str, title: str, picture: str) -> QPushButton:
        button = QPushButton(title)
        theme.look(button, "nav")
        button.setIcon(icons.icon(picture, theme.NAV_TEXT))
        button.setIconSize(QSize(theme.px(18), theme.px(18)))
        button.setCheckable(True)
        button.setProperty("key", key)
        button.setProperty("title", title)
        button.setAccessibleName(title)
        button.clicked.connect(self._on_clicked)
        self._group.addButton(button)
        self._buttons[key] = button
        return button

    def _on_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("key")))
