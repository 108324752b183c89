"""Checks beyond a ledger's own rules: what no single form can say, because it compares ledgers or a stretch of time.

Each is a function from `Watched` facts to Mistakes, like a rule, and is asked of every row of its ledger; it is never
asked when a record is saved. Its words and source stand in resources/checks. A family is a module with a CHECKS of its
own, by ledger; several families may look at the same ledger.
"""

from collections.abc import Callable, Iterable, Mapping

from models.insight.checks import (
    affairs,
    cadres,
    credit,
    declared,
    income,
    monitoring,
    people,
    projects,
    rectification,
    safety,
    toilets,
    trade,
    twice,
    wages,
    work,
)
from models.insight.watched import Watched
from models.kernel import Mistake

Check = Callable[[Watched], Iterable[Mistake]]

_FAMILIES: tuple[Mapping[str, tuple[Check, ...]], ...] = (
    people.CHECKS, monitoring.CHECKS, income.CHECKS, wages.CHECKS, declared.CHECKS,
    work.CHECKS, credit.CHECKS, trade.CHECKS, toilets.CHECKS,
    safety.CHECKS, affairs.CHECKS, rectification.CHECKS, projects.CHECKS, cadres.CHECKS, twice.CHECKS,
)  # fmt: skip

MENDING: dict[str, tuple[Check, ...]] = {
    "village": (people.within_all_households,),
    "household": (people.has_a_head, toilets.toilet_as_registered),
    "person": (people.same_number, people.card_agrees),
    "target": (declared.parts_make_the_whole,),
}
"""Those that may say 要改, by ledger: a paper asks them of its rows before it is printed (insight.open_points)."""

CHECKS: dict[str, tuple[Check, ...]] = {}
"""By the ledger whose rows they look at."""
for _family in _FAMILIES:
    for _ledger, _those in _family.items():
        CHECKS[_ledger] = (*CHECKS.get(_ledger, ()), *_those)
