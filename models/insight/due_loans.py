"""Loans to be reminded of, overdue, or to be looked at for what the money was spent on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from models.insight.count_visits import VILLAGE, cycle_of
from models.insight.duty import Ask, Duty, day_words, money_words
from models.insight.reader import Reader
from models.rules.loan import RUNNING, next_check, reminder
from models.store.source import Values


def due(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    """Of these households' loans that still run."""
    for household in households:
        for loan in reader.under("loan", household["uid"]):
            if reader.derived("loan", loan, "state") in RUNNING:
                yield from _money(reader, household, loan)
                yield from _use(reader, household, loan)


def words(reader: Reader, loan: Values) -> str:
    """白小甲 4 万元贷款."""
    balance = reader.derived("loan", loan, "balance")
    return f"{reader.get('person', loan['borrower']).get('name') or '借款人'} {money_words(balance)}贷款"


def _money(reader: Reader, household: Values, loan: Values) -> Iterator[Duty]:
    day, on = reader.derived("loan", loan, "due"), reader.on
    if day is None:
        return
    left = (day - on).days
    steps = reader.parameter("loan.reminder_days", household["scope"]) or ()
    brief = f"{words(reader, loan)} {day_words(day, reader.on)}到期"
    if left < 0:
        yield _duty(household, loan, "loan_overdue", day, on, f"{brief}，晚了 {-left} 天", brief)
    elif reminder(day, on, steps) is not None:
        told = f"{brief}，还有 {left} 天" if left else f"{brief}，就是今天"
        yield _duty(household, loan, "loan_due", day, on, told, brief)


def _use(reader: Reader, household: Values, loan: Values) -> Iterator[Duty]:
    day = check_on(reader, loan)
    if day and day <= cycle_of(reader, VILLAGE, household["scope"]).last:
        brief = f"{words(reader, loan)}该看看用途了"
        yield _duty(household, loan, "loan_check", day, reader.on, f"{brief}（{day_words(day, reader.on)}前）", brief)


def check_on(reader: Reader, loan: Values) -> date | None:
    """By when its use has to be looked at; counted from 建账 for what was lent before the books were opened.

    What was found unused or spent elsewhere is looked at again as soon as a new loan is.
    """
    base, opened = loan["granted_on"], loan["opened_on"] if loan["opening"] is True else None
    if not base or not reader.derived("loan", loan, "microcredit"):
        return None
    looks = [c for c in reader.children("loan_check", "loan", loan["uid"]) if c["date"] and c["date"] <= reader.on]
    last = max(looks, key=lambda look: (look["date"], look["uid"]), default=None)
    first, later = (reader.parameter(f"loan.{name}", loan["scope"]) for name in ("first_check_days", "check_days"))
    again = later if last is None or last["result"] == "proper" else first
    return next_check(max(base, opened or base), (look["date"] for look in looks), first, again) if first and again else None


def _duty(household: Values, loan: Values, duty: str, day: date, on: date, text: str, brief: str) -> Duty:
    return Duty(duty, day, (day - on).days, household["uid"], "loan", loan["uid"], text, group=household["group"] or "",
                detail=loan["bank"] or "", brief=brief, scope=household["scope"])  # fmt: skip


def ask(reader: Reader, duty: Duty, several: bool) -> Ask:
    """4 万元贷款用在养羊上了吗？"""
    loan = reader.get("loan", duty.uid)
    name = f"{reader.get('person', loan['borrower']).get('name') or ''}的 " if several else ""
    question = f"{name}{money_words(loan['amount'])}贷款用在{loan['purpose'] or '生产'}上了吗？"
    answers = (("1", "用上了", "proper"), ("2", "还没用", "unused"), ("3", "用在别处", "misused"))
    return Ask(f"{duty.duty}:{duty.uid}", duty.duty, "loan_check", question, tuple(
        (key, label, {"loan": duty.uid, "date": reader.on, "result": result}) for key, label, result in answers
    ), str(duty.uid), (duty.duty,))  # fmt: skip
