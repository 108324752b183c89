"""2.3 小额信贷台账: what was lent this year and what is still owed, as at the end of a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from models.insight import figures
from reports.returns.book import Book, Entry
from reports.returns.columns import column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group, village
from reports.returns.register import Register, by_place, counted
from reports.returns.words import household_class
from reports.sheet import cell_text

_field = partial(column, "loan")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    listed = {record.uid for id in ("loan.granted_amount", "loan.balance")
              for record in figures.records(book.store, id, asked.period)}
    known = (entry for entry in book.all("loan") if entry.uid in listed and entry.values["granted_on"] <= book.on)
    return sorted(known, key=lambda entry: (by_place(entry, "household"), entry.values["granted_on"], entry.uid))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("loan.granted", "loan.granted_amount", "loan.households", "loan.balance", "loan.matured", "loan.repaid")
    if not (found := counted(book, asked, ids)):
        return ()
    lent, amount, homes, balance, due, repaid = (figures.shown(found[id]) for id in ids)
    return (
        f"截至{book.on:%Y-%m-%d}：{book.on.year}年发放{lent}笔、{homes}户、{amount}元，余额{balance}元；"
        f"本年到期{due}笔，已归还{repaid}笔。",
    )


def _until(entry: Entry, ledger: str) -> list[Entry]:
    """Child records up to the day, oldest first."""
    on = entry.book.on
    found = [child for child in entry.children(ledger) if child.values["date"] and child.values["date"] <= on]
    return sorted(found, key=lambda child: (child.values["date"], child.uid))


def _checked(entry: Entry) -> str:
    checks = _until(entry, "loan_check")
    return checks[-1].text("result") if checks else "未检查"


def _repaid(entry: Entry) -> str:
    """The state, and what has been paid back of it."""
    paid = _until(entry, "loan_repayment")
    parts = [entry.text("state")]
    if days := entry.values.get("overdue_days"):
        parts = [f"逾期{days}天"]
    if paid:
        total = sum(child.values["amount"] or 0 for child in paid)
        parts.append(f"已还{cell_text(total, 'money')}")
    return "，".join(filter(None, parts))


def _longer(entry: Entry) -> str:
    parts = [f"展期至{child.values['due_on']}" for child in _until(entry, "loan_extension")]
    return "；".join(["续贷"] * bool(entry.values["renews"]) + parts)


def _due(entry: Entry) -> date | None:
    due: date | None = entry.values.get("due") or entry.values["due_on"]
    return due


_class = made("户类型", 18, lambda entry: household_class(entry.link("household")), private="welfare")
_checked_column = made("用途检查", 18, _checked, private="welfare")
_repaid_column = made("还款/逾期", 21, _repaid, private="welfare")
_due_column = made("到期日", 19, _due, field="due", kind="date")

COLUMNS = (
    counter(8), group("household"), _field("borrower", 19), _field("borrower.id_no", 32, "身份证号"), _class,
    _field("bank", 21, "银行"), _field("amount", 19, "金额", total=True), _field("granted_on", 19), _due_column,
    _field("purpose", 20), _field("balance", 19, total=True), _checked_column, _repaid_column,
    _field("borrower.phone", 22, "电话"),
)

FULL = (
    counter(8), made("村", 16, village), _field("household.head_name", 18, "户主"), _field("borrower", 18),
    _field("borrower.id_no", 32, "身份证号"), _class, _field("bank", 18), _field("contract", 22),
    _field("amount", 17, "贷款金额", total=True), _field("term", 9, "期限"), _field("rate", 11, "利率"),
    _field("granted_on", 19), _due_column, _field("purpose", 18), _field("purpose_kind", 12, "产业类型"),
    _field("subsidy_share", 11, "贴息比例"), _field("subsidised", 15, total=True), _field("balance", 17, total=True),
    made("用途检查结果", 18, _checked, private="welfare"), made("还款情况", 18, _repaid, private="welfare"),
    made("续贷/展期", 15, _longer), _field("overdue_days", 9), _field("state", 14), _field("note", 18),
)

LOANS = Register("2.3", "小额信贷台账", "loan", "month", COLUMNS, FULL, _select, notes=_notes, public=True).declared()
