"""2.2b 户厕问题整改台账: what is wrong with toilets that stand, of this year's task or left over from earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from reports.returns.belongings import pictures
from reports.returns.book import Book, Entry
from reports.returns.columns import blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group
from reports.returns.register import Register, by_place, counted

_field = partial(column, "toilet_fault")
CLOSED = "closed"


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    year = book.on.year
    known = (one for one in book.all("toilet_fault") if one.values["found_on"] and one.values["found_on"] <= book.on)
    listed = (one for one in known if (one.values["year"] or one.values["found_on"].year) == year or one.values["open"])
    return sorted(listed, key=lambda one: (by_place(one, "household"), one.values["found_on"], one.uid))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("toilet.mended_due", "toilet.mended")
    if not (found := counted(book, asked, ids)):
        return ()
    due, mended = (found[id] for id in ids)
    return (f"{book.on.year}年度应整改问题户厕{due}座，已整改完成{mended}座；一座户厕有几个问题，登记几行，只数一座。",)


def _closed(fault: Entry) -> str:
    return "是" if fault.values["state"] == CLOSED else "否"


def _photos(fault: Entry) -> str | None:
    """前1、前2、后1: each photo by its place in its field; they are printed as 照片页."""
    found = ((word, pictures(fault, field)) for word, field in (("前", "photo_before"), ("后", "photo_after")))
    return "、".join(f"{word}{number}" for word, count in found for number in range(1, count + 1)) or None


_phone = _field("household.phone", 23, "电话")
_closed_column = made("是否销号", 11, _closed, align="center")

COLUMNS = (
    counter(8), group("household", 14), _field("household", 18, "户主"), _phone, _field("toilet.year", 11, "建设年度"),
    _field("toilet.mode", 18), _field("kind", 18), _field("text", 28), _field("severity", 18), _field("measure", 26),
    _field("keeper", 18), _field("due_on", 19, "整改时限"), _field("mended_on", 19, "完成时间"), _field("checked_by", 18),
    _closed_column,
)

FULL = (*COLUMNS, _field("closed_on", 19, "销号日期"), made("整改前/后照片编号", 24, _photos), blank("备注", 30))

TOILET_FAULTS = Register(
    "2.2b", "户厕问题整改台账", "toilet_fault", "year", COLUMNS, FULL, _select, notes=_notes, public=True, unit="", row_height_mm=8,
).declared()
