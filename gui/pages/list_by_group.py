"""按组登记: what everybody is asked once a year, a group at a time, one line a person and one key an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui import background, feedback, theme
from gui.desk import Changed, Desk
from gui.pages.list_head import GroupBox
from gui.pages.page import Page
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import FlowLayout
from gui.widgets.message_line import MessageLine
from models.ledgers import LEDGERS
from services import group_list as gl
from services.group_list import LISTS, Asked
from services.walking import groups

COLUMNS = (WalkColumn("户主", 130, muted=True), WalkColumn("门牌", 66, muted=True), WalkColumn("姓名", 160),
           WalkColumn("关系", 90), WalkColumn("年龄", 56), WalkColumn("上一年", 130, muted=True), WalkColumn("这一年", 0))  # fmt: skip
_LAST, _NOW = len(COLUMNS) - 2, len(COLUMNS) - 1
SPARE = (1, 4, 3)  # never the first: the list is scrolled by it
_KEYS = "0123456789"


class ListByGroupPage(Page):
    """Key list/LEDGER. `open(group)` opens that group."""

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.asked = LISTS[ledger]
        self.title = f"{LEDGERS[ledger].__ledger__.title}按组登记"
        self._found: dict[str, list[Asked]] = {}
        self._wanted = ""
        self._asking = ""  # who has answered in a way that asks why
        self._build()
        self._connect()

    def open(self, uid: str | None = None) -> None:
        """A group, or the one that was open."""
        self._wanted = uid or ""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read people and answers."""
        store, asked, year = self.desk.store, self.asked, self.year()
        background.read(self, lambda task: (year, gl.lines(store, asked, year)), self._on_read, self._on_failed)

    def year(self) -> int:
        """The year that is asked for."""
        return int(self.years.currentData())

    def group(self) -> str:
        """The group that is open."""
        return str(self.groups.currentData() or "")

    def touched_by(self, changed: Changed) -> bool:
        """Answers, people and households; what this page wrote stands in it already."""
        return changed.origin is not self and changed.touches(self.asked.ledger, "person", "household")

    def may_leave(self) -> bool:
        """An answer that waits for its reason is written without one."""
        self._without_reason()
        return True

    def _on_read(self, found: tuple[int, list[Asked]]) -> None:
        year, everybody = found
        if year != self.year():
            return
        for at, shown in ((_LAST, year - 1), (_NOW, year)):
            self.list.lines.rename(at, f"{shown}年")
        self._found = groups(everybody)
        begun = bool(self.list.current())
        kept, self._wanted = self._wanted or self.group(), ""
        self.groups.clear()
        for name in self._found:
            self.groups.addItem(name, name)
        self.groups.setCurrentIndex(max(self.groups.findData(kept), 0))
        self._show()
        if not begun:
            self._to_first_open()

    def _to_first_open(self) -> None:
        """Where somebody stopped last time."""
        self.list.go_to(next((at for at, one in enumerate(self._members()) if not one.now), 0))

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _members(self) -> list[Asked]:
        members = self._found.get(self.group(), [])
        return [one for one in members if one.now not in self.asked.settled] if self.open_only.isChecked() else members

    def _show(self) -> None:
        members = self._members()
        self.list.put([self._walk_line(one) for one in members])
        for widget in (self.groups, self.open_only, self.progress, self.bar, self.list, self.keys_row):
            widget.setVisible(bool(self._found))
        self.empty.setVisible(not self._found)
        self._tell_progress()

    def _walk_line(self, one: Asked) -> WalkLine:
        last, now = gl.words(self.asked, one.last), gl.words(self.asked, one.now, one.why)
        tone = "accent" if one.now in self.asked.settled else "danger"
        return WalkLine(one.uid, (one.head, one.door, one.name, one.relation, one.age, last, now), tone)

    def _tell_progress(self) -> None:
        members, everybody = self._found.get(self.group(), []), [one for some in self._found.values() for one in some]
        done = sum(bool(one.now) for one in members)
        self.progress.setText(f"{self.group()} {done}/{len(members)}" if members else "")
        self.bar.setRange(0, max(len(members), 1))
        self.bar.setValue(done)
        self.left.setText(gl.left_words(self.desk.store, self.asked, self.year(), everybody) if everybody else "")
        for at in range(self.groups.count()):
            some = self._found[str(self.groups.itemData(at))]
            self.groups.setItemText(at, f"{self.groups.itemData(at)}  {sum(bool(one.now) for one in some)}/{len(some)}")

    def _on_keyed(self, uid: str, key: str) -> None:
        if self._asking:
            if key in self.asked.reasons:
                self._write(self._asking, next(iter(self.asked.asks)), self.asked.reasons[key][0])
            return
        try:
            code = gl.code_of(self.asked, self._one(uid), key)
        except Exception as error:
            self.line.say(feedback.sentence(error), "warning")
            return
        if code in self.asked.asks and self.asked.reasons:
            self._ask_why(uid)
        else:
            self._write(uid, code)

    def _ask_why(self, uid: str) -> None:
        self._asking = uid
        some = "  ".join(f"{key} {word}" for key, (_, word) in self.asked.reasons.items())
        said = gl.words(self.asked, next(iter(self.asked.asks)))
        self.line.say(f"{self._one(uid).name}{said}，为什么？按 {some}；回车先不写原因，Esc 不记。", "info")
        QTimer.singleShot(0, self._keep_in_sight)  # the sentence takes room above the line that it speaks of

    def _keep_in_sight(self) -> None:
        self.list.scrollTo(self.list.currentIndex())

    def _without_reason(self) -> None:
        if self._asking:
            self._write(self._asking, next(iter(self.asked.asks)))

    def _write(self, uid: str, code: str, why: str | None = None) -> None:
        self._asking = ""
        one = self._one(uid)
        try:
            saved = gl.answer(self.desk.store, self.asked, self.year(), one, code, why)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.line.clear()
        answered = replace(one, now=code, why=why or "", row=saved.uid)
        members = self._found[one.group]
        members[members.index(one)] = answered
        if (row := self.list.lines.row_of(uid)) >= 0:
            self.list.lines.set_line(row, self._walk_line(answered))
        self.desk.wrote(saved, origin=self, text=f"{one.name}：{gl.words(self.asked, code, why or '')}。", ledgers=(self.asked.ledger,))
        if self.list.current() == uid:
            self.list.step()
        self._tell_progress()
        self._tell_end(members)

    def _tell_end(self, members: Sequence[Asked]) -> None:
        if all(one.now for one in members):
            left = next((name for name, some in self._found.items() if not all(one.now for one in some)), "")
            self.line.say(f"{self.group()} {len(members)} 人都登完了。", "accent", [(f"接着登{left}", self._on_next)] if left else [])

    def _on_next(self) -> None:
        left = next((name for name, some in self._found.items() if not all(one.now for one in some)), self.group())
        self.groups.setCurrentIndex(self.groups.findData(left))
        self._on_group()

    def _one(self, uid: str) -> Asked:
        return next(one for some in self._found.values() for one in some if one.uid == uid)

    def _on_opened(self, uid: str) -> None:
        """Enter: the reason is left out, else the next line."""
        if self._asking:
            self._without_reason()
        else:
            self.list.step()

    def _on_moved(self, uid: str) -> None:
        if self._asking and uid != self._asking:
            self._without_reason()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back an answer that waits for its reason."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._asking = ""
            self.line.clear()
        else:
            super().keyPressEvent(event)

    def _on_group(self) -> None:
        self._without_reason()
        self.line.clear()
        self._show()
        self._to_first_open()
        self.list.setFocus()

    def _on_year(self) -> None:
        self._without_reason()
        self.line.clear()
        self.refresh()
        self.list.setFocus()

    def _on_button(self) -> None:
        if self.list.current():
            self._on_keyed(self.list.current(), str(self.sender().property("key")))
            self.list.setFocus()

    def _build(self) -> None:
        self.groups, self.years = GroupBox(), GroupBox()
        self.groups.setAccessibleName("哪一组")
        self.years.setAccessibleName("哪一年")
        for year in gl.years(self.desk.store, self.asked):
            self.years.addItem(f"{year}年", year)
        self.open_only = button(self.asked.only, look="choice")
        self.open_only.setCheckable(True)
        self.left = label("", "heading")
        top = FlowLayout(gap=8)
        for widget in (self.years, self.groups, self.open_only, self.left):
            top.addWidget(widget)
        self.progress, self.bar = label("", "small"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("登了多少")
        how_far = QHBoxLayout()
        how_far.setSpacing(theme.px(10))
        how_far.addWidget(self.progress)
        how_far.addWidget(self.bar, 1)
        self.line = MessageLine()
        self.empty = label("还没有农户。先在“农户”里把名册导进来，再来登记。", "muted", wrap=True)
        self.empty.hide()
        self.list = WalkList(self.title, COLUMNS, keys=_KEYS, spare=SPARE)
        self.keys_row = self._keys()
        card = Card()
        card.body.addLayout(top)
        card.body.addLayout(how_far)
        card.body.addWidget(self.line)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.keys_row)
        self.column.addWidget(card)
        self.setFocusProxy(self.list)

    def _keys(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=8)
        for key, said in (*((key, word) for key, (_, word) in self.asked.keys.items()), (gl.SAME, "同去年")):
            made = button(f"{key} {said}", self._on_button, look="choice")
            made.setAccessibleName(f"{said}，按 {key}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setProperty("key", key)
            row.addWidget(made)
        row.addWidget(label("按错了再按一次，或 Ctrl+Z 撤回", "small"))
        return holder

    def _connect(self) -> None:
        self.groups.activated.connect(self._on_group)
        self.years.activated.connect(self._on_year)
        self.open_only.toggled.connect(self._on_group)
        self.list.keyed.connect(self._on_keyed)
        self.list.opened.connect(self._on_opened)
        self.list.moved.connect(self._on_moved)
