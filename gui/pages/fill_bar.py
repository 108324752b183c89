"""The choices above somebody's form: which of its sheets, what a row of it is, and whom it is filled for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui import theme
from gui.widgets.code_box import QuietCombo
from models import store as st
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store import Store
    from services.fill.choice import Way
    from services.filling import Guess, Wanted

_UID = "uid"
_WIDEST = 250


class FillBar(QObject):
    """Signals sheet_chosen(name), ledger_chosen(id). `boxes` are laid out by the page."""

    sheet_chosen = Signal(str)
    ledger_chosen = Signal(str)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.sheets, self.rows, self.who = _box("哪张表"), _box("一行是什么"), _box("填哪些")
        self.boxes = (self.sheets, self.rows, self.who)
        self.sheets.activated.connect(self._on_sheet)
        self.rows.activated.connect(self._on_rows)

    def offer(self, form: Guess, sheet: str, ways: list[Way], meant: dict[str, str]) -> None:
        """A form has been read."""
        names = [one.name for one in form.template.sheets]
        _load(self.sheets, [(name, name) for name in names], sheet)
        self.sheets.setVisible(len(names) > 1)
        told: list[tuple[str, Any]] = [("填全部", None)]
        told += [(f"只填 {way.words}：{value}", (way.path, value)) for way in ways for value in way.values]
        told += [(f"只填这一户：{name}", (_UID, uid)) for name, uid in (self._homes() if form.single else ())]
        _load(self.who, told, next(iter(meant.items()), None))
        self.who.setVisible(len(told) > 1)

    def offer_ledgers(self, form: Guess, sheet: str) -> None:
        """What a row of this sheet may be; nothing to ask where it has no table."""
        from services.fill.targets import candidates

        part = next((one for one in form.parts if one.sheet == sheet and one.table), None)
        self.rows.setVisible(part is not None and not form.single)
        if part is not None:
            told = [(f"一行是一{LEDGERS[id].__ledger__.unit}：{LEDGERS[id].__ledger__.title}", id) for id in candidates()]
            _load(self.rows, told, part.ledger)

    def wanted(self, earlier: Path | None) -> Wanted:
        """Whom to fill for."""
        from services.filling import Wanted

        data = self.who.currentData()
        if data and data[0] == _UID:
            return Wanted(households=(data[1],), earlier=earlier)
        return Wanted({data[0]: data[1]} if data else {}, earlier=earlier)

    def _homes(self) -> list[tuple[str, str]]:
        uids = st.uids(self._store, "household", None, LEDGERS["household"].__ledger__.sort)
        names = st.names(self._store, "household", uids)
        return [(names[uid], uid) for uid in uids]

    def _on_sheet(self) -> None:
        self.sheet_chosen.emit(str(self.sheets.currentData()))

    def _on_rows(self) -> None:
        self.ledger_chosen.emit(str(self.rows.currentData()))


def _box(name: str) -> QuietCombo:
    made = QuietCombo()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(theme.px(_WIDEST))
    made.hide()
    return made


def _load(box: QuietCombo, told: list[tuple[str, Any]], chosen: Any) -> None:
    box.clear()
    for words, data in told:
        box.addItem(words, data)
    box.setCurrentIndex(next((at for at, (_, data) in enumerate(told) if data == chosen), 0))
