"""Lists into ledgers: what is taken, what waits, what is refused and why, and that nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from models import store as st
from models.kernel import UsageMistake, UserMistake
from models.store import query, records
from services import importing
from services.importing import ImportReport

Book = Callable[..., Path]
HOUSES = ("户编号", "户主姓名", "户主身份证号", "组", "户类型", "联系电话")
TOILETS = ("户主姓名", "组", "改造类别", "年度", "竣工日期", "验收日期", "财政补助（元）")


def _import(store: st.Store, ledger: str, path: Path) -> ImportReport:
    return importing.apply(store, importing.preview(store, ledger, path))


def _counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    told = importing.to_json(report)
    assert told["read"] == told["added"] + told["updated"] + told["unchanged"] + told["rejected"]
    return told["added"], told["updated"], told["unchanged"], told["rejected"], told["pending"]


@pytest.fixture
def village(store: st.Store, book: Book) -> st.Store:
    """Three households, two of whose heads have one name."""
    path = book(HOUSES, ("01", "张甲", "999999197001010011", "一组", "脱贫户"), ("02", "李乙", None, "一组"),
                ("03", "李乙", None, "二组"), name="户.xlsx")  # fmt: skip
    assert _counts(_import(store, "household", path)) == (3, 0, 0, 0, 0)
    return store


def test_a_preview_writes_nothing_and_says_what_the_import_then_does(store: st.Store, book: Book) -> None:
    path = book(("清水村农户名册",), HOUSES, ("01", "张甲", None, "一组"), ("合计", "1户"), merge=("A1:F1",))
    seen = importing.preview(store, "household", path).report
    assert query.count(store, "household") == 0 and seen.batch is None
    done = importing.apply(store, importing.preview(store, "household", path))
    assert _counts(seen) == _counts(done) == (1, 0, 0, 0, 0)
    assert query.count(store, "household") == query.count(store, "person") == 1


def test_an_import_is_one_operation_that_can_be_undone(village: st.Store, book: Book) -> None:
    report = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024), ("李乙", "二组", "改建", 2023)))
    assert query.count(village, "toilet") == 2
    undone = st.undo(village, report.batch)
    assert undone.operation and query.count(village, "toilet") == 0


def test_the_same_file_twice_adds_nothing(village: st.Store, book: Book) -> None:
    path = book(TOILETS, ("张甲", "一组", "新建", 2024, "2024.7.1"), ("李乙", "二组", "改建", 2023, "看不清"))
    assert _counts(_import(village, "toilet", path)) == (2, 0, 0, 0, 1)
    again = _import(village, "toilet", path)
    assert _counts(again) == (0, 0, 2, 0, 1) and again.batch is None
    assert query.count(village, "pending") == 1


def test_a_known_row_with_other_values_is_shown_field_by_field(village: st.Store, book: Book) -> None:
    _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "2024-07-01", None, 1800)))
    report = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, None, "2024-09-01", "2000元")))
    told = importing.to_json(report)
    assert (told["updated"], told["updates"][0]["row"]) == (1, 2)
    assert told["updates"][0]["changed"] == {"accepted_on": [None, "2024-09-01"], "subsidy": ["1800.00", "2000.00"]}
    row = query.find(village, "toilet")[0]
    assert str(row["built_on"]) == "2024-07-01" and row["subsidy"] == Decimal("2000.00")


def test_a_blank_cell_leaves_the_old_value_and_the_word_for_it_empties(village: st.Store, book: Book) -> None:
    _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "2024-07-01", None, 1800)))
    _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "（清空）", None, None)))
    row = query.find(village, "toilet")[0]
    assert row["built_on"] is None and row["subsidy"] == Decimal("1800.00")


def test_a_bad_cell_is_named_and_kept_while_its_row_is_taken(village: st.Store, book: Book) -> None:
    report = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "2月30日", None, "两千左右")))
    told = importing.to_json(report)
    assert (told["ok"], told["added"], told["pending"]) == (True, 1, 2)
    assert [(one["cell"], one["heading"], one["value"]) for one in told["cells"]] == [
        ("E2", "竣工日期", "2月30日"), ("G2", "财政补助（元）", "两千左右")]  # fmt: skip
    waiting = query.find(village, "pending")
    assert {(row["ledger"], row["field"], row["raw"]) for row in waiting} == {
        ("toilet", "built_on", "2月30日"), ("toilet", "subsidy", "两千左右")}  # fmt: skip
    assert {row["row"] for row in waiting} == {query.uids(village, "toilet")[0]}


def test_a_waiting_cell_goes_when_its_field_gets_a_value(village: st.Store, book: Book) -> None:
    _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "看不清")))
    records.change(village, "toilet", query.uids(village, "toilet")[0], {"built_on": "2024-07-01"})
    assert query.count(village, "pending") == 0


def test_a_cell_that_breaks_the_rows_own_order_waits_too(village: st.Store, book: Book) -> None:
    report = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "2024-07-01", "2024-06-01")))
    assert _counts(report) == (1, 0, 0, 0, 1)
    assert query.find(village, "toilet")[0]["accepted_on"] is None
    assert query.find(village, "pending")[0]["raw"] == "2024-06-01"


def test_a_row_is_refused_for_what_makes_it_a_row_and_the_report_says_why(village: st.Store, book: Book) -> None:
    report = _import(village, "toilet", book(
        TOILETS, ("张甲", "一组", None, 2024), ("张甲", "一组", "新建", "不知哪年"), ("王丙", "一组", "新建", 2024),
        ("李乙", None, "新建", 2024)))  # fmt: skip
    assert _counts(report) == (0, 0, 0, 4, 0) and report.batch is None
    reasons = [row.reason for row in report.rows]
    assert "改造类别" in reasons[0] and "年度" in reasons[1] and "找不到" in reasons[2]
    assert "2条都像它" in reasons[3] and "一组" in reasons[3] and "二组" in reasons[3]


def test_the_second_row_of_one_record_is_refused_and_the_first_named(store: st.Store, book: Book) -> None:
    report = _import(store, "household", book(("名册",), HOUSES, ("01", "张甲"), ("02", "李乙"), ("01", "张甲")))
    assert _counts(report) == (2, 0, 0, 1, 0)
    assert "第3行" in report.rows[2].reason


def test_a_toilet_without_number_is_the_only_one_or_the_one_of_its_sort(village: st.Store, book: Book) -> None:
    with_number = (*TOILETS[:4], "本户序号")
    _import(village, "toilet", book(with_number, ("张甲", "一组", "新建", 2024, 1), ("张甲", "一组", "改建", 2020, 2)))
    same = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "改建", 2020, None, None, 900)))
    assert _counts(same) == (0, 1, 0, 0, 0)
    unsure = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "改建", 2021)))
    assert "分不清" in unsure.rows[0].reason and "2020" in unsure.rows[0].reason


def test_row_numbers_of_a_list_are_never_taken_for_toilet_numbers(village: st.Store, book: Book) -> None:
    _import(village, "toilet", book(("序号", *TOILETS), (7, "张甲", "一组", "新建", 2024)))
    assert query.find(village, "toilet")[0]["number"] == 1


def test_links_are_found_by_certificate_where_the_name_fits_two(village: st.Store, book: Book) -> None:
    path = book(("户编号", "户主", "改造类别", "年度"), ("03", "李乙", "新建", 2024))
    assert _counts(_import(village, "toilet", path))[0] == 1
    household = query.find(village, "household", {"code": "03"})[0].uid
    assert query.find(village, "toilet")[0]["household"] == household


def test_a_text_file_and_a_workbook_give_the_same(village: st.Store, book: Book, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("户主姓名,组,改造类别,年度,财政补助\r\n张甲,一组,新建,２０２４,1.2千\r\n".encode("gb18030"))
    assert _counts(_import(village, "toilet", tmp_path / "a.csv"))[0] == 1
    assert query.find(village, "toilet")[0]["subsidy"] == Decimal("1200.00")


def test_a_workbook_of_something_else_names_the_columns_that_are_missing(store: st.Store, book: Book) -> None:
    with pytest.raises(UserMistake, match="改造类别"):
        importing.preview(store, "toilet", book(("会议", "时间"), ("村民大会", "7月")))
    with pytest.raises(UserMistake, match="一行也没有"):
        importing.preview(store, "toilet", book(TOILETS))
    with pytest.raises(UsageMistake):
        importing.preview(store, "nothing", book(TOILETS))


def test_a_cancelled_import_leaves_nothing(village: st.Store, book: Book) -> None:
    ready = importing.preview(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024)))

    def cancel(done: int, total: int, text: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        importing.apply(village, ready, cancel)
    assert query.count(village, "toilet") == 0


def test_the_report_workbook_colours_cells_and_says_why(village: st.Store, book: Book, tmp_path: Path) -> None:
    report = _import(village, "toilet", book(TOILETS, ("张甲", "一组", "新建", 2024, "看不清"), ("王丙", "一组", "=1+1", 2024)))
    importing.write_report(report, tmp_path / "报告.xlsx")
    page = openpyxl.load_workbook(tmp_path / "报告.xlsx").active
    assert page["H1"].value == "导入说明"
    assert page["E2"].fill.fgColor.rgb.endswith("F8C9C4") and "看不清" in page["H2"].value
    assert page["H3"].value.startswith("没收：")
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_a_thousand_rows_come_in_without_a_wait(store: st.Store, book: Book) -> None:
    rows = [(f"{n:04}", f"户{n}", None, f"{n % 9}组", "一般户", "13900000000") for n in range(1000)]
    asked: list[int] = []
    seen = importing.preview(store, "household", book(HOUSES, *rows), lambda done, total, text: asked.append(total))
    assert _counts(importing.apply(store, seen)) == (1000, 0, 0, 0, 0)
    assert set(asked) == {1000}
