"""Which monitoring cases a chain paper speaks of, and the parts that several papers share: who they are, what they earn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.codes.income import PART
from models.codes.monitoring import STEP
from models.insight.household_income import standing
from models.insight.policy import parameter
from models.insight.reader import reading
from models.rules import monitoring as r
from models.rules.income import Account
from models.rules.monitoring_way import next_step
from reports import document as form
from reports.returns.book import Book, Entry
from reports.returns.declaration import Asked
from reports.returns.register import by_place
from reports.returns.words import members, size_words
from reports.sheet import Cell, Column, cell_text

CASE, STEP_LEDGER = "monitoring", "monitoring_step"
MEMBERS = (Column("姓名", 29), Column("与户主关系", 25), Column("年龄", 13, kind="number", align="center"), Column("身份证号", 52, kind="id"),
           Column("健康状况", 28), Column("劳动能力", 33))
_MEMBER_ROWS = 5
_PARTS = ("wage", "business", "property", "transfer", "cost")


@dataclass(frozen=True)
class Told:
    """A case with the step that a paper belongs to, when it has been taken."""

    case: Entry
    step: Entry | None = None

    @property
    def home(self) -> Entry:
        """Whose case it is."""
        found = self.case.link("household")
        if found is None:
            raise LookupError("a case always has its household")
        return found

    def text(self, field: str) -> str:
        """What was written of the step."""
        return self.step.text(field) if self.step else ""

    def value(self, field: str) -> Any:
        """The same as a value."""
        return self.step.values[field] if self.step else None


def told(book: Book, asked: Asked, kind: str) -> list[Told]:
    """The case asked for with those that took the step on the same day; none named: all that have it before them."""
    if asked.blank:
        return []
    cases = [case for case in book.all(CASE) if case.link("household")]
    if asked.record or asked.household:
        own = [case for case in cases if asked.record == case.uid or asked.household == case.values["household"]]
        found = [Told(one, step_of(one, kind))] if (one := latest(own)) else []
    else:
        found = [Told(case, step_of(case, kind)) for case in cases
                 if asked.takes(case) and (case.uid in asked.only or _next(case) == kind)]
    return sorted(found, key=lambda one: (by_place(one.case, "household"), one.case.uid))


def together(book: Book, asked: Asked, kind: str) -> list[Told]:
    """As `told`, with the other cases that took the step on the same day: one meeting, one notice."""
    found = told(book, asked, kind)
    days = {one.value("date") for one in found if one.step}
    if not (asked.record or asked.household) or not days:
        return found
    every = (Told(case, step) for case in book.all(CASE) if case.link("household") and (step := step_of(case, kind)))
    return sorted((one for one in every if one.value("date") in days), key=lambda one: (by_place(one.case, "household"), one.case.uid))


def latest(cases: Iterable[Entry]) -> Entry | None:
    """The case that began last."""
    return max(cases, key=lambda case: (str(case.values["clue_on"] or case.values["identified_month"] or ""), case.uid), default=None)


def step_of(case: Entry, kind: str) -> Entry | None:
    """The latest step of a kind."""
    steps = [step for step in case.children(STEP_LEDGER) if step.values["kind"] == kind and step.values["date"]]
    return max(steps, key=lambda step: (step.values["date"], step.uid), default=None)


def _next(case: Entry) -> str | None:
    start = r.start_of({**case.values, "uid": case.uid})
    rows = ({**step.values, "uid": step.uid} for step in case.children(STEP_LEDGER))
    course = r.replay(start, [step for step in r.steps_of(rows, start) if step.on <= case.book.on], dict(STEP.items))
    return next_step(course)


def object_name(book: Book) -> str:
    """What papers of the day call a 监测对象."""
    return str(parameter(book.store, "monitoring.object_name", book.on) or "监测对象")


def head(home: Entry | None) -> form.Pairs:
    """Who the household is; empty places on a blank paper."""
    def of(field: str) -> str:
        return home.text(field) if home else ""

    return form.Pairs((
        (("户主", of("head_name")), ("村组", f"{home.book.store.name if home.book.store.role == 'village' else ''}{of('group')}" if home else "")),
        (("身份证号", of("head_id")), ("联系电话", of("phone"))),
        (("家庭人口", size_words(home)), ("户类型", of("type"))),
        (("家庭住址", of("address") or of("door")),),
    ), size=12, height_mm=9)  # fmt: skip


def joined(*sentences: str) -> str:
    """Several remarks as one text, whatever each of them ends with."""
    parts = [part for one in sentences if (part := one.strip().rstrip("。；;"))]
    return "；".join(parts) + ("。" if parts else "")


def people_table(home: Entry | None) -> form.Ruled:
    """The members with what decides about them, and lines for more."""
    people = members(home) if home else []
    filled: Iterable[tuple[Cell, ...]] = (
        (one.text("name"), one.text("relation"), one.values["age"], one.text("id_no"), one.text("health"), one.text("labour")) for one in people
    )
    return form.Ruled(MEMBERS, tuple(filled), max(0, _MEMBER_ROWS - len(people)), size=11, height_mm=9)


def _accounts(book: Book) -> dict[str, Account]:
    """What the households with a case took in over the months that count; worked out once for all papers."""
    if "accounts" not in book.kept:
        homes = {case.values["household"] for case in book.all(CASE)}
        with reading(book.store, book.on) as reader:
            book.kept["accounts"] = {uid: standing(reader, row).now for uid in homes if (row := reader.get("household", uid))}
    found: dict[str, Account] = book.kept["accounts"]
    return found


def income_table(home: Entry | None) -> form.Ruled:
    """The parts of the months that count, one line; to be written in where nothing is recorded."""
    account = _accounts(home.book).get(home.uid) if home else None
    known = account is not None and account.net is not None

    def amount(value: Decimal | None) -> Cell:
        return cell_text(value, "money") if known and value is not None else None

    cells = (*(amount(account.parts.get(part)) if account else None for part in _PARTS), amount(account.net if account else None),
             amount(account.head if account else None))
    headings = (*(PART.label(part) for part in _PARTS), "家庭纯收入", "人均纯收入")
    return form.Ruled(tuple(Column(heading, 22 + 2 * len(heading), "center") for heading in headings), (cells,), size=11, height_mm=10)
