"""What a rule may know of a record: a Protocol here, implemented by the store, so that rules need no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

Values = Mapping[str, Any]


class Facts(Protocol):
    """One record as it is being saved or read. Values are those of the Kinds; every mapping has "uid"."""

    @property
    def new(self) -> Values:
        """The record with what is being written."""

    @property
    def old(self) -> Values | None:
        """The record as it stands in the file; None for a new one."""

    @property
    def on(self) -> date:
        """The record's own date (LedgerSpec.on), else today."""

    @property
    def today(self) -> date:
        """The day on which the program works."""

    def parameter(self, id: str) -> Any:
        """A policy value as of `on` and the record's region; None when nobody set one."""

    def parent(self, field: str) -> Values | None:
        """The record that a link field leads to; `holder.post` goes one link further."""

    def children(self, ledger: str) -> Sequence[Values]:
        """Live records of `ledger` whose link leads here; `monitoring.monitoring_step` goes one link further."""

    def siblings(self) -> Sequence[Values]:
        """Live records of the same ledger under the same parent, this one left out."""

    def same(self, *names: str) -> Sequence[Values]:
        """Those siblings that say the same as this one in all these fields."""

    def beside(self, field: str, ledger: str) -> Sequence[Values]:
        """Live records of `ledger` under the record that a link field leads to: the jobs of the one who is paid."""

    def attachments(self, of: str = "") -> Sequence[Values]:
        """Live photos and scans of this record, or of its children of ledger `of`; none of what is not stored yet."""

    def alike(self, field: str) -> Sequence[Values]:
        """Live records of the same ledger, of any household, with the same text in `field`; this one left out."""
