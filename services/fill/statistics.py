"""A statistics table of somebody's form: which figure each cell asks for by the words of its row and its column, and as of when.

A column that asks for another time (上年同期), for a growth or for a target is never taken for the figure of its row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping
from datetime import date
from functools import cache

from intake.blocks import Crossing, crossings
from intake.headings import How, Vocabulary, is_ordinal
from intake.sheet import Sheet, cell_text
from models.insight.figures import FIGURES
from models.kernel import Field, Kind
from services.fill.targets import FIGURE

Meant = tuple[str, int, How]
_OPEN: Meant = ("", 0, "label")
_WHEN = re.compile(r"^(今年|本月|去年)")
_DOUBLED = (("户户数", "户数"), ("人人数", "人数"), ("人口人数", "人数"), ("户人数", "人数"))
_AMONG = re.compile(r"^(?:其中|合计|总计|全村|本村|[一二三四五六七八九十\d]+[、.．])[:：]?")
_UNITS = {"户数": "户", "人数": "人", "金额": "元", "笔数": "笔", "面积": "亩", "座数": "座", "户次": "户次"}
_YEAR = r"(?:(20\d\d)年度?)?"
_SPAN = re.compile(
    _YEAR + r"(?:(上半年)|(前三季度)|(?:1|一)月?(?:份)?[—–\-－~～至到](\d{1,2})月份?|截[至止]到?(?:目前)?(\d{1,2})月[底末]?)")
_PLAIN = re.compile(
    _YEAR + r"(?:数[量据值字]?|指标值|总数|合计|小计|实际(?:完成)?数?|现[有状]数?|目前|累计|本年|今年|当年|完成(?:数|情况)|填报数)?(?:（.{1,4}）)?")
_BRACKETS = str.maketrans("()", "（）")


def figures_of(sheet: Sheet, taken: Collection[int], told: Mapping[str, str], today: date,
               busy: Container[tuple[int, int]] = ()) -> list[tuple[Crossing, Meant]]:  # fmt: skip
    """The cells of a statistics table, those that are known first; none when it is no such table. busy: what is filled otherwise."""
    learned = Vocabulary({one: Field(one, Kind()) for one in told.values()}, (), told, loose=False)
    found: list[tuple[Crossing, Meant]] = []
    waits: list[tuple[Crossing, Meant]] = []
    for one in (each for each in crossings(sheet, taken) if each.at not in busy):
        if best := learned.best([one.heading]) or _figure(one, today):
            found.append((one, best))
        elif one.column and not is_ordinal(cell_text(sheet.cell(*one.label))):
            waits.append((one, _OPEN))
    return [*found, *waits] if len(found) >= 2 else []


def period_said(heading: str, today: date) -> str | None:
    """The month at whose end a heading wants its figure: 1—6月, 上半年; None for now."""
    said = _SPAN.search(heading)
    if said is None or (said[1] and int(said[1]) != today.year):
        return None
    month = 6 if said[2] else 9 if said[3] else int(said[4] or said[5])
    return f"{today.year}-{month:02}" if 1 <= month < today.month else None


def _figure(one: Crossing, today: date) -> Meant | None:
    words = _figure_words()
    both = (f"{one.row}{one.column}", f"{one.column}{one.row}") if one.column else ()
    for name in both:
        for form in _plainer(name):
            if best := words.best([form]):
                return best
    counted = one.unit.strip("（()）")
    rows = [one.row, f"{one.row}{counted}数", one.row.removesuffix(f"{counted}数")] if counted else [one.row]
    for form in (form for row in rows for form in _plainer(row)) if _asks_for_the_row(one, today) else ():
        if (best := words.best([form])) and _same_unit(best[0], one):
            return best
    return None


def _asks_for_the_row(one: Crossing, today: date) -> bool:
    """Whether a column asks for what its row names: its number, now or since the year began."""
    column = "".join(one.column.split()).translate(_BRACKETS)
    if _SPAN.fullmatch(column):
        return period_said(column, today) is not None
    plain = _PLAIN.fullmatch(column)
    return column in _UNITS or (plain is not None and plain[1] in (None, str(today.year)))


def _same_unit(target: str, one: Crossing) -> bool:
    """Whether row and column count in what the figure is counted in: 户数 of what is counted in people is another figure."""
    asked = _UNITS.get(one.column[-2:], "") or one.unit.strip("（()）").removeprefix("万")
    return not asked or FIGURES[target[1:]].unit.startswith(asked)


@cache
def _figure_words() -> Vocabulary:
    fields = {f"{FIGURE}{id}": Field(figure.title, Kind(), name=id, aliases=tuple(
        {_WHEN.sub("", figure.title), figure.title.replace("：", ""), _WHEN.sub("", figure.title).replace("：", "")}))
        for id, figure in FIGURES.items()}  # fmt: skip
    return Vocabulary(fields, loose=False)


def _plainer(name: str) -> list[str]:
    """脱贫户人数 is what offices write for 脱贫人数."""
    bare = _AMONG.sub("", name)
    return list(dict.fromkeys([name, *(bare.replace(doubled, plain) for doubled, plain in _DOUBLED), bare]))
