"""Planted cases of 收支: what a row says wrongly, and what a household's year says beside last year, illness and welfare."""

from datetime import date
from decimal import Decimal

from tests.insight.planted.village import Village

QUARTERS = ("2024-07", "2024-10", "2025-01", "2025-04")
YEAR_BEFORE = ("2023-07", "2023-10", "2024-01", "2024-04")


def entry(v: Village, household: str = "", **raw: object) -> str:
    """What the sheep of the second quarter brought."""
    usual = {"month": "2025-04", "span": "季", "part": "生产经营性收入", "item": "养殖收入", "amount": 9000}
    return v.add("income", household=household or v.household(), **usual | raw)


def year(v: Village, household: str = "", *amounts: int, months: tuple[str, ...] = QUARTERS) -> str:
    """A household with four quarters on record, a good living unless told."""
    home = household or v.household(type="脱贫户")
    for at, month in enumerate(months):
        entry(v, home, month=month, amount=(amounts or (9000, 9100, 9200, 9300))[at])
    return home


def bill(v: Village, **raw: object) -> str:
    """A bill of May."""
    return v.add("medical_bill", person=v.head(v.household()), date="2025-05-06", total=1000, **raw)


def _twice(v: Village) -> None:
    home = v.household()
    for amount in (9000, 9100):
        entry(v, home, amount=amount)


def _outsider(v: Village) -> None:
    home = v.household()
    away = v.person(home, shares_income=False)
    entry(v, home, part="工资性收入", item="自主采摘", person=away)


def _falling(v: Village) -> None:
    home = year(v)
    year(v, home, 10000, 10000, 10100, 10200, months=YEAR_BEFORE)


def _misread(v: Village) -> None:
    home = v.household()
    entry(v, home, verified=10500)


def _silent_quarter(v: Village) -> None:
    year(v, months=QUARTERS[:3])


def _ill(v: Village, health: str, **raw: object) -> str:
    home = v.household(**raw)
    v.change("person", v.head(home), health=health)
    return home


def _one_quarter_left_out(v: Village) -> None:
    home = _ill(v, "长期慢性病")
    for month in QUARTERS[2:]:
        entry(v, home, month=month, amount=9000 if month == "2025-01" else 9500)
    entry(v, home, month="2025-01", part="刚性支出", item="医疗自付", amount=200)


def _daughters_money(v: Village) -> None:
    """The audit's household: a daughter's money said to be wages of a son who had worked for half a month."""
    home = v.household(type="脱贫户")
    son = v.person(home)
    v.add("job", person=son, place="县内", year=2025, from_month="2025-03", to_month="2025-03", wage=1300, still=False)
    entry(v, home, month="2024-07", span="年", part="工资性收入", item="其他工资性收入", person=son, amount=26000)


def _below_the_line(v: Village) -> None:
    v.add("parameter", id="income.monitor_line", value="7000")
    year(v, v.household(), 1300, 1400, 1500, 1600)


def _left_out(v: Village) -> None:
    home = v.household(type="脱贫户")
    v.add("industry_subsidy", household=home, year=2025, category="种植业", applied=10, verified=10, paid=750, paid_on="2025-05-20",
          state="已发放", applied_on="2025-03-01", noticed_on="2025-04-01", accepted_on="2025-05-01")  # fmt: skip
    entry(v, home)


def _copied(v: Village) -> None:
    home = v.household()
    for month in QUARTERS[2:]:
        for item, amount in (("养殖收入", 3000), ("种植收入", 2000), ("林果收入", 800), ("其他经营收入", 500)):
            entry(v, home, month=month, item=item, amount=amount)


def _source_gone(v: Village) -> None:
    row = entry(v, part="工资性收入", item="其他工资性收入")
    v.slip("income", row, source_ledger="job", source_row="0" * 32, source_amount=Decimal(9000))


CASES = {
    "income.in_its_place": lambda v: entry(v, item="养老金"),
    "income.told_once": _twice,
    "income.amount_is_likely": lambda v: entry(v, quantity=6, price=1000),
    "income.earned_by_a_member": _outsider,
    "medical_bill.not_in_the_future": lambda v: v.slip("medical_bill", bill(v), date=date(2025, 8, 1)),
    "medical_bill.parts_fit": lambda v: bill(v, allowed=1200),
    "household.income_very_low": lambda v: year(v, "", 900, 910, 920, 930),
    "household.half_of_the_local": lambda v: (v.add("parameter", id="income.local_per_head", value="23000"), year(v, "", 2000, 2100, 2200, 2300)),
    "household.income_falls": _falling,
    "household.registered_as_verified": _misread,
    "household.updated_each_quarter": _silent_quarter,
    "household.illness_costs_missing": lambda v: entry(v, _ill(v, "患有大病")),
    "household.drugs_asked_each_quarter": _one_quarter_left_out,
    "household.low_income_as_flagged": lambda v: entry(v, part="转移性收入", item="低保金", amount=1500),
    "household.copied_quarter": _copied,
    "household.taken_over_still_so": _source_gone,
    "income.wage_is_earned": lambda v: entry(v, part="工资性收入", item="其他工资性收入", payer="小女儿"),
    "income.other_wage_as_worked": _daughters_money,
    "household.below_the_line": _below_the_line,
    "household.paid_out_is_on_record": _left_out,
    "household.wage_without_work": lambda v: entry(v, part="工资性收入", item="务工收入", amount=20000),
}
