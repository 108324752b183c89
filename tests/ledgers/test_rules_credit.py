"""What the ledgers of 信贷 say of a record, and what they compute from it."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.ledgers.fake_facts import BOY, MAN, brief, computed, said

LENT: dict[str, Any] = {
    "amount": Decimal(50000), "granted_on": date(2025, 3, 1), "due_on": date(2027, 3, 1), "product": "lifted",
}  # fmt: skip
MAN_OF_45 = {"borrower": {"id_no": MAN, "household": "h"}}


def test_due_before_granted_is_refused_in_words() -> None:
    found = said("loan", LENT | {"due_on": date(2025, 2, 1)})
    assert [(m.text, m.field, m.severity) for m in found] == [("到期日比放款日还早，请核对。", "due_on", "拦下")]


def test_an_ordinary_loan_has_nothing_said_of_it() -> None:
    assert brief("loan", LENT, parents=MAN_OF_45) == []


def test_a_due_day_far_from_the_term_is_asked_about() -> None:
    assert brief("loan", LENT | {"term": 12}) == [("due_on", "存疑")]
    assert brief("loan", LENT | {"term": 24, "due_on": date(2027, 3, 3)}) == []


def test_a_term_above_the_products_longest_is_asked_about() -> None:
    assert brief("loan", LENT | {"due_on": date(2029, 3, 1)}) == [("due_on", "存疑")]
    assert brief("loan", LENT | {"due_on": None, "term": 60}) == [("term", "存疑")]


def test_two_loans_above_the_ceiling_are_asked_about() -> None:
    other = LENT | {"uid": "2", "amount": Decimal(10000)}
    assert brief("loan", LENT, others=[other]) == [("amount", "存疑")]


def test_the_loan_that_is_renewed_does_not_count_against_the_ceiling() -> None:
    other = LENT | {"uid": "2"}
    assert brief("loan", LENT | {"renews": "2"}, others=[other]) == []


def test_a_loan_that_came_later_is_told_against_the_ceiling_and_the_one_before_it_is_not() -> None:
    later = LENT | {"uid": "2", "granted_on": LENT["due_on"], "due_on": date(2028, 3, 1)}
    assert brief("loan", LENT, others=[later]) == []
    soon = LENT | {"uid": "2", "granted_on": date(2025, 4, 1)}
    assert brief("loan", LENT, others=[soon]) == [] and brief("loan", soon, others=[LENT]) == [("amount", "存疑")]


def test_the_ceiling_is_that_of_the_day_and_product() -> None:
    later = {"granted_on": date(2026, 8, 1), "due_on": date(2028, 8, 1), "product": "assisted", "amount": Decimal(90000)}
    assert brief("loan", later) == []
    assert brief("loan", later | {"product": "other", "amount": Decimal(900000)}) == []


def test_a_borrower_outside_the_ages_is_asked_about() -> None:
    assert brief("loan", LENT, parents={"borrower": {"id_no": BOY}}) == [("borrower", "存疑")]


def test_an_opening_balance_is_within_what_was_lent_and_has_its_day() -> None:
    assert brief("loan", LENT | {"opening_balance": Decimal(60000)}) == [("opening_balance", "要改"), ("opened_on", "要改")]


def test_balance_and_state_follow_from_repayments() -> None:
    paid = {"loan_repayment": [{"date": date(2025, 7, 1), "amount": Decimal(20000)}]}
    assert computed("loan", "balance", LENT, kids=paid) == Decimal(30000)
    assert computed("loan", "state", LENT, kids=paid) == "normal"
    whole = {"loan_repayment": [{"date": date(2025, 7, 1), "amount": Decimal(50000)}]}
    assert computed("loan", "state", LENT, kids=whole) == "settled"
    assert computed("loan", "settled_on", LENT, kids=whole) == date(2025, 7, 1)


def test_an_extension_moves_the_due_day() -> None:
    longer = {"loan_extension": [{"date": date(2025, 6, 1), "due_on": date(2026, 1, 1)}]}
    row = LENT | {"due_on": date(2025, 7, 1)}
    assert computed("loan", "state", row) == "overdue"
    assert computed("loan", "overdue_days", row) == 21
    assert (computed("loan", "due", row, kids=longer), computed("loan", "state", row, kids=longer)) == (date(2026, 1, 1), "extended")


def test_a_term_alone_gives_the_due_day() -> None:
    assert computed("loan", "due", LENT | {"due_on": None, "term": 12}) == date(2026, 3, 1)


def test_a_renewed_loan_is_settled_by_the_new_one() -> None:
    assert computed("loan", "state", LENT, kids={"loan": [{"granted_on": date(2025, 7, 1)}]}) == "renewed"


def test_an_opening_loan_counts_from_its_opening_balance() -> None:
    row = LENT | {"opening_balance": Decimal(8000), "opened_on": date(2025, 6, 1), "opening": True}
    assert computed("loan", "balance", row) == Decimal(8000)


def test_the_product_of_a_loan_is_that_of_its_day_when_nobody_wrote_one() -> None:
    assert computed("loan", "product_now", LENT | {"product": None}) == "lifted"
    assert computed("loan", "microcredit", LENT) is True
    assert computed("loan", "microcredit", LENT | {"product": "enrich"}) is False
    assert computed("loan", "household", LENT, parents=MAN_OF_45) == "h"


def test_a_forbidden_use_is_what_a_check_finds() -> None:
    loan = {"loan": LENT}
    assert brief("loan_check", {"date": date(2025, 7, 1), "result": "misused", "misuse": ("1",)}, parents=loan) == []
    assert brief("loan_check", {"date": date(2025, 7, 1), "result": "misused"}, parents=loan) == [("misuse", "存疑")]
    proper = {"date": date(2025, 7, 1), "result": "proper", "misuse": ("1",)}
    assert brief("loan_check", proper, parents=loan) == [("result", "要改")]


def test_a_check_is_made_after_the_money_came_and_not_tomorrow() -> None:
    loan = {"loan": LENT}
    assert brief("loan_check", {"date": date(2025, 2, 1)}, parents=loan) == [("date", "要改")]
    assert brief("loan_check", {"date": date(2025, 8, 1)}, parents=loan) == [("date", "拦下")]


def test_a_repayment_above_the_balance_is_odd_and_taken() -> None:
    row = {"date": date(2025, 7, 1), "amount": Decimal(30000)}
    before = [{"uid": "2", "date": date(2025, 6, 1), "amount": Decimal(30000)}]
    assert brief("loan_repayment", row, parents={"loan": LENT}) == []
    found = said("loan_repayment", row, parents={"loan": LENT}, others=before)
    assert [(m.field, m.severity, m.text) for m in found] == [
        ("amount", "存疑", "还的本金比余额20000.00元多，是不是把利息算进来了？")
    ]


def test_a_repayment_has_been_made_after_the_loan() -> None:
    row = {"date": date(2025, 2, 1), "amount": Decimal(1)}
    assert brief("loan_repayment", row, parents={"loan": LENT}) == [("date", "要改")]
    assert brief("loan_repayment", row | {"date": date(2025, 8, 1)}, parents={"loan": LENT}) == [("date", "拦下")]


def test_an_extension_is_asked_for_before_the_loan_is_due() -> None:
    loan = {"loan": LENT | {"due_on": date(2025, 6, 1)}}
    row = {"date": date(2025, 7, 1), "due_on": date(2026, 6, 1)}
    assert brief("loan_extension", row, parents=loan) == [("applied_on", "存疑")]
    assert brief("loan_extension", row | {"applied_on": date(2025, 5, 1)}, parents=loan) == []


def test_an_extension_to_an_earlier_day_is_refused() -> None:
    row = {"date": date(2025, 7, 1), "due_on": date(2025, 6, 1)}
    assert ("due_on", "拦下") in brief("loan_extension", row, parents={"loan": LENT})


def test_a_second_extension_is_asked_about() -> None:
    row = {"date": date(2025, 7, 1), "due_on": date(2028, 6, 1)}
    assert brief("loan_extension", row, parents={"loan": LENT}, others=[{"uid": "2"}]) == [("loan", "存疑")]
