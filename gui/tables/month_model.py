"""The sheet of a month as Qt's tables want it: who, thirty-one days, figures; what is typed waits here until it is filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from gui import theme
from models.kernel import Field, Unreadable
from models.kernel.marks import BLANK, DAYS
from models.ledgers import LEDGERS
from models.rules.day_marks import days_of, first_day
from models.rules.workdays import is_workday
from services import month_sheet as ms
from services.month_sheet import Book, Line, Side

Index = QModelIndex | QPersistentModelIndex
Edits = dict[str, dict[str, Any]]
_NOWHERE = QModelIndex()
NAME, PLACE, FIRST = 0, 1, 2
LAST = FIRST + DAYS
_WEEK = "一二三四五六日"
DOUBTED = "存疑"


class MonthModel(QAbstractTableModel):
    """Signals: edited() after any change; refused(sentence) when something cannot stand there."""

    edited = Signal()
    refused = Signal(str)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book, self.fields = book, LEDGERS[book.ledger].__fields__
        self.lines: list[Line] = []
        self.edits: Edits = {}
        self.month, self.today = "2000-01", date.min
        self.alone = False  # whether names stand without the place beside them, which else says who is in doubt
        self._steps: list[tuple[str, dict[str, Any]]] = []

    def put(self, lines: Sequence[Line], month: str, today: date, edits: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """Another month, or the same read again; `edits` is what was typed and not filed."""
        self.beginResetModel()
        self.lines, self.month, self.today = list(lines), month, today
        self.edits = {owner: dict(values) for owner, values in (edits or {}).items()}
        self._steps = []
        self.endResetModel()

    def filed(self, sent: Mapping[str, Mapping[str, Any]]) -> None:
        """What was sent is in the file; what was typed meanwhile waits on."""
        self.lines = [replace(line, values={**line.values, **sent.get(line.owner, {})}) for line in self.lines]
        self.edits = {owner: values for owner, values in self.edits.items() if values != sent.get(owner)}
        self._steps = []

    def values(self, row: int) -> dict[str, Any]:
        """One person's month as it stands on the sheet."""
        line = self.lines[row]
        return {**line.values, **self.edits.get(line.owner, {})}

    def day_of(self, column: int) -> int:
        """The day of a column, 0 for others."""
        day = column - FIRST + 1
        return day if 0 < day <= days_of(self.month) else 0

    def side_of(self, column: int) -> Side | None:
        """What stands in a column behind the days."""
        return self.book.sides[column - LAST] if LAST <= column < LAST + len(self.book.sides) else None

    def mark(self, row: int, day: int) -> str:
        """The mark of a day, empty when there is none."""
        mark = (self.values(row).get("marks") or "")[day - 1 : day]
        return "" if mark == BLANK else mark

    def set_mark(self, row: int, day: int, mark: str) -> bool:
        """Mark a day; a day that has not come is refused in words."""
        if mark != BLANK and first_day(self.month).replace(day=day) > self.today:
            self.refused.emit(f"{int(self.month[5:])}月{day}日还没到，到了那天再记。")
            return False
        self._write(row, "marks", ms.with_mark(self.values(row).get("marks"), day, mark))
        return True

    def fill(self, row: int) -> None:
        """整行出勤."""
        self._write(row, "marks", ms.worked(self.book, self.lines[row], self.values(row).get("marks"), self.today))

    def take_back(self) -> int:
        """Undo the last thing typed; the row it was in, -1 when nothing is left."""
        if not self._steps:
            return -1
        owner, before = self._steps.pop()
        row = next((at for at, line in enumerate(self.lines) if line.owner == owner), -1)
        self._keep(owner, before)
        if row >= 0:
            self._tell(row)
        return row

    @property
    def may_take_back(self) -> bool:
        """Whether something was typed since the sheet was last filed."""
        return bool(self._steps)

    def _write(self, row: int, field: str, value: Any) -> None:
        line = self.lines[row]
        if self.values(row).get(field) == value:
            return
        before = dict(self.edits.get(line.owner, {}))
        after = {**before, field: value}
        if line.values.get(field) == value:
            del after[field]
        self._steps.append((line.owner, before))
        self._keep(line.owner, after)
        self._tell(row)

    def _keep(self, owner: str, values: dict[str, Any]) -> None:
        if values:
            self.edits[owner] = values
        else:
            self.edits.pop(owner, None)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.edited.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else LAST + len(self.book.sides)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only what may be typed beside the days is edited in the cell; a day takes one key."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        side = self.side_of(index.column())
        editable = Qt.ItemFlag.ItemIsEditable if side is not None and side.field else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | editable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Days with their weekday."""
        if orientation == Qt.Orientation.Vertical or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left.value if section < FIRST else Qt.AlignmentFlag.AlignCenter.value
        if day := self.day_of(section):
            return f"{day}\n{_WEEK[first_day(self.month).replace(day=day).weekday()]}"
        side = self.side_of(section)
        return side.heading if side else "姓名" if section == NAME else self.book.place if section == PLACE else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= len(self.lines):
            return None
        line = self.lines[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((f"{line.name} {line.place}".strip(), *line.doubts)) if column < FIRST else None
        if role == Qt.ItemDataRole.EditRole and (side := self.side_of(column)) and side.field:
            return self._field(side).kind.show(self.values(row).get(side.field))
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._colour(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = self.side_of(column)
            number = side is not None and side.of is not None
            return ((Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Something typed beside the days."""
        side = self.side_of(index.column())
        if side is None or not side.field or role != Qt.ItemDataRole.EditRole:
            return False
        field = self._field(side)
        codes = getattr(field.kind, "codes", None)
        typed = str(value).strip()
        if codes and typed.isdecimal() and 0 < int(typed) <= len(codes.items):
            value = codes.items[int(typed) - 1][1]
        try:
            self._write(index.row(), side.field, field.kind.parse(value).value)
        except Unreadable as why:
            self.refused.emit(f"{self.lines[index.row()].name}的{side.heading}：{why}")
            return False
        return True

    def is_off(self, day: int) -> bool:
        """Whether a day is a Saturday or Sunday."""
        return not is_workday(first_day(self.month).replace(day=day))

    def is_open(self, row: int, day: int) -> bool:
        """Whether a day has come and lies within the agreement."""
        on = first_day(self.month).replace(day=day)
        return on <= self.today and ms.is_within(self.lines[row], on)

    def _field(self, side: Side) -> Field:
        return self.fields[side.field]

    def _text(self, row: int, column: int) -> str:
        line = self.lines[row]
        if column == NAME:
            return f"{DOUBTED}·{line.name}" if line.doubts and self.alone else line.name
        if column == PLACE:
            return f"{DOUBTED} · {line.place}" if line.doubts else line.place
        if day := self.day_of(column):
            return self.mark(row, day)
        side, values = self.side_of(column), self.values(row)
        if side is None:
            return ""
        if side.of is None:
            return self._field(side).kind.show(values.get(side.field))
        if not ms.is_noted(values):  # a month of which nothing is known comes to nothing that need be read
            return _plain(values.get(side.field)) if side.field else ""
        found = side.of(line, values)
        return side.blank if found is None else _plain(found)

    def _colour(self, row: int, column: int) -> str:
        if column < FIRST:
            return theme.WARNING if self.lines[row].doubts and (column == PLACE or self.alone) else theme.INK
        side = self.side_of(column)
        counted = side is not None and side.of is not None and side.field and self.values(row).get(side.field) is None
        return theme.MUTED if counted else theme.INK


def _plain(value: Any) -> str:
    """A number as short as it can be written: a column of sixty pixels holds it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".removesuffix(".00")
    return "" if value is None else str(value)
