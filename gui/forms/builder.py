"""The fields of a form from a ledger's declaration: 必填 and 常用 in sight, 补充 folded until somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import icons, theme
from gui.desk import Desk
from gui.forms.field_row import FieldRow
from gui.widgets.card import label
from models.kernel import Field, Ledger, Mistake
from models.kernel.field import MORE


def form_fields(ledger: type[Ledger], *, new: bool, without: Iterable[str] = ()) -> dict[str, Field]:
    """What can be typed: stored fields, and for a new record those that the store takes apart (户主姓名)."""
    left_out = set(without)
    return {
        name: field
        for name, field in ledger.__fields__.items()
        if name not in left_out and field.default != "only" and (field.derived is None or (new and field.fills))
    }


class FieldRows(QWidget):
    """Signals: edited() by the person; finished() when Enter was pressed in the last field in sight."""

    edited = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, fields: Mapping[str, Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: dict[str, FieldRow] = {}
        self._fields = dict(fields)
        self._folded = {name: field for name, field in fields.items() if field.tier == MORE}
        if len(self._folded) == len(fields):
            self._folded = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        for name, field in fields.items():
            if name not in self._folded:
                self._add(self._column, field)
        self._more = QWidget(self)
        self._more_column = QVBoxLayout(self._more)
        self._more_column.setContentsMargins(0, 0, 0, 0)
        self._more_column.setSpacing(theme.px(6))
        self._more.hide()
        self.fold = QPushButton(self)
        theme.look(self.fold, "fold")
        self.fold.setVisible(bool(self._folded))
        self.fold.clicked.connect(self.toggle)
        self._column.addWidget(self.fold)
        self._column.addWidget(self._more)
        self._values: dict[str, Any] = {}
        self._first: dict[str, Any] = {}
        self._tell_fold()

    def load(self, values: Mapping[str, Any]) -> None:
        """Show values of a record and forget what was typed."""
        self._values = {name: values.get(name) for name in self._fields}
        for name, row in self.rows.items():
            row.editor.load(self._values.get(name))
            row.say(())
        self._first = {name: row.editor.raw() for name, row in self.rows.items()}
        self._tell_fold()

    def restore(self, raw: Mapping[str, Any]) -> None:
        """Put back what a draft holds; fields that it names are opened."""
        if any(name in self._folded and name not in self.rows for name in raw):
            self.unfold()
        for name, value in raw.items():
            if name in self.rows:
                self.rows[name].editor.restore(value)

    def raw(self) -> dict[str, Any]:
        """Everything that stands in the fields made so far."""
        return {name: row.editor.raw() for name, row in self.rows.items()}

    def changed(self) -> dict[str, Any]:
        """Only what differs from what was loaded."""
        return {name: value for name, value in self.raw().items() if value != self._first.get(name, "")}

    def keep_loaded(self, name: str, value: Any) -> None:
        """Take the file's value for a field and count it as not typed."""
        if name in self.rows:
            self.rows[name].editor.load(value)
            self._first[name] = self.rows[name].editor.raw()

    def filled_percent(self) -> int:
        """资料完整度: of all fields, how many say something."""
        typed = {name for name, row in self.rows.items() if not row.is_blank()}
        kept = {name for name, value in self._values.items() if name not in self.rows and value not in (None, "", ())}
        return round(100 * len(typed | kept) / max(len(self._fields), 1))

    def say(self, mistakes: Iterable[Mistake], *, focus: bool = False) -> list[Mistake]:
        """Each sentence under its field; gives back those that belong to none of the fields in sight."""
        by_field: dict[str, list[Mistake]] = {}
        for mistake in mistakes:
            by_field.setdefault(mistake.field, []).append(mistake)
        if any(name in self._folded for name in by_field):
            self.unfold()
        for name, row in self.rows.items():
            row.say(by_field.get(name, ()))
        if focus and (wrong := next((row for name, row in self.rows.items() if name in by_field and not row.isHidden()), None)):
            wrong.editor.setFocus()
            self.bring_into_sight(wrong)
        return [m for name, found in by_field.items() if name not in self.rows or self.rows[name].isHidden() for m in found]

    def start(self) -> None:
        """The focus on the first field that is still blank."""
        rows = list(self.rows.values())
        first = next((row for row in rows if row.is_blank()), rows[0] if rows else None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def advance(self) -> None:
        """Enter: the next field in sight, or `finished` after the last."""
        rows = [row for row in self.rows.values() if row.isVisibleTo(self)]
        here = next((at for at, row in enumerate(rows) if row.editor.control().hasFocus()), -1)
        if here + 1 < len(rows):
            rows[here + 1].editor.setFocus(Qt.FocusReason.TabFocusReason)
            self.bring_into_sight(rows[here + 1])
        else:
            self.finished.emit()

    def bring_into_sight(self, row: FieldRow) -> None:
        """Scroll so that the field and its sentence can be seen."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            at = row.mapTo(parent.widget(), QPoint(0, row.height()))
            parent.ensureVisible(0, at.y(), 0, theme.px(80))

    def toggle(self) -> None:
        """Open or close the 补充 fields."""
        if self._more.isHidden():
            self.unfold()
        else:
            self._more.hide()
            self._tell_fold()

    def unfold(self) -> None:
        """Show the 补充 fields; they are made when first asked for."""
        if self._folded and not self._folded.keys() <= self.rows.keys():
            self._make_more()
        self._more.show()
        self._tell_fold()

    def _make_more(self) -> None:
        group = ""
        for name, field in sorted(self._folded.items(), key=lambda item: self._group_at(item[1])):
            if field.group != group:
                group = field.group
                self._more_column.addWidget(label(group, "strong"))
            row = self._add(self._more_column, field)
            row.editor.load(self._values.get(name))
            self._first[name] = row.editor.raw()

    def _group_at(self, field: Field) -> int:
        """Fields of one group stand together, groups in the order of their first field; those of no group before them."""
        return ["", *(other.group for other in self._folded.values())].index(field.group)

    def _add(self, column: QVBoxLayout, field: Field) -> FieldRow:
        row = FieldRow(self._desk, field, self)
        row.editor.edited.connect(self._on_edited)
        self.rows[field.name] = row
        column.addWidget(row)
        return row

    def _on_edited(self) -> None:
        self._tell_fold()
        self.edited.emit()

    def _tell_fold(self) -> None:
        blank = sum(
            self.rows[name].is_blank() if name in self.rows else self._values_blank(name) for name in self._folded
        )
        opened = not self._more.isHidden()
        words = f"还有 {blank} 项没填" if blank else f"其余 {len(self._folded)} 项都填了"
        self.fold.setText("收起补充项" if opened else words)
        self.fold.setAccessibleName(self.fold.text())
        self.fold.setIcon(icons.icon("up" if opened else "down"))

    def _values_blank(self, name: str) -> bool:
        return getattr(self, "_values", {}).get(name) in (None, "", ())
