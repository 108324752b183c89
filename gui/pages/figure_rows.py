"""The records behind a number, or behind the difference of two: group by group, Enter leads to the record, all of it printable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import background, feedback
from gui.desk import Desk
from gui.pages.beside import on_escape
from gui.pages.duty_page import OPENS
from gui.pages.list_head import ListHead
from gui.pages.visit_parts import KeyHint
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from services.look_back import Change

Row = Any  # services.figure_list.Behind or services.look_back.Change: a ledger, a uid, a group, and cells
NO_GROUP = "没写组"
_SHORT = 12  # characters that always fit


class RowsView(QWidget):
    """Signals: back(); printed(). `rows` are those that are seen, of the chosen group."""

    back = Signal()
    printed = Signal()

    def __init__(
        self, desk: Desk, name: str, columns: Sequence[WalkColumn], cells: Callable[[Row], tuple[str, ...]], back: str,
        spare: Sequence[int], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._cells = desk, cells
        self._read: Callable[[], list[Row]] | None = None
        self._found: list[Row] = []
        self.head, self.line, self.words = ListHead("打印预览", back), MessageLine(), label("", "muted", wrap=True)
        self.nothing = "没有数到哪一条。"
        self.foot = label("", "muted", wrap=True)  # what a narrow window cuts
        self.foot.hide()
        self.list = WalkList(name, columns, spare=spare)
        self.list.moved.connect(self._on_moved)
        self.list.opened.connect(self._on_opened)
        self.head.group_changed.connect(self._show)
        self.head.back.connect(self.back)
        self.head.acted.connect(self.printed)
        card = Card(parent=self)
        for part in (self.head, self.words, self.line):
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.foot)
        card.body.addWidget(KeyHint((("回车", "打开这一条"), ("Esc", f"回到{back}"))))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        on_escape(self, self.back)

    @property
    def rows(self) -> list[Row]:
        """What is seen."""
        group = self.head.group()
        return [one for one in self._found if group in ("", one.group or NO_GROUP)]

    def begin(self, title: str, words: str, read: Callable[[], list[Row]]) -> None:
        """Other rows; `read` is called on a worker."""
        self._read = read
        self.head.title.setText(title)
        self.words.setText(words)
        self.head.choose("")  # a group that was picked out of another number must not hide these
        self._found = []
        self._show()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the records again."""
        if (read := self._read) is not None:
            self.line.say("正在找…", "info")
            background.read(self, lambda task: read(), self._on_rows, self._on_failed)

    def _on_rows(self, found: list[Row]) -> None:
        self.line.clear()
        self._found = found
        groups: dict[str, list[Row]] = {}
        for one in found:
            groups.setdefault(one.group or NO_GROUP, []).append(one)
        self.head.offer(groups)
        self._show()
        if not found:
            self.line.say(self.nothing, "info")

    def _show(self) -> None:
        rows = self.rows
        self.foot.clear()
        self.list.put([WalkLine(_key(one), self._cells(one)) for one in rows])
        self.head.button.setEnabled(bool(rows))

    def _on_moved(self, key: str) -> None:
        words = next((self._last_words(one) for one in self._found if _key(one) == key), "")
        self.foot.setText(words)
        self.foot.setVisible(bool(words))

    def _last_words(self, one: Row) -> str:
        words = self._cells(one)[-1]
        return words if len(words) > _SHORT else ""

    def _on_opened(self, key: str) -> None:
        one = next(one for one in self._found if _key(one) == key)
        if not one.ledger:
            self.line.say("这一处说的是整张表，不是哪一条，没有可以打开的。", "info")
        elif getattr(one, "live", True):
            self._desk.go("household" if one.ledger == "household" else OPENS.get(one.ledger, f"ledger/{one.ledger}"), one.uid)
        else:
            self.line.say("这一条已经撤掉了，打不开。是谁撤的写在右边，那一户的“改动记录”里也有。", "info")

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")


def changed_cells(one: Change) -> tuple[str, ...]:
    """Of a record that is told otherwise now: whose it is, what, then, now, and who changed it."""
    return one.group, one.who, one.what, one.then, one.now, one.by


def _key(one: Row) -> str:
    """A record, and what of it is told."""
    return f"{one.ledger}/{one.uid}/{one.what}"
