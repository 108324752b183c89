"""家庭收支: how many households are recorded, what they earn per head, and who is below a line or falls behind last year.

人均 is always the window of the place's parameter (the last twelve months). A household of whom nothing is written stands
in none of these figures. Sources: formula and window of 全国防返贫监测信息系统 (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from models.insight.figure import Amount, Figure, Record
from models.insight.household_income import MONITOR_LINE, WATCH_LINE, Standing, at_once, standing, window
from models.insight.reader import Reader
from models.rules.income import per_head
from models.store.source import Values

Keep = Callable[[Standing], bool]


def recorded(reader: Reader) -> list[tuple[Values, Standing]]:
    """Households with income of the window on record; of whom no amount was ever written nothing is worked out."""
    return reader.once("recorded income", lambda: list(_recorded(reader)))


def _recorded(reader: Reader) -> Iterator[tuple[Values, Standing]]:
    everybody = at_once(reader)
    windows = {scope: everybody.of(window(reader, scope)) for scope in {household["scope"] for household in reader.households}}
    for household in reader.households:
        written = household["uid"] in windows[household["scope"]]
        if written and (found := standing(reader, household)).now.net is not None:
            yield household, found


def _falling(one: Standing) -> bool:
    return one.change is not None and one.change[0] < 0


def _households(keep: Keep) -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("household", h["uid"]) for h, one in recorded(reader) if keep(one))


def _nets(reader: Reader) -> Iterable[Record]:
    return (Record("household", h["uid"], one.now.net or Decimal(0)) for h, one in recorded(reader))


def _per_head(reader: Reader, records: Sequence[Record]) -> Amount | None:
    people = sum(one.now.people for _, one in recorded(reader))
    return per_head(sum((Decimal(record.value) for record in records), Decimal(0)), people)


_WINDOW = "按参数里定的那些月算，一般是近12个月；这段时间没记过收入和生产支出的户不算在里面。"
_SOURCE = "全国防返贫监测信息系统收入口径，2023年"
FIGURES: tuple[Figure, ...] = (
    Figure("income.households", "记了收支的户", "户", f"记过收入或生产支出的户。{_WINDOW}", _SOURCE, _households(lambda one: True)),
    Figure("income.net", "家庭纯收入合计", "元", f"工资性、生产经营性、财产性、转移性收入相加，减去生产经营性支出。{_WINDOW}", _SOURCE, _nets),
    Figure("income.per_head", "人均纯收入", "元", f"家庭纯收入合计除以这些户最后一天的家庭人口数。{_WINDOW}", _SOURCE, _nets, _per_head),
    Figure("income.below_line", "人均低于监测线", "户", f"人均纯收入低于监测线的户；监测线没设就数不出来。{_WINDOW}", _SOURCE,
           _households(lambda one: one.below(MONITOR_LINE))),
    Figure("income.below_watch", "人均低于增收关注线", "户", f"人均纯收入低于增收关注线的户，含低于监测线的。{_WINDOW}", _SOURCE,
           _households(lambda one: one.below(WATCH_LINE))),
    Figure("income.falling", "人均比上年少", "户", f"人均纯收入比上年同样这些月少的户；两年都有数的才比。{_WINDOW}", _SOURCE,
           _households(_falling)),
)  # fmt: skip
