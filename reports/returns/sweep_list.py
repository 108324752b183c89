"""2.1d 排查登记表: everybody who lives in the village, group by group as one walks, one line and one tick a household.

The four answers carry the numbers of the keys by which 排查登记 takes them in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from models.insight.walking import NOT_LIVED_IN
from reports.returns.book import Book, Entry
from reports.returns.columns import blank, boxes, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import village
from reports.returns.register import Register, by_place, runs
from reports.returns.words import household_class, last_visited
from reports.sheet import Band, Column, Row

_field = partial(column, "household")
ANSWERS = "□1无异常 □2有情况\n□3不在家 □4电话问过"
NO_GROUP = "没有分组"


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    homes = (home for home in book.all("household") if home.values["residence"] not in NOT_LIVED_IN)
    return sorted(homes, key=by_place)


def _group(home: Entry) -> str:
    own = home.text("group") or NO_GROUP
    return own if home.book.store.role == "village" else f"{village(home)} {own}"


def _bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    return tuple(Band(above, f"{_group(homes[0])}　{len(homes)} 户") for above, homes in runs(entries, _group))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    return ("一户打一个“√”。“有情况”写在后面一栏，回来按排查登记录入，数字就是按键。空挂户、已注销的不在表里。",)


COLUMNS = (
    counter(8), _field("door", 11.5), _field("head_name", 21, "户主"), made("类型", 18, household_class, private="welfare"),
    made("人口", 9, lambda home: home.value("size"), kind="number", align="center"), _field("residence", 18, "居住"), _field("phone", 21.5, "电话"),
    made("上次日期", 18.5, last_visited), boxes("结果", 36.5, ANSWERS), blank("情况", 18),
)  # fmt: skip

SWEEP_LIST = Register(
    "2.1d", "排查登记表", "household", "date", COLUMNS, COLUMNS, _select, notes=_notes, bands=_bands, unit="", placed=True, paper="A4竖",
    row_height_mm=9,
    signature=("排查人（签字）", "日期"),
).declared()
