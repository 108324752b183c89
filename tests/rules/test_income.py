"""Income: windows, parts, net and per-head, 合规自付, and the two audit cases (20,000 of 赡养费; 8,479.2 and drugs)."""

from datetime import date
from decimal import Decimal

import pytest

from models.codes.income import ITEM, PART
from models.rules import income as rule
from models.rules import income_row
from models.rules.dates import Period
from models.rules.income import Entry

YEAR_2025 = Period(date(2024, 10, 1), date(2025, 9, 30))


def test_parts_and_items_are_words_of_the_lists() -> None:
    parts = {code for code, _ in PART.items}
    assert {*rule.EARNED, rule.COST, rule.RIGID, rule.CLAIM} <= parts
    assert {rule.part_of(code) for code, _ in ITEM.items} - {None} <= parts


def test_the_income_year_begins_in_october_of_the_year_before() -> None:
    assert rule.income_year(2025, 10) == YEAR_2025
    assert rule.income_year(2025, 1) == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert [rule.income_year_of(month, 10) for month in ("2024-09", "2024-10", "2025-09")] == [2024, 2025, 2025]
    assert rule.income_year_of("2025-12", 1) == 2025


def test_rolling_months_end_with_the_month_before() -> None:
    assert rule.rolling(date(2025, 7, 22), 12) == Period(date(2024, 7, 1), date(2025, 6, 30))
    assert rule.window(rule.ROLLING, date(2025, 7, 22), 12, 10) == rule.rolling(date(2025, 7, 22), 12)
    assert rule.window(rule.YEARLY, date(2025, 7, 22), 12, 10) == YEAR_2025
    assert rule.window(rule.YEARLY, date(2025, 11, 1), 12, 10).first == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("entry", "share"),
    [
        (Entry("wage", Decimal(3000), "2024-10"), Decimal(3000)),
        (Entry("wage", Decimal(3000), "2024-09"), Decimal(0)),
        (Entry("wage", Decimal(9000), "2024-08", 3), Decimal(3000)),
        (Entry("wage", Decimal(9000), "2025-09", 3), Decimal(3000)),
        (Entry("wage", Decimal(12000), "2025-01", 12), Decimal(9000)),
    ],
)
def test_only_the_months_inside_a_window_count(entry: Entry, share: Decimal) -> None:
    assert entry.within(YEAR_2025) == share


def test_net_income_is_four_parts_less_what_production_cost() -> None:
    entries = [
        Entry("wage", Decimal(20000), "2024-11"),
        Entry("business", Decimal(9000), "2025-01", 3),
        Entry("property", Decimal("660.5"), "2025-03"),
        Entry("transfer", Decimal(3000), "2025-04", 3),
        Entry("cost", Decimal(4000), "2025-05"),
        Entry("rigid", Decimal(800), "2025-06"),
        Entry("none", Decimal(50000), "2025-06"),
        Entry("claim", Decimal(1000), "2025-06"),
    ]
    sums = rule.parts(entries, YEAR_2025)
    assert rule.net(sums) == Decimal("28660.50")
    assert rule.per_head(rule.net(sums), 3) == Decimal("9553.50")
    assert rule.per_head(Decimal(1), 0) is None
    assert rule.after_rigid(rule.net(sums), sums["rigid"]) == Decimal("27860.50")


def test_claims_add_to_and_own_medicine_takes_from_what_is_held_against_the_line() -> None:
    assert rule.reference(Decimal(16000), Decimal(1000), Decimal(9000)) == Decimal(8000)
    assert rule.reference(Decimal(16000), None, None) == Decimal(16000)
    assert rule.reference(None, Decimal(1000), None) is None


def test_a_wage_that_was_support_from_a_daughter_is_found_in_the_parts() -> None:
    registered, verified = {"wage": Decimal(20000)}, {"wage": Decimal(1300), "transfer": Decimal(20000)}
    assert (rule.net(verified) - rule.net(registered)) / 5 == 260
    found = rule.audit(registered, verified, people=5, gap=1000)
    assert found == {"wage": "虚登", "transfer": "漏登"}, "the whole hardly moved"


def test_drugs_that_were_forgotten_lower_what_is_left() -> None:
    whole = Decimal("8479.2") * 2
    assert whole == Decimal("16958.4")
    assert rule.per_head(rule.after_rigid(whole, Decimal(800)), 2) == Decimal("8079.20")


def test_an_account_holds_the_case_of_the_forgotten_drugs_and_counts_no_medicine_twice() -> None:
    net = Entry("transfer", Decimal("16958.40"), "2024-10", 12, "transfer_pension")
    drugs = [rule.Bill(date(2025, 1, 9), Decimal(500), Decimal(300)), rule.Bill(date(2025, 3, 9), Decimal(300), None),
             rule.Bill(date(2025, 10, 1), Decimal(90), None)]  # fmt: skip
    found = rule.account([net], drugs, people=2, within=YEAR_2025)
    assert (found.head, found.head_left, found.rigid) == (Decimal("8479.20"), Decimal("8079.20"), Decimal(800))
    assert found.head_reference == Decimal("8329.20"), "only the 合规 part is held against the line"
    typed = Entry("rigid", Decimal(700), "2025-01", 3, rule.MEDICAL)
    assert rule.account([net, typed], drugs, 2, YEAR_2025).rigid == 800
    assert rule.account([net, typed], [], 2, YEAR_2025).rigid == 700
    later = Entry("rigid", Decimal(700), "2025-04", 3, rule.MEDICAL)
    assert rule.account([net, later], drugs, 2, YEAR_2025).rigid == 1500, "medicine of another quarter is other medicine"
    claim = Entry("claim", Decimal(1000), "2025-02")
    assert rule.account([net, claim], drugs, 2, YEAR_2025).head_reference == Decimal("8829.20")


def test_of_whom_nothing_is_written_nothing_is_known() -> None:
    empty = rule.account([Entry("wage", Decimal(1), "2023-01")], [], 3, YEAR_2025)
    assert (empty.net, empty.head, empty.head_left, empty.head_reference, empty.months) == (None, None, None, None, 0)
    half = rule.account([Entry("wage", Decimal(900), "2024-08", 3), Entry("cost", Decimal(50), "2025-02")], [], 1, YEAR_2025)
    assert (half.net, half.months) == (Decimal(250), 2)


def test_growth_is_told_where_both_years_are_known() -> None:
    assert rule.change(Decimal(14951), Decimal("13117.21")) == (Decimal("1833.79"), Decimal("13.98"))
    assert rule.change(Decimal(5), Decimal(-3)) == (Decimal(8), None)
    assert rule.change(None, Decimal(1)) is rule.change(Decimal(1), None) is None


def test_an_audit_sees_what_reaches_the_gap_and_nothing_below() -> None:
    assert rule.audit({"wage": Decimal(5000)}, {"wage": Decimal(6000)}, 1, 1000) == {"net": "漏登", "wage": "漏登"}
    assert rule.audit({"wage": Decimal(5000)}, {"wage": Decimal("5999.99")}, 1, 1000) == {}
    assert rule.audit({"wage": Decimal(5000)}, {}, 0, 1000) == {}


def test_the_family_pays_what_nobody_gave_back() -> None:
    assert rule.own_share(Decimal(30000), [Decimal(15000), Decimal(5000), None, Decimal(1000)]) == Decimal(9000)
    assert rule.own_share(Decimal(100), [Decimal(120)]) == 0
    assert rule.own_share(None, [Decimal(1)]) is None


def test_an_item_stands_under_its_own_part() -> None:
    assert not income_row.item_fault("transfer", "transfer_family")
    assert income_row.item_fault("wage", "transfer_family")
    assert not income_row.item_fault("unknown", "transfer_family")
    assert not income_row.item_fault("wage", None)


def test_quarters_begin_where_quarters_begin() -> None:
    assert income_row.span_fault("2025-04", 3) is None
    assert income_row.span_fault("2025-05", 3) == "一个季度不是从这个月开始的，请核对月份。"
    assert income_row.span_fault("2025-04", 6) is not None
    assert income_row.span_fault("2024-10", 12) is None


def test_a_quarter_covers_its_months() -> None:
    assert rule.overlap(Entry("wage", Decimal(1), "2025-04", 3), Entry("wage", Decimal(1), "2025-06"))
    assert not rule.overlap(Entry("wage", Decimal(1), "2025-04", 3), Entry("wage", Decimal(1), "2025-07"))


def test_quantity_times_price_is_the_amount() -> None:
    assert income_row.product_doubt(Decimal(10), Decimal("120.5"), Decimal(1205)) is None
    assert "1205.00" in (income_row.product_doubt(Decimal(10), Decimal("120.5"), Decimal(1500)) or "")
    assert income_row.product_doubt(None, Decimal(1), Decimal(1)) is None
