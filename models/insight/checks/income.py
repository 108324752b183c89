"""收支: a household's year against the lines, against last year, against its illnesses and welfare, and against what was verified.

Sources: audit of 2022 (收支核算有误差: 1000 yuan a head between register and truth; drugs of every month not shown), 省后评估 of 2022
(人均 below half of what the local countryside has, or falling) and 3_11_010 of the national checks. Nobody is asked about what was
never collected: only who has income on record is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from models.codes.income import PART
from models.insight import income_sources
from models.insight.checks.about import assisted
from models.insight.checks.people import ON_WELFARE, here
from models.insight.household_income import Standing, standing
from models.insight.reader import Reader
from models.insight.watched import TREE, Watched
from models.kernel import DOUBT, HINT, Mistake
from models.rules import income as r
from models.rules.dates import MONTHS_A_QUARTER, MONTHS_A_YEAR, Period, cycle, month_number, month_of, month_words
from models.rules.income_source import CHANGED, GONE
from models.store.source import Values

_LOW_INCOME, _WAGE, _PERCENT = "transfer_low_income", "wage_job", 100
_NET = "net"
_EARNED_OR_SPENT = frozenset((*r.EARNED, r.COST))


def _rows(f: Watched) -> list[Values]:
    return f.under("income")


def _entries(f: Watched) -> list[r.Entry]:
    return f.once(_entries, lambda: [entry for row in _rows(f) if (entry := r.entry_of(row))])


def _reader(f: Watched) -> Reader:
    f.asked.add(TREE)
    return Reader(f.source, f.today, f.policy.scope, f.policy.scope)


def _standing(f: Watched) -> Standing | None:
    """How an assisted household with income on record stands."""
    def work() -> Standing | None:
        asked = _entries(f) and assisted({"assisted": f.mine("assisted")})
        return standing(_reader(f), dict(f.new)) if asked else None

    return f.once(_standing, work)


def _whole(account: r.Account) -> bool:
    """Income or costs of every month of the window are on record."""
    return account.months >= account.within.months


@lru_cache(maxsize=8)
def _quarters(today: date) -> list[Period]:
    """The last four that are over, the newest first."""
    found, day = [], cycle(today, MONTHS_A_QUARTER).first
    for _ in range(MONTHS_A_YEAR // MONTHS_A_QUARTER):
        found.append(cycle(day - timedelta(days=1), MONTHS_A_QUARTER))
        day = found[-1].first
    return found


def _told(f: Watched, within: Period) -> list[r.Entry]:
    """Income and costs of production on record within some months."""
    def work() -> list[r.Entry]:
        return [entry for entry, _ in r.touching(_entries(f), within) if entry.part in _EARNED_OR_SPENT]

    return f.once((_told, within), work)


def _medicine(f: Watched, within: Period) -> bool:
    """Whether anything is written about medicine within some months."""
    typed = any(entry.item == r.MEDICAL and entry.inside(within) for entry in _entries(f))
    return typed or any(bill["date"] and bill["date"] in within for bill in f.under("medical_bill"))


def _ill(f: Watched, how: str) -> bool:
    return any(how in (person["health"] or ()) for person in here(f))


# --- 人均


def income_very_low(f: Watched) -> Iterable[Mistake]:
    """3_11_010: so little a head that something was probably not taken down."""
    found = _standing(f)
    if found and found.low is not None:
        yield Mistake(f"近12个月人均{found.now.head:.2f}元，不到{found.low}元，请核对是不是漏登了。", "", DOUBT)


def half_of_the_local(f: Watched) -> Iterable[Mistake]:
    """A head below the share of what the local countryside has: to be helped to earn, not to be rewritten."""
    share, local, found = f.now("income.low_share"), f.now("income.local_per_head"), _standing(f)
    line = Decimal(local) * share / _PERCENT if local and share else None
    head = found.now.head if found and found.low is None and _whole(found.now) else None
    if line is not None and head is not None and head < line:
        yield Mistake(f"近12个月人均{head:.2f}元，不到当地农村居民人均{local}元的{share}%，请看看怎么帮着增收。", "", HINT)


def income_falls(f: Watched) -> Iterable[Mistake]:
    """Less a head than in the same months a year before; both years whole."""
    found = _standing(f)
    if found and found.change and found.change[0] < 0 and _whole(found.now) and _whole(found.before):
        yield Mistake(f"近12个月人均比上年同期少{-found.change[0]:.2f}元，请问清原因，看看有没有返贫风险。", "", HINT)


def registered_as_verified(f: Watched) -> Iterable[Mistake]:
    """误差户: register and visit apart by so much a head, in all or in one part (a wage that was really 赡养费)."""
    rows, gap = _rows(f), f.now("income.audit_gap")
    if not gap or all(row["verified"] is None for row in rows) or not (people := f.mine("size")):
        return
    within = r.rolling(f.today, MONTHS_A_YEAR)
    checked = [row | {"amount": row["amount"] if row["verified"] is None else row["verified"]} for row in rows]
    registered, verified = (r.parts((e for row in some if (e := r.entry_of(row))), within) for some in (rows, checked))
    if found := r.audit(registered, verified, people, gap):
        said = "、".join(f"{'家庭纯收入' if of == _NET else PART.label(of)}{word}" for of, word in found.items())
        yield Mistake(f"入户核实和登记人均相差{gap}元以上：{said}，请按核实的改登记数。", "", DOUBT)


# --- 没记的、照抄的、来源改了的


def updated_each_quarter(f: Watched) -> Iterable[Mistake]:
    """A quarter is over, and the household's books stop before it."""
    days, quarter = f.now("income.update_days"), _quarters(f.today)[0]
    last = max((month_number(entry.month) + entry.months - 1 for entry in _entries(f)), default=None)
    if last is None or days is None or not assisted({"assisted": f.mine("assisted")}):
        return
    if last < month_number(month_of(quarter.first)) and f.today > quarter.last + timedelta(days=days):
        yield Mistake(f"{quarter.words()}过完了，家庭收支还没有记，请补采。", "", DOUBT)


def illness_costs_missing(f: Watched) -> Iterable[Mistake]:
    """Somebody gravely ill, a year's income on record, and not one yuan for treatment."""
    window = r.rolling(f.today, MONTHS_A_YEAR)
    if _entries(f) and _ill(f, "serious") and _told(f, window) and not _medicine(f, window):
        yield Mistake("家里有人患大病，近12个月没有一笔医疗支出，请问清楚补上。", "", DOUBT)


def drugs_asked_each_quarter(f: Watched) -> Iterable[Mistake]:
    """Somebody takes medicine every month, and a quarter's income was taken down without it."""
    if not _entries(f) or not _ill(f, "chronic"):
        return
    left_out = [quarter.words() for quarter in reversed(_quarters(f.today)) if _told(f, quarter) and not _medicine(f, quarter)]
    if left_out:
        yield Mistake(f"家里有人长期慢性病，{'、'.join(left_out)}记了收入，没有记吃药的钱，请问清楚补上。", "", DOUBT)


def low_income_as_flagged(f: Watched) -> Iterable[Mistake]:
    """低保金 in the books against 享受低保 of the members, both ways."""
    if not _entries(f):
        return
    window = r.rolling(f.today, MONTHS_A_YEAR)
    flagged = any(person["low_income"] in ON_WELFARE for person in here(f)) or "low_income" in (f.new["traits"] or ())
    got = any(entry.item == _LOW_INCOME and entry.inside(window) for entry in _entries(f))
    if got and not flagged:
        yield Mistake("近12个月记了低保金，家里没有人写享受低保，请核对。", "", DOUBT)
    months = {month for entry in _told(f, window) for month in entry.inside(window)}
    if flagged and not got and len(months) >= window.months:
        yield Mistake("家里有人享受低保，近12个月没有记低保金，请核对是不是漏登了。", "", DOUBT)


def copied_quarter(f: Watched) -> Iterable[Mistake]:
    """Every amount of a quarter as in the one before, to the fen: perhaps nobody asked."""
    least, (now, before, *_) = f.now("income.same_items"), _quarters(f.today)
    if not least or len(_told(f, now)) < least:
        return
    these, those = (Counter((entry.item, entry.amount) for entry in _told(f, quarter)) for quarter in (now, before))
    if these == those:
        yield Mistake(f"{now.words()}的{these.total()}笔收支和上一季度一分不差，请核对是不是照抄的。", "", HINT)


def taken_over_still_so(f: Watched) -> Iterable[Mistake]:
    """What was taken over from another ledger, and says something else there by now."""
    if not any(row["source_row"] for row in _rows(f)):
        return
    found = income_sources.found(_reader(f), dict(f.new), r.rolling(f.today, MONTHS_A_YEAR))
    moved = [one for one in found if one.state in (CHANGED, GONE)]
    if moved:
        yield Mistake(f"从别的台账带过来的收支，有{len(moved)}笔来源后来改了或者没有了，请打开家庭收支核对。", "", DOUBT)


def wage_without_work(f: Watched) -> Iterable[Mistake]:
    """Wages of months in which nobody of whom they could be worked: support from a child was written as wages."""
    rows = [row for row in _rows(f) if row["item"] == _WAGE and not row["source_row"]]
    jobs = f.under("job") if rows else []
    entries = [(row["person"], entry) for row in rows if (entry := r.entry_of(row))]
    odd = [entry for person, entry in entries if not any(_worked(job, person, entry) for job in jobs)]
    if odd:
        total, first = sum((entry.amount for entry in odd), r.ZERO), month_words(min(entry.month for entry in odd))
        yield Mistake(f"{first}起记了务工收入{total:.2f}元，务工台账里那几个月没有人务工，请核对是不是把孩子给的赡养费记成了工资。", "", DOUBT)


def _worked(job: Values, person: str | None, entry: r.Entry) -> bool:
    begun, ended = job["from_month"], job["to_month"]
    first, last = month_number(entry.month), month_number(entry.month) + entry.months - 1
    there = not begun or month_number(begun) <= last
    return person in (None, job["person"]) and there and (not ended or month_number(ended) >= first)


CHECKS = {
    "household": (
        income_very_low, half_of_the_local, income_falls, registered_as_verified, updated_each_quarter, illness_costs_missing,
        drugs_asked_each_quarter, low_income_as_flagged, copied_quarter, taken_over_still_so,
        wage_without_work,
    ),
}  # fmt: skip
