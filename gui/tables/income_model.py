"""The household's 收支表 as a table: figures are typed over cells and added up at once, and nothing is written until Ctrl+S."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from gui import theme
from models.kernel import Unreadable
from models.ledgers import LEDGERS
from models.rules import income as r
from models.rules.dates import MONTHS_A_QUARTER, Period, month_of, quarter_of
from services import income_sheet as service
from services.income_sheet import Cell, Edit, Line, Sheet

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_CHINESE = "一二三四"
_STRONG = (service.PART_LINE, service.NET_LINE, *service.PER_HEAD)
_EXPLAINED = {
    service.NET_LINE: "工资性、生产经营性、财产性、转移性收入相加，减去生产经营性支出",
    service.HEAD_LINE: "家庭纯收入除以最后一天的家庭人口数",
    service.LEFT_LINE: "家庭纯收入减去刚性支出，再除以家庭人口数；看病的钱登记和票据取多的，只算一次",
    service.REFERENCE_LINE: "纳入监测参考收入：纯收入加理赔、减合规自付，再除以家庭人口数",
}
EMPTIED = ""  # how a draft writes a cell that was emptied


def money(amount: Decimal | None) -> str:
    """9,000 or 9,000.50: idle fen only take room."""
    return "" if amount is None else f"{amount:,.2f}".removesuffix(".00")


def quarter_words(quarter: Period) -> str:
    """四季度; three months by their numbers where the place's year begins inside a quarter."""
    first = quarter.first
    if (first.month - 1) % MONTHS_A_QUARTER:
        return f"{first.month}—{quarter.last.month}月"
    return f"{_CHINESE[quarter_of(first) - 1]}季度"


class IncomeModel(QAbstractTableModel):
    """Columns: 项目, four quarters, 合计, 上年. Signals: edited(); refused(sentence)."""

    edited = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        # With what stood there when it was typed: who has changed it meanwhile is not overwritten.
        self._typed: dict[tuple[str, str], Edit] = {}
        self._accounts: tuple[r.Account, ...] = ()  # the quarters and the year, with what was typed
        self._kind = LEDGERS["income"].__fields__["amount"].kind

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the sheet."""
        return self.sheet.lines if self.sheet else ()

    def put(self, sheet: Sheet, *, keep: bool = False) -> None:
        """Another sheet. keep: what was typed and not saved stays (the sheet was only read again)."""
        self.beginResetModel()
        self.sheet = sheet
        if not keep:
            self._typed = {}
        self._add_up()
        self.endResetModel()

    def forget(self) -> None:
        """What was typed has been saved; the sheet will be read again."""
        self._typed = {}
        self.edited.emit()

    def edits(self) -> list[Edit]:
        """What was typed, with what stood there."""
        return list(self._typed.values())

    def typed(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it."""
        return {f"{item}/{month}": EMPTIED if edit.amount is None else str(edit.amount) for (item, month), edit in self._typed.items()}

    def restore(self, raw: Mapping[str, Any]) -> None:
        """Put back what a draft holds."""
        self.beginResetModel()
        for key, text in raw.items():
            item, _, month = key.partition("/")
            try:
                amount = Decimal(text) if text else None
            except InvalidOperation:
                continue
            self._typed[item, month] = Edit(r.part_of(item) or "", item, month, amount, self._rows(item, month))
        self._add_up()
        self.endResetModel()
        self.edited.emit()

    def _rows(self, item: str, month: str) -> Mapping[str, Decimal]:
        """What stands behind an item in a quarter."""
        at = next((at for at, quarter in enumerate(self._quarters()) if month_of(quarter.first) == month), None)
        line = next((line for line in self.lines if line.kind == service.ITEM_LINE and line.item == item), None)
        return line.cells[at].rows if line is not None and at is not None else {}

    def cell(self, index: Index) -> Cell | None:
        """The cell of a quarter; None elsewhere."""
        at = index.column() - 1
        return self.lines[index.row()].cells[at] if index.isValid() and 0 <= at < len(self._quarters()) else None

    def month(self, index: Index) -> str:
        """The first month of a cell's quarter."""
        return month_of(self._quarters()[index.column() - 1].first)

    def _quarters(self) -> tuple[Period, ...]:
        return self.sheet.quarters if self.sheet else ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() or not self.sheet else len(self._quarters()) + 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The months of the sheet, its quarters, 合计, 上年."""
        if orientation == Qt.Orientation.Vertical or not self.sheet:
            return None
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role == _ROLE.ToolTipRole and 0 < section <= len(self._quarters()):
            return self._quarters()[section - 1].words()
        words = (_months_words(self.sheet.within), *map(quarter_words, self._quarters()), "合计", "上年")
        return words[section] if role == _ROLE.DisplayRole and section < len(words) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that mean one thing can be typed."""
        cell = self.cell(index)
        extra = Qt.ItemFlag.ItemIsEditable if cell and cell.typed else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | extra

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._text(line, column, editing=role == _ROLE.EditRole)
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role == _ROLE.FontRole and (line.kind in _STRONG or self._is_typed(line, column)):
            font = QFont()
            font.setBold(True)
            return font
        if role == _ROLE.BackgroundRole and line.kind in _STRONG:
            return QColor(theme.GROUND if line.kind == service.PART_LINE else theme.SOFT)
        if role == _ROLE.ForegroundRole:
            return self._colour(line, column)
        return self._tip(line, column) if role == _ROLE.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """A figure was typed; nothing empties the cell."""
        cell, line = self.cell(index), self.lines[index.row()]
        if role != _ROLE.EditRole or cell is None or not cell.typed:
            return False
        try:
            parsed = self._kind.parse(value)
        except Unreadable as why:
            self.refused.emit(f"{line.title}：{why}")
            return False
        key = (line.item, self.month(index))
        if parsed.value == cell.amount:
            self._typed.pop(key, None)
        else:
            self._typed[key] = Edit(line.part, line.item, key[1], parsed.value, cell.rows)
        self._add_up()
        self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.edited.emit()
        return True

    def _is_typed(self, line: Line, column: int) -> bool:
        at = column - 1
        return line.kind == service.ITEM_LINE and 0 <= at < len(self._quarters()) and (
            (line.item, month_of(self._quarters()[at].first)) in self._typed)

    def _add_up(self) -> None:
        """The accounts as they will be: sums follow while one types."""
        if self.sheet is None:
            return
        accounts = [*self.sheet.by_quarter, self.sheet.account]
        for edit in self.edits():
            at = next((at for at, quarter in enumerate(self._quarters()) if month_of(quarter.first) == edit.month), None)
            if at is None:
                continue
            stands = self.sheet.by_quarter[at].items.get((edit.part, edit.item), r.ZERO)
            for of in (at, -1):
                accounts[of] = _moved(accounts[of], edit, stands, self.sheet.by_quarter[at].own)
        self._accounts = tuple(accounts)

    def _text(self, line: Line, column: int, *, editing: bool) -> str:
        if column == 0:
            return line.title if line.kind != service.ITEM_LINE else f"　{line.title}"
        if self.sheet is None or (line.kind in service.PER_HEAD and column <= len(self._quarters())):
            return ""
        amount = line.of(self._accounts[column - 1] if column <= len(self._accounts) else self.sheet.before)
        return money(amount).replace(",", "") if editing else money(amount)

    def _colour(self, line: Line, column: int) -> QColor | None:
        if self._is_typed(line, column):
            return QColor(theme.ACCENT)
        last = column == len(self._quarters()) + 2
        if self.sheet and column and line.kind in (service.NET_LINE, *service.PER_HEAD) and self._text(line, column, editing=True)[:1] == "-":
            return QColor(theme.DANGER)
        quiet = last or (line.kind == service.ITEM_LINE and column == 0)
        return QColor(theme.MUTED) if quiet or line.kind == service.BILL_LINE else None

    def _tip(self, line: Line, column: int) -> str | None:
        at = column - 1
        if not 0 <= at < len(self._quarters()) or line.kind not in (service.ITEM_LINE, service.BILL_LINE):
            return _EXPLAINED.get(line.kind, line.title) if column == 0 else None
        cell = line.cells[at]
        if cell.typed or not cell.rows:
            return "从别的台账带过来的" if cell.linked else None
        return f"这一格有 {len(cell.rows)} 笔，按回车看明细" if len(cell.rows) > 1 else "按回车打开这一笔"


def _months_words(within: Period) -> str:
    """2024.10—2025.9: which months the sheet is about."""
    first, last = within.first, within.last
    return f"{first.year}.{first.month}—{last.year}.{last.month}"


def _moved(account: r.Account, edit: Edit, stands: Decimal, bills: Decimal) -> r.Account:
    """An account in which one item has another amount in one quarter, whose bills left so much to the family."""
    key, amount = (edit.part, edit.item), edit.amount or r.ZERO
    items = dict(account.items)
    items[key] = items.get(key, r.ZERO) + amount - stands
    if edit.amount is None and not items[key]:
        del items[key]
    more = r.beyond(bills, amount) - r.beyond(bills, stands) if edit.item == r.MEDICAL else r.ZERO
    return replace(account, items=items, months=account.months or 1, own_beyond=account.own_beyond + more)
