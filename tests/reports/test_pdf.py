"""Registers on paper: everything is there, on the right page, and readable."""

import re
from dataclasses import replace

import pytest

from reports.fonts import face
from reports.pdf import render_pdf, undrawable
from reports.pdf_head import Head
from reports.preview import page_count, page_image, page_png, page_text
from reports.sheet import MM, Band, Column, Sheet, layout_faults, subtotals
from tests.reports.paper import flat
from tests.reports.samples import COLUMNS, LONG_NAME, row, rows, sheet


def texts(pdf: bytes) -> list[str]:
    return [flat(page_text(pdf, index)) for index in range(page_count(pdf))]


def test_one_page_holds_title_unit_period_head_cells_totals_signatures_and_code() -> None:
    (page,) = texts(render_pdf(sheet(rows(3), unverified=3, footnotes=("注：余额为期末数。",))))
    for wanted in ("小额信贷台账", "填报单位：某某村村民委员会", "2025年7月", "单位：元", "身份证号",
                   "999999198001010001", "50000.00", "2025-03-01", "合计", "150000.00", "注：余额为期末数。",
                   "含未核实数据3处", "填报单位（盖章）：", "制表人：",
                   "审核人：", "负责人（签字）：", "填报日期：", "第1页共1页", "表号2.3", "ABCD-EFGH"):
        assert wanted in page


def test_a_plain_register_has_a_code_but_no_form_number() -> None:
    (page,) = texts(render_pdf(sheet(rows(3), id="household")))
    assert "ABCD-EFGH" in page
    assert "表号" not in page and "household" not in page


def test_the_head_stands_on_every_page_and_pages_are_numbered() -> None:
    pages = texts(render_pdf(sheet(rows(100))))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "借款人身份证号银行金额" in page
    assert "填报日期：" not in "".join(pages[:-1])
    assert "填报单位：某某村" not in "".join(pages[1:])


def test_five_thousand_rows_lose_none() -> None:
    pages = texts(render_pdf(sheet(rows(5000))))
    found = re.findall(r"99999919800101\d{4}", "".join(pages))
    assert len(found) == 5000
    assert "250000000.00" in pages[-1]


@pytest.mark.parametrize("count", range(20, 62))
def test_totals_and_signatures_never_stand_alone_on_the_last_page(count: int) -> None:
    last = texts(render_pdf(sheet(rows(count), footnotes=("注一。", "注二。"))))[-1]
    assert f"99999919800101{count:04d}" in last
    assert "合计" in last
    assert "填报日期：" in last


@pytest.mark.parametrize("count", range(26, 34))
def test_the_last_row_takes_its_neighbour_along_though_a_heading_stands_between(count: int) -> None:
    pages = texts(render_pdf(sheet(rows(count), bands=(Band(count - 1, "最后一类"),))))
    assert all(f"99999919800101{n:04d}" in pages[-1] for n in (count - 1, count))


def test_a_class_heading_never_ends_a_page_and_a_subtotal_never_begins_one() -> None:
    data = rows(90)
    for size in (5, 6, 7):
        bands = tuple(Band(at, f"第{at}类") for at in range(0, 90, size))
        sums = subtotals(COLUMNS, data, by=lambda one, size=size: str((int(str(one[0])) - 1) // size))  # type: ignore[misc]
        for page in texts(render_pdf(sheet(data, bands=(*sums, *bands)))):
            body = page.split("电话", 1)[1]
            assert not body.startswith("小计")
            assert not re.search(r"第\d+类第\d+页共", body)


def test_a_name_of_forty_characters_is_wrapped_whole() -> None:
    assert len(LONG_NAME) >= 35
    pdf = render_pdf(sheet((row(1, name=LONG_NAME),)))
    assert LONG_NAME in texts(pdf)[0]


def test_a_row_taller_than_a_page_is_continued_on_the_next() -> None:
    long = "".join(f"第{number}件事。" for number in range(900))
    pages = texts(render_pdf(sheet((row(1), row(2, purpose=long), row(3)))))
    assert len(pages) > 1
    assert all(f"第{number}件事。" in flat("".join(pages)) for number in (0, 450, 899))


def test_nothing_is_drawn_below_the_foot_even_when_the_first_row_is_huge() -> None:
    pdf = render_pdf(sheet((row(1, purpose="长" * 5000),)))
    for index in range(page_count(pdf)):
        picture = page_image(pdf, index, scale=1).convert("L")
        below = picture.crop((0, picture.height - 18, picture.width, picture.height))
        assert below.getextrema() == (255, 255)


def test_every_character_printed_has_a_glyph_and_the_missing_one_is_said() -> None:
    one = sheet((row(1, name="白小𠮷"),))
    assert undrawable(one) == {"𠮷"}
    page = texts(render_pdf(one))[0]
    assert "白小〓" in page
    assert "有1个字这台电脑的字库里没有，印成“〓”，请手写补上。" in page
    drawer = face("仿宋")
    assert all(drawer.font_for(char) for char in page)


def test_control_characters_do_not_reach_the_page() -> None:
    page = texts(render_pdf(sheet((row(1, name="白\x00小\u200b甲\t乙"),))))[0]
    assert "白小甲乙" in page


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_pdf(sheet(rows(30))) == render_pdf(sheet(rows(30)))


def test_an_empty_register_still_has_head_and_signatures() -> None:
    page = texts(render_pdf(sheet((), totals=())))[0]
    assert "借款人" in page
    assert "填报日期：" in page


def test_grouped_headings_print_the_shared_one_once() -> None:
    days = tuple(Column(str(day), 5.5, over="七月") for day in range(1, 32))
    one = Sheet("2.6", "考勤表", (Column("姓名", 20), *days, Column("签字", 25)), (("白小甲", *["√"] * 31, None),))
    page = texts(render_pdf(one))[0]
    assert page.count("七月") == 1
    assert "√" in page


def test_several_sheets_follow_one_another() -> None:
    pdf = render_pdf([sheet(rows(2)), replace(sheet(rows(2)), paper="A4竖", title="另一张")])
    assert page_count(pdf) == 2
    assert "另一张" in texts(pdf)[1]


def test_text_under_nine_points_and_pressed_columns_are_refused_or_reported() -> None:
    with pytest.raises(ValueError, match="9 pt"):
        sheet(rows(1), body_pt=8)
    wide = Sheet("x", "全表", tuple(Column(f"栏{at}", 20) for at in range(25)), paper="A4横")
    assert len(layout_faults(wide)) == 25
    assert layout_faults(sheet(rows(1))) == []


def test_a_page_can_be_looked_at_as_a_picture() -> None:
    assert page_png(render_pdf(sheet(rows(1))), 0).startswith(b"\x89PNG")


def test_a_heading_of_two_lines_is_cut_in_the_middle_or_before_its_brackets() -> None:
    columns = (Column("常住人口", 10), Column("务工地（省市县）", 20), Column("是否办结", 30))
    head = Head(columns, [0, 10 * MM, 30 * MM, 60 * MM], size=9.5)
    assert [[text for text, _ in lines] for lines in head.cells] == [["常住", "人口"], ["务工地", "（省市县）"], ["是否办结"]]


def test_no_page_names_a_font_that_the_file_does_not_carry() -> None:
    assert b"/Helvetica" not in render_pdf(sheet(rows(3)))
