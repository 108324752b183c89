"""附口径: under a paper what each of its numbers means, in the very words of the figures that were asked while it was made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from models.insight.figures import FIGURES
from reports.document import Document, Paragraph, Space
from reports.returns.declaration import Content
from reports.sheet import SMALLEST_PT


def explained(content: Content, ids: Collection[str]) -> Content:
    """The same paper with the 口径 of these figures at its end."""
    if not ids:
        return content
    words = "口径　" + "".join(f"{FIGURES[id].title}：{FIGURES[id].definition}" for id in dict.fromkeys(ids))
    if content.sheet:
        return replace(content, sheet=replace(content.sheet, footnotes=(*content.sheet.footnotes, words)))
    *others, last = content.documents
    return replace(content, documents=(*others, _with_note(last, words)))


def _with_note(document: Document, words: str) -> Document:
    note = Paragraph(words, indent=False, size=SMALLEST_PT)
    return replace(document, blocks=(*document.blocks, Space(), note))
