"""小额信贷: one row a contract. 续贷 is a new row that names the old one; 展期 is a loan_extension of the same row.

Balance and state follow from repayments, extensions and the day; nobody types them, but for the 期初 balance.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from models import kernel as k
from models.codes import loan as c
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import FlagKind, IntegerKind, MoneyKind
from models.rules import loan as r
from models.rules.dates import age_on, day_words
from models.rules.id_number import read_certificate

KEYS = (("contract",), ("borrower", "granted_on", "amount"))
STEPS, RISK, TERMS, OPENING = "五步流程", "风险补偿", "利率贴息", "建账"
_DATES = ("granted_on", "due_on", "applied_on", "approved_on", "refused_on", "compensated_on", "written_off_on")
_FAR = 15  # days by which 到期日 and 期限 may differ: banks move a day to a working day


def contract(f: k.Facts) -> r.Loan:
    """The contract with its repayments, extensions and the loan that renewed it."""
    paid = (r.Repayment(p["date"], p["amount"]) for p in f.children("loan_repayment") if p["date"] and p["amount"])
    longer = (r.Extension(e["date"], e["due_on"]) for e in f.children("loan_extension") if e["date"] and e["due_on"])
    renewed = [n["granted_on"] for n in f.children("loan") if n.get("granted_on")]
    return r.Loan(
        **{name: f.new.get(name) for name in _DATES}, amount=f.new.get("amount"), term_months=f.new.get("term"),
        opened_on=f.new.get("opened_on"), opening_balance=f.new.get("opening_balance"),
        renewed_on=min(renewed, default=None), repayments=tuple(paid), extensions=tuple(longer),
    )  # fmt: skip


def _product(f: k.Facts) -> str | None:
    product: str | None = f.new.get("product") or f.parameter("loan.default_product")
    return product


def _due(f: k.Facts) -> date | None:
    granted, due, term = (f.new.get(name) for name in ("granted_on", "due_on", "term"))
    return due or (r.due_date(granted, term) if granted and term else None)


def due_after_granted(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order, and 到期日 against 期限."""
    granted, due, term = (f.new.get(name) for name in ("granted_on", "due_on", "term"))
    if fault := r.order_fault(granted, due):
        yield k.Mistake(fault, "due_on")
    elif granted and due and term and abs((r.due_date(granted, term) - due).days) > _FAR:
        yield k.Mistake(f"放款日加{term}个月是{day_words(r.due_date(granted, term))}，到期日写着{day_words(due)}，请核对。", "due_on", k.DOUBT)


def within_the_product(f: k.Facts) -> Iterable[k.Mistake]:
    """Longest term and ceiling of the product on the day the money was lent."""
    granted, due, product = f.new.get("granted_on"), _due(f), _product(f)
    longest, ceiling = (f.parameter(f"loan.{what}.{product}") for what in ("term_max", "ceiling"))
    if longest and granted and due and (doubt := r.term_doubt(granted, due, longest)):
        yield k.Mistake(doubt, "due_on" if f.new.get("due_on") else "term", k.DOUBT)
    if ceiling and granted and (doubt := r.ceiling_doubt((n["amount"] for n in _open(f, granted)), ceiling)):
        yield k.Mistake(doubt, "amount", k.DOUBT)


def _open(f: k.Facts, granted: date) -> Iterable[Any]:
    """This loan and the borrower's others of its product that had been granted and were not due yet when it was."""
    for other in (f.new, *(s for s in f.siblings() if s.get("product") == f.new.get("product"))):
        begun = not other.get("granted_on") or other["granted_on"] <= granted
        ended = other.get("due_on") and other["due_on"] <= granted
        renewed = f.new.get("renews") and other.get("uid") == f.new["renews"]
        if other.get("amount") and begun and not ended and not renewed:
            yield other


def borrower_of_age(f: k.Facts) -> Iterable[k.Mistake]:
    """A borrower outside the ages the product is meant for."""
    person, granted = f.parent("borrower") or {}, f.new.get("granted_on")
    card, low, high = read_certificate(person.get("id_no")), f.parameter("loan.age_min"), f.parameter("loan.age_max")
    if card and granted and low and high and (doubt := r.age_doubt(age_on(card.born, granted), low, high)):
        yield k.Mistake(doubt, "borrower", k.DOUBT)


def opening_within_amount(f: k.Facts) -> Iterable[k.Mistake]:
    """期初 balance against what was lent, and with its day."""
    balance, amount = f.new.get("opening_balance"), f.new.get("amount")
    if balance is not None and amount is not None and balance > amount:
        yield k.Mistake(f"建账时余额{balance:.2f}元，比放款金额{amount:.2f}元还多，请核对。", "opening_balance", k.MEND)
    if balance is not None and not f.new.get("opened_on"):
        yield k.Mistake("写了建账时的余额，请写建账日期。", "opened_on", k.MEND)


class Loan(k.Ledger):
    """One loan contract of one person."""

    __tablename__ = "loan"

    borrower = k.link("借款人", "person", parent=True, required=True, aliases=("借款人姓名", "贷款人", "姓名"))
    amount = k.money("放款金额", required=True, aliases=("贷款金额", "放款额", "金额"))
    granted_on = k.date("放款日", required=True, aliases=("放款日期", "贷款日期", "发放日期", "借款日期"))
    due_on = k.date("到期日", required=("term",), aliases=("到期日期", "到期时间"))
    term = k.integer("期限（月）", low=1, high=600, common=True, aliases=("贷款期限", "期限"), width=16)
    bank = k.text("经办银行", common=True, default="last", aliases=("银行", "贷款银行", "承贷银行"), width=30)
    purpose = k.text("用途", common=True, aliases=("贷款用途", "用途说明", "资金用途"), private="welfare", width=30)
    productive = k.flag("用在生产上", common=True, aliases=("是否用在生产上", "是否用于生产"), private="welfare")
    opening_balance = k.money("建账时余额", common=True, group=OPENING, aliases=("期初余额",), private="welfare")
    opening, opened_on = k.opening()
    product = k.code("贷款产品", c.PRODUCT, aliases=("产品", "贷款种类"), width=30, help="空着就按放款那天的产品算。")
    purpose_kind = k.code("用途分类", c.PURPOSE, aliases=("产业类型",))
    contract = k.text("合同号", aliases=("借款合同号", "合同编号", "贷款合同号"), private="bank", width=34)
    renews = k.link("续自", "loan", aliases=("续贷自", "原贷款"), help="续贷是新合同，这里写被续的那一笔。")
    reminded_on = k.date("提醒单送达日", aliases=("送达日期", "告知日期"))
    served_by = k.code("送达方式", c.SERVED_BY)
    rate = k.decimal("年利率（%）", places=4, group=TERMS, aliases=("利率", "年利率"))
    rate_kind = k.code("利率类型", c.RATE_KIND, group=TERMS)
    subsidy_share = k.decimal("贴息比例（%）", group=TERMS, aliases=("贴息比例",))
    subsidised = k.money("已贴息", group=TERMS, aliases=("已贴息金额",))
    credit_line = k.money("授信额", group=TERMS, aliases=("授信金额",))
    applied_on = k.date("申请日", group=STEPS, aliases=("申请日期",))
    applied_amount = k.money("申请额", group=STEPS, aliases=("申请金额",))
    village_on = k.date("村初审日", group=STEPS)
    township_on = k.date("乡审核日", group=STEPS)
    county_on = k.date("县复查日", group=STEPS)
    approved_on = k.date("银行审定日", group=STEPS, aliases=("批准日期",))
    refused_on = k.date("未批日期", group=STEPS)
    refusal = k.code("未批原因", c.REFUSAL, group=STEPS, private="welfare")
    compensated_on = k.date("代偿日", group=RISK, private="welfare")
    compensated = k.money("代偿金额", group=RISK, private="welfare")
    recovered = k.money("追偿金额", group=RISK, private="welfare")
    written_off_on = k.date("核销日", group=RISK, private="welfare")
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("borrower") or {}).get("household"))
    due = k.derived("现到期日", DateKind(), lambda f: r.due_on(contract(f), f.today))
    balance = k.derived("余额", MoneyKind(), lambda f: r.balance_on(contract(f), f.today), private="welfare")
    state = k.derived("状态", CodeKind(codes=c.STATE), lambda f: r.state_on(contract(f), f.today), private="welfare")
    overdue_days = k.derived("逾期天数", IntegerKind(), lambda f: r.days_overdue(contract(f), f.today), private="welfare")
    settled_on = k.derived("结清日", DateKind(), lambda f: r.settled_on(contract(f), f.today), private="welfare")
    product_now = k.derived("按哪种产品算", CodeKind(codes=c.PRODUCT), _product)
    microcredit = k.derived(
        "算小额信贷", FlagKind(), lambda f: _product(f) in (f.parameter("loan.microcredit_products") or ())
    )

    __ledger__ = k.LedgerSpec(
        title="小额信贷", group="信贷", key=KEYS, twice=KEYS, unit="笔",
        name=("borrower", "amount"), sort=("granted_on", "borrower"), on="granted_on", totals=("amount",),
        filters=("product", "bank", "purpose_kind"), search=("contract",),
        state=("refused_on", "compensated_on", "written_off_on"),  # each alone turns the contract's state, which is derived
        rules=(due_after_granted, within_the_product, borrower_of_age, opening_within_amount),
    )  # fmt: skip
