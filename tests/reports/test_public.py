"""The gate to the notice board lets nothing through that was not allowed."""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.document import Document, Paragraph, Photo, Ruled
from reports.excel import render_excel
from reports.pdf import render_pdf
from reports.public import hide_numbers, mask, mask_documents
from reports.sheet import Band, Column, Sheet
from tests.reports.samples import row, rows, sheet
from tests.reports.test_pdf import texts


def test_private_columns_are_dropped_unless_allowed() -> None:
    public = mask(sheet(rows(2)), ("borrower",)).sheet
    assert [column.heading for column in public.columns] == ["序号", "组", "借款人", "银行", "金额", "放款日", "用途"]
    assert public.public
    assert len(public.rows[0]) == len(public.totals) == len(public.columns)


def test_the_preview_says_what_was_taken_out() -> None:
    published = mask(sheet((row(1, purpose="电话13800000001，卡6200000000000005"),)), ("借款人",))
    assert "“身份证号”一栏不公示" in published.removed
    assert "“电话”一栏不公示" in published.removed
    assert "第 1 行“用途”里的号码换成了 ***" in published.removed


def test_a_notice_goes_through_the_same_gate_and_only_offices_numbers_pass() -> None:
    table = Ruled((Column("户主", 20), Column("身份证号", 40, kind="id", private="identity")), (("白小甲", "999999198001010011"),))
    text = Paragraph("有意见请拨0999-1234567，或找张三13800000001，身份证999999198001010011。")
    posted = mask_documents([Document("公示", (text, table))], phones=("12317", "0999-1234567", ""))
    [notice] = posted.documents
    assert isinstance(notice.blocks[0], Paragraph)
    assert notice.blocks[0].text == "有意见请拨0999-1234567，或找张三***，身份证***。"
    assert isinstance(notice.blocks[1], Ruled)
    assert notice.blocks[1].rows == (("白小甲",),)
    assert posted.removed == ("正文里的号码换成了 ***", "“身份证号”一栏不公示")
    with pytest.raises(ValueError, match="picture"):
        mask_documents([Document("公示", (Photo("一张", ("",), 50),))])


def test_public_paper_has_the_telephone_for_complaints_and_no_author() -> None:
    (page,) = texts(render_pdf(mask(sheet(rows(1)), hotline="12317").sheet))
    assert "监督电话：12317" in page
    assert "制表人" not in page


@pytest.mark.parametrize("number", [
    "999999198001010011", "99999919751231002X", "99999919751231002x", "999999800101001",
    "９９９９９９１９８００１０１００１１",
    "999999 19800101 0011", "6200000000000005", "6222 0000 0000 0000 05", "6222-0000-0000-0000", "13800000001",
    "138-0000-0001", "138 0000 0001", "+86 13800000001", "１３８００００１１１１", "0471-1234567", "138\u200b00000001",
])
def test_numbers_of_people_are_found_in_free_text(number: str) -> None:
    hidden = hide_numbers(f"户主说{number}，记下")
    assert hidden == "户主说***，记下" or hidden.count("***") == 1
    assert not re.search(r"\d{4}", hidden)


@pytest.mark.parametrize("text", [
    "2025-07-01 至 2025-07-31", "2025年7月1日", "49573.50", "2024 2025 2026", "12317", "某文〔2025〕3号",
])
def test_dates_amounts_and_hotlines_stay(text: str) -> None:
    assert hide_numbers(text) == text


@given(st.from_regex(r"[1-9][0-9]{14,18}", fullmatch=True), st.text("羊年户，。 ", max_size=5))
def test_no_long_number_gets_through(number: str, around: str) -> None:
    assert number not in hide_numbers(around + number + around)


def test_totals_notes_bands_and_integers_are_searched_too() -> None:
    one = Sheet(
        "x", "x", (Column("户", 20, private="identity"), Column("备注", 40)), (("白小甲", 13800000001),),
        totals=("合计", None), bands=(Band(0, "王13800000001"),), footnotes=("问13800000002",),
    )
    public = mask(one).sheet
    assert public.rows == (("***",),)
    assert public.totals == ("合计",)
    assert public.bands[0].text == "王***"
    assert public.footnotes == ("问***",)


def test_no_private_value_is_in_the_finished_files() -> None:
    public = mask(sheet(rows(20))).sheet
    printed = "".join(texts(render_pdf(public)))
    cells = str(CalamineWorkbook.from_filelike(BytesIO(render_excel(public))).get_sheet_by_index(0).to_python())
    for private in ("999999198001", "1380000", "白小"):
        assert private not in printed
        assert private not in cells


def test_a_register_of_private_columns_only_cannot_be_published() -> None:
    with pytest.raises(ValueError, match="published"):
        mask(Sheet("x", "x", (Column("身份证号", 30, private="identity"),)))


def _makes_public(path: Path) -> bool:
    """Whether a file makes a Sheet public itself: Sheet(..., public=True) or replace(..., public=True)."""
    source = path.read_text(encoding="utf-8")
    if "public=" not in source:
        return False
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    makers = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("Sheet", "replace"))
    return any(word.arg == "public" for call in makers for word in call.keywords)


def test_only_the_gate_makes_a_public_sheet(root: Path) -> None:
    folders = ("reports", "services", "gui", "commands", "intake", "models", "sync")
    makers = [path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*.py") if _makes_public(path)]
    assert makers == ["reports/public.py"]
