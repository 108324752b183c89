"""Somebody else's form comes out filled: found under its titles, guessed, corrected once, and otherwise as it came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from models import store as st
from models.kernel import UserMistake
from models.rules.id_number import check_digit
from services import filling, packing, receiving
from services.fill.choice import meant_by_title
from services.filling import Guess, Wanted
from tests.offices import introduce, office

Draw = Callable[..., Path]
_THIN = Border(*[Side(style="thin")] * 4)


def _number(at: int) -> str:
    first = f"99999919700101{at:03d}"
    return first + check_digit(first)


@pytest.fixture
def village(store: st.Store) -> Iterator[st.Store]:
    """Five households of two groups, with a toilet and a loan."""
    people = (("张甲", "一组", "脱贫户"), ("李乙", "一组", "一般户"), ("王丙", "二组", "脱贫户"), ("赵丁", "二组", "脱贫户"),
              ("钱戊", "二组", "一般户"))  # fmt: skip
    for at, (name, group, kind) in enumerate(people, 1):
        house = st.add(store, "household", {"head_name": name, "head_id": _number(at), "group": group,
                                            "type": kind, "phone": f"1380000000{at}", "house_area": 80 + at})  # fmt: skip
        if at == 1:
            st.add(store, "toilet", {"household": house.uid, "kind": "新建", "year": 2024, "subsidy": 1800})
            st.add(store, "person", {"household": house.uid, "name": "张小", "relation": "之子"})
            head = st.uids(store, "person", {"household": house.uid, "relation": "1"})[0]
            st.add(store, "loan", {"borrower": head, "amount": 50000, "granted_on": "2025-01-10", "due_on": "2027-01-10"})
    return store


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draws a form: rows from A1, merged cells, and whatever `more(page)` does to it."""

    def make(*rows: tuple[object, ...], merge: tuple[str, ...] = (), name: str = "模板.xlsx", more: Callable[[Any], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        for row in rows:
            page.append(row)
        for line in page.iter_rows():
            for cell in line:
                cell.border = _THIN
        for area in merge:
            page.merge_cells(area)
        if more:
            more(page)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def _meant(form: Guess) -> dict[str, str]:
    return {place.heading: place.target for part in form.parts for place in part.places}


def _rows(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def _register(draw: Draw, more: Callable[[Any], None] | None = None) -> Path:
    return draw(
        ("示范镇2025年脱贫户住房情况统计表",), ("填报单位：          填报时间：      ",),
        ("序号", "户主信息", None, None, "住房", "贷款（万元）", "想法"), (None, "姓名", "公民身份证号", "手机", "面积（㎡）", None, None),
        (None,) * 7, (None,) * 7, ("合计", None, None, None, "=SUM(E5:E6)", None, None), ("注：如实填写。",),
        merge=("A1:G1", "A2:G2", "B3:D3", "A3:A4", "F3:F4", "G3:G4", "A8:G8"), more=more,
    )  # fmt: skip


def test_a_register_is_found_under_its_titles_and_narrowed_by_them(village: st.Store, draw: Draw) -> None:
    form = filling.guess(village, _register(draw))
    assert (form.form, form.single, meant_by_title(form)) == ("脱贫户住房情况统计表", False, {"type": "脱贫户"})
    assert _meant(form) == {
        "户主信息/姓名": "head_name", "户主信息/公民身份证号": "head_id", "户主信息/手机": "phone", "住房/面积（㎡）": "house_area",
        "贷款（万元）": "", "想法": "", "填报单位": "@village", "填报时间": "@today",
    }  # fmt: skip


def test_a_correction_is_remembered_and_the_rest_of_the_form_stays_as_it_was(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    def look(page: Any) -> None:
        page.column_dimensions["C"].width = 33
        page.row_dimensions[6].height, page.row_dimensions[8].height = 31, 44
        page.print_area, page.print_title_rows = "A1:G8", "3:4"
        page.protection.sheet = True
        page.conditional_formatting.add("E5:E6", CellIsRule("greaterThan", ["100"], fill=PatternFill("solid", bgColor="FFCCCC")))
        page["A7"].font = Font(name="黑体", bold=True)

    form = filling.guess(village, _register(draw, look))
    sheet = form.parts[0].sheet
    told = filling.again(village, form.template, {(sheet, 2, 5): "loan.amount"}, {})
    out = tmp_path / "填好.xlsx"
    filled = filling.fill(village, told, out, Wanted(meant_by_title(told)))
    assert filled.rows == 3 and filling.remember(village, told) is not None
    rows = _rows(out)
    assert rows[1][0] == "填报单位：清水村　填报时间：2025-07-22"
    assert [row[:6] for row in rows[4:7]] == [
        (1, "张甲", "999999197001010017", "13800000001", 81, 5), (2, "王丙", "999999197001010033", "13800000003", 83, None),
        (3, "赵丁", "999999197001010041", "13800000004", 84, None)]  # fmt: skip
    assert rows[7][4] == "=SUM(E5:E7)" and rows[8][0] == "注：如实填写。"
    page = openpyxl.load_workbook(out).active
    assert (page.column_dimensions["C"].width, page.row_dimensions[7].height, page.row_dimensions[9].height) == (33, 31, 44)
    assert (page.print_area, page.print_title_rows, page.protection.sheet) == ("'Sheet'!$A$1:$G$9", "$3:$4", True)
    assert [str(one.sqref) for one in page.conditional_formatting] == ["E5:E7"]
    assert page["A8"].font.bold and page["C7"].border.left.style == "thin" and page["C7"].number_format == "@"
    assert "A9:G9" in {str(box) for box in page.merged_cells.ranges}
    again = filling.guess(village, _register(draw))
    assert _meant(again)["贷款（万元）"] == "loan.amount" and {p.how for p in again.parts[0].places if p.heading == "贷款（万元）"} == {"learned"}
    st.undo(village)
    assert _meant(filling.guess(village, _register(draw)))["贷款（万元）"] == ""


def test_rows_that_name_people_already_are_filled_where_they_stand(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    path = draw(("农户电话核对表",), ("户主姓名", "村民小组", "联系电话", "户类型"), ("赵丁", "二组", None, None), ("孙己", "二组", None, None),
                ("张甲", None, "已填", None), merge=("A1:D1",))  # fmt: skip
    filled = filling.fill(village, filling.guess(village, path), tmp_path / "o.xlsx")
    assert _rows(tmp_path / "o.xlsx")[2:] == [
        ("赵丁", "二组", "13800000004", "脱贫户"), ("孙己", "二组", None, None), ("张甲", "一组", "已填", "脱贫户")]  # fmt: skip
    assert filled.lost == ["“Sheet”第4行孙己：账里没有，没有填。"]


def test_a_form_about_one_household_gets_a_sheet_for_each(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    path = draw(
        ("农户信息采集表",), ("户主姓名", None, "身份证号码", None), ("电话", None, "户别", None), ("家庭成员",),
        ("姓名", "与户主关系", "性别", "年龄"),
        (None,) * 4, (None,) * 4, ("意见建议", None, None, None), ("填表人：        ",), merge=("A1:D1", "A4:D4", "B8:D8", "A9:D9"),
    )  # fmt: skip
    form = filling.guess(village, path)
    assert form.single and {part.ledger for part in form.parts} == {"person", "household"}
    homes = st.uids(village, "household", {"group": "一组"})
    filled = filling.fill(village, form, tmp_path / "o.xlsx", Wanted(households=tuple(homes)))
    assert filled.pages == 2
    first = _rows(tmp_path / "o.xlsx")
    assert first[1] == ("户主姓名", "张甲", "身份证号码", "999999197001010017")
    assert [row[:2] for row in first[5:7]] == [("张甲", "户主"), ("张小", "之子")] and first[8][0] == "填表人：村专干"
    assert _rows(tmp_path / "o.xlsx", 1)[1][1] == "李乙"


def test_a_statistics_table_gets_the_figures_that_its_rows_and_columns_name(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    path = draw(("脱贫情况统计表",), ("指标", "户数", "人数"), ("脱贫户", None, None), ("监测对象", None, None),
                ("养羊数", None, None), merge=("A1:C1",))  # fmt: skip
    filling.fill(village, filling.guess(village, path), tmp_path / "o.xlsx")
    assert _rows(tmp_path / "o.xlsx")[2:] == [("脱贫户", 3, 4), ("监测对象", 0, 0), ("养羊数", None, None)]


def test_a_changed_form_keeps_the_answers_and_asks_only_for_the_rest(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    old = draw(("意愿表",), ("户主姓名", "组", "愿不愿意种树", "旧栏"), ("张甲", "一组", "愿意", "x"), ("李乙", "一组", None, "x"),
               merge=("A1:D1",), name="旧.xlsx")  # fmt: skip
    new = draw(("意愿表",), ("户主姓名", "联系电话", "组", "愿不愿意种树"), (None,) * 4, merge=("A1:D1",))
    form = filling.guess(village, new)
    filled = filling.fill(village, form, tmp_path / "o.xlsx", Wanted({"group": "一组"}, earlier=old))
    assert [row[3] for row in _rows(tmp_path / "o.xlsx")[2:]] == ["愿意", None]
    assert filled.asked == [("李乙", ("愿不愿意种树",))]
    assert filled.changes == ["和上次比，多了1栏：联系电话。", "和上次比，挪了地方2栏：组（B→C）、愿不愿意种树（C→D）。",
                              "和上次比，没有了1栏：旧栏。"]  # fmt: skip


def test_lists_days_and_units_are_written_as_the_form_asks(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    def lists(page: Any) -> None:
        rule = DataValidation(type="list", formula1='"建档立卡脱贫户,一般农户,脱贫户（含监测）"')
        rule.add("B2:B9")
        page.add_data_validation(rule)

    path = draw(("借款人", "放款日期（YYYYMMDD）", "放款金额（万元）", "年利率"), (None,) * 4, name="小额信贷台账.xlsx")
    filling.fill(village, filling.guess(village, path), tmp_path / "o.xlsx")
    assert _rows(tmp_path / "o.xlsx")[1][:3] == ("张甲", "20250110", 5)
    path = draw(("户主姓名", "户类型"), *[(None, None)] * 8, name="农户.xlsx", more=lists)
    with pytest.raises(UserMistake, match="没有认出"):
        filling.fill(village, filling.guess(village, path), tmp_path / "p.xlsx")


def test_the_form_itself_is_never_written_over(village: st.Store, draw: Draw) -> None:
    path = _register(draw)
    before = path.read_bytes()
    with pytest.raises(UserMistake, match="不能盖掉"):
        filling.fill(village, filling.guess(village, path), path)
    assert path.read_bytes() == before


def test_what_one_village_explained_is_known_to_the_next(
    tmp_path: Path, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    town = office(tmp_path / "t", "township", "999999104000", "示范镇")
    villages = [office(tmp_path / name, "village", f"99999910420{at}", name) for at, name in ((1, "清水村"), (2, "云杉村"))]
    form = draw(("户主姓名", "组", "咋联系"), (None, None, None), name="2025年联系表.xlsx")
    for village in villages:
        introduce(village, town, tmp_path)
        st.add(village, "household", {"head_name": "张甲", "phone": "13800000001"})
    first = filling.guess(villages[0], form)
    filling.remember(villages[0], filling.again(villages[0], first.template, {(first.parts[0].sheet, 0, 2): "phone"}, {}))
    _carry(villages[0], town, tmp_path / "up")
    filling.remember(town, filling.guess(town, form))
    _carry(town, villages[1], tmp_path / "down")
    assert _meant(filling.guess(villages[1], form))["咋联系"] == "phone"
    for one in (town, *villages):
        one.close()


def _carry(giver: st.Store, taker: st.Store, stick: Path) -> None:
    for made in packing.pack(giver, stick)["packages"]:
        receiving.receive(taker, [Path(made["path"])], stick / "answers")


def test_a_form_about_one_household_that_came_back_keeps_its_answers_too(village: st.Store, draw: Draw, tmp_path: Path) -> None:
    rows = (("户主姓名", None, "电话", None), ("家庭人口", None, "户别", None), ("想不想搬", None, None, None))
    form = filling.guess(village, draw(*rows, merge=("B3:D3",), name="搬迁意愿.xlsx"))
    homes = tuple(st.uids(village, "household", {"group": "一组"}))
    filling.fill(village, form, tmp_path / "上次.xlsx", Wanted(households=homes))
    book = openpyxl.load_workbook(tmp_path / "上次.xlsx")
    book.worksheets[0]["B3"] = "想"
    book.save(tmp_path / "上次.xlsx")
    changed = draw(*rows, ("啥时候搬", None, None, None), merge=("B3:D3", "B4:D4"), name="搬迁意愿（新）.xlsx")
    filled = filling.fill(village, filling.guess(village, changed), tmp_path / "o.xlsx", Wanted(households=homes, earlier=tmp_path / "上次.xlsx"))
    assert [_rows(tmp_path / "o.xlsx", at)[2][1] for at in (0, 1)] == ["想", None]
    assert filled.asked == [("张甲", ("啥时候搬",)), ("李乙", ("想不想搬", "啥时候搬"))]
    assert filled.changes == ["和上次比，多了1栏：啥时候搬。"]
