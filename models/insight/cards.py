"""The four cards above 今日待办: how far the month and the year have come, from figures and what they are to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.insight.busy import reading_busy
from models.insight.duties import Duty, everything
from models.insight.figure import Amount
from models.insight.figures import FIGURES
from models.insight.reader import Reader
from models.rules.rounding import half_up

if TYPE_CHECKING:
    from models.store.store import Store

_WAN = 10_000


@dataclass(frozen=True)
class Card:
    """One card. value of `of` (blank where there is nothing to reach); share 0 to 1 for the bar, None without one.

    figures: the ids behind it, so that a click can show what was counted.
    """

    title: str
    value: str
    of: str
    unit: str
    note: str
    share: float | None
    figures: tuple[str, ...]


def cards(store: Store, on: date | None = None) -> list[Card]:
    """月应入户, 户厕, 小额信贷, 务工."""
    with reading_busy(store, on or store.sure_day()) as reader:
        return of(reader, everything(store, reader))


def of(reader: Reader, duties: Sequence[Duty]) -> list[Card]:
    """The same by somebody who has asked for the duties already."""
    return [_visits(reader), _toilets(reader, duties), _loans(reader, duties), _jobs(reader)]


def _number(reader: Reader, id: str) -> Amount:
    figure = FIGURES[id]
    return figure.value(reader, list(figure.records(reader))) or 0


def _share(done: Amount, of: Amount) -> float | None:
    return min(1.0, float(done) / float(of)) if of else None


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _plain(amount: Amount) -> str:
    return f"{Decimal(amount).normalize():f}"


def _visits(reader: Reader) -> Card:
    ids = ("visit.home_done", "visit.home_due", "visit.phone_done", "visit.phone_due")
    done, all_due, phoned, phones = (_number(reader, id) for id in ids)
    left = f"还有 {all_due - done} 户" if all_due > done else "都走到了" if all_due else ""
    calls = f"应电话 {phoned} / {phones} 户" if phones else ""
    return Card(f"{reader.on.month}月应入户", str(done), str(all_due), "户", _told(left, calls), _share(done, all_due), ids)


def _toilets(reader: Reader, duties: Sequence[Duty]) -> Card:
    ids = ("toilet.new_accepted", "toilet.new", "toilet.mended", "toilet.mended_due")
    accepted, new, mended, faulty = (_number(reader, id) for id in ids)
    target, _ = reader.target("toilet.new", reader.on.year)
    goal = new if target is None else target
    unused = sum(duty.duty == "toilet_use" for duty in duties)
    note = _told(f"整改 {mended} / {faulty}" if faulty else "", f"{unused} 座要问用没用上" if unused else "")
    return Card("户厕 新建", str(accepted), _plain(goal), "座", note, _share(accepted, goal), ids)


def _loans(reader: Reader, duties: Sequence[Duty]) -> Card:
    ids = ("loan.balance", "loan.households", "loan.matured", "loan.repaid")
    balance, households, _, _ = (_number(reader, id) for id in ids)
    soon = sorted(duty.left for duty in duties if duty.duty == "loan_due")
    late = sum(duty.duty == "loan_overdue" for duty in duties)
    next_due = (f"{len(soon)} 笔快到期" if len(soon) > 1 else f"1 笔 {soon[0]} 天后到期" if soon[0] else "1 笔今天到期") if soon else ""
    note = _told(f"今年放款 {households} 户" if households else "", f"{late} 笔逾期" if late else "", next_due)
    return Card("小额信贷余额", str(half_up(Decimal(balance) / _WAN, Decimal("0.1"))), "", "万元", note, None, ids)


def _jobs(reader: Reader) -> Card:
    ids = ("job.lifted", "job.target_rate", "job.lifted.unknown", "job.monitored")
    people, rate, unknown, _ = (_number(reader, id) for id in ids)
    target, _ = reader.target("job.lifted", reader.on.year)
    note = _told(f"完成 {rate}%" if target else "", f"{unknown} 人地点未核实" if unknown else "")
    of = _plain(target) if target else ""
    return Card("务工就业", str(people), of, "人", note, _share(people, target) if target else None, ids)
