"""2.8 收入测算（确认）表: one household's income year, items printed already, quarter by quarter, last year in grey; signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from models.codes.income import ITEM, PART
from models.insight import household_income as income
from models.insight.reader import Reader, reading
from models.rules import income as r
from models.rules.dates import Period
from reports import document as form
from reports.document import Document
from reports.returns.book import Book, Entry
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.register import by_place
from reports.returns.words import busy, household_class, members, unit_name
from reports.sheet import Cell, Column, Row, cell_text

ID, TITLE = "2.8", "家庭收入测算（确认）表"
MEMBERS = (Column("姓名", 34), Column("与户主关系", 24), Column("年龄", 14, kind="number", align="center"), Column("劳动能力", 34),
           Column("在哪干活/上学", 74))  # fmt: skip
MEMBER_ROWS = 4
NUMBERS = "一二三四五六七"
SIGNED = "以上收支我家核对过，属实。"


@dataclass(frozen=True)
class Year:
    """The accounts of one household: by quarter, of the year, of the year before."""

    quarters: tuple[Period, ...]
    by_quarter: tuple[r.Account, ...]
    now: r.Account
    before: r.Account


def _make(book: Book, asked: Asked) -> Content:
    year = asked.period.last.year
    with reading(book.store, book.on) as reader:
        if asked.blank:
            return Content(documents=(_document(book, None, _nothing(income.income_year(reader, book.store.scope, year))),))
        homes = sorted((home for home in book.all("household") if asked.picked or home.values["assisted"]), key=by_place)
        found = [home for home in homes if asked.takes(home)]
        documents = tuple(_document(book, home, _year(reader, home, year)) for home in found)
    return Content(documents=documents, entries=tuple(found))


def _year(reader: Reader, home: Entry, year: int) -> Year:
    within = income.income_year(reader, home.scope, year)
    quarters = income.quarters(within)
    now, before, *each = income.accounts(reader, home.uid, within, income.year_before(within), *quarters)
    return Year(quarters, tuple(each), now, before)


def _nothing(within: Period) -> Year:
    """An income year of which nothing is known: the form as it is taken along."""
    quarters, empty = income.quarters(within), r.account((), (), 0, within)
    return Year(quarters, (empty,) * len(quarters), empty, empty)


def _document(book: Book, home: Entry | None, year: Year) -> Document:
    within = year.now.within
    people = members(home) if home else []
    first, last = within.first, within.last
    span = f"{first.year}年{first.month}月至{last.year}年{last.month}月　单位：元"
    return Document(TITLE, (
        form.Paragraph(f"{unit_name(book.store)}　{span}", indent=False, align="right", size=10.5),
        form.Pairs(_head(home), size=11, height_mm=7),
        form.Ruled(MEMBERS, tuple(map(_member, people)), max(0, MEMBER_ROWS - len(people)), size=10.5, height_mm=6),
        form.Ruled(_columns(year), tuple(_rows(year)), size=10, height_mm=6.1),
        form.Pairs(_foot(year), size=11, height_mm=7),
        form.Paragraph(SIGNED, indent=False, size=11),
        form.Signatures(("户主（签字按印）：", "采集人：", "审核人：", "日期："), size=11, height_mm=11),
    ), id=ID)  # fmt: skip


def _head(home: Entry | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    def of(path: str) -> str:
        return home.text(path) if home else ""

    return ((("户主", of("head_name")), ("组", of("group")), ("类型", household_class(home))),
            (("电话", of("phone")), ("家庭人口", of("size")), ("帮扶人", of("helpers"))))


def _member(person: Entry) -> Row:
    age: Cell = person.values.get("age")
    return person.text("name"), person.text("relation"), age, person.text("labour"), busy(person)


def _columns(year: Year) -> tuple[Column, ...]:
    heads = (f"{quarter.first.year}年\n{quarter.first.month}—{quarter.last.month}月" for quarter in year.quarters)
    return (Column("项目", 38, "left"), *(Column(head, 19, kind="money") for head in heads), Column("合计", 21, kind="money"),
            Column("上年", 21, kind="money", shade=True), Column("说明", 24))  # fmt: skip


def _rows(year: Year) -> Iterator[Row]:
    """Part by part with its items; the sum of a part stands only where something of it is known."""
    for number, part in enumerate((*r.EARNED, r.COST), 1):
        yield _row(f"{NUMBERS[number - 1]}、{PART.label(part)}", year, partial(_of_part, part))
        for item in income.items_shown(part, (year.now, year.before)):
            yield _row(f"　{ITEM.label(item) if item else '没分项目的'}", year, partial(_of_item, (part, item)))
    yield _row("家庭纯收入", year, lambda account: account.net)


def _of_part(part: str, account: r.Account) -> Decimal | None:
    found = [amount for (of, _), amount in account.items.items() if of == part]
    return sum(found, Decimal(0)) if found else None


def _of_item(item: tuple[str, str], account: r.Account) -> Decimal | None:
    return account.items.get(item)


def _row(title: str, year: Year, of: Callable[[r.Account], Decimal | None]) -> Row:
    return (title, *map(of, year.by_quarter), of(year.now), of(year.before), None)


def _foot(year: Year) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Per head, the change against last year, and what stands beside the income."""
    more, growth = r.change(year.now.head, year.before.head) or (None, None)
    return (
        (("人均纯收入", _yuan(year.now.head)), ("上年人均", _yuan(year.before.head)), ("增减额", _yuan(more))),
        (("增幅", f"{growth}%" if growth is not None else ""), ("理赔收入", _yuan(_of_part(r.CLAIM, year.now))),
         ("合规自付", _yuan(year.now.own_allowed or None))),
    )  # fmt: skip


def _yuan(amount: Decimal | None) -> str:
    return cell_text(amount, "money") if amount is not None else ""


INCOME_SHEET = Return(ID, TITLE, "household", "year", _make, per="household", formats=FORMS, blanks=True)
