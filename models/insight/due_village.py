"""What a village has to do as a whole: the month's meeting and comparisons, the quarter's sweep, leaflets, insurance, clean-ups.

Counted by the database: a sweep of ten thousand households is one line with a number, not ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select

from models.codes.affairs import LEAFLETS
from models.codes.warning import DEPARTMENT
from models.insight.duty import Duty
from models.insight.reader import Reader
from models.insight.terms import AHEAD, MONTH_END, Told, duty_of
from models.insight.walking import NOT_LIVED_IN
from models.ledgers import LEDGERS
from models.rules.dates import MONTHS_A_QUARTER, MONTHS_A_YEAR, Period, cycle, month_of, months_period, quarter_of
from models.rules.duty import month_end, quarter_words, year_day


def due(reader: Reader) -> Iterator[Duty]:
    """Of every village that is read here."""
    for village in reader.all("village"):
        for part in (_study, _comparisons, _sweeps, _leaflets, _insurance, _clean):
            yield from part(reader, village["scope"])


def _made(reader: Reader, id: str, last: date, brief: str, ledger: str, scope: str) -> Duty:
    return duty_of(reader, id, Told(last, brief, detail=f"{last.month}月{last.day}日前"), {}, ledger, None, scope)


def _rows(reader: Reader, ledger: str, scope: str, *conditions: Any) -> int:
    table = LEDGERS[ledger].__table__
    wanted = select(func.count()).select_from(table).where(table.c.removed_at.is_(None), table.c.scope == scope, *conditions)
    return int(reader.source.connection.execute(wanted).scalar() or 0)


def _near_the_end(reader: Reader, within: Period, scope: str) -> bool:
    return (within.last - reader.on).days <= (reader.parameter(MONTH_END, scope) or 0)


def _days(column: Any, within: Period) -> Any:
    return column.between(within.first.isoformat(), within.last.isoformat())


def _study(reader: Reader, scope: str) -> Iterator[Duty]:
    months = reader.parameter("monitoring.review_months", scope)
    if not months:
        return
    within, col = cycle(reader.on, months), LEDGERS["meeting"].__table__.c
    if _near_the_end(reader, within, scope) and not _rows(reader, "meeting", scope, col.kind == "study", _days(col.date, within)):
        when = "本月" if months == 1 else "这一期"
        yield _made(reader, "study_month", within.last, f"{when}的研判会还没开", "meeting", scope)


def _comparisons(reader: Reader, scope: str) -> Iterator[Duty]:
    months = reader.parameter("monitoring.compare_months", scope)
    if not months:
        return
    within, col = cycle(reader.on, months), LEDGERS["comparison"].__table__.c
    if not _near_the_end(reader, within, scope):
        return
    span = col.month.between(month_of(within.first), month_of(within.last))
    wanted = reader.parameter("monitoring.compare_departments", scope) or ()
    missing = [one for one in wanted if not _rows(reader, "comparison", scope, span, col.department == one)]
    if missing:
        names = "、".join(DEPARTMENT.label(one) for one in missing)
        yield _made(reader, "compare_month", within.last, f"{reader.on.month}月和{names}还没比对", "comparison", scope)


def _sweeps(reader: Reader, scope: str) -> Iterator[Duty]:
    """全覆盖 asks every household that is lived in, 重点人群 those of the classes; never both in one quarter."""
    quarter, within = quarter_of(reader.on), cycle(reader.on, MONTHS_A_QUARTER)
    home, lived = LEDGERS["household"].__table__.c, _lived_in()
    if quarter in (reader.parameter("monitoring.sweep_quarters", scope) or ()):
        name, who = "全覆盖排查", lived
    elif quarter in (reader.parameter("monitoring.focus_quarters", scope) or ()):
        case = LEDGERS["monitoring"].__table__.c
        watched = select(case.household).where(case.removed_at.is_(None))
        traits = reader.parameter("monitoring.focus_traits", scope) or ()
        marked = (_holds(home.traits, one) for one in traits)
        name, who = "重点人群排查", lived & or_(home.type == "lifted", home.uid.in_(watched), *marked)
    else:
        return
    left = _rows(reader, "household", scope, who, ~_swept(within))
    if left:
        yield _made(reader, "sweep_quarter", within.last, f"{quarter_words(quarter)}{name}还有 {left} 户没走", "visit", scope)


def _holds(codes: Any, one: str) -> Any:
    """Whether a column of several codes, joined by commas, has this one."""
    return ("," + codes + ",").contains(f",{one},", autoescape=True)


def _swept(within: Period) -> Any:
    home, visit = (LEDGERS[name].__table__ for name in ("household", "visit"))
    tasks = _holds(visit.c.tasks, "sweep")
    met = or_(visit.c.result.is_(None), visit.c.result != "absent")
    return exists().where(visit.c.household == home.c.uid, visit.c.removed_at.is_(None), tasks, met, _days(visit.c.date, within))


def _leaflets(reader: Reader, scope: str) -> Iterator[Duty]:
    """申报政策明白纸 goes to every household; those that are visited are told one by one (due_cycles)."""
    last = year_day(reader.on.year, reader.parameter("monitoring.leaflet_all_day", scope))
    ahead = reader.parameter(AHEAD, scope) or 0
    if last is None or last - timedelta(days=ahead) > reader.on:
        return
    home, given = (LEDGERS[name].__table__ for name in ("household", "handout"))
    year = months_period(last.year, 1, MONTHS_A_YEAR)
    has = exists().where(given.c.household == home.c.uid, given.c.removed_at.is_(None), given.c.kind.in_(LEAFLETS), _days(given.c.date, year))
    if left := _rows(reader, "household", scope, _lived_in(), ~has):
        yield _made(reader, "leaflet_all", last, f"申报政策明白纸还有 {left} 户没发", "handout", scope)


def _lived_in() -> Any:
    home = LEDGERS["household"].__table__.c
    return or_(home.residence.is_(None), home.residence.not_in(NOT_LIVED_IN))


def _insurance(reader: Reader, scope: str) -> Iterator[Duty]:
    """In autumn next year's contributions are gathered."""
    months = reader.parameter("health.pay_months", scope) or ()
    if reader.on.month not in months:
        return
    person, home, paid = (LEDGERS[name].__table__ for name in ("person", "household", "insurance"))
    year = reader.on.year + 1
    has = exists().where(paid.c.person == person.c.uid, paid.c.removed_at.is_(None), paid.c.year == year)
    lives = exists().where(home.c.uid == person.c.household, home.c.removed_at.is_(None), _lived_in())
    here = or_(person.c.left_on.is_(None), person.c.left_on > reader.on.isoformat())
    if left := _rows(reader, "person", scope, here, lives, ~has):
        last = month_end(date(reader.on.year, max(months), 1))
        yield _made(reader, "insurance_year", last, f"明年医保还有 {left} 人没缴", "insurance", scope)


def _clean(reader: Reader, scope: str) -> Iterator[Duty]:
    if reader.on.month not in (reader.parameter("duty.clean_months", scope) or ()):
        return
    within, col = cycle(reader.on, 1), LEDGERS["environment_action"].__table__.c
    if not _rows(reader, "environment_action", scope, _days(col.date, within)):
        yield _made(reader, "clean_month", within.last, f"{reader.on.month}月村庄清洁还没搞", "environment_action", scope)
