"""Planted cases of 信贷: contracts, what they were spent on, repayments, 展期 and 续贷."""

from collections.abc import Callable
from datetime import date

from tests.insight.planted.village import Village


def loan(v: Village, borrower: str = "", **raw: object) -> str:
    """A loan of March to the head of a 脱贫户, for two years."""
    usual = {"amount": 30000, "granted_on": "2025-03-01", "due_on": "2027-03-01", "bank": "示范村镇银行", "purpose": "养羊"}
    return v.add("loan", borrower=borrower or v.head(v.household(type="脱贫户")), **usual | raw)


def _lent(**raw: object) -> Callable[[Village], object]:
    return lambda v: loan(v, **raw)


def _looked(loan_raw: dict[str, object] | None = None, **raw: object) -> Callable[[Village], object]:
    def plant(v: Village) -> object:
        return v.add("loan_check", loan=loan(v, **loan_raw or {}), **{"date": "2025-06-01"} | raw)

    return plant


def _repaid(**raw: object) -> Callable[[Village], object]:
    return lambda v: v.add("loan_repayment", loan=loan(v), **raw)


def _extended(v: Village, **raw: object) -> str:
    usual = {"date": "2025-06-05", "applied_on": "2025-06-01", "due_on": "2026-06-10"}
    return v.add("loan_extension", loan=loan(v, granted_on="2025-01-20", due_on="2025-06-10"), **usual | raw)


def _extended_backwards(v: Village) -> None:
    v.slip("loan_extension", _extended(v, date="2025-07-01", due_on="2025-07-20"), due_on=date(2025, 6, 20))


def _extended_twice(v: Village) -> None:
    contract = loan(v, granted_on="2025-01-20", due_on="2025-06-10")
    v.add("loan_extension", loan=contract, date="2025-06-05", applied_on="2025-06-01", due_on="2025-07-10")
    v.add("loan_extension", loan=contract, date="2025-07-01", applied_on="2025-07-01", due_on="2026-06-10")


def _renewed_twice(v: Village) -> None:
    borrower = v.head(v.household(type="脱贫户"))
    first = loan(v, borrower, granted_on="2021-03-01", due_on="2023-03-01")
    second = loan(v, borrower, granted_on="2023-03-01", due_on="2025-03-01", renews=first)
    loan(v, borrower, renews=second)


def _two_of_a_house(v: Village) -> None:
    home = v.household(type="脱贫户")
    loan(v, v.head(home))
    loan(v, v.person(home))


CASES = {
    "loan.due_after_granted": _lent(term=12),
    "loan.within_the_product": _lent(amount=60000),
    "loan.borrower_of_age": lambda v: loan(v, v.head(v.household(type="脱贫户", head_id=v.number(date(1955, 3, 1))))),
    "loan.opening_within_amount": _lent(opening="是", opened_on="2025-07-01", opening_balance=40000),
    "loan.lies_unused": _looked({"granted_on": "2024-03-01"}, result="未使用"),
    "loan.lent_on": _looked(result="挪用", misuse="转贷"),
    "loan.spent_elsewhere": _looked(result="部分挪用", misuse="建房"),
    "loan.meant_for_production": _lent(purpose="给儿子盖房子"),
    "loan_check.words_fit_the_result": _looked(result="正常使用", used_for="没有买车，钱还存着"),
    "loan.looked_at_once": _lent(granted_on="2024-12-01"),
    "loan.borrower_is_meant": lambda v: loan(v, v.head(v.household())),
    "loan.renewed_as_often_as_may_be": _renewed_twice,
    "loan.subsidy_as_computed": _lent(rate="3.65", subsidised=3000),
    "household.loans_of_a_household": _two_of_a_house,
    "loan_check.checked_in_its_time": _looked(date="2025-02-01", result="正常使用"),
    "loan_check.misuse_fits_the_result": _looked(result="正常使用", misuse="看病"),
    "loan_repayment.within_the_balance": _repaid(date="2025-07-01", amount=40000),
    "loan_repayment.paid_in_its_time": _repaid(date="2025-02-01", amount=1000),
    "loan_extension.later_than_agreed": _extended_backwards,
    "loan_extension.asked_before_due": lambda v: _extended(v, applied_on="2025-06-20", date="2025-06-25"),
    "loan_extension.not_too_often": _extended_twice,
}
