"""The chain of a monitoring case, drawn: what was done, with whom and by which paper; what comes next; what is far off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.widgets.buttons import button
from gui.widgets.card import Card, label
from gui.widgets.flow import empty
from gui.widgets.tag import Tag
from models.insight.monitoring_case import Place, Stop
from models.kernel import DOUBT
from services.case_papers import FORMS

PUT = "放照片或扫描件"
_COLOURS = {"done": theme.ACCENT, "failed": theme.DANGER, "now": theme.WARNING, "later": theme.FIELD_LINE}
_SIDE, _RADIUS, _MIDDLE = 26, 7, 13  # design pixels: width of the marker, its circle, and how far below the top it sits
_LEAST = 150


@dataclass(frozen=True)
class Link:
    """How a marker hangs in the chain."""

    place: Place
    first: bool = False
    last: bool = False


class Marker(QWidget):
    """A circle on a line: filled when done, a ring for what comes. Words beside it say the same."""

    def __init__(self, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.setFixedWidth(theme.px(_SIDE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Qt."""
        return QSize(theme.px(_SIDE), theme.px(2 * _MIDDLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(self.width() / 2, theme.px(_MIDDLE)), theme.px(_RADIUS)
        painter.setPen(QPen(QColor(theme.LINE), theme.px(2)))
        top = middle.y() if self._link.first else 0
        bottom = middle.y() if self._link.last else self.height()
        painter.drawLine(QPointF(middle.x(), top), QPointF(middle.x(), bottom))
        colour = QColor(_COLOURS[self._link.place])
        painter.setPen(QPen(colour, theme.px(2)))
        painter.setBrush(colour if self._link.place == "done" else QColor(theme.CARD))
        painter.drawEllipse(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))
        painter.setPen(QPen(QColor(theme.CARD if self._link.place == "done" else colour), theme.px(2)))
        if self._link.place == "done":
            self._tick(painter, middle, radius)
        elif self._link.place == "failed":
            arm = radius * 0.4
            painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
            painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))

    def _tick(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        low = middle + QPointF(-radius * 0.1, radius * 0.4)
        painter.drawLine(middle + QPointF(-radius * 0.5, 0), low)
        painter.drawLine(low, middle + QPointF(radius * 0.5, -radius * 0.4))


class Chain(Card):
    """Signals: opened(kind, uid) for a place that can be looked at; papers(uid) to put evidence on a step; print(kind) for its form."""

    opened = Signal(str, str)
    papers = Signal(str)
    print = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("办到哪一步", parent)
        self._now: QWidget | None = None
        self._unrolled = False
        self._inside = QWidget()
        self.rows = QVBoxLayout(self._inside)
        self.rows.setContentsMargins(0, 0, theme.px(6), 0)
        self.rows.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inside)
        # Rows have their places only once the page is laid out, and lose them when a sentence above takes a line.
        self.area.verticalScrollBar().rangeChanged.connect(self._settle)
        self.body.addWidget(self.area, 1)

    def put(self, stops: Sequence[Stop]) -> None:
        """Show these."""
        empty(self.rows)
        near = [stop for stop in stops if stop.place != "later"]
        far = [stop.words for stop in stops if stop.place == "later"]
        self._now = None
        for at, stop in enumerate(near):
            row = self._row(stop, Link(stop.place, at == 0, at == len(near) - 1 and not far))
            self.rows.addWidget(row)
            self._now = row  # what comes next is the last that is near
        if far:
            self.rows.addWidget(_hung(Link("later", last=True), _far(far)))
        self.rows.addStretch(1)
        self._settle()

    def unroll(self, on: bool) -> None:
        """As long as it is, in a page that scrolls as a whole; else it scrolls by itself."""
        self._unrolled = on
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap otherwise."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._inside.layout()
        wanted = layout.heightForWidth(self.area.viewport().width()) if self._unrolled and layout is not None else 0
        self.area.setMinimumHeight(max(wanted, theme.px(_LEAST)))

    def _settle(self) -> None:
        QTimer.singleShot(0, self, self._show_now)

    def _show_now(self) -> None:
        self._fit()
        if self._now is not None and not self._unrolled:
            self.area.ensureVisible(0, self._now.geometry().bottom(), 0, theme.px(90))

    def _row(self, stop: Stop, link: Link) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.setSpacing(0)
        column.addLayout(self._head(stop))
        if stop.said:
            said = label(stop.said, "small", wrap=True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setContentsMargins(theme.px(5), 0, 0, 0)
            column.addWidget(said)
        for severity, text in stop.told:
            told = label(f"{severity}：{text}", "doubt" if severity == DOUBT else "mistake", wrap=True)
            told.setContentsMargins(theme.px(5), 0, 0, 0)
            column.addWidget(told)
        return _hung(link, holder)

    def _head(self, stop: Stop) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(6))
        line.addWidget(self._name(stop))
        if stop.on:
            line.addWidget(label(stop.on, "small"))
        if stop.place == "now":
            line.addWidget(Tag("下一步", "warning"))
        if stop.uid:
            paper = label(f"还没有佐证：{stop.missing}" if stop.missing else "", "doubt", wrap=True)
            paper.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(paper, 1)
            words, call = (f"佐证 {stop.papers} 张", self._on_opened) if stop.papers else (PUT, self._on_papers)
            put = button(words, call, look="aside", picture="photo", tip="看照片，再放几张" if stop.papers else "")
            put.setAccessibleName(f"{stop.words}：{words}")
            put.setProperty("kind", stop.kind)
            put.setProperty("uid", stop.uid)
            line.addWidget(put)
        else:
            line.addStretch(1)
        if stop.kind in FORMS:
            made = button("打印", self._on_print, look="aside", picture="print", tip="打印这一步要用的纸，已经知道的都印上")
            made.setAccessibleName(f"{stop.words}：打印")
            made.setProperty("kind", stop.kind)
            line.addWidget(made)
        return line

    def _name(self, stop: Stop) -> QPushButton:
        made = button(stop.words, self._on_opened, look="place")
        made.setProperty("kind", stop.kind)
        made.setProperty("uid", stop.uid)
        made.setToolTip("看这一步、改这一步" if stop.uid else "")
        return made

    def _on_opened(self) -> None:
        pressed = self.sender()
        self.opened.emit(str(pressed.property("kind")), str(pressed.property("uid")))

    def _on_print(self) -> None:
        self.print.emit(str(self.sender().property("kind")))

    def _on_papers(self) -> None:
        self.papers.emit(str(self.sender().property("uid")))


def _far(words: Sequence[str]) -> QLabel:
    made = label("以后：" + " → ".join(words), "muted", wrap=True)
    made.setContentsMargins(theme.px(5), theme.px(2), 0, 0)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


def _hung(link: Link, content: QWidget) -> QFrame:
    """A row of the chain: its marker, and what stands beside it."""
    row = QFrame()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(6))
    line.addWidget(Marker(link))
    line.addWidget(content, 1)
    return row
