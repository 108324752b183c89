"""The head is found under titles, in any order, one or two rows high, with the words people use."""

from __future__ import annotations

import pytest

from intake.headings import Vocabulary, find_head
from intake.sheet import Sheet
from intake.words import heading_forms, likeness
from models.kernel import Field, Kind
from models.kernel.dates import DateKind
from models.kernel.numbers import MoneyKind

FIELDS = {
    name: Field(label, kind, name=name, aliases=aliases)
    for name, label, kind, aliases in (
        ("head", "户主姓名", Kind(), ("户主",)),
        ("name", "姓名", Kind(), ()),
        ("id_no", "身份证号", Kind(), ("证件号码",)),
        ("built_on", "竣工日期", DateKind(), ()),
        ("accepted_on", "验收日期", DateKind(), ()),
        ("result", "验收结果", Kind(), ()),
        ("subsidy", "财政补助", MoneyKind(), ("补助金额",)),
        ("resettled", "是否易地扶贫搬迁户", Kind(), ()),
    )
}
WORDS = Vocabulary(FIELDS)


def _sheet(*rows: tuple[object, ...]) -> Sheet:
    width = max(map(len, rows))
    return Sheet("表", tuple((*row, *[None] * (width - len(row))) for row in rows))  # type: ignore[arg-type]


def test_the_head_is_found_under_title_rows_in_any_order() -> None:
    sheet = _sheet(("某村改厕台账",), ("填报单位：某村", None, None, "单位：元"), ("竣工日期", "序号", "姓 名", "户主"),
                   ("2025.7.1", 1, "张甲", "张甲"))  # fmt: skip
    head = find_head(sheet, WORDS)
    assert head is not None
    assert (head.row, head.columns) == (2, {"built_on": 0, "name": 2, "head": 3})
    assert head.unmatched == ()


def test_two_rows_are_joined_where_cells_above_were_merged() -> None:
    sheet = _sheet(("户主", None, "验收", None, "备注"), ("姓名", "身份证号码", "日期", "结果", None), ("张甲",))
    head = find_head(sheet, WORDS)
    assert head is not None
    assert head.columns == {"head": 0, "id_no": 1, "accepted_on": 2, "result": 3}
    assert head.headings["accepted_on"] == "验收/日期"
    assert (head.last_row, head.unmatched) == (1, ("备注",))


def test_the_first_record_is_never_taken_for_a_second_head_row() -> None:
    sheet = _sheet(("姓名", "与户主关系", None, "身份证号"), ("张甲", "户主", "x", "y"))
    head = find_head(sheet, WORDS)
    assert head is not None
    assert head.last_row == 0


@pytest.mark.parametrize(
    ("written", "field"),
    [("*身份证号（必填）", "id_no"), ("公民身份号码", "id_no"), ("补助金额（元）", "subsidy"), ("竣工时间", "built_on"),
     ("１.姓名", "name"), ("是否为易地扶贫搬迁户", "resettled"), ("证件号码:", "id_no")],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_dressed(written: str, field: str) -> None:
    found = WORDS.best([written])
    assert found is not None and found[0] == field


@pytest.mark.parametrize("other", ["非易地扶贫搬迁户", "未竣工日期", "名", "电话", "备注"])
def test_a_heading_that_means_something_else_is_left_alone(other: str) -> None:
    assert WORDS.best([other]) is None


def test_one_letter_that_turns_the_meaning_counts_as_another_word() -> None:
    assert likeness("监测对象户", "非监测对象户") == 0
    assert heading_forms("金额（元）") == ("金额元", "金额")


def test_two_columns_of_one_field_leave_the_second_over() -> None:
    head = find_head(_sheet(("姓名", "身份证号", "证件号码")), WORDS)
    assert head is not None
    assert (head.columns["id_no"], head.unmatched) == (1, ("证件号码",))


def test_a_sheet_of_something_else_has_no_head() -> None:
    assert find_head(_sheet(("会议纪要", None, None), ("今天开会", "参加人", "姓名"), ("x", "y", "z")), WORDS) is None
