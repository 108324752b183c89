"""What the page of a household shows: its head card, and 这户的事 out of every ledger.

Both follow from declarations (parent links, LedgerSpec.on), so that a new ledger shows up without a line here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.insight.count_households import cleared, monitored
from models.insight.count_jobs import in_year
from models.insight.duty import head_of, money_words
from models.insight.reader import Reader, reading
from models.kernel import Field, Ledger
from models.ledgers import LEDGERS
from models.rules.dates import month_of
from models.store.journal import tables as t
from models.store.query import names_of, shown_values
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

_MOST_WORDS = 4
_DUMB = ("month", "attachment", "integer")  # alone they tell nobody anything
_TRAITS = ("low_income", "destitute", "low_income_edge", "hard_spending")


@dataclass(frozen=True)
class About:
    """The head card. tags: (words, tone: accent, danger, warning, info or muted); counts: rows of each ledger."""

    title: str
    tags: tuple[tuple[str, str], ...]
    line: str
    facts: tuple[tuple[str, str], ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class Event:
    """One thing that happened in the household."""

    on: date
    tag: str
    text: str
    who: str
    ledger: str
    uid: str


def of_a_household() -> list[str]:
    """Ledgers whose rows belong to a household, in menu order."""
    return [id for id, ledger in LEDGERS.items() if not ledger.__ledger__.system and _leads_to_household(ledger)]


def _leads_to_household(ledger: type[Ledger]) -> bool:
    parent = next((f.to for f in ledger.__fields__.values() if f.parent), None)
    return parent == "household" or bool(parent and parent != "village" and _leads_to_household(LEDGERS[parent]))


def about(store: Store, household: str, on: date | None = None) -> About:
    """The head card of one household."""
    with reading(store, on, whole=False) as reader:
        row = reader.get("household", household)
        if not row:
            return About("这一户已经撤掉了", (), "", (), {})
        counts = {ledger: len(reader.under(ledger, household)) for ledger in of_a_household()}
        facts = tuple((label, value) for label, value in _facts(reader, row) if value)
        return About(f"{head_of(reader, row)} 户", tuple(_tags(reader, row)), _line(reader, row), facts, counts)


def _show(field: str, row: Values) -> str:
    return LEDGERS["household"].__fields__[field].kind.show(row.get(field))


def _tags(reader: Reader, row: Values) -> Iterator[tuple[str, str]]:
    if row["type"] == "lifted":
        yield _show("type", row), "accent"
    if monitored(reader, row):
        done = cleared(reader, row)
        yield f"监测户 · {_show('monitoring_class', row)}", "muted" if done else "danger"
        yield ("风险已消除", "accent") if done else ("风险未消除", "warning")
    if row["residence"] not in (None, "resident"):
        yield _show("residence", row), "info"
    traits = LEDGERS["household"].__fields__["traits"].kind
    for trait in row["traits"] or ():
        if trait in _TRAITS:
            yield traits.show((trait,)), "info"


def _line(reader: Reader, row: Values) -> str:
    helpers = reader.derived("household", row, "helpers")
    parts = (
        f"{row['group'] or ''}{row['door'] or ''}", f"{len(reader.members(row['uid']))} 口人",
        f"帮扶责任人 {helpers}" if helpers else "", f"电话 {row['phone']}" if row["phone"] else "",
        f"户编号 {row['code']}" if row["code"] else "",
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _facts(reader: Reader, row: Values) -> Iterator[tuple[str, str]]:
    uid, on = row["uid"], reader.on
    visits = [v["date"] for v in reader.under("visit", uid) if v["date"] and v["date"] <= on and v["result"] != "absent"]
    yield "上次走访", _long_ago(max(visits, default=None), on)
    workers = {job["person"] for job in reader.under("job", uid) if in_year(job, on.year, month_of(on))}
    yield "今年务工", f"{len(workers)} 人" if workers else ""
    owed = sum((reader.derived("loan", loan, "balance") for loan in reader.under("loan", uid)), Decimal(0))
    yield "贷款余额", money_words(owed) if owed else ""
    toilets = [reader.derived("toilet", toilet, "state") for toilet in reader.under("toilet", uid)]
    yield "户厕", "、".join(toilets)
    yield "住房", _show("danger", row)
    yield "饮水安全", _show("safe_water", row)
    open_findings = [f for f in reader.under("finding", uid) if f["state"] in ("open", "working", "passed_on")]
    yield "没办完的问题", f"{len(open_findings)} 条" if open_findings else ""


def _long_ago(day: date | None, on: date) -> str:
    if day is None:
        return "还没走访过"
    days = (on - day).days
    return "今天" if not days else f"{days} 天前" if days < 60 else f"{day.year}年{day.month}月"


def events(store: Store, household: str, on: date | None = None, limit: int = 300) -> list[Event]:
    """这户的事: every dated record of the household, newest first."""
    with reading(store, on, whole=False) as reader:
        found = [event for ledger in of_a_household() for event in _events(reader, ledger, household)]
    return sorted(found, key=lambda event: (event.on, event.uid), reverse=True)[:limit]


def _events(reader: Reader, ledger: str, household: str) -> Iterator[Event]:
    spec = LEDGERS[ledger].__ledger__
    rows = [row for row in reader.under(ledger, household) if spec.on and row.get(spec.on)]
    if not rows:
        return
    whose = [f.name for f in LEDGERS[ledger].__fields__.values() if f.derived and f.to == "person"]
    rows = [{**row, **{name: reader.derived(ledger, row, name) for name in whose}} for row in rows]
    writers = _writers(reader, ledger, [row["uid"] for row in rows])
    for row, shown in zip(rows, shown_values(reader.source, ledger, rows), strict=True):
        day = row[spec.on] if isinstance(row[spec.on], date) else date.fromisoformat(f"{row[spec.on]}-01")
        who = shown.get("visitors") or shown.get("by") or writers.get(row["uid"], "")
        yield Event(day, spec.title, _sentence(ledger, shown) or f"记了一{spec.unit}", who, ledger, row["uid"])


def _sentence(ledger: str, shown: dict[str, str]) -> str:
    """The first few words that a cadre would say of it: whose, then what is usually written."""
    spec = LEDGERS[ledger].__ledger__
    skipped = {spec.on, "visitors", "by", "units", "year", "tasks"}
    fields = [f for f in LEDGERS[ledger].__fields__.values() if f.name not in skipped and _says(f)]
    words = [_word(f, shown[f.name]) for f in sorted(fields, key=lambda f: f.to is None) if shown.get(f.name)]
    return " · ".join(words[:_MOST_WORDS])


def _says(field: Field) -> bool:
    if field.to or field.derived:
        return field.to == "person"  # whose it is, also where that is looked up
    return field.tier != "补充" and (field.kind.name != "flag" or bool(field.required)) and field.kind.name not in _DUMB


def _word(field: Field, shown: str) -> str:
    """Bare words explain themselves; numbers, days and 是/否 need their heading."""
    bare = field.kind.name in ("text", "long", "code", "codes", "link")
    return shown.replace("\n", " ") if bare else f"{field.label} {shown}"


def _writers(reader: Reader, ledger: str, uids: Sequence[str]) -> dict[str, str]:
    """Who entered each record: the writer of its first change."""
    connection = reader.source.connection
    first = (
        select(t.change.c.uid, func.min(t.change.c.rid).label("rid"))
        .where(t.change.c.tbl == ledger, t.change.c.uid.in_(uids)).group_by(t.change.c.uid).subquery()
    )  # fmt: skip
    rows = connection.execute(select(first.c.uid, t.journal.c.head).join(t.journal, t.journal.c.rid == first.c.rid))
    by = {uid: str(json.loads(head)["by"]) for uid, head in rows}
    people = names_of(reader.source, "operator", set(by.values()))
    return {uid: people.get(writer, "") for uid, writer in by.items()}
