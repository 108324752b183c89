"""Somebody else's form as it is drawn, with what each heading is thought to mean: coloured by how sure that is, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from gui import theme

if TYPE_CHECKING:
    from services.filling import Guess, Place

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST_ROWS, _MOST_COLUMNS, _LINES = 300, 120, 3
ARROW = "→ "
SURE, UNSURE, OPEN, LEFT = "sure", "unsure", "open", "left"
GROUNDS = {SURE: theme.SOFT, UNSURE: theme.WARNING_SOFT, OPEN: theme.DANGER_SOFT, LEFT: theme.GROUND}
INKS = {SURE: theme.ACCENT_DARK, UNSURE: theme.WARNING, OPEN: theme.DANGER, LEFT: theme.MUTED}
WHY = {
    "label": "栏目名对得上", "learned": "以前认过", "alike": "栏目名差不多，请看一眼", "content": "看格子里的内容猜的，请看一眼",
    "told": "你刚指定的",
}


@dataclass(frozen=True)
class Shown:
    """One cell: its text, how sure its meaning is (blank for plain cells), and the place it belongs to."""

    text: str = ""
    state: str = ""
    place: Place | None = None
    answer: bool = False


def state_of(place: Place) -> str:
    """How sure one can be of a place."""
    if not place.target:
        return OPEN
    if place.target == "-":
        return LEFT
    return UNSURE if place.how in ("alike", "content") else SURE


class TemplateModel(QAbstractTableModel):
    """One sheet at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[tuple[int, int], Shown] = {}
        self._size = (0, 0)
        self.boxes: list[tuple[int, int, int, int]] = []

    def show(self, form: Guess, sheet: str) -> None:
        """Take a sheet in with everything that is thought of it."""
        from services.fill.targets import short_words

        self.beginResetModel()
        page = next(one for one in form.template.sheets if one.name == sheet)
        rows = min(len(page.rows), _MOST_ROWS)
        columns = min(max((len(row) for row in page.rows), default=0), _MOST_COLUMNS)
        self._cells = {(row, column): Shown(_text(page.cell(row, column))) for row in range(rows) for column in range(columns)}
        self.boxes = [one for one in page.merged if one[0] < rows and one[1] < columns]
        for part in form.parts:
            for place in part.places if part.sheet == sheet else ():
                _, row, column = place.cell
                words, state = short_words(part.ledger, place.target), state_of(place)
                self._cells[row, column] = Shown(_text(page.cell(row, column)), state, place)
                if place.at and not place.span:
                    self._cells[place.at] = Shown(f"{ARROW}{words}", state, place, answer=True)
                elif part.table is not None:
                    rows = max(rows, part.table.first + 1)
                    for line in range(part.table.first, max(min(part.table.last + 1, part.table.first + _LINES), part.table.first + 1)):
                        if not _text(page.cell(line, column)):
                            self._cells[line, column] = Shown(f"{ARROW}{words}", state, place, answer=True)
        self._size = (rows, columns)
        self.endResetModel()

    def place_at(self, row: int, column: int) -> Place | None:
        """What a cell belongs to: its own place, else that of the column it stands in."""
        found = self._cells.get((row, column))
        return found.place if found else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else self._size[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Letters and numbers, as the form's own program shows them."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        from intake.sheet import letters

        return letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, ground, ink and why."""
        shown = self._cells.get((index.row(), index.column())) if index.isValid() else None
        if shown is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.text
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(GROUNDS[shown.state]) if shown.state else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(INKS[shown.state]) if shown.state and (shown.answer or shown.state != SURE) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and not shown.answer:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.FontRole and shown.answer:
            font = QFont()
            font.setPointSizeF(font.pointSizeF() * 0.92)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return WHY[shown.place.how] if shown.place and shown.place.target else shown.text if len(shown.text) > 8 else None
        return None


def _text(cell: Any) -> str:
    from intake.sheet import cell_text

    return cell_text(cell).replace("\n", " ").strip()
