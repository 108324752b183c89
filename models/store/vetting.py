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
from models.store.ids import village_uid
from models.store.journal import tables as t
from models.store.journal.heads import GONE
from models.store.journal.lines import BadLine, Transaction
from models.store.journal.rows import chunks

if TYPE_CHECKING:
    from models.store.store import Store

EVERYWHERE = "*"
_UID = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_SCOPE = re.compile(r"[0-9]{12}|\*")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,60}")
_LONGEST = 100_000  # characters of one value
_MOST = 2**53  # counters stay far from the end of what the database can count to


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
            _vet_change(head, change)


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and "\x00" not in value


def _like(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _or_none(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or fits(value)


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _hashes(value: object) -> bool:
    return isinstance(value, list) and all(map(_like(_UID), value))


def _removal(value: object) -> bool:
    return value is None or (isinstance(value, list) and len(value) == 2 and _moment(value[0]) and _text(value[1]))


_HEAD: Mapping[str, Callable[[object], bool]] = {
    "d": _like(_DEVICE), "s": _like(_SCOPE), "n": lambda n: _count(n) and n != 0, "prev": _or_none(_like(_UID)),
    "lam": _count, "ts": _moment, "by": _like(_UID), "a": lambda a: type(a) is int and a in (1, 2, 3), "sv": _count,
    "op": _like(_UID), "src": _text, "un": _or_none(_like(_UID)), "why": _text, "k": _count,
}


def _vet_signs(line: Mapping[str, Any]) -> None:
    """No half signs and no NaN: JSON can write them, no file and no screen can hold them."""
    try:
        json.dumps(line, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        raise BadLine("signs or numbers that are none") from None


def _vet_change(head: Mapping[str, Any], change: Mapping[str, Any]) -> None:
    values, parents = change.get("v", {}), change.get("p", {})
    shaped = (
        _like(_NAME)(change["t"]) and _like(_UID)(change["i"]) and _text(change["z"])
        and isinstance(values, dict) and isinstance(parents, dict) and _hashes(change.get("seen", []))
        and all(map(_hashes, parents.values())) and (not parents or parents.keys() == values.keys())
    )
    if not shaped or not _removal(values.get(GONE)) or (GONE in values and GONE not in parents):
        raise BadLine("change")
    if change["t"] == "village" and change["i"] != village_uid(head["s"]):
        raise BadLine("the village of others")
    if change["t"] in LEDGERS and not all(_held(change["t"], name, value) for name, value in values.items()):
        raise FromNewer("value") if head["sv"] > SCHEMA else BadLine("value")


def _held(ledger: str, name: str, value: object) -> bool:
    field = LEDGERS[ledger].__fields__.get(name)
    if field is None or field.derived is not None or value is None or name == GONE:
        return True
    within = _text(value) if isinstance(value, str) else type(value) is int and abs(value) < _MOST
    return within and field.kind.holds(value)


def trespass(store: Store, transactions: Collection[Transaction]) -> bool:
    """Whether a line changes a row of another place, or a village's line leads to one (settled 17)."""
    named = [(one.head["s"], uid, loose) for one in transactions for uid, loose in _uids(one)]
    home: dict[str, str] = {}
    with store.reader.connect() as connection:
        for part in chunks(sorted({uid for _, uid, _ in named}), 500):
            rows = connection.execute(select(t.change.c.uid, t.journal.c.scope).distinct()
                                      .join(t.journal, t.journal.c.rid == t.change.c.rid).where(t.change.c.uid.in_(part)))
            home.update({uid: scope for uid, scope in rows})
    for scope, uid, loose in named:
        if not loose:
            home.setdefault(uid, scope)
    return any(home.get(uid, scope) not in ((scope, EVERYWHERE) if loose else (scope,)) for scope, uid, loose in named)


def _uids(one: Transaction) -> Iterator[tuple[str, bool]]:
    """The rows of a transaction; of a village's also those that its links lead to (True)."""
    for change in one.changes:
        yield change["i"], False
        if one.head["a"] == 1 and change["t"] in LEDGERS:
            links = (field.name for field in stored_fields(LEDGERS[change["t"]]) if field.to)
            yield from ((value, True) for name in links if (value := change.get("v", {}).get(name)))
