"""The table of 收支表 under the fingers: type, Enter goes down to the next cell that takes a figure, the others open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from gui import theme
from gui.tables.cell_delegate import CellDelegate
from gui.tables.income_model import IncomeModel

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 27
_TITLE, _QUARTER, _SUM = 120, 80, 84
_FEWEST_ROWS = 6  # where there is room for fewer the page scrolls instead


class IncomeView(QTableView):
    """Signals: asked(index) when the rows behind a cell are wanted; moved() when another cell is current."""

    asked = Signal(object)
    moved = Signal()

    def __init__(self, model: IncomeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = model
        self.setModel(model)
        self.setAccessibleName("收支表")
        theme.look(self, "tight")
        self.setMinimumHeight(theme.px(ROW_HEIGHT * (_FEWEST_ROWS + 1)))
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        side.hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(50))
        self.doubleClicked.connect(self._on_double)

    def start(self, on: date) -> None:
        """The first cell of the last quarter that is over: it is asked about next. Else of the first that takes a figure."""
        quarters = self._cells.sheet.quarters if self._cells.sheet else ()
        over = [at for at, quarter in enumerate(quarters, 1) if quarter.last < on]
        columns = (*reversed(over), *range(1, len(quarters) + 1))
        takes = (self._cells.index(row, column) for column in columns for row in range(self._cells.rowCount()))
        first = next((index for index in takes if self._takes(index)), None)
        if first is not None:
            self.setCurrentIndex(first)

    def fit(self) -> None:
        """All columns in sight: figures first, the item's name takes what is left."""
        count = self._cells.columnCount()
        if not count:
            return
        widths = [theme.px(_QUARTER)] * (count - 3) + [theme.px(_SUM)] * 2
        spare = self.viewport().width() - sum(widths)
        for at, width in enumerate((max(theme.px(_TITLE), min(spare, theme.px(260))), *widths)):
            self.setColumnWidth(at, width)
        over = (spare - theme.px(260)) // (count - 1)
        for at in range(1, count) if over > 0 else ():
            self.setColumnWidth(at, self.columnWidth(at) + over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens or moves on, Delete empties; everything else as ever."""
        here = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter has not been taken by the editor yet: closeEditor moves on
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._takes(here):
                self._down(here)
            else:
                self.asked.emit(here)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._takes(here):
            self._cells.setData(here, "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in the editor moves on to the next cell below."""
        here = QPersistentModelIndex(self.currentIndex())
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down(here)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Qt."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self.fit()

    def _takes(self, index: Index) -> bool:
        return index.isValid() and bool(self._cells.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _down(self, here: Index) -> None:
        """The next cell of the column that takes a figure; at the foot the top of the next column."""
        rows, column = self._cells.rowCount(), here.column()
        below = [self._cells.index(row, column) for row in range(here.row() + 1, rows)]
        beside = [self._cells.index(row, column + 1) for row in range(rows)]
        found = next((index for index in (*below, *beside) if self._takes(index)), None)
        if found is not None:
            self.setCurrentIndex(found)

    def _on_double(self, index: QModelIndex) -> None:
        if not self._takes(index):
            self.asked.emit(index)
