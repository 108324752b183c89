"""The grid of a month: one key a day, arrows walk, Enter goes to the next person; names stay in sight while days scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.tables.month_model import FIRST, LAST, NAME, PLACE, MonthModel
from models.kernel.marks import BLANK
from models.rules.day_marks import days_of

ROW_HEIGHT, HEAD_HEIGHT = 28, 40
NAME_LEAST, NAME_MOST, PLACE_WIDTH = 64, 96, 88
DAY_LEAST, DAY_MOST = 20, 30
_OFF, _SHUT = "#f3f5f4", "#cfd8d5"
_COLOURS = {"√": theme.ACCENT, "○": theme.INFO, "△": theme.WARNING, "☆": theme.INFO, "×": theme.DANGER, "－": theme.MUTED}
_SMALL_SIGNS, _LARGE, _USUAL = "△×☆", 19, 15  # signs that fonts draw smaller than their neighbours
_FILL = Qt.Key.Key_F4

Index = QModelIndex | QPersistentModelIndex


class DayDelegate(QStyledItemDelegate):
    """Draws a day: its mark in the middle, weekends grey, days that cannot be marked hatched, the row at hand tinted."""

    def __init__(self, model: MonthModel, days: QTableView) -> None:
        super().__init__(days)
        self._model, self._days = model, days

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt."""
        here = self._days.currentIndex()
        day = self._model.day_of(index.column())
        if index.row() == here.row():
            painter.fillRect(option.rect, QColor(theme.SOFT))
        elif day and self._model.is_off(day):
            painter.fillRect(option.rect, QColor(_OFF))
        if not day:
            option.state &= ~option.state.State_Selected
            super().paint(painter, option, index)
        else:
            self._paint_day(painter, option, index.row(), day)
        if index.row() == here.row() and index.column() == here.column():
            painter.setPen(QPen(QColor(theme.ACCENT), theme.px(2)))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _paint_day(self, painter: QPainter, option: QStyleOptionViewItem, row: int, day: int) -> None:
        if not self._model.is_open(row, day):
            painter.fillRect(option.rect, QBrush(QColor(_SHUT), Qt.BrushStyle.BDiagPattern))
        mark = self._model.mark(row, day)
        font = painter.font()
        font.setPixelSize(theme.px(_LARGE if mark in _SMALL_SIGNS else _USUAL))
        painter.setFont(font)
        painter.setPen(QColor(_COLOURS.get(mark, theme.INK)))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, mark)


class DaysView(QTableView):
    """The days and figures. Signal: stuck(sentence) for a key that means nothing here."""

    stuck = Signal(str)

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self._column = FIRST  # where Enter begins in the next row: where somebody began in this one
        self._led = False
        self.setModel(model)
        self.setAccessibleName("每天考勤")
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Qt. Whoever goes to a cell by hand begins there."""
        super().currentChanged(current, previous)
        if not self._led:
            self._column = max(current.column(), FIRST)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z belongs to the sheet as long as it holds something typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._takes_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit or a mark notes the day and goes on; Enter is the next person."""
        day = self._sheet.day_of(self.currentIndex().column())
        if self._takes_back(event):
            self.take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex().row() + 1, self._column)
        elif event.key() == _FILL:
            self.fill()
        elif day and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._note(day, BLANK)
            if event.key() == Qt.Key.Key_Backspace:
                self._step(-1)
        elif day and event.text().strip() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._type(day, event.text())
        else:
            super().keyPressEvent(event)

    def fill(self) -> None:
        """整行出勤 for the row at hand."""
        row = self.currentIndex().row()
        if row >= 0:
            self._sheet.fill(row)

    def take_back(self) -> None:
        """撤一步."""
        row = self._sheet.take_back()
        if row >= 0:
            self._go(row, self.currentIndex().column())

    def _takes_back(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Undo) and self._sheet.may_take_back

    def _type(self, day: int, typed: str) -> None:
        book = self._sheet.book
        mark = book.keys.get(typed) or book.marks.find(typed)
        if mark is None:
            words = "、".join(f"{key} {mark}{book.marks.word(mark)}" for key, mark in book.keys.items())
            self.stuck.emit(f"“{typed}”不是考勤记号。可以按：{words}。")
        elif self._note(day, mark):
            self._step(1)

    def _note(self, day: int, mark: str) -> bool:
        return self._sheet.set_mark(self.currentIndex().row(), day, mark)

    def _step(self, by: int) -> None:
        column = self.currentIndex().column() + by
        if self._sheet.day_of(column):
            self._go(self.currentIndex().row(), column)

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < self._sheet.rowCount():
            index = self._sheet.index(row, max(column, FIRST))
            self._led = True
            self.setCurrentIndex(index)
            self._led = False
            self.scrollTo(index)


class MonthGrid(QWidget):
    """Names at the left, days and figures at the right, over one model."""

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.names, self.days = QTableView(), DaysView(model)
        self.names.setModel(model)
        self.names.setSelectionModel(self.days.selectionModel())
        self.names.setAccessibleName("姓名")
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.clicked.connect(self._on_name)
        for view in (self.names, self.days):
            view.setItemDelegate(DayDelegate(model, self.days))
            view.setWordWrap(False)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            theme.look(view, "month")
            side, head = view.verticalHeader(), view.horizontalHeader()
            side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            side.setDefaultSectionSize(theme.px(ROW_HEIGHT))
            side.hide()
            head.setFixedHeight(theme.px(HEAD_HEIGHT))
            head.setMinimumSectionSize(theme.px(DAY_LEAST))
            head.setHighlightSections(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.days.verticalScrollBar().valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(self.days.verticalScrollBar().setValue)
        self.days.horizontalScrollBar().rangeChanged.connect(self._on_range)
        self.days.selectionModel().currentChanged.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(self.days, 1)
        self.setFocusProxy(self.days)
        model.modelReset.connect(self.fit)

    def start(self, row: int = 0) -> None:
        """The first day that is not marked, of the first person."""
        if self._model.rowCount():
            days = range(1, days_of(self._model.month) + 1)
            free = next((day for day in days if self._model.is_open(row, day) and not self._model.mark(row, day)), 1)
            self.days.setCurrentIndex(self._model.index(row, FIRST + free - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As wide as there is room: the days share it; where letters are large the place goes and the days scroll."""
        last, sides = days_of(self._model.month), self._model.book.sides
        figures = sum(theme.px(side.width) for side in sides)
        room = self.width() - figures - theme.px(18)
        with_place = room - self._name_width() - theme.px(PLACE_WIDTH) >= last * theme.px(DAY_LEAST)
        self._model.alone = not with_place
        name = self._name_width()
        room -= name + (theme.px(PLACE_WIDTH) if with_place else 0)
        day = min(max(room // last, theme.px(DAY_LEAST)), theme.px(DAY_MOST))
        for column in range(self._model.columnCount()):
            self.names.setColumnHidden(column, column != NAME and (column != PLACE or not with_place))
            self.days.setColumnHidden(column, column < FIRST or (column < LAST and not self._model.day_of(column)))
            side = self._model.side_of(column)
            self.days.setColumnWidth(column, theme.px(side.width) if side else day)
        self.names.setColumnWidth(NAME, name)
        place = theme.px(PLACE_WIDTH) + max(min(room - day * last, theme.px(PLACE_WIDTH)), 0) if with_place else 0
        self.names.setColumnWidth(PLACE, place)
        self.names.setFixedWidth(name + place + 2)

    def _name_width(self) -> int:
        names = (str(self._model.index(row, NAME).data() or "") for row in range(self._model.rowCount()))
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in names), default=0) + theme.px(16)
        return min(max(widest, theme.px(NAME_LEAST)), theme.px(NAME_MOST))

    def _on_name(self, index: QModelIndex) -> None:
        self.days.setCurrentIndex(index.siblingAtColumn(max(self.days.currentIndex().column(), FIRST)))
        self.days.setFocus()

    def _on_moved(self) -> None:
        self.names.viewport().update()

    def _on_range(self, low: int, high: int) -> None:
        # Both views must be equally high, or the last rows would not stand beside their names.
        on = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if high > low else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.names.setHorizontalScrollBarPolicy(on)
