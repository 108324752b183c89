"""Pieces of the visit panel: answers by one key, the 顺便核实 lines, and where a finding goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.card import label
from gui.widgets.choices import Choices

ROUTES = (("finding", "1 记为走访问题"), ("clue", "2 列为监测线索"), ("note", "3 只备注"))
SIX = (("food_ok", "吃"), ("clothes_ok", "穿"), ("school_ok", "上学"), ("medical_ok", "看病"), ("house_ok", "住房"),
       ("water_ok", "饮水"))  # fmt: skip
_KIND_OF = {"food_ok": "food", "clothes_ok": "food", "school_ok": "school", "medical_ok": "medical",
            "house_ok": "house", "water_ok": "water"}  # fmt: skip
REST = ("rest", "其余都好")


def tighten(choices: Choices) -> None:
    """Lower buttons: a doorstep is to be seen whole, without scrolling."""
    choices.setProperty("tight", "true")


class OneOf(Choices):
    """One answer of a few. With `must` one of them always stands: pressing it again changes nothing."""

    def __init__(self, name: str, items: Sequence[tuple[str, str]], *, must: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(items, several=False, parent=parent)
        self._must = must
        self.setAccessibleName(name)
        tighten(self)

    def code(self) -> str:
        """The answer, empty when there is none."""
        return next(iter(self.codes()), "")

    def choose(self, code: str) -> None:
        """Show this answer without telling anybody."""
        self.set_codes((code,) if code else ())

    def pick(self, number: int) -> None:
        """By its key."""
        if self._must and self.items[number][0] in self.codes():
            self._walk(number)
            self.picked.emit()
            return
        super().pick(number)

    def set_codes(self, codes: Sequence[str]) -> None:
        """Backspace empties only what may be empty."""
        if codes or not self._must:
            super().set_codes(codes)

    def _only(self, chosen: QPushButton) -> None:
        super()._only(chosen)
        if self._must:
            chosen.setChecked(True)


class AskLine(QWidget):
    """One question on the side and its answers. Signal answered()."""

    answered = Signal()

    def __init__(self, ask: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = ask
        items = [(str(number), f"{number + 1} {answer[1]}") for number, answer in enumerate(ask.answers)]
        self.choices = OneOf(ask.question, items, must=False, parent=self)
        self.setFocusProxy(self.choices)
        self.choices.picked.connect(self.answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(label(ask.question, wrap=True))
        column.addWidget(self.choices)

    def number(self) -> int | None:
        """The place of the answer, None while it is not answered."""
        code = self.choices.code()
        return int(code) if code else None


class AskLines(QWidget):
    """顺便核实. Signals: edited(); went_on(line) when a line was answered by its key."""

    edited = Signal()
    went_on = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[AskLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(label("顺便核实（没问到的照旧待办）", "small"))

    def ask(self, questions: Sequence[Any]) -> None:
        """Show these questions."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [AskLine(question, self) for question in questions]
        for line in self.lines:
            line.answered.connect(self._on_answered)
            self._column.addWidget(line)
        self.setVisible(bool(self.lines))

    def answers(self) -> list[tuple[Any, int]]:
        """What was answered, ready for services.visiting."""
        return [(line.ask, number) for line in self.lines if (number := line.number()) is not None]

    def raw(self) -> dict[str, int]:
        """For the draft."""
        return {line.ask.id: number for line in self.lines if (number := line.number()) is not None}

    def restore(self, raw: Mapping[str, int]) -> None:
        """Out of the draft; a question that is no longer asked is left out."""
        for line in self.lines:
            if line.ask.id in raw:
                line.choices.choose(str(raw[line.ask.id]))

    def _on_answered(self) -> None:
        self.edited.emit()
        self.went_on.emit(self.sender())


class RouteLine(QFrame):
    """住房有问题：1 记为走访问题 2 列为监测线索 3 只备注. Nothing moves on by itself: a person says where it goes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "warning")
        self._touched = False
        self.words = label("", wrap=True)
        self.choices = OneOf("怎么处理", ROUTES, parent=self)
        self.setFocusProxy(self.choices)
        self.choices.picked.connect(self._on_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(self.words)
        column.addWidget(self.choices)

    def about(self, problems: Sequence[str], changes: str) -> None:
        """What is to go somewhere. A problem goes to 走访问题 unless somebody says otherwise, a mere change nowhere."""
        what = "、".join(problems) + "有问题" if problems else f"{changes or '家里'}有变化"
        self.words.setText(f"{what}：")
        if not self._touched:
            self.choices.choose("finding" if problems else "note")

    def begin(self) -> None:
        """A new visit."""
        self._touched = False

    def put(self, code: str) -> None:
        """Out of the draft."""
        self._touched = True
        self.choices.choose(code)

    def _on_picked(self) -> None:
        self._touched = True
        self.edited.emit()


def findings(problems: Sequence[str], text: str, route: str, kind: str = "other") -> list[dict[str, Any]]:
    """Raw findings: one for each of the six that is wrong, else one for the words; 只备注 leaves none."""
    if route == "note":
        return []
    words, names = text.strip(), dict(SIX)
    if not problems:
        return [{"text": words, "kind": kind, "route": route}] if words else []
    tail = f"：{words}" if words else ""
    return [{"text": f"{names[code]}有问题{tail}", "kind": _KIND_OF[code], "route": route} for code in problems]


class KeyHint(QWidget):
    """A row of keys and what they do, under a list."""

    def __init__(self, pairs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        for key, words in pairs:
            row.addWidget(label(f"{key} {words}", "small"))
        row.addStretch(1)
