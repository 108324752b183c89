"""An operation played without writing: what an import would do, found out by doing it in memory.

The preview and the import run the same code, so they cannot disagree; and nobody waits for a preview's lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from models.ledgers import LEDGERS
from models.store.ids import uuid7_hex
from models.store.records import Doing
from models.store.source import Source
from models.store.unit import Unit

if TYPE_CHECKING:
    from models.store.store import Store


class _Rehearsed(Unit):
    """A unit that writes nothing; the Source of the Doing remembers what would stand."""

    def insert(self, ledger: str, values: Mapping[str, Any], *, scope: str, uid: str | None = None) -> str:
        return uid or uuid7_hex()

    def update(self, ledger: str, uid: str, values: Mapping[str, Any]) -> None:
        """Nothing is written."""

    def _removal(self, ledger: str, uid: str, at: str | None, why: str | None) -> None:
        """Nothing is written."""


@contextmanager
def rehearse(store: Store, label: str) -> Iterator[Doing]:
    """A Doing like that of `together`, over the file as it stands now and without a trace in it."""
    with store.reader.connect() as connection:
        unit = _Rehearsed(connection, store, label, "import", None)
        yield Doing(store, unit, Source(connection, LEDGERS, whole=True))
