"""The fields of one doorstep, in the order in which a visit goes: who, how, what came of it, what was asked, a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.desk import Desk
from gui.forms.defaults import first_values
from gui.pages.sheet_lines import SheetParts
from gui.pages.visit_parts import REST, SIX, AskLine, AskLines, OneOf, RouteLine, findings, tighten
from gui.widgets.by_kind import editor_for
from gui.widgets.card import label
from gui.widgets.choices import Choices
from gui.widgets.editor import LineEditor
from gui.widgets.photo_strip import PhotoStrip
from models.kernel import Mistake
from models.ledgers import LEDGERS
from services import visit_sheet, visiting
from services.visit_sheet import Paper

RESULTS = (("same", "1 无变化"), ("changed", "2 有变化"), ("absent", "3 不在家"))
METHODS = (("home", "1 入户"), ("phone", "2 电话"), ("video", "3 视频"))
_KIND_OF_CHANGE = {"health": "medical", "work": "work", "school": "school", "house": "house", "water": "water",
                   "income": "income", "spending": "spending"}  # fmt: skip


class VisitForm(QWidget):
    """Signals: edited() by the person; finished() when Enter was pressed at the end; reached(widget) has the focus now."""

    edited = Signal()
    finished = Signal()
    reached = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields = LEDGERS["visit"].__fields__
        self._first: dict[str, Any] = {}
        self._tasks: tuple[str, ...] = ("general",)
        self._make()
        self._lay_out()
        self._connect()

    def begin(self, asks: Sequence[Any], *, method: str = "home", result: str = "same", task: str = "general",
              sheet: Paper | None = None) -> None:
        """A new visit with everything filled in that can be known; of a sheet what stands on it, in its order."""
        known = first_values(self._desk.store, "visit", {n: self._fields[n] for n in ("date", "visitors")})
        self.date.load(sheet.day if sheet else known.get("date"))
        self.sheet.begin(sheet)
        self._stack()
        self.visitors.load(known.get("visitors"))
        self._tasks = (task,)
        unit = visiting.own_unit(self._desk.store)
        self.units.set_codes((unit,) if unit else ())
        self._offer_companions()
        self.method.choose(method)
        self.result.choose(result)
        self.asks.ask(asks)
        self.text.load("")
        self.photos.load(None)
        for ticks in (self.changes, self.six):
            ticks.set_codes(())
        self.route.begin()
        self.say(())
        self._follow()
        self._first = self.raw()

    def raw(self) -> dict[str, Any]:
        """The visit as records take it."""
        found = {
            "date": self.date.raw(), "visitors": self.visitors.raw(), "units": self.units.codes(),
            "method": self.method.code(), "result": self.result.code(), "text": self.text.raw(),
            "tasks": self._tasks,
        }  # fmt: skip
        if self.sheet.paper is not None:
            found["wishes"] = found.pop("text")
        if found["result"] == "changed":
            wrong, rest = self.problems(), REST[0] in self.six.codes()
            found["changes"] = self.changes.codes()
            found |= {name: name not in wrong for name, _ in SIX if rest or name in wrong}
        return {name: value for name, value in found.items() if value not in ("", (), None)}

    def filing(self) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
        """The visit, and the rows of other ledgers that a sheet tells besides."""
        paper, raw, sheet = self.sheet.paper, self.raw(), self.sheet
        return (raw, []) if paper is None else visit_sheet.filled(paper, raw, sheet.changes.raw(), sheet.income.raw())

    def beside(self) -> Sequence[str]:
        """The parts of income whose amount was not counted a second time."""
        return visit_sheet.beside(self.sheet.paper, self.sheet.income.raw()) if self.sheet.paper else ()

    def typed(self) -> dict[str, Any]:
        """For the draft: nothing as long as nothing was touched."""
        raw, answers, photos = self.raw(), self.asks.raw(), self.photos.raw()
        sheet = self.sheet.raw()
        if raw == self._first and not answers and not photos and not sheet:
            return {}
        return {"raw": raw, "sheet": sheet, "answers": answers, "photos": photos, "six": list(self.six.codes()), "route": self.route.choices.code()}

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Put a draft back."""
        raw = typed.get("raw", {})
        for name, editor in (("date", self.date), ("visitors", self.visitors)):
            editor.restore(raw.get(name, ""))
        self.text.restore(raw.get("text") or raw.get("wishes", ""))
        self.sheet.restore(typed.get("sheet", {}))
        self.units.set_codes(raw.get("units", ()))
        self.method.choose(raw.get("method", "home"))
        self.result.choose(raw.get("result", "same"))
        self.changes.set_codes(raw.get("changes", ()))
        self.six.set_codes(typed.get("six", ()))
        self.asks.restore(typed.get("answers", {}))
        self.route.put(typed.get("route", "note"))
        self.photos.restore(typed.get("photos", ()))
        self._follow()

    def answers(self) -> list[tuple[Any, int]]:
        """The questions that were answered; nobody at home answers none."""
        return [] if self.result.code() == "absent" else self.asks.answers()

    def findings(self) -> list[dict[str, Any]]:
        """What goes to 走访问题 or 监测线索."""
        if self.result.code() != "changed":
            return []
        kind = next((_KIND_OF_CHANGE[c] for c in self.changes.codes() if c in _KIND_OF_CHANGE), "other")
        return findings(self.problems(), self.text.raw(), self.route.choices.code(), kind)

    def problems(self) -> list[str]:
        """Which of the six are wrong."""
        return [code for code in self.six.codes() if code != REST[0]]

    def say(self, mistakes: Sequence[Mistake]) -> list[Mistake]:
        """The red line at the fields; gives back all sentences, for the line at the top of the panel."""
        wrong = {mistake.field for mistake in mistakes}
        for name, editor in (("date", self.date), ("visitors", self.visitors), ("text", self.text)):
            editor.set_wrong(name in wrong)
        return list(mistakes)

    def start(self) -> None:
        """The focus where the first key is expected."""
        self.go_to(self.result)

    def go_to(self, widget: QWidget) -> None:
        """The focus to a widget, and the widget into sight."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(widget)

    def advance(self) -> None:
        """Enter: on to what comes next."""
        chain = [widget for widget in self._chain() if widget.isVisibleTo(self)]
        here = next((at for at, widget in enumerate(chain) if self._holds(widget)), -1)
        if here + 1 < len(chain):
            self.go_to(chain[here + 1])
        else:
            self.finished.emit()

    def _chain(self) -> list[QWidget]:
        head: list[QWidget] = [self.date, self.visitors, self.units, self.method, self.result]
        if self.sheet.paper is None:
            return [*head, *self.asks.lines, self.text, self.changes, self.six, self.route]
        return [*head, *self.sheet.changes.lines.values(), self.six, self.route, *self.asks.lines,
                *self.sheet.income.lines.values(), self.text]  # fmt: skip

    def _stack(self) -> None:
        """From top to bottom as one is asked: at a door, or down a sheet."""
        order = [self.result, self.asks, self.words, self.text, self.more, self.photos]
        if self.sheet.paper is not None:
            order = [self.result, self.sheet.changes, self.more, self.asks, self.sheet.income, self.words, self.text, self.photos]
        for part in order:
            self._column.removeWidget(part)
        for at, part in enumerate(order, 1):
            self._column.insertWidget(at, part)

    def _holds(self, widget: QWidget) -> bool:
        focus = self.focusWidget()
        return focus is not None and (focus is widget or widget.isAncestorOf(focus) or widget.focusProxy() is focus)

    def _follow(self) -> None:
        changed, absent = self.result.code() == "changed", self.result.code() == "absent"
        sheet = self.sheet.paper is not None
        self.more.setVisible(changed or (sheet and not absent))
        for part in (self.changes, self.changes_words):
            part.setVisible(not sheet)
        for lines in (self.sheet.changes, self.sheet.income):
            lines.setVisible(sheet and not absent)
        self.route.setVisible(changed or not sheet)
        self.asks.setVisible(bool(self.asks.lines) and not absent)
        self.words.setText("诉求和建议" if sheet else "有什么变化" if changed else "一句话记录")
        words = dict(self.changes.items)
        names = dict(SIX)
        self.route.about([names[code] for code in self.problems()], "、".join(words[c] for c in self.changes.codes()))

    def _on_result(self) -> None:
        self._follow()
        self.edited.emit()
        first: QWidget = self.asks.lines[0] if self.result.code() == "same" and self.asks.lines else self.text
        if self.sheet.paper is not None and self.result.code() != "absent":
            first = next(iter(self.sheet.changes.lines.values()), self.six)
        self.go_to(first)

    def _on_ask(self, line: AskLine) -> None:
        lines = self.asks.lines
        after = lines[lines.index(line) + 1:]
        self.go_to(after[0] if after else self.text)

    def _on_sheet(self) -> None:
        """A change that was written beside somebody, or one of the six that is wrong, is a change."""
        if self.sheet.paper is not None and (self.sheet.changes.raw() or self.problems()) and self.result.code() == "same":
            self.result.choose("changed")
        self._on_edited()

    def _on_edited(self) -> None:
        self._follow()
        self.edited.emit()

    def _offer_companions(self) -> None:
        names = visiting.last_companions(self._desk.store)
        self.companions.setText(f"加上 {names}" if names else "")
        self.companions.setProperty("names", names)
        self.companions.setVisible(bool(names))
        self.companions.setAccessibleName(f"走访人加上{names}")

    def _on_companions(self) -> None:
        names = str(self.companions.property("names"))
        self.visitors.restore("、".join(part for part in (self.visitors.raw(), names) if part))
        self.companions.hide()
        self.edited.emit()

    def _make(self) -> None:
        self.date = editor_for(self._desk, self._fields["date"], self)
        self.visitors = LineEditor(self._fields["visitors"], self)
        self.companions = QPushButton(self)
        theme.look(self.companions, "quiet")
        self.units = Choices(self._fields["units"].kind.codes.items[:6], several=True, parent=self)
        self.units.setAccessibleName("走访人单位")
        self.units.setToolTip("算村里的还是镇里的一次，看这里")
        self.method = OneOf("走访方式", METHODS, parent=self)
        self.result = OneOf("情况", RESULTS, parent=self)
        self.asks = AskLines(self)
        self.words = label("一句话记录", "small")
        self.text = editor_for(self._desk, self._fields["text"], self)
        self.more = QWidget(self)
        changes = [item for item in self._fields["changes"].kind.codes.items if item[0] not in ("none", "unknown")]
        self.changes = Choices(changes, several=True, parent=self.more)
        self.changes.setAccessibleName("哪里变了")
        self.six = Choices((*SIX, REST), several=True, parent=self.more)
        self.six.setAccessibleName("六项里有问题的")
        self.changes_words = label("哪里变了", "small")
        self.route = RouteLine(self.more)
        self.sheet = SheetParts(self)
        self.photos = PhotoStrip(self._desk, "visit", self)
        for choices in (self.units, self.changes, self.six):
            tighten(choices)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(8))
        form.setVerticalSpacing(theme.px(4))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        who = QVBoxLayout()
        who.setSpacing(theme.px(4))
        who.addWidget(self.visitors)
        offer = QHBoxLayout()
        offer.addWidget(self.companions)
        offer.addStretch(1)
        who.addLayout(offer)
        form.addRow(label("日期", "small"), self.date)
        form.addRow(label("走访人", "small"), who)
        form.addRow(label("单位", "small"), self.units)
        form.addRow(label("方式", "small"), self.method)
        more = QVBoxLayout(self.more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(theme.px(4))
        for part in (self.changes_words, self.changes, label("六项里有问题的", "small"), self.six, self.route):
            more.addWidget(part)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(6))
        column.addLayout(form)
        for widget in (self.result, self.asks, self.words, self.text, self.more, self.photos):
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        for editor in (self.date, self.visitors, self.text, self.photos, self.asks, self.route):
            editor.edited.connect(self.edited)
        for choices in (self.units, self.method, self.changes):
            choices.picked.connect(self._on_edited)
        self.six.picked.connect(self._on_sheet)
        self.sheet.changes.edited.connect(self._on_sheet)
        self.sheet.income.edited.connect(self.edited)
        self.result.picked.connect(self._on_result)
        self.asks.went_on.connect(self._on_ask)
        self.companions.clicked.connect(self._on_companions)
