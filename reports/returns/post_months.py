"""2.6b 公益性岗位考勤表 and 2.6c 补贴发放表: the days of a month, to be kept by hand as well, and what they pay."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter

from models.codes.post import POST_MARKS
from models.insight.month_lines import Line, lines
from models.rules import post as r
from models.rules.dates import Period, add_months, month_of
from models.rules.day_marks import BLANK, count, days_of
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, column, counter, made, to_sign
from reports.returns.declaration import Asked
from reports.returns.posts import in_order
from reports.returns.register import Register, village_bands
from reports.returns.words import card
from reports.sheet import Cell

LEDGER, DAYS, NO_SUCH_DAY = "post_attendance", 31, "／"
Months = dict[str, list[Line]]


def _months(book: Book, period: Period) -> Months:
    """What stands on the sheets of each month of the period, by holder."""
    if LEDGER not in book.kept:
        found: Months = {}
        first = period.first.replace(day=1)
        for at in range(period.months):
            for line in lines(book.store, LEDGER, month_of(add_months(first, at))):
                found.setdefault(line.owner, []).append(line)
        book.kept[LEDGER] = found
    months: Months = book.kept[LEDGER]
    return months


def _holders(book: Book, owners: Iterable[str]) -> list[Entry]:
    return in_order(holder for uid in owners if (holder := book.entry("post_holder", uid)))


def _month(line: Line) -> r.Month:
    values = line.values
    return r.Month(values.get("marks"), values.get("present_days"), values.get("opening") is True, line.terms.standard, values.get("cut"),
                   values.get("reward"), values.get("grade"))  # fmt: skip


# 考勤表


def _attending(book: Book, asked: Asked) -> Iterable[Entry]:
    return _holders(book, _months(book, asked.period))


def _line(holder: Entry) -> Line:
    line: Line = holder.book.kept[LEDGER][holder.uid][0]
    return line


def _day(number: int) -> Col:
    def mark(holder: Entry) -> Cell:
        line = _line(holder)
        if number > days_of(line.preset["month"]):
            return NO_SUCH_DAY
        found = (line.values.get("marks") or "")[number - 1 : number]
        return None if found in ("", BLANK) else found

    return made(str(number), 5.5, mark, align="center")


def _count(of: Callable[[Line], int | None]) -> Callable[[Entry], Cell]:
    """Nothing where nothing is noted: the cell waits for the pen."""
    def cell(holder: Entry) -> Cell:
        line = _line(holder)
        return of(line) if line.values.get("marks") or line.values.get("present_days") is not None else None

    return cell


def _grade(holder: Entry) -> str | None:
    sheet = holder.book.entry(LEDGER, _line(holder).uid)
    return (sheet.text("grade") or None) if sheet else None


def _legend(book: Book, asked: Asked) -> tuple[str, ...]:
    return ("　".join(f"{mark} {word}" for mark, word in POST_MARKS.items) + "；没有考勤的月份不发补贴。",)


_name = column("post_holder", "person", 19)
_post = column("post_holder", "post", 18)
SHEET = (
    counter(8), _name, _post, *map(_day, range(1, DAYS + 1)),
    made("出勤", 9, _count(lambda line: r.days_present(_month(line))), kind="number", align="center"),
    made("请假", 9, _count(lambda line: count(line.values.get("marks"), r.LEAVE)), kind="number", align="center"),
    made("旷工", 9, _count(lambda line: count(line.values.get("marks"), r.ABSENT)), kind="number", align="center"),
    made("考评", 10, _grade), to_sign(14.5),
)  # fmt: skip

POST_SHEET = Register(
    "2.6b", "公益性岗位考勤表", "post_holder", "month", SHEET, SHEET, _attending, notes=_legend, bands=village_bands, placed=True, unit="",
    row_height_mm=9,
    signature=("填报单位（盖章）", "考勤员", "审核人", "负责人（签字）", "填报日期"),
).declared()


# 发放表


def _slips(holder: Entry) -> list[r.Slip]:
    """The months that are paid for."""
    made_of = (r.slip(_month(line), line.terms.tariff) for line in holder.book.kept[LEDGER][holder.uid])
    return [slip for slip in made_of if slip.months]


def _paid(book: Book, asked: Asked) -> Iterable[Entry]:
    return [holder for holder in _holders(book, _months(book, asked.period)) if _slips(holder)]


def _which(holder: Entry) -> str:
    """6月, or 2—6月."""
    lines = [line for line in holder.book.kept[LEDGER][holder.uid] if r.counts(_month(line))]
    months = [int(line.preset["month"][5:]) for line in lines]
    if len(months) > 1 and months == list(range(months[0], months[-1] + 1)):
        return f"{months[0]}—{months[-1]}月"
    return "、".join(map(str, months)) + "月"


def _standard(holder: Entry) -> Decimal | None:
    """What the last of the months was to pay."""
    found = [line.terms.standard for line in holder.book.kept[LEDGER][holder.uid] if line.terms.standard is not None]
    return found[-1] if found else None


def _sum(of: Callable[[r.Slip], Decimal | None]) -> Callable[[Entry], Cell]:
    """Nothing where no standard is known: a guess must not be paid out."""
    def cell(holder: Entry) -> Cell:
        found = [of(slip) for slip in _slips(holder)]
        return sum((one for one in found if one is not None), Decimal(0)) if None not in found else None

    return cell


def _without(book: Book, asked: Asked) -> tuple[str, ...]:
    holders = filter(asked.takes, _paid(book, asked))
    unknown = sum(any(slip.paid is None for slip in _slips(holder)) for holder in holders)
    return ("有出勤的月份才发。" + (f"有{unknown}人不知道月标准，实发空着，不在合计里。" if unknown else ""),)


def _money(heading: str, width: float, of: str, private: str = "welfare") -> Col:
    return made(heading, width, _sum(attrgetter(of)), field=of, private=private, kind="money", total=True)


PAY = (
    counter(8), _name, column("post_holder", "person.id_no", 32), column("post_holder", "post", 20), made("发放月份", 20, _which),
    made("月数", 10, lambda holder: len(_slips(holder)), field="months", kind="number", align="center", total=True),
    made("标准", 16, _standard, kind="money"), _money("应发", 18, "due"),
    _money("扣款", 15, "cut"), _money("奖励", 15, "reward"), _money("实发", 18, "paid", "none"),
    made("卡号", 36, card, field="card", private="bank", kind="id"), to_sign(25),
)  # fmt: skip

POST_PAY = Register(
    "2.6c", "公益性岗位补贴发放表", "post_holder", "month", PAY, PAY, _paid, notes=_without, public=True, row_height_mm=9,
    in_words="实发",
).declared()
