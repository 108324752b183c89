"""What a form or letter says, line by line, so that two of them can be laid beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from reports.document import (
    Bars,
    Block,
    Chapter,
    Checks,
    CutLine,
    Document,
    Pairs,
    Paragraph,
    Photo,
    Ruled,
    Signatures,
    WritingLines,
)
from reports.sheet import Band, Column, Row, between, cell_text


def lines(document: Document) -> list[str]:
    """Every text of it in the order of reading; what is there to be written on says nothing."""
    return [line for line in (document.title, *(line for block in document.blocks for line in _block(block))) if line.strip()]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text) | CutLine(text=text):
            yield from text.split("\n")
        case Chapter(title=title) | WritingLines(label=title):
            yield title
        case Pairs(lines=grid):
            yield from (f"{heading}：{value}" for line in grid for heading, value in line if value)
        case Ruled(columns=columns, rows=rows, bands=bands):
            yield from (line.text if isinstance(line, Band) else row_line(columns, line) for line in between(rows, bands))
        case Checks(choices=choices):
            yield from (f"{one.label}：{'、'.join(word for word in one.options if word in one.chosen)}" for one in choices)
        case Signatures(labels=labels) | Photo(lines=labels):
            yield from labels
        case Bars(bars=bars):
            yield from (f"{one.title}：{one.words}" for one in bars)


def row_line(columns: tuple[Column, ...], row: Row) -> str:
    """A row as a line."""
    return "　".join(filter(None, (cell_text(value, column.kind) for value, column in zip(row, columns, strict=True))))
