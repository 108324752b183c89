"""A return as files: PDF, workbook, Word. The drawing libraries wait for the first one: 今日待办 asks only which returns there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.returns import Content, folded

if TYPE_CHECKING:
    from reports.pdf import Printable


def name_of(*parts: str) -> str:
    """题名-村名-期间 as a file may be called, without its ending."""
    return re.sub(r'[\\/:*?"<>|\s]', "", "-".join(filter(None, parts)))


@dataclass(frozen=True)
class MadeFile:
    """One file of a return, as bytes."""

    name: str
    format: str
    data: bytes
    public: bool
    pages: int


def file_of(content: Content, name: str, format: str, *, public: bool) -> MadeFile:
    """A register or forms in one format."""
    if format == "xlsx":
        from reports.excel import render_excel
        from reports.excel_form import render_forms

        return MadeFile(name, format, render_excel(content.sheet) if content.sheet else render_forms(content.documents), public, 1)
    if format == "docx":
        from reports.word import render_word

        return MadeFile(name, format, render_word(content.sheet or content.documents), public, 1)
    from reports.pdf import render_pdf
    from reports.preview import page_count

    papers: list[Printable] = list(folded(content.sheet)) if content.sheet else list(content.documents)
    data = render_pdf(papers)
    return MadeFile(name, "pdf", data, public, page_count(data))
