"""2.1c 当日走访名单: whom to visit today, in walking order, with what to ask and boxes for what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.insight import duties
from reports.returns.book import Book, Entry
from reports.returns.columns import blank, boxes, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group
from reports.returns.register import Register, by_place
from reports.returns.words import household_class, last_visited

DUE, ASKS = "visit_home", "asks"
_field = partial(column, "household")


def due_homes(book: Book) -> list[Entry]:
    """The households that are still to be visited in this cycle, in walking order."""
    if DUE not in book.kept:
        uids = {duty.household for duty in duties.due(book.store, book.on) if duty.duty == DUE}
        homes = (home for home in book.all("household") if home.uid in uids)
        book.kept[DUE] = sorted(homes, key=by_place)
    found: list[Entry] = book.kept[DUE]
    return found


def wanted(book: Book, asked: Asked) -> Sequence[Entry]:
    """Those that were picked, else all that are due, in walking order."""
    everybody = sorted(book.all("household"), key=by_place) if asked.picked else due_homes(book)
    return _ask_together(book, tuple(filter(asked.takes, everybody)))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    if not asked.picked and not any(map(asked.takes, due_homes(book))):
        return ("该走的户都走到了，今天没有要走的。",)
    return ("结果一栏：打“√”；有情况的回来登记。",)


def questions(home: Entry) -> list[str]:
    """What is due to be asked at this door."""
    return [ask.question for ask in asks_of(home)]


def asks_of(home: Entry) -> list[duties.Ask]:
    """The due questions with their answers."""
    known: dict[str, list[duties.Ask]] = home.book.kept.get(ASKS, {})
    return known[home.uid] if home.uid in known else duties.for_household(home.book.store, home.uid, home.book.on)


def _ask_together(book: Book, homes: Sequence[Entry]) -> Sequence[Entry]:
    """The questions of many households are asked at one go."""
    if len(homes) > 1:
        book.kept[ASKS] = duties.for_households(book.store, [home.uid for home in homes], book.on)
    return homes


def _asks(home: Entry) -> str:
    return "".join(questions(home))


COLUMNS = (
    counter(8), group(width=13), _field("door", 12), _field("head_name", 20, "户主"), made("类型", 18, household_class),
    _field("phone", 22, "电话"), made("上次日期", 19, last_visited), made("要问的事", 32, _asks, private="welfare"),
    boxes("结果", 18, "□无异常\n□有情况\n□不在家"), blank("签字", 18),
)

VISIT_LIST = Register(
    "2.1c", "当日走访名单", "household", "date", COLUMNS, COLUMNS, wanted, notes=_notes, unit="", paper="A4竖",
    signature=("走访人（签字）", "日期"),
).declared()
