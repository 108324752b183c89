"""展期: the same contract with a later day, asked for before it was due. 续贷 is a new loan instead."""

from collections.abc import Iterable

from models import kernel as k
from models.rules import loan as r
from models.rules.dates import day_words


def _due_before(f: k.Facts) -> r.Loan:
    """The loan as it stood without this extension."""
    loan = f.parent("loan") or {}
    others = tuple(r.Extension(e["date"], e["due_on"]) for e in f.siblings() if e.get("date") and e.get("due_on"))
    granted, due, term = (loan.get(name) for name in ("granted_on", "due_on", "term"))
    return r.Loan(granted_on=granted, due_on=due, term_months=term, extensions=others)


def later_than_agreed(f: k.Facts) -> Iterable[k.Mistake]:
    """The new day lies after the day it was agreed on."""
    if f.new.get("date") and f.new.get("due_on") and f.new["due_on"] <= f.new["date"]:
        yield k.Mistake("展期后的到期日比办理日还早，请核对。", "due_on")


def asked_before_due(f: k.Facts) -> Iterable[k.Mistake]:
    """展期 is asked for before the loan is due, and makes it longer."""
    agreed = f.new.get("date")
    due = r.due_on(_due_before(f), agreed) if agreed else None
    if doubt := r.extension_doubt(f.new.get("applied_on") or agreed, due):
        yield k.Mistake(doubt, "applied_on", k.DOUBT)
    if due and f.new.get("due_on") and f.new["due_on"] <= due:
        yield k.Mistake(f"展期后的到期日不比原来的{day_words(due)}晚，请核对。", "due_on", k.DOUBT)


def not_too_often(f: k.Facts) -> Iterable[k.Mistake]:
    """How often a loan may be extended is a parameter."""
    most = f.parameter("loan.max_extensions")
    if most is not None and len(list(k.earlier(f, f.siblings()))) + 1 > most:
        yield k.Mistake(f"一笔贷款最多展期{most}次，请核对。", "loan", k.DOUBT)


class LoanExtension(k.Ledger):
    """One extension of one loan; from `date` on the loan is due on `due_on`."""

    __tablename__ = "loan_extension"

    loan = k.link("贷款", "loan", parent=True, required=True, aliases=("哪笔贷款",))
    date = k.date("办理日期", required=True, default="today", aliases=("办理日", "展期日期", "日期"))
    due_on = k.date("展期后到期日", required=True, aliases=("新到期日", "展期到期日"))
    applied_on = k.date("申请日期", common=True, aliases=("申请日",))
    reason = k.text("展期原因", private="welfare", aliases=("原因",), width=30)

    __ledger__ = k.LedgerSpec(
        title="贷款展期", group="信贷", key=(("loan", "date"),), name=("date", "due_on"), sort=("date", "loan"),
        on="date", rules=(later_than_agreed, asked_before_due, not_too_often), unit="次",
    )  # fmt: skip
