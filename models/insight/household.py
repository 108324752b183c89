"""The head card of a household's page: who it is, what kind, how many rows each ledger has of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.insight.belonging import of_a_household
from models.insight.count_households import watched
from models.insight.count_jobs import in_year
from models.insight.duty import head_of, money_words
from models.insight.household_income import standing
from models.insight.reader import Reader, reading
from models.ledgers import LEDGERS
from models.rules.dates import month_of
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

_TRAITS = ("low_income", "destitute", "low_income_edge", "hard_spending")


@dataclass(frozen=True)
class About:
    """The head card. tags: (words, tone: accent, danger, warning, info or muted); counts: rows of each ledger.

    facts: (words, value, the ledger whose rows it comes from).
    """

    title: str
    tags: tuple[tuple[str, str], ...]
    line: str
    facts: tuple[tuple[str, str, str], ...]
    counts: dict[str, int]


def about(store: Store, household: str, on: date | None = None) -> About:
    """The head card of one household."""
    with reading(store, on, whole=False) as reader:
        row = reader.get("household", household)
        if not row:
            return About("这一户已经撤掉了", (), "", (), {})
        counts = {ledger: len(reader.under(ledger, household)) for ledger in of_a_household()}
        facts = tuple(fact for fact in _facts(reader, row) if fact[1])
        return About(f"{head_of(reader, row)} 户", tuple(_tags(reader, row)), _line(reader, row), facts, counts)


def _show(field: str, row: Values) -> str:
    return LEDGERS["household"].__fields__[field].kind.show(row.get(field))


def _tags(reader: Reader, row: Values) -> Iterator[tuple[str, str]]:
    if row["type"] == "lifted":
        yield _show("type", row), "accent"
    kind, done = watched(reader, row)
    if kind:
        yield f"监测户 · {_show('monitoring_class', {'monitoring_class': kind})}", "muted" if done else "danger"
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


def _facts(reader: Reader, row: Values) -> Iterator[tuple[str, str, str]]:
    uid, on = row["uid"], reader.on
    visits = [v["date"] for v in reader.under("visit", uid) if v["date"] and v["date"] <= on and v["result"] != "absent"]
    yield "上次走访", _long_ago(max(visits, default=None), on), "visit"
    workers = {job["person"] for job in reader.under("job", uid) if in_year(job, on.year, month_of(on))}
    yield "今年务工", f"{len(workers)} 人" if workers else "", "job"
    head = standing(reader, row).now.head
    yield "人均纯收入", f"{head:,.2f} 元".replace(".00 ", " ") if head is not None else "", "income"
    owed = sum((reader.derived("loan", loan, "balance") for loan in reader.under("loan", uid)), Decimal(0))
    yield "贷款余额", money_words(owed) if owed else "", "loan"
    toilets = [reader.derived("toilet", toilet, "state") for toilet in reader.under("toilet", uid)]
    yield "户厕", "、".join(toilets), "toilet"
    yield "住房", _show("danger", row), "household"
    yield "饮水安全", _show("safe_water", row), "household"
    open_findings = [f for f in reader.under("finding", uid) if f["state"] in ("open", "working", "passed_on")]
    yield "没办完的问题", f"{len(open_findings)} 条" if open_findings else "", "finding"


def _long_ago(day: date | None, on: date) -> str:
    if day is None:
        return "还没走访过"
    days = (on - day).days
    return "今天" if not days else f"{days} 天前" if days < 60 else f"{day.year}年{day.month}月"
