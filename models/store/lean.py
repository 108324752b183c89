"""Whole ledgers of which at first only a few columns are read: a household has fifty, and counting it asks for three.

Whoever wants another column gets it all the same: then the rest of that ledger is read, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from models.store.source import Source

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.kernel import Ledger


class Lean(dict[str, Any]):
    """A row that is completed by the first who asks for what was not read. complete: says whether there was more.

    Each ledger has a class of its own, so that its rows are made like any dict: there are tens of thousands.
    """

    __slots__ = ()
    complete: Callable[[], bool]

    def __missing__(self, name: str) -> Any:
        if self.complete():
            return self[name]
        raise KeyError(name)

    def get(self, name: str, default: Any = None) -> Any:
        """As of any mapping."""
        return self[name] if name in self or (self.complete() and name in self) else default

    def __iter__(self) -> Iterator[str]:
        self.complete()
        return super().__iter__()

    def keys(self) -> Any:
        """Asked by `{**row}`, which is to be a whole row."""
        self.complete()
        return super().keys()


class LeanSource(Source):
    """A whole Source that reads of some ledgers these columns alone, as long as they are enough."""

    def __init__(self, connection: Connection, ledgers: Mapping[str, type[Ledger]], columns: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(connection, ledgers, whole=True)
        self._enough = dict(columns)

    def _load_whole(self, ledger: str) -> None:
        if ledger in self._loaded or ledger not in self._enough:
            super()._load_whole(ledger)
            return
        names = ("uid", "scope", *self._enough[ledger])
        row_of = type(f"Lean{ledger}", (Lean,), {"__slots__": (), "complete": staticmethod(partial(self._complete, ledger))})
        found = sorted(self.columns(ledger, names), key=itemgetter(0))
        self._rows[ledger] = {row[0]: row_of(zip(names, row, strict=True)) for row in found}
        self._loaded.add(ledger)

    def _complete(self, ledger: str) -> bool:
        more = self._enough.pop(ledger, None) is not None
        if more:
            rows = self._rows[ledger]
            for values in self._read(ledger, self._everything(ledger)):
                rows[values["uid"]].update(values)  # type: ignore[union-attr]
        return more
