"""2.1 入户走访登记表: the visits of a month with what they found and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from reports.returns.book import Book, Entry
from reports.returns.columns import blank, column, counter, made, to_sign
from reports.returns.declaration import Asked
from reports.returns.register import Register, by_place, counted
from reports.returns.words import household_class

_field = partial(column, "visit")
SIX = {"food_ok": "吃", "clothes_ok": "穿", "school_ok": "教育", "medical_ok": "医疗", "house_ok": "住房", "water_ok": "饮水"}
DONE = ("solved", "called_back")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    made_then = (entry for entry in book.all("visit") if entry.values["date"] in asked.period)
    return sorted(made_then, key=lambda entry: (entry.scope, entry.values["date"], by_place(entry, "household"), entry.uid))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("visit.home_due", "visit.home_done", "visit.phone_due", "visit.phone_done")
    if not (found := counted(book, asked, ids)):
        return ()
    due, done, calls, called = (found[id] for id in ids)
    return (f"{book.on.year}年{book.on.month}月应入户{due}户，已入户{done}户；全家外出应电话联系{calls}户，已联系{called}户。",)


def _findings(entry: Entry) -> list[Entry]:
    return [finding for finding in entry.children("finding") if finding.values["route"] != "note"]


def _joined(entry: Entry, field: str) -> str | None:
    """One field of all findings; numbered when there are several, so that measures stay with their problems."""
    found = [finding.text(field) for finding in _findings(entry)]
    if len(found) < 2:
        return found[0] or None if found else None
    return "\n".join(f"{number}.{text or '—'}" for number, text in enumerate(found, 1))


def _changes(entry: Entry) -> str:
    """What changed, by class and in the visitor's words."""
    changed = entry.text("changes") or entry.text("result")
    return "：".join(filter(None, (changed, entry.text("text"))))


def _solved(entry: Entry) -> str | None:
    states = [finding.values["state"] in DONE for finding in _findings(entry)]
    return ("已办结" if all(states) else "未办结") if states else None


def _six(entry: Entry) -> str:
    """三保障及饮水: what is not well by name, 都好 when all six were answered 是."""
    answers = {word: entry.values[field] for field, word in SIX.items()}
    bad = "、".join(word for word, answer in answers.items() if answer is False)
    return f"{bad}有问题" if bad else "都好" if all(answer is True for answer in answers.values()) else ""


_type = made("户类型", 20, lambda entry: household_class(entry.link("household")), private="welfare")
_class = made("类型", 24, lambda entry: household_class(entry.link("household")), private="welfare")
_changes_column = made("家庭变化", 32, _changes, private="health")
_found = made("发现问题", 41, lambda entry: _joined(entry, "text"), private="health")
_measures = made("措施", 37, lambda entry: _joined(entry, "measure"), private="health")

COLUMNS = (
    counter(8), _field("household.head_name", 20, "户主"), _class, _field("date", 20, "日期"), _field("visitors", 25),
    _field("tasks", 25, "办理事项"), _changes_column, _found, _measures, made("是否办结", 17, _solved), blank("备注", 18),
)

FULL = (
    counter(8), _field("household.head_name", 20, "户主姓名"), _type,
    _field("date", 19, "走访日期"), _field("tasks", 24, "走访类型"), _field("visitors", 24), _field("met", 20),
    made("家庭变化情况", 32, _changes, private="health"), made("三保障及饮水", 24, _six, private="health"),
    _field("money", 26), _found, made("解决措施", 36, lambda entry: _joined(entry, "measure"), private="health"),
    made("完成时限", 23, lambda entry: _joined(entry, "due_on")), made("办结情况", 18, lambda entry: _joined(entry, "state")),
    to_sign(22, "户主签字"), blank("备注", 18),
)

VISITS = Register(
    "2.1", "入户走访登记表", "visit", "month", COLUMNS, FULL, _select, notes=_notes, public=True, unit="",
).declared()
