"""The rows of a workbook as they would come in: each with what becomes of it, bad cells coloured and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gui import theme
from models.kernel import DOUBT, HINT, MEND, REFUSE
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from intake.stage import CellMistake
    from services.importing import Preview

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_GROUNDS = {REFUSE: theme.DANGER_SOFT, MEND: theme.WARNING_SOFT, DOUBT: "#fff7d6", HINT: theme.INFO_SOFT}
_FIRST = ("行", "结果", "怎么回事")
WHY = 2
SHOWN_MOST = 20_000


class ImportModel(QAbstractTableModel):
    """Columns: where the row stands, what becomes of it and why, whose it is, the headings with bad cells, the other headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[tuple[str, ...]] = []
        self._whole: list[str] = []
        self._rows: list[int] = []
        self._headings: list[str] = []
        self._targets: list[str] = []
        self._marks: dict[tuple[int, int], CellMistake] = {}
        self._outcomes: list[str] = []
        self._troubled: set[int] = set()

    def show(self, preview: Preview) -> None:
        """Take a preview in; only the first 20,000 rows are shown, all are counted."""
        from services.import_report import OUTCOMES, field_of

        self.beginResetModel()
        bad = {cell.field for cell in preview.report.cells}
        matched = {m.field: m.heading for staged in preview.staged for m in staged.head.matches}
        named = {"head_name", "household.head_name", *LEDGERS[preview.ledger].__ledger__.name}
        targets = dict(sorted(matched.items(), key=lambda one: (one[0] not in named, one[0] not in bad)))
        places = {name: at for at, name in enumerate(targets, len(_FIRST))}
        self._headings = [*_FIRST, *targets.values()]
        self._targets = [*("" for _ in _FIRST), *targets]
        texts = {(staged.sheet.name, row.row): row for staged in preview.staged for row in staged.rows}
        said: dict[tuple[str, int], list[CellMistake]] = {}
        for cell in preview.report.cells:
            said.setdefault((cell.sheet, cell.row), []).append(cell)
        several = len(preview.staged) > 1
        self._all, self._whole, self._marks, self._outcomes, self._troubled = [], [], {}, [], set()
        for at, result in enumerate(preview.report.rows[:SHOWN_MOST]):
            key = (result.sheet, result.row)
            raw = texts[key].raw if key in texts else {}
            words = [result.reason] if result.reason else []
            words += [f"{cell.cell} {cell.text}" for cell in said.get(key, ())]
            words += [f"{field_of(preview.ledger, name).label}：{_show(preview.ledger, name, old)}→{_show(preview.ledger, name, new)}"
                      for name, (old, new) in result.changed.items()] if result.outcome == "updated" else []
            for cell in said.get(key, ()):
                self._marks[at, places.get(cell.field, WHY)] = cell
            where = f"{result.sheet} {result.row}" if several else str(result.row)
            self._all.append((where, OUTCOMES[result.outcome], _brief(words), *(_text(raw.get(name)) for name in targets)))
            self._whole.append("\n".join(words))
            self._outcomes.append(result.outcome)
            if result.outcome == "rejected" or said.get(key):
                self._troubled.add(at)
        self._rows = list(range(len(self._all)))
        self.endResetModel()

    def choose(self, what: str) -> None:
        """all, troubled, or an outcome."""
        self.beginResetModel()
        self._rows = [at for at, outcome in enumerate(self._outcomes)
                      if what == "all" or (what == "troubled" and at in self._troubled) or outcome == what]
        self.endResetModel()

    def bad_cell(self, index: Index) -> CellMistake | None:
        """What is wrong with a cell, or with the first bad one of its row; a row that is refused as a whole has none."""
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else -1
        here = self._marks.get((row, index.column()))
        return here or next((mark for (line, _), mark in sorted(self._marks.items(), key=lambda one: one[0]) if line == row), None)

    def heading_at(self, section: int) -> tuple[str, str]:
        """The heading over a column as the workbook writes it, and what it means; blank over our own columns."""
        inside = len(_FIRST) <= section < len(self._headings)
        return (self._headings[section], self._targets[section]) if inside else ("", "")

    def troubled(self) -> int:
        """Rows about which something has to be looked at."""
        return len(self._troubled)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings as the workbook writes them."""
        horizontal = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._headings)
        return self._headings[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, ground and sentence of a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        mark = self._marks.get((row, index.column()))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._all[row][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == WHY:
                return self._whole[row] or None
            text = self._all[row][index.column()]
            return f"{mark.severity}：{mark.text}" if mark else text if len(text) > 10 else None
        if role == Qt.ItemDataRole.BackgroundRole:
            if mark is not None:
                return QColor(_GROUNDS.get(mark.severity, theme.INFO_SOFT))
            return QColor(theme.DANGER_SOFT) if self._outcomes[row] == "rejected" and index.column() == 1 else None
        if role == Qt.ItemDataRole.ForegroundRole and (mark is not None or self._outcomes[row] == "rejected"):
            grave = self._outcomes[row] == "rejected" or (mark is not None and mark.severity == REFUSE)
            return QColor(theme.DANGER if grave else theme.WARNING) if mark or index.column() <= 1 else None
        return None


def _brief(words: list[str]) -> str:
    """The first sentence of what is to be said, and how much more there is."""
    if not words:
        return ""
    first = words[0].partition("。")[0]
    return f"{first}（共{len(words)}处）" if len(words) > 1 else first


def _text(cell: Any) -> str:
    from intake.sheet import cell_text

    return cell_text(cell).replace("\n", " ")


def _show(ledger: str, name: str, value: Any) -> str:
    from services.import_report import field_of

    return field_of(ledger, name).kind.show(value) or "空"
