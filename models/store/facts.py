"""Facts of one record for rules and derived fields, and the parameters of the day (design section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from models.codes.presets import Preset, presets, presets_of
from models.kernel import Ledger, parent_field
from models.rules.parameters import pick, read_value
from models.store.ids import EVERYWHERE
from models.store.source import Source, Values, link_between

OWN_ROW, TOWN_ROW, FILE_ROW = "own", "town", "file"
ATTACHMENT = "attachment"
OWN = ""  # the village's own row: pick takes a blank region as everywhere


class Policy:
    """Parameters as somebody set them, else the presets (settled 13): the village's row, else `*`, else the file."""

    def __init__(self, source: Source, scope: str) -> None:
        self.source, self.scope = source, scope
        self._values: dict[tuple[str, date], Any] = {}

    @cached_property
    def _set(self) -> list[Preset]:
        known = {preset.id: preset for preset in presets()}
        rows = self.source.all("parameter") if "parameter" in self.source.ledgers else []
        found = sorted((row for row in rows if row.get("id") in known), key=lambda row: str(row["uid"]))
        return [preset for row in found if (preset := _as_preset(row, known[row["id"]])) is not None]

    def value(self, id: str, on: date) -> Any:
        """The value of a parameter on a day, or None. Rules ask for the same few of every row."""
        if (id, on) not in self._values:
            found = self.row(id, on)
            self._values[id, on] = found[1].value if found else None
        return self._values[id, on]

    def row(self, id: str, on: date) -> tuple[str, Preset] | None:
        """The row that holds on a day, and who set it: own, town or file."""
        for whose, rows in self.rows(id):
            found = pick(rows, id, on, self.scope)
            if found is not None:
                return whose, found
        return None

    def rows(self, id: str) -> tuple[tuple[str, Sequence[Preset]], ...]:
        """All rows of one parameter by who set them, the nearest first."""
        own = [one for one in self._set if one.id == id and one.region == OWN]
        town = [one for one in self._set if one.id == id and one.region != OWN]
        return (OWN_ROW, own), (TOWN_ROW, town), (FILE_ROW, presets_of(id))


class Told(Mapping[str, Any]):
    """A record that rules look up: its own values, and what follows from them when it is asked for."""

    def __init__(self, values: Values, facts: Callable[[Values], RecordFacts]) -> None:
        self._values, self._facts = values, facts

    def __getitem__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        facts = self._facts(self._values)
        derived = facts.ledger.__fields__[name].derived
        if derived is None:
            raise KeyError(name)
        return derived(facts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@cache
def _step(ledger: type[Ledger], path: str) -> tuple[str, str, str]:
    """A link, where it leads, and the link from there, if the path goes on."""
    first, _, further = path.partition(".")
    return first, ledger.__fields__[first].to or "", further


class RecordFacts:
    """Facts over a Source. `batch` are the rows read together with this one, so that each question is one query."""

    def __init__(
        self, source: Source, ledger: type[Ledger], new: Values, old: Values | None, policy: Policy, today: date,
        batch: Sequence[Values] = (),
    ) -> None:
        self.source, self.ledger, self.policy, self.batch = source, ledger, policy, batch
        # Plain attributes: the rules of half a million rows ask for them twenty million times.
        self.new: Mapping[str, Any] = new
        self.old: Mapping[str, Any] | None = old
        self.today = today

    @property
    def on(self) -> date:
        """The record's own date, else today."""
        value = self.new.get(self.ledger.__ledger__.on) if self.ledger.__ledger__.on else None
        if isinstance(value, str) and len(value) == 7:
            value = date.fromisoformat(f"{value}-01")
        return value if isinstance(value, date) else self.today

    def parameter(self, id: str) -> Any:
        """A policy value as of `on`."""
        return self.policy.value(id, self.on)

    def parent(self, field: str) -> Mapping[str, Any] | None:
        """The record that a link field leads to, or the one behind that (`holder.post`)."""
        first, to, further = _step(self.ledger, field)
        if self.source.first_time(self.batch, first):
            self.source.warm(to, [values.get(first) for values in self.batch])
        found = self.source.get(to, self.new.get(first))
        if not further or found is None:
            return self._told(field, to, found)
        behind = self.source.ledgers[to].__fields__[further].to or ""
        if self.source.first_time(self.batch, field):
            nearer = (self.source.get(to, values.get(first)) for values in self.batch)
            self.source.warm(behind, [values.get(further) for values in nearer if values])
        return self._told(field, behind, self.source.get(behind, found.get(further)))

    def _told(self, path: str, ledger: str, values: Values | None) -> Mapping[str, Any] | None:
        declared = self.source.ledgers[ledger]
        return values and Told(values, lambda row: RecordFacts(self.source, declared, row, row, self.policy, self.today))

    def children(self, ledger: str) -> Sequence[Mapping[str, Any]]:
        """Live records of `ledger` that lead here, or those that lead to these (`monitoring.monitoring_step`)."""
        first, _, further = ledger.partition(".")
        link = link_between(self.source.ledgers[first], self.ledger.__tablename__)
        if self.source.first_time(self.batch, f"{first} {link}"):
            self.source.warm_children(first, link, [values["uid"] for values in self.batch])
        found = self.source.children(first, link, self.new["uid"])
        if not further:
            return found
        behind = link_between(self.source.ledgers[further], first)
        if self.source.first_time(self.batch, f"{ledger} {behind}"):
            nearer = [one["uid"] for values in self.batch for one in self.source.children(first, link, values["uid"])]
            self.source.warm_children(further, behind, nearer)
        return [row for one in found for row in self.source.children(further, behind, one["uid"])]

    def siblings(self) -> Sequence[Mapping[str, Any]]:
        """Live records of the same ledger under the same parent, without this one."""
        parent = parent_field(self.ledger)
        if parent is None or not self.new.get(parent.name):
            return []
        found = self.source.children(self.ledger.__tablename__, parent.name, self.new[parent.name])
        return [values for values in found if values["uid"] != self.new["uid"]]

    def same(self, *names: str) -> Sequence[Mapping[str, Any]]:
        """Those siblings that say the same as this one in all these fields."""
        parent = parent_field(self.ledger)
        if parent is None or not self.new.get(parent.name):
            return []
        found, uid = self.source.same(self.ledger.__tablename__, parent.name, self.new, names), self.new["uid"]
        return [values for values in found if values["uid"] != uid]

    def beside(self, field: str, ledger: str) -> Sequence[Mapping[str, Any]]:
        """Live records of `ledger` under the record that a link field leads to, without this one."""
        uid, to = self.new.get(field), self.ledger.__fields__[field].to or ""
        if not uid:
            return []
        link = link_between(self.source.ledgers[ledger], to)
        if self.source.first_time(self.batch, f"{field} {ledger} {link}"):
            self.source.warm_children(ledger, link, [values[field] for values in self.batch if values.get(field)])
        return [values for values in self.source.children(ledger, link, uid) if values["uid"] != self.new["uid"]]

    def attachments(self, of: str = "") -> Sequence[Mapping[str, Any]]:
        """Live photos and scans of this record, or of its children of a ledger; none of what is not stored yet."""
        ledger = of or self.ledger.__tablename__
        rows = self.children(of) if of else [self.new]
        if self.source.first_time(self.batch, f"{ATTACHMENT} {of}"):
            together = [row for values in self.batch for row in self._under(of, values)]
            self.source.warm_children(ATTACHMENT, "row", [row["uid"] for row in together])
        return [one for row in rows if row["uid"] for one in self.source.children_named(ATTACHMENT, row["uid"])
                if one["ledger"] == ledger]

    def _under(self, ledger: str, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """A row's children of a ledger, which were warmed with the first row's; the row itself where none is named."""
        link = link_between(self.source.ledgers[ledger], self.ledger.__tablename__) if ledger else ""
        return self.source.children(ledger, link, values["uid"]) if ledger else [values]

    def alike(self, field: str) -> Sequence[Mapping[str, Any]]:
        """Live records of the same ledger with the same text in a field, without this one."""
        text, ledger = self.new.get(field), self.ledger.__tablename__
        if not text:
            return []
        if self.source.first_time(self.batch, f"{ledger} {field} alike"):
            self.source.warm_children(ledger, field, [values[field] for values in self.batch if values.get(field)])
        return [values for values in self.source.children(ledger, field, text) if values["uid"] != self.new["uid"]]


def _as_preset(row: Mapping[str, Any], like: Preset) -> Preset | None:
    try:
        value = read_value(str(row.get("value") or ""), like.value)
    except ValueError:
        return None  # a value that cannot be read is an alert's matter; the preset goes on to hold
    region = (row.get("region") or EVERYWHERE) if row["scope"] == EVERYWHERE else OWN
    begun, ended, source = row.get("from_on") or date.min, row.get("to_on"), str(row.get("source") or "")
    return replace(like, value=value, region=region, valid_from=begun, valid_to=ended, source=source)
