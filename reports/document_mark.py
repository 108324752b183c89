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
_MASK = 3  # any is read as well; to try all eight takes longer than the rest of the sheet
_OVERLAP = 0.04  # squares that only touch are parted by hairlines on a screen


def draw_mark(pen: Pen, mark: str, right: float, top: float) -> None:
    """The QR as squares, not as a picture: it is as sharp as the printer, and small."""
    rows = _runs(mark)
    left, y = right - QR_MM * MM, top + _RAISED
    pen.canvas.saveState()
    pen.canvas.translate(left, y)
    pen.canvas.scale(QR_MM * MM / len(rows), -QR_MM * MM / len(rows))
    # Written out as they are: a hundred sheets have ten thousand squares, and a path would format each of their numbers.
    squares = (f"{start} {row} {length + _OVERLAP} {1 + _OVERLAP} re" for row, runs in enumerate(rows) for start, length in runs)
    pen.canvas.addLiteral(" ".join((*squares, "f")))
    pen.canvas.restoreState()
    label = f"编号 {mark}"
    drawer = face("仿宋")
    pen.put(right - drawer.width(label) * LABEL_PT, y - QR_MM * MM - LABEL_PT * 1.3, label, face=drawer, size=LABEL_PT)


@lru_cache(maxsize=8)
def _runs(mark: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The black squares of each row as (where, how many); of the letters alone, which need the smallest code."""
    code = segno.make_qr(mark.replace("-", ""), error="q", mask=_MASK)
    return tuple(tuple(_black(row)) for row in code.matrix)


def _black(row: bytes | bytearray) -> list[tuple[int, int]]:
    found, at = [], 0
    for black, squares in groupby(row):
        length = len(list(squares))
        if black:
            found.append((at, length))
        at += length
    return found
