"""Bars of done against target in the window: the very drawing that is printed, as wide as there is room, through its SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from gui import theme

if TYPE_CHECKING:
    from reports.document import Bar

LETTERS = 14  # design pixels


class BarChart(QWidget):
    """`put(bars)`; what the bars say is told to those who cannot see them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.bars: tuple[Bar, ...] = ()
        self.picture = QSvgRenderer(self)
        self.setMinimumWidth(theme.px(240))
        self.setAccessibleName(name)

    def put(self, bars: Sequence[Bar]) -> None:
        """Other bars."""
        self.bars = tuple(bars)
        self.setAccessibleDescription("；".join(f"{bar.title} {bar.words}" for bar in bars))
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture at its own size: letters stay as large as everywhere."""
        if self.bars:
            self.picture.render(QPainter(self), self.picture.viewBoxF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars follow the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self._draw()

    def sizeHint(self) -> QSize:
        """As high as the bars are."""
        return QSize(theme.px(400), self.minimumHeight())

    def _draw(self) -> None:
        if self.bars:
            from reports import charts  # the drawing library waits for the first picture

            drawing = charts.bars(self.bars, max(self.width(), self.minimumWidth()), theme.px(LETTERS))
            self.picture.load(QByteArray(charts.svg(drawing, self.font().family())))
            self.setMinimumHeight(int(drawing.height) + 1)
        self.update()
