"""Planted cases of what is written twice: the same loan, lease, asset and enterprise."""

from collections.abc import Callable

from tests.insight.planted.credit import loan
from tests.insight.planted.projects import asset
from tests.insight.planted.toilets import toilet
from tests.insight.planted.trade import enterprise, lease, lifted
from tests.insight.planted.village import Village


def _twice(make: Callable[[Village], Callable[[], object]]) -> Callable[[Village], object]:
    """The same row two times; make gives what writes it."""
    def plant(v: Village) -> None:
        write = make(v)
        write()
        write()

    return plant


def _loan(v: Village) -> Callable[[], object]:
    borrower = v.head(lifted(v))
    return lambda: loan(v, borrower, amount=20000)


def _lease(v: Village) -> Callable[[], object]:
    home = lifted(v)
    return lambda: lease(v, home, plot="南滩")


def _asset(v: Village) -> Callable[[], object]:
    title = f"{v.name()}机井"
    return lambda: asset(v, title=title, place="一组")


def _enterprise(v: Village) -> Callable[[], object]:
    name = f"{v.name()}合作社"
    return lambda: enterprise(v, name=name)


def _moved(v: Village) -> None:
    number = v.number()
    old = v.household(head_id=number)
    toilet(v, old)
    v.change("person", v.head(old), left_on="2025-03-01", left_why="户籍迁出")
    toilet(v, v.household(head_id=number))


CASES = {
    "toilet.toilet_of_the_old_home": _moved,
    "loan.entered_twice": _twice(_loan),
    "land_lease.entered_twice": _twice(_lease),
    "asset.entered_twice": _twice(_asset),
    "enterprise.entered_twice": _twice(_enterprise),
}
