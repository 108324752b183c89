"""人均 from real rows: which months count, whose medicine, who is below a line, who falls behind last year."""

from decimal import Decimal

import pytest

from models import store as st
from models.codes.income import SOURCE_BOOK
from models.insight import figures
from models.insight import household_income as income
from models.insight.reader import reading
from models.ledgers import LEDGERS
from models.rules.dates import read_period
from models.rules.income import Account
from models.rules.rounding import growth

from .conftest import Village


def amount(village: Village, home: str, month: str, part: str, item: str, yuan: object, span: str = "1", **more: object) -> str:
    return village.add("income", household=home, month=month, part=part, item=item, amount=yuan, span=span, **more)


def standing(village: Village, home: str) -> income.Standing:
    with reading(village.store) as reader:
        return income.standing(reader, reader.get("household", home))


def year(village: Village, home: str, number: int = 2025) -> Account:
    with reading(village.store) as reader:
        row = reader.get("household", home)
        return income.account(reader, home, income.income_year(reader, row["scope"], number))


def test_the_drugs_that_were_forgotten_stand_beside_a_net_income_that_has_not_changed(village: Village) -> None:
    home = village.household("白小乙")
    village.person(home, "白小丙", relation="2")
    amount(village, home, "2024-07", "transfer", "transfer_pension", "16958.4", "12")
    before = standing(village, home).now
    assert (before.head, before.head_left) == (Decimal("8479.20"), Decimal("8479.20"))
    for quarter in ("2024-08-10", "2024-11-10", "2025-02-10", "2025-05-10"):
        village.add("medical_bill", person=village.person(home), date=quarter, total=200, kind="chronic")
    village.add("medical_bill", person=village.person(home), date="2025-07-02", total=90)
    after = standing(village, home).now
    assert (after.head, after.head_left, after.head_reference) == (Decimal("8479.20"), Decimal("8079.20"), Decimal("8479.20"))


def test_a_wage_that_was_a_daughters_money_moves_little_per_head_and_much_by_part(village: Village) -> None:
    home = village.household("白小乙")
    for name in ("白小丙", "白小丁", "白小戊", "白小己"):
        village.person(home, name)
    wrong = amount(village, home, "2024-11", "wage", "wage_job", 20000)
    registered = year(village, home)
    st.change(village.store, "income", wrong, {"part": "transfer", "item": "transfer_family"})
    amount(village, home, "2025-03", "wage", "wage_picking", 1300)
    verified = year(village, home)
    assert (registered.people, registered.head, verified.head) == (5, Decimal(4000), Decimal(4260))
    assert (verified.parts["wage"], verified.parts["transfer"]) == (1300, 20000)


def test_the_rolling_months_and_the_income_year_are_two_windows_over_the_same_rows(village: Village) -> None:
    home = village.household("白小乙")
    amount(village, home, "2024-07", "business", "business_animals", 3000, "3")
    amount(village, home, "2024-10", "business", "business_animals", 4000, "3")
    amount(village, home, "2024-12", "cost", "cost_animals", 500)
    amount(village, home, "2025-07", "transfer", "transfer_pension", 100)
    found = standing(village, home).now
    assert (found.within.words(), found.net, found.months) == ("2024年7月1日至2025年6月30日", 6500, 6)
    assert (year(village, home).net, year(village, home, 2024).net) == (3600, 3000)
    village.add("parameter", id="income.basis", value="收入年度", from_on="2025-01-01")
    assert standing(village, home).now.net == 3600


def test_a_whole_window_with_hardly_anything_is_to_be_asked_about(village: Village) -> None:
    home = village.household("白小乙")
    amount(village, home, "2024-07", "transfer", "transfer_low_income", 3000, "6")
    assert standing(village, home).low is None, "half a year is not a poor year"
    amount(village, home, "2025-01", "transfer", "transfer_low_income", 600, "6")
    assert standing(village, home).low == 4000


def test_people_are_those_of_the_last_day_of_the_window(village: Village) -> None:
    home = village.household("白小乙")
    village.person(home, "白小丙", left_on="2025-07-10", left_why="死亡")
    village.person(home, "白小丁", joined_on="2025-07-11", joined_why="出生")
    village.person(home, "白小戊", shares_income=False)
    amount(village, home, "2025-01", "transfer", "transfer_pension", 5000)
    assert (standing(village, home).now.people, year(village, home).people) == (2, 2)
    village.person(home, "白小己", joined_on="2025-07-12")
    assert (standing(village, home).now.people, year(village, home).people) == (2, 3), "the running year looks at today"


def test_figures_count_households_of_whom_something_is_written(village: Village) -> None:
    poor, fallen, silent = (village.household(name) for name in ("白小乙", "白小丙", "白小丁"))
    village.add("parameter", id="income.monitor_line", value="7300", from_on="2025-01-01")
    amount(village, poor, "2025-01", "transfer", "transfer_low_income", 6000, "6")
    amount(village, fallen, "2023-10", "wage", "wage_job", 30000, "3")
    amount(village, fallen, "2024-10", "wage", "wage_job", "20000", "3")
    village.add("income", household=silent, month="2025-01", part="none", item="none_loan", amount=50000)
    found = figures.values(village.store)
    told = {id.removeprefix("income."): n for id, n in found.items() if id.startswith("income.")}
    assert told == {"households": 2, "net": Decimal("26000.00"), "per_head": Decimal("13000.00"), "below_line": 1,
                    "below_watch": 1, "falling": 1}
    assert [record.uid for record in figures.records(village.store, "income.below_line")] == [poor]
    assert [record.uid for record in figures.records(village.store, "income.falling")] == [fallen]
    assert standing(village, fallen).change == (Decimal(-10000), growth(2, 3))


@pytest.mark.parametrize(("paper", "months", "covered"), [
    ({"return_id": "2.8", "period": "2025"}, "2024-11", True),
    ({"return_id": "2.8", "period": "2025Q2"}, "2025-05", True),
    ({"return_id": "2.8", "period": "2025Q2"}, "2025-01", False),
    ({"return_id": "2.2", "period": "2025"}, "2025-05", False),
    ({"return_id": "2.8", "period": "2025", "for_uid": "another"}, "2025-05", False),
    ({"return_id": "2.8b", "period": "去年"}, "2025-05", False),
])  # fmt: skip
def test_a_paper_that_was_agreed_to_covers_its_months(village: Village, paper: dict[str, str], months: str, covered: bool) -> None:
    home = village.household("白小乙")
    kept = village.add("kept_return", code="甲", **paper)
    said = {"ledger": "kept_return", "row": kept}
    st.add(village.store, "approval", said | {"decision": "agreed", "on": "2025-07-01"})
    with reading(village.store) as reader:
        assert income.approved(reader, reader.get("household", home), read_period(months)) is covered
    st.add(village.store, "approval", said | {"decision": "returned", "on": "2025-07-02", "words": "再看看"})
    with reading(village.store) as reader:
        assert income.approved(reader, reader.get("household", home), read_period(months)) is False


def test_books_that_can_be_taken_from_go_by_their_own_names() -> None:
    assert {id: LEDGERS[id].__ledger__.title for id, _ in SOURCE_BOOK.items if id != "unknown"} == {
        id: title for id, title in SOURCE_BOOK.items if id != "unknown"}  # fmt: skip
