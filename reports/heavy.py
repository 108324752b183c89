"""A heavy cut of a font that has one weight: the outlines of the characters that are used are grown before they are embedded.

A line stroked around each character would do on paper, but no viewer draws it thinner than a pixel: small heads run together on a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from weakref import WeakKeyDictionary

from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

# How far an outline moves out on each side, in units of the letter's size: heads are heavier than text by as much as offices' 黑体.
GROWTH = 0.017
# Where an outline turns back on itself there is no outside to move to.
_TURNED_BACK = 0.0625

Point = tuple[float, float]


def heavy(font: TTFont, name: str) -> TTFont:
    """The same font, drawn heavier; what was read from its file is shared."""
    made = copy(font)
    made.fontName, made.state, made.face = name, WeakKeyDictionary(), _HeavyFace(font.face)
    return made


class _HeavyFace(TTFontFace):
    """Makes a subset as its like does, then grows it."""

    def __init__(self, like: TTFontFace) -> None:
        self.__dict__.update(like.__dict__)
        self.name = like.name + b"Bold"

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802 - reportlab's name
        """The font file that a PDF carries."""
        return grown(super().makeSubset(subset))


def grown(file: bytes) -> bytes:
    """A TrueType file with every outline moved out; advances stay, so that nothing need be measured anew."""
    font, out = FontFile(BytesIO(file), lazy=True, recalcBBoxes=False, recalcTimestamp=False), BytesIO()
    outlines = font["glyf"].glyphs
    for name, glyph in outlines.items():
        outlines[name] = Glyph(_glyph(getattr(glyph, "data", b""), GROWTH * font["head"].unitsPerEm))
    font.save(out, reorderTables=None)
    return out.getvalue()


@lru_cache(maxsize=4096)
def _glyph(data: bytes, by: float) -> bytes:
    """One character moved out; it begins where it began, as the table of widths says."""
    if int.from_bytes(data[:2], "big", signed=True) < 1:  # a space; and what is put together from others grows with them
        return data
    glyph = Glyph(data)
    glyph.expand(None)
    left, points = glyph.xMin, list(glyph.coordinates)
    contours = [points[start:end] for start, end in pairwise((0, *(end + 1 for end in glyph.endPtsOfContours)))]
    side = by if sum(map(_area, contours)) < 0 else -by  # outlines go round their ink one way or the other
    moved = [point for contour in contours for point in _moved(contour, side)]
    shift = left - min(x for x, _ in moved)
    glyph.coordinates = GlyphCoordinates([(round(x + shift), round(y)) for x, y in moved])
    made: bytes = glyph.compile(None)
    return made


def _area(outline: Sequence[Point]) -> float:
    """Twice what an outline encloses, below nothing when it goes round with the clock."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(outline, (*outline[1:], outline[0]), strict=True))


def _moved(outline: Sequence[Point], by: float) -> Iterator[Point]:
    """Each point moved along the middle of its corner, no further than the sides that meet there are long."""
    for at, (x, y) in enumerate(outline):
        (a, b), before = _way(outline, at, -1)
        (c, d), after = _way(outline, at, 1)
        straight = 1 - (a * c + b * d)
        if not before or not after or straight < _TURNED_BACK:
            yield x, y
            continue
        far = min(abs(by) / straight, before, after) * (1 if by > 0 else -1)
        yield x + far * (b - d), y + far * (c - a)


def _way(outline: Sequence[Point], at: int, step: int) -> tuple[Point, float]:
    """The direction from a point to the next one elsewhere, and how far that is."""
    x, y = outline[at]
    for more in range(1, len(outline)):
        u, v = outline[(at + step * more) % len(outline)]
        if long := hypot(u - x, v - y):
            return ((u - x) / long, (v - y) / long), long
    return (0.0, 0.0), 0.0
