"""Rows of a ledger for a table of any length: the ids in order, and cells read 200 rows at a time when they are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gui import theme
from gui.tables.columns import STATE, TableColumn, columns_of, mask
from models import store as st
from models.ledgers import LEDGERS

WINDOW = 200
KEPT = 24  # windows; 4,800 rows on both sides of what is seen
_ASKED_AT_ONCE = 5000
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
UNKNOWN = "不清楚"


class LedgerModel(QAbstractTableModel):
    """`show(uids)` sets the rows; `data` only looks into tuples that are ready or reads one window."""

    def __init__(self, store: st.Store, ledger: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self.ledger = store, ledger
        household = LEDGERS["household"].__fields__ if "household" in LEDGERS else {}
        self.columns = [*columns_of(LEDGERS[ledger], dict(household)), TableColumn("", STATE, 20, sortable=False)]
        self._uids: list[str] = []
        self._windows: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self._revealed = False
        self._quiet: set[int] | None = None  # asked once for the rows shown, not at every width of the window

    def show(self, uids: Sequence[str]) -> None:
        """Other rows, or the same ones in another order."""
        self.beginResetModel()
        self._uids = list(uids)
        self._windows.clear()
        self._quiet = None
        self.endResetModel()

    def reread(self) -> None:
        """The rows stay, their cells may have changed."""
        self._windows.clear()
        if self._uids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._uids) - 1, len(self.columns) - 1))

    def uid(self, row: int) -> str | None:
        """The record of a row."""
        return self._uids[row] if 0 <= row < len(self._uids) else None

    def row_of(self, uid: str) -> int:
        """The row of a record, -1 when it is not shown."""
        try:
            return self._uids.index(uid)
        except ValueError:
            return -1

    def uids(self) -> list[str]:
        """All records shown, in order."""
        return list(self._uids)

    def spare(self) -> list[int]:
        """Columns that can go where there is no room, the first first: those that say nothing, then what is declared so."""
        if self._quiet is None:
            self._quiet = self._silent()
        silent = self._quiet
        found = [at for at, column in enumerate(self.columns) if column.name and (at in silent or column.spare)]
        return sorted(found, key=lambda at: (0 if at in silent else self.columns[at].spare, -at))

    def _silent(self) -> set[int]:
        """Columns in which no record says anything. Few records are looked at, many are asked of the file, too many not."""
        if len(self._uids) <= WINDOW:
            return {at for at in range(len(self.columns)) if not any(self._cell(row, at) for row in range(len(self._uids)))}
        empty = st.unused(self._store, self.ledger) if len(self._uids) <= _ASKED_AT_ONCE else set()
        return {at for at, column in enumerate(self.columns) if column.name in empty and not column.via}

    @property
    def revealed(self) -> bool:
        """Whether certificate and card numbers are shown whole."""
        return self._revealed

    def reveal(self, on: bool) -> None:
        """Show numbers whole, or in part again."""
        self._revealed = on
        self.reread()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self._uids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Labels above, running numbers at the side."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return Qt.AlignmentFlag.AlignCenter.value if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows. Never raises: Qt asks again at every paint."""
        if not index.isValid() or index.row() >= len(self._uids):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[index.column()].right else Qt.AlignmentFlag.AlignLeft
            # A number: an enum left in the cell's QVariant fails to convert inside Qt, where nobody can catch it.
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role == Qt.ItemDataRole.UserRole:
            return self._uids[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._cell(index.row(), index.column())
            return text if role == Qt.ItemDataRole.DisplayRole or len(text) > 8 else None
        if role == Qt.ItemDataRole.ForegroundRole and self._cell(index.row(), index.column()) in (UNKNOWN, "没带走"):
            return QColor(theme.WARNING if self._cell(index.row(), index.column()) == UNKNOWN else theme.MUTED)
        return None

    def _cell(self, row: int, column: int) -> str:
        number, inside = divmod(row, WINDOW)
        window = self._windows.get(number)
        if window is None:
            window = self._read(number)
        return window[inside][column] if inside < len(window) else ""

    def _read(self, number: int) -> list[tuple[str, ...]]:
        uids = self._uids[number * WINDOW:(number + 1) * WINDOW]
        rows = st.by_uids(self._store, self.ledger, uids)
        shown = dict(zip((row.uid for row in rows), st.shown(self._store, self.ledger, rows), strict=True))
        states = st.states(self._store, self.ledger, uids)
        groups = self._groups(rows)
        blank: dict[str, str] = {}
        window = [
            tuple(self._text(column, shown.get(uid, blank), groups.get(uid, ""), states.get(uid, "")) for column in self.columns)
            for uid in uids
        ]
        self._windows[number] = window
        while len(self._windows) > KEPT:
            self._windows.popitem(last=False)
        return window

    def _groups(self, rows: Sequence[st.Row]) -> dict[str, str]:
        if not any(column.via for column in self.columns):
            return {}
        stored = LEDGERS[self.ledger].__fields__["household"].derived is None
        known = [(row.uid, row["household"]) for row in rows] if stored else [
            (values["uid"], values["household"]) for values in st.full(self._store, self.ledger, rows)]
        houses = {uid: house for uid, house in known if house}
        found = {house.uid: house["group"] or "" for house in st.by_uids(self._store, "household", sorted(set(houses.values())))}
        return {uid: found.get(house, "") for uid, house in houses.items()}

    def _text(self, column: TableColumn, shown: dict[str, str], group: str, state: str) -> str:
        if not column.name:
            return st.SHOWN.get(state, "")
        text = group if column.via else shown.get(column.name, "").replace("\n", " ")
        return mask(text) if column.masked and text and not self._revealed else text
