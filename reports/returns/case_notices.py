"""2.10e, 2.10g, 2.10j, 2.10k: what is posted about a case: 公示 and 公告, full names and nothing else of the person.

Sources: 2021 guidance on 防止返贫监测 and provincial rules: 公示 in the village, once, for at least the days of the parameter,
without identity, telephone, card or health; GB/T 9704 for the letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from models.insight.policy import parameter
from models.rules.dates import day_words
from reports.document import Block, Ruled, Space
from reports.letter import letter, text
from reports.returns.book import Book
from reports.returns.case_words import Told, object_name, together
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.words import office_phones, unit_name
from reports.sheet import Column

_TABLE = (Column("序号", 14, "center", "number"), Column("户主", 44, "center", field="head_name"), Column("组", 30, "center"),
          Column("家庭人口", 26, "center", "number"), Column("监测对象类别", 42, "center"))
_BLANK_ROWS = 6
_PLACE_TO_WRITE = "　　　　"
_DAY_TO_WRITE = "　　年　　月　　日"


@dataclass(frozen=True)
class Notice:
    """One kind of notice: after which step, what it says was done and is to be, whether people may object."""

    id: str
    title: str
    kind: str
    done: str
    asks: bool


_WAY = "经入户核实、民主评议、村内公示、乡镇审核、县级审批，"
KINDS = (
    Notice("2.10e", "关于拟纳入{0}的公示", "notice",
           "经农户申请或者排查、入户核实、信息比对和民主评议，拟将下列{1}户纳入{0}，现予公示。", asks=True),
    Notice("2.10g", "关于纳入{0}的公告", "identified", _WAY + "下列{1}户已纳入{0}，现予公告。", asks=False),
    Notice("2.10j", "关于拟标注{0}风险消除的公示", "removal_notice",
           "经入户核查和民主评议，下列{1}户的风险已经消除，拟标注风险消除，现予公示。", asks=True),
    Notice("2.10k", "关于{0}风险消除的公告", "removed", _WAY + "下列{1}户已标注风险消除，现予公告。", asks=False),
)


def _make(kind: Notice, book: Book, asked: Asked) -> Content:
    cases = together(book, asked, kind.kind)
    if not cases and not asked.blank:
        return Content()
    name = object_name(book)
    paper = letter(kind.id, kind.title.format(name), _body(kind, name, book, cases), unit=unit_name(book.store), on=_issued(cases))
    return Content(documents=(paper,), entries=tuple(one.case for one in cases))


def _body(kind: Notice, name: str, book: Book, cases: list[Told]) -> Iterable[Block | str]:
    yield kind.done.format(name, len(cases) or _PLACE_TO_WRITE)
    rows = tuple((number, one.home.text("head_name"), one.home.text("group"), one.home.values["size"], one.case.text("kind"))
                 for number, one in enumerate(cases, 1))
    yield Space(2)
    yield Ruled(_TABLE, rows, 0 if rows else _BLANK_ROWS, size=14, height_mm=10)
    if kind.asks:
        yield _period(book, cases)
        yield f"{_least(book, cases)}公示期间对上述农户有不同意见的，请向村里或者镇里反映，我们会核实并答复。"
    yield text(f"监督电话：{'，'.join(office_phones(book.store)) or '12317'}。", kept=True)


def _period(book: Book, cases: list[Told]) -> str:
    """From when till when."""
    first = next((one.value("date") for one in cases if one.value("date")), None)
    last = next((one.value("until") for one in cases if one.value("until")), None)
    return f"公示期：{day_words(first) if first else _DAY_TO_WRITE}至{day_words(last) if last else _DAY_TO_WRITE}。"


def _least(book: Book, cases: list[Told]) -> str:
    """As many days as the parameter asks, for whoever writes the last one in."""
    days = parameter(book.store, "notice.days.monitoring", book.on)
    return "" if not days or any(one.value("until") for one in cases) else f"公示不少于{days}日。"


def _issued(cases: list[Told]) -> str:
    first = next((one.value("date") for one in cases if one.value("date")), None)
    return day_words(first) if first else ""


def _declared(kind: Notice) -> Return:
    title = kind.title.format("监测对象")
    return Return(kind.id, title, "monitoring", "date", partial(_make, kind), per="record", formats=FORMS, blanks=True, posted=True)


ENTRY_NOTICE, ENTRY_ANNOUNCED, REMOVAL_NOTICE, REMOVAL_ANNOUNCED = map(_declared, KINDS)
