"""The strokes of a form's blocks: ruled pairs, tick boxes, lines to write on, the line to cut along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from reports import document as form
from reports.fonts import face
from reports.pdf_table import BORDER, LEADING, PAD, RULE, Slab, Table, glue
from reports.pdf_text import MIDDLE, Line, Pen, wrap
from reports.sheet import MM, SMALLEST_PT, fill_width

_INDENT = "　　"


@dataclass(frozen=True)
class PairsLine:
    """One line of a ruled grid: its cells with their left edges, and its height."""

    pen: Pen
    cells: tuple[tuple[float, tuple[Line, ...], bool], ...]
    right: float
    height: float
    size: float

    def draw(self, top: float, *, first: bool, last: bool) -> None:
        """Draws cells and rules; the outer edges of the whole grid are heavier."""
        canvas, bottom, left = self.pen.canvas, top - self.height, self.cells[0][0]
        for at, (x, lines, strong) in enumerate(self.cells):
            end = self.cells[at + 1][0] if at + 1 < len(self.cells) else self.right
            y = top - self.height / 2 + (len(lines) - 1) * self.size * LEADING / 2 - MIDDLE * self.size
            for text, width in lines:
                start = (x + end - width) / 2 if strong else x + PAD
                self.pen.put(start, y, text, face=face("黑体" if strong else "仿宋"), size=self.size)
                y -= self.size * LEADING
            canvas.setLineWidth(BORDER if at == 0 else RULE)
            canvas.line(x, top, x, bottom)
        canvas.setLineWidth(BORDER)
        canvas.line(self.right, top, self.right, bottom)
        canvas.setLineWidth(BORDER if first else RULE)
        canvas.line(left, top, self.right, top)
        if last:
            canvas.setLineWidth(BORDER)
            canvas.line(left, bottom, self.right, bottom)


def label_width(block: form.Pairs, width: float) -> float:
    """One width for all headings of a grid: the longest, up to a fifth of the page."""
    drawer = face("黑体")
    longest = max(drawer.width(key) for line in block.lines for key, _ in line)
    return min(longest * block.size + 2 * PAD, width / 5)


def pairs_line(
    pen: Pen, block: form.Pairs, pairs: Sequence[tuple[str, str]], *, keys: float, left: float, right: float
) -> PairsLine:
    """Measures one line of pairs; the values share what the headings leave."""
    share = (right - left) / len(pairs)
    cells: list[tuple[float, tuple[Line, ...], bool]] = []
    for number, (key, value) in enumerate(pairs):
        x = left + number * share
        cells.append((x, wrap(key, face("黑体"), block.size, keys - PAD), True))
        cells.append((x + keys, wrap(value, face("仿宋"), block.size, share - keys - 2 * PAD), False))
    tallest = max(len(lines) for _, lines, _ in cells)
    height = max(block.height_mm * MM, tallest * block.size * LEADING + 2 * MM)
    return PairsLine(pen, tuple(cells), right, height, block.size)


def ruled_table(block: form.Ruled, *, left: float, width: float) -> tuple[Table, list[Slab]]:
    """The table of a block with its filled and blank rows."""
    widths = [one * MM for one in fill_width(block.columns, width / MM)]
    table = Table(block.columns, widths, left=left, size=block.size, min_height=block.height_mm * MM)
    return table, glue([slab for line in block.lines for slab in table.line(line)], len(block.columns))


def draw_writing_line(pen: Pen, block: form.WritingLines, label: str, left: float, right: float, top: float) -> None:
    """A line to write on; the label stands on it and the line begins after the label."""
    drawer, base = face("仿宋"), top - block.height_mm * MM + 1.2 * MM
    if label:
        pen.put(left, base + 1.2 * MM, label, face=drawer, size=block.size)
        left += drawer.width(label) * block.size + 1 * MM
    pen.canvas.setLineWidth(RULE)
    pen.canvas.line(left, base, right, base)


def draw_checks(
    pen: Pen, block: form.Checks, choices: Sequence[form.Choice], left: float, right: float, top: float
) -> None:
    """Questions side by side, each with its tick boxes and, when asked, a line to write on."""
    drawer = face("仿宋")
    share = (right - left) / block.across
    for number, choice in enumerate(choices):
        size = _fitting(choice, block.size, share - 3 * MM)
        base = top - block.height_mm * MM / 2 - MIDDLE * size
        x, end = left + number * share, left + (number + 1) * share - 3 * MM
        pen.put(x, base, choice.label, face=drawer, size=size)
        x += drawer.width(choice.label) * size + 2.5 * MM
        for option in choice.options:
            tick_box(pen, x, base, size=size, ticked=option in choice.chosen)
            pen.put(x + size, base, option, face=drawer, size=size)
            x += size + drawer.width(option) * size + 3 * MM
        if choice.blank and x < end:
            pen.canvas.setLineWidth(RULE)
            pen.canvas.line(x, base - 1.2 * MM, end, base - 1.2 * MM)


def on_lines(block: form.Checks, choice: form.Choice, width: float) -> list[form.Choice]:
    """A question with more answers than one line holds, on as many lines as it needs; the last one has the line to write on."""
    drawer, size = face("仿宋"), block.size
    lines: list[list[str]] = [[]]
    begin = drawer.width(choice.label) * size + 2.5 * MM
    used = begin
    for option in choice.options:
        step = size + drawer.width(option) * size + 3 * MM
        if used + step > width and lines[-1]:
            lines.append([])
            used = drawer.width(_INDENT) * size + 2.5 * MM
        lines[-1].append(option)
        used += step
    last = len(lines) - 1
    return [form.Choice(_INDENT if at else choice.label, tuple(options), choice.chosen, choice.blank and at == last)
            for at, options in enumerate(lines)]


def _fitting(choice: form.Choice, size: float, room: float) -> float:
    """A question with a long name in it is set smaller before it runs off the paper."""
    drawer = face("仿宋")
    letters = drawer.width(choice.label) + sum(1 + drawer.width(option) for option in choice.options)
    gaps = 2.5 * MM + 3 * MM * len(choice.options)
    return min(size, max(SMALLEST_PT, (room - gaps) / max(letters, 1)))


def tick_box(pen: Pen, x: float, base: float, *, size: float, ticked: bool) -> None:
    """A box drawn, not typed: no font need have it, and the tick is the same everywhere."""
    canvas, side, low = pen.canvas, size * 0.78, base - size * 0.03
    canvas.setLineWidth(0.7)
    canvas.rect(x, low, side, side)
    if ticked:
        canvas.setLineWidth(1.3)
        canvas.lines([
            (x + side * 0.18, low + side * 0.5, x + side * 0.42, low + side * 0.2),
            (x + side * 0.42, low + side * 0.2, x + side * 0.85, low + side * 0.85),
        ])


def draw_cut_line(pen: Pen, left: float, right: float, y: float, text: str) -> None:
    """A dashed line across, its word in the middle of it."""
    drawer, size = face("仿宋"), 9.0
    half = drawer.width(text) * size / 2 + 2 * MM if text else 0.0
    middle = (left + right) / 2
    pen.canvas.saveState()
    pen.canvas.setLineWidth(RULE)
    pen.canvas.setDash(4, 3)
    pen.canvas.lines([(left, y, middle - half, y), (middle + half, y, right, y)])
    pen.canvas.restoreState()
    pen.aligned(left, right, y, text, align="center", face=drawer, size=size)


def draw_contents_line(
    pen: Pen, block: form.Contents, words: tuple[str, str], left: float, right: float, top: float
) -> None:
    """A chapter, dots, and its page at the right edge."""
    drawer, size = face("仿宋"), block.size
    title, page = words
    base = top - block.size - MIDDLE * size
    begin, end = left + drawer.width(title) * size + 2 * MM, right - drawer.width(page) * size
    dots = "." * max(0, int((end - 2 * MM - begin) / (drawer.width(".") * size)))
    for x, text in ((left, title), (end - 2 * MM - drawer.width(dots) * size, dots), (end, page)):
        pen.put(x, base, text, face=drawer, size=size)


def draw_photo(pen: Pen, block: form.Photo, left: float, right: float, top: float) -> None:
    """A picture as large as its place allows, the first line below it strong; an empty place is framed and says why."""
    drawer, leading = face("仿宋"), block.size * LEADING
    lines = [(line, strong) for at, text in enumerate(block.lines) for strong in [at == 0]
             for line, _ in wrap(text, face("黑体" if strong else "仿宋"), block.size, right - left)]
    bottom = top - block.height_mm * MM + 4 * MM + len(lines) * leading
    if block.data:
        picture = ImageReader(BytesIO(block.data))
        wide, high = picture.getSize()
        scale = min((right - left) / wide, (top - bottom) / high)
        x, y = (left + right - wide * scale) / 2, bottom + (top - bottom - high * scale) / 2
        pen.canvas.drawImage(picture, x, y, wide * scale, high * scale, mask="auto")
        pen.canvas.setLineWidth(RULE)
        pen.canvas.rect(x, y, wide * scale, high * scale)  # white paper on white paper has no edge of its own
    else:
        pen.canvas.setLineWidth(RULE)
        pen.canvas.rect(left, bottom, right - left, top - bottom)
        pen.aligned(left, right, (top + bottom) / 2, block.instead, align="center", face=drawer, size=block.size)
    y = bottom - 1.5 * MM - leading / 2
    for text, strong in lines:
        pen.aligned(left, right, y, text, align="center", face=face("黑体") if strong else drawer, size=block.size)
        y -= leading
