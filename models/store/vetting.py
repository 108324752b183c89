"""What another device sends is looked at before it enters the journal, for the journal forgets nothing and the fold
validates nothing: one value of the wrong sort would make a row unreadable for ever.

What a newer program writes passes: a ledger or column that is not known here is kept and skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.migrations import SCHEMA
from models.migrations.upcasts import BORN
from models.store.ids import EVERYWHERE, village_uid
from models.store.journal import tables as t
from models.store.journal.heads import EVERY, GONE, INTO, PSEUDO, SCOPE
from models.store.journal.lines import FURTHEST, BadLine, Transaction, view
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

_UID = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_SCOPE = re.compile(r"[0-9]{12}|\*")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,60}")
_FIELD = re.compile(r"[a-z_*][a-z0-9_]{0,60}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST = 100_000  # characters of one value
_YEARS = range(1971, 3000)  # what every system can turn into its own time; outside, one line would stop each save there


class FromNewer(BadLine):
    """A newer program stores a known column in a way that this one cannot read."""


def vet(transactions: Iterable[Transaction]) -> None:
    """Raise BadLine for lines that no program of ours would have written."""
    for one in transactions:
        head = one.head
        if not all(fits(head[name]) for name, fits in _HEAD.items()) or (head["n"] == 1) is not (head["prev"] is None):
            raise BadLine("head")
        if len({(str(change["t"]), str(change["i"])) for change in one.changes}) < len(one.changes):
            raise BadLine("a row twice")
        for line in (head, *one.changes):
            _vet_signs(line)
        for change in one.changes:
            vet_change(head, change)


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and "\x00" not in value


def _like(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _or_none(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or fits(value)


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value <= FURTHEST


def is_moment(value: object) -> bool:
    """Whether this is an instant that every office can show in its own time."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return read is not None and read.tzinfo is not None and read.year in _YEARS


def _hashes(value: object) -> bool:
    return isinstance(value, list) and all(map(_like(_UID), value))


def _removal(value: object) -> bool:
    return value is None or (isinstance(value, list) and len(value) == 2 and is_moment(value[0]) and _text(value[1]))


_HEAD: Mapping[str, Callable[[object], bool]] = {
    "d": _like(_DEVICE), "s": _like(_SCOPE), "n": lambda n: _count(n) and n != 0, "prev": _or_none(_like(_UID)),
    "lam": _count, "ts": is_moment, "by": _like(_UID), "a": lambda a: type(a) is int and a in (1, 2, 3), "sv": _count,
    "op": _like(_UID), "src": _text, "un": _or_none(_like(_UID)), "why": _text, "k": _count,
}


def _vet_signs(line: Mapping[str, Any]) -> None:
    """No half signs and no NaN: JSON can write them, no file and no screen can hold them."""
    try:
        json.dumps(line, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        raise BadLine("signs or numbers that are none") from None


def vet_change(head: Mapping[str, Any], change: Mapping[str, Any]) -> None:
    """Raise BadLine for a change line that no program of ours would have written."""
    erased = change.get("r")
    if "r" in change and not _tombstone(erased):
        raise BadLine("tombstone")
    body: Mapping[str, Any] = erased or change
    values = erased.get("keep", {}) if erased else change.get("v", {})
    parents = body.get("p", {})
    shaped = (
        _like(_NAME)(change["t"]) and _like(_UID)(change["i"]) and _text(change["z"])
        and isinstance(values, dict) and isinstance(parents, dict) and all(map(_hashes, parents.values()))
        and _hashes(body.get("seen", [])) and _hashes(body.get("o", [])) and (bool(erased) or _answers(parents, values))
    )
    if not shaped or not _said_of_row(head, values, parents) or (BORN in values and not erased):
        raise BadLine("change")
    if "was" in change and not _was(change["was"]):
        raise BadLine("history")
    if change["t"] == "village" and change["i"] != village_uid(head["s"]):
        raise BadLine("the village of others")
    said = ((part["t"], name, value) for part in view(change, head.get("sv", SCHEMA)) for name, value in part["v"].items())
    if not all(tbl not in LEDGERS or _held(tbl, name, value) for tbl, name, value in said):
        raise FromNewer("value") if head["sv"] > SCHEMA else BadLine("value")


def _answers(parents: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """What the author saw is said of the fields it writes; what came from another village says it of all at once."""
    return not parents or parents.keys() == values.keys() or (EVERY in parents and parents.keys() <= {EVERY, SCOPE})


def _said_of_row(head: Mapping[str, Any], values: Mapping[str, Any], parents: Mapping[str, Any]) -> bool:
    """Removals, merges and moves: each in its shape, and a move by nobody below the township."""
    into, scope = values.get(INTO), values.get(SCOPE)
    named = all(name in parents for name in PSEUDO & values.keys() - {BORN})
    moved = SCOPE not in values or (head["a"] > 1 and _like(_SCOPE)(scope))
    return named and moved and _removal(values.get(GONE)) and (into is None or _like(_UID)(into))


def _tombstone(erased: object) -> bool:
    """Field names, hash and signature of an erased line; whether the signature is good is asked where keys are known."""
    return (isinstance(erased, dict) and isinstance(erased.get("v"), list) and all(map(_like(_FIELD), erased["v"]))
            and _like(_DIGEST)(erased.get("h")) and _text(erased.get("sig")) and isinstance(erased.get("keep", {}), dict))


def _was(entries: object) -> bool:
    """What a household brought along from its former village: moments, names, labels and values, only to be shown."""
    return isinstance(entries, list) and all(
        isinstance(one, list) and len(one) == 4 and is_moment(one[0]) and _text(one[1]) and _text(one[2])
        and isinstance(one[3], dict) for one in entries)


def _held(ledger: str, name: str, value: object) -> bool:
    field = LEDGERS[ledger].__fields__.get(name)
    if field is None or field.derived is not None or value is None:
        return True
    within = _text(value) if isinstance(value, str) else type(value) is int and abs(value) <= FURTHEST
    return within and field.kind.holds(value)


def trespass(store: Store, transactions: Collection[Transaction], *, moves: bool) -> bool:
    """Whether a line changes a row of another place, or a village's line leads to one (settled 17).

    moves: whether the bearer may bring what the township moved: those rows stand in the other village's chain too.
    """
    named = [(one.head["s"], uid, loose) for one in transactions for uid, loose in _uids(one, moves)]
    homes: dict[str, set[str]] = {}
    with store.reader.connect() as connection:
        for part in chunks(sorted({uid for _, uid, _ in named}), 500):
            rows = connection.execute(select(t.line.c.uid, t.journal.c.scope).distinct()
                                      .join(t.journal, t.journal.c.rid == t.line.c.rid).where(t.line.c.uid.in_(part)))
            for uid, scope in rows:
                homes.setdefault(uid, set()).add(scope)
    homes |= {uid: {scope} for scope, uid, loose in named if not loose and uid not in homes}
    return any(homes.get(uid, {scope}).isdisjoint((scope, EVERYWHERE) if loose else (scope,)) for scope, uid, loose in named)


def _uids(one: Transaction, moves: bool) -> Iterator[tuple[str, bool]]:
    """The rows of a transaction; of a village's also those that its links, notes and photos lead to (True)."""
    for change in one.changes:
        if moves and one.head["a"] > 1 and EVERY in change.get("p", {}):
            continue
        yield change["i"], False
        if one.head["a"] == 1 and change["t"] in LEDGERS:
            fields = LEDGERS[change["t"]].__fields__
            links = [field.name for field in stored_fields(LEDGERS[change["t"]]) if field.to]
            links += ["row"] if {"ledger", "row"} <= fields.keys() else []
            yield from ((value, True) for name in links if (value := change.get("v", {}).get(name)))
