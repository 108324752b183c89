"""2.2 户厕改造台账: the toilets of a year; what was mended in it stands in the note, by its figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from reports.returns.book import Book, Entry
from reports.returns.columns import blank, column, counter, made, to_sign
from reports.returns.declaration import Asked
from reports.returns.places import county, group, village
from reports.returns.register import Register, by_place, counted
from reports.returns.words import household_class, living_there

_field = partial(column, "toilet")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    of_year = (entry for entry in book.all("toilet") if entry.values["year"] == book.on.year)
    return sorted(of_year, key=lambda entry: by_place(entry, "household"))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("toilet.new", "toilet.new_accepted", "toilet.mended_due", "toilet.mended")
    if not (found := counted(book, asked, ids)):
        return ()
    new, accepted, due, mended = (found[id] for id in ids)
    return (
        f"{book.on.year}年度新建户厕{new}座，已验收合格{accepted}座；应整改问题户厕{due}座，已整改{mended}座"
        "（整改另见户厕问题整改台账）。",
    )


def _cost(entry: Entry) -> Decimal | None:
    parts = [entry.values[name] for name in ("subsidy", "own_money") if entry.values[name] is not None]
    return sum(parts, Decimal(0)) if parts else None


_people = made("常住人口", 12, lambda entry: living_there(entry.link("household")), kind="number", align="center")
_class = made("户类型", 18, lambda entry: household_class(entry.link("household")), private="welfare")

COLUMNS = (
    counter(8), group("household"), _field("household.head_name", 19, "户主"),
    _field("household.head_id", 32, "身份证号"), _people, _field("kind", 14), _field("mode", 22),
    _field("started_on", 19, "开工"), _field("built_on", 19, "竣工"), _field("accepted_on", 19), _field("acceptance", 14),
    _field("use_now", 19, "使用情况"), _field("subsidy", 18, total=True), to_sign(20, "户主签字"), _field("note", 18),
)

FULL = (
    counter(8), made("县", 16, lambda e: county(e).county), made("乡镇", 16, lambda e: county(e).township),
    made("村", 18, village), group("household", 12), _field("household.head_name", 19, "户主"),
    _field("household.head_id", 32, "身份证号"), _field("household.phone", 21, "电话"), _class, _people,
    _field("kind", 12), _field("mode", 20), _field("place", 18), _field("started_on", 19, "建设时间"),
    _field("built_on", 19, "竣工时间"), _field("volume", 10, "容积"), made("投资", 16, _cost, field="cost", kind="money", total=True),
    _field("subsidy", 16, total=True), _field("accepted_on", 19, "验收时间"), _field("acceptance", 12),
    _field("use_now", 18, "是否正常使用"), blank("满意度", 12), _field("old_toilet", 18, "旧厕拆除"), _field("note", 18),
)

TOILETS = Register(
    "2.2", "户厕改造台账", "toilet", "year", COLUMNS, FULL, _select, notes=_notes, public=True, row_height_mm=8,
).declared()
