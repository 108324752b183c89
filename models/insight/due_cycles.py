"""What a cycle wants of households: accounts of the quarter, look-backs, leaflets, a word with the chronically ill
and the resettled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from models.codes.affairs import LEAFLETS
from models.codes.health import OVER
from models.codes.household import RESETTLED
from models.insight.count_households import cleared
from models.insight.count_visits import VILLAGE, covered
from models.insight.due_visits import span_words
from models.insight.duty import Duty, head_of
from models.insight.reader import Reader
from models.insight.terms import Told, duty_of
from models.ledgers import LEDGERS
from models.rules.dates import (
    MONTHS_A_QUARTER,
    MONTHS_A_YEAR,
    Period,
    add_months,
    cycle,
    month_number,
    month_of,
    months_period,
    quarter_of,
)
from models.rules.duty import quarter_words, year_day
from models.store.source import Values


def due(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    """Of these households."""
    near = covered(reader, VILLAGE, households)
    reached = near.home_due | near.phone_due
    for scope in sorted({h["scope"] for h in households}):
        here = [h for h in households if h["scope"] == scope]
        walked = [h for h in here if h["uid"] in reached]
        yield from _income(reader, walked, scope)
        yield from _collected(reader, walked, scope)
        yield from _lookbacks(reader, here, scope)
        yield from _leaflets(reader, walked, scope)
        yield from _illness(reader, here, reached, scope)
        yield from _resettled(reader, here, reached, scope)


def _cycle_duty(reader: Reader, id: str, last: date, home: Values, brief: str, says: str, ledger: str) -> Duty:
    made = duty_of(reader, id, Told(last, brief), home, ledger, None, home["scope"])
    return replace(made, text=f"{head_of(reader, home)}家{says}")


def _income(reader: Reader, homes: list[Values], scope: str) -> Iterator[Duty]:
    """The quarter that is over is asked about within some days after it."""
    days = reader.parameter("income.collect_days", scope)
    if not days or not homes:
        return
    over = cycle(cycle(reader.on, MONTHS_A_QUARTER).first - timedelta(days=1), MONTHS_A_QUARTER)
    told, last = _with_income(reader, homes, over), over.last + timedelta(days=days)
    brief = quarter_words(quarter_of(over.first))
    for home in homes:
        if home["uid"] not in told:
            yield _cycle_duty(reader, "income_quarter", last, home, brief, f"{brief}的收支还没采", "income")


def _with_income(reader: Reader, homes: list[Values], over: Period) -> set[str]:
    """Households with an amount that reaches into a quarter."""
    col = LEDGERS["income"].__table__.c
    earliest = month_of(add_months(over.first, 1 - MONTHS_A_YEAR))
    wanted = select(col.household, col.month, col.span).distinct().where(
        col.removed_at.is_(None), col.month >= earliest, col.month <= month_of(over.last))
    if len(homes) == 1:
        wanted = wanted.where(col.household == homes[0]["uid"])
    first = month_number(month_of(over.first))
    return {str(uid) for uid, month, span in reader.source.connection.execute(wanted)
            if month_number(month) + int(span if str(span).isdigit() else 1) > first}  # fmt: skip


def _met(reader: Reader, homes: list[Values], within: Period) -> dict[str, list[Values]]:
    """Visits of a time that met somebody, by household; of many households at one go."""
    return _by_home(
        row for row in _written(reader, "visit", homes, within) if row["date"] <= reader.on and row["result"] != "absent"
    )


def _written(reader: Reader, ledger: str, homes: list[Values], within: Period) -> list[Values]:
    if len(homes) > 1:
        return [row for row in reader.between(ledger, "date", within.first, within.last) if row["date"]]
    found = (row for home in homes for row in reader.children(ledger, "household", home["uid"]))
    return [row for row in found if row["date"] and row["date"] in within]


def _by_home(rows: Iterable[Values]) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for row in rows:
        found.setdefault(row["household"], []).append(row)
    return found


def _done(met: dict[str, list[Values]], home: Values, task: str) -> bool:
    return any(task in (one["tasks"] or ()) for one in met.get(home["uid"], ()))


def _asks_now(reader: Reader, id: str, scope: str) -> Period | None:
    """The running quarter when a parameter names it."""
    quarter = cycle(reader.on, MONTHS_A_QUARTER)
    return quarter if quarter_of(reader.on) in (reader.parameter(id, scope) or ()) else None


def _collected(reader: Reader, homes: list[Values], scope: str) -> Iterator[Duty]:
    """采集更新: one visit for it in its quarter."""
    quarter = _asks_now(reader, "monitoring.collect_quarters", scope)
    brief = quarter_words(quarter_of(reader.on))
    if quarter is None:
        return
    met = _met(reader, homes, quarter)
    for home in homes:
        if not _done(met, home, "income"):
            yield _cycle_duty(reader, "collect_quarter", quarter.last, home, brief, f"{brief}数据采集还没做", "visit")


def _lookbacks(reader: Reader, homes: list[Values], scope: str) -> Iterator[Duty]:
    """Who was removed is looked at again in its quarter, as a step of the case or by a visit for it."""
    quarter = _asks_now(reader, "monitoring.look_back_quarters", scope)
    brief = quarter_words(quarter_of(reader.on))
    if quarter is None:
        return
    over = [home for home in homes if cleared(reader, home)]
    met = _met(reader, over, quarter)
    for home in over:
        if not _done(met, home, "lookback") and not _step_made(reader, home, quarter):
            yield _cycle_duty(reader, "lookback_quarter", quarter.last, home, brief, f"{brief}还没回头看", "visit")


def _step_made(reader: Reader, home: Values, quarter: Period) -> bool:
    cases = reader.children("monitoring", "household", home["uid"])
    steps = (step for case in cases for step in reader.children("monitoring_step", "monitoring", case["uid"]))
    return any(step["kind"] == "lookback" and step["date"] in quarter for step in steps)


def _leaflets(reader: Reader, homes: list[Values], scope: str) -> Iterator[Duty]:
    """A leaflet of the year's policies in every house that is visited, by the end of April."""
    last = year_day(reader.on.year, reader.parameter("monitoring.leaflet_day", scope))
    ahead = reader.parameter("duty.ahead_days", scope) or 0
    if last is None or last - timedelta(days=ahead) > reader.on:
        return
    given = _by_home(_written(reader, "handout", homes, months_period(last.year, 1, MONTHS_A_YEAR)))
    for home in homes:
        if not any(one["kind"] in LEAFLETS for one in given.get(home["uid"], ())):
            yield _cycle_duty(reader, "leaflet_year", last, home, "", "今年的帮扶政策明白纸还没发", "handout")


def _illness(reader: Reader, homes: list[Values], reached: frozenset[str], scope: str) -> Iterator[Duty]:
    """Who is chronically ill and is on no visiting list is asked for in each cycle all the same."""
    months = reader.parameter("health.visit_months", scope)
    if not months:
        return
    within, brief = cycle(reader.on, months), span_words(months)
    ill = [home for home in homes if home["uid"] not in reached and _chronic(reader, home)]
    met = _met(reader, ill, within)
    for home in ill:
        if home["uid"] not in met:
            yield _cycle_duty(reader, "illness_month", within.last, home, brief, f"有慢病，{brief}还没问到", "visit")


def _resettled(reader: Reader, homes: list[Values], reached: frozenset[str], scope: str) -> Iterator[Duty]:
    """Who was resettled and is on no visiting list is looked after all the same: work, papers, the settlement itself."""
    months = reader.parameter("duty.resettled_months", scope)
    if not months:
        return
    within, brief = cycle(reader.on, months), span_words(months)
    moved = [home for home in homes if home["uid"] not in reached and home["resettlement"] in RESETTLED]
    met = _met(reader, moved, within)
    for home in moved:
        if home["uid"] not in met:
            yield _cycle_duty(reader, "resettled_visit", within.last, home, brief, f"是搬迁户，{brief}还没走到", "visit")


def _chronic(reader: Reader, home: Values) -> bool:
    for person in reader.children("person", "household", home["uid"]):
        ill = reader.children("illness", "person", person["uid"])
        if any(one["kind"] == "chronic" and one["course"] not in OVER for one in ill) and not reader.derived("person", person, "gone"):
            return True
    return False
