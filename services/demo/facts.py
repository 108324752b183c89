"""What a made-up village wrote down besides its people: visits, loans, toilets, helpers. No store needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from services.demo.claims import Claim, Fare, Hired, claims, fares, gone_lately, hired
from services.demo.names import HAN, Names
from services.demo.people import Home, Settlers
from services.demo.plan import Plan, VillagePlan
from services.demo.work import Hiring, Work

OPENED = (1, 1)  # 建账日期: the first day of the demo's year
BANKS = ("示范县农村信用社", "示范村镇银行")


@dataclass(frozen=True)
class Doorstep:
    """One visit or call."""

    home: Home
    on: date
    by: str
    units: tuple[str, ...]
    method: str
    changed: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Lent:
    """One loan. A running one is looked after; an old one is paid back."""

    home: Home
    amount: int
    granted_on: date
    due_on: date
    bank: str
    purpose: str
    contract: str
    checked_on: date | None = None
    reminded_on: date | None = None
    repaid_on: date | None = None


@dataclass(frozen=True)
class Privy:
    """One toilet. An older one had a fault this year that was mended."""

    home: Home
    kind: str
    year: int
    mode: str
    built_on: date
    accepted_on: date
    use: str
    subsidy: int
    fault: str = ""
    found_on: date | None = None
    mended_on: date | None = None


@dataclass
class VillageFacts:
    """Everything about one made-up village."""

    plan: VillagePlan
    today: date
    homes: list[Home]
    jobs: list[Work]
    last_year: list[Work]
    asked: list[Work]
    visits: list[Doorstep]
    loans: list[Lent]
    toilets: list[Privy]
    helpers: list[tuple[Home, str, str]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    fares: list[Fare] = field(default_factory=list)
    posts: list[Hired] = field(default_factory=list)

    @property
    def opened_on(self) -> date:
        """建账日期."""
        return date(self.today.year, *OPENED)


def village_facts(plan: Plan, village: VillagePlan) -> VillageFacts:
    """The same plan gives the same village, on every machine."""
    dice = Random(f"{plan.seed} {village.region}")
    settlers = Settlers(village, dice, plan.demo_date)
    homes = settlers.settle()
    hiring = Hiring(village, homes, dice, plan.demo_date.year)
    jobs = hiring.hire()
    last_year = hiring.last_year()
    posts = hired(village, plan.posts, jobs)
    known = {one.work.person.id_no: one.work for one in posts}
    jobs = [known.get(work.person.id_no, work) for work in jobs]
    paid, gone = _payments(plan, village, homes, jobs)
    jobs = gone_lately(jobs, gone, plan.demo_date)
    visits = _Visits(plan, village, dice).made(homes)
    return VillageFacts(
        village, plan.demo_date, homes, jobs, last_year, _asked(jobs, village.unasked), visits,
        _loans(village, homes, plan.demo_date), _toilets(village, homes, plan.demo_date, dice),
        _helpers(homes, settlers.names, dice), paid, gone, posts,
    )  # fmt: skip


def _payments(
    plan: Plan, village: VillagePlan, homes: Sequence[Home], jobs: Sequence[Work]
) -> tuple[list[Claim], list[Fare]]:
    """Drawn by dice of their own, so that the people stay who they are."""
    dice = Random(f"{plan.seed} {village.region} payments")
    return claims(village, homes, plan.rates, dice), fares(village, jobs, dice)


def _asked(jobs: Sequence[Work], left: int) -> list[Work]:
    """Those who were asked this quarter: the ones whose place nobody knows come last."""
    return sorted(jobs, key=lambda one: one.slot == "unknown")[: len(jobs) - left]


class _Visits:
    """June in full; July so far."""

    def __init__(self, plan: Plan, village: VillagePlan, dice: Random) -> None:
        self.plan, self.village, self.dice = plan, village, dice

    def made(self, homes: Sequence[Home]) -> list[Doorstep]:
        """Visits and calls, in the order of their days."""
        assisted = [home for home in homes if home.assisted]
        away = [home for home in assisted if home.residence == "全家外出"]
        here = [home for home in assisted if home.residence != "全家外出"]
        today = self.plan.demo_date
        june = date(today.year, today.month - 1, 2)
        july = date(today.year, today.month, 1)
        left = self._left(here)
        made = [self._visit(home, june, 26, "入户", at) for at, home in enumerate(here)]
        made += [self._visit(home, june, 26, "电话", at) for at, home in enumerate(away)]
        made += [self._visit(home, july, today.day - 1, "入户", at + 1) for at, home in enumerate(here) if home not in left]
        made += [self._visit(home, july, today.day - 1, "电话", at) for at, home in enumerate(away)
                 if at >= self.village.left_phone]
        return sorted(made, key=lambda one: one.on)

    def _left(self, here: Sequence[Home]) -> list[Home]:
        """Not reached yet this month: one 监测户 where more than a couple are left, else those at the far end."""
        watched = [home for home in here if home.block.cleared is False][-1:] if self.village.left_home > 2 else []
        others = [home for home in reversed(here) if home not in watched]
        return (watched + others)[: self.village.left_home]

    def _visit(self, home: Home, first: date, days: int, method: str, at: int) -> Doorstep:
        on = first + timedelta(days=self.dice.randrange(days))
        names, units = [self.village.operator], ["村"]
        if method == "入户" and at % 2:
            names, units = [*names, self.village.stationed], [*units, "驻村"]
        if method == "入户" and at % 3 == 0:
            names, units = [*names, self.plan.township["operator"]], [*units, "镇"]
        changed, finding = self._news(at) if method == "入户" else ("", "")
        return Doorstep(home, on, "、".join(names), tuple(units), method, changed, finding)

    def _news(self, at: int) -> tuple[str, str]:
        return _NEWS[at // 9 % len(_NEWS)] if at % 9 == 4 else ("", "")


_NEWS = (
    ("儿子从外地回来了，想在附近找活干。", ""),
    ("羊圈顶棚被风掀了一角，已经自己修好。", ""),
    ("自来水一早一晚水小，烧饭不够用。", "自来水早晚水压小"),
    ("老人上个月住院，花费不少，已经报销一部分。", "住院自付部分偏高，问能不能申请救助"),
    ("今年苜蓿长势好，多养了五只羊。", ""),
)


def _loans(village: VillagePlan, homes: Sequence[Home], today: date) -> list[Lent]:
    fit = [home for home in homes if home.block.name == "lifted" and home.residence == "常住" and 25 <= home.head.age <= 60]
    found = []
    for at, (home, amount) in enumerate(zip(fit[2:], village.loans, strict=False)):
        # The newest one of a village with two is due for its first look in a few days.
        granted = date(today.year, 6, 25) if at else date(today.year, 2, 18)
        checked = None if at else date(today.year, 3, 14)
        found.append(Lent(home, amount, granted, granted.replace(year=granted.year + 2), BANKS[0],
                          ("养羊", "种植玉米")[at % 2], f"SF{village.region[-3:]}{granted:%Y%m}{at + 1:02d}", checked))
    for at, (home, amount) in enumerate(zip(fit[8:], village.old_loans, strict=False)):
        due = date(today.year, 6, 30)
        found.append(Lent(home, amount, due.replace(year=due.year - 2), due, BANKS[1], "养牛",
                          f"SF{village.region[-3:]}{due.year - 2}06{at + 51}", due.replace(year=due.year - 1, month=1),
                          date(due.year, 6, 3), date(due.year, 6, 27)))
    return found


def _toilets(village: VillagePlan, homes: Sequence[Home], today: date, dice: Random) -> list[Privy]:
    lived_in = [home for home in homes if home.residence == "常住"]
    chosen = dice.sample(lived_in, village.toilets_new + village.toilets_old)
    return [
        _new_toilet(home, today, unused=at < village.toilets_unused) if at < village.toilets_new
        else _old_toilet(home, today, dice, at)
        for at, home in enumerate(chosen)
    ]


def _new_toilet(home: Home, today: date, *, unused: bool) -> Privy:
    built = date(today.year, 6, 20) if unused else date(today.year, 5, 28)
    accepted = date(today.year, 7, 3) if unused else date(today.year, 6, 12)
    return Privy(home, "新建", today.year, "三格化粪池式", built, accepted, "未投入使用" if unused else "正常使用", 3000)


def _old_toilet(home: Home, today: date, dice: Random, at: int) -> Privy:
    year = today.year - 3 - at % 3
    built = date(year, 8, dice.randrange(1, 29))
    found = date(today.year, 3, dice.randrange(3, 28))
    return Privy(home, "改建", year, ("三格化粪池式", "双瓮漏斗式")[at % 2], built, built + timedelta(days=40), "正常使用", 1200,
                 ("管护服务", "产品质量", "粪污处理不达标")[at % 3], found, found + timedelta(days=20 + at % 15))


def _helpers(homes: Sequence[Home], names: Names, dice: Random) -> list[tuple[Home, str, str]]:
    """Each assisted household has somebody; one looks after four."""
    assisted = [home for home in homes if home.assisted]
    units = ("示范镇人民政府", "示范县水务局", "示范县第一中学")
    people = [(names.new(HAN, dice.random() < 0.5), dice.choice(units)) for _ in range(len(assisted) // 4 + 1)]
    return [(home, *people[at // 4]) for at, home in enumerate(assisted)]
