"""2.1b 入户走访记录表: one page for one household, half filled in, to be finished by pen at the door."""

from __future__ import annotations

from models.rules.sheet_code import code_of
from reports import document as form
from reports.document import Document
from reports.returns.book import Book, Entry
from reports.returns.declaration import Asked, Content, Return
from reports.returns.household_list import asks_of, wanted
from reports.returns.register import period_words
from reports.returns.visits import DONE
from reports.returns.words import busy, household_class, last_visit, members, size_words
from reports.sheet import Column

ID, TITLE = "2.1b", "入户走访记录表"
SIX = ("不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全", "饮水安全")
INCOME = ("工资性", "生产经营性", "财产性", "转移性")
MEMBER_ROWS = 6
MEMBERS = (
    Column("姓名", 30), Column("关系", 18), Column("年龄", 13, kind="number", align="center"), Column("健康", 26),
    Column("在哪干活/上学", 40), Column("变化", 53),
)


def _make(book: Book, asked: Asked) -> Content:
    if asked.blank:
        return Content(documents=(_document(book, None, asked),))
    homes = tuple(wanted(book, asked))
    return Content(documents=tuple(_document(book, home, asked) for home in homes), entries=homes)


def _document(book: Book, home: Entry | None, asked: Asked) -> Document:
    people = members(home) if home else []
    place = f"{book.store.name}　{period_words('month', asked, book)}"
    return Document(TITLE, (
        form.Paragraph(place, indent=False, align="center", size=11),
        form.Pairs(_head(home), size=14, height_mm=9.5),
        form.Ruled(MEMBERS, tuple(map(_member, people)), max(0, MEMBER_ROWS - len(people)), size=12, height_mm=11),
        form.Checks(tuple(form.Choice(label, ("好", "有问题")) for label in SIX), across=3, size=14),
        form.Checks(tuple(_asks(home)), size=14),
        form.Paragraph("本季收入（元）", indent=False, size=14),
        form.Ruled(tuple(Column(f"{kind}收入", 45) for kind in INCOME), (), 1, 12, 10),
        form.WritingLines(4, "诉求和建议：", size=14),
        form.Signatures(("户主签字（按印）：", "走访人签字：", "日期："), size=14, height_mm=14),
    ), id=ID, mark=code_of(home.scope, home.uid, book.on) if home else "")  # fmt: skip


def _head(home: Entry | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    def of(path: str) -> str:
        return home.text(path) if home else ""

    return (
        (("户主", of("head_name")), ("组", of("group"))), (("电话", of("phone")), ("人口", size_words(home))),
        (("类型", household_class(home)), ("帮扶人", of("helpers"))), (("上次走访", _last(home) if home else ""),),
    )  # fmt: skip


def _last(home: Entry) -> str:
    """When, and the problems found then that are not settled yet."""
    visit = last_visit(home)
    if visit is None:
        return "还没有走访过"
    found = [f.text("text") for f in visit.children("finding") if f.values["state"] not in DONE]
    return "　".join((visit.text("date"), "；".join(found) or visit.text("result")))


def _member(person: Entry) -> tuple[str | int | None, ...]:
    age: int | None = person.values.get("age")
    return person.text("name"), person.text("relation"), age, person.text("health"), busy(person), None


def _asks(home: Entry | None) -> list[form.Choice]:
    """Due questions with their answers to tick, then room for others."""
    found = [form.Choice(ask.question, tuple(label for _, label, _ in ask.answers)) for ask in (asks_of(home) if home else ())]
    return found or [form.Choice("到期要问的事：", (), blank=True)]


VISIT_RECORD = Return(ID, TITLE, "visit", "month", _make, per="household", blanks=True)
