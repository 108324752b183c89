"""The computers whose cards are here: whose they are, since when, and 停用这台电脑 for one that was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.desk import Desk
from gui.forms.filing import moment
from gui.forms.reason_line import ReasonLine
from gui.pages.walk_list import WalkColumn, WalkLine, WalkList
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from services import offices

COLUMNS = (WalkColumn("哪个单位", 0), WalkColumn("是", 80), WalkColumn("区划代码", 130), WalkColumn("从什么时候", 130),
           WalkColumn("现在", 150))
_TONE = {"active": "accent", "closed": "danger"}


class ComputersCard(Card):
    """Signal closing(device, reason)."""

    closing = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("各台电脑", parent)
        self._devices: dict[str, Mapping[str, Any]] = {}
        self._may_close = desk.store.role != "village"
        self.list = WalkList("各台电脑", COLUMNS, spare=(2, 3))
        self.list.moved.connect(self._on_moved)
        self.about = label("", "", wrap=True)
        self.close_button = button("停用这台电脑", self._on_close, look="danger")
        self.reason = ReasonLine(verb="停用", example="电脑丢了")
        self.reason.given.connect(self._on_reason)
        for part in (self.list, self.about, self.close_button, self.reason):
            self.body.addWidget(part)
        self.put([])

    def put(self, devices: Sequence[Mapping[str, Any]]) -> None:
        """Show these, our own first."""
        ordered = sorted(devices, key=lambda one: (not one["me"], one["region"], one["device"]))
        self._devices = {str(one["device"]): one for one in ordered}
        self.list.setFixedHeight(theme.px(44 + 34 * min(max(len(ordered), 2), 7)))
        self.list.put([_line(one) for one in ordered])
        self._on_moved(self.list.current())

    def _on_moved(self, device: str) -> None:
        one = self._devices.get(device)
        self.reason.hide()
        self.about.setText(f"指纹 {one['fingerprint']}" if one else "还没有收过卡。")
        may = one is not None and self._may_close and not one["me"] and one["status"] == "active"
        self.close_button.setVisible(may)

    def _on_close(self) -> None:
        self.close_button.hide()
        self.reason.ask()

    def _on_reason(self, reason: str) -> None:
        if device := self.list.current():
            self.closing.emit(device, reason)


def _line(one: Mapping[str, Any]) -> WalkLine:
    words, tone = ("就是这台", "accent") if one["me"] else (
        offices.STANDING[one["status"]], _TONE.get(one["status"], "muted"))
    since = moment(str(one["since"])) if one["since"] else ""
    return WalkLine(str(one["device"]), (one["name"], offices.ROLES[one["role"]], one["region"], since, words), tone)
