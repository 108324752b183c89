"""A township's target, where it set none itself: what its villages are to reach together, once each of them has said it."""

from datetime import date
from decimal import Decimal
from typing import Any

from models.insight.reader import Reader
from models.ledgers import LEDGERS
from models.store.source import Source

TOWN, ONE, OTHER = "999999104", "999999104201", "999999104202"


def _reader(*targets: tuple[str, str], scope: str = "") -> Reader:
    source = Source(None, LEDGERS, whole=True)  # type: ignore[arg-type]
    rows: list[dict[str, Any]] = [
        {"uid": place, "scope": place, "id": "toilet.new", "year": 2025, "value": Decimal(value)} for place, value in targets
    ]
    source.lay("target", rows)
    source.lay("household", [{"uid": place, "scope": place} for place in (ONE, OTHER)])
    return Reader(source, date(2025, 7, 22), TOWN, scope)


def test_villages_count_together_only_when_each_with_households_has_a_target() -> None:
    assert _reader((ONE, "3")).target("toilet.new", 2025) == (None, [])
    assert _reader((ONE, "3"), (OTHER, "4")).target("toilet.new", 2025)[0] == 7


def test_the_townships_own_target_and_a_single_village_need_nobody_else() -> None:
    assert _reader((ONE, "3"), (TOWN, "20")).target("toilet.new", 2025)[0] == 20
    assert _reader((ONE, "3"), scope=ONE).target("toilet.new", 2025)[0] == 3
