"""务工: months worked, where a place lies seen from home, and whom to ask this quarter.

Sources: monthly 务工监测 of the national system (a worker may have several spells, months counted once);
region codes of GB/T 2260 (first two digits the province, first six the county).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.dates import MONTHS_A_YEAR, Period, cycle, month_number, month_of, month_words

COUNTY_IN, COUNTY_OUT, PROVINCE, ABROAD, UNKNOWN = "county_in", "county_out", "province", "abroad", "unknown"
_OUTSIDE_THE_BORDER = ("71", "81", "82")
_PROVISIONAL = "98"
_PLACE_WORDS = {COUNTY_IN: "县内", COUNTY_OUT: "省内县外", PROVINCE: "省外", ABROAD: "境外"}


class Spell(NamedTuple):
    """One stretch of work, by month; no end while it goes on, no beginning when nobody remembers."""

    from_month: str | None = None
    to_month: str | None = None


def months_covered(spells: Iterable[Spell], year: int, on: date) -> frozenset[int]:
    """The months of a year (1 to 12) in which somebody worked, up to the day one looks; a month counts once."""
    first = year * MONTHS_A_YEAR
    last = min(first + MONTHS_A_YEAR - 1, month_number(month_of(on)))
    return frozenset(
        number - first + 1
        for spell in spells
        if spell.from_month
        for number in range(max(first, month_number(spell.from_month)), min(last, _end(spell, last)) + 1)
    )


def months_worked(spells: Iterable[Spell], year: int, on: date) -> int:
    """How many months of a year somebody worked; overlapping spells are merged."""
    return len(months_covered(spells, year, on))


def _end(spell: Spell, last: int) -> int:
    return month_number(spell.to_month) if spell.to_month else last


def works_in(spell: Spell, period: Period) -> bool:
    """Whether a spell touches a period; one without a beginning is taken to have begun."""
    begun = not spell.from_month or month_number(spell.from_month) <= month_number(month_of(period.last))
    return begun and (not spell.to_month or month_number(spell.to_month) >= month_number(month_of(period.first)))


def running(spell: Spell, still: bool | str | None, year: int | None, on: date) -> bool:
    """Said to go on, begun, and not ended; a row without its months goes on in its own year."""
    return still is not False and bool(spell.from_month or year == on.year) and works_in(spell, Period(on, on))


def spells_doubt(spell: Spell, before: Spell) -> str | None:
    """A spell that began before the last one had ended (check 5_12_001 of the national rules)."""
    if not spell.from_month or not before.from_month or before.from_month >= spell.from_month:
        return None
    this, that = month_words(spell.from_month), month_words(before.from_month)
    if before.to_month is None:
        return f"这段从{this}开始，{that}开始的那段还写着在干，请核对。"
    return f"这段从{this}开始，上一段到{month_words(before.to_month)}才结束，请核对。" if before.to_month > spell.from_month else None


def place_of(region: str, home: str, county_digits: int) -> str:
    """Where a region code lies as seen from the home village's: 县内, 省内县外, 省外, 境外, or not to be told.

    A provisional home code (98…) lies in no province, so nothing can be said from it.
    """
    if region[:2] in _OUTSIDE_THE_BORDER:
        return ABROAD
    if len(region) < 2 or len(home) < 6 or home.startswith(_PROVISIONAL):
        return UNKNOWN
    if region[:2] != home[:2]:
        return PROVINCE
    known = region[:county_digits]
    while known.endswith("00"):  # 150400000000 is a whole prefecture: which county of it is not known
        known = known[:-2]
    if not home.startswith(known):
        return COUNTY_OUT
    return COUNTY_IN if len(known) == county_digits else UNKNOWN


def place_doubt(place: str, region: str | None, home: str, county_digits: int) -> str | None:
    """The place that was typed against the one that the region code gives."""
    told = place_of(region, home, county_digits) if region else UNKNOWN
    if UNKNOWN in (told, place or UNKNOWN) or told == place:
        return None
    return f"按市县看是{_PLACE_WORDS[told]}，这里写的是{_PLACE_WORDS.get(place, place)}，请核对。"


def asked(answers: Iterable[date], on: date, months: int) -> bool:
    """Whether somebody was asked in the cycle (a quarter is three months) in which `on` lies."""
    period = cycle(on, months)
    return any(day in period for day in answers)


def to_ask(spell: Spell, answers: Iterable[date], on: date, months: int) -> bool:
    """Whether a running job still has to be asked after in this cycle."""
    return works_in(spell, Period(on, on)) and not asked(answers, on, months)


def call_back_on(ended_on: date, days: int) -> date:
    """The last day to look in on somebody who came home from work."""
    return ended_on + timedelta(days=days)


def order_fault(spell: Spell) -> str | None:
    """An end before the beginning: the row contradicts itself."""
    if spell.from_month and spell.to_month and spell.to_month < spell.from_month:
        return "结束月份比开始月份还早，请核对。"
    return None


def wage_doubt(wage: int, ask_below: int, low: int, high: int) -> str | None:
    """A month's wage out of the usual: outside low and high hardly one at all, below `ask_below` worth asking."""
    if not low <= wage <= high:
        return f"月收入{wage}元，一般在{low}到{high}元之间，请核对是不是月收入。"
    return f"月收入只有{wage}元，请问清楚。" if wage < ask_below else None


def channel_doubt(place: str, channel: str) -> str | None:
    """公益岗位 and 帮扶车间 are in the home county (check 5_01_003 of the national rules)."""
    if channel in {"post", "workshop"} and place in {COUNTY_OUT, PROVINCE, ABROAD}:
        return "公益岗位和帮扶车间都在县内，务工区域却写在县外，请核对。"
    return None


def worker_doubt(age: int | None, labour: str | None, low: int) -> str | None:
    """Somebody who is too young or has been entered as unable to work."""
    if age is not None and age < low:
        return f"开始务工时只有{age}周岁，请核对。"
    return "这个人登记的是没有劳动能力，却在务工，请核对。" if labour in {"none", "lost"} else None
