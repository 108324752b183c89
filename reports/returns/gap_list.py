"""缺项清单: what is still blank, door by door in walking order, with room to write it in; made to be taken along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from models.insight import gaps
from models.insight.gaps import Filled, Gap
from models.insight.reader import reading
from reports.returns.book import Book, Entry
from reports.returns.columns import blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group
from reports.returns.register import Register, by_place, counted

ID = "gaps"
_field = partial(column, "household")


def _found(book: Book) -> Mapping[str, tuple[Filled, list[Gap]]]:
    if ID not in book.kept:
        with reading(book.store, book.on) as reader:
            book.kept[ID] = {home["uid"]: gaps.of_household(reader, home) for home in reader.households}
    found: Mapping[str, tuple[Filled, list[Gap]]] = book.kept[ID]
    return found


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    found = _found(book)
    homes = (home for home in book.all("household") if found.get(home.uid, (None, []))[1])
    return sorted(homes, key=by_place)


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    found = counted(book, asked, ("household.gaps", "household.filled"))
    if found and not found["household.gaps"]:
        return ("常用的栏目都填了，没有缺项。",)
    told = f"还有{found['household.gaps']}处空着，资料完整度{found['household.filled']}%。" if found else ""
    return (f"{told}空着不算错，问到了写在最后一栏，回来补上。",)


def _percent(home: Entry) -> str:
    percent = _found(home.book)[home.uid][0].percent
    return "" if percent is None else f"{percent}%"


COLUMNS = (
    counter(9), group(width=18), _field("door", 14), _field("head_name", 24, "户主"), _field("phone", 26, "电话"),
    made("资料完整度", 20, _percent, align="center"),
    made("还缺什么", 88, lambda home: gaps.words(_found(home.book)[home.uid][1]), private="health"), blank("问到的写在这里", 66),
)

GAP_LIST = Register(
    ID, "缺项清单", "household", "date", COLUMNS, COLUMNS, _select, notes=_notes, unit="", row_height_mm=11,
    signature=("填写人（签字）", "日期"),
).declared(official=False)
