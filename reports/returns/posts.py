"""2.6 公益性岗位人员花名册: who is on duty at the end of the month, post by post, under which agreement and paid from what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from models.insight import figures
from reports.returns.book import Book, Entry
from reports.returns.columns import blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group
from reports.returns.register import Register, by_place, counted, runs
from reports.returns.words import card, household_class
from reports.sheet import Band, Column, Row

_field = partial(column, "post_holder")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    return in_order(holder for holder in book.all("post_holder") if holder.values["active"])


def in_order(holders: Iterable[Entry]) -> list[Entry]:
    """Post by post, then as one walks."""
    return sorted(holders, key=lambda holder: (holder.scope, holder.text("post"), by_place(holder, "household"), holder.uid))


def _bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    bands = []
    for above, here in runs(entries, lambda holder: holder.text("post")):
        text = f"小计：{here[0].text('post')} {len(here)} 人"
        bands.append(Band(above + len(here), text, (text, *(None for _ in columns[1:]))))
    return tuple(bands)


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("post.holders", "post.holders.bridging", "post.holders.employment")
    if not (found := counted(book, asked, ids)):
        return ()
    there, bridging, employment = (figures.shown(found[id]) for id in ids)
    return (f"截至{book.on:%Y-%m-%d}在岗{there}人，其中衔接资金{bridging}人、就业补助资金{employment}人。退岗、待岗、停岗的不在表里。",)


def _term(holder: Entry) -> str:
    first, last = holder.text("from_on"), holder.text("to_on")
    return f"{first}至\n{last}" if first and last else first and f"{first}起"


_class = made("户类型", 18, lambda holder: household_class(holder.home), private="welfare")
_card = made("卡号", 36, card, field="card", private="bank", kind="id")

COLUMNS = (
    counter(8), _field("person", 20), _field("person.sex", 10), _field("person.id_no", 32), _class, _field("post", 22), _field("post.kind", 18),
    made("协议起止", 22, _term, kind="date"), _field("pay_standard", 16, "月标准"), _field("post.fund", 19, "资金来源"), _card,
    _field("person.phone", 23, "电话"), blank("备注", 18),
)  # fmt: skip

FULL = (
    *COLUMNS[:1], group("household"), _field("household", 20), *COLUMNS[1:3], made("年龄", 10, lambda one: one.value("person.age"), kind="number",
    align="center"), *COLUMNS[3:8], _field("signed_on", 20), _field("trained_on", 20), _field("insured", 14, "意外险"), *COLUMNS[8:12],
    _field("months", 12), _field("paid", 20), *COLUMNS[12:],
)  # fmt: skip

POSTS = Register(
    "2.6", "公益性岗位人员花名册", "post_holder", "month", COLUMNS, FULL, _select, notes=_notes, bands=_bands, public=True,
).declared()
