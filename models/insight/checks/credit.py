"""信贷: money that lies unused, was lent on or spent elsewhere; loans of a household together; what was renewed and subsidised.

Sources: audit of 2022 (a loan granted and not used for 459 days; 户贷企用 and 转贷 as forbidden uses) and 银保监发〔2021〕6号
(one ceiling a household, renewed or extended once, subsidy up to the ceiling and never on money spent elsewhere). What a look
found is said of no field: whoever stands by it stands by that sentence, and the next look is asked about anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models.codes.loan import MISUSE, MISUSE_WORDS
from models.insight.checks.about import assisted
from models.insight.watched import Watched
from models.kernel import DOUBT, Mistake
from models.ledgers import LEDGERS
from models.ledgers.loan import contract
from models.rules import loan as r
from models.rules import loan_subsidy as s
from models.rules.dates import Period, day_words

Values = Mapping[str, Any]
_LENT_ON = frozenset({"10", "11", "12", "13", "14"})  # 入股分红 转贷 指标交换 冒名 户贷企用
_MISUSED = frozenset({"misused", "partly_misused"})


def _running(f: Watched) -> bool:
    return f.mine("state") in r.RUNNING


def _looks(f: Watched) -> list[Values]:
    found = [one for one in f.children("loan_check") if one["date"] and one["date"] <= f.today]
    return sorted(found, key=lambda one: (one["date"], one["uid"]))


def _last_look(f: Watched) -> Values:
    return next(reversed(_looks(f)), {})


def lies_unused(f: Watched) -> Iterable[Mistake]:
    """Granted long ago, and at the last look still not used. The days are those up to that look: later ones nobody saw."""
    most, granted, look = f.now("loan.unused_days"), f.new["granted_on"], _last_look(f)
    if most and granted and look.get("result") == "unused" and _running(f) and r.days_unused(granted, look["first_used_on"], f.today) > most:
        days = r.days_unused(granted, None, look["date"])
        yield Mistake(f"{day_words(granted)}放款，{day_words(look['date'])}去看，{days}天了钱还没用，请问清原因。", "", DOUBT)


def lent_on(f: Watched) -> Iterable[Mistake]:
    """Given to somebody else: 转贷, 冒名, 户贷企用 and the like."""
    if _running(f) and (kinds := _LENT_ON.intersection(_last_look(f).get("misuse") or ())):
        yield Mistake(f"最近一次检查发现{_words(kinds)}，贷款只能户贷户用，请督促收回，写清处理。", "", DOUBT)


def spent_elsewhere(f: Watched) -> Iterable[Mistake]:
    """Not spent on production: by the last look, else by what stands on the loan."""
    look = _last_look(f)
    kinds = set(look.get("misuse") or ())
    if not _running(f) or kinds & _LENT_ON:
        return
    if look.get("result") in _MISUSED:
        said = f"用在{_words(kinds)}上" if kinds else "没有全用在生产上"
        yield Mistake(f"最近一次检查发现贷款{said}，请督促纠正，写清处理。", "", DOUBT)
    elif not look and f.new["productive"] is False:
        yield Mistake("写着没有用在生产上，请去看一次用途，记一条检查。", "productive", DOUBT)


def _words(kinds: Iterable[str]) -> str:
    return LEDGERS["loan_check"].__fields__["misuse"].kind.show(tuple(sorted(kinds, key=int)))


def meant_for_production(f: Watched) -> Iterable[Mistake]:
    """用途 that reads like 建房 or 看病. Never refused at the desk: that would make people write 养羊. A look speaks louder."""
    purpose = f.new["purpose"] if f.new["productive"] is not False and _running(f) and f.mine("microcredit") else None
    if purpose and (kind := r.meant(purpose, MISUSE_WORDS)) and not _looks(f):
        yield Mistake(f"用途写着“{purpose}”，像是{MISUSE.label(kind)}，贷款只能用来发展生产，请去看看，记一条检查。", "purpose", DOUBT)


def looked_at_once(f: Watched) -> Iterable[Mistake]:
    """Running for long, and nobody ever looked what it was spent on. Counted from 建账 for an older one."""
    most, granted = f.now("loan.unused_days"), f.new["granted_on"]
    if not most or not granted or _looks(f) or not f.mine("microcredit") or not _running(f):
        return
    since = max(granted, f.new["opened_on"] or granted)
    if (days := (f.today - since).days) > most:
        yield Mistake(f"{days}天没有看过一次用途，请去看看，记一条检查。", "productive", DOUBT)


def borrower_is_meant(f: Watched) -> Iterable[Mistake]:
    """A product for assisted households in other hands."""
    house, only = f.parent("borrower.household"), f.now("loan.assisted_only") or ()
    if house and f.mine("product_now") in only and f.new["opening"] is not True and not assisted(house):
        words = LEDGERS["loan"].__fields__["product_now"].kind.show(f.mine("product_now"))
        yield Mistake(f"{words}只给脱贫户和监测户，这户两样都不是，请核对产品或者户类型。", "borrower", DOUBT)


def renewed_as_often_as_may_be(f: Watched) -> Iterable[Mistake]:
    """续贷 upon 续贷, alone or together with 展期."""
    limits = [f.now(f"loan.max_{what}") for what in ("renewals", "extensions", "total")]
    times = len(list(_renewed(f)))
    if times and None not in limits and (doubt := r.times_doubt(times, len(f.children("loan_extension")), *limits)):
        yield Mistake(doubt, "renews", DOUBT)


def _renewed(f: Watched) -> Iterator[str]:
    """The contracts before this one, each once."""
    before, seen = f.parent("renews"), {f.new["uid"]}
    f.asked.add(("parent", "renews.renews"))
    while before and before["uid"] not in seen:
        seen.add(before["uid"])
        yield before["uid"]
        before = f.source.get("loan", before["renews"])


def subsidy_as_computed(f: Watched) -> Iterable[Mistake]:
    """已贴息 above what balance, rate and ratio come to by today."""
    paid, rate, granted, gap = f.new["subsidised"], f.new["rate"], f.new["granted_on"], f.now("loan.subsidy_gap")
    rules = _subsidy_rules(f, Period(granted, f.today)) if paid and rate and granted and granted <= f.today else None
    if rules is None or gap is None:
        return
    misused = next((look["date"] for look in _looks(f) if look["result"] in _MISUSED), None)
    due = s.subsidised_interest(contract(f), rate, rules, Period(granted, f.today), misused)
    if paid > due + gap:
        yield Mistake(f"已贴息{paid:.2f}元，按余额、利率和贴息比例到今天只有{due:.2f}元，请核对。", "subsidised", DOUBT)


def _subsidy_rules(f: Watched, period: Period) -> s.SubsidyRules | None:
    product = f.mine("product_now")
    cap, base, day = f.parameter(f"loan.subsidy_cap.{product}"), f.now("loan.day_base"), f.now("loan.settlement_day")
    ratios = tuple(_ratios(f, f"loan.subsidy_ratio.{product}", period))
    return s.SubsidyRules(ratios, Decimal(cap), base, day) if cap and base and day and ratios else None


def _ratios(f: Watched, id: str, period: Period) -> Iterator[s.Ratio]:
    """What holds in each stretch of a period: cut where any row of the parameter begins, and after it ends."""
    rows = [row for _, some in f.policy.rows(id) for row in some]
    after = [row.valid_to + timedelta(days=1) for row in rows if row.valid_to and row.valid_to < date.max]
    cuts = {period.first, *(day for day in (*after, *(row.valid_from for row in rows)) if day in period)}
    for begin, end in pairwise([*sorted(cuts), period.last + timedelta(days=1)]):
        if (share := f.policy.value(id, begin)) is not None:
            yield s.Ratio(Period(begin, end - timedelta(days=1)), share)


def loans_of_a_household(f: Watched) -> Iterable[Mistake]:
    """One ceiling a household, whoever of it borrowed. What one borrower has is said on the loan."""
    running: dict[str, list[Values]] = {}
    for loan in f.under("loan"):
        if f.derived("loan", loan, "state") in r.RUNNING and loan["amount"]:
            running.setdefault(f.derived("loan", loan, "product_now") or "", []).append(loan)
    for product, loans in running.items():
        ceiling = f.policy.value(f"loan.ceiling.{product}", max(loan["granted_on"] or date.min for loan in loans))
        several = len({loan["borrower"] for loan in loans}) > 1
        if several and ceiling and (doubt := r.ceiling_doubt((loan["amount"] for loan in loans), ceiling)):
            yield Mistake(doubt, "", DOUBT)


CHECKS = {
    "household": (loans_of_a_household,),
    "loan": (
        lies_unused, lent_on, spent_elsewhere, meant_for_production, looked_at_once, borrower_is_meant, renewed_as_often_as_may_be,
        subsidy_as_computed,
    ),
}  # fmt: skip
