"""A list of households (or of questions) to go through from top to bottom with the keys alone.

Used by 排路线, 逐个问 and 排查登记: Enter opens a line, a digit answers it, the arrows walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_HEIGHT = 34
_NAME_ROOM = 130
_STRETCH_KEEPS, _AIR = 340, 22  # what the column that takes the rest is left when others grow; beside the words of a cell
_LONGEST = 6  # texts of a column that are measured, the longest by count
TONES = {"accent": theme.ACCENT, "warning": theme.WARNING, "danger": theme.DANGER, "muted": theme.MUTED}


@dataclass(frozen=True)
class WalkColumn:
    """A heading, and how wide: in design pixels, 0 takes what is left. muted: what was, beside what is."""

    heading: str
    width: int = 0
    muted: bool = False


@dataclass(frozen=True)
class WalkLine:
    """One line: who it is about, its cells, and the tone of its last cell."""

    uid: str
    cells: tuple[str, ...]
    tone: str = ""


class WalkModel(QAbstractTableModel):
    """Lines that are ready; `put` exchanges them, `set_line` one of them."""

    def __init__(self, columns: Sequence[WalkColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.lines: list[WalkLine] = []

    def put(self, lines: Sequence[WalkLine]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def set_line(self, row: int, line: WalkLine) -> None:
        """One line said anew."""
        self.lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def rename(self, at: int, heading: str) -> None:
        """Another heading over a column: the year that it is about."""
        self.columns = tuple(replace(column, heading=heading) if n == at else column for n, column in enumerate(self.columns))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)

    def row_of(self, uid: str) -> int:
        """The row of somebody, -1 when they are not in it."""
        return next((at for at, line in enumerate(self.lines) if line.uid == uid), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings above, running numbers at the side."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.columns):
            return self.columns[section].heading
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return side.value if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        text = line.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if len(text) > 6 else None
        last = index.column() == len(self.columns) - 1
        if role == Qt.ItemDataRole.ForegroundRole and self.columns[index.column()].muted:
            return QColor(theme.MUTED)
        if role == Qt.ItemDataRole.ForegroundRole and last and line.tone:
            return QColor(TONES[line.tone])
        return None


class WalkList(QTableView):
    """Signals: opened(uid) by Enter or double click; keyed(uid, digit); moved(uid) when another line is current.

    spare: columns that may be left out, the first first, where there is little room, and wherever no line says anything in them.
    A column that is too narrow for a name takes of the room that the widest one does not need; one that a person has drawn stays.
    """

    opened = Signal(str)
    keyed = Signal(str, str)
    moved = Signal(str)

    def __init__(
        self, name: str, columns: Sequence[WalkColumn], keys: str = "", spare: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys, self._spare = keys, tuple(spare)
        self._drawn: set[int] = set()
        self._fitting = False
        self.lines = WalkModel(columns, self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        side.hide()
        self._set_widths(columns)
        self.lines.dataChanged.connect(self._fit)
        self.doubleClicked.connect(self._open)

    def put(self, lines: Sequence[WalkLine]) -> None:
        """Other lines; the current one stays, or the one that has moved up into its place."""
        kept, row = self.current(), self.currentIndex().row()
        self.lines.put(lines)
        self._fit()
        at = self.lines.row_of(kept) if kept else -1
        self.go_to(at if at >= 0 else min(max(row, 0), len(lines) - 1))

    def current(self) -> str:
        """Who the current line is about, empty when there is none."""
        row = self.currentIndex().row()
        return self.lines.lines[row].uid if 0 <= row < len(self.lines.lines) else ""

    def go_to(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        if 0 <= row < len(self.lines.lines):
            # In a column that is seen: a list is never scrolled to one that is left out.
            index = self.lines.index(row, next((at for at in range(len(self.lines.columns)) if not self.isColumnHidden(at)), 0))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def pick(self, uid: str) -> None:
        """Make somebody's line current."""
        self.go_to(self.lines.row_of(uid))

    def step(self) -> None:
        """The next line."""
        self.go_to(self.currentIndex().row() + 1)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Qt."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, a digit answers; nothing else searches the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.text() and event.text() in self._keys:
            if self.current():
                self.keyed.emit(self.current(), event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, spare columns go before a name is cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Which columns are shown, and how wide."""
        head, room = self.horizontalHeader(), self.viewport().width() - theme.px(_NAME_ROOM)
        columns, self._fitting = self.lines.columns, True
        widths = {at: head.sectionSize(at) if at in self._drawn else theme.px(one.width) for at, one in enumerate(columns) if one.width}
        for at in self._spare:
            hidden = sum(widths.values()) > room or (self.lines.lines != [] and not any(line.cells[at] for line in self.lines.lines))
            self.setColumnHidden(at, hidden)
            if hidden:
                widths.pop(at, None)
        rest = next((at for at, one in enumerate(columns) if not one.width), 0)
        whole, wish = room + theme.px(_NAME_ROOM), self._asks(rest)
        free = whole - sum(widths.values()) - min(wish, theme.px(_STRETCH_KEEPS))
        short = wish - (whole - sum(widths.values()))
        for at, width in widths.items():
            asked = width if at in self._drawn else self._asks(at) or width
            more = min(asked - width, max(free, 0)) if asked > width else -min(width - asked, max(short, 0))
            free, short = free - more, short + more
            self.setColumnWidth(at, width + more)
        self._fitting = False

    def _asks(self, at: int) -> int:
        """How wide a column would have to be for its longest words and its heading; 0 where no line says anything."""
        words = nlargest(_LONGEST, {line.cells[at] for line in self.lines.lines}, key=len)
        if not any(words):
            return 0
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(self.lines.columns[at].heading)
        return max(heading, *map(self.fontMetrics().horizontalAdvance, words)) + theme.px(_AIR)

    def _on_drawn(self, at: int, before: int, after: int) -> None:
        if not self._fitting and self.lines.columns[at].width and after:
            self._drawn.add(at)

    def _open(self) -> None:
        if self.current():
            self.opened.emit(self.current())

    def _set_widths(self, columns: Sequence[WalkColumn]) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(40))
        for at, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(at, theme.px(column.width))
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._on_drawn)
