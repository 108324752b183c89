"""From 列为监测线索 to the case: one operation for as many households as were chosen, so that one 撤回 takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import store as st
from models.insight.clues import Clue, waiting
from models.kernel import UserMistake

if TYPE_CHECKING:
    from models.store import Saved, Store

__all__ = ["Clue", "begin", "waiting"]
_CHANNEL = "sweep"  # what a cadre saw on a doorstep or after a storm: 基层干部排查


def begin(store: Store, clues: Sequence[Clue]) -> Saved:
    """A case for each of these, dated by the day of its clue."""
    if not clues:
        raise UserMistake("没有等着建的线索。")
    what = f"{clues[0].head}" if len(clues) == 1 else f"{len(clues)} 户"
    with st.together(store, f"建监测线索 {what}") as doing:
        for one in clues:
            before = _last_case(store, one.household)
            saved = doing.add("monitoring", {
                "household": one.household, "clue_on": one.on, "channel": _CHANNEL, "clue": one.text or None, "after": before,
            })
    return saved


def _last_case(store: Store, household: str) -> str | None:
    """The case that a new one follows."""
    cases = st.find(store, "monitoring", {"household": household})
    return max(cases, key=lambda row: str(row["clue_on"] or row["identified_month"] or "")).uid if cases else None
