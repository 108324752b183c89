"""Finding the record that somebody meant: by uid, by a key of its ledger, or by a name that fits only one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from models.codes.relation import HEAD
from models.kernel import Mistake
from models.ledgers import LEDGERS
from models.store.source import Source, Values

_UID = re.compile(r"^[0-9a-f]{32}$")
_MOST_NAMED = 5


class Links:
    """Resolves links over a Source; built once a job, so that an import looks names up in memory."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._by_word: dict[str, dict[str, set[str]]] = {}

    def resolve(self, ledger: str, typed: str, field: str, label: str) -> tuple[str | None, Mistake | None]:
        """The uid meant by `typed` in `ledger`, or a Mistake that names the candidates."""
        if _UID.match(typed) and self.source.get(ledger, typed):
            return typed, None
        fits = sorted(self.words(ledger).get(typed, ()))
        if len(fits) == 1:
            return fits[0], None
        title = LEDGERS[ledger].__ledger__.title
        if not fits:
            return None, Mistake(f"“{label}”里的“{typed}”在{title}里找不到，请先登记或核对写法。", field, value=typed)
        names = "；".join(self.describe(ledger, uid) for uid in fits[:_MOST_NAMED])
        return None, Mistake(f"“{typed}”在{title}里有{len(fits)}个：{names}。请写证件号或编号。", field, value=typed)

    def words(self, ledger: str) -> dict[str, set[str]]:
        """Every word by which rows of a ledger are known, with the uids that it fits."""
        if ledger not in self._by_word:
            found: dict[str, set[str]] = {}
            for values in self.source.all(ledger):
                self._learn(found, ledger, values)
            if ledger == "household":
                for person in self.source.all("person"):
                    if person["relation"] == HEAD and person["household"]:
                        for word in (person["id_no"], person["name"]):
                            found.setdefault(word or "", set()).add(person["household"])
            self._by_word[ledger] = found
        return self._by_word[ledger]

    def learn(self, ledger: str, values: Values) -> None:
        """A row that was just written can be linked to by the next."""
        if ledger in self._by_word:
            self._learn(self._by_word[ledger], ledger, values)
        if ledger == "person" and values.get("relation") == HEAD and "household" in self._by_word:
            for word in (values.get("id_no"), values.get("name")):
                self._by_word["household"].setdefault(word or "", set()).add(values["household"])

    def _learn(self, found: dict[str, set[str]], ledger: str, values: Mapping[str, Any]) -> None:
        for field in _words_of(ledger):
            if values.get(field):
                found.setdefault(str(values[field]), set()).add(values["uid"])

    def call(self, ledger: str, uid: str) -> str:
        """What people call a row: a household by its 户主, others by the fields its ledger names."""
        values = self.source.get(ledger, uid)
        if ledger == "household":
            head = next((p for p in self.source.children("person", "household", uid) if p["relation"] == HEAD), None)
            return head["name"] or "" if head else ""
        if values is None:
            return ""
        fields = LEDGERS[ledger].__fields__
        named = [fields[name] for name in LEDGERS[ledger].__ledger__.name if fields[name].derived is None]
        parts = [self.call(f.to, values[f.name]) if f.to and values[f.name] else f.kind.show(values[f.name]) for f in named]
        return " ".join(part for part in parts if part)

    def describe(self, ledger: str, uid: str) -> str:
        """A row in a sentence: what it is called, and its group."""
        values = self.source.get(ledger, uid) or {}
        household = values if ledger == "household" else self.source.get("household", values.get("household")) or {}
        parts = [self.call(ledger, uid), str(household.get("group") or "")]
        return " ".join(part for part in parts if part) or "没有名字的一条"


def _words_of(ledger: str) -> set[str]:
    """Stored fields that alone may name a row: one-field keys and what it is searched by."""
    spec = LEDGERS[ledger].__ledger__
    fields = {alternative[0] for alternative in spec.key if len(alternative) == 1} | set(spec.search)
    return {name for name in fields if LEDGERS[ledger].__fields__[name].derived is None}
