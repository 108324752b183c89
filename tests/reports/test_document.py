"""One-page forms: the blocks are drawn, half forms share a page, long ones go on."""

import re
from dataclasses import replace

import pytest

from reports.document import (
    LETTER_PT,
    LETTER_TITLE_PT,
    Chapter,
    Checks,
    Choice,
    Contents,
    CutLine,
    Document,
    Pairs,
    Paragraph,
    Ruled,
    Signatures,
    Space,
    WritingLines,
)
from reports.pdf import render_pdf, undrawable
from reports.preview import page_count, page_text
from reports.sheet import Column
from tests.reports.samples import LONG_NAME
from tests.reports.test_pdf import texts

MEMBERS = (Column("姓名", 25), Column("关系", 20), Column("变化", 60))


def visit(members: int = 3) -> Document:
    return Document("入户走访记录表", (
        Pairs(((("户主", LONG_NAME), ("组", "三组")), (("电话", "13800000001"),))),
        Ruled(MEMBERS, tuple((f"白小{number}", "子女", None) for number in range(members)), blank_rows=2),
        Checks((Choice("饮水", ("好", "有问题"), frozenset({"好"}), blank=True), Choice("住房", ("好",))), across=2),
        Space(3), CutLine(), WritingLines(4, "诉求："), Signatures(("户主签字（按印）：", "日期：")),
    ), id="2.1b", code="ABCD-EFGH")


def reminder(name: str, words: int = 1) -> Document:
    return Document("到期提醒单", (Paragraph(f"{name}同志：", indent=False), Paragraph("应还本金50000.00元。" * words)),
                    id="2.4", half=True)


def test_a_visit_record_fits_one_page_with_every_block_on_it() -> None:
    (page,) = texts(render_pdf(visit()))
    for wanted in ("入户走访记录表", LONG_NAME, "白小2", "沿此线裁开", "诉求：", "户主签字（按印）：", "ABCD"):
        assert wanted in page


def test_a_large_family_goes_on_to_a_second_page_and_signs_there() -> None:
    pages = texts(render_pdf(visit(40)))
    assert len(pages) > 1
    assert "第2页共" in pages[1]
    assert "户主签字" in pages[-1]


def test_two_reminders_share_a_page_with_a_line_to_cut_along() -> None:
    pages = texts(render_pdf([reminder("白小甲"), reminder("白小乙"), reminder("白小丙")]))
    assert len(pages) == 2
    assert "白小甲同志：" in pages[0]
    assert "白小乙同志：" in pages[0]
    assert "沿此线裁开" in pages[0]


def test_a_reminder_longer_than_half_a_page_gets_a_page_of_its_own() -> None:
    assert page_count(render_pdf([reminder("白小甲", 60), reminder("白小乙")])) == 2


def test_forms_keep_their_order_when_whole_and_half_pages_mix() -> None:
    pages = texts(render_pdf([reminder("白小甲"), visit(), reminder("白小乙")]))
    assert ["白小甲同志" in pages[0], "入户走访" in pages[1], "白小乙同志" in pages[2]] == [True, True, True]


def test_a_long_table_draws_its_head_again_and_loses_no_row() -> None:
    pages = texts(render_pdf(visit(60)))
    assert all("关系" in page for page in pages if "白小" in page)
    together = "".join(pages)
    assert all(f"白小{number}" in together for number in range(60))


def test_a_book_is_numbered_through_and_its_contents_know_the_pages() -> None:
    book = [Document("一户一档", (Space(40),), cover=True), Document("目录", (Contents(),)),
            replace(visit(60), chapter="走访"), Document("照片", (Paragraph("一张"),), chapter="照片"), Document("", (Paragraph("完"),))]
    pages = texts(render_pdf([*book, *book]))
    half = len(pages) // 2
    assert pages[:half] == pages[half:]
    last = half - 2
    assert f"照片{'.' * 10}" in re.sub(r"\.{10,}", "." * 10, pages[1])
    assert pages[1].endswith(str(last - 1))
    assert f"第{last - 1}页共{last}页" in pages[-2]
    assert "共" not in pages[0] + pages[1]


def test_what_must_stand_on_one_side_does_in_smaller_letters() -> None:
    long = replace(visit(30), one_side=True)
    (page,) = texts(render_pdf(long))
    assert "白小29" in page
    assert len(texts(render_pdf(visit(30)))) > 1


def test_a_chapter_stands_in_the_contents_with_its_page_and_never_ends_one() -> None:
    body = [part for number in range(1, 9) for part in (Space(20), Chapter(f"第{number}章"), *visit(9).blocks[1:2])]
    pages = texts(render_pdf([Document("档案", (Space(9),), cover=True), Document("目录", (Contents(),)), Document("", tuple(body))]))
    listed = dict(re.findall(r"(第\d章)\.+(\d+?)(?=第|$|表号)", pages[1]))
    assert len(listed) == 8
    for title, page in listed.items():
        text = pages[1 + int(page)]
        assert title in text
        assert not re.sub(r"第\d+页共\d+页", "", text).endswith(title)


def test_a_letter_has_twenty_eight_characters_a_line_and_numbers_its_pages_between_dashes() -> None:
    letter = Document("关于某事的报告", (Paragraph("字" * 28 * 30, indent=False, size=LETTER_PT),), letter=True, title_pt=LETTER_TITLE_PT)
    pdf = render_pdf(letter)
    first, second = (page_text(pdf, at).split("\r\n") for at in range(2))
    assert {len(line) for line in first if line.startswith("字")} == {28}
    assert "— 1 —" in first
    assert "— 2 —" in second


def test_a_character_that_no_font_has_is_named_for_forms_too() -> None:
    assert undrawable(Document("公示", (Ruled(MEMBERS, (("白𠮷", "子女", None),)),))) == {"𠮷"}
    assert undrawable(visit()) == set()


def test_text_under_nine_points_is_refused() -> None:
    with pytest.raises(ValueError, match="9 pt"):
        Document("x", (Paragraph("小字", size=8),))
