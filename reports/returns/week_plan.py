"""W1 本周安排: what the village has to do in the seven days from today, then door by door as one walks, with who does it.

A township prints its own walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.insight import duties
from models.insight.today import TOWN_WALK
from models.insight.week import Door, Plan, plan
from models.rules.dates import day_words
from reports.returns.book import Book, Entry
from reports.returns.declaration import Asked, Content, Return
from reports.returns.words import unit_name
from reports.sheet import Band, Column, Row, Sheet

ID, TITLE = "W1", "本周安排"
_WHERE, _NO_GROUP, _BOX = "村里的事", "没有分组", "□"
COLUMNS = (
    Column("序号", 10, "center", "number"), Column("户主", 24), Column("门牌", 18), Column("电话", 27, kind="id"),
    Column("要办的事", 108, "left", private="health"), Column("最晚哪天", 22, "center"), Column("谁来办", 28), Column("办了没", 18, "center"),
)  # fmt: skip


def _make(book: Book, asked: Asked) -> Content:
    homes = sorted((home for home in book.all("household") if home.uid in book.walk), key=lambda home: book.walk[home.uid])
    own = book.store.role != "village"
    found = [duty for duty in duties.due(book.store, book.on) if (duty.duty == TOWN_WALK) == own]
    week = plan(found, book.on, [home.uid for home in homes])
    by_uid = {home.uid: home for home in homes}
    rows, bands = _rows(week, by_uid)
    words = f"{day_words(week.first)}至{week.last.month}月{week.last.day}日"
    sheet = Sheet(
        id=ID, title=TITLE, columns=COLUMNS, rows=rows, bands=bands, unit_name=unit_name(book.store), unit="", period_text=words,
        footnotes=_notes(week), paper="A4横", row_height_mm=9, signature=("安排人", "日期"),
    )  # fmt: skip
    return Content(sheet=sheet, entries=tuple(by_uid[door.household] for door in week.doors))


def _rows(week: Plan, homes: dict[str, Entry]) -> tuple[tuple[Row, ...], tuple[Band, ...]]:
    rows: list[Row] = [
        (at, "", "", "", line.text, _day(line.duties[0]), _names(one.keeper for one in line.duties), _BOX)
        for at, line in enumerate(week.village, 1)
    ]
    bands = [Band(0, _WHERE)] if rows else []
    group = None
    for door in week.doors:
        home = homes[door.household]
        if home.text("group") != group:
            group = home.text("group")
            bands.append(Band(len(rows), group or _NO_GROUP))
        rows.append(_row(len(rows) + 1, door, home))
    return tuple(rows), tuple(bands)


def _row(number: int, door: Door, home: Entry) -> Row:
    keepers = _names(one.keeper for one in door.duties) or home.text("helpers")
    first = min(door.duties, key=lambda duty: duty.due)
    return (number, home.text("head_name"), home.text("door"), home.text("phone"), door.words(), _day(first), keepers, _BOX)


def _day(duty: duties.Duty) -> str:
    return "已经晚了" if duty.late_days else f"{duty.due.month}月{duty.due.day}日"


def _names(keepers: Iterable[str]) -> str:
    return "、".join(list(dict.fromkeys(filter(None, keepers)))[:2])


def _notes(week: Plan) -> tuple[str, ...]:
    return tuple(_told(week))


def _told(week: Plan) -> Iterator[str]:
    if not week.village and not week.doors:
        yield "这一周没有到期的事。"
    if week.doors:
        yield f"这一周走 {len(week.doors)} 户；到了门口，这户别的事一起办。“谁来办”没写的，由安排人指定。"


WEEK_PLAN = Return(ID, TITLE, "household", "date", _make, official=False)
