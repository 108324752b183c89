"""Word files are read back by python-docx: the same words in the same cells as on paper, and GB/T 9704 for letters."""

from decimal import Decimal
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.document import (
    LETTER_PT,
    Checks,
    Choice,
    Document,
    Pairs,
    Paragraph,
    Ruled,
    Signatures,
    WritingLines,
)
from reports.sheet import Column, Sheet
from reports.word import render_word

COLUMNS = (Column("序号", 10, kind="number"), Column("户主", 30), Column("金额", 30, kind="money", total=True))


def test_a_letter_keeps_to_the_margins_letters_and_lines_of_the_standard() -> None:
    letter = Document("关于某事的公示", (Paragraph("正文一段。", size=LETTER_PT), Paragraph("某某村村民委员会", align="right", size=LETTER_PT)),
                      letter=True, title_pt=22, code="ABCD-EFGH")
    file = docx.Document(BytesIO(render_word(letter)))
    section = file.sections[0]
    edges = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(side / Mm(1)) for side in edges] == [28, 26, 37, 35]
    body = next(one for one in file.paragraphs if one.text == "正文一段。")
    assert body.runs[0].font.size == Pt(16)
    assert body.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert abs(body.paragraph_format.line_spacing - Pt(29)) < Pt(0.1)
    assert "ABCD-EFGH" in section.footer.paragraphs[0].text
    assert file.core_properties.author == "振兴台账"


def test_every_block_and_every_cell_of_a_register_is_there() -> None:
    sheet = Sheet("2.9", "汇总表", COLUMNS, ((1, "白小甲", Decimal(75)), (2, "巴特尔·苏和", Decimal("3000.5"))), ("合计", None, Decimal("3075.50")))
    form = Document("核查表", (
        Pairs(((("户主", "白小甲"), ("组", "一组")),)), Ruled(COLUMNS, ((1, "白小乙", None),), 1),
        Checks((Choice("住房", ("好", "有问题"), frozenset({"好"})),)), WritingLines(2, "诉求："), Signatures(("户主签字：", "日期：")),
    ))
    file = docx.Document(BytesIO(render_word([sheet, form])))
    register, pairs, ruled = file.tables
    assert [[cell.text for cell in row.cells] for row in register.rows] == [
        ["序号", "户主", "金额"], ["1", "白小甲", "75.00"], ["2", "巴特尔·苏和", "3000.50"], ["合计", "合计", "3075.50"],
    ]  # fmt: skip
    assert register.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in pairs.rows[0].cells] == ["户主", "白小甲", "组", "一组"]
    assert len(ruled.rows) == 3
    text = "\n".join(one.text for one in file.paragraphs)
    assert "☑好" in text
    assert "□有问题" in text
    assert "诉求：" in text
    assert "户主签字：" in text
