"""2.10 监测对象台账: every household that was made 监测对象, by class, cleared or not, with the case that counts for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

from models.codes.household import MONITORING_CLASS
from models.codes.monitoring import RISK
from models.insight.household_income import standing
from models.insight.reader import reading
from reports.returns.book import Book, Entry
from reports.returns.case_words import CASE, latest, step_of
from reports.returns.columns import Col, blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group, village
from reports.returns.register import Register, by_place, counted, runs
from reports.returns.visits import SIX
from reports.sheet import Band, Cell, Column, Row

ID, TITLE = "2.10", "监测对象台账"
_OPEN, _COUNTED = ("helping", "removing"), ("helping", "removing", "removed")
_CLASSES = [code for code, _ in MONITORING_CLASS.items]
_RISKS = 3
_field = partial(column, CASE)


def case_of(home: Entry) -> Entry | None:
    """The case that counts: the one still open, else the latest that led to an identification."""
    cases = [case for case in home.children(CASE) if case.values["state"] in _COUNTED or case.values["opening"] is True]
    still = [case for case in cases if case.values["state"] in _OPEN]
    return latest(still or cases)


def per_head(book: Book, home: Entry) -> Decimal | None:
    """人均 of the months that count in the village; None where no income is recorded."""
    kept: dict[str, Decimal | None] = book.kept.setdefault("per head", {})
    if home.uid not in kept:
        with reading(book.store, book.on) as reader:
            kept.update({row["uid"]: standing(reader, row).now.head for row in reader.households})
    return kept.get(home.uid)


def basics(home: Entry) -> str:
    """三保障及饮水 as last asked at the door: what is not well by name."""
    asked = [visit for visit in home.children("visit") if any(visit.values[field] is not None for field in SIX)]
    last = max(asked, key=lambda visit: (visit.values["date"], visit.uid), default=None)
    if last is None:
        return ""
    bad = "、".join(word for field, word in SIX.items() if last.values[field] is False)
    return f"{bad}有问题" if bad else "没有问题"


def risks_of(case: Entry) -> list[str]:
    """The risks in the order of the national list."""
    codes = case.values["risks"] or ()
    return [label for code, label in RISK.items if code in codes]


def measures(home: Entry) -> str:
    """What is done for the household, each kind once."""
    return "、".join(dict.fromkeys(filter(None, (one.text("kind") for one in home.children("support")))))


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    homes = (home for home in book.all("household") if home.values["monitored"])
    return sorted(filter(None, map(case_of, homes)), key=lambda case: (_class(case), by_place(case, "household"), case.uid))


def _class(case: Entry) -> int:
    kind = case.value("household.monitoring_class")
    return _CLASSES.index(kind) if kind in _CLASSES else len(_CLASSES)


def _bands(cases: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    """After each class its households and people; the sum of 人口 stands in its column."""
    bands = []
    for above, here in runs(cases, _class):
        people = sum(case.value("household.size") or 0 for case in here)
        text = f"小计：{here[0].text('household.monitoring_class') or '类别未登记'} {len(here)} 户"
        bands.append(Band(above + len(here), text, (text, *(people if column.heading == "人口" else None for column in columns[1:]))))
    return tuple(bands)


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("household.monitored", "person.monitored", "household.cleared", "person.cleared",
           "household.monitored.open", "person.monitored.open", "household.monitored.new")
    if not (found := counted(book, asked, ids)):
        return ()
    homes, people, done, done_people, left, left_people, new = (found[id] for id in ids)
    return (f"监测对象{homes}户{people}人，其中已消除风险{done}户{done_people}人，未消除{left}户{left_people}人；今年新识别{new}户。",)


def _home(get: Callable[[Entry], Cell]) -> Callable[[Entry], Cell]:
    return lambda case: get(home) if (home := case.link("household")) else None


def _risk(number: int) -> Callable[[Entry], Cell]:
    """The n-th risk by itself; the last column takes all that are left."""
    def text(case: Entry) -> str:
        risks = risks_of(case)
        return "、".join(risks[number - 1 :] if number == _RISKS else risks[number - 1 : number])

    return text


def _told(case: Entry, field: str) -> str:
    """From the step by which the risk was removed."""
    step = step_of(case, "removed")
    return step.text(field) if step else ""


def _contact(case: Entry) -> str:
    return " ".join(filter(None, (case.text("contact"), case.text("contact_phone"))))


_per_head = made("当前人均", 20, lambda case: per_head(case.book, home) if (home := case.link("household")) else None,
                 private="welfare", kind="money")
_measures = made("帮扶措施", 32, _home(measures), private="welfare")
_cleared = _field("household.cleared", 12, "是否消除")
_people = made("人口", 10, lambda case: case.value("household.size"), field="household.size", kind="number", align="center", total=True)

COLUMNS: tuple[Col, ...] = (
    counter(8), group("household"), _field("household.head_name", 20, "户主"), _field("household.head_id", 32, "身份证号"), _people,
    _field("household.monitoring_class", 23, "类别"), _field("household.identified_month", 16, "识别时间"), _field("risks", 22, "风险"),
    _field("household.helpers", 20, "帮扶责任人"), _measures, _per_head, _cleared, _field("household.cleared_month", 17, "消除时间"),
    made("监测联系人", 21, _contact, private="contact"),
)

FULL: tuple[Col, ...] = (
    counter(9), made("村组", 20, lambda case: village(case) + case.text("household.group")), _field("household.head_name", 20, "户主"),
    _field("household.head_id", 33, "身份证号"), _people, _field("household.monitoring_class", 23, "类别"),
    _field("household.identified_month", 15, "识别时间"),
    *(made(f"风险{n}", 18, _risk(n), private="health") for n in range(1, _RISKS + 1)),
    _field("reference", 19, "识别时人均"), _field("household.helpers", 18, "帮扶责任人"), _measures, _per_head,
    made("三保障饮水", 20, _home(basics), private="health"), _cleared, _field("household.cleared_month", 15, "消除时间"),
    made("消除方式", 18, partial(_told, field="way")), made("监测联系人", 22, _contact, private="contact"), blank("备注", 18),
)

MONITORED = Register(
    ID, TITLE, CASE, "month", COLUMNS, FULL, _select, notes=_notes, bands=_bands, unit="元、人",
).declared()
