"""What a list says of a household's monitoring, where the household is in the books already: its 期初 case is filled or
brought up to the list; what was done step by step since is changed where it was done.
"""

from __future__ import annotations

from typing import Any

from intake.sheet import cell_text
from intake.stage import StagedRow
from models.kernel import MEND, REFUSE, Mistake, UserMistake
from models.store import roster
from services.import_rows import Importer, Raw

_ELSEWHERE = "这户的监测已经一步一步记了，表里的没有收，请到防返贫监测里改。"


def file_case(importer: Importer, row: StagedRow, household: str, values: Raw, prefix: str = "", *, only_blank: bool = False) -> Raw:
    """File what a row says in the household's monitoring columns; returns what changed, by these columns."""
    said = {field: values[field] for field in roster.CASE.fields if values.get(field) is not None}
    if not said:
        return {}
    doing = importer.doing
    stands = _standing(importer, household)
    differing = {field: value for field, value in said.items() if stands[field] != value and not (only_blank and stands[field] is not None)}
    cases = doing.source.children(roster.CASE.ledger, "household", household)
    try:
        if not differing or (not cases and not said.get("monitoring_class")):
            return {}
        if not cases:
            roster.put(doing, household, roster.take("household", dict(said)))
        elif len(cases) == 1 and cases[0]["opening"] is True:
            doing.change(roster.CASE.ledger, cases[0]["uid"], {roster.CASE.fields[f]: value for f, value in differing.items()})
        else:
            importer.notice(row, [Mistake(_ELSEWHERE, next(iter(differing)), MEND)], prefix)
            return {}
    except UserMistake as refused:
        first = next(iter(differing))
        text = "".join(one.text for one in refused.mistakes)
        cell = row.mistake(Mistake(text, first, REFUSE, cell_text(differing[first])), prefix + first)
        importer.cells.append(cell)
        importer.pending.keep("household", household, {first: cell})
        return {}
    return {field: (stands[field], value) for field, value in differing.items()}


def _standing(importer: Importer, household: str) -> dict[str, Any]:
    """How the household stands by its cases now."""
    declared = importer.doing.source.ledgers["household"].__fields__
    facts = importer.doing.checker.facts("household", {}, importer.doing.source.get("household", household))
    return {field: derived(facts) for field in roster.CASE.fields if (derived := declared[field].derived)}
