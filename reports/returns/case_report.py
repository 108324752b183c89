"""2.10f 上报表: the cases that the village has reviewed and posted, on their way to the township and the county."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from reports.returns.book import Book, Entry
from reports.returns.case_words import step_of, together
from reports.returns.columns import Col, blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group
from reports.returns.register import Register
from reports.sheet import Cell

_field = partial(column, "monitoring")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    return [one.case for one in together(book, asked, "township")]


def _step(kind: str, *fields: str) -> Callable[[Entry], Cell]:
    def told(case: Entry) -> Cell:
        step = step_of(case, kind)
        return "至".join(filter(None, (step.text(field) for field in fields))) if step else None

    return told


def _votes(case: Entry) -> Cell:
    """到会 27，同意 26."""
    step = step_of(case, "review")
    told = ((word, step.values[field]) for word, field in (("到会", "present"), ("同意", "yes"))) if step else ()
    return "，".join(f"{word}{count}" for word, count in told if count is not None) or None


COLUMNS: tuple[Col, ...] = (
    counter(8), group("household"), _field("household.head_name", 20, "户主"), _field("household.head_id", 32, "身份证号"),
    made("人口", 10, lambda case: case.value("household.size"), kind="number", align="center"),
    _field("kind", 23, "拟定类别"), _field("risks", 19, "风险"), _field("clue_on", 20, "线索日期"), made("核实日期", 20, _step("visit", "date")),
    made("评议日期", 20, _step("review", "date")),
    made("评议票数", 24, _votes, align="center"), made("公示起止", 23, _step("notice", "date", "until")), blank("镇审核意见", 22),
)

CASE_REPORT = Register(
    "2.10f", "拟纳入监测对象上报表", "monitoring", "date", COLUMNS, COLUMNS, _select, unit="", row_height_mm=11,
    signature=("村（盖章）", "填表人", "镇（盖章）", "审核人（签字）", "上报日期"),
).declared()  # fmt: skip
