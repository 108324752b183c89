"""Records edited inside their parent's form: a visit's findings, a loan's repayments.

Nothing is written here: what was added, changed and taken away waits for the parent's 存好 and becomes one operation
with it, so that one 撤回 takes all of it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import icons, theme
from gui.desk import Desk
from gui.forms.builder import FieldRows, form_fields
from gui.forms.defaults import first_values
from gui.forms.reason_line import ReasonLine
from gui.widgets.card import Line, label
from gui.widgets.flow import empty
from gui.widgets.photo_strip import PhotoStrip
from models import store as st
from models.kernel import REFUSE, parent_field
from models.ledgers import LEDGERS
from services import evidence

# Their children have menu entries and a page made by hand; inside a generic form they would be endless.
_OWN_PAGE = ("village", "household", "person", "monitoring")


def children_of(ledger: str) -> list[str]:
    """The ledgers that are edited inside this one's form."""
    return [] if ledger in _OWN_PAGE else below(ledger)


def below(ledger: str) -> list[str]:
    """The ledgers whose rows belong to a row of this one."""
    found = []
    for id, declared in LEDGERS.items():
        parent = parent_field(declared)
        if parent is not None and parent.to == ledger and not declared.__ledger__.system:
            found.append(id)
    return found


@dataclass
class _Waiting:
    """What 存好 will write. Keys of `changes` and `removals` are uids, those of `additions` just numbers."""

    additions: dict[int, dict[str, Any]] = field(default_factory=dict)
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    removals: dict[str, str] = field(default_factory=dict)
    photos: dict[int, list[dict[str, str]]] = field(default_factory=dict)


class ChildRows(QWidget):
    """One child ledger in its parent's form. Signal edited()."""

    edited = Signal()

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.ledger = desk, ledger
        declared = LEDGERS[ledger]
        link = parent_field(declared)
        self.parent_name = link.name if link else ""
        self.title = declared.__ledger__.title
        self._uids: list[str] = []
        self._editing: int | str | None = None
        self.waiting = _Waiting()
        self._heading = label(self.title, "strong")
        self._button = QPushButton(f"添一{declared.__ledger__.unit}")
        self._button.setIcon(icons.icon("add", theme.ACCENT))
        theme.look(self._button, "quiet")
        self._button.setAccessibleName(f"{self.title}：添一{declared.__ledger__.unit}")
        self._button.clicked.connect(self._on_add)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(2))
        self._form: FieldRows | None = None
        self._photos: PhotoStrip | None = None
        self._form_box = QVBoxLayout()
        self._reason = ReasonLine(self)
        self._reason.given.connect(self._on_reason)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for part in (Line(), head, self._lines, self._reason, self._form_box):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)

    def load(self, parent_uid: str | None) -> None:
        """Show the children of a record; nothing waits any more."""
        self.waiting = _Waiting()
        self._close_form()
        self._uids = st.uids(self._desk.store, self.ledger, {self.parent_name: parent_uid}) if parent_uid else []
        self._show_lines()

    def take(self) -> bool:
        """Take what stands in the open line; False when it cannot be stored, with the sentences shown."""
        if self._form is None or self._photos is None:
            return True
        if not self._photos.take():
            return False
        raw = {name: value for name, value in self._form.raw().items() if value not in ("", None, ())}
        if isinstance(self._editing, str):
            raw = self._form.changed()
        elif not self._form.changed() and not self._photos.has_waiting():
            self._close_form()
            return True
        if not self._allowed(raw):
            return False
        if isinstance(self._editing, str):
            self.waiting.changes[self._editing] = raw
        else:
            number = self._editing if self._editing is not None else len(self.waiting.additions)
            self.waiting.additions[number], self.waiting.photos[number] = raw, self._photos.raw()
        self._close_form()
        self._show_lines()
        return True

    def has_waiting(self) -> bool:
        """Whether 存好 has something to write here."""
        return bool(self.waiting.additions or self.waiting.changes or self.waiting.removals)

    def write(self, doing: Any, parent_uid: str) -> None:
        """Write what waits, inside the parent's operation."""
        for number, raw in self.waiting.additions.items():
            saved = doing.add(self.ledger, {**raw, self.parent_name: parent_uid})
            evidence.write(doing, self.ledger, saved.uid, evidence.of_draft(self.waiting.photos.get(number, ())))
        for uid, raw in self.waiting.changes.items():
            doing.change(self.ledger, uid, raw)
        for uid, reason in self.waiting.removals.items():
            doing.remove(self.ledger, uid, reason)

    def _allowed(self, raw: dict[str, Any]) -> bool:
        form = self._form
        if form is None:
            return True
        uid = self._editing if isinstance(self._editing, str) else None
        mistakes = st.check(self._desk.store, self.ledger, raw, uid).mistakes
        # A new parent has no uid yet: that its link is blank is no mistake of the person.
        mistakes = tuple(m for m in mistakes if m.field != self.parent_name)
        form.say(mistakes, focus=True)
        return not any(m.severity == REFUSE for m in mistakes)

    def _show_lines(self) -> None:
        empty(self._lines)
        rows = st.by_uids(self._desk.store, self.ledger, self._uids)
        shown = st.shown(self._desk.store, self.ledger, rows)
        for row, words in zip(rows, shown, strict=True):
            if row.uid not in self.waiting.removals:
                changed = "（改了，待存）" if row.uid in self.waiting.changes else ""
                self._line(self._summary(words) + changed, row.uid)
        for number, raw in self.waiting.additions.items():
            photos = len(self.waiting.photos.get(number, ()))
            self._line(self._summary(self._read(raw)) + (f" · 照片 {photos} 张" if photos else "") + "（待存）", number)
        count = len(rows) - len(self.waiting.removals) + len(self.waiting.additions)
        self._heading.setText(f"{self.title} {count}" if count else self.title)

    def _line(self, words: str, key: int | str) -> None:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words or "（空）", "small", wrap=True), 1)
        for text, call in (("改", self._opener(key)), ("撤", self._remover(key))):
            button = QPushButton(text, holder)
            theme.look(button, "quiet")
            button.setAccessibleName(f"{text}：{words}")
            button.clicked.connect(call)
            row.addWidget(button)
        self._lines.addWidget(holder)

    def _opener(self, key: int | str) -> Callable[[], None]:
        return lambda: self._edit(key)

    def _remover(self, key: int | str) -> Callable[[], None]:
        return lambda: self._remove(key)

    def _on_add(self) -> None:
        if self.take():
            self._open(None, first_values(self._desk.store, self.ledger, LEDGERS[self.ledger].__fields__), {})

    def _edit(self, key: int | str) -> None:
        if not self.take():
            return
        if isinstance(key, int):
            self._open(key, {}, self.waiting.additions[key])
        elif row := st.get(self._desk.store, self.ledger, key):
            self._open(key, row.values, self.waiting.changes.get(key, {}))

    def _remove(self, key: int | str) -> None:
        if isinstance(key, int):
            self.waiting.additions.pop(key, None)
            self.waiting.photos.pop(key, None)
            self._show_lines()
        else:
            self._editing = key
            self._reason.ask()

    def _on_reason(self, reason: str) -> None:
        if isinstance(self._editing, str):
            self.waiting.removals[self._editing] = reason
            self._editing = None
            self._show_lines()
            self.edited.emit()

    def _open(self, key: int | str | None, values: Any, raw: dict[str, Any]) -> None:
        self._close_form()
        self._editing = key
        self._photos = PhotoStrip(self._desk, self.ledger, self)
        self._photos.load(key if isinstance(key, str) else None)
        self._photos.restore(self.waiting.photos.get(key, ()) if isinstance(key, int) else ())
        self._photos.edited.connect(self.edited)
        fields = form_fields(LEDGERS[self.ledger], new=key is None or isinstance(key, int),
                             without=(self.parent_name, *self._photos.columns))
        self._form = FieldRows(self._desk, fields, self)
        self._form.load(values)
        self._form.restore(raw)
        self._form.edited.connect(self.edited)
        self._form.finished.connect(self.take)
        self._form_box.addWidget(self._form)
        self._form_box.addWidget(self._photos)
        self._form.start()

    def _close_form(self) -> None:
        for part in (self._form, self._photos):
            if part is not None:
                part.hide()
                part.deleteLater()
        self._form, self._photos, self._editing = None, None, None

    def advance(self) -> bool:
        """Enter inside the open line; False when the focus is not here."""
        if self._form is not None and self._form.isAncestorOf(self.focusWidget() or self):
            self._form.advance()
            return True
        return False

    def _read(self, raw: dict[str, Any]) -> dict[str, str]:
        from gui.forms.conflict import shown

        fields = LEDGERS[self.ledger].__fields__
        return {name: shown(fields[name], value) for name, value in raw.items()}

    def _summary(self, words: dict[str, str]) -> str:
        fields = [f for f in LEDGERS[self.ledger].__fields__.values() if f.tier != "补充" and f.name != self.parent_name]
        return " · ".join(words[f.name] for f in fields[:5] if words.get(f.name))
