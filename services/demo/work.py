"""Who of a made-up village works where: so many at each place, by the plan; last year's spells beside this year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from services.demo.people import Home, Someone
from services.demo.plan import VillagePlan

PLACES = {"province": "省外", "county_out": "省内县外", "county_in": "县内", "post": "县内", "unknown": "不清楚"}
OUTSIDE = ("province", "county_out")
_OLDEST_HIRED = 60  # posts are new this year, and nobody older is taken on
_SKILLED, _PLAIN = "技能劳动力", "普通劳动力"
_CITIES = {
    "province": ("北京市", "天津市", "石家庄市"),
    "county_out": ("包头市", "呼和浩特市", "鄂尔多斯市", "示范市区"),
    "county_in": ("示范县城", "示范镇"),
}
_TRADES = {
    "province": (("装修队", "瓦工", 6500), ("物流园", "分拣员", 5200), ("食品厂", "包装工", 4800)),
    "county_out": (("建筑工地", "钢筋工", 5600), ("饭店", "服务员", 3800), ("运输公司", "司机", 6000), ("商场", "保洁员", 3200)),
    "county_in": (("合作社", "饲养员", 3000), ("砖厂", "装卸工", 3600), ("超市", "理货员", 2800)),
    "post": (("村委会", "保洁员", 0), ("村委会", "护林员", 0), ("村委会", "护路员", 0)),  # what a post pays is in its own book
}


@dataclass(frozen=True)
class Work:
    """One spell of work. A last month means that it is over."""

    home: Home
    person: Someone
    slot: str
    year: int
    from_month: str
    to_month: str
    city: str
    employer: str
    work: str
    wage: int | None
    channel: str

    @property
    def place(self) -> str:
        """在哪干, as a list writes it."""
        return PLACES[self.slot]


class Hiring:
    """Gives every place of the plan to somebody of the right households who can do it."""

    def __init__(self, plan: VillagePlan, homes: Iterable[Home], dice: Random, year: int) -> None:
        self.plan, self.homes, self.dice, self.year = plan, list(homes), dice, year
        self.hired: list[Work] = []
        self._busy: set[str] = set()
        self._with_post: set[str] = set()

    def hire(self) -> list[Work]:
        """This year's spells: first 脱贫不稳定户 and other 监测户 by their own numbers, then the rest of 脱贫户."""
        unstable = [home for home in self.homes if home.block.monitoring == "unstable"]
        others = [home for home in self.homes if home.block.monitoring in ("marginal", "sudden")]
        lifted = [home for home in self.homes if home.block.name == "lifted"]
        self._fill(unstable, self.plan.jobs_unstable)
        self._fill(others, self.plan.jobs_other)
        rest = {slot: count - self.plan.jobs_unstable.get(slot, 0) for slot, count in self.plan.jobs.items()}
        self._fill(lifted, rest)
        for one in (one for home in (*unstable, *others, *lifted) for one in home.people if one.id_no not in self._busy):
            one.labour = _PLAIN if one.labour == _SKILLED else one.labour  # whoever has a trade is at work
        return self.hired

    def last_year(self) -> list[Work]:
        """Spells of the year before, of some of the same 脱贫人口; all over."""
        again = [one for one in self.hired if one.home.block.type == "lifted" and one.slot != "unknown"]
        again += [one for one in self.hired if one.slot == "unknown"]
        return [self._spell(one.home, one.person, "county_in" if one.slot == "unknown" else one.slot, self.year - 1)
                for one in again[: self.plan.last_year]]

    def _fill(self, homes: list[Home], slots: Mapping[str, int]) -> None:
        for slot in sorted(slots, key=list(PLACES).index):
            for _ in range(slots[slot]):
                home, person = self._fit(homes, slot)
                self._busy.add(person.id_no)
                if slot == "post":
                    self._with_post.add(home.code)
                if slot in OUTSIDE:
                    person.residence = "外出半年以上"
                self.hired.append(self._spell(home, person, slot, self.year))

    def _fit(self, homes: list[Home], slot: str) -> tuple[Home, Someone]:
        free = [(home, one) for home in homes for one in home.people if self._free(home, one, slot)]
        if not free:
            raise ValueError(f"{self.plan.name}: nobody left to work at {slot}")
        away = [pair for pair in free if pair[0].residence == "全家外出"]
        return (away or free)[0]

    def _free(self, home: Home, one: Someone, slot: str) -> bool:
        if one.id_no in self._busy or one.left_on or one.stage:
            return False
        if slot == "post":
            return home.residence == "常住" and home.code not in self._with_post and 25 <= one.age <= _OLDEST_HIRED
        return one.able and (slot in OUTSIDE or home.residence == "常住")

    def _spell(self, home: Home, person: Someone, slot: str, year: int) -> Work:
        pick = self.dice.choice
        begun = f"{year}-{self.dice.randrange(1, 5):02d}"
        ended = f"{year}-{self.dice.randrange(9, 13):02d}" if year < self.year else ""
        if slot == "unknown":
            return Work(home, person, slot, year, begun, ended, "", "", "零工", None, "灵活就业")
        employer, work, wage = pick(_TRADES[slot])
        city = "本村" if slot == "post" else pick(_CITIES[slot])
        channel = "公益岗位" if slot == "post" else "企业就业" if wage > 3500 else "灵活就业"
        return Work(home, person, slot, year, begun, ended, city, employer, work, wage or None, channel)
