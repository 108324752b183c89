"""还款: principal paid back on a day. Interest is the bank's account and stands beside it."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.loan import REPAY_WAY
from models.rules import loan as r


def within_the_balance(f: k.Facts) -> Iterable[k.Mistake]:
    """More than was owed is odd, not wrong: banks book interest into it."""
    loan, day, amount = f.parent("loan") or {}, f.new.get("date"), f.new.get("amount")
    others = tuple(r.Repayment(p["date"], p["amount"]) for p in f.siblings() if p.get("date") and p.get("amount"))
    lent, opened, balance = (loan.get(name) for name in ("amount", "opened_on", "opening_balance"))
    if day and amount and lent is not None:
        owed = r.balance_on(r.Loan(amount=lent, opened_on=opened, opening_balance=balance, repayments=others), day)
        if amount > owed:
            yield k.Mistake(f"还的本金比余额{owed:.2f}元多，是不是把利息算进来了？", "amount", k.DOUBT)


def paid_in_its_time(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing is paid back before it was lent, nor tomorrow."""
    day, granted = f.new.get("date"), (f.parent("loan") or {}).get("granted_on")
    if day and day > f.today:
        yield k.Mistake("还款日期还没到，请核对。", "date")
    elif day and granted and day < granted:
        yield k.Mistake("还款日期比放款日还早，请核对。", "date", k.MEND)


class LoanRepayment(k.Ledger):
    """One repayment of one loan."""

    __tablename__ = "loan_repayment"

    loan = k.link("贷款", "loan", parent=True, required=True, aliases=("哪笔贷款",))
    date = k.date("还款日期", required=True, default="today", aliases=("还款日", "日期"))
    amount = k.money("还本金", required=True, private="welfare", aliases=("归还本金", "本金", "还款金额", "还款本金"))
    interest = k.money("还利息", private="welfare", aliases=("利息", "归还利息"))
    way = k.code("还款方式", REPAY_WAY, common=True, private="welfare", aliases=("方式",))
    note = k.text("备注", private="welfare", width=30)

    __ledger__ = k.LedgerSpec(
        title="还款", group="信贷", key=(("loan", "date", "amount"),), name=("date", "amount"), sort=("date", "loan"),
        on="date", totals=("amount", "interest"), filters=("way",), rules=(within_the_balance, paid_in_its_time),
        unit="笔",
    )  # fmt: skip
