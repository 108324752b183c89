"""An export of the national system against our own rows: per head and per part, nothing taken in, the report read elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import store as st
from models.kernel import UserMistake
from services import income_compare as service
from services.income_compare import Compared
from services.income_compare_report import write_report

HEAD = ("序号", "户编号", "户主姓名", "证件号码", "家庭人口数", "工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出",
        "家庭纯收入", "人均纯收入")  # fmt: skip
ID = "999999197003010011"


def household(store: st.Store, head: str, people: int, *rows: tuple[str, str, object], **raw: object) -> str:
    """A household of so many people and its amounts of the income year (part, item, yuan)."""
    home = st.add(store, "household", {"head_name": head, **raw}).uid
    for number in range(1, people):
        st.add(store, "person", {"household": home, "name": f"{head}{number}"})
    for part, item, yuan in rows:
        st.add(store, "income", {"household": home, "month": "2024-10", "span": "3", "part": part, "item": item, "amount": yuan})
    return home


def found(store: st.Store, path: Path) -> dict[str, Compared]:
    return {row.name: row for row in service.compare(store, path, 2025).rows}


def test_a_wage_that_was_a_daughters_money_is_seen_by_part_and_forgotten_drugs_beside_a_net_that_fits(
    store: st.Store, book: Callable[..., Path],
) -> None:
    household(store, "白小乙", 5, ("wage", "wage_picking", 1300), ("transfer", "transfer_family", 20000), code="A1")
    drugs = household(store, "白小丙", 2, ("transfer", "transfer_pension", "16958.4"))
    patient = st.find(store, "person", {"household": drugs})[0].uid
    st.add(store, "medical_bill", {"person": patient, "date": "2025-03-01", "total": 800, "kind": "chronic"})
    path = book(
        ("2025年度农户收入导出",), HEAD,
        (1, "A1", "白小乙", "", 5, 20000, 0, 0, 0, 0, 20000, 4000),
        (2, "", "白小丙", "", 2, 0, 0, 0, 16958.4, 0, 16958.4, 8479.2),
        ("合计", "", "", "", 7, 20000, 0, 0, 16958.4, 0, 36958.4, ""),
    )  # fmt: skip
    rows = found(store, path)
    daughter, pair = rows["白小乙"], rows["白小丙"]
    assert (daughter.more(service.HEAD), daughter.state) == (Decimal(260), service.BY_PART)
    assert daughter.faults == {"wage": "虚登", "transfer": "漏登"}
    assert daughter.by_part == "工资性收入虚登 18,700 元；转移性收入漏登 20,000 元"
    assert (pair.state, pair.more(service.HEAD), pair.left) == (service.SAME, 0, Decimal("8079.20"))
    assert st.count(store, "income") == 3, "nothing is taken in"


def test_households_are_told_apart_by_what_is_wrong_with_them(store: st.Store, book: Callable[..., Path]) -> None:
    household(store, "白小丁", 1, ("wage", "wage_job", 9000), head_id=ID)
    household(store, "白小戊", 2, ("wage", "wage_job", 2000), ("cost", "cost_crops", 500))
    household(store, "白小己", 1, type="lifted")
    household(store, "白小庚", 1, ("wage", "wage_job", 100))
    household(store, "白小辛", 1)
    other = "999999197003010038"
    path = book(
        ("户主", "证件号", "人口", "人均纯收入", "备注"), ("白小丁", other, 1, 100, ""),
        ("改过名的", ID, 1, 10000, ""), ("白小戊", "", 2, "1749.99", ""), ("白小己", "", 1, 5000, ""), ("白小壬", "", 3, "很多", ""),
    )  # fmt: skip
    assert next(row for row in service.compare(store, path, 2025).rows if row.name == "白小丁").state == "error"
    rows = {row.name: row for row in service.compare(store, path, 2025).rows if not (row.name == "白小丁" and not row.uid)}
    assert {name: (row.state, row.faults.get("net")) for name, row in rows.items()} == {
        "白小丁": ("error", "虚登"), "白小戊": ("same", None), "白小己": ("silent", None), "白小壬": ("strange", None),
        "白小庚": ("absent", None),
    }  # fmt: skip
    assert rows["白小壬"].notes == ("人均纯收入看不懂",)
    assert service.compare(store, path, 2025).text == (
        "比了 6 户：误差户 1 户（漏登 0、虚登 1），对得上 1 户，本台账还没记 1 户，本台账没有这一户 2 户，导出表里没有 1 户。")


def test_what_does_not_add_up_on_their_side_is_said_and_the_gap_is_a_parameter(store: st.Store, book: Callable[..., Path]) -> None:
    household(store, "白小乙", 1, ("wage", "wage_job", 5999))
    path = book(HEAD, (1, "", "白小乙", "", 3, 5000, 0, 0, 0, 0, 6000, 5000))
    [row] = service.compare(store, path, 2025).rows
    assert (row.state, row.notes) == (service.SAME, ("导出表里纯收入和分项对不上", "人口：导出表 3，本台账 1"))
    st.add(store, "parameter", {"id": "income.audit_gap", "value": "999", "from_on": "2025-01-01"})
    [row] = service.compare(store, path, 2025).rows
    assert (row.state, row.words) == (service.ERROR, "误差户，漏登")


def test_a_file_of_something_else_is_refused_with_what_it_should_hold(store: st.Store, book: Callable[..., Path]) -> None:
    with pytest.raises(UserMistake, match="没认出收入栏"):
        service.compare(store, book(("姓名", "电话"), ("白小乙", "13900000000")))
    with pytest.raises(UserMistake, match="没认出是谁家"):
        service.compare(store, book(("序号", "工资性收入", "人均纯收入"), (1, 3000, 1500)))


def test_the_report_opens_elsewhere_with_both_sides_and_the_rule(store: st.Store, book: Callable[..., Path], tmp_path: Path) -> None:
    household(store, "白小乙", 5, ("wage", "wage_picking", 1300), ("transfer", "transfer_family", 20000), code="A1")
    path = book(HEAD, (1, "A1", "白小乙", "", 5, 20000, 0, 0, 0, 0, 20000, 4000))
    write_report(store, service.compare(store, path, 2025), tmp_path / "比对.xlsx")
    lines = CalamineWorkbook.from_path(tmp_path / "比对.xlsx").get_sheet_by_index(0).to_python()
    flat = [cell for line in lines for cell in line]
    assert lines[0][0] == "家庭收支与全国系统比对表"
    row = next(line for line in lines if "白小乙" in line)
    assert row[1:6] == ["A1", "白小乙", "", "分项有出入", "工资性收入虚登 18,700 元；转移性收入漏登 20,000 元"]
    assert row[6:8] + row[-5:-1] == [20000, 1300, 4000, 4260, 260, 4260]
    assert any(isinstance(cell, str) and "人均相差 1000 元以上" in cell for cell in flat)
