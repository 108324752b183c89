"""产业到户 and 一次性交通补助: what of the year has been paid, and the union of all that goes to households, each yuan once.

Sources: one town's list of a batch: 种植、畜牧、庭院, public posts paid from 衔接资金, fares. 户数 counts a household once however
much it got; 户次 counts it once a category, people on posts and on the way to work one by one; the two are never mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from models.codes.subsidy import ANIMAL, CATEGORY
from models.insight import count_posts as posts
from models.insight.figure import MONEY, Amount, Figure, Record
from models.insight.reader import Reader
from models.rules.subsidy import UNITS
from models.store.source import Values

LINES, FARES = "industry_subsidy", "travel_subsidy"
LAND, LIVESTOCK = ("crop", "yard"), "livestock"
Keep = Callable[[Values], bool]


def paid(reader: Reader, ledger: str) -> list[Values]:
    """Rows of the year that were paid by the day and not sent back; looked up once a question."""
    return reader.once(f"{ledger} paid", lambda: [row for row in reader.this_year(ledger, "paid_on") if row["state"] != "returned"])


def _lines(keep: Keep, amount: Callable[[Values], Amount | None]) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record(LINES, row["uid"], amount(row) or 0) for row in paid(reader, LINES) if keep(row))


def _of(category: str) -> Keep:
    return lambda row: row["category"] == category


def _animal(animal: str) -> Keep:
    return lambda row: row["category"] == LIVESTOCK and row["animal"] == animal


def _money(row: Values) -> Amount | None:
    found: Decimal | None = row["paid"]
    return found


def _quantity(row: Values) -> Amount | None:
    found: Decimal | None = row["verified"] if row["verified"] is not None else row["applied"]
    return int(found) if found is not None and row["category"] == LIVESTOCK else found


def _homes(keep: Keep) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: _each(row["household"] for row in paid(reader, LINES) if keep(row))


def _each(households: Iterable[str | None]) -> Iterable[Record]:
    return (Record("household", uid) for uid in sorted({uid for uid in households if uid}))


def _bridging(reader: Reader) -> list[posts.Paid]:
    return [one for one in posts.paid(reader) if posts.fund(reader, one[0]) == posts.BRIDGING]


def _everybody(reader: Reader) -> Iterable[Record]:
    """Households of the union."""
    lines = [row["household"] for row in paid(reader, LINES)]
    lines += [reader.household_of(FARES, row) for row in paid(reader, FARES)]
    lines += [reader.household_of("post_holder", holder) for holder, _, _ in _bridging(reader)]
    return _each(lines)


def _times(reader: Reader) -> Iterable[Record]:
    """One line stands for a household in its category; people one by one."""
    first = {(row["household"], row["category"]): row["uid"] for row in reversed(paid(reader, LINES))}
    yield from (Record(LINES, uid) for uid in first.values())
    yield from (Record(FARES, row["uid"]) for row in paid(reader, FARES))
    yield from (Record("post_holder", uid) for uid in sorted({holder["uid"] for holder, _, _ in _bridging(reader)}))


def _total(reader: Reader) -> Iterable[Record]:
    for ledger in (LINES, FARES):
        yield from (Record(ledger, row["uid"], row["paid"] or 0) for row in paid(reader, ledger))
    yield from (Record("post_attendance", month["uid"], amount) for _, month, amount in _bridging(reader))


def _fares(value: Callable[[Values], Amount]) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record(FARES, row["uid"], value(row)) for row in paid(reader, FARES))


_SOURCE = "镇产业到户补助办法（以当地文件为准）"
_TRAVEL = "各地一次性交通补助办法"
_PAID = "今年到这一天已经发放、没有退回的"
_UNION = "种植、畜牧、庭院和其他，加衔接资金的公岗、一次性交通补助"
_KINDS = tuple((id, CATEGORY.label(id)) for id in (*LAND, LIVESTOCK))
_ANIMALS = tuple((id, ANIMAL.label(id)) for id in UNITS if id not in LAND)
FIGURES: tuple[Figure, ...] = (
    *(Figure(f"{LINES}.households.{id}", f"产业到户{word}户数", "户", f"{_PAID}{word}补助，一户只数一次。", _SOURCE, _homes(_of(id)))
      for id, word in _KINDS),
    *(Figure(f"{LINES}.area.{id}", f"产业到户{CATEGORY.label(id)}面积", "亩", f"{_PAID}{CATEGORY.label(id)}补助的核定面积，没核定的按申报。",
             _SOURCE, _lines(_of(id), _quantity)) for id in LAND),
    *(Figure(f"{LINES}.heads.{id}", f"产业到户补助的{word}", UNITS[id], f"{_PAID}畜牧补助里{word}的核定数量，没核定的按申报。", _SOURCE,
             _lines(_animal(id), _quantity)) for id, word in _ANIMALS),
    *(Figure(f"{LINES}.amount.{id}", f"产业到户{word}补助", MONEY, f"{_PAID}{word}补助的实补金额。", _SOURCE, _lines(_of(id), _money))
      for id, word in _KINDS),
    Figure(f"{LINES}.households", "产业到户受益户", "户", f"{_UNION}：今年领过任何一样的户，一户只数一次。", _SOURCE, _everybody),
    Figure(f"{LINES}.times", "产业到户户次", "户次", f"{_UNION}：一户一类数一次，公岗和交通补助一人数一次，和户数不是一回事。", _SOURCE, _times),
    Figure(f"{LINES}.total", "产业到户补助合计", MONEY, f"{_UNION}：今年已经发放的，一笔只加一次。", _SOURCE, _total),
    Figure(f"{FARES}.persons", "今年交通补助人数", "人", f"{_PAID}交通补助，一人一年一次。", _TRAVEL, _fares(lambda row: 1)),
    Figure(f"{FARES}.amount", "今年交通补助金额", MONEY, f"{_PAID}交通补助的实发金额。", _TRAVEL, _fares(lambda row: row["paid"] or 0)),
)  # fmt: skip
