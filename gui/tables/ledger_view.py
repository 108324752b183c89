"""The table of a ledger: rows to pick, columns as wide as declared, a head to sort by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gui import theme
from gui.tables.cell_delegate import CellDelegate
from gui.tables.columns import STATE
from gui.tables.ledger_model import LedgerModel

ROW_HEIGHT = 30
_PIXELS_A_MM = 3.6
_CELL_PAD, _HEAD_PAD = 22, 20  # what the style sheet keeps free beside a word
_MEASURED = 40  # rows by which room is shared; those of the first window, which is read anyway
_DRAWN_WHOLE = 12  # rows that Qt may measure; the rest would read window after window


class LedgerView(QTableView):
    """Signals: picked(uid) when another row is current; opened(uid) by Enter or double click; sorted(order);
    state_wanted(on) when the head's menu hides or shows the column that says how far a record has got.
    """

    picked = Signal(str)
    opened = Signal(str)
    sorted = Signal(tuple)
    state_wanted = Signal(bool)

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName("台账表")
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = self.horizontalHeader()
        head.setResizeContentsPrecision(_DRAWN_WHOLE)
        head.setHighlightSections(False)
        head.setSortIndicatorShown(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_head)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_menu)
        self._order: tuple[int, bool] | None = None
        self.doubleClicked.connect(self._on_open)
        self._by_hand = self._sharing = False
        self._left_out: list[int] = []
        self._set_widths()
        head.sectionResized.connect(self._on_resized)
        model.modelReset.connect(self._share_room)

    def show_state(self, on: bool) -> None:
        """The last column: how far a record has got on its way."""
        self.setColumnHidden(len(self._model.columns) - 1, not on)

    def pick(self, uid: str) -> None:
        """Make a record the current row and bring it into sight."""
        row = self._model.row_of(uid)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
            self.scrollTo(self._model.index(row, 0))

    def current_uid(self) -> str | None:
        """The record of the current row."""
        return self._model.uid(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Qt."""
        super().currentChanged(current, previous)
        if current.isValid() and (uid := self._model.uid(current.row())):
            self.picked.emit(uid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_open(self, index: QModelIndex) -> None:
        if index.isValid() and (uid := self._model.uid(index.row())):
            self.opened.emit(uid)

    def _on_menu(self, place: QPoint) -> None:
        hidden = self.isColumnHidden(len(self._model.columns) - 1)
        menu = QMenu(self)
        menu.addAction(f"{'看' if hidden else '不看'}“{STATE}”这一栏").setData(hidden)
        if self._left_out:
            left = "、".join(self._model.columns[at].label for at in sorted(self._left_out))
            menu.addAction(f"放不下没显示的：{left}").setEnabled(False)
        chosen = menu.exec(self.horizontalHeader().mapToGlobal(place))
        if chosen is not None:
            self.state_wanted.emit(hidden)
        menu.deleteLater()

    def _on_head(self, section: int) -> None:
        column = self._model.columns[section]
        if not column.sortable:
            return
        descending = self._order is not None and self._order[0] == section and not self._order[1]
        self._order = (section, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.sorted.emit((f"{'-' if descending else ''}{column.name}",))

    def _on_resized(self) -> None:
        self._by_hand = self._by_hand or not self._sharing

    def _share_room(self) -> None:
        """Columns wider than what they show draw in; what that leaves goes where text is cut, the smallest want first.

        Where there is still no room for all, columns that can be spared are left out.
        """
        if self._by_hand or not self.isVisible() or not self._model.rowCount():
            return
        self._sharing = True
        self._bring_back()
        self._set_widths()
        declared, seen = self.horizontalHeader().length(), self.viewport().width()
        wants = self._draw_in()
        for at in self._model.spare() if self.horizontalHeader().length() > seen else ():
            if self.horizontalHeader().length() > seen and not self.isColumnHidden(at):
                self.setColumnHidden(at, True)
                self._left_out.append(at)
        fits = self.horizontalHeader().length() <= seen
        # A table that scrolls anyway cuts no word short for the sake of its width.
        spare = (seen if fits else max(seen, declared)) - self.horizontalHeader().length()
        for want, at in sorted(wants):
            given = min(want, max(spare, 0))
            self.setColumnWidth(at, self.columnWidth(at) + given)
            spare -= given
        self._sharing = False

    def _bring_back(self) -> None:
        for at in self._left_out:
            self.setColumnHidden(at, False)
        self._left_out.clear()

    def _draw_in(self) -> list[tuple[int, int]]:
        """Give up what a column does not need; returns (how much it would like, column) of those that are cut."""
        wants = []
        for at in range(len(self._model.columns)):
            widest, width = self._widest(at), self.columnWidth(at)
            if widest > width:
                wants.append((widest - width, at))
            else:
                self.setColumnWidth(at, min(width, max(widest, self._heading(at))))
        return wants

    def _widest(self, at: int) -> int:
        texts = [str(self._model.index(row, at).data() or "") for row in range(min(self._model.rowCount(), _MEASURED))]
        return max((self.fontMetrics().horizontalAdvance(text) + theme.px(_CELL_PAD) for text in texts if text), default=0)

    def _heading(self, at: int) -> int:
        return self.horizontalHeader().fontMetrics().horizontalAdvance(self._model.columns[at].label) + theme.px(_HEAD_PAD)

    def _set_widths(self) -> None:
        for at, column in enumerate(self._model.columns):
            sample = self.fontMetrics().horizontalAdvance(column.sample) + theme.px(_CELL_PAD)
            self.setColumnWidth(at, max(self._heading(at), sample if column.sample else 0, theme.px(min(column.width, 46) * _PIXELS_A_MM)))
