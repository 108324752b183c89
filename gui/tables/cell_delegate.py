"""A table of somebody's cells to look at and point at, each on its own ground.

Qt's style sheets leave the model's BackgroundRole out as soon as cells have padding: a delegate paints it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui import theme


class CellDelegate(QStyledItemDelegate):
    """The ground first, then the cell as ever; a picked row keeps its own ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


def cell_table(model: QAbstractItemModel, name: str, high: int, on_cell: Callable[[QModelIndex], object]) -> QTableView:
    """Rows of one height in design pixels, one line a cell; `on_cell` hears of a press and of Enter."""
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(CellDelegate(table))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.px(high))
    table.setWordWrap(False)
    table.clicked.connect(on_cell)
    table.activated.connect(on_cell)
    return table
