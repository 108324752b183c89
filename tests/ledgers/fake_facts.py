"""Facts from plain mappings, so that a rule is tried without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.codes.presets import presets
from models.kernel import Ledger, Mistake
from models.ledgers import LEDGERS
from models.rules.parameters import pick

TODAY = date(2025, 7, 22)
PLACE = "999999104201"
MAN, WOMAN, BOY = "999999198001010011", "999999196002290028", "999999201506300035"


@dataclass
class FakeFacts:
    """One record with its surroundings; parameters are the presets that come with the program."""

    ledger: str
    new: Mapping[str, Any]
    parents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    kids: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    others: Sequence[Mapping[str, Any]] = ()
    near: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    elsewhere: Sequence[Mapping[str, Any]] = ()
    scans: Sequence[Mapping[str, Any]] = ()
    today: date = TODAY
    old: Mapping[str, Any] | None = None

    @property
    def on(self) -> date:
        """The record's own date, else today."""
        name = LEDGERS[self.ledger].__ledger__.on
        value = self.new.get(name) if name else None
        if isinstance(value, str) and len(value) == len("2025-07"):
            value = date.fromisoformat(f"{value}-01")
        return value if isinstance(value, date) else self.today

    def parameter(self, id: str) -> Any:
        """The preset of that day."""
        found = pick(presets(), id, self.on, PLACE)
        return found.value if found else None

    def parent(self, field: str) -> Mapping[str, Any] | None:
        """The given parent."""
        return self.parents.get(field)

    def children(self, ledger: str) -> Sequence[Mapping[str, Any]]:
        """The given children."""
        return self.kids.get(ledger, ())

    def siblings(self) -> Sequence[Mapping[str, Any]]:
        """The given siblings."""
        return self.others

    def same(self, *names: str) -> Sequence[Mapping[str, Any]]:
        """Those of the given siblings that say the same."""
        return [other for other in self.others if all(other.get(name) == self.new.get(name) for name in names)]

    def beside(self, field: str, ledger: str) -> Sequence[Mapping[str, Any]]:
        """The given records under the record that a link leads to."""
        return self.near.get(ledger, ())

    def attachments(self, of: str = "") -> Sequence[Mapping[str, Any]]:
        """The given photos and scans."""
        return [scan for scan in self.scans if scan.get("ledger", self.ledger) == (of or self.ledger)]

    def alike(self, field: str) -> Sequence[Mapping[str, Any]]:
        """Those of the given records elsewhere that have the same text."""
        return [other for other in self.elsewhere if self.new.get(field) and other.get(field) == self.new[field]]


def said(ledger: str, new: Mapping[str, Any], **around: Any) -> list[Mistake]:
    """What the rules of a ledger say of a record."""
    facts = FakeFacts(ledger, {"uid": "1", "scope": PLACE} | dict(new), **around)
    return [mistake for rule in _spec(ledger).rules for mistake in rule(facts)]


def brief(ledger: str, new: Mapping[str, Any], **around: Any) -> list[tuple[str, str]]:
    """The same as (field, severity)."""
    return [(mistake.field, mistake.severity) for mistake in said(ledger, new, **around)]


def computed(ledger: str, name: str, new: Mapping[str, Any], **around: Any) -> Any:
    """The value of a derived field."""
    found = LEDGERS[ledger].__fields__[name].derived
    return found(FakeFacts(ledger, {"uid": "1", "scope": PLACE} | dict(new), **around)) if found else None


def _spec(ledger: str) -> Any:
    declared: type[Ledger] = LEDGERS[ledger]
    return declared.__ledger__
