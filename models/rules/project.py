"""Projects: order of their days, money against progress, notices, and the wages of 以工代赈.

Sources: domain brief 1.15 (支付 4月底30% 6月底50% 9月底75%, 30 days to hand money on, 产业 at least 60 %, of a county's work
list of 2023); 国家以工代赈管理办法 (2023): wages go to the worker's own card; paying them in cash was an audit finding.
Shares, days and dates are parameters of the caller.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.rules.dates import month_words

STEPS = ("proposed", "stored", "approved", "started", "finished", "accepted", "settled", "handed")
STEP_WORDS = {
    "approved": "批复",
    "started": "开工",
    "finished": "完工",
    "accepted": "验收",
    "settled": "决算",
    "handed": "移交",
}
BEGUN = frozenset(STEPS[STEPS.index("started") :])
"""Steps of a project on which work has begun."""
_ORDER = ("started", "finished", "accepted", "settled", "handed")
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Progress:
    """One month's line: how far the work is in percent, and what has been paid since the beginning."""

    month: str
    percent: int | None = None
    paid: Decimal | None = None


def order_fault(days: Mapping[str, date | None]) -> tuple[str, str] | None:
    """The step whose day is before an earlier step's, and the sentence; days are by step."""
    before = ""
    for step in (step for step in _ORDER if days.get(step)):
        here, there = days[step], days.get(before)
        if here and there and here < there:
            return step, f"{STEP_WORDS[step]}日期比{STEP_WORDS[before]}日期还早，请核对。"
        before = step
    return None


def early_start_doubt(approved: date | None, started: date | None) -> str | None:
    """Begun before it was approved."""
    return "还没批复就开工了，请核对日期或说明原因。" if approved and started and started < approved else None


def step_doubt(step: str | None, days: Mapping[str, date | None], today: date) -> tuple[str, str] | None:
    """A step without its day, or a day that is further than the step; with the step it is about."""
    if step not in STEPS:
        return None
    if step in STEP_WORDS and not days.get(step):
        return step, f"进度写着已{STEP_WORDS[step]}，没有{STEP_WORDS[step]}日期。"
    further = [s for s in STEPS[STEPS.index(step) + 1 :] if (day := days.get(s)) is not None and day <= today]
    return (further[-1], f"有{STEP_WORDS[further[-1]]}日期，进度还没改。") if further else None


def handing_on_doubt(received: date | None, passed: date | None, today: date, days: int) -> str | None:
    """Money received and not passed on to the project in `days`."""
    if not received:
        return None
    taken = ((passed or today) - received).days
    if taken < 0:
        return "分解下达日期比收到资金的日期还早，请核对。"
    return f"资金收到{taken}天{'才' if passed else '还没'}分解下达，规定是{days}天。" if taken > days else None


def paid_share(paid: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """Percent of the money that has been paid, to two places."""
    if paid is None or not budget:
        return None
    return (paid * HUNDRED / budget).quantize(CENT, ROUND_HALF_UP)


def share_wanted(month: str, months: Sequence[int], shares: Sequence[int]) -> int | None:
    """What should have been paid by the end of a month, in percent; None before the first node of the year."""
    past = [share for at, share in zip(months, shares, strict=False) if at <= int(month[5:])]
    return max(past, default=None)


def latest(lines: Iterable[Progress]) -> Progress | None:
    """The line of the last month."""
    return max(lines, key=lambda line: line.month, default=None)


def progress_doubts(line: Progress, others: Sequence[Progress], budget: Decimal | None) -> Iterable[tuple[str, str]]:
    """(field, sentence): what falls behind an earlier month, and what is paid above the money there is."""
    before = latest(other for other in others if other.month < line.month)
    if before and line.percent is not None and before.percent is not None and line.percent < before.percent:
        yield "percent", f"形象进度{line.percent}%，比{month_words(before.month)}报的{before.percent}%还低，请核对。"
    if before and line.paid is not None and before.paid is not None and line.paid < before.paid:
        yield "paid", f"累计支付{line.paid}元，比{month_words(before.month)}报的{before.paid}元还少，累计数应当只增不减。"
    if budget and line.paid is not None and line.paid > budget:
        yield "paid", f"累计支付{line.paid}元，超过了项目资金{budget}元，请核对。"


def notice_doubt(begun: date | None, ended: date | None, days: int) -> str | None:
    """A notice taken down too early; both days count."""
    if not begun or not ended or (shown := (ended - begun).days + 1) >= days:
        return None
    return f"只公示了{shown}天，规定不少于{days}天。"


def wage_due(days: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """Days times the day's wage."""
    return None if days is None or rate is None else (days * rate).quantize(CENT, ROUND_HALF_UP)


def days_fault(days: Decimal | None, month: str | None) -> str | None:
    """More days of work than the month has."""
    if days is None or not month:
        return None
    long = monthrange(int(month[:4]), int(month[5:]))[1]
    return f"{int(month[5:])}月只有{long}天，出工天数写多了。" if days > long else None


def wage_share(wages: Iterable[Decimal | None], budget: Decimal | None) -> Decimal | None:
    """Percent of a project's money that went out as wages."""
    return paid_share(sum((wage for wage in wages if wage is not None), Decimal(0)), budget)
