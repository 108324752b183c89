"""The head card of a household: who it is, what kind, and the few things one looks up before knocking."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import icons, theme
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout, empty, whole_lines
from gui.widgets.tag import Tag
from models.insight.household import About
from services.household_papers import FORMS

_GRAVE = ("没办完的问题",)
_WIDE = 640


class HouseholdHead(Card):
    """Signals: visit(), print(), paper(form) for another form of it, edit(), back(), wanted(ledger) for one of the things to look up."""

    visit = Signal()
    print = Signal()
    paper = Signal(str)
    edit = Signal()
    back = Signal()
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.name = label("", "title", wrap=True, parent=self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        back = QPushButton(self)
        back.setIcon(icons.icon("left", theme.ACCENT))
        back.setToolTip("全部农户")
        back.setAccessibleName("全部农户")
        theme.look(back, "quiet")
        back.clicked.connect(self.back)
        name = QHBoxLayout()
        name.setSpacing(theme.px(4))
        name.addWidget(back)
        name.addWidget(self.name, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for words, picture, signal, look in (
            ("改资料", "", self.edit, ""), ("打印走访表", "print", self.print, ""), ("登记走访", "visit", self.visit, "primary"),
        ):  # fmt: skip
            buttons.addWidget(button(words, signal, picture=picture, look=look))
        buttons.insertWidget(1, self._papers())
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.px(8))
        self._top.addLayout(name, 1)
        self._top.addLayout(buttons)
        self.tags = FlowLayout(gap=6)
        self.facts = FlowLayout(gap=26)
        self.line = label("", "small", wrap=True)
        self.line.setParent(self)
        self.body.setSpacing(theme.px(6))
        self.body.addLayout(self._top)
        self.body.addLayout(self.tags)
        self.body.addWidget(self.line)
        self.body.addLayout(self.facts)

    def _papers(self) -> QPushButton:
        """Forms that are printed now and then stand behind one button."""
        self.menu = QMenu(self)
        for form, words in FORMS:
            self.menu.addAction(words).setData(form)
        self.menu.triggered.connect(lambda action: self.paper.emit(str(action.data())))
        made = button("别的表", picture="down")
        made.setAccessibleName("打印这户别的表")
        made.setMenu(self.menu)
        return made

    def tell(self, about: About) -> None:
        """Show a household."""
        self.name.setText(about.title)
        self.setAccessibleName(about.title)
        self.line.setText(about.line)
        self.line.setVisible(bool(about.line))
        empty(self.tags)
        for words, tone in about.tags:
            self.tags.addWidget(Tag(words, tone, self))
        empty(self.facts)
        for name, value, ledger in about.facts:
            self.facts.addWidget(self._fact(name, value, ledger))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As high as all its lines: the page scrolls before a name is cut in the middle."""
        return whole_lines(self, super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the name would be squeezed, the buttons go below it."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(_WIDE)
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._top.direction() != side:
            self._top.setDirection(side)
        self.updateGeometry()

    def _fact(self, name: str, value: str, ledger: str) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(name, "small"))
        shown = QPushButton(value)
        theme.look(shown, "fact-grave" if name in _GRAVE else "fact")
        shown.setAccessibleName(f"{name} {value}，去看是哪几条")
        shown.setCursor(Qt.CursorShape.PointingHandCursor)
        shown.setProperty("ledger", ledger)
        shown.clicked.connect(self._on_fact)
        column.addWidget(shown)
        return holder

    def _on_fact(self) -> None:
        self.wanted.emit(str(self.sender().property("ledger")))
