"""What the ledgers of 收支 say of an amount and of a medical bill, and what they compute."""

from datetime import date
from decimal import Decimal

import pytest

import models.store as st
from models.kernel import UserMistake
from tests.ledgers.fake_facts import brief, computed, said

WAGE = {"household": "h", "month": "2025-04", "part": "wage", "item": "wage_job", "amount": Decimal(9000)}
MEMBER = {"household": "h", "shares_income": True}
BILL = {
    "date": date(2025, 5, 1), "total": Decimal(30000), "allowed": Decimal(26000), "basic": Decimal(15000),
    "serious": Decimal(2000), "aid": Decimal(1000),
}  # fmt: skip


def test_an_item_stands_under_its_own_part() -> None:
    assert brief("income", WAGE) == []
    assert brief("income", WAGE | {"item": "transfer_family"}) == [("item", "要改")]


def test_a_quarter_begins_where_quarters_begin_and_has_come() -> None:
    assert brief("income", WAGE | {"span": "3"}) == []
    assert brief("income", WAGE | {"span": "3", "month": "2025-05"}) == [("month", "要改")]
    assert brief("income", WAGE | {"month": "2025-08"}) == [("month", "要改")]


def test_a_quarter_beside_its_own_months_is_asked_about() -> None:
    month = WAGE | {"uid": "2", "month": "2025-05", "amount": Decimal(3000)}
    assert brief("income", WAGE | {"span": "3"}, others=[month]) == [("amount", "存疑")]
    assert brief("income", WAGE | {"span": "3"}, others=[month | {"person": "p"}]) == []
    assert brief("income", WAGE | {"item": None}, others=[month | {"item": None}]) == [], "several things may be meant"
    assert brief("income", WAGE | {"span": "3"}, others=[month | {"month": "2025-07"}]) == []


def test_two_sources_are_two_amounts_and_one_source_is_taken_once() -> None:
    taken = WAGE | {"uid": "2", "span": "3", "source_ledger": "job", "source_row": "a"}
    assert brief("income", WAGE | {"span": "3", "source_ledger": "job", "source_row": "b"}, others=[taken]) == []
    assert brief("income", WAGE | {"span": "3", "source_ledger": "job", "source_row": "a"}, others=[taken]) == [("amount", "存疑")]
    assert brief("income", WAGE | {"span": "3"}, others=[taken]) == [("amount", "存疑")], "typed by hand beside it"


def test_quantity_times_price_is_the_amount() -> None:
    sheep = WAGE | {"part": "business", "item": "business_animals", "quantity": Decimal(10), "price": Decimal(900)}
    assert brief("income", sheep) == []
    assert brief("income", sheep | {"price": Decimal(1200)}) == [("amount", "存疑")]


def test_hardly_any_wage_and_another_figure_when_verified_are_asked_about() -> None:
    assert brief("income", WAGE | {"amount": Decimal(90)}) == [("amount", "存疑")]
    (told,) = said("income", WAGE | {"verified": Decimal(1300)})
    assert (told.severity, told.text) == ("存疑", "核实是1300元，登记是9000元，请核对后改登记数。")


def test_money_from_a_daughter_outside_is_no_wage_of_the_household() -> None:
    (told,) = said("income", WAGE, parents={"person": MEMBER | {"household": "other"}})
    assert (told.field, told.severity) == ("person", "存疑")
    assert "赡养费" in told.text
    assert brief("income", WAGE, parents={"person": MEMBER | {"shares_income": False}}) == [("person", "存疑")]
    assert brief("income", WAGE, parents={"person": MEMBER}) == []


def test_wages_need_somebody_able_to_work() -> None:
    assert brief("income", WAGE, parents={"person": MEMBER | {"labour": "lost"}}) == [("person", "存疑")]


def test_an_amount_knows_its_income_year_and_whether_it_counts() -> None:
    assert computed("income", "income_year", {"month": "2024-10"}) == 2025
    assert computed("income", "counted", {"part": "transfer"}) is True
    assert computed("income", "counted", {"part": "none"}) is False


def test_a_bill_of_tomorrow_is_refused() -> None:
    assert brief("medical_bill", BILL) == []
    assert brief("medical_bill", BILL | {"date": date(2025, 7, 23)}) == [("date", "拦下")]


def test_neither_the_allowed_part_nor_the_refunds_are_more_than_the_bill() -> None:
    assert brief("medical_bill", BILL | {"allowed": Decimal(30001)}) == [("allowed", "要改")]
    assert brief("medical_bill", BILL | {"basic": Decimal(28000)}) == [("basic", "要改")]


def test_what_the_family_pays_follows_from_the_bill() -> None:
    assert computed("medical_bill", "own", BILL) == 12000
    assert computed("medical_bill", "own_allowed", BILL) == 8000
    assert computed("medical_bill", "own_allowed", BILL | {"allowed": None}) is None
    assert computed("medical_bill", "household", {}, parents={"person": MEMBER}) == "h"


@pytest.mark.life("income")
def test_a_wage_that_was_a_daughters_money_is_put_right(village: st.Store) -> None:
    home = st.add(village, "household", {"head_name": "白某某"}).uid
    other = st.add(village, "household", {"head_name": "赵某某"}).uid
    daughter = st.add(village, "person", {"household": other, "name": "白小某"}).uid
    saved = st.add(village, "income", {"household": home, "month": "2025-04", "part": "工资性", "item": "务工收入",
                                       "amount": "2万", "person": daughter})  # fmt: skip
    assert [(m.field, m.severity) for m in saved.notices] == [("person", "存疑")]
    put_right = st.change(village, "income", saved.uid, {"part": "转移性", "item": "赡养费", "person": "（清空）", "payer": "女儿"})
    assert put_right.notices == ()
    wage = st.add(village, "income", {"household": home, "month": "2025年4月", "part": "工资", "amount": "1300", "person": "白某某"})
    (row,) = (one for one in st.find(village, "income") if one["part"] == "wage")
    assert (row.uid, row["amount"]) == (wage.uid, Decimal(1300))
    assert st.shown(village, "income", [row])[0]["income_year"] == "2025"


@pytest.mark.life("medical_bill")
def test_a_bill_is_written_once_and_its_own_share_is_never_typed(village: st.Store) -> None:
    st.add(village, "household", {"head_name": "白某某"})
    uid = st.add(village, "medical_bill", {"person": "白某某", "date": "2025-05-01", "total": 30000, "allowed": 26000}).uid
    st.change(village, "medical_bill", uid, {"basic": "15000", "aid": "1000"})
    (row,) = st.shown(village, "medical_bill", st.by_uids(village, "medical_bill", [uid]))
    assert (row["own"], row["own_allowed"], row["household"]) == ("14,000.00", "10,000.00", "白某某")
    with pytest.raises(UserMistake, match="还没到"):
        st.add(village, "medical_bill", {"person": "白某某", "date": "2025-07-23", "total": 1})
