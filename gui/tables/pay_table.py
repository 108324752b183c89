"""发放表 of a month as it will be printed: read only, numbers at the right, the sum below in words."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui import theme
from services.month_sheet import Paid, PayList

_HEADS = ("姓名", "岗位", "月数", "标准", "应发", "扣款", "奖励", "实发")
_WORDS = 2  # the columns that are words; the rest are numbers
_UNKNOWN = "没标准"


class PayTable(QTableView):
    """One row a person who is paid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(0, len(_HEADS), self)
        self._items.setHorizontalHeaderLabels(list(_HEADS))
        for at in range(_WORDS, len(_HEADS)):
            self._items.horizontalHeaderItem(at).setTextAlignment(_RIGHT)
        self.setModel(self._items)
        self.setAccessibleName("发放表")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.px(30))
        self.horizontalHeader().setHighlightSections(False)

    def put(self, listed: PayList) -> None:
        """Another list."""
        self._items.setRowCount(0)
        for row in listed.rows:
            self._items.appendRow([_item(text, number=at >= _WORDS) for at, text in enumerate(_cells(row))])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words take twice the room of a number."""
        super().resizeEvent(event)
        part = max(self.viewport().width() // (len(_HEADS) + _WORDS), theme.px(60))
        for at in range(len(_HEADS)):
            self.setColumnWidth(at, part * 2 if at < _WORDS else part)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _item(text: str, *, number: bool) -> QStandardItem:
    item = QStandardItem(text)
    if number:
        item.setTextAlignment(_RIGHT)
    return item


def _cells(row: Paid) -> tuple[str, ...]:
    slip = row.slip
    amounts = (row.standard, slip.due, slip.cut, slip.reward, slip.paid)
    return row.name, row.place, str(slip.months), *(_UNKNOWN if money is None else _money(money) for money in amounts)


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
