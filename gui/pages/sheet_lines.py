"""What only a half-filled visit sheet has: a line for each member's change, and four boxes for the income of its quarter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import label
from models.codes.income import PART
from models.rules.income import EARNED
from services.visit_sheet import Paper


class SheetLines(QWidget):
    """Named lines to type in, in a grid. Signal edited() by the person."""

    edited = Signal()

    def __init__(self, title: str, across: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, QLineEdit] = {}
        self._across = across
        self.title = label(title, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.title)
        self._inside: QWidget | None = None

    def ask(self, names: Mapping[str, str], there: Mapping[str, str] | None = None) -> None:
        """A line for each of these; `there`: what is written already, said in the empty line."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget(self)
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(4))
        self.lines = {}
        for at, (key, name) in enumerate(names.items()):
            line = QLineEdit()
            line.setAccessibleName(f"{self.title.text()}：{name}")
            line.setPlaceholderText((there or {}).get(key, ""))
            line.textEdited.connect(self.edited)
            row, column = divmod(at, self._across)
            grid.addWidget(label(name, "small"), row, 2 * column)
            grid.addWidget(line, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            self.lines[key] = line
        self.layout().addWidget(self._inside)
        self._inside.show()

    def raw(self) -> dict[str, str]:
        """What was typed, by key."""
        return {key: line.text().strip() for key, line in self.lines.items() if line.text().strip()}

    def restore(self, raw: Mapping[str, str]) -> None:
        """Out of the draft; whoever is no member any more is left out."""
        for key, line in self.lines.items():
            line.setText(raw.get(key, ""))


class SheetParts:
    """The parts of the sheet that an ordinary visit does not show."""

    def __init__(self, parent: QWidget) -> None:
        self.paper: Paper | None = None
        self.changes = SheetLines("变化", 1, parent)
        self.income = SheetLines("本季收入（元）", 2, parent)

    def begin(self, paper: Paper | None) -> None:
        """Another sheet, or none."""
        self.paper = paper
        if paper is not None:
            self.changes.ask(dict(paper.members))
            earned = {part: f"已记 {amount:,.2f}".removesuffix(".00") for part, amount in paper.earned.items()}
            self.income.ask({part: PART.label(part).removesuffix("收入") for part in EARNED}, earned)
        for part in (self.changes, self.income):
            part.setVisible(paper is not None)

    def raw(self) -> dict[str, dict[str, str]]:
        """For the draft: nothing where nothing was typed."""
        return {} if self.paper is None else {
            name: typed for name, part in (("changes", self.changes), ("income", self.income)) if (typed := part.raw())}

    def restore(self, raw: Mapping[str, Mapping[str, str]]) -> None:
        """Put a draft back."""
        self.changes.restore(raw.get("changes", {}))
        self.income.restore(raw.get("income", {}))
