"""2.9b 产业到户公示: the same list for the notice board as a letter, names in full and nothing else of anybody.

Sources: 到户补助 is posted in the village before it is paid, for as many days as the parameter says; GB/T 9704 for the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from models.insight.policy import parameter
from models.rules.dates import day_words
from reports.document import Block, Ruled, Space
from reports.letter import DATE_TO_WRITE, letter, text
from reports.returns.book import Book, Entry
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.places import several, whose
from reports.returns.subsidies import amount_of, class_of, kind_of, quantity_of, select, standard_of, unit_of
from reports.returns.words import office_phones, unit_name
from reports.sheet import Column, Row, cell_text

ID, TITLE = "2.9b", "产业到户公示"
_TABLE = (
    Column("序号", 12, "center", "number"), Column("户主姓名", 32, "center", field="head_name"), Column("组别", 16, "center"),
    Column("类别", 44, "left"), Column("数量", 18, "center"), Column("标准（元）", 22, kind="money"), Column("金额（元）", 23, kind="money"),
)  # fmt: skip
_TABLE_OF_SEVERAL = tuple(replace(column, width_mm=30) if column.heading == "组别" else column for column in _TABLE)
_BLANK_ROWS = 12
_TO_WRITE = "　　　　"


def _make(book: Book, asked: Asked) -> Content:
    found = () if asked.blank else tuple(filter(asked.takes, select(book, asked)))
    if not found and not asked.blank:
        return Content()
    when = f"{_TO_WRITE}年" if asked.blank else asked.period.words()
    on = "" if asked.blank else day_words(book.on)
    paper = letter(ID, f"关于{when}产业到户补助的公示", _body(book, found, when, mixed=several(book, asked)), unit=unit_name(book.store), on=on)
    return Content(documents=(paper,), entries=found)


def _body(book: Book, found: Sequence[Entry], when: str, *, mixed: bool) -> Iterable[Block | str]:
    homes = len({home.uid for one in found if (home := one.home)}) or _TO_WRITE
    total = sum((amount_of(one) or Decimal(0) for one in found), Decimal(0))
    yield f"经农户申请、村里核实评议，{when}产业到户补助拟兑现{homes}户，共{cell_text(total, 'money') if found else _TO_WRITE}元，现予公示。"
    yield Space(2)
    rows = tuple(_row(number, one, mixed) for number, one in enumerate(found, 1))
    yield Ruled(_TABLE_OF_SEVERAL if mixed else _TABLE, rows, 0 if found else _BLANK_ROWS, size=11, height_mm=8)
    yield _period(book, blank=not found)
    yield "公示期间有不同意见的，请向村里或者镇里反映，我们会核实并答复。"
    yield text(f"监督电话：{'，'.join(office_phones(book.store))}。", kept=True)


def _row(number: int, one: Entry, mixed: bool) -> Row:
    home = one.home
    name, group = (home.text("head_name"), home.text("group")) if home else ("", "")
    quantity = quantity_of(one)
    much = f"{quantity}{unit_of(one)}" if quantity is not None else ""
    return number, name, whose(one, group) if mixed else group, _what(one), much, standard_of(one), amount_of(one)


def _what(one: Entry) -> str:
    """种植业（玉米）."""
    kind = kind_of(one)
    return f"{class_of(one)}（{kind}）" if kind else class_of(one)


def _period(book: Book, *, blank: bool) -> str:
    """From today for as many days as the parameter says, both ends counted."""
    days = parameter(book.store, "notice.days.subsidy", book.on)
    if blank or not days:
        return f"公示期：{DATE_TO_WRITE}至{DATE_TO_WRITE}{f'（不少于{days}日）' if days else ''}。"
    return f"公示期：{day_words(book.on)}至{day_words(book.on + timedelta(days=days - 1))}，共{days}日。"


SUBSIDY_NOTICE = Return(
    ID, TITLE, "industry_subsidy", "part", _make, allowed=("户主姓名",), formats=FORMS, blanks=True, posted=True,
)
