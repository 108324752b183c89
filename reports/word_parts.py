"""The parts of a Word file that python-docx has no words for: fonts for Chinese, pages and their feet, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.document import FONT_NAMES, LETTER_FOOT, LETTER_LEFT, LETTER_RIGHT, LETTER_TOP
from reports.pdf_table import PAD
from reports.printable import clean
from reports.sheet import FOOT_MM, PAPERS, SIDE_MM, TOP_MM

_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def set_text(paragraph: Any, text: str, *, size: float, style: str = "仿宋", align: str = "left") -> None:
    """A run of text in a paragraph that has none."""
    paragraph.alignment = _SIDES[align]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(clean(text))
    set_font(run, style, size)


def set_font(run: Any, style: str, size: float) -> None:
    """Latin letters and Chinese ones have a font of their own each in Word."""
    name = FONT_NAMES[style]
    run.font.name, run.font.size = name, Pt(size)
    set_attributes(run.font.element.get_or_add_rPr().get_or_add_rFonts(), eastAsia=name)


def set_attributes(element: Any, **values: str) -> None:
    """Attributes of Word's own namespace."""
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)


def set_page(section: Any, paper: str, *, letter: bool) -> None:
    """Paper and margins of a section."""
    width, height = PAPERS[paper]
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    edges = (LETTER_LEFT, LETTER_RIGHT, LETTER_TOP, LETTER_FOOT) if letter else (SIDE_MM, SIDE_MM, TOP_MM, FOOT_MM)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = map(Mm, edges)
    section.footer_distance = Mm(LETTER_FOOT - 10 if letter else 7)


def set_foot(section: Any, code: str, *, letter: bool, first: bool) -> None:
    """The page, and the code by which the paper is found again."""
    if not first:
        section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = _SIDES["center"]
    if code:
        set_font(paragraph.add_run(f"{code}　　"), "仿宋", 7.0)
    style, size = ("宋体", 14.0) if letter else ("仿宋", 9.0)
    for words, field in (("— " if letter else "第", ""), ("", "PAGE"), (" —" if letter else "页 共", "")) + (
            () if letter else (("", "NUMPAGES"), ("页", ""))):
        run = paragraph.add_run(words)
        set_font(run, style, size)
        if field:
            _field(run, field)


def _field(run: Any, name: str) -> None:
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            set_attributes(element, fldCharType=kind)
        else:
            element.text = name
        run.font.element.append(element)


def lay_row(row: Any, widths: Sequence[float], height_mm: float) -> None:
    """The widths and the least height of a row, which stays in one piece."""
    if height_mm:
        row.height = Mm(height_mm)
    flag_row(row, "w:cantSplit")
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER


def flag_row(row: Any, name: str) -> None:
    """A property of a row that is there or not."""
    _around(row.cells[0], "w:tr").get_or_add_trPr().append(OxmlElement(name))


def narrow(table: Any) -> None:
    """Cells with the air that the PDF gives them, so that a number of 18 digits stands in one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        set_attributes(edge, w=str(round(PAD * 20)), type="dxa")
        margins.append(edge)
    _around(table.rows[0].cells[0], "w:tbl").tblPr.append(margins)


def _around(cell: Any, name: str) -> Any:
    return next(cell.paragraphs[0].paragraph_format.element.iterancestors(qn(name)))

