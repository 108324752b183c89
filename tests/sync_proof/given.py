"""How the invariants ask for histories: the same ones on every run, and, where SYNC_PROOF_SEED says `new` or a number, one
more that nobody has seen yet. `make faults` lives thousands of new ones; a change that lands is not to fail by their luck.

The new one is an explicit example, so its number stands in the message when it fails. `shrink.shorter` makes it short.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as some

from tests.sync_proof.offices import FIRST, Office
from tests.sync_proof.post import Parcel
from tests.sync_proof.world import World, scope_of

_SAID = os.environ.get("SYNC_PROOF_SEED", "")
NEW = secrets.randbits(32) if _SAID == "new" else int(_SAID) if _SAID else None
Test = Callable[..., None]


def histories(count: int) -> Callable[[Test], Test]:
    """Run a property over so many numbered histories, always the same; with a new one over all of them, else over half."""

    def over(test: Test) -> Test:
        numbered: Any = given(seed=some.integers(0, 2**32 - 1))(test)
        many = (count + 1) // 2 if NEW is None else count
        known = settings(max_examples=many, phases=(Phase.explicit, Phase.generate), derandomize=True, database=None)
        wrapped: Test = known(numbered) if NEW is None else example(seed=NEW)(known(numbered))
        return wrapped

    return over


def state(office: Office) -> tuple[Any, ...]:
    """Everything that an office shows and holds of transactions."""
    return office.rows(), office.conflicts(), office.waiting(), office.tips(), office.names()


def for_first(world: World) -> list[Parcel]:
    """Every package of a history that says nothing but what the first village may know, the days before it included."""
    said = {"kind": "down", "receipts": [], "have": None, "erased": [], "twin": False, "state": {}}
    town = world.town.store
    before = Parcel("before", "town", town.device, "township", "", world.beginning, said)
    return [replace(one, texts=texts) for one in (before, *world.parcels) if (texts := _may_know(one))]


def _may_know(parcel: Parcel) -> dict[str, tuple[str, ...]]:
    texts = {h: text for h, text in parcel.texts.items() if scope_of(text) in (FIRST, "*")}
    return texts if parcel.name == "before" or len(texts) == len(parcel.texts) else {}


def onlooker(world: World, name: str) -> Office:
    """A computer of the first village that has heard of nothing and writes nothing."""
    from tests.sync_proof.founding import founded

    return world.join(name, founded() / "later")
