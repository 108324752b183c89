"""Measuring, breaking and placing text on a PDF page, without platypus: a register of 5,000 rows must print at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from reports.fonts import Face, face
from reports.printable import clean

Line = tuple[str, float]
"""A line of text with its width in points."""

# Chinese line breaking: what may not begin a line, and what may not end one.
NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％·…—,.;:?!)]}%°℃㎡")
NOT_LAST = frozenset("（《〈「『【〔“‘([{￥¥")
# Where words of a few characters come apart: before a bracket that ends them, between the parts of a name.
JOINT = re.compile("(?<=.)(?=（[^（）]*）$)|(?<=·)")
# The middle of a Chinese glyph stands this far above the baseline, in units of its size, in every font.
MIDDLE = 0.36
# An ID or an amount slightly too wide is pressed rather than broken.
TIGHTEST, TIGHT_WORD = 0.78, 0.81
# How far below the baseline a grown box to tick begins, in units of the size.
BOX_DROP = 0.14


def wrap(text: str, face: Face, size: float, width: float) -> tuple[Line, ...]:
    """The text broken into lines no wider than `width`; an empty text is one empty line."""
    whole = face.width(text) * size
    if whole <= width and text.isprintable():
        return ((text, whole),)
    lines: list[Line] = []
    for paragraph in clean(text).split("\n"):
        lines.extend(_broken(paragraph, face, size, width))
    return tuple(lines)


def _broken(text: str, face: Face, size: float, width: float) -> list[Line]:
    """Greedy breaking: back to the last place where a break is allowed, else hard where the line is full."""
    lines: list[Line] = []
    start, chance, used = 0, 0, 0.0
    index = 0
    while index < len(text):
        step = face.advance(text[index]) * size
        if index > start and may_break(text[index - 1], text[index]):
            chance = index
        if used + step > width and index > start:
            end = chance if chance > start else index
            lines.append(_line(text[start:end], face, size))
            start = index = end
            chance, used = end, 0.0
            continue
        used += step
        index += 1
    lines.append(_line(text[start:], face, size))
    return lines


def wrap_few(text: str, face: Face, size: float, width: float) -> tuple[Line, ...]:
    """A few words in a narrow place: broken where they are joined, what stands in brackets below; else in lines of about one length:
    常住 over 人口, not 常住人 over 口.
    """
    lines = wrap(text, face, size, width)
    if len(lines) == 1 or "\n" in text:
        return lines
    joined = wrap(JOINT.sub("\n", text), face, size, width)
    if JOINT.search(text) and len(joined) <= len(lines) and all(len(line) > 1 for line, _ in joined):
        return joined
    narrow = sum(wide for _, wide in lines) / len(lines)
    while narrow < width:
        even = wrap(text, face, size, narrow + 0.01)
        if len(even) == len(lines):
            return even
        narrow += size / 2
    return lines


def _line(text: str, face: Face, size: float) -> Line:
    text = text.strip(" ")
    return text, face.width(text) * size


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters: never inside a number or a Latin word."""
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return not (before.isascii() and after.isascii() and before != " " and after != " ")


class Pen:
    """Gathers the text of one page by face and size, so that the font is named once a page and not once a cell."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._texts: dict[tuple[Face, float], PDFTextObject] = {}

    def put(self, x: float, y: float, text: str, *, face: Face, size: float) -> None:
        """Draws one line of text with its left end at x and its baseline at y."""
        out = self._texts.get((face, size)) or self._open(face, size)
        out.setTextOrigin(x, y)
        if face.plain(text):
            # textLine, unlike textOut, does not measure once more what the layout has measured.
            out.textLine(text)
            return
        for name, piece in face.runs(text):
            grown = face.grown(piece)
            out.setFont(name, size * grown)
            if grown > 1:  # what grew stands on the line of the others' feet
                out.setRise(-BOX_DROP * size)
            out.textOut(piece)
            if grown > 1:
                out.setRise(0)
        out.setFont(face.name, size)

    def pressed(self, x: float, y: float, text: str, *, face: Face, size: float, scale: float) -> None:
        """As put, with the characters narrowed to `scale` (1 is natural width)."""
        out = self._texts.get((face, size)) or self._open(face, size)
        out.setHorizScale(round(scale * 100, 1))
        self.put(x, y, text, face=face, size=size)
        out.setHorizScale(100)

    def aligned(self, left: float, right: float, y: float, text: str, *, align: str, face: Face, size: float) -> None:
        """One line between two edges, its middle at the height y."""
        text = clean(text).replace("\n", " ")
        width = face.width(text) * size
        at = {"left": left, "right": right - width}.get(align, (left + right - width) / 2)
        self.put(at, y - MIDDLE * size, text, face=face, size=size)

    def signatures(self, labels: Sequence[str], *, left: float, right: float, y: float, size: float) -> None:
        """Labels along one line, the room left over shared out for the handwriting after each."""
        drawer = face("仿宋")
        widths = [drawer.width(label) * size for label in labels]
        gap = (right - left - sum(widths)) / max(1, len(labels))
        for label, width in zip(labels, widths, strict=True):
            self.put(left, y, label, face=drawer, size=size)
            left += width + gap

    def _open(self, face: Face, size: float) -> PDFTextObject:
        out = self.canvas.beginText()
        out.setFont(face.name, size)
        self._texts[face, size] = out
        return out

    def lift(self) -> None:
        """Puts the gathered text on the page."""
        for out in self._texts.values():
            self.canvas.drawText(out)
        self._texts.clear()
