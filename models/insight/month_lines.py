"""Who stands on the attendance sheet of a month: holders of posts, resident cadres; with what is written of each already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.insight.alerts import Examiner
from models.insight.reader import Reader, reading
from models.kernel import HINT
from models.ledgers import LEDGERS
from models.rules import post as r
from models.rules.day_marks import days_of, first_day
from models.store.query import names_of
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

TWICE = "这个月的考勤记了两条，请看看留哪一条。"


@dataclass(frozen=True)
class Terms:
    """By what a line is counted: the holder's standard and the parameters of the month."""

    standard: Decimal | None = None
    tariff: r.Tariff = field(default_factory=r.Tariff)
    week: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Line:
    """One person's month. uid: the row there is; preset: what a new row begins with; doubts: what is said of the person.

    first and last: the days between which the person was to be there, as far as an agreement says so.
    """

    owner: str
    name: str
    place: str = ""
    uid: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    preset: Mapping[str, Any] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    doubts: tuple[str, ...] = ()
    terms: Terms = Terms()


def lines(store: Store, ledger: str, month: str) -> list[Line]:
    """Everybody of a month, by place and name; parameters are those of the month."""
    with reading(store, first_day(month), whole=False) as reader:
        found = _OF[ledger](reader, store, month)
    return sorted(found, key=lambda line: (line.place, line.name, line.owner))


def _holders(reader: Reader, store: Store, month: str) -> list[Line]:
    first, sheets = first_day(month), _by_owner(reader, "post_attendance", month)
    last = first.replace(day=days_of(month))
    holders = [h for h in reader.all("post_holder") if h["uid"] in sheets or r.there_in(_stay(h), first, last, store.today())]
    people = names_of(reader.source, "person", {h["person"] for h in holders if h["person"]})
    said = _said(reader, store, holders)
    return [_holder(reader, holder, sheets.get(holder["uid"], []), people, said, month) for holder in holders]


def _holder(
    reader: Reader, holder: Values, sheets: list[Values], people: Mapping[str, str], said: Mapping[str, tuple[str, ...]], month: str
) -> Line:
    post, sheet = reader.get("post", holder["post"]), sheets[0] if sheets else {}
    standards = (sheet.get("standard"), holder["standard"], post.get("standard"))
    names = ("absent_cut", "excellent_reward", "fail_cut")
    tariff = r.Tariff(*(reader.parameter(f"post.{name}", holder["scope"]) or 0 for name in names))
    return Line(
        holder["uid"], people.get(holder["person"] or "", ""), post.get("name") or "", sheet.get("uid", ""), sheet,
        {"holder": holder["uid"], "month": month}, holder["from_on"], r.end_of(_stay(holder)),
        said.get(holder["uid"], ()) + ((TWICE,) if len(sheets) > 1 else ()),
        Terms(next((money for money in standards if money is not None), None), tariff),
    )  # fmt: skip


def _stay(holder: Mapping[str, Any]) -> r.Holding:
    return r.Holding(*(holder.get(name) for name in ("from_on", "to_on", "left_on", "state")))


def _said(reader: Reader, store: Store, rows: list[Values]) -> dict[str, tuple[str, ...]]:
    """What the rules say of holders today and nobody has explained yet: a second post, a job out of the county."""
    look = Examiner(store, reader.source.connection)
    told = ((row["uid"], [one.text for one in look.row("post_holder", row, rows) if one.severity != HINT and not one.waived])
            for row in rows)  # fmt: skip
    return {uid: tuple(texts) for uid, texts in told if texts}


def _cadres(reader: Reader, store: Store, month: str) -> list[Line]:
    """Those of this month and those of the last one before it: a team stays for years."""
    rows = reader.all("attendance")
    before = max((row["month"] for row in rows if row["month"] and row["month"] < month), default="")
    known = {row["name"]: row for row in rows if row["month"] == before and row["name"]}
    sheets = _by_owner(reader, "attendance", month)
    return [cadre(store, reader, name, month, sheets.get(name, []), known.get(name, {})) for name in {**known, **sheets}]


def cadre(
    store: Store, reader: Reader, name: str, month: str, sheets: list[Values] | None = None, before: Mapping[str, Any] | None = None
) -> Line:
    """A resident cadre's line; a new one begins with the unit and duty of the month before."""
    sheet, last = (sheets or [{}])[0], before or {}
    unit = sheet.get("unit") if sheet else last.get("unit")
    week = tuple(reader.parameter(f"attendance.{what}", store.scope) for what in ("week_days", "week_nights"))
    kept = {field: last[field] for field in ("unit", "post") if last.get(field)}
    return Line(
        name, name, unit or "", sheet.get("uid", ""), sheet, {"name": name, "month": month, **kept},
        doubts=(TWICE,) if len(sheets or ()) > 1 else (), terms=Terms(week=(week[0], week[1])),
    )  # fmt: skip


def newcomer(store: Store, name: str, month: str) -> Line:
    """The line of a cadre who was on no sheet before."""
    with reading(store, first_day(month), whole=False) as reader:
        return cadre(store, reader, name, month)


def _by_owner(reader: Reader, ledger: str, month: str) -> dict[str, list[Values]]:
    owner = LEDGERS[ledger].__ledger__.key[0][0]
    found: dict[str, list[Values]] = {}
    for row in reader.all(ledger):
        if row["month"] == month and row[owner]:
            found.setdefault(str(row[owner]), []).append(row)
    return found


_OF = {"post_attendance": _holders, "attendance": _cadres}
