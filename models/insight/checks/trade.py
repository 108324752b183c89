"""产业: rent that is not paid, promises that are not kept, households that nobody leads or teaches, cards of another household.

Sources: audits of 2022: 流转费 of two years unpaid, 联农带农 that is nothing but a name, three years of 养殖 without 技术指导,
households without any 合作社 or 龙头企业; 一卡通 rules (money goes to the card of the one who is meant).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, Mistake, earlier
from models.ledgers.land_lease import rent_of, rows_of_lease
from models.rules import subsidy as r
from models.rules.dates import MONTHS_A_YEAR, day_words, months_between

Values = Mapping[str, Any]
_LED_BY = {"cooperative": ("cooperative", "合作社"), "leader": ("leading_company", "龙头企业")}


def rent_is_paid(f: Watched) -> Iterable[Mistake]:
    """Land let, and the rent of one year or several not paid; told at the last year that is owed."""
    owed = {row["year"]: money for row in rows_of_lease(f) if (money := r.owed(rent_of(row), f.today))}
    if f.new["way"] == "out" and owed and f.new["year"] == max(owed):
        yield Mistake(f"流转费欠了{len(owed)}年，合计{sum(owed.values()):.2f}元，请协调兑付，付了就记已付。", "paid", DOUBT)


def promise_is_kept(f: Watched) -> Iterable[Mistake]:
    """So much a year agreed on, the year over, and nothing handed out."""
    year, agreed = f.new["year"], f.new["agreed"]
    last = f.new["to_on"] or (date(year, MONTHS_A_YEAR, 31) if year else None)
    if agreed and last and last < f.today and not f.new["got"]:
        yield Mistake(f"约定{agreed:.2f}元，{day_words(last)}到期，没有兑现，请问清原因。", "got", DOUBT)


def still_pays_its_way(f: Watched) -> Iterable[Mistake]:
    """A loss on record, and households that live by it."""
    profit, tied = f.new["profit"], f.mine("tied")
    if profit is not None and profit < 0 and tied and f.new["state"] in ("running", "hard", None):
        year = f"{f.new['year']}年" if f.new["year"] else ""
        yield Mistake(f"{year}亏损{-profit:.2f}元，带动着{tied}户，请盯住各户的收益。", "profit", HINT)


def household_says_so(f: Watched) -> Iterable[Mistake]:
    """A 合作社 or 龙头企业 that leads a household which is entered as having none."""
    house, kind = f.parent("household") or {}, (f.parent("enterprise") or {}).get("kind")
    field, words = _LED_BY.get(kind or "", ("", ""))
    if field and f.mine("running") and house.get(field) is False:
        yield Mistake(f"这里有{words}带动，农户信息里写着没有{words}，请核对。", "enterprise", DOUBT)


def somebody_leads(f: Watched) -> Iterable[Mistake]:
    """An assisted household that can work and says that nobody leads it."""
    said = [f.new[name] for name in ("cooperative", "leading_company", "leading_person")]
    here = [link for link in f.under("benefit_link") if not (link["to_on"] and link["to_on"] < f.today)]
    if said.count(False) == len(said) and not here and f.new["no_labour"] is not True and f.mine("assisted"):
        yield Mistake("没有合作社、龙头企业或者致富带头人带动，请看看能不能牵上。", "cooperative", HINT)


def somebody_teaches(f: Watched) -> Iterable[Mistake]:
    """In trade for years, and no expert ever came, or not for as long as audits ask about."""
    rows = [row for row in f.under("industry_subsidy") if row["year"] and row["state"] != "returned"]
    years, most = sorted({row["year"] for row in rows}), f.now("subsidy.tech_months")
    if not most or not years or years[-1] < f.today.year - 1:
        return
    seen = max((one["date"] for one in f.under("tech_service") if one["date"]), default=None)
    if months_between(max(seen or date.min, date(years[0], 1, 1)), f.today) >= most:
        # No number that grows by itself: the sentence is what an explanation holds on to.
        last = f"上一次是{day_words(seen)}" if seen else "一次也没有记"
        yield Mistake(f"从{years[0]}年起有产业，满{most}个月没有技术指导，{last}，请联系技术员。", "", DOUBT)


def loan_is_theirs(f: Watched) -> Iterable[Mistake]:
    """A trade that is said to be paid by somebody else's loan."""
    borrower = f.parent("loan.borrower")
    if borrower and borrower["household"] != f.new["household"]:
        yield Mistake(f"用的贷款是{borrower['name']}借的，他不是这户的，请核对选的是哪一笔。", "loan", DOUBT)


def money_came(f: Watched) -> Iterable[Mistake]:
    """Sold, and still not paid."""
    day, most = f.new["date"], f.now("subsidy.sale_days")
    if f.new["settled"] is False and day and most and (days := (f.today - day).days) > most:
        yield Mistake(f"{day_words(day)}卖的{f.new['goods']}，{days}天了款还没到户，请帮着催一催。", "settled", DOUBT)


def card_of_one_household(f: Watched) -> Iterable[Mistake]:
    """One card for two households: money that goes to the wrong door.

    Somebody who moves to another household is looked at again with the whole village, not at once.
    """
    card, home = f.new["card"], _home(f, f.new)
    elsewhere = (other for row in earlier(f, f.alike("card")) if (other := _home(f, row)) != home) if card else iter(())
    if (other := next(elsewhere, None)) is not None:
        there = f.source.get("household", other)
        name = f.derived("household", there, "head_name") if there else None
        yield Mistake(f"尾号{card[-4:]}的卡，{f'{name}家' if name else '别的户'}也在用，请核对是谁的卡。", "card", DOUBT)


def _home(f: Watched, row: Values) -> str | None:
    person = f.source.get("person", row["person"]) or {} if "person" in row else row
    home: str | None = person["household"] if "household" in person else row["uid"]
    return home


CHECKS = {
    "household": (somebody_leads, somebody_teaches, card_of_one_household),
    "post_holder": (card_of_one_household,),
    "travel_subsidy": (card_of_one_household,),
    "industry_subsidy": (loan_is_theirs, card_of_one_household),
    "benefit_link": (promise_is_kept, household_says_so),
    "enterprise": (still_pays_its_way,),
    "land_lease": (rent_is_paid,),
    "sale": (money_came,),
}
