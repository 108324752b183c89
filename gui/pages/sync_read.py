"""这次读到的: what became of each package that was just read, the bad ones first; and the sentence above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from gui.pages.sync_work import STATUS, numbered
from gui.widgets.card import Card
from gui.widgets.message_line import MessageLine
from gui.widgets.rows import Rows, row

MOST_SHOWN = 12
_FIRST = {"quarantined": 0, "partial": 1, "waiting": 2}
NOTHING = "没有找到包。请看看是不是这个U盘、这个文件夹。"


class ReadCard(Card):
    """Hidden until something was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("这次读到的", parent)
        self.lines = Rows("")
        self.body.addWidget(self.lines)
        self.hide()

    def put(self, packages: Sequence[dict[str, Any]]) -> None:
        """What `receive` told about each package."""
        ordered = sorted(packages, key=lambda one: _FIRST.get(one["status"], 3))
        shown = [_line(one) for one in ordered[:MOST_SHOWN]]
        if more := len(ordered) - len(shown):
            shown.append(row(f"还有 {more} 个，都收下了。" if _all_good(ordered[MOST_SHOWN:]) else f"还有 {more} 个，看“暂存”。"))
        self.lines.put(shown)
        self.setVisible(bool(packages))


def _line(one: dict[str, Any]) -> QWidget:
    words = numbered(one["package"] or Path(one["path"]).stem)
    return row(words, one.get("text", ""), STATUS.get(one["status"], (one["status"], "muted")), tip=Path(one["path"]).name)


def _all_good(packages: Sequence[dict[str, Any]]) -> bool:
    return all(one["status"] in ("applied", "repeated") for one in packages)


def tell(line: MessageLine, found: dict[str, Any], role: str, settle: Callable[[], object]) -> None:
    """Say what came of a reading; where something is remembered differently now, with the way to it."""
    words, tone = summary(found, role)
    differing = any(one.get("conflicts") for one in found["packages"])
    line.say(words, tone, [("去看记得不一样的", settle)] if differing else [])


def summary(found: dict[str, Any], role: str) -> tuple[str, str]:
    """(sentence, tone) about everything that was read."""
    packages = found["packages"]
    if not packages:
        return NOTHING, "warning"
    good = sum(one["status"] in ("applied", "repeated", "waiting", "partial") for one in packages)
    held = sum(one["status"] == "quarantined" for one in packages)
    said = [f"读到 {len(packages)} 个包，收下 {good} 个" + (f"，{held} 个暂存，没收进来" if held else "") + "。"]
    if found.get("receipts") and role == "village":
        said.append("镇里回了话，收到的都标上“镇里已收”了。")
    if conflicts := sum(one.get("conflicts", 0) for one in packages):
        said.append(f"有 {conflicts} 处村里和镇里记得不一样，请看一眼。")
    if found.get("answers"):
        said.append(f"给 {len(found['answers'])} 个村的回包已经放好，带回去读一下。")
    if unwritten := found.get("unwritten"):
        said.append(f"回包没放上去：{unwritten[0]['text']}收下的都在，过后再装一次。")
    bad = held or unwritten or any(one["status"] == "partial" for one in packages)
    return "".join(said), "warning" if bad else "accent"
