"""任务和进度: the targets of a year with how far they are, and those that documents name taken over as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from models import store as st
from models.codes.target_presets import LAST_YEAR, TargetPreset, presets_for
from models.insight import figures
from models.insight.figures import FIGURES
from models.insight.targets import LEDGER, Goal, goals
from models.kernel import UserMistake
from models.rules.id_number import MADE_UP_AREA

if TYPE_CHECKING:
    from models.store import Row, Saved, Store

__all__ = ["Goal", "Wanted", "goals", "offered", "take", "years"]


@dataclass(frozen=True)
class Wanted:
    """A document's target with the value that it comes to here."""

    preset: TargetPreset
    value: Decimal


def years(store: Store) -> list[int]:
    """Years that have targets, the running one always, the latest first; what is still to come has no progress."""
    now = store.today().year
    return sorted({now, *(row["year"] for row in st.find(store, LEDGER) if (row["year"] or now + 1) <= now)}, reverse=True)


def offered(store: Store, year: int) -> list[Wanted]:
    """Targets of documents of this place that this office has not set; none where what a rule counts by is nothing."""
    if year > store.today().year:
        return []
    held = {id for id, row in _own(store, year).items() if row["value"] is not None}
    place = None if store.region.startswith(MADE_UP_AREA) else store.region  # whoever practises may try every document
    left = [one for one in presets_for(year, place) if one.figure in FIGURES and one.figure not in held]
    return [Wanted(one, value) for one in left if (value := _value(store, one, year))]


def take(store: Store, year: int, wanted: Sequence[Wanted] | None = None) -> Saved:
    """All of them in one operation. A number that was reported before its target was known gets its target.

    wanted: what `offered` said, when the caller has asked already; what somebody has set meanwhile stays.
    """
    own = _own(store, year)
    held = {id for id, row in own.items() if row["value"] is not None}
    chosen = [one for one in (offered(store, year) if wanted is None else wanted) if one.preset.figure not in held]
    if not chosen:
        raise UserMistake(f"文件里{year}年度的任务都已经有了，没有要取用的。")
    with st.together(store, f"取用文件里{year}年度的任务 {len(chosen)} 项") as doing:
        for one in chosen:
            said = {"value": one.value, "unit": FIGURES[one.preset.figure].unit, "source": one.preset.source}
            if row := own.get(one.preset.figure):
                doing.change(LEDGER, row.uid, said)
            else:
                doing.add(LEDGER, {"id": one.preset.figure, "year": year, **said})
        return st.Saved(LEDGER, "", doing.unit.operation, doing.unit.label)


def _own(store: Store, year: int) -> dict[str, Row]:
    return {row["id"]: row for row in st.find(store, LEDGER, {"year": year}) if row.scope == store.scope}


def _value(store: Store, one: TargetPreset, year: int) -> Decimal:
    if one.value is not None:
        return one.value
    counted = figures.value(store, one.of, str(year - (one.when == LAST_YEAR))) or 0
    return (Decimal(counted) * one.times).quantize(Decimal("0.01"))
