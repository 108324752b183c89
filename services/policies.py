"""参数: what holds now, since when and by which document; and how a village or township sets a value of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from models import store as st
from models.codes import education, subsidy, visit
from models.codes.office import PARAMETER_AREA
from models.codes.presets import Preset, presets
from models.insight.policy import FILE_ROW, OWN_ROW, TOWN_ROW, in_force, standings
from models.kernel import UserMistake
from models.kernel.codelist import CodeList
from models.ledgers import LEDGERS
from models.rules.dates import day_words
from models.rules.parameters import NOTHING as EMPTY
from models.rules.parameters import Value, read_value

_SEPARATORS = re.compile(r"[、,，;；\s]+")
_MONTH_DAY = re.compile(r"^(\d\d)-(\d\d)$")
_DAY_TYPED = re.compile(r"^(\d{1,2})[-./月](\d{1,2})[日号]?$")
_LEAP = 2024  # a year that has every day
Held = tuple[str, Preset]  # who set it, and the value in its time
NOTHING, ALWAYS = "现在没有", "一直"


@dataclass(frozen=True)
class Span:
    """One value in its time, as people read it."""

    value: str
    time: str
    source: str
    whose: str
    now: bool


@dataclass(frozen=True)
class Line:
    """One parameter as it stands today. own_uid: the row that this office set and that holds now; coming: what takes over."""

    id: str
    area: str
    title: str
    value: str
    since: str
    source: str
    whose: str
    own_uid: str
    coming: str
    spans: tuple[Span, ...]


def lines(store: st.Store) -> list[Line]:
    """Every parameter of the program, by area and then in the order of the files."""
    known, today = _known(), store.today()
    now, all_rows = in_force(store, known), standings(store, known)
    found = [_line(store, today, id, known[id], now[id], all_rows[id]) for id in known]
    order = [label for _, label in PARAMETER_AREA.items]
    return sorted(found, key=lambda line: order.index(line.area))


def words(preset: Preset, value: Value | None = None) -> str:
    """A value as people read it: codes by their labels, 是 and 否, a unit behind a number."""
    value = preset.value if value is None else value
    if isinstance(value, bool):
        return "是" if value else "否"
    codes = code_lists().get(preset.codes)
    if isinstance(value, tuple):
        shown = "、".join(codes.label(str(one)) if codes else str(one) for one in value)
        return f"{shown}{preset.unit}" if shown else EMPTY
    if isinstance(value, str):
        day = _MONTH_DAY.match(value)
        return f"{int(day[1])}月{int(day[2])}日" if day else codes.label(value) if codes else value
    plain = f"{value:,}" if isinstance(value, (int, Decimal)) else str(value)
    return f"{plain}{preset.unit}"


def hint(id: str) -> str:
    """What may be written as the value of a parameter."""
    like = _known()[id]
    codes = code_lists().get(like.codes)
    if codes:
        return ("可以写几个，用顿号隔开：" if isinstance(like.value, tuple) else "写一个：") + "、".join(label for _, label in codes.items)
    if isinstance(like.value, bool):
        return "写是或否。"
    if isinstance(like.value, tuple):
        return f"可以写几个，用顿号隔开；都不要就写“{EMPTY}”。"
    if isinstance(like.value, str):
        return "写几月几日，例如 4月30日。" if _MONTH_DAY.match(like.value) else ""
    return f"写数{f'，单位是{like.unit}' if like.unit else ''}。"


def set_value(store: st.Store, id: str, text: str, since: Any, source: str) -> st.Saved:
    """A value of this office's own from a day on; the same day set again is corrected."""
    known = _known()
    if id not in known:
        raise UserMistake("没有这个参数。")
    if not text.strip():
        raise UserMistake("请写新的值。")
    if not source.strip():
        raise UserMistake("请写是按哪个文件改的，没有文件就写谁定的。")
    raw = {"value": _stored(known[id], text), "unit": known[id].unit, "source": source.strip()}
    checked = st.check(store, "parameter", {"id": id, "from_on": since, **raw})
    begun = checked.values.get("from_on")
    if fault := next((one for one in checked.refused if one.field == "from_on"), None):
        raise UserMistake(fault.text)
    if begun is None:
        raise UserMistake("请写从哪天起算，例如 2026-01-01。")
    for row in _own_rows(store, id):
        if row["from_on"] == begun:
            return st.change(store, "parameter", row.uid, raw)
    return st.add(store, "parameter", {"id": id, "from_on": since, **raw})


def give_up(store: st.Store, uid: str) -> st.Saved:
    """Take a value of one's own back: the township's, else the program's, holds again."""
    return st.remove(store, "parameter", uid, "不用自己定的值了")


def _line(store: st.Store, today: date, id: str, like: Preset, now: Held | None, rows: Sequence[Held]) -> Line:
    to_come = (row for whose, row in rows if row.valid_from > today and not _beaten(whose, rows, row.valid_from))
    later = next(to_come, None)
    own = ""
    if now is not None and now[0] == (OWN_ROW if store.role == "village" else TOWN_ROW):
        own = next((r.uid for r in _own_rows(store, id) if (r["from_on"] or date.min) == now[1].valid_from), "")
    spans = tuple(
        Span(words(row), _time(row), row.source, _who(store, whose), now == (whose, row))
        for whose, row in rows
    )  # fmt: skip
    return Line(
        id, PARAMETER_AREA.label(id.partition(".")[0]), like.title, words(now[1]) if now else NOTHING,
        (_day(now[1].valid_from) or ALWAYS) if now else "", now[1].source if now else "", _who(store, now[0]) if now else "", own,
        f"{day_words(later.valid_from)}起改为{words(later)}" if later else "", spans,
    )  # fmt: skip


def _beaten(whose: str, rows: Sequence[Held], on: date) -> bool:
    """Whether a nearer office's value holds on that day, so that this one does not come to pass."""
    rank = (OWN_ROW, TOWN_ROW, FILE_ROW)
    return any(
        rank.index(other) < rank.index(whose) and row.valid_from <= on <= (row.valid_to or date.max) for other, row in rows
    )


def _known() -> dict[str, Preset]:
    """The last preset of every parameter: its title, unit and kind of value."""
    return {preset.id: preset for preset in presets()}


@cache
def code_lists() -> dict[str, CodeList]:
    """The lists that words of parameters are of: those of all ledgers, and those of no field, by id."""
    lists = {one.id: one for one in (visit.DUE_CLASS, education.SCHOOL_GROUP, subsidy.TRAVEL_METHOD)}
    for ledger in LEDGERS.values():
        for field in ledger.__fields__.values():
            codes = getattr(field.kind, "codes", None)
            if isinstance(codes, CodeList):
                lists[codes.id] = codes
    return lists


def _stored(like: Preset, text: str) -> str:
    codes = code_lists().get(like.codes)
    if codes:
        parts = [part for part in _SEPARATORS.split(text.strip()) if part]
        if not isinstance(like.value, tuple) and len(parts) > 1:
            raise UserMistake("这里只能写一个。")
        text = ",".join(part if part == EMPTY else _code(codes, part) for part in parts)
    if isinstance(like.value, str) and _MONTH_DAY.match(like.value):
        text = _month_day(text)
    try:
        value = read_value(text, like.value)
    except ValueError as error:
        raise UserMistake(str(error)) from None
    if isinstance(value, bool):
        return "是" if value else "否"
    return (",".join(str(one) for one in value) or EMPTY) if isinstance(value, tuple) else str(value)


def _month_day(text: str) -> str:
    found = _DAY_TYPED.match(text.strip())
    try:
        if found is None:
            raise UserMistake(f"“{text.strip()}”不是几月几日，例如 4月30日。")
        return f"{date(_LEAP, int(found[1]), int(found[2])):%m-%d}"
    except ValueError:
        raise UserMistake(f"“{text.strip()}”没有这一天。") from None


def _code(codes: CodeList, part: str) -> str:
    found = codes.find(part)
    if found is None:
        raise UserMistake(f"“{part}”不在“{codes.title}”里，可以写：{'、'.join(label for _, label in codes.items)}。")
    return found


def _own_rows(store: st.Store, id: str) -> list[st.Row]:
    scope = store.scope if store.role == "village" else "*"
    return [row for row in st.find(store, "parameter", {"id": id}) if row.scope == scope and not row["region"]]


def _who(store: st.Store, whose: str) -> str:
    if whose == FILE_ROW:
        return "随程序"
    return "本村定的" if whose == OWN_ROW else "镇里定的"


def _day(day: date) -> str:
    return "" if day == date.min else f"{day:%Y-%m-%d}"


def _time(row: Preset) -> str:
    begun, ended = _day(row.valid_from), _day(row.valid_to) if row.valid_to else ""
    if begun and ended:
        return f"{begun} 至 {ended}"
    return f"{begun} 起" if begun else f"到 {ended}" if ended else ALWAYS


__all__ = ["ALWAYS", "NOTHING", "Line", "Span", "code_lists", "give_up", "hint", "lines", "set_value", "words"]
