"""Households and people of a made-up village: so many in all, of believable sizes, ages and kin. No store needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from models.codes.relation import HEAD, SPOUSE
from models.rules.id_number import MADE_UP_AREA, check_digit
from services.demo.names import Names, people_of
from services.demo.plan import Block, VillagePlan

SON, DAUGHTER, FATHER, MOTHER = "3", "4", "11", "12"
_SHARE_ALONE, _SHARE_TWO = 0.22, 0.34
_LARGEST = 7


@dataclass
class Someone:
    """One made-up person."""

    name: str
    relation: str
    man: bool
    age: int
    born: date
    id_no: str
    ethnicity: str
    health: str = "健康"
    labour: str = "无劳动力"
    stage: str = ""
    education: str = ""
    disability: str = ""
    phone: str = ""
    left_on: date | None = None
    residence: str = "常住"

    @property
    def able(self) -> bool:
        """Of an age and health to go out to work."""
        return 18 <= self.age <= 62 and not self.stage and not self.disability and self.left_on is None


@dataclass
class Home:
    """One made-up household."""

    code: str
    group: str
    block: Block
    door: str = ""
    walk_order: int = 0
    residence: str = "常住"
    phone: str = ""
    identified: str = ""
    cleared: str = ""
    welfare: str = ""
    people: list[Someone] = field(default_factory=list)

    @property
    def head(self) -> Someone:
        """The 户主."""
        return self.people[0]

    @property
    def living(self) -> list[Someone]:
        """Those who are still there."""
        return [one for one in self.people if one.left_on is None]

    @property
    def assisted(self) -> bool:
        """脱贫户 or 监测户."""
        return self.block.type == "lifted" or self.block.monitoring is not None


class Settlers:
    """Fills one village; the same dice give the same people."""

    def __init__(self, plan: VillagePlan, dice: Random, today: date) -> None:
        self.plan, self.dice, self.today = plan, dice, today
        self.names = Names(dice)
        self._numbers: set[str] = set()
        self._phones = dice.randrange(10_000)

    def settle(self) -> list[Home]:
        """All households, in the order in which one walks."""
        self.names.reserve(self.plan.long_name)
        wanted = [(block, size) for block in self.plan.blocks
                  for size in sizes(block.households, block.people, self.dice)]
        self.dice.shuffle(wanted)
        homes = [self._home(at, block, size) for at, (block, size) in enumerate(wanted)]
        homes.sort(key=lambda home: home.group)
        for at, home in enumerate(homes, 1):
            home.code = f"{self.plan.region[-3:]}{at:04d}"
            home.door = f"{home.code[-3:].lstrip('0')}号"
            home.walk_order = at
        if self.plan.long_name:
            homes[0].head.name, homes[0].head.ethnicity = self.plan.long_name, people_of(self.plan.long_name)
        self._send_away(homes)
        self._bury(homes)
        return homes

    def _home(self, at: int, block: Block, size: int) -> Home:
        home = Home("", _GROUPS[at % self.plan.groups], block, phone=self._phone())
        home.people = self._family(size, working=home.assisted)
        if block.monitoring:
            year = self.dice.randrange(2019, 2024)
            home.identified = f"{year}年{self.dice.randrange(1, 13)}月"
            home.cleared = f"{year + 1}年{self.dice.randrange(1, 13)}月" if block.cleared else ""
        if home.assisted and self.dice.random() < 0.25:
            home.welfare = "低保户"
        return home

    def _family(self, size: int, *, working: bool) -> list[Someone]:
        dice = self.dice
        people = self.names.people()
        surname = self.names.surname()
        top = 59 if working else 84 if size < 3 else 62
        head_is_man = dice.random() < (0.8 if size > 1 else 0.6)
        head = self._someone(HEAD, head_is_man, dice.randrange(36 if size > 1 else 42, top), people, surname)
        kin = [head]
        if size > 1 and (size > 2 or dice.random() < 0.8):
            kin.append(self._someone(SPOUSE, not head_is_man, max(25, head.age + dice.randrange(-4, 4)), people))
        while len(kin) < size:
            kin.append(self._next(kin, head, people, surname))
        return kin

    def _next(self, kin: list[Someone], head: Someone, people: str, surname: str) -> Someone:
        children = [one for one in kin if one.relation in (SON, DAUGHTER)]
        old = {one.relation for one in kin} & {FATHER, MOTHER}
        if len(children) >= 2 and len(old) < 2 and head.age <= 62:
            mother = MOTHER not in old
            return self._someone(MOTHER if mother else FATHER, not mother, head.age + self.dice.randrange(20, 27), people,
                                 "" if mother else surname)
        son = self.dice.random() < 0.5
        oldest = children[-1].age - 1 if children else head.age - 22
        return self._someone(SON if son else DAUGHTER, son, max(0, oldest - self.dice.randrange(0, 6)), people, surname)

    def _someone(self, relation: str, man: bool, age: int, people: str, surname: str = "") -> Someone:
        born = self._born(age)
        one = Someone(self.names.new(people, man, surname), relation, man, age, born, self._number(born, man), people)
        _shape(one, self.dice)
        if one.age >= 18:
            one.phone = self._phone()
        return one

    def _born(self, age: int) -> date:
        month, day = self.dice.randrange(1, 13), self.dice.randrange(1, 29)
        year = self.today.year - age - ((month, day) > (self.today.month, self.today.day))
        return date(year, month, day)

    def _number(self, born: date, man: bool) -> str:
        while True:
            first = f"{MADE_UP_AREA}{born:%Y%m%d}{self.dice.randrange(0, 500) * 2 + man:03d}"
            if first not in self._numbers:
                self._numbers.add(first)
                return first + check_digit(first)

    def _phone(self) -> str:
        """Numbers that follow one another under one beginning, a village's own: seen at once to be made up."""
        self._phones += 1
        return f"199000{int(self.plan.region[-3:]) % 9}{self._phones % 10_000:04d}"

    def _send_away(self, homes: list[Home]) -> None:
        """Households that are all away: those whose grown-ups can all work."""
        fit = [home for home in homes if home.block.name == "lifted" and all(p.able or p.age < 18 for p in home.people)]
        for home in fit[: self.plan.away]:
            home.residence = "全家外出"
            for one in home.people:
                one.residence = "外出半年以上"
        ordinary = [home for home in homes if home.block.name == "ordinary"]
        for home in self.dice.sample(ordinary, len(ordinary) // 12):
            home.residence = self.dice.choice(("全家外出", "季节性外出"))

    def _bury(self, homes: list[Home]) -> None:
        """Deaths of this year, taken off already: people beside those who are counted."""
        for name in self.plan.deaths:
            home = next(one for one in homes if one.block.name == name and len(one.people) > 1
                        and one.residence == "常住" and FATHER not in {p.relation for p in one.people})
            old = self._someone(FATHER, True, home.head.age + 24, home.head.ethnicity)
            old.left_on = date(self.today.year, 3, self.dice.randrange(2, 28))
            home.people.append(old)


_GROUPS = ("一组", "二组", "三组", "四组", "五组")


def sizes(households: int, people: int, dice: Random) -> list[int]:
    """Sizes of so many households that hold exactly so many people: some alone, some two, the rest more."""
    alone, two = int(households * _SHARE_ALONE), round(households * _SHARE_TWO)
    found = [1] * alone + [2] * two + [3] * (households - alone - two)
    while sum(found) < people:
        found[dice.choice([at for at, size in enumerate(found) if 3 <= size < _LARGEST] or range(households))] += 1
    while sum(found) > people:
        found[max(range(households), key=lambda at: found[at])] -= 1
    return found


def _shape(one: Someone, dice: Random) -> None:
    """School, health and labour that go with the age."""
    if one.age < 3:
        one.stage = "学龄前儿童"
    elif one.age < 22:
        one.stage = _stage(one.age, dice)
    if not one.stage:
        one.education = dice.choice(("小学", "初中", "初中") if one.age > 45 else ("初中", "初中", "高中"))
    if one.stage or one.age < 16:
        return
    if one.age >= 60:
        one.health = dice.choice(("健康", "长期慢性病", "长期慢性病"))
        one.labour = "弱劳动力或半劳动力" if one.age < 70 else "无劳动力"
    elif dice.random() < 0.04:
        one.health, one.labour, one.disability = "残疾", "弱劳动力或半劳动力", f"{one.id_no}43"
    else:
        one.labour = dice.choice(("普通劳动力", "普通劳动力", "普通劳动力", "技能劳动力"))


def _stage(age: int, dice: Random) -> str:
    if age < 6:
        return "学前教育"
    if age < 12:
        return "小学"
    if age < 15:
        return ("七年级", "八年级", "九年级")[age - 12]
    if age < 18:
        return dice.choice(("普通高中", "中职")) + "一二三"[age - 15] + "年级"
    return dice.choice(("", f"高职高专{'一二三三'[age - 18]}年级", f"本科{'一二三四'[age - 18]}年级"))
