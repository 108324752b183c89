"""收支表 with the whole window to itself: the sheet of one household, and beside it the form of one amount or bill."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.forms.record_form import RecordForm
from gui.pages.beside import Beside, Views
from gui.pages.income_tab import IncomeTab
from gui.pages.page import Page
from models import store as st


class IncomePage(Page):
    """`open(household)`: the sheet with the whole window to itself."""

    title = "家庭收支"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sheet = IncomeTab(desk)
        self.sheet.whole_button.hide()
        self.sheet.back_button.show()
        self.sheet.back.connect(self._on_back)
        self.forms = {ledger: RecordForm(desk, ledger) for ledger in ("income", "medical_bill")}
        self.side = Views()
        for form in self.forms.values():
            self.side.addWidget(form)
            form.closed.connect(self._on_closed)
        self.both = Beside(self.sheet, self.side)
        self.column.addWidget(self.both, 1)
        self.sheet.opened.connect(self._on_opened)
        self.sheet.begun.connect(self._on_begun)

    def open(self, uid: str | None = None) -> None:
        """Show a household's sheet."""
        if uid:
            self.sheet.show_household(uid)
            name = st.names(self.desk.store, "household", [uid]).get(uid, "")
            self.sheet.back_button.setText(f" {name} 户")
            self.sheet.back_button.setAccessibleName(f"回到{name}户")
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again."""
        self.sheet.refresh()

    def may_leave(self) -> bool:
        """Sheet and form keep their drafts."""
        return all([one.may_leave() for one in (self.sheet, *self.forms.values())])

    def _form(self, ledger: str) -> RecordForm:
        self.side.setCurrentWidget(self.forms[ledger])
        self.both.open_side(True)
        return self.forms[ledger]

    def _on_opened(self, ledger: str, uid: str) -> None:
        self._form(ledger).edit(uid)

    def _on_begun(self, ledger: str, preset: dict[str, Any]) -> None:
        self._form(ledger).new(preset)

    def _on_closed(self) -> None:
        self.both.open_side(False)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self.desk.go("household", self.sheet.household)
