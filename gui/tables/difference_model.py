"""差异清单 as a table: what stands in a workbook, what in our books, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gui import theme

if TYPE_CHECKING:
    from services.import_compare import Difference

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_INKS = {"differs": theme.WARNING, "theirs": theme.INFO, "ours": theme.ACCENT_DARK, "unsure": theme.DANGER}


class DifferenceModel(QAbstractTableModel):
    """One line a difference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[Difference] = []

    def show(self, found: list[Difference]) -> None:
        """Take a comparison in."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        from services.import_compare import HEADINGS

        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        from services.import_compare import HEADINGS

        horizontal = orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS)
        return HEADINGS[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, whole text, and the colour of its kind."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        one = self.found[index.row()]
        text = one.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if len(text) > 10 else None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QColor(_INKS[one.kind])
        return None
