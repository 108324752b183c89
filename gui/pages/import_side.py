"""Beside the rows that would come in: the bad cell that is being mended, or the heading that is being answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import empty
from gui.widgets.meaning_panel import MeaningPanel
from gui.widgets.mend_panel import MendPanel
from models.ledgers import LEDGERS
from models.store import batches

if TYPE_CHECKING:
    from intake.stage import CellMistake

_MOST = 6


class ImportSide(QStackedWidget):
    """Signals mended(sheet, cell, text) and answered(heading, target); hidden until something is asked."""

    mended = Signal(str, str, str)
    answered = Signal(str, str)

    def __init__(self, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger, self._heading = ledger, ""
        self.mend, self.meaning = MendPanel(), MeaningPanel()
        self.mend.mended.connect(self.mended)
        self.meaning.chosen.connect(self._on_chosen)
        for panel in (self.mend, self.meaning):
            self.addWidget(panel)
        self.setFixedWidth(self.mend.width())
        self.hide()

    def ask_cell(self, cell: CellMistake) -> None:
        """Show a bad cell."""
        from services.import_fixes import offered

        self.setCurrentWidget(self.mend)
        self.show()
        self.mend.ask(cell, offered(self._ledger, cell))

    def ask_heading(self, heading: str, target: str) -> None:
        """Show a heading with what it means now."""
        from services.fill.guess import Place
        from services.fill.targets import Choice
        from services.import_report import field_of
        from services.import_targets import UID, targets_of

        fields = {name: field for name, field in targets_of(self._ledger).fields.items() if name != UID}
        title = LEDGERS[self._ledger].__ledger__.title
        choices = [Choice(name, field.label, _place(self._ledger, name) if "." in name else title) for name, field in fields.items()]
        self._heading = heading
        self.setCurrentWidget(self.meaning)
        self.show()
        told = field_of(self._ledger, target).label if target in fields else ""
        self.meaning.ask(Place(("", 0, 0), heading, target if told else ""), told, choices)

    def _on_chosen(self, target: str) -> None:
        self.answered.emit(self._heading, target)


def _place(ledger: str, target: str) -> str:
    from services.fill.targets import led_to

    here: str | None = ledger
    for step in target.split(".")[:-1]:
        here = led_to(here, step)
    return LEDGERS[here].__ledger__.title if here else ""


class Batches(Card):
    """The imports of the last weeks, each with 整批撤回."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(f"{batches.DAYS}天里导入过的", parent)
        self._desk = desk
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.px(6))
        self.body.addLayout(self.lines)

    def refresh(self) -> None:
        """List them again."""
        empty(self.lines)
        found = batches.imports(self._desk.store)[:_MOST]
        for one in found:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            made = button("整批撤回", self._on_back)
            made.setProperty("operation", one.operation)
            row.addWidget(label(f"{one.at[:10]} {one.at[11:16]}　{one.label}"), 1)
            row.addWidget(made)
            self.lines.addWidget(line)
        self.setVisible(bool(found))

    def _on_back(self) -> None:
        self._desk.take_back(str(self.sender().property("operation")))
        self.refresh()
