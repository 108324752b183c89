"""What a made-up village's households are paid this year: land, animals, yards, fares and public posts. No store needed.

Who gets something and how much is drawn by dice; how many households get how much in all stands in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from models.rules.dates import add_months, month_of
from services.demo.people import Home
from services.demo.plan import PostsPlan, VillagePlan
from services.demo.work import OUTSIDE, Work

BRIDGING, EMPLOYMENT = "bridging", "employment"
_CROPS = ("青贮玉米", "苜蓿", "马铃薯")
_YARDS = (("plant", "辣椒、西红柿"), ("plant", "香瓜"), ("breed", "鹅"))


@dataclass(frozen=True)
class Claim:
    """One line of 产业到户: one thing of one household. land: what it farms in all, for crops."""

    home: Home
    category: str
    quantity: Decimal
    rate: int
    animal: str = ""
    breed: str = ""
    yard: str = ""
    land: Decimal | None = None

    @property
    def paid(self) -> Decimal:
        """What the list that comes from the town has filled in."""
        return self.quantity * self.rate


@dataclass(frozen=True)
class Fare:
    """One journey to work that is paid for."""

    work: Work
    amount: Decimal


@dataclass(frozen=True)
class Hired:
    """One person on a post, and who pays for it."""

    work: Work
    fund: str
    standard: int
    months: tuple[str, ...]


def claims(village: VillagePlan, homes: Sequence[Home], rates: Mapping[str, int], dice: Random) -> list[Claim]:
    """Crops, animals and yards, each of other households of the village."""
    fit = [home for home in homes if home.assisted and home.residence == "常住"]
    return [*_crops(village, fit, rates, dice), *_animals(village, fit, rates, dice), *_yards(village, fit, rates, dice)]


def _crops(village: VillagePlan, fit: Sequence[Home], rates: Mapping[str, int], dice: Random) -> Iterator[Claim]:
    count, area = village.claims.crop
    for at, (home, part) in enumerate(zip(dice.sample(fit, count), shares(area, count, "0.01", dice), strict=True)):
        yield Claim(home, "crop", part, rates["crop"], breed=_CROPS[at % len(_CROPS)], land=part + dice.randrange(8, 16))


def _animals(village: VillagePlan, fit: Sequence[Home], rates: Mapping[str, int], dice: Random) -> Iterator[Claim]:
    herds = [(animal, heads) for animal, each in village.claims.animals.items() for heads in each]
    for home, (animal, heads) in zip(dice.sample(fit, len(herds)), herds, strict=True):
        yield Claim(home, "livestock", Decimal(heads), rates[animal], animal=animal)


def _yards(village: VillagePlan, fit: Sequence[Home], rates: Mapping[str, int], dice: Random) -> Iterator[Claim]:
    count, area = village.claims.yard
    for at, (home, part) in enumerate(zip(dice.sample(fit, count), shares(area, count, "0.1", dice), strict=True)):
        kind, breed = _YARDS[at % len(_YARDS)]
        yield Claim(home, "yard", part, rates["yard"], breed=breed, yard=kind)


def fares(village: VillagePlan, jobs: Iterable[Work], dice: Random) -> list[Fare]:
    """Journeys of 脱贫人口 who work outside the county; who went farthest paid most."""
    away = [work for work in jobs if work.slot in OUTSIDE and work.home.block.type == "lifted"]
    count, total = village.claims.fares
    chosen = sorted(dice.sample(away, count), key=lambda work: OUTSIDE.index(work.slot))
    paid = sorted(shares(total, count, "0.5", dice), reverse=True)
    return [Fare(work, amount) for work, amount in zip(chosen, paid, strict=True)]


def gone_lately(jobs: Iterable[Work], fares: Iterable[Fare], today: date) -> list[Work]:
    """The same jobs; whoever is away and claims no fare went last month, too late for one."""
    claimed = {fare.work.person.id_no for fare in fares}
    month = month_of(add_months(today, -1))
    return [replace(work, from_month=month) if work.slot in OUTSIDE and work.person.id_no not in claimed else work for work in jobs]


def hired(village: VillagePlan, posts: PostsPlan, jobs: Iterable[Work]) -> list[Hired]:
    """Everybody on a post: some paid from elsewhere, some begun a month later than the others."""
    there = [work for work in jobs if work.slot == "post"]
    elsewhere, late = village.claims.posts["employment"], village.claims.posts["late"]
    months, found = _months(*posts.months), []
    for at, work in enumerate(there):
        fund = EMPLOYMENT if at < elsewhere else BRIDGING
        paid = months[1:] if elsewhere <= at < elsewhere + late else months
        standard = posts.employment if fund == EMPLOYMENT else posts.bridging
        found.append(Hired(replace(work, from_month=paid[0]), fund, standard, paid))
    return found


def _months(first: str, last: str) -> tuple[str, ...]:
    return tuple(f"{first[:5]}{month:02d}" for month in range(int(first[5:]), int(last[5:]) + 1))


def shares(total: Decimal, parts: int, step: str, dice: Random) -> list[Decimal]:
    """So many unequal parts in whole steps that add up to exactly the total."""
    unit = Decimal(step)
    weights = [dice.uniform(0.5, 1.5) for _ in range(parts)]
    whole = int(total / unit)
    found = [int(whole * weight / sum(weights)) for weight in weights]
    left = whole - sum(found)
    return [unit * (part + (at < left)) for at, part in enumerate(found)]
