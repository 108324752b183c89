"""Letters and notices by GB/T 9704: title, running text, 附件, the office's name centred over its date, room for the stamp."""

from __future__ import annotations

from collections.abc import Iterable

from reports.document import LETTER_PT, LETTER_TITLE_PT, Block, Document, Paragraph, Space

# 成文日期 stands four characters in from the right edge.
_DATE_INSET = 4
DATE_TO_WRITE = "　　　　年　　月　　日"
_SPACE = "　"


def letter(id: str, title: str, body: Iterable[Block | str], *, unit: str, on: str = "", to: str = "", attachments: Iterable[str] = ()) -> Document:
    """A letter of one office. Strings are paragraphs; `on` is the date as written, a place to write it when empty."""
    blocks = [Paragraph(f"{to}：", indent=False, size=LETTER_PT)] if to else []
    return Document(
        title, (*blocks, *(text(one) if isinstance(one, str) else one for one in body), *_attached(list(attachments)), *closing(unit, on)),
        id=id, letter=True, title_pt=LETTER_TITLE_PT,
    )  # fmt: skip


def text(words: str, *, kept: bool = False) -> Paragraph:
    """A paragraph of the letter."""
    return Paragraph(words, size=LETTER_PT, kept=kept)


def heading(words: str, level: int = 1) -> Paragraph:
    """一、 in 黑体, （一） in 楷体, 1. as the text."""
    return Paragraph(words, size=LETTER_PT, strong=level == 1, style="楷体" if level == 2 else "仿宋")


def closing(unit: str, on: str = "") -> tuple[Block, ...]:
    """The office centred over the date; the two are never parted from the last line of text."""
    from reports.fonts import face  # here: the list of forms is wanted before anything is drawn

    when = on or DATE_TO_WRITE
    middle = _DATE_INSET + face("仿宋").width(when) / 2
    inset = max(0, round(middle - face("仿宋").width(unit) / 2))
    lines = (unit + _SPACE * inset, when + _SPACE * _DATE_INSET)
    return (Space(14), *(Paragraph(line, indent=False, align="right", size=LETTER_PT, kept=True) for line in lines))


def _attached(titles: list[str]) -> Iterable[Block]:
    """附件：1. …, one below another, without a full stop."""
    if titles:
        yield Space(8)
    for number, title in enumerate(titles, 1):
        lead = "附件：" if number == 1 else _SPACE * 3
        yield text(f"{lead}{f'{number}. ' if len(titles) > 1 else ''}{title}", kept=True)
