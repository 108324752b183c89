"""What a heading of somebody else's form may mean: a field of the row's record, or of what can be reached from it.

A target is a path: `year`, `household.group`, and steps that no link names: `home` (the household of any record), `head`
(its 户主), `village`, or a ledger whose records hang on the one before (`home.loan.amount`). `=ID` is a figure, `@WORD` what
the office knows of itself. `-` is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from intake.headings import LEFT_ALONE
from models.insight.belonging import of_a_household, ways
from models.insight.figures import FIGURES
from models.kernel import Field, Kind, Ledger, stored_fields
from models.kernel.numbers import MoneyKind
from models.ledgers import LEDGERS
from services.import_targets import called, named, plain_head

HEAD, HOME, VILLAGE = "head", "home", "village"
FIGURE, OFFICE = "=", "@"
NAMING = ("id_no", "head_id", "code", "name", "head_name")
"""Last steps of the paths by which a row says whom it is about."""
_OFFICE = {
    "@village": Field("村名", Kind(), aliases=(
        "村", "行政村", "嘎查村", "嘎查", "社区", "村（社区）", "村（嘎查）", "所在村", "填报单位", "填报村", "单位名称", "填表单位", "村委会",
        "行政村名称", "村名称", "村社区", "嘎查村名称")),
    "@town": Field("乡镇", Kind(), aliases=("镇", "乡", "苏木镇", "苏木", "街道", "乡（镇）", "所属乡镇", "乡镇名称", "苏木乡镇", "乡镇街道")),
    "@county": Field("县", Kind(), aliases=("旗县", "旗", "县区", "区县", "县（区）", "旗县区", "县（旗）", "旗县名称", "县（市、区）")),
    "@prefecture": Field("市", Kind(), aliases=("盟市", "盟", "地市", "市（盟）")),
    "@province": Field("省", Kind(), aliases=("省份", "自治区", "省（区）", "省（自治区）")),
    "@today": Field("今天的日期", Kind(), aliases=("填报日期", "填表日期", "填报时间", "填表时间", "制表日期", "制表时间", "上报日期", "上报时间")),
    "@me": Field("填表人", Kind(), aliases=("填报人", "制表人", "填表人姓名", "经办人", "录入人")),
    "@year": Field("今年", Kind(), aliases=("填报年度",)),
    "@month": Field("本月", Kind(), aliases=("填报月份",)),
}  # fmt: skip
OFFICE_FIELDS = {name: replace(field, name=name) for name, field in _OFFICE.items()}


@dataclass(frozen=True)
class Choice:
    """One thing that a heading may mean, as it is offered: where it stands and what it is called."""

    target: str
    words: str
    place: str


def candidates() -> list[str]:
    """The ledgers whose records may be the rows of somebody's form."""
    return [id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system and id != "village"]


@cache
def fields_of(ledger: str) -> dict[str, Field]:
    """Everything that a column over this ledger's records may be; what is nearest stands first and wins a heading."""
    declared = LEDGERS[ledger]
    found = dict(_own(declared))
    person = next((link.name for link in stored_fields(declared) if link.to == "person"), None)
    for link in stored_fields(declared):
        if link.to and link.to not in ("village", "household", ledger) and not LEDGERS[link.to].__ledger__.system:
            found |= {f"{link.name}.{name}": called(link, field) for name, field in _own(LEDGERS[link.to])}
    if ledger == "household":
        found |= _of_the_head("", plain=True)
    elif ways(ledger):
        found |= {f"{HOME}.{name}": field for name, field in _own(LEDGERS["household"])}
        found |= _of_the_head(f"{HOME}.", plain=person is None and ledger != "person")
    return {**found, **OFFICE_FIELDS}


@cache
def below(ledger: str) -> dict[str, Field]:
    """What hangs on a household: wide lists ask for loans and toilets beside each other, told apart by their ledger's name."""
    start = "" if ledger == "household" else f"{HOME}." if ways(ledger) else None
    found: dict[str, Field] = {}
    for id in of_a_household() if start is not None else ():
        title = LEDGERS[id].__ledger__.title
        for name, field in _own(LEDGERS[id]):
            if not field.to and id not in ("person", ledger):
                titled = tuple(f"{title}{word}" for word in (field.label, *field.aliases))
                found[f"{start}{id}.{name}"] = replace(field, label=titled[0], aliases=titled[1:])
    return found


def _own(declared: type[Ledger]) -> Iterator[tuple[str, Field]]:
    for field in declared.__fields__.values():
        # What somebody noted for themselves is nobody else's: 备注 of a form stays blank unless a person says otherwise.
        # A household is told by its 户主, who is among the household's own facts.
        if field.to not in ("village", "household") and field.kind.name != "attachment" and not field.kind.parts and field.name != "note":
            yield field.name, named(field)


def _of_the_head(start: str, *, plain: bool) -> dict[str, Field]:
    """The 户主's own facts. plain: a bare 姓名 or 性别 means the 户主, for the row has no other person."""
    found = {}
    for name, field in _own(LEDGERS["person"]):
        if name not in ("name", "household", "relation"):
            words = (field.label, *field.aliases)
            titled = tuple(f"户主{word}" for word in words)
            found[f"{start}{HEAD}.{name}"] = replace(field, label=titled[0], aliases=(*titled[1:], *(words if plain else ())))
    if plain:
        found |= {f"{start}{to}": field for to, field in plain_head().items()}
    return found


def target_field(ledger: str, target: str) -> Field | None:
    """The declaration of what a target leads to; None for figures and for what leads nowhere."""
    if target in OFFICE_FIELDS:
        return OFFICE_FIELDS[target]
    if target.startswith(FIGURE):
        figure = FIGURES.get(target[1:])
        return Field(figure.title, MoneyKind() if figure.unit == "元" else Kind(), name=target) if figure else None
    here: str | None = ledger
    *steps, name = target.split(".")
    for step in steps:
        here = led_to(here, step)
        if here is None:
            return None
    return LEDGERS[here].__fields__.get(name) if here in LEDGERS else None


def led_to(ledger: str | None, step: str) -> str | None:
    """The ledger to which one step of a path leads."""
    if ledger is None:
        return None
    link = LEDGERS[ledger].__fields__.get(step)
    if link is not None and link.to:
        return link.to
    named = {HOME: "household", HEAD: "person", VILLAGE: "village"}.get(step)
    return named or (step if step in LEDGERS else None)


def choices(ledger: str) -> list[Choice]:
    """All that a heading of this ledger's table may be said to mean, nearest first."""
    found = [Choice(target, field.label, _place(ledger, target)) for target, field in {**fields_of(ledger), **below(ledger)}.items()]
    counted = [Choice(f"{FIGURE}{id}", figure.title, "数字和口径") for id, figure in FIGURES.items()]
    return counted + found if ledger == VILLAGE else found + counted


def _place(ledger: str, target: str) -> str:
    if target.startswith(OFFICE):
        return "本单位"
    *steps, _ = target.split(".")
    here: str | None = ledger
    for step in steps:
        here = led_to(here, step)
    return "户主" if steps[-1:] == [HEAD] else LEDGERS[here].__ledger__.title if here else ""


def words_of(ledger: str, target: str) -> str:
    """A target as people read it: 农户 组; nothing for one that is open."""
    if target == LEFT_ALONE:
        return "空着"
    field = target_field(ledger, target) if target else None
    if field is None:
        return ""
    place = "数字" if target.startswith(FIGURE) else _place(ledger, target)
    return f"{place}：{field.label}"


def short_words(ledger: str, target: str) -> str:
    """The same where there is little room: 户主的性别 is told from a person's by its ledger's name alone."""
    told = words_of(ledger, target) or "没认出来"
    return told.rpartition("：")[2] if target.count(".") == 0 or target.startswith((FIGURE, f"{HOME}.")) else told


def for_import(ledger: str, target: str) -> str:
    """The same target as an import of that ledger writes it: the household by the ledger's own link."""
    start, _, rest = target.partition(".")
    link = next((way.name for way in ways(ledger) if way.to == "household"), start) if start == HOME else start
    return f"{link}.{rest}" if rest else target
