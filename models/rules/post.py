"""公益性岗位: who may hold a post, how far hiring has come, and what a month pays.

Sources: 按需设岗、以岗聘任、在岗领补、有序退岗 (人社部发〔2020〕38号); checks 5_01_006 and 5_15_006 of the national system;
pay of a month = standard - deductions + rewards, never below nothing, counted only with attendance (practice of townships).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.rules.dates import add_months, day_words, month_of
from models.rules.day_marks import count

PRESENT, LEAVE, ABSENT, REST = "√", "△", "×", "－"
NOTHING = Decimal(0)
ON_DUTY = frozenset({"on_duty", "on_leave"})
_AWAY = {"county_out": "县外", "province": "省外", "abroad": "境外"}


@dataclass(frozen=True)
class Month:
    """One month's sheet of one holder; blank is not known."""

    marks: str | None = None
    typed_days: int | None = None
    opening: bool = False
    standard: Decimal | None = None
    cut: Decimal | None = None
    reward: Decimal | None = None
    grade: str | None = None


@dataclass(frozen=True)
class Tariff:
    """What a place takes off for an absence and gives or takes for a grade."""

    absent_cut: Decimal | int = 0
    excellent_reward: Decimal | int = 0
    fail_cut: Decimal | int = 0


def days_present(month: Month) -> int | None:
    """Days at work: counted from the sheet, else as typed."""
    return count(month.marks, PRESENT) if month.marks else month.typed_days


def counts(month: Month) -> bool:
    """Whether a month is paid at all: somebody was there, or it is an opening entry of an old sheet."""
    return bool(days_present(month)) or month.opening


def deduction(month: Month, tariff: Tariff) -> Decimal:
    """What was typed, else so much an absence and for a failed grade."""
    if month.cut is not None:
        return month.cut
    failed = tariff.fail_cut if month.grade == "fail" else 0
    return Decimal(tariff.absent_cut) * count(month.marks, ABSENT) + failed


def reward(month: Month, tariff: Tariff) -> Decimal:
    """What was typed, else what an excellent grade gives."""
    if month.reward is not None:
        return month.reward
    return Decimal(tariff.excellent_reward if month.grade == "excellent" else 0)


@dataclass(frozen=True)
class Slip:
    """A month's line of the pay list. Its columns add up: due - cut + reward = paid; None where no standard is known."""

    months: int = 0
    due: Decimal | None = NOTHING
    cut: Decimal = NOTHING
    reward: Decimal = NOTHING
    paid: Decimal | None = NOTHING


def slip(month: Month, tariff: Tariff) -> Slip:
    """What a month comes to: nothing without attendance, and never more taken off than there is."""
    if not counts(month):
        return Slip()
    if month.standard is None:
        return Slip(1, None, deduction(month, tariff), reward(month, tariff), None)
    more = reward(month, tariff)
    less = min(deduction(month, tariff), month.standard + more)
    return Slip(1, month.standard, less, more, month.standard - less + more)


def pay(month: Month, tariff: Tariff) -> Decimal | None:
    """What a month pays; None when no standard is known."""
    return slip(month, tariff).paid


def total(months: Iterable[Month], tariff: Tariff) -> tuple[int, Decimal]:
    """Months that count and what they pay in all."""
    paid = [month for month in months if counts(month)]
    return len(paid), sum((pay(month, tariff) or NOTHING for month in paid), NOTHING)


def days_fault(month: Month) -> str | None:
    """Days typed beside a sheet that says another number."""
    if not month.marks or month.typed_days is None or month.typed_days == days_present(month):
        return None
    return f"考勤表上出勤{days_present(month)}天，出勤天数写的是{month.typed_days}天，请核对。"


def few_days_doubt(month: Month, least: int) -> str | None:
    """Less work than the post asks for."""
    days = days_present(month)
    if month.opening or days is None or days >= least:
        return None
    return f"这个月只出勤{days}天，少于规定的{least}天，请核对。"


def unpaid_doubt(month: Month, paid_on: date | None) -> str | None:
    """Money for a month in which nobody was seen at work: 虚报冒领 is the first thing inspectors look for."""
    return "这个月没有考勤，却写了发放日期，请补考勤或者核对。" if paid_on and not counts(month) else None


def cut_doubt(month: Month, tariff: Tariff) -> str | None:
    """More taken off than there is."""
    if month.standard is None or deduction(month, tariff) <= month.standard:
        return None
    return f"扣款{deduction(month, tariff):.2f}元，比月标准{month.standard:.2f}元还多，请核对。"


def outside_doubt(days: list[int], month: str) -> str | None:
    """Attendance before the agreement or after it."""
    if not days:
        return None
    some = "、".join(f"{day}日" for day in days[:3]) + ("等" if len(days) > 3 else "")
    return f"{int(month[5:])}月{some}不在协议期内，请核对协议起止。"


@dataclass(frozen=True)
class Holding:
    """One holder's stay on a post."""

    from_on: date | None = None
    to_on: date | None = None
    left_on: date | None = None
    state: str | None = None


def end_of(held: Holding) -> date | None:
    """The last day: left, or the agreement's end."""
    return min((day for day in (held.left_on, held.to_on) if day), default=None)


def on_duty(held: Holding, on: date) -> bool:
    """Whether somebody holds a post on a day; what state says counts before what dates leave open."""
    end = end_of(held)
    never = held.state in {"waiting", "suspended"} or (held.state == "left" and not held.left_on)
    if never or (held.from_on and held.from_on > on):
        return False
    return not (end and end < on)


def there_in(held: Holding, first: date, last: date, on: date) -> bool:
    """Whether somebody was to be at work in a month. What state says is of today: it does not speak of a month before."""
    told = held if last >= on or held.state in {"waiting", "left"} else replace(held, state="on_duty")
    begin = max(first, held.from_on or first)
    return begin <= last and on_duty(told, begin)


def period_fault(held: Holding) -> tuple[str, str] | None:
    """An end or a leaving before the beginning, with the field."""
    if held.from_on and held.to_on and held.to_on < held.from_on:
        return "to_on", "协议结束日期比开始日期还早，请核对。"
    if held.from_on and held.left_on and held.left_on < held.from_on:
        return "left_on", "退岗日期比协议开始日期还早，请核对。"
    return None


def state_doubt(held: Holding, on: date) -> tuple[str, str] | None:
    """State and dates that do not go together, with the field."""
    if held.state == "left" and not held.left_on:
        return "left_on", "已经退岗，没有退岗日期。"
    if held.left_on and held.left_on <= on and held.state in ON_DUTY:
        return "state", "写了退岗日期，状态还是在岗，请改状态。"
    if held.state in ON_DUTY and held.to_on and held.to_on < on:
        return "to_on", f"协议{day_words(held.to_on)}已经到期，状态还是在岗，请续签或者办退岗。"
    return None


def length_doubt(held: Holding, months: int) -> str | None:
    """An agreement for longer than one may be signed."""
    if not held.from_on or not held.to_on or held.to_on <= add_months(held.from_on, months):
        return None
    return f"协议超过{months}个月，一般一年一签，请核对。"


def steps_fault(steps: Iterable[tuple[str, str, date | None]]) -> tuple[str, str] | None:
    """Steps dated out of order: (field, label, day) in the order in which they must come."""
    last: tuple[str, date] | None = None
    for field, label, day in steps:
        if day and last and day < last[1]:
            return field, f"{label}比{last[0]}还早，请核对。"
        last = (label, day) if day else last
    return None


def skipped_doubt(steps: Iterable[tuple[str, str, date | None]]) -> tuple[str, str] | None:
    """A blank between two dated steps, with its field. Who keeps no steps at all is not asked for them."""
    known = list(steps)
    dated = [i for i, (_, _, day) in enumerate(known) if day]
    between = known[dated[0] : dated[-1]] if dated else []
    return next(((field, f"前后的步骤都有日期，{label}还空着，请补上。") for field, label, day in between if not day), None)


def age_doubt(age: int | None, hired: bool, low: int, hire_high: int, high: int) -> str | None:
    """Too young, too old for a first agreement, or old enough to be asked about."""
    if age is None:
        return None
    if age < low:
        return f"上岗时只有{age}周岁，不到{low}周岁，请核对。"
    if age >= high:
        return f"已经{age}周岁，请核对还能不能干，该不该退岗。"
    return f"新聘时{age}周岁，一般不超过{hire_high}周岁，请核对。" if hired and age > hire_high else None


def labour_doubt(labour: str | None) -> str | None:
    """Entered as unable to work (5_15_006)."""
    return "登记的是没有劳动能力，却安排了公益性岗位，请核对。" if labour in {"none", "lost"} else None


def household_doubt(type: str | None, monitored: bool) -> str | None:
    """A household for which the posts are not meant."""
    return "这户不是脱贫户，也不是监测户，请核对能不能安排。" if type == "ordinary" and not monitored else None


def overlap(one: Holding, other: Holding) -> bool:
    """Whether two stays share a day; without a beginning nothing can be told."""
    if not one.from_on or not other.from_on:
        return False
    return one.from_on <= (end_of(other) or date.max) and other.from_on <= (end_of(one) or date.max)


def away_doubt(held: Holding, place: str | None, from_month: str | None, to_month: str | None, on: date) -> str | None:
    """人岗分离: at work outside the county in a month in which the post is held."""
    if place not in _AWAY or not held.from_on or not from_month:
        return None
    last = min(end_of(held) or on, on)
    first_month, last_month = month_of(held.from_on), month_of(last)
    if from_month > last_month or (to_month or "9999-12") <= first_month:
        return None
    return f"务工台账里同时在{_AWAY[place]}干活，请核对是不是人岗分离。"


def quota_doubt(holders: int, quota: int) -> str | None:
    """More holders than places."""
    return f"这个岗位{quota}个名额，在岗{holders}人，请核对。" if holders > quota else None
