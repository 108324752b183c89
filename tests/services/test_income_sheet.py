"""收支表: quarters typed into cells, what other ledgers know taken once, a changed source told and never followed silently."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlalchemy import event

from models import store as st
from models.insight.reader import reading
from models.kernel import UserMistake
from services import income_sheet, income_taking
from services.income_sheet import Edit, Line, NeedsReason

MONEY = Decimal


@pytest.fixture
def home(store: st.Store) -> str:
    """A household with its 户主 and a son."""
    uid = st.add(store, "household", {"head_name": "白小乙"}).uid
    st.add(store, "person", {"household": uid, "name": "白小丙"})
    return uid


def person(store: st.Store, name: str) -> str:
    return st.find(store, "person", {"name": name})[0].uid


def line(store: st.Store, home: str, item: str, year: int | None = None) -> Line:
    return next(one for one in income_sheet.read(store, home, year).lines if item in (one.item, one.title))


def amounts(store: st.Store, home: str, item: str) -> list[Decimal | None]:
    return [line(store, home, item).of(account) for account in income_sheet.read(store, home).by_quarter]


def years(store: st.Store, home: str, item: str, year: int | None = None) -> tuple[Decimal | None, Decimal | None]:
    sheet, found = income_sheet.read(store, home, year), line(store, home, item, year)
    return found.of(sheet.account), found.of(sheet.before)


def states(store: st.Store, home: str) -> list[tuple[str, str, str]]:
    return [(one.offer.ledger, one.offer.month, one.state) for one in income_taking.waiting(store, home)]


def keys(store: st.Store, home: str) -> Sequence[tuple[str, str, str]]:
    return [one.offer.key for one in income_taking.waiting(store, home)]


def test_a_quarter_is_typed_into_its_cells_in_one_operation(store: st.Store, home: str) -> None:
    edits = [Edit("wage", "wage_job", "2025-01", MONEY(9000)), Edit("wage", "wage_job", "2025-04", MONEY(8000)),
             Edit("cost", "cost_animals", "2025-04", MONEY(1500))]  # fmt: skip
    saved = income_sheet.save(store, home, edits)
    assert saved.label == "收支 白小乙"
    assert amounts(store, home, "wage_job") == [None, 9000, 8000, None]
    assert [amounts(store, home, of) for of in ("生产经营性支出", "家庭纯收入")] == [
        [None, None, 1500, None], [None, 9000, 6500, None]]
    assert years(store, home, "人均纯收入") == (MONEY("7750.00"), None)
    assert {row["span"] for row in st.find(store, "income")} == {"3"}
    st.undo(store)
    assert st.count(store, "income") == 0


def test_a_typed_cell_is_changed_and_emptied_again(store: st.Store, home: str) -> None:
    income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-01", MONEY(9000))])
    seen = line(store, home, "wage_job").cells[1].rows
    income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-01", MONEY(9500), seen)])
    with pytest.raises(UserMistake, match="刚才被别人改过，现在是9500"):
        income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-01", None, seen)])
    seen = line(store, home, "wage_job").cells[1].rows
    income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-01", None, seen)])
    assert amounts(store, home, "wage_job") == [None] * 4
    [row] = st.find(store, "income", removed=True)
    assert row.removed_why == "收支表里清空了"


def test_what_one_cell_refuses_none_of_them_keeps(store: st.Store, home: str) -> None:
    with pytest.raises(UserMistake, match="务工收入：刚才被别人改过，现在是空的"):
        income_sheet.save(store, home, [Edit("cost", "cost_crops", "2025-01", MONEY(1)),
                                        Edit("wage", "wage_job", "2025-01", MONEY(1), {"gone": MONEY(2)})])
    assert st.count(store, "income") == 0


def test_a_cell_of_several_amounts_opens_them_instead(store: st.Store, home: str) -> None:
    for month in ("2025-01", "2025-02"):
        st.add(store, "income", {"household": home, "month": month, "part": "wage", "item": "wage_post_village", "amount": 600})
    st.add(store, "income", {"household": home, "month": "2024-10", "span": "12", "part": "transfer", "item": "transfer_pension",
                             "amount": 2400})  # fmt: skip
    post, pension = line(store, home, "wage_post_village"), line(store, home, "transfer_pension")
    assert (amounts(store, home, "wage_post_village")[1], len(post.cells[1].rows), post.cells[1].typed, post.cells[2].typed) == (1200, 2, False, True)
    assert amounts(store, home, "transfer_pension") == [600] * 4
    assert not any(cell.typed for cell in pension.cells)


def test_the_year_before_stands_beside_and_an_odd_item_is_not_lost(store: st.Store, home: str) -> None:
    st.add(store, "income", {"household": home, "month": "2023-10", "span": "3", "part": "business", "item": "business_forest",
                             "amount": 700})  # fmt: skip
    st.add(store, "income", {"household": home, "month": "2025-02", "part": "business", "amount": 50})
    assert (years(store, home, "business_forest"), years(store, home, "没分项目的")) == ((None, 700), (50, None))
    assert not line(store, home, "没分项目的").cells[1].typed
    assert years(store, home, "business_forest", 2024)[0] == 700


def test_after_somebody_agreed_a_change_asks_for_one_line_of_reason(store: st.Store, home: str) -> None:
    income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-01", MONEY(9000))])
    paper = st.add(store, "kept_return", {"return_id": "2.8", "period": "2025Q1", "for_uid": home, "code": "甲"}).uid
    st.add(store, "approval", {"ledger": "kept_return", "row": paper, "decision": "agreed", "on": "2025-07-01"})
    seen = line(store, home, "wage_job").cells[1].rows
    edits = [Edit("wage", "wage_job", "2025-01", MONEY(4500), seen)]
    income_sheet.save(store, home, [Edit("wage", "wage_job", "2025-04", MONEY(100))])
    with pytest.raises(NeedsReason, match="为什么"):
        income_sheet.save(store, home, edits)
    saved = income_sheet.save(store, home, edits, "她二月底就回来了")
    assert saved.label == "批后更正 收支 白小乙：她二月底就回来了"
    assert amounts(store, home, "wage_job")[1] == 4500


def books(store: st.Store, home: str) -> dict[str, str]:
    """One row of every book that knows of income."""
    son, head = person(store, "白小丙"), person(store, "白小乙")
    village = st.find(store, "village")[0].uid
    post = st.add(store, "post", {"village": village, "name": "护林员", "standard": 600, "fund": "employment"}).uid
    holder = st.add(store, "post_holder", {"person": head, "post": post, "from_on": "2024-01-01"}).uid
    farm = st.add(store, "enterprise", {"name": "清水合作社"}).uid
    return {ledger: st.add(store, ledger, raw).uid for ledger, raw in {
        "job": {"person": son, "place": "province", "year": 2025, "from_month": "2025-02", "wage": 4000, "employer": "甲工地"},
        "post_attendance": {"holder": holder, "month": "2025-06", "marks": "15√15－"},
        "travel_subsidy": {"person": son, "year": 2025, "place": "province", "paid": 320, "paid_on": "2025-05-20"},
        "industry_subsidy": {"household": home, "year": 2025, "category": "crop", "paid": 750, "paid_on": "2025-06-03"},
        "welfare": {"household": home, "kind": "low_rural", "monthly": 500, "from_month": "2025-03"},
        "land_lease": {"household": home, "year": 2025, "area": 2, "lessee": "清水合作社", "rent": 1800, "paid": 1800,
                       "paid_on": "2024-12-30"},
        "benefit_link": {"household": home, "enterprise": farm, "year": 2024, "mode": "dividend", "got": 200, "paid_on": "2025-01-09"},
    }.items()}  # fmt: skip


def test_what_other_ledgers_know_is_taken_once_each_tied_to_its_row(store: st.Store, home: str) -> None:
    rows = books(store, home)
    found = {(one.offer.ledger, one.offer.month): one.offer for one in income_taking.waiting(store, home)}
    assert {of: (offer.item, offer.amount) for of, offer in found.items()} == {
        ("land_lease", "2024-12"): ("property_land", 1800), ("benefit_link", "2025-01"): ("property_assets", 200),
        ("job", "2025-01"): ("wage_job", 8000), ("job", "2025-04"): ("wage_job", 12000),
        ("welfare", "2025-01"): ("transfer_low_income", 500), ("welfare", "2025-04"): ("transfer_low_income", 1500),
        ("travel_subsidy", "2025-05"): ("transfer_other", 320), ("industry_subsidy", "2025-06"): ("transfer_other", 750),
        ("post_attendance", "2025-06"): ("wage_post_village", 600),
    }  # fmt: skip
    saved = income_taking.take(store, home, keys(store, home))
    assert saved.label == "收支 白小乙：带过来 9 笔"
    assert {(row["source_ledger"], row["source_row"]) for row in st.find(store, "income")} == set(rows.items())
    assert years(store, home, "家庭纯收入")[0] == 25670
    again = income_taking.take(store, home, [offer.key for offer in found.values()])
    assert (again.operation, st.count(store, "income"), states(store, home)) == (None, 9, [])
    st.undo(store)
    assert len(states(store, home)) == 9


def test_a_changed_source_is_told_and_followed_only_on_demand(store: st.Store, home: str) -> None:
    rows = books(store, home)
    income_taking.take(store, home, keys(store, home))
    st.change(store, "job", rows["job"], {"to_month": "2025-05", "still": False})
    st.change(store, "industry_subsidy", rows["industry_subsidy"], {"paid": 800})
    st.remove(store, "land_lease", rows["land_lease"], "记重了")
    found = income_taking.waiting(store, home)
    assert [words for _, _, words in income_taking.words(store, found)] == [
        "来源撤掉了：原来 1,800 元", "来源改了：原来 12,000 元，现在 8,000 元", "来源改了：原来 750 元，现在 800 元"]
    assert line(store, home, "wage_job").cells[2].amount == 12000, "nothing moves by itself"
    lease, job, subsidy = found
    income_taking.follow(store, home, job.uid)
    income_taking.keep(store, home, subsidy.uid)
    income_taking.follow(store, home, lease.uid)
    assert states(store, home) == []
    assert (line(store, home, "wage_job").cells[2].amount, line(store, home, "transfer_other").cells[2].amount) == (8000, 1070)
    assert years(store, home, "property_land")[0] is None


def test_what_was_typed_by_hand_is_not_added_beside_its_source(store: st.Store, home: str) -> None:
    books(store, home)
    income_sheet.save(store, home, [Edit("transfer", "transfer_low_income", "2025-04", MONEY(1400))])
    [typed] = st.find(store, "income")
    income_taking.take(store, home, keys(store, home))
    assert states(store, home) == [("welfare", "2025-04", "alike")]
    income_taking.replace(store, home, typed.uid)
    assert states(store, home) == []
    assert amounts(store, home, "transfer_low_income") == [None, 500, 1500, None]


def test_agreed_months_ask_for_a_reason_of_what_is_taken_too(store: st.Store, home: str) -> None:
    books(store, home)
    paper = st.add(store, "kept_return", {"return_id": "2.8b", "period": "2025Q1", "code": "甲"}).uid
    st.add(store, "approval", {"ledger": "kept_return", "row": paper, "decision": "agreed", "on": "2025-07-01"})
    with pytest.raises(NeedsReason):
        income_taking.take(store, home, keys(store, home))
    assert st.count(store, "income") == 0
    income_taking.take(store, home, [key for key in keys(store, home) if key[2] >= "2025-04"])
    assert income_taking.take(store, home, keys(store, home), "年底才补记的").label == "批后更正 收支 白小乙：年底才补记的"
    assert st.count(store, "income") == 9


def test_the_wage_told_on_the_doorstep_stands_before_the_usual_one_and_a_daughter_outside_earns_elsewhere(
    store: st.Store, home: str,
) -> None:
    job = books(store, home)["job"]
    st.add(store, "job_check", {"job": job, "date": "2025-06-10", "still": True, "wage": 4500})
    daughter = st.add(store, "person", {"household": home, "name": "白小丁", "shares_income": False}).uid
    st.add(store, "job", {"person": daughter, "place": "province", "from_month": "2025-01", "wage": 9000})
    st.add(store, "job", {"person": person(store, "白小乙"), "place": "county_in", "from_month": "2025-04", "wage": 600,
                          "channel": "post"})  # fmt: skip
    told = {one.offer.month: one.offer.amount for one in income_taking.waiting(store, home) if one.offer.ledger == "job"}
    assert told == {"2025-01": 8000, "2025-04": 13500}, "a post's money comes from its attendance"


def test_reading_a_sheet_asks_no_query_a_row(store: st.Store, home: str) -> None:
    for month in range(1, 7):
        st.add(store, "income", {"household": home, "month": f"2025-0{month}", "part": "wage", "item": "wage_picking", "amount": 100})
    with reading(store, whole=False) as reader:
        asked: list[str] = []
        event.listen(reader.source.connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        income_sheet.of(reader, reader.get("household", home))
    assert len(asked) < 20
