"""2.10d and 2.10i 民主评议记录: the minutes of one meeting over the cases it spoke of, with the sheet on which everybody signs in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.rules.dates import day_words
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.case_words import Told, joined, object_name, together
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.sheet import Column, Row

_SIZE = 12.0
_CASES = (Column("序号", 12, "center", "number"), Column("户主", 34), Column("组", 24), Column("人口", 16, "center", "number"), Column("类别", 44),
          Column("同意", 16), Column("不同意", 16), Column("弃权", 16))
_SIGN_IN = (Column("序号", 12, "center", "number"), Column("姓名", 27), Column("身份", 20), Column("签字", 31)) * 2
_PLACES = 36
_FIELDS = (("应到人数", "due"), ("实到人数", "present"))


def _minutes(book: Book, cases: Sequence[Told], removing: bool) -> tuple[form.Block, ...]:
    meeting = _meeting(book, cases)
    first = next((one for one in cases if one.step), None)
    aim = "风险消除" if removing else f"拟纳入{object_name(book)}"
    said = joined(*(f"{one.home.text('head_name')}：{one.text('text')}" for one in cases if one.text("text")))
    return (
        form.Pairs((
            (("时间", _day(first)), ("地点", meeting.text("place") if meeting else "")),
            (("主持人", meeting.text("host") if meeting else first.text("who") if first else ""),
             ("记录人", meeting.text("recorder") if meeting else "")),
            tuple((label, first.text(field) if first else "") for label, field in _FIELDS),
            (("议题", f"对下列农户{aim}进行民主评议"),),
        ), size=_SIZE, height_mm=9.5),
        form.Ruled(_CASES, tuple(_row(number, one) for number, one in enumerate(cases, 1)), max(0, 6 - len(cases)), size=_SIZE, height_mm=9.5),
        *((form.Paragraph(f"评议情况：{said}", indent=False, size=_SIZE), form.WritingLines(3, size=_SIZE)) if said else
          (form.WritingLines(7, "评议情况：", size=_SIZE),)),
        form.Checks((form.Choice("评议结论：", ("同意", "不同意", "另行核实"), _result(cases), blank=True),), size=_SIZE),
        form.Signatures(("主持人签字：", "记录人签字：", "监督委员签字："), size=_SIZE, height_mm=13),
        form.Signatures(("村（盖章）：", f"日期：{_day(first) or DATE_TO_WRITE}"), size=_SIZE, height_mm=12),
    )  # fmt: skip


def _row(number: int, one: Told) -> Row:
    votes = (one.value("yes"), one.value("no"), one.value("abstained"))
    return (number, one.home.text("head_name"), one.home.text("group"), one.home.values["size"], one.case.text("kind"), *votes)


def _day(one: Told | None) -> str:
    return day_words(one.step.values["date"]) if one and one.step else ""


def _result(cases: Sequence[Told]) -> frozenset[str]:
    """Ticked when all of them came out the same."""
    found = {one.value("result") for one in cases}
    return frozenset({"同意"} if found == {"pass"} else {"不同意"} if found == {"fail"} else ())


def _meeting(book: Book, cases: Sequence[Told]) -> Entry | None:
    """What was written of the meeting itself, when it was."""
    days = {one.value("date") for one in cases if one.step}
    return next((meeting for meeting in book.all("meeting") if meeting.values["date"] in days), None)


def _sign_in(id: str, book: Book, cases: Sequence[Told]) -> Document:
    """A page of places to sign, two side by side."""
    half = _PLACES // 2
    rows = tuple((at, None, None, None, at + half, None, None, None) for at in range(1, half + 1))
    first = next((one for one in cases if one.step), None)
    meeting = _meeting(book, cases)
    return Document("民主评议签到表", (
        form.Pairs(((("时间", _day(first)), ("地点", meeting.text("place") if meeting else "")),), size=_SIZE, height_mm=9.5),
        form.Ruled(_SIGN_IN, rows, size=_SIZE, height_mm=11.5),
        form.Signatures(("村（盖章）：", f"日期：{DATE_TO_WRITE}"), size=_SIZE, height_mm=12),
    ), id=id)  # fmt: skip


def _make(id: str, title: str, kind: str, book: Book, asked: Asked) -> Content:
    cases = together(book, asked, kind)
    if not cases and not asked.blank:
        return Content()
    minutes = Document(title, _minutes(book, cases, removing=kind == "removal_review"), id=id)
    return Content(documents=(minutes, _sign_in(id, book, cases)), entries=tuple(one.case for one in cases))


def _minutes_of(id: str, title: str, kind: str) -> Return:
    return Return(id, title, "monitoring", "date", partial(_make, id, title, kind), per="record", formats=FORMS, blanks=True)


REVIEW = _minutes_of("2.10d", "民主评议记录", "review")
REMOVAL_REVIEW = _minutes_of("2.10i", "风险消除民主评议记录", "removal_review")
