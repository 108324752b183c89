"""Bars of what is done against what is to be reached: one drawing for the paper (PDF) and for the window (SVG).

The frame of a bar is the whole target, its dark part what is done; the words above say the same, so that a black and
white copy, or somebody who cannot tell colours apart, loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from reportlab.graphics import renderPDF, renderSVG, shapes
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.document import Bar
from reports.fonts import face
from reports.printable import clean

_shapes: Any = shapes  # its published types know no colours
DONE, FRAME, INK = HexColor(0x1F5FA8), HexColor(0x5B6B7B), HexColor(0x1B2733)
_LETTERS = "仿宋"
_LINE, _BAR, _GAP = 1.55, 0.8, 0.95  # in units of the letters: a line of words, a bar, and the room below it
_CLIP = re.compile(r"<clipPath.*?</clipPath>|clip-path: url\(#clip\)", re.DOTALL)


def ready() -> None:
    """Read the letters, which the first drawing waits for: half a second that belongs on a worker."""
    face(_LETTERS)


def height_of(bar: Bar, width: float, size: float) -> float:
    """How much room one bar takes: its words go below its title where both do not fit on a line."""
    return size * (_LINE * (1 if _fits(bar, width, size) else 2) + _BAR + _GAP)


def bars(lines: Sequence[Bar], width: float, size: float) -> Any:
    """The drawing, as high as it needs to be."""
    heights = [height_of(bar, width, size) for bar in lines]
    top = sum(heights)
    drawing = _shapes.Drawing(width, top)
    for bar, high in zip(lines, heights, strict=True):
        _draw_bar(drawing, bar, top, width, size)
        top -= high
    return drawing


def svg(drawing: Any, family: str) -> bytes:
    """The drawing for the window, in the window's own letters."""
    # Qt draws plain shapes only: the frame to clip by would become a black ground.
    text: str = _CLIP.sub("", renderSVG.drawToString(drawing))
    return text.replace(f"font-family: {face(_LETTERS).name}", f"font-family: '{family}'").encode()


def draw(canvas: Canvas, drawing: Any, x: float, y: float) -> None:
    """The drawing on paper, its lower left corner at x, y."""
    # Else every drawing begins by naming a font of reportlab's own, which no file carries.
    _shapes.STATE_DEFAULTS["fontName"] = face(_LETTERS).name
    renderPDF.draw(drawing, canvas, x, y)


def _fits(bar: Bar, width: float, size: float) -> bool:
    return face(_LETTERS).width(clean(f"{bar.title}　{bar.words}")) * size <= width


def _draw_bar(drawing: Any, bar: Bar, top: float, width: float, size: float) -> None:
    y = top - size * 1.1
    _write(drawing, 1, y, bar.title, size, "start")
    if _fits(bar, width, size):
        _write(drawing, width - 1, y, bar.words, size, "end")
    else:
        y -= size * _LINE
        _write(drawing, 1, y, bar.words, size, "start")
    y -= size * (_LINE - 1.1 + _BAR)
    high, whole = size * _BAR, width - 2
    drawing.add(_shapes.Rect(1, y, whole * max(0.0, min(bar.share, 1.0)), high, fillColor=DONE, strokeColor=None))
    drawing.add(_shapes.Rect(1, y, whole, high, fillColor=None, strokeColor=FRAME, strokeWidth=0.8))


def _write(drawing: Any, x: float, y: float, text: str, size: float, anchor: str) -> None:
    drawing.add(_shapes.String(x, y, clean(text), fontName=face(_LETTERS).name, fontSize=size, fillColor=INK, textAnchor=anchor))
