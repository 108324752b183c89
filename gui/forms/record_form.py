"""The form at the side for one record of any ledger: made from the declaration, kept as a draft, filed with Ctrl+S."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import feedback, theme
from gui.alert_book import known
from gui.desk import Desk
from gui.forms import filing
from gui.forms.builder import FieldRows, form_fields
from gui.forms.child_rows import ChildRows, children_of
from gui.forms.conflict import ConflictPanel, shown
from gui.forms.defaults import first_values
from gui.forms.draft import DraftKeeper
from gui.forms.reason_line import ReasonLine
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine
from gui.widgets.photo_strip import PhotoStrip, has_photos
from gui.widgets.tag import Tag
from models import store as st
from models.kernel import REFUSE, Field, Mistake, UserMistake
from models.ledgers import LEDGERS

STATES = {"local": "warning", "written": "info", "received": "accent"}
PHOTOS = "照片"  # in a draft, beside the fields
HINT = "随手存着草稿 · 回车跳下一项 · Ctrl+回车 存好，下一个"


class RecordForm(Card):
    """Signals: filed(uid) after a save; closed() when the person is done with it."""

    filed = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        self.spec = LEDGERS[ledger].__ledger__
        super().__init__(f"新增{self.spec.title}", parent)
        self._desk, self.ledger = desk, ledger
        self.uid: str | None = None
        self._seen: dict[str, Any] = {}
        self._preset: dict[str, Any] = {}
        self._pending_draft: dict[str, Any] = {}
        self.fields = FieldRows(desk, {})
        self.photos = PhotoStrip(desk, ledger, self)
        self.children_rows: list[ChildRows | PhotoStrip] = [*(ChildRows(desk, child, self) for child in children_of(ledger)), self.photos]
        self.draft = DraftKeeper(desk, self._typed, self)
        self._build()
        self._connect()

    def new(self, preset: Mapping[str, Any] | None = None) -> None:
        """An empty form; `preset` fills fields beforehand (the household on whose page it is)."""
        self.uid, self._seen, self._preset = None, {}, dict(preset or {})
        values = first_values(self._desk.store, self.ledger, LEDGERS[self.ledger].__fields__) | self._preset
        self._show(f"新增{self.spec.title}", values)
        if (doubt := self._desk.store.clock_doubt()) and not self.line.text():
            self.line.say(doubt, "danger")  # said before the first wrong date is saved
        self.fields.start()

    def edit(self, uid: str, *, notices: tuple[Mistake, ...] | None = None, focus: bool = False) -> None:
        """A record of the file. notices: what was said as it was saved, else what 数据核对 has found; focus: go where that is."""
        row = st.get(self._desk.store, self.ledger, uid)
        if row is None or row.removed_at:
            self.line.say("这一条已经撤掉了。", "warning")
            return
        self.uid, self._seen = uid, dict(row.values)
        state = st.states(self._desk.store, self.ledger, [uid])[uid]
        words = st.shown(self._desk.store, self.ledger, [row])[0]
        name = " ".join(words[part] for part in self.spec.name if words.get(part))
        self._show(f"{self.spec.title} {name}".strip(), row.values)
        self.facts.setText(filing.facts_line(LEDGERS[self.ledger], words))
        self.facts.setVisible(bool(self.facts.text()))
        self.state.say(st.SHOWN[state], STATES[state])
        self.state.show()
        rest = self.fields.say(known(self._desk, self.ledger, uid) if notices is None else notices, focus=focus)
        if rest and notices is None and not self.line.text():
            self.line.say("\n".join(one.text for one in rest), "warning")

    def save(self) -> str | None:
        """存好; the uid, or None when the sentences say why not."""
        saved = self._file()
        if saved is not None:
            self.edit(saved.uid, notices=saved.notices)
            self.filed.emit(saved.uid)
        return saved.uid if saved else None

    def save_and_next(self) -> None:
        """存好，下一个: file it and begin an empty one with the same preset."""
        saved = self._file()
        if saved is not None:
            self.filed.emit(saved.uid)
            self.new(self._preset)

    def may_leave(self) -> bool:
        """Always: what stands here is kept as a draft and offered again."""
        self.draft.keep()
        return True

    def wanted_fields(self, values: Mapping[str, Any]) -> Mapping[str, Field]:
        """The fields for a record with these values; a form that asks for less overrides it."""
        return form_fields(LEDGERS[self.ledger], new=self.uid is None)

    def draft_key(self) -> str:
        """Under which a draft waits; a form for several sorts of records keeps them apart."""
        return f"{self.ledger}/{self.uid or 'new'}"

    def _file(self) -> st.Saved | None:
        if not all([rows.take() for rows in self.children_rows]):
            return None
        raw = self.fields.changed() if self.uid else filing.new_raw(self.fields, LEDGERS[self.ledger], self._preset)
        try:
            saved = filing.write(self._desk.store, self.ledger, self.uid, raw, self._seen, self.children_rows,
                                 filing.label(self.spec, self.fields, new=self.uid is None))
        except st.Stale as stale:
            self._ask_which(stale)
        except UserMistake as refused:
            self._show_mistakes(refused.mistakes)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
        else:
            self.draft.drop()
            self.line.clear()
            grave = [m for m in saved.notices if m.severity != "提示"]
            self._desk.wrote(saved, origin=self, text="已存。" + (f"有 {len(grave)} 处请再核对。" if grave else ""))
            return saved
        return None

    def _show_mistakes(self, mistakes: tuple[Mistake, ...]) -> None:
        rest = self.fields.say(mistakes, focus=True)
        refused = sum(m.severity == REFUSE for m in mistakes)
        self.line.say("\n".join(m.text for m in rest) or f"还没存：有 {refused} 处要先改好，已标红。", "danger")

    def _ask_which(self, stale: st.Stale) -> None:
        fields, raw = LEDGERS[self.ledger].__fields__, self.fields.raw()
        self.conflict.ask(fields, {n: (shown(fields[n], raw[n]), fields[n].kind.show(now))
                                   for n, (_, now) in stale.moved.items()})
        self._seen |= {name: now for name, (_, now) in stale.moved.items()}
        self.line.clear()

    def _on_chosen(self, theirs: set[str]) -> None:
        for name in theirs:
            self.fields.keep_loaded(name, self._seen[name])
        self.save()

    def _show(self, title: str, values: Mapping[str, Any]) -> None:
        left = self.draft.begin(self.draft_key())
        # A column for a picture has its place in the strip, together with all others of the record.
        self._replace_fields({n: f for n, f in self.wanted_fields(values).items() if n not in self.photos.columns})
        self.fields.load(values)
        for rows in self.children_rows:
            rows.load(self.uid)
        self.title.setText(title)
        for part in (self.facts, self.state):
            part.hide()
        self.line.clear()
        self.conflict.hide()
        self.reason.hide()
        self.remove_button.setVisible(self.uid is not None)
        self.next_button.setText("存好，下一个")
        self._tell_percent()
        if left:
            self._pending_draft = left.get("raw", {})
            self.line.say(f"有上次没存完的（{filing.moment(left.get('at', ''))}）。接着填吗？", "info",
                          [("接着填", self._take_draft), ("不要了", self._drop_draft)])

    def _take_draft(self) -> None:
        self.line.clear()
        self.fields.restore(self._pending_draft)
        self.photos.restore(self._pending_draft.get(PHOTOS, ()))
        self.fields.start()
        self._tell_percent()

    def _drop_draft(self) -> None:
        self.line.clear()
        self.draft.drop()

    def _typed(self) -> dict[str, Any]:
        return self.fields.changed() | ({PHOTOS: self.photos.raw()} if self.photos.has_waiting() else {})

    def _on_edited(self) -> None:
        self.draft.touch()
        self._tell_percent()

    def _tell_percent(self) -> None:
        self.percent.setText(f"资料 {self.fields.filled_percent()}%")

    def _on_remove(self, reason: str) -> None:
        try:
            saved = st.remove(self._desk.store, self.ledger, self.uid or "", reason)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self._desk.wrote(saved, text=f"已撤掉这{self.spec.unit}{self.spec.title}。")
        self.closed.emit()

    def _on_close(self) -> None:
        if self._typed():
            self._desk.toast("没存的先留着，下次打开接着填。")
        self.may_leave()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; on a button it presses it; Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.focusWidget()
            if isinstance(here, QPushButton):
                here.click()
            elif not any(rows.advance() for rows in self.children_rows):
                self.fields.advance()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def _replace_fields(self, fields: Mapping[str, Any]) -> None:
        old = self.fields
        self.fields = FieldRows(self._desk, fields, self._inside)
        self.fields.edited.connect(self._on_edited)
        self.fields.finished.connect(self.save_button.setFocus)
        self._column.replaceWidget(old, self.fields)
        old.hide()
        old.deleteLater()

    def _build(self) -> None:
        self.percent, self.state = label("", "small"), Tag()
        close = button("", self._on_close, picture="close", look="quiet", tip="收起（Esc）")
        self.title.setWordWrap(True)
        self.head.addWidget(self.state)
        self.head.addWidget(self.percent)
        self.head.addWidget(close)
        self.line, self.conflict, self.reason = MessageLine(), ConflictPanel(), ReasonLine()
        self.facts = label("", "small", wrap=True)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(6), 0)
        self._column.addWidget(self.facts)
        self._column.addWidget(self.fields)
        for rows in self.children_rows:
            self._column.addWidget(rows)
        self.photos.setVisible(has_photos(self.ledger))
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (label(HINT, "hint", wrap=True), self.line, self.conflict):
            self.body.addWidget(part)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.reason)
        self.body.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        self.remove_button = QPushButton("撤掉")
        theme.look(self.remove_button, "quiet")
        self.save_button = QPushButton("存好")
        self.save_button.setToolTip("Ctrl+S")
        self.next_button = QPushButton("存好，下一个")
        self.next_button.setToolTip("Ctrl+回车")
        theme.look(self.next_button, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.next_button)
        return row

    def _connect(self) -> None:
        self.remove_button.clicked.connect(self.reason.ask)
        self.reason.given.connect(self._on_remove)
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.save_and_next)
        self.conflict.chosen.connect(self._on_chosen)
        for rows in self.children_rows:
            rows.edited.connect(self._on_edited)
        for keys, call in (("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_next), ("Ctrl+Enter", self.save_and_next)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
