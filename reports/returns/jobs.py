"""2.5 务工台账: who has work this year, each once at the latest place, with subtotals by where that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from models.insight import figures
from models.insight.count_jobs import place_now, workers
from models.insight.reader import reading
from reports.returns.book import Book, Entry
from reports.returns.columns import column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group, village
from reports.returns.register import Register, by_place, counted, runs
from reports.returns.words import household_class
from reports.sheet import Band, Cell, Column, Row

_field = partial(column, "job")
PLACES = {
    "province": "省外", "abroad": "境外", "county_out": "省内县外", "county_in": "县内", "unknown": "地点未核实",
}


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    with reading(book.store, book.on) as reader:
        places = {job["uid"]: place_now(reader, job) for _, _, job in workers(reader, book.on.year)}
    book.kept["places"] = places
    found = [entry for uid in places if (entry := book.entry("job", uid))]
    return sorted(found, key=lambda entry: (list(PLACES).index(_place(entry)), by_place(entry, "household"), entry.uid))


def _place(entry: Entry) -> str:
    place: str = entry.book.kept["places"].get(entry.uid, "unknown")
    return place if place in PLACES else "unknown"


def _bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    """After each place the number of people there; within the county those on public posts apart."""
    bands = []
    for above, here in runs(entries, _place):
        place = _place(here[0])
        posts = sum(1 for entry in here if entry.values["channel"] == "post")
        text = f"小计：{PLACES[place]} {len(here)} 人" + (f"，其中公益岗位 {posts} 人" if place == "county_in" else "")
        bands.append(Band(above + len(here), text, (text, *(None for _ in columns[1:]))))
    return tuple(bands)


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ["job.persons", "job.lifted", *(f"job.lifted.{place}" for place in PLACES), "job.lifted.county_in.post",
           "job.monitored"]
    found = {id: figures.shown(amount) for id, amount in counted(book, asked, ids).items()}
    if not found:
        return ()
    places = "、".join(
        f"{word}{found[f'job.lifted.{place}']}人"
        + (f"（公益岗位{found['job.lifted.county_in.post']}人）" if place == "county_in" else "")
        for place, word in PLACES.items() if place != "abroad" or found["job.lifted.abroad"] != "0"
    )
    return (
        f"共{found['job.persons']}人（一人只数一次，按最近一处）。脱贫人口{found['job.lifted']}人：{places}；"
        f"监测对象{found['job.monitored']}人，其中脱贫不稳定户的人也在脱贫人口里。",
    )


def _where(entry: Entry) -> str:
    city, place = entry.text("city"), PLACES[_place(entry)]
    return city or place


def _what(entry: Entry) -> str:
    return "/".join(filter(None, (entry.text("employer"), entry.text("work"))))


def _span(entry: Entry) -> str:
    """From when till when; open while it goes on."""
    begun, ended = entry.values["from_month"], entry.values["to_month"]
    if not begun and not ended:
        return ""
    return f"{begun or '？'}至{ended or ('今' if entry.values['still'] is True else '？')}"


def _age(entry: Entry) -> Cell:
    age: Cell = entry.value("person.age")
    return age


def _fares(entry: Entry) -> Cell:
    """What was paid for the way to work in this year."""
    person = entry.link("person")
    rows = person.children("travel_subsidy") if person else []
    paid = [row.values["paid"] for row in rows if row.values["year"] == entry.book.on.year and row.values["paid_on"] and row.values["paid"]]
    return sum(paid, Decimal(0)) if paid else None


_class = made("户类型", 21.5, lambda entry: household_class(entry.link("household")), private="welfare")
_age_column = made("年龄", 10, _age, kind="number", align="center")

COLUMNS = (
    counter(8), group("household"), _field("household.head_name", 19, "户主"), _field("person", 19),
    _field("person.sex", 10), _age_column, _field("person.id_no", 32), _class, made("务工地（省市县）", 26, _where),
    made("单位/工种", 26, _what), made("起止年月", 20, _span), _field("wage", 16), _field("person.phone", 22), _field("note", 23.5),
)

FULL = (
    counter(8), made("村组", 18, lambda e: village(e) + e.text("household.group")), _field("household.head_name", 19, "户主"),
    _field("person", 19), _field("person.sex", 9), _field("person.id_no", 31), _age_column,
    _field("household.type", 14), _field("household.monitoring_class", 18, "监测类别"), _field("person.skills", 18, "劳动技能"),
    _field("person.phone", 21), made("务工区域", 14, lambda e: PLACES[_place(e)]),
    made("务工地（省市县）", 20, lambda e: e.text("city")), _field("employer", 18, "单位"), _field("industry", 14),
    _field("work", 18, "工种"), _field("channel", 14), _field("from_month", 14, "开始"), _field("to_month", 14, "结束"),
    _field("months", 9), _field("wage", 15), _field("income", 16, "年收入"), _field("point_to_point", 12, "是否点对点"),
    made("交通补助", 15, _fares, kind="money"), _field("note", 18),
)

JOBS = Register(
    "2.5", "外出务工人员台账", "job", "year", COLUMNS, FULL, _select, notes=_notes, bands=_bands, public=True,
).declared()
