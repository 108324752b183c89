"""待建线索: households that somebody sent to monitoring, from a doorstep or a storm; Enter begins a case, one button all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import background, feedback, theme
from gui.desk import Changed, Desk
from gui.pages.page import Page
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.message_line import MessageLine
from services import clues
from services.clues import Clue

COLUMNS = (WalkColumn("哪天", 110), WalkColumn("户主", 120), WalkColumn("组", 80), WalkColumn("从哪来", 100), WalkColumn("情况", 0))
NOTHING = "没有等着建的线索。走访时选“列为监测线索”，或者在受灾户里这样选的，会到这里来。"


class CluesPage(Page):
    """Opened from the list of monitored households."""

    title = "待建线索"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._clues: dict[str, Clue] = {}
        self.list = WalkList("待建线索", COLUMNS, spare=(2, 3))
        self.nothing, self.line = label(NOTHING, "muted", wrap=True), MessageLine()
        self.all_button = button("", self._on_all, look="primary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(button("回到监测户", self._on_back, picture="left"))
        foot.addWidget(label("回车建这一户；从线索那天起算办理时限", "hint"), 1)
        foot.addWidget(self.all_button)
        card = Card("列为监测线索、还没有建监测的户")
        for part in (self.line, self.nothing):
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        card.body.addStretch(0)
        card.body.addLayout(foot)
        self.column.addWidget(card, 1)
        self.list.opened.connect(self._on_one)

    def refresh(self) -> None:
        """Look again who waits."""
        store = self.desk.store
        background.read(self, lambda task: clues.waiting(store), self._on_read, self._on_failed)

    def touched_by(self, changed: Changed) -> bool:
        """Where clues come from, and where they go."""
        return changed.touches("finding", "visit", "event", "event_household", "monitoring", "monitoring_step", "household")

    def _on_read(self, found: Sequence[Clue]) -> None:
        self._clues = {one.household: one for one in found}
        self.list.put([
            WalkLine(one.household, (one.on.isoformat(), one.head, one.group, one.source, one.text.replace("\n", " "))) for one in found
        ])
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.all_button.setVisible(bool(found))
        self.all_button.setText(f"{len(found)} 户都建成线索")
        self.all_button.setAccessibleName(self.all_button.text())
        if found:
            self.list.setFocus()

    def _begin(self, chosen: Sequence[Clue]) -> None:
        try:
            saved = clues.begin(self.desk.store, chosen)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.line.clear()
        self.desk.wrote(saved, text=f"已建 {len(chosen)} 户，在防返贫监测里接着办。")

    def _on_one(self, household: str) -> None:
        if household in self._clues:
            self._begin([self._clues[household]])

    def _on_all(self) -> None:
        self._begin(list(self._clues.values()))

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_back(self) -> None:
        self.desk.go("ledger/monitoring")
