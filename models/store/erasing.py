"""Erasing what a person may lawfully ask to have erased (sync.md, differences 5 and 8).

A line of the journal gives way to a tombstone with the hash of what it was, signed by the township, so every chain stays
provable and the value cannot be guessed. What the line said of other fields is written down anew first. The tombstones
go along with every package, and a late copy of the line is replaced when it comes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update

from models.kernel import UserMistake, stored_fields
from models.ledgers import LEDGERS
from models.migrations.upcasts import kept_when_erased, newest
from models.store import digest, luggage, refolding, search
from models.store.engine import upsert
from models.store.journal import shown
from models.store.journal import tables as t
from models.store.journal.heads import PSEUDO, heads
from models.store.journal.lines import BadLine, Transaction, encode, parsed, stands_for, view
from models.store.journal.rows import Key, load_fv
from models.store.journal.triggers import ERASE
from models.store.settling import say
from models.store.unit import set_mode, unit_of_work, writing
from models.store.vetting import vet_change

if TYPE_CHECKING:
    from models.store.store import Store

Sign = Callable[[bytes], str]
_SOURCE = "erase"  # no 撤回 offers it: what is erased cannot come back


def statement(h: str, i: int, erased: Mapping[str, Any]) -> bytes:
    """What the township signs: which line of which transaction, the hash that it had, and all that the tombstone says."""
    return f"zhenxing erase {h} {i} {encode({name: said for name, said in erased.items() if name != 'sig'})}".encode()


def erase(store: Store, ledger: str, uid: str, fields: Collection[str], reason: str, sign: Sign) -> str:
    """Empty these fields of a row and erase every line that ever said something in them; returns the operation.

    Only above the villages. The erased lines said other things too: those that still stand are written down anew.
    """
    if store.role == "village":
        raise UserMistake("按要求删去个人信息，由镇里来做。请把要删的是哪一条告诉镇里。")
    unknown = [name for name in fields if name not in {f.name for f in stored_fields(LEDGERS[ledger])}]
    if unknown or not fields:
        raise UserMistake(f"没有“{'、'.join(unknown)}”这一栏，请核对。" if unknown else "请写明删去哪几栏。")
    if not reason.strip():
        raise UserMistake("请写一句依据，比如“本人书面要求”。")
    with unit_of_work(store, f"按要求删去：{reason.strip()}", source=_SOURCE) as unit:
        lines = list(_lines(unit.connection, (ledger, uid), set(fields)))
        if not lines:
            raise UserMistake("这几栏从来没有写过内容，不用删。")
        for key in sorted(_spoken_of(lines)):
            gone = set(fields) if key == (ledger, uid) else set()
            if still := _still(unit.connection, key, {line.rid for line in lines}, gone):
                say(unit, key, still)
        operation = unit.operation
    entries = [_tombstone_for(line, store.device, sign) for line in lines]
    take(store, entries)
    return operation


def _lines(connection: Connection, key: Key, fields: set[str]) -> Iterable[Any]:
    c = t.line.c
    rows = connection.execute(
        select(c.rid, t.journal.c.h, c.i, c.line, t.journal.c.sv).join(t.journal, t.journal.c.rid == c.rid)
        .where(c.tbl == key[0], c.uid == key[1]).order_by(c.rid)).all()
    for row in rows:
        told = [parsed(row.line, row.sv, key)["v"], *(entry[3] for entry in json.loads(row.line).get("was", ()))]
        if any(values.get(name) is not None for values in told for name in fields):
            yield row


def _spoken_of(lines: Iterable[Any]) -> set[Key]:
    """Every row of which these lines speak: a household's, when an older program wrote it, of its case as well."""
    return {(part["t"], part["i"]) for line in lines for part in view(json.loads(line.line), line.sv)}


def _still(connection: Connection, key: Key, rids: set[int], fields: set[str]) -> dict[str, Any]:
    """The fields whose present value stands in one of these lines, with that value; the erased ones with none."""
    ledger = LEDGERS[key[0]]
    table: Any = ledger.__table__
    row = connection.execute(select(table).where(table.c.uid == key[1])).mappings().first()
    if row is None:
        return {}
    fv = load_fv(connection, [key])[key]
    names = [f.name for f in stored_fields(ledger) if f.name in fields or heads(fv, f.name) & rids]
    return {name: None if name in fields else row[name] for name in names}


def _tombstone_for(row: Any, device: str, sign: Sign) -> dict[str, Any]:
    h, i, line, change = row.h, row.i, row.line, json.loads(row.line)
    values = change.get("v") or {}
    kept = {name: [value[0], ""] if name == "_del" and value else value for name, value in values.items() if name in PSEUDO}
    kept |= kept_when_erased(change, row.sv)
    erased = {"h": sha256(line.encode()).hexdigest(), "v": sorted(name for name in values if name not in PSEUDO), "p": change.get("p", {}),
              "seen": change.get("seen", []), "o": change.get("o", []), "keep": kept, "dev": device}
    erased["sig"] = sign(statement(h, i, erased))
    return {"h": h, "i": i, "line": encode({"t": change["t"], "i": change["i"], "z": change["z"], "r": erased})}


def take(store: Store, entries: Collection[Mapping[str, Any]]) -> int:
    """Put proved tombstones in the place of their lines, here and in what waits; returns how many were new."""
    with writing(store) as connection:
        held = {(h, i) for h, i in connection.execute(select(t.redaction.c.h, t.redaction.c.i))}
        new = [entry for entry in entries if (entry["h"], entry["i"]) not in held]
        keys: set[Key] = set()
        lines: list[str] = []
        for entry in new:
            connection.execute(upsert(t.redaction, ("h", "i")).values(h=entry["h"], i=entry["i"], line=entry["line"]))
            keys |= _replace(connection, entry, lines)
        if keys:
            set_mode(connection, "apply")
            search.refresh(connection, shown.write(connection, LEDGERS, keys).named)
            set_mode(connection, None)
    luggage.drop_erased(store, luggage.named(line.encode() for line in lines))
    digest.forget()
    return len(new)


def _replace(connection: Connection, entry: Mapping[str, Any], erased: list[str]) -> set[Key]:
    """Put one tombstone in its place; `erased` gets the line that stood there. Returns the row, if the line was folded."""
    h, i, line = entry["h"], entry["i"], entry["line"]
    stashed = connection.execute(select(t.stash).where(t.stash.c.h == h)).mappings().first()
    if stashed:
        head, *lines = json.loads(stashed["lines"])
        connection.execute(delete(t.stash).where(t.stash.c.h == h))
        left = [line if n == i and stands_for(line, told) else told for n, told in enumerate(lines, 1)]
        kept = json.dumps([head, *left], ensure_ascii=False)
        connection.execute(insert(t.stash), dict(stashed) | {"lines": kept})
    found = connection.execute(
        select(t.change.c.rid, t.change.c.tbl, t.change.c.uid, t.change.c.line, t.journal.c.sv)
        .join(t.journal, t.journal.c.rid == t.change.c.rid)
        .where(t.journal.c.h == h, t.change.c.i == i)).first()
    if found is None or not stands_for(line, found.line):
        return set()
    erased.append(found.line)
    set_mode(connection, ERASE)
    connection.execute(update(t.change).where(t.change.c.rid == found.rid, t.change.c.i == i).values(line=line))
    set_mode(connection, None)
    own = {(found.tbl, found.uid)}
    return own | refolding.again(connection, found.rid, i, line, found.sv) if found.sv <= newest() else own


def entries(store: Store, scopes: Collection[str]) -> list[dict[str, Any]]:
    """The tombstones of these scopes, for the packages to come."""
    r, j = t.redaction.c, t.journal.c
    with store.reader.connect() as connection:
        rows = connection.execute(select(r.h, r.i, r.line).join(t.journal, j.h == r.h).where(j.scope.in_(sorted(scopes)))
                                  .order_by(r.h, r.i))
        return [{"h": h, "i": i, "line": line} for h, i, line in rows]


def tombstone(line: object) -> Mapping[str, Any] | None:
    """What a tombstone says, when this is one that the fold can read."""
    try:
        change = json.loads(line) if isinstance(line, str) else None
        if isinstance(change, dict) and "r" in change:
            vet_change({"a": 2}, change)
            return dict(change["r"])
    except (BadLine, KeyError, ValueError, TypeError, RecursionError):
        return None
    return None


def signed(transactions: Iterable[Transaction]) -> Iterable[tuple[bytes, str, str]]:
    """(statement, signature, device) of every erased line that came in the place of what it was."""
    for one in transactions:
        for i, change in enumerate(one.changes, 1):
            if "r" in change:
                yield statement(one.h, i, change["r"]), change["r"]["sig"], change["r"].get("dev", "")
