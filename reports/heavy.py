"""A heavy cut of a font that has one weight: the outlines of the characters that are used are grown before they are embedded.

A line stroked around each character would do on paper, but no viewer draws it thinner than a pixel: small heads run together on a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from functools import lru_cache
from itertools import accumulate, pairwise
from math import hypot
from struct import calcsize, pack, unpack, unpack_from
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import TTFont, TTFontFace, TTFontMaker

# How far an outline moves out on each side, in units of the letter's size: heads are heavier than text by as much as offices' 黑体.
GROWTH = 0.017
_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
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
    tables = {file[at : at + 4].decode("latin1"): file[start : start + size]
              for at in range(12, 12 + 16 * unpack_from(">H", file, 4)[0], 16) for start, size in [unpack_from(">LL", file, at + 8)]}
    [long] = unpack_from(">h", tables["head"], 50)
    [units] = unpack_from(">H", tables["head"], 18)
    count = unpack_from(">H", tables["maxp"], 4)[0] + 1
    ends = unpack(f">{count}L", tables["loca"][: 4 * count]) if long else [2 * end for end in unpack(f">{count}H", tables["loca"][: 2 * count])]
    glyphs = [_glyph(tables["glyf"][start:end], GROWTH * units) for start, end in pairwise(ends)]
    glyphs = [glyph + bytes(-len(glyph) % 4) for glyph in glyphs]
    tables["glyf"] = b"".join(glyphs)
    tables["loca"] = pack(f">{count}L", *accumulate(map(len, glyphs), initial=0))
    tables["head"] = tables["head"][:50] + pack(">h", 1) + tables["head"][52:]
    maker = TTFontMaker()
    for tag, table in tables.items():
        maker.add(tag, table)
    made: bytes = maker.makeStream()
    return made


@lru_cache(maxsize=4096)
def _glyph(data: bytes, by: float) -> bytes:
    """One outline; what is put together from others grows with them."""
    contours = unpack_from(">h", data)[0] if data else 0
    if contours <= 0:
        return data
    left = unpack_from(">h", data, 2)[0]
    ends = unpack_from(f">{contours}H", data, 10)
    curves, points = _points(data, 10 + 2 * contours, ends[-1] + 1)
    starts = (0, *(end + 1 for end in ends))
    outlines = [points[start : end + 1] for start, end in zip(starts, ends, strict=False)]
    side = by if sum(map(_area, outlines)) < 0 else -by  # outlines go round their ink one way or the other
    moved = [point for outline in outlines for point in _moved(outline, side)]
    shift = left - min(x for x, _ in moved)  # it begins where it began, as the table of widths says
    xs, ys = [round(x + shift) for x, _ in moved], [round(y) for _, y in moved]
    box = pack(">hhhhh", contours, min(xs), min(ys), max(xs), max(ys))
    steps = [after - before for line in (xs, ys) for before, after in zip((0, *line), line, strict=False)]
    return box + pack(f">{contours}HH", *ends, 0) + bytes(curves) + pack(f">{len(steps)}h", *steps)


def _points(data: bytes, at: int, count: int) -> tuple[list[int], list[Point]]:
    """Which points lie on the curve, and where all of them are."""
    at += 2 + unpack_from(">H", data, at)[0]
    flags: list[int] = []
    while len(flags) < count:
        flag, at = data[at], at + 1
        again = data[at] if flag & _REPEAT else 0
        at += bool(flag & _REPEAT)
        flags += [flag] * (1 + again)
    lines: list[list[int]] = []
    for short, same in ((_SHORT_X, _SAME_X), (_SHORT_Y, _SAME_Y)):
        steps = []
        for flag in flags:
            form = ">B" if flag & short else ">h" if not flag & same else ">"
            step = sum(unpack_from(form, data, at))
            steps.append(-step if flag & short and not flag & same else step)
            at += calcsize(form)
        lines.append(list(accumulate(steps)))
    return [flag & _ON_CURVE for flag in flags], list(zip(*lines, strict=True))


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
