"""户 and 人: households and people of each class, counted by identity so that no one stands in a sum twice.

Sources: 家庭人口数 by 共享收支 (national definition); 2021 guidance on 防止返贫监测 for classes; what is registered with
the police is typed with the village, what is really there is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.insight.figure import Figure, Record
from models.insight.reader import Keep, Reader
from models.store.source import Values

_EMPTY = "empty"  # 空挂户: on the register, nobody lives there
_GUIDANCE = "《关于健全防止返贫动态监测和帮扶机制的指导意见》（2021年）"
_PEOPLE = "人数是这些户里算在家里收支、没有减少的人。"


def resident(_reader: Reader, household: Values) -> bool:
    """实有: recorded here and neither closed nor only on the register."""
    return bool(household["residence"] != _EMPTY)


def lifted(_reader: Reader, household: Values) -> bool:
    """脱贫户."""
    return bool(household["type"] == "lifted")


def watched(reader: Reader, household: Values) -> tuple[str | None, bool]:
    """In which class a household is 监测对象, and whether its risk is gone; worked out once a question."""
    known: dict[str, tuple[str | None, bool]] = reader.kept.setdefault("watched", {})  # asked a hundred thousand times
    found = known.get(household["uid"])
    if found is None:
        found = known[household["uid"]] = _watched(reader, household)
    return found


def _watched(reader: Reader, household: Values) -> tuple[str | None, bool]:
    if not reader.children("monitoring", "household", household["uid"]):  # nine in ten have no case to be looked into
        return None, False
    kind = reader.derived("household", household, "monitoring_class")
    if kind is None or not reader.derived("household", household, "monitored"):
        return None, False
    return kind, reader.derived("household", household, "cleared") is True


def monitored(reader: Reader, household: Values) -> bool:
    """Has been made 监测对象 by the day, cleared or not."""
    return watched(reader, household)[0] is not None


def cleared(reader: Reader, household: Values) -> bool:
    """监测对象 whose risk had been removed by the day."""
    return watched(reader, household)[1]


def assisted(reader: Reader, household: Values) -> bool:
    """The union of 脱贫户 and 监测户: who is both is one household."""
    return lifted(reader, household) or monitored(reader, household)


def at_risk(reader: Reader, household: Values) -> bool:
    """监测对象 whose risk is not gone."""
    return monitored(reader, household) and not cleared(reader, household)


def _ordinary(reader: Reader, household: Values) -> bool:
    return not assisted(reader, household)


def _unhelped(reader: Reader, household: Values) -> bool:
    return assisted(reader, household) and not reader.derived("household", household, "helpers")


CHOICES: dict[str, tuple[str, Keep]] = {
    "lifted": ("脱贫户", lifted), "monitored": ("监测户", monitored), "at_risk": ("监测户（风险未消除）", at_risk),
    "cleared": ("监测户（已消除风险）", cleared), "ordinary": ("一般户", _ordinary),
}
"""Classes of households by which every figure can be asked for; who is both 脱贫户 and 监测户 is in both."""


def _class(code: str) -> tuple[Keep, Keep]:
    return lambda reader, household: watched(reader, household)[0] == code, monitored


_CLASSES: tuple[tuple[str, str, tuple[Keep, ...], str, str], ...] = (
    ("resident", "实有", (resident,), "本台账登记的户，不含空挂户和已注销户。", "惯例：实有数由台账数出来"),
    ("lifted", "脱贫", (lifted,), "户类型是脱贫户的户。", "全国防返贫监测信息系统"),
    ("monitored", "监测对象", (monitored,), "识别过的监测对象，含已消除风险的。", _GUIDANCE),
    ("monitored.unstable", "脱贫不稳定", _class("unstable"), "监测对象类别是脱贫不稳定户，含已消除的。", _GUIDANCE),
    ("monitored.marginal", "边缘易致贫", _class("marginal"), "监测对象类别是边缘易致贫户，含已消除的。", _GUIDANCE),
    ("monitored.sudden", "突发严重困难", _class("sudden"), "监测对象类别是突发严重困难户，含已消除的。", _GUIDANCE),
    ("assisted", "脱贫和监测（去重）", (assisted,), "脱贫户和监测户合在一起，既是脱贫户又是监测户的只数一户。", "按户去重"),
    ("cleared", "已消除风险", (cleared, monitored), "监测对象里风险已消除的。", _GUIDANCE),
)


def homes(reader: Reader, keep: Keep, among: Keep | None = None) -> list[Values]:
    """The households of a class, among those of a wider one; gone through once a question, for people are counted by it too."""
    every = reader.households if among is None else homes(reader, among)
    return reader.once(("homes", keep), lambda: [household for household in every if keep(reader, household)])


def households_of(keep: Keep, among: Keep | None = None) -> Callable[[Reader], Iterable[Record]]:
    """Each household of a class."""
    return lambda reader: (Record("household", home["uid"]) for home in homes(reader, keep, among))


def people_of(keep: Keep, among: Keep | None = None) -> Callable[[Reader], Iterable[Record]]:
    """Everybody who counts in a household of a class."""
    return lambda reader: (Record("person", uid) for home in homes(reader, keep, among) for uid in reader.who_counts(home["uid"]))


def everybody(reader: Reader) -> dict[str, Values]:
    """Who counts anywhere, with their household; gone through once a question."""
    return reader.once("everybody", lambda: {uid: home for home in reader.households for uid in reader.who_counts(home["uid"])})


def _registered(field: str) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("village", v["uid"], v[field]) for v in reader.all("village") if v[field] is not None)


_POLICE = "村里“户籍户数”“户籍人数”两栏，派出所给数"
FIGURES: tuple[Figure, ...] = (
    Figure("household.registered", "户籍户数", "户", "各村填的户籍户数相加。", _POLICE, _registered("registered_households")),
    *(Figure(f"household.{id}", f"{title}户数", "户", says, source, households_of(*keep))
      for id, title, keep, says, source in _CLASSES),
    Figure("household.no_helper", "没有帮扶责任人的户", "户", "脱贫户和监测户里，到这一天没有人在帮扶的户。", _GUIDANCE,
           households_of(_unhelped, assisted)),
    Figure("person.registered", "户籍人数", "人", "各村填的户籍人数相加。", _POLICE, _registered("registered_people")),
    *(Figure(f"person.{id}", f"{title}人数", "人", f"{says}{_PEOPLE}", source, people_of(*keep))
      for id, title, keep, says, source in _CLASSES),
)  # fmt: skip
