"""Which record a row of a workbook means: by key, alternatives in order (settled 4), without a query a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.codes.relation import HEAD
from models.ledgers import LEDGERS
from models.store.records import Doing

Key = tuple[Any, ...] | None
# A person's name points at them although it is the second part of the key.
_BY_NAME = {"person": (("name",),)}


class KeyIndex:
    """The live records of one ledger by every alternative of its key."""

    def __init__(self, doing: Doing, ledger: str) -> None:
        self.doing, self.ledger = doing, ledger
        declared = LEDGERS[ledger]
        self.alternatives: Sequence[tuple[str, ...]] = declared.__ledger__.key
        # Beyond its keys, the beginning of one points at a record when it fits only one: a name without its group.
        starts = (whole[:size] for whole in self.alternatives for size in range(len(whole) - 1, 0, -1))
        self.loose = tuple(dict.fromkeys((*self.alternatives, *_BY_NAME.get(ledger, ()), *starts)))
        self._derived = {
            name: field.derived for name in {name for alternative in self.loose for name in alternative}
            if (field := declared.__fields__[name]).derived is not None
        }
        self._keys: dict[str, tuple[Key, ...]] = {}
        self._fits: dict[tuple[int, Key], dict[str, None]] = {}
        for row in doing.source.all(ledger):
            self.learn(row["uid"])

    def learn(self, uid: str) -> None:
        """Note a record that was added or changed."""
        row = self.doing.source.get(self.ledger, uid)
        if row is None:
            return
        values = dict(row)
        if self._derived:
            facts = self.doing.checker.facts(self.ledger, {}, row)
            values |= {name: derived(facts) for name, derived in self._derived.items()}
        self._keys[uid] = self._keys_of(values)
        for place, key in enumerate(self._keys[uid]):
            if key is not None:
                self._fits.setdefault((place, key), {})[uid] = None

    def find(self, values: Mapping[str, Any], *, loosely: bool = False) -> list[str]:
        """The records meant, none, one or several. loosely: a name that fits only one will do, as in a link.

        A later alternative counts only where an earlier one is blank on either side.
        """
        keys = self._keys_of(values)
        for place, key in enumerate(keys if loosely else keys[: len(self.alternatives)]):
            if key is None:
                continue
            fits = [uid for uid in self._fits.get((place, key), ()) if self._still(uid, place, key, keys)]
            if fits:
                return fits
        return []

    def agrees(self, uid: str, values: Mapping[str, Any]) -> bool:
        """Whether nothing that points at a record speaks against this one."""
        pairs = zip(self._keys_of(values), self._keys.get(uid, ()), strict=False)
        return all(key is None or mine is None or key == mine for key, mine in pairs)

    def _still(self, uid: str, place: int, key: Key, keys: Sequence[Key]) -> bool:
        own = self._keys[uid]
        return own[place] == key and all(own[at] is None or keys[at] is None for at in range(place))

    def _keys_of(self, values: Mapping[str, Any]) -> tuple[Key, ...]:
        # Plain loops: a roster of ten thousand people asks this fifty thousand times.
        keys: list[Key] = []
        for names in self.loose:
            key = tuple([values.get(name) for name in names])
            keys.append(None if None in key or "" in key or () in key else key)
        return tuple(keys)


class Indexes:
    """The indexes of one import, each made when it is first asked for."""

    def __init__(self, doing: Doing) -> None:
        self.doing = doing
        self._made: dict[str, KeyIndex] = {}

    def __getitem__(self, ledger: str) -> KeyIndex:
        if ledger not in self._made:
            self._made[ledger] = KeyIndex(self.doing, ledger)
        return self._made[ledger]

    def learn(self, ledger: str, uid: str) -> None:
        """Note a written record; a person may be the 户主 by whom a household is known."""
        if ledger in self._made:
            self._made[ledger].learn(uid)
        if ledger == "person" and "household" in self._made:
            row = self.doing.source.get("person", uid)
            if row and row["household"] and row["relation"] == HEAD:
                self._made["household"].learn(row["household"])
