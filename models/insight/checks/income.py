"""收支: a household's year against the lines, against last year, against its illnesses and welfare, and against what was verified.

Sources: audit of 2022 (收支核算有误差: 1000 yuan a head between register and truth; drugs of every month not shown), 省后评估 of 2022
(人均 below half of what the local countryside has, or falling), 3_11_010 and 4_11_010 of the national checks. Nobody is asked about
what was never collected: only who has income on record is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from models.codes.health import OVER
from models.codes.income import PART
from models.insight import income_sources
from models.insight.checks.about import assisted
from models.insight.checks.people import CLOSED, ON_WELFARE, case_begun, here
from models.insight.household_income import Standing, standing
from models.insight.reader import Reader
from models.insight.watched import TREE, Watched
from models.kernel import DOUBT, HINT, Mistake
from models.ledgers import LEDGERS
from models.rules import income as r
from models.rules.dates import MONTHS_A_QUARTER, MONTHS_A_YEAR, Period, cycle, month_number, month_of
from models.rules.income_source import CHANGED, GONE, NEW
from models.store.source import Values

_LOW_INCOME, _PERCENT = "transfer_low_income", 100
_PAID_OUT = ("travel_subsidy", "industry_subsidy", "land_lease")  # what an order pays stands among what was sold
_NET = "net"
_EARNED_OR_SPENT = frozenset((*r.EARNED, r.COST))


def _rows(f: Watched) -> list[Values]:
    return f.under("income")


def _entries(f: Watched) -> list[r.Entry]:
    return f.once(_entries, lambda: [entry for row in _rows(f) if (entry := r.entry_of(row))])


def _reader(f: Watched) -> Reader:
    """One for all households of a village: parameters and days are looked up once."""
    f.asked.add(TREE)
    scope = f.policy.scope
    found: Reader = f.look.kept.setdefault((_reader, scope), Reader(f.source, f.today, scope, scope))
    return found


def _standing(f: Watched) -> Standing | None:
    """How an assisted household with income on record stands."""
    return _anybodys_standing(f) if assisted({"assisted": f.mine("assisted")}) else None


def _anybodys_standing(f: Watched) -> Standing | None:
    """How a household with income on record stands."""
    return f.once(_anybodys_standing, lambda: standing(_reader(f), dict(f.new)) if _entries(f) else None)


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
    """By 健康状况, or by an illness that is written down and not over."""
    people = {person["uid"]: person["health"] or () for person in here(f)}
    return any(how in health for health in people.values()) or any(one["person"] in people for one in _illnesses(f, how))


def _illnesses(f: Watched, how: str) -> list[Values]:
    return [one for one in f.under("illness") if one["kind"] == how and one["course"] not in OVER]


def _said_costs(f: Watched, how: str) -> str:
    """What the book of illnesses says of their yearly cost."""
    yearly = sum((one["yearly_cost"] or (one["drug_cost"] or r.ZERO) * MONTHS_A_YEAR for one in _illnesses(f, how)), r.ZERO)
    return f"（大病慢病里写着一年约{yearly:.2f}元）" if yearly else ""


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


def below_the_line(f: Watched) -> Iterable[Mistake]:
    """4_11_010: below the monitoring line after what was paid for treatment, and nobody watches, or the risk is said to be gone.

    A person decides: the line is no more than a reason to go and look.
    """
    line, found = f.now("income.monitor_line"), _anybodys_standing(f)
    if line is None or found is None or not _whole(found.now) or found.low is not None or (f.mine("monitored") and not f.mine("cleared")):
        return
    left = found.now.head_reference
    if left is not None and left < line and f.new["residence"] != CLOSED and not case_begun(f):
        said = f"近12个月人均纯收入加理赔减合规自付是{left:.2f}元，低于监测线{line}元"
        if f.mine("cleared"):
            yield Mistake(f"{said}，风险已经标了消除，请回头看是不是真的消除了。", "", DOUBT)
        else:
            yield Mistake(f"{said}，还不是监测对象，请入户看看要不要列为监测线索。", "", HINT)


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
        yield Mistake(f"家里有人患大病{_said_costs(f, 'serious')}，近12个月没有一笔医疗支出，请问清楚补上。", "", DOUBT)


def drugs_asked_each_quarter(f: Watched) -> Iterable[Mistake]:
    """Somebody takes medicine every month, and a quarter's income was taken down without it."""
    if not _entries(f) or not _ill(f, "chronic"):
        return
    left_out = [quarter.words() for quarter in reversed(_quarters(f.today)) if _told(f, quarter) and not _medicine(f, quarter)]
    if left_out:
        costs = _said_costs(f, "chronic")
        yield Mistake(f"家里有人长期慢性病{costs}，{'、'.join(left_out)}记了收入，没有记吃药的钱，请问清楚补上。", "", DOUBT)


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


def paid_out_is_on_record(f: Watched) -> Iterable[Mistake]:
    """漏登: subsidies or rent paid out in months of which income is on record, and neither the item nor the amount among it."""
    window = r.rolling(f.today, MONTHS_A_YEAR)
    if not assisted({"assisted": f.mine("assisted")}) or not any(_paid(f, ledger, window) for ledger in _PAID_OUT):
        return
    entries = _told(f, window)
    told, amounts = {month for entry in entries for month in entry.inside(window)}, {entry.amount for entry in entries}
    offers = (one.offer for one in income_sources.found(_reader(f), dict(f.new), window, _PAID_OUT) if one.state == NEW and one.offer.part != r.COST)
    lost = [one for one in offers if month_number(one.month) in told and one.amount not in amounts]
    if lost:
        books = "、".join(dict.fromkeys(LEDGERS[one.ledger].__ledger__.title for one in lost))
        total = sum((one.amount for one in lost), r.ZERO)
        yield Mistake(f"{books}里发到手的{len(lost)}笔、合计{total:.2f}元，家庭收支里没有记，请核对是不是漏登了。", "", DOUBT)


def _paid(f: Watched, ledger: str, window: Period) -> bool:
    return any(row["paid_on"] and row["paid_on"] in window for row in f.under(ledger))


CHECKS = {
    "household": (
        income_very_low, half_of_the_local, below_the_line, income_falls, paid_out_is_on_record, registered_as_verified,
        updated_each_quarter, illness_costs_missing, drugs_asked_each_quarter, low_income_as_flagged, copied_quarter,
        taken_over_still_so,
    ),
}  # fmt: skip
