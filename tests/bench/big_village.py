"""A made-up village of ten thousand households in which everything has been written down for three years.

Half a million rows in the shares in which they come up: what is asked of every household (people, sweeps, insurance, taps),
what is asked of those who are helped (a visit each month, income each quarter), and what a few have (a loan, a post).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from models import store as st
from models.rules.id_number import check_digit
from models.store.unit import set_mode
from tests.bench.measure import name, put

HOUSEHOLDS, PEOPLE = 10_000, 3
Rows = list[dict[str, Any]]
_MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)][:31]
_ids = count(1)


def _new() -> str:
    return f"{next(_ids) * 2654435761 % 2**64:016x}{next(_ids):016x}"


def _number(at: int) -> str:
    """A made-up certificate of a man between 20 and 70, area 999999."""
    first = f"999999{1955 + at % 50}{at // 50 % 12 + 1:02d}{at // 600 % 28 + 1:02d}{at // 16_800 * 2 + 101:03d}"
    return first + check_digit(first)


def build(store: st.Store, households: int = HOUSEHOLDS) -> dict[str, int]:
    """Fills the folder past the journal; returns how many rows each ledger has."""
    made: dict[str, int] = {}
    [village] = st.find(store, "village")
    with store.writer.begin() as connection:
        set_mode(connection, "apply")
        for ledger, rows in _ledgers(village.uid, households):
            names = {name for row in rows for name in row}
            put(connection, ledger, [dict.fromkeys(names) | row for row in rows])
            made[ledger] = made.get(ledger, 0) + len(rows)
        set_mode(connection, None)
    return made


def _ledgers(village: str, households: int) -> Iterator[tuple[str, Rows]]:
    homes: Rows = [{"uid": _new(), "village": village, "code": f"{at:07d}", "group": f"{at % 40 + 1}组", "walk_order": at + 1, "local": True,
                    "type": "lifted" if at % 9 == 0 else "ordinary", "residence": "away" if at % 7 == 3 else "resident",
                    "phone": f"1990000{at % 10000:04d}", "water": "1"} for at in range(households)]  # fmt: skip
    people: Rows = [{"uid": _new(), "household": home["uid"], "name": name(who), "id_no": _number(who), "shares_income": True,
                     "relation": "1" if one == 0 else "3", "health": ("chronic",) if who % 9 == 1 else ("healthy",),
                     "residence": "home", "local": True}
                    for at, home in enumerate(homes) for one in range(PEOPLE) for who in [at * PEOPLE + one]]  # fmt: skip
    yield "household", homes
    yield "person", people
    helped = [home["uid"] for at, home in enumerate(homes) if at % 9 == 0 or at % 40 == 7]
    yield from _monitored([home["uid"] for at, home in enumerate(homes) if at % 40 == 7])
    yield from _asked_of_all([home["uid"] for home in homes], [person["uid"] for person in people])
    yield from _asked_of_helped(helped)
    yield from _worked([person["uid"] for at, person in enumerate(people) if at % PEOPLE == 0 and at % 5 < 3])
    yield from _built([home["uid"] for at, home in enumerate(homes) if at % 5 < 4])
    yield from _lent([person["uid"] for at, person in enumerate(people) if at % 27 == 0])
    yield from _held([person["uid"] for at, person in enumerate(people) if at % 27 == 0 and at % 5 > 2])


def _each(owner: str, owners: Iterable[str], times: Iterable[dict[str, Any]]) -> Rows:
    listed = list(times)
    return [{"uid": _new(), owner: uid, **one} for uid in owners for one in listed]


def _monitored(homes: list[str]) -> Iterator[tuple[str, Rows]]:
    yield "monitoring", _each("household", homes, [{"opening": True, "opened_on": date(2024, 4, 1), "kind": "sudden", "cleared": False,
                                                    "identified_month": "2024-03", "has_labour": True}])  # fmt: skip
    yield "support", _each("household", homes, [{"kind": "industry", "date": date(2024, month, 1), "state": "done",
                                                 "amount": Decimal(900)} for month in (4, 7, 10)])  # fmt: skip


def _asked_of_all(homes: list[str], people: list[str]) -> Iterator[tuple[str, Rows]]:
    yield "visit", _each("household", homes, [
        {"date": date(year, month, 12), "units": ("village",), "method": "home", "result": "same", "visitors": "白小甲",
         "tasks": ("sweep",)} for year, month in ((2023, 6), (2023, 12), (2024, 6), (2024, 12), (2025, 6))])  # fmt: skip
    yield "insurance", _each("person", people, [{"year": year, "kind": "resident", "own": Decimal(380)} for year in (2023, 2024, 2025)])
    yield "water_check", _each("household", homes, [{"date": date(2024, 9, 2), "kind": "look", "result": "good"}])
    yield "points", _each("household", homes, [{"date": date(2025, month, 1), "score": 2, "kind": "won", "topic": "clean"}
                                               for month in (1, 2, 3, 5, 7)])  # fmt: skip
    yield "schooling", _each("person", people[2::6], [{"year": year, "stage": "college", "term": "year", "attendance": "here"}
                                                      for year in (2023, 2024, 2025)])  # fmt: skip
    yield "illness", _each("person", people[1::9], [{"kind": "chronic", "disease": "慢性胃炎", "found_month": "2022-05", "course": "steady"}])
    yield "medical_bill", _each("person", people[1::9], [
        {"date": date(2025, month, 9), "total": Decimal(1200), "allowed": Decimal(1000), "basic": Decimal(600), "kind": "outpatient"}
        for month in (2, 5)])  # fmt: skip


def _asked_of_helped(homes: list[str]) -> Iterator[tuple[str, Rows]]:
    visits = _each("household", homes, [{"date": date(int(month[:4]), int(month[5:]), 15), "units": ("village",), "method": "home",
                                         "result": "same", "visitors": "白小甲", "text": "家里都好。"} for month in _MONTHS])  # fmt: skip
    yield "visit", visits
    yield "finding", _each("visit", [visit["uid"] for visit in visits[::9]], [
        {"text": "院墙裂了。", "kind": "house", "state": "solved", "solved_on": date(2025, 7, 1)}])
    yield "attachment", [{"uid": _new(), "ledger": "visit", "row": visit["uid"], "field": "photo", "title": "走访照片"}
                         for visit in visits]  # fmt: skip
    parts = (("wage", "wage_job"), ("business", "business_animals"), ("property", "property_land"), ("transfer", None), ("cost", None))
    yield "income", _each("household", homes, [
        {"month": month, "part": part, "item": item, "amount": Decimal(3000 + int(month[5:]) * 7), "span": "3"}
        for month in _MONTHS[:30:3] for part, item in parts
    ])  # fmt: skip
    yield "industry_subsidy", _each("household", homes, [
        {"year": year, "category": category, "applied": Decimal(6), "verified": Decimal(6), "paid": Decimal(450), "state": "paid",
         "paid_on": date(year, 6, 1), **({"animal": "sheep"} if category == "livestock" else {})}
        for year in (2023, 2024, 2025) for category in ("crop", "livestock")])  # fmt: skip
    yield "helper", _each("household", homes, [{"name": "白小甲", "from_on": date(2023, 1, 1)}])


def _worked(people: list[str]) -> Iterator[tuple[str, Rows]]:
    jobs = _each("person", people, [{"place": "county_out", "year": year, "from_month": f"{year}-03", "to_month": f"{year}-11",
                                     "still": False, "wage": Decimal(4000), "work": "建筑"} for year in (2023, 2024)]
                 + [{"place": "county_out", "year": 2025, "from_month": "2025-02", "still": True, "wage": Decimal(4200)}])  # fmt: skip
    yield "job", jobs
    yield "job_check", _each("job", [job["uid"] for job in jobs[2::3]], [{"date": day, "still": True} for day in
                                                                       (date(2025, 3, 20), date(2025, 6, 20))])  # fmt: skip


def _built(homes: list[str]) -> Iterator[tuple[str, Rows]]:
    toilets = _each("household", homes, [{"number": 1, "kind": "new", "year": 2021, "mode": "1", "built_on": date(2021, 5, 1),
                                          "accepted_on": date(2021, 6, 1), "acceptance": "pass", "use": "normal"}])  # fmt: skip
    for toilet in toilets[::20]:
        toilet |= {"year": 2025, "built_on": date(2025, 5, 1), "accepted_on": date(2025, 6, 1)}
    yield "toilet", toilets
    uids = [toilet["uid"] for toilet in toilets]
    yield "toilet_care", _each("toilet", uids, [{"date": date(year, 10, 1), "use": "normal"} for year in (2022, 2023, 2024)])
    yield "toilet_fault", _each("toilet", uids[1::9], [{"found_on": date(2025, 3, 1), "state": "closed", "year": 2025,
                                                       "mended_on": date(2025, 4, 1), "checked_by": "白小甲"}])  # fmt: skip


def _lent(people: list[str]) -> Iterator[tuple[str, Rows]]:
    loans = _each("borrower", people, [{"amount": Decimal(50000), "granted_on": date(2024, 3, 1), "due_on": date(2027, 3, 1),
                                        "bank": "信用社", "purpose": "养羊", "productive": True}])  # fmt: skip
    for loan in loans[::4]:
        loan |= {"granted_on": date(2025, 4, 1), "due_on": date(2028, 4, 1)}
    yield "loan", loans
    uids = [loan["uid"] for loan in loans]
    yield "loan_check", _each("loan", uids, [{"date": date(2025, month, 5), "result": "proper", "used_for": "养羊"} for month in (5, 7)])
    yield "loan_repayment", _each("loan", uids[::3], [{"date": date(2025, 5, 5), "amount": Decimal(2000)}])


def _held(people: list[str]) -> Iterator[tuple[str, Rows]]:
    [post] = [{"uid": _new(), "name": "保洁员", "kind": "clean", "fund": "bridging", "standard": Decimal(200), "quota": len(people)}]
    yield "post", [post]
    holders = _each("person", people, [{"post": post["uid"], "from_on": date(2023, 1, 1), "state": "on_duty"}])
    yield "post_holder", holders
    yield "post_attendance", _each("holder", [holder["uid"] for holder in holders], [
        {"month": month, "present_days": 20, "grade": "pass", "paid_on": date(int(month[:4]), int(month[5:]), 28)} for month in _MONTHS[:-2]
    ])  # fmt: skip
