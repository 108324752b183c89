"""2.7 一次性交通补助: the year's applications in one register, and 2.7b the application that one person signs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from models.codes.subsidy import PROOF, TRAVEL_METHOD
from models.insight import figures
from models.insight.policy import parameter
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.columns import column, counter, made, to_sign
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.places import group, village
from reports.returns.register import Register, by_place, counted
from reports.returns.words import card, household_class, options, unit_name, yuan

_field = partial(column, "travel_subsidy")
RETURNED = "returned"
PLEDGE = "本人承诺：以上务工情况和票据属实，本年度没有重复申领。如有不实，愿意退回补助并承担责任。"
HELD = ("村级初审意见", "乡镇审核意见", "县级审核意见")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    year = (one for one in book.all("travel_subsidy") if one.values["year"] == book.on.year and one.values["state"] != RETURNED)
    return sorted(year, key=lambda one: (by_place(one, "household"), one.uid))


def granted(entry: Entry) -> Decimal | None:
    """What was paid, else what is due."""
    found: Decimal | None = entry.values["paid"] if entry.values["paid"] is not None else entry.values["due"]
    return found


def span(entry: Entry) -> str:
    """From which month to which."""
    begun, ended = entry.text("from_month"), entry.text("to_month")
    return f"{begun}至{ended or '今'}" if begun else ""


def _standard(entry: Entry) -> str:
    """按票据实, or so much."""
    store = entry.book.store
    method, amount = parameter(store, "travel.method"), parameter(store, "travel.amount")
    words = TRAVEL_METHOD.label(method) if method else ""
    return f"{words} {amount}" if amount else words


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("travel_subsidy.persons", "travel_subsidy.amount")
    if not (found := counted(book, asked, ids)):
        return ()
    people, amount = (figures.shown(found[id]) for id in ids)
    return (f"{book.on.year}年已发放{people}人次、{amount}元。退回的不在表里；还没发的，补助金额是按标准应补的数。",)


_class = made("户类型", 18, lambda one: household_class(one.home), private="welfare")
_where, _span = _field("city", 20, "务工地"), made("起止时间", 20, span)
_months, _fare = made("月数", 9, lambda one: one.value("months"), kind="number", align="center"), _field("fare", 15, total=True)
_granted = made("补助金额", 18, granted, field="granted", kind="money", total=True)
_card, _phone = made("卡号", 34, card, field="card", private="bank", kind="id"), _field("person.phone", 22, "电话")

COLUMNS = (
    counter(8), group("household"), _field("person", 19), _field("person.id_no", 32), _class, _where, _span, _months, _field("proofs", 19), _fare,
    _granted, _card, _phone, to_sign(18),
)

FULL = (
    counter(8), made("村", 18, village), group("household"), _field("person", 20), _field("person.id_no", 33), _class, _where,
    _field("employer", 26), _span, _months, _field("proofs", 26), _fare, made("补助标准", 18, _standard), _granted, _field("stage", 18),
    _field("paid_on", 20), _card, _phone, to_sign(24),
)

TRAVEL = Register(
    "2.7", "一次性交通补助申报汇总表", "travel_subsidy", "year", COLUMNS, FULL, _select, notes=_notes, public=True,
    in_words="补助金额", row_height_mm=8,
).declared()


def _make(book: Book, asked: Asked) -> Content:
    if asked.blank:
        return Content(documents=(_application(book, None),))
    found = [one for one in _select(book, asked) if (one.uid == asked.record if asked.record else asked.takes(one))]
    return Content(documents=tuple(_application(book, one) for one in found), entries=tuple(found))


def _application(book: Book, one: Entry | None) -> Document:
    chosen = frozenset(PROOF.label(code) for code in (one.values["proofs"] or ())) if one else frozenset()
    opinions = tuple(((held, f"\n\n　　　　　　　　　　　　　　（盖章）{DATE_TO_WRITE}"),) for held in HELD)
    return Document("一次性交通补助申请表", (
        form.Paragraph(f"{unit_name(book.store)}　{book.on.year}年度", indent=False, align="right", size=11),
        form.Pairs(_facts(one), size=12, height_mm=10),
        form.Checks((form.Choice("凭证", options(PROOF), chosen),), size=12),
        form.Paragraph(PLEDGE, size=12),
        form.Signatures(("申请人（签字按印）：", "核实人（签字）：", "日期："), size=12, height_mm=16),
        form.Pairs(opinions, size=12, height_mm=32),
    ), id="2.7b")  # fmt: skip


def _facts(one: Entry | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    def of(path: str) -> str:
        return one.text(path) if one else ""

    return (
        (("申请人", of("person")), ("性别", of("person.sex"))),
        (("身份证号", of("person.id_no")), ("电话", of("person.phone"))),
        (("户主", of("household")), ("组", of("household.group"))),
        (("务工地", of("city")), ("单位", of("employer"))),
        (("起止时间", span(one) if one else ""), ("务工月数", of("months"))),
        (("票价", yuan(one.values["fare"] if one else None)), ("补助金额", yuan(granted(one) if one else None))),
        (("卡号", (card(one) or "") if one else ""), ("补助标准", _standard(one) if one else "")),
    )


TRAVEL_FORM = Return("2.7b", "一次性交通补助申请表", "travel_subsidy", "year", _make, per="record", formats=FORMS, blanks=True)
