"""编号 and its QR in the upper corner of a paper that comes back: typed or scanned, it opens the place where the paper is entered."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno

from reports.fonts import face
from reports.pdf_text import Pen
from reports.sheet import MM

QR_MM, LABEL_PT = 15.0, 9.0
_RAISED = 4 * MM  # into the margin above, where a printer still reaches
_OVERLAP = 0.04  # squares that only touch are parted by hairlines on a screen


def draw_mark(pen: Pen, mark: str, right: float, top: float) -> None:
    """The QR as squares, not as a picture: it is as sharp as the printer, and small."""
    step = QR_MM * MM / len(_runs(mark))
    left, y = right - QR_MM * MM, top + _RAISED
    path = pen.canvas.beginPath()
    for row, runs in enumerate(_runs(mark), 1):
        for start, length in runs:
            path.rect(left + start * step, y - row * step, (length + _OVERLAP) * step, (1 + _OVERLAP) * step)
    pen.canvas.drawPath(path, stroke=0, fill=1)
    label = f"编号 {mark}"
    drawer = face("仿宋")
    pen.put(right - drawer.width(label) * LABEL_PT, y - QR_MM * MM - LABEL_PT * 1.3, label, face=drawer, size=LABEL_PT)


@lru_cache(maxsize=8)
def _runs(mark: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The black squares of each row as (where, how many); of the letters alone, which need the smallest code."""
    code = segno.make_qr(mark.replace("-", ""), error="q")
    return tuple(tuple(_black(row)) for row in code.matrix)


def _black(row: bytes | bytearray) -> list[tuple[int, int]]:
    found, at = [], 0
    for black, squares in groupby(row):
        length = len(list(squares))
        if black:
            found.append((at, length))
        at += length
    return found
