"""2.16 rosters that are signed or filed: 人员变动表, 帮扶责任人结对表, 明白纸签收表, 培训签到表."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from models.insight.walking import NOT_LIVED_IN
from models.rules.dates import day_words
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, blank, column, counter, made
from reports.returns.declaration import Asked, Content
from reports.returns.places import group
from reports.returns.register import Register, by_place, counted
from reports.returns.words import helps, household_class
from reports.sheet import Band

_person, _helper, _home, _heard = (partial(column, ledger) for ledger in ("person", "helper", "household", "training"))
JOINED, LEFT = "增加", "减少"
_SIGN_MM = 11.0
_LEAFLET = "leaflet"


def _change(person: Entry, asked: Asked) -> str:
    """增加 or 减少 in the period; whoever came and went in it has gone."""
    return LEFT if person.values["left_on"] in asked.period else JOINED if person.values["joined_on"] in asked.period else ""


def _changed(book: Book, asked: Asked) -> Iterable[Entry]:
    book.kept["changes"] = found = {person.uid: change for person in book.all("person") if (change := _change(person, asked))}
    people = [person for person in book.all("person") if person.uid in found]
    return sorted(people, key=lambda one: (found[one.uid], by_place(one, "household"), one.uid))


def _way(person: Entry) -> str:
    way: str = person.book.kept["changes"][person.uid]
    return way


def _when(person: Entry, field: str) -> str:
    return person.text(f"{'left' if _way(person) == LEFT else 'joined'}_{field}")


def _change_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    if not (found := counted(book, asked, ("person.joined", "person.left"))):
        return ()
    return (f"{asked.period.last.year}年到{day_words(book.on)}累计自然增加{found['person.joined']}人，自然减少{found['person.left']}人。",)


_CHANGES: tuple[Col, ...] = (
    counter(8), group("household"), _person("household.head_name", 22, "户主"),
    made("户类型", 24, lambda one: household_class(one.link("household")), private="welfare"), _person("name", 24), _person("sex", 10),
    _person("id_no", 34), _person("relation", 20), made("增减", 12, _way, align="center"), made("原因", 22, partial(_when, field="why")),
    made("日期", 20, partial(_when, field="on")), made("变动后人口", 14, lambda one: one.value("household.size"), kind="number", align="center"),
    blank("备注", 24),
)


def _paired(book: Book, asked: Asked) -> Iterable[Entry]:
    """Who looks after whom on the day."""
    return sorted(filter(helps, book.all("helper")), key=lambda one: (by_place(one, "household"), one.uid))


def _pair_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    if not (found := counted(book, asked, ("household.no_helper",))):
        return ()
    without = found["household.no_helper"]
    return (f"脱贫户和监测户里还有{without}户没有写帮扶责任人。",) if without else ("脱贫户和监测户都有帮扶责任人。",)


_PAIRS: tuple[Col, ...] = (
    counter(8), group("household"), _helper("household.head_name", 22, "户主"),
    made("户类型", 24, lambda one: household_class(one.link("household")), private="welfare"),
    made("人口", 12, lambda one: one.value("household.size"), kind="number", align="center"),
    _helper("household.phone", 24, "户主电话"), _helper("name", 22), _helper("unit", 36), _helper("post", 22), _helper("phone", 24),
    _helper("from_on", 20, "帮扶开始"), blank("备注", 22),
)


def _given(home: Entry, asked_year: int) -> Entry | None:
    """The leaflet that a household got in the year."""
    found = [one for one in home.children("handout") if one.values["kind"] == _LEAFLET and one.values["date"].year == asked_year]
    return found[-1] if found else None


def _to_sign(book: Book, asked: Asked) -> Iterable[Entry]:
    """Every household that lives on the register, door by door: the leaflet on how to apply goes to all of them."""
    book.kept["year"] = asked.period.last.year
    homes = (home for home in book.all("household") if home.values["residence"] not in NOT_LIVED_IN)
    return sorted(homes, key=by_place)


def _of_leaflet(home: Entry, field: str) -> str:
    given = _given(home, home.book.kept["year"])
    return given.text(field) if given else ""


def _leaflet_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    homes = [home for home in _to_sign(book, asked) if asked.takes(home)]
    given = sum(_given(home, asked.period.last.year) is not None for home in homes)
    return (f"应签收{len(homes)}户，已登记签收{given}户。申报政策明白纸发到所有农户，帮扶政策明白纸发到所有监测对象。",)


_LEAFLETS: tuple[Col, ...] = (
    counter(8), group(width=13), _home("door", 14), _home("head_name", 24, "户主"),
    made("发放日期", 22, partial(_of_leaflet, field="date")), made("签收人", 24, partial(_of_leaflet, field="receiver")),
    blank("签字（按印）", 34), blank("与户主关系", 20), blank("备注", 21),
)


def _session(book: Book, asked: Asked) -> Iterable[Entry]:
    """Everybody of one course: of the record asked for, else of the latest."""
    rows = book.all("training")
    one = book.entry("training", asked.record) or max(rows, key=lambda row: (row.values["from_on"], row.uid), default=None)
    here = [row for row in rows if one and (row.values["topic"], row.values["from_on"]) == (one.values["topic"], one.values["from_on"])]
    return sorted(here, key=lambda row: (by_place(row, "household"), row.uid))


_SIGN_IN: tuple[Col, ...] = (
    counter(9), _heard("person", 22), _heard("person.sex", 10), group("household", 18), _heard("household.head_name", 22, "户主"),
    _heard("person.phone", 25, "联系电话"), blank("签到", 28), blank("签退", 28), blank("备注", 18),
)


_SESSIONS = Register(
    "2.16d", "培训签到表", "training", "none", _SIGN_IN, _SIGN_IN, _session, unit="", paper="A4竖", row_height_mm=_SIGN_MM,
    signature=("填报单位（盖章）", "组织人（签字）", "日期"),
)  # fmt: skip


def _make_session(book: Book, asked: Asked) -> Content:
    """With what was taught, when and where above the table; to be written in on a blank one."""
    content = _SESSIONS.make(book, replace(asked, record=None))
    if content.sheet is None or asked.blank:
        return _headed(content, "培训内容：　　　　　　　　　　　　　　　日期：　　　　　　　　　地点：")
    if not content.entries:
        return content
    one = content.entries[0]
    days = dict.fromkeys(one.text(name) for name in ("from_on", "to_on") if one.values[name])
    told = (("培训内容", one.text("topic")), ("日期", "至".join(days)), ("地点", one.text("place")), ("讲课单位", one.text("organiser")))
    return _headed(content, "　".join(f"{word}：{text}" for word, text in told if text))


def _headed(content: Content, words: str) -> Content:
    """A line across the table, above the first name."""
    return replace(content, sheet=replace(content.sheet, bands=(Band(0, words),)) if content.sheet else None)


CHANGES = Register("2.16", "人员变动（自然增减）表", "person", "month", _CHANGES, _CHANGES, _changed, notes=_change_notes, unit="").declared()
PAIRS = Register("2.16b", "帮扶责任人结对表", "helper", "date", _PAIRS, _PAIRS, _paired, notes=_pair_notes, public=True, unit="").declared()
LEAFLETS = Register(
    "2.16c", "明白纸签收表", "handout", "year", _LEAFLETS, _LEAFLETS, _to_sign, notes=_leaflet_notes, unit="", paper="A4竖", row_height_mm=_SIGN_MM,
    signature=("发放人（签字）", "村（盖章）", "日期"),
).declared()  # fmt: skip
SIGN_IN = replace(_SESSIONS.declared(), make=_make_session, per="record")
