"""资料完整度 and what is still blank: the 常用 columns of a household, its people and what is running for them.

Blank is never a mistake (practice.md 3): nothing here is an alert. It is a share that people see, and a list to take
along to the doors, where the villager is the one who knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from models.insight import due_jobs
from models.insight.reader import Reader
from models.kernel import Field, stored_fields
from models.kernel.kind import UNSAID
from models.ledgers import LEDGERS
from models.rules.loan import RUNNING
from models.store.source import Values


@dataclass(frozen=True)
class Gap:
    """One blank column of one record."""

    ledger: str
    uid: str
    household: str
    who: str
    field: Field


@dataclass(frozen=True)
class Filled:
    """Of the columns that are asked for, how many say something."""

    told: int
    asked: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down: 100 means that nothing is left."""
        return self.told * 100 // self.asked if self.asked else None


def of_household(reader: Reader, household: Values) -> tuple[Filled, list[Gap]]:
    """What one household's records say, and what they leave blank."""
    told, asked, gaps = 0, 0, []
    for ledger, row, who in _rows(reader, household):
        for field in _asked(reader, ledger, row):
            asked += 1
            if row[field.name] in UNSAID:
                gaps.append(Gap(ledger, row["uid"], household["uid"], who, field))
            else:
                told += 1
    return Filled(told, asked), gaps


def together(parts: Iterable[Filled]) -> Filled:
    """Several households as one."""
    told, asked = 0, 0
    for part in parts:
        told, asked = told + part.told, asked + part.asked
    return Filled(told, asked)


def words(gaps: Iterable[Gap]) -> str:
    """白小甲：身份证号、健康状况；小额信贷（白小甲）：用途."""
    told: dict[str, list[str]] = {}
    for gap in gaps:
        title = "" if gap.ledger in ("household", "person") else LEDGERS[gap.ledger].__ledger__.title
        whose = f"{title}（{gap.who}）" if title and gap.who else title or gap.who
        told.setdefault(whose, []).append(gap.field.label)
    return "；".join(f"{whose}：{'、'.join(labels)}" if whose else "、".join(labels) for whose, labels in told.items())


def _rows(reader: Reader, household: Values) -> Iterator[tuple[str, Values, str]]:
    yield "household", household, ""
    members = [p for p in reader.children("person", "household", household["uid"]) if not reader.derived("person", p, "gone")]
    for person in members:
        yield "person", person, str(person["name"] or "")
        for job in reader.children("job", "person", person["uid"]):
            if due_jobs.runs(reader, job):
                yield "job", job, str(person["name"] or "")
        for loan in reader.children("loan", "person", person["uid"]):
            if reader.derived("loan", loan, "state") in RUNNING:
                yield "loan", loan, str(person["name"] or "")
    for toilet in reader.children("toilet", "household", household["uid"]):
        yield "toilet", toilet, ""


@cache
def _common(ledger: str) -> tuple[tuple[Field, Callable[[Reader, Values], bool] | None], ...]:
    fields = (field for field in stored_fields(LEDGERS[ledger]) if field.common and not field.to)
    return tuple((field, _ONLY.get((ledger, field.name))) for field in fields)


def _asked(reader: Reader, ledger: str, row: Values) -> list[Field]:
    return [field for field, applies in _common(ledger) if applies is None or applies(reader, row)]


def _is_grown(reader: Reader, person: Values) -> bool | None:
    """None where the age is not known; three columns ask it of each person."""
    known: dict[str, bool | None] = reader.kept.setdefault("grown", {})
    if person["uid"] not in known:
        age, low = reader.derived("person", person, "age"), reader.parameter("person.labour_age", person["scope"])
        known[person["uid"]] = None if age is None else low is not None and age >= low
    return known[person["uid"]]


def _grown(reader: Reader, person: Values) -> bool:
    return _is_grown(reader, person) is True


def _young(reader: Reader, person: Values) -> bool:
    return _is_grown(reader, person) is False


def _disabled(reader: Reader, person: Values) -> bool:
    return "disabled" in (person["health"] or ())


def _assisted(reader: Reader, household: Values) -> bool:
    return bool(reader.derived("household", household, "assisted"))


def _gridded(reader: Reader, household: Values) -> bool:
    """A village that keeps no grids is not asked for them."""
    return household["scope"] in reader.once("grids", lambda: {row["scope"] for row in reader.all("household") if row["grid"]})


_ONLY: dict[tuple[str, str], Callable[[Reader, Values], bool]] = {
    ("household", "traits"): _assisted, ("household", "grid"): _gridded,
    ("person", "phone"): _grown, ("person", "stage"): _young, ("person", "disability"): _disabled, ("person", "labour"): _grown,
    ("loan", "opening_balance"): lambda reader, loan: loan["opening"] is True,
    ("toilet", "accepted_on"): lambda reader, toilet: bool(toilet["built_on"]),
    ("toilet", "acceptance"): lambda reader, toilet: bool(toilet["accepted_on"]),
    ("toilet", "subsidy"): lambda reader, toilet: bool(toilet["accepted_on"]),
}
"""Columns that are asked of some records only; a blank in the others says nothing."""
