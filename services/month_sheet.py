"""A month's attendance as a sheet: one mark a key, figures beside the days, all of it filed as one operation.

What a month comes to is counted by the same plain functions as in the ledger, on what stands in the sheet now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models import store as st
from models.insight.month_lines import Line, lines, newcomer
from models.kernel import UserMistake
from models.kernel.marks import BLANK, DayMarksKind, Marks
from models.ledgers import LEDGERS
from models.rules import post as r
from models.rules import station
from models.rules.day_marks import count, days_of, first_day, noted
from models.rules.money_words import capital
from models.rules.workdays import is_workday

if TYPE_CHECKING:
    from models.store import Doing, Saved, Store

__all__ = ["BOOKS", "Book", "Line", "Moved", "PayList", "Side", "is_noted", "is_within", "lines", "newcomer", "noted_people", "pay_list", "save",
           "with_mark", "worked"]

Values = Mapping[str, Any]
Edits = Mapping[str, Mapping[str, Any]]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Side:
    """A column beside the days: what is counted (`of`), what may be typed there (`field`), or both.

    blank: what stands there when nothing can be counted although the month has marks.
    """

    heading: str
    width: int
    of: Callable[[Line, Values], Any] | None = None
    field: str = ""
    blank: str = ""


@dataclass(frozen=True)
class Book:
    """One ledger kept by the month. rest: the mark of a day off; paid: whether a month pays."""

    ledger: str
    place: str
    sides: tuple[Side, ...]
    rest: str = "－"
    paid: bool = False

    @property
    def title(self) -> str:
        """What people call it."""
        return LEDGERS[self.ledger].__ledger__.title

    @property
    def marks(self) -> Marks:
        """The marks of the sheet."""
        return next(f.kind.marks for f in LEDGERS[self.ledger].__fields__.values() if isinstance(f.kind, DayMarksKind))

    @property
    def keys(self) -> dict[str, str]:
        """Digit -> mark: 1, 2, 3 in the order of the marks, 0 for a day off."""
        others = [mark for mark, _ in self.marks.items if mark != self.rest]
        return {str(at): mark for at, mark in enumerate(others, 1)} | {"0": self.rest}

    @property
    def full(self) -> str:
        """The mark of an ordinary day."""
        return self.marks.items[0][0]


def month_of(line: Line, values: Values) -> r.Month:
    """A line as the arithmetic of pay takes it."""
    names = ("cut", "reward", "grade")
    return r.Month(values.get("marks"), values.get("present_days"), values.get("opening") is True, line.terms.standard,
                   *(values.get(name) for name in names))  # fmt: skip


def _short(line: Line, values: Values) -> int | None:
    days, nights = line.terms.week
    month, marks = line.preset["month"], values.get("marks")
    return len(station.weeks_short(month, marks, days, nights)) if marks and days and nights else None


POSTS = Book("post_attendance", "岗位", (
    Side("出勤", 44, lambda line, values: r.days_present(month_of(line, values)), "present_days"),
    Side("考评", 54, field="grade"),
    Side("扣款", 54, lambda line, values: r.deduction(month_of(line, values), line.terms.tariff), "cut"),
    Side("奖励", 54, lambda line, values: r.reward(month_of(line, values), line.terms.tariff), "reward"),
    Side("实发", 62, lambda line, values: r.pay(month_of(line, values), line.terms.tariff), blank="没标准"),
), paid=True)  # fmt: skip
STATION = Book("attendance", "派出单位", (
    Side("在村", 46, lambda line, values: station.days_there(values.get("marks"))),
    Side("住村", 46, lambda line, values: station.nights_there(values.get("marks"))),
    Side("缺岗", 46, lambda line, values: count(values.get("marks"), station.ABSENT)),
    Side("不够周", 54, _short),
    Side("缺岗原因", 84, field="absent_why"),
))  # fmt: skip
BOOKS = {book.ledger: book for book in (POSTS, STATION)}


def with_mark(marks: str | None, day: int, mark: str) -> str | None:
    """The days with one of them marked otherwise; days at the end of which nothing is known are left out."""
    days = list((marks or "").ljust(day, BLANK))
    days[day - 1] = mark
    return "".join(days).rstrip(BLANK) or None


def worked(book: Book, line: Line, marks: str | None, today: date) -> str | None:
    """整行出勤: unmarked working days until today marked as worked, unmarked weekends as off; outside an agreement nothing."""
    month = line.preset["month"]
    for number in range(1, days_of(month) + 1):
        day = first_day(month).replace(day=number)
        known = (marks or "")[number - 1 : number] not in ("", BLANK)
        if day <= today and not known and is_within(line, day):
            marks = with_mark(marks, number, book.full if is_workday(day) else book.rest)
    return marks


def is_within(line: Line, day: date) -> bool:
    """Whether a day lies within the agreement."""
    return (line.first is None or line.first <= day) and (line.last is None or day <= line.last)


class Moved(UserMistake):
    """Somebody else wrote this person's month while the sheet was open."""

    def __init__(self, line: Line) -> None:
        super().__init__(f"{line.name}这个月的考勤刚才被别人改过，都还没存。请看看现在是怎么记的，再记这一行。")
        self.owner = line.owner


def save(store: Store, book: Book, month: str, standing: Iterable[Line], edits: Edits) -> Saved:
    """Everything that was typed, as one operation. Raises UserMistake with the person's name before each sentence."""
    changed = [(line, dict(edits[line.owner])) for line in standing if edits.get(line.owner)]
    notices = []
    label = f"记{int(month[5:])}月{book.title} {len(changed)}人"
    with st.together(store, label) as doing:
        for line, values in changed:
            saved = _file(doing, book, line, values)
            notices += [replace(notice, text=f"{line.name}：{notice.text}") for notice in saved.notices]
        return st.Saved(book.ledger, "", doing.unit.operation if changed else None, label, tuple(notices))


def _file(doing: Doing, book: Book, line: Line, values: dict[str, Any]) -> Saved:
    row = doing.source.get(book.ledger, line.uid)
    moved = row is None or any(row[name] != line.values.get(name) for name in values) if line.uid else _appeared(doing, book, line)
    if moved:
        raise Moved(line)
    try:
        return doing.change(book.ledger, line.uid, values) if line.uid else doing.add(book.ledger, {**line.preset, **values})
    except UserMistake as refused:
        raise UserMistake([replace(one, text=f"{line.name}：{one.text}") for one in refused.mistakes]) from refused


def _appeared(doing: Doing, book: Book, line: Line) -> bool:
    """Whether somebody wrote this person's month while the sheet was open."""
    key = LEDGERS[book.ledger].__ledger__.key[0]
    return any(all(row[name] == line.preset[name] for name in key) for row in doing.source.all(book.ledger))


@dataclass(frozen=True)
class Paid:
    """One line of the pay list."""

    name: str
    place: str
    standard: Decimal | None
    slip: r.Slip


@dataclass(frozen=True)
class PayList:
    """发放表 of a month: who is paid what, the totals, the sum in 大写, and whose standard is not known."""

    rows: tuple[Paid, ...]
    months: int
    due: Decimal
    cut: Decimal
    reward: Decimal
    paid: Decimal
    without: tuple[str, ...] = ()

    @property
    def capital(self) -> str:
        """The sum in 大写."""
        return capital(self.paid)


def pay_list(standing: Sequence[Line], edits: Edits | None = None) -> PayList:
    """The pay list of the lines as they stand with what was typed; who has no attendance is not on it."""
    slips = ((line, r.slip(month_of(line, {**line.values, **(edits or {}).get(line.owner, {})}), line.terms.tariff)) for line in standing)
    rows = tuple(Paid(line.name, line.place, line.terms.standard, slip) for line, slip in slips if slip.months)
    known = [row.slip for row in rows if row.slip.paid is not None]
    return PayList(
        rows, sum(row.slip.months for row in rows), sum((one.due or ZERO for one in known), ZERO), sum((one.cut for one in known), ZERO),
        sum((one.reward for one in known), ZERO), sum((one.paid or ZERO for one in known), ZERO),
        tuple(row.name for row in rows if row.slip.paid is None),
    )  # fmt: skip


def is_noted(values: Values) -> bool:
    """Whether anything is known of a month: a mark, a count of days, an opening entry."""
    return bool(noted(values.get("marks")) or values.get("present_days") or values.get("opening"))


def noted_people(standing: Iterable[Line], edits: Edits) -> int:
    """How many people have something noted this month."""
    return sum(is_noted({**line.values, **edits.get(line.owner, {})}) for line in standing)
