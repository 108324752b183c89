"""What a device must show, computed from nothing but the set of transactions that it holds.

Written from the format alone, without the fold: no order, no increments, no database. Slow on purpose, so that each
rule stands here in one place and can be read against the design. The invariants compare the program with this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Texts = Mapping[str, tuple[str, ...]]  # hash -> head line, then the change lines
Key = tuple[str, str]  # ledger, uid
EVERY, GONE, INTO, MOVED = "*", "_del", "_into", "_scope"
APART = {GONE, INTO, MOVED}
MERGED, AWAY = "已并到另一条", "已迁往别的村"


@dataclass(frozen=True)
class Shape:
    """What the program knows of one ledger: its columns, which of them lead to which ledger, which are a standing."""

    columns: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One change with the head line of its transaction, read once."""

    h: str
    head: Mapping[str, Any]
    key: Key
    values: Mapping[str, Any]
    over: Mapping[str, tuple[str, ...]]
    seen: frozenset[str]

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Who is shown where several are: authority, counter, device, hash. No clock."""
        return self.head["a"], self.head["lam"], self.head["d"], self.h

    @property
    def addition(self) -> bool:
        """Names every column, also those that its program did not have."""
        whole = not self.over or (EVERY in self.over and self.over.keys() <= {EVERY, MOVED})
        return whole and not {GONE, INTO} & self.values.keys()


@dataclass(frozen=True)
class Group:
    """Rows that were found to be the same: which of them stays, when the newest arrow was drawn, and where they are."""

    stays: str
    since: str
    place: str


@dataclass
class View:
    """Everything a device shows: rows by ledger, differences, ends of chains, what waits for another row."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    conflicts: dict[tuple[str, str, str], tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    tips: set[tuple[str, str, str, int]] = field(default_factory=set)
    waiting: set[Key] = field(default_factory=set)


def name_of(text: tuple[str, ...]) -> str:
    """The transaction's hash, from its bytes; an erased line counts with the hash that its tombstone carries."""
    outer = hashlib.sha256(text[0].encode())
    for line in text[1:]:
        said = json.loads(line)
        outer.update(bytes.fromhex(said["r"]["h"]) if "r" in said else hashlib.sha256(line.encode()).digest())
    return outer.hexdigest()[:32]


def _body(change: Mapping[str, Any]) -> Mapping[str, Any]:
    """A tombstone says which fields were written and over what, with no value."""
    if "r" not in change:
        return change
    erased = change["r"]
    return {**{k: v for k, v in erased.items() if k in ("p", "seen", "o")}, "v": dict.fromkeys(erased["v"]) | erased.get("keep", {})}


def lines_of(texts: Texts) -> list[Line]:
    """Every change line of a set of transactions."""
    found = []
    for h, text in texts.items():
        head = json.loads(text[0])
        for line in text[1:]:
            change = json.loads(line)
            body = _body(change)
            over = {name: tuple(hashes) for name, hashes in (body.get("p") or {}).items()}
            found.append(Line(h, head, (change["t"], change["i"]), body.get("v") or {}, over, frozenset(body.get("seen") or ())))
    return found


def needs(text: tuple[str, ...]) -> set[str]:
    """What must be there first: the one before in the chain, and all that its author had seen in this place."""
    head = json.loads(text[0])
    found = {head["prev"]} if head["prev"] else set()
    for line in text[1:]:
        body = _body(json.loads(line))
        named = {h for hashes in (body.get("p") or {}).values() for h in hashes} | set(body.get("seen") or ())
        found |= named - set(body.get("o") or ())
    return found


def closed(texts: Texts) -> set[str]:
    """Those that can stand in a journal: all they need stands there too. The others wait, whatever comes when."""
    heads = {h: json.loads(text[0]) for h, text in texts.items()}
    wanted = {h: needs(text) for h, text in texts.items()}
    inside: set[str] = set()
    while True:
        more = {h for h in texts if h not in inside and wanted[h] <= inside and _follows(heads[h], heads)}
        if not more:
            return inside
        inside |= more


def _follows(head: Mapping[str, Any], heads: Mapping[str, Mapping[str, Any]]) -> bool:
    before = heads.get(head["prev"]) if head["prev"] else None
    if before is None:
        return head["prev"] is None and head["n"] == 1
    return (before["d"], before["s"], before["n"]) == (head["d"], head["s"], head["n"] - 1)


def tips_of(texts: Texts) -> set[tuple[str, str, str, int]]:
    """Ends of chains: several for a device that was copied or put back."""
    heads = {h: json.loads(text[0]) for h, text in texts.items()}
    passed = {head["prev"] for head in heads.values()}
    return {(head["d"], head["s"], h, head["n"]) for h, head in heads.items() if h not in passed}


class Row:
    """All lines about one row, and what they come to."""

    def __init__(self, key: Key, lines: Iterable[Line]) -> None:
        self.key, self.lines = key, list(lines)
        self.additions = [line for line in self.lines if line.addition]
        self.moved = any(MOVED in line.values for line in self.lines)
        # Where it is now, when it was moved and lines of that place are here.
        self.present: str | None = None
        if self.moved and (now := self.value(MOVED)) in {line.head["s"] for line in self.stands()}:
            self.present = now

    def heads(self, name: str) -> list[Line]:
        """Who wrote the field and was not written over; the one that is shown stands last."""
        over = {h for line in self.lines for h in line.over.get(name, ())}
        if name not in APART:
            over |= {h for line in self.additions for h in line.over.get(EVERY, ())}
        wrote = [line for line in self.lines if name in line.values or (name not in APART and line.addition)]
        return sorted((line for line in wrote if line.h not in over), key=lambda line: (line.head["s"] == self.present, *line.rank))

    def counting(self, lines: Iterable[Line]) -> list[Line]:
        """Of a row that was moved, what its former village said late decides nothing: the new one never hears it."""
        return [line for line in lines if self.present in (None, line.head["s"])]

    def stands(self) -> list[Line]:
        """The heads of all fields."""
        return [line for name in (EVERY, *self.names()) for line in self.heads(name)]

    def into(self) -> Any:
        """The row that this one is the same as."""
        arrows = self.counting(self.heads(INTO))
        return arrows[-1].values[INTO] if arrows else None

    def value(self, name: str) -> Any:
        """What is shown."""
        heads = self.heads(name)
        return heads[-1].values.get(name) if heads else None

    def names(self) -> list[str]:
        """Fields that anybody wrote."""
        return sorted({name for line in self.lines for name in line.values} - APART)

    def removal(self) -> list[Any] | None:
        """When and why it was taken away, if it is: every word about it says so, and knew all that stands in it."""
        words = self.counting(self.heads(GONE))
        if not words or any(line.values[GONE] is None for line in words):
            return None
        knew = {h for line in words for h in (*line.seen, line.h)}
        stands = {line.h for line in self.counting(self.stands())}
        return list(words[-1].values[GONE]) if stands <= knew else None

    @property
    def away(self) -> bool:
        """Moved to a place of which this device has no line."""
        return self.moved and self.present is None

    @property
    def place(self) -> str:
        """Where it was moved to, else the chain in which it was added."""
        return self.present or str(self.heads(EVERY)[-1].head["s"])

    def conflicts(self, standing: Iterable[str]) -> Iterable[tuple[str, str, tuple[tuple[str, str], ...]]]:
        """Fields whose heads differ; removals that did not know everything. What has left is decided where it is."""
        if self.away:
            return
        for name in (*self.names(), INTO, MOVED):
            held = tuple((line.h, _json(line.values.get(name))) for line in self.heads(name))
            if len({value for _, value in held}) > 1:
                kind = "duplicate" if name == INTO else "state" if name == MOVED or name in standing else "value"
                yield name, kind, held
        words = self.counting(self.heads(GONE))
        if self.removal() is None and any(line.values[GONE] is not None for line in words):
            yield GONE, "delete", tuple((line.h, _json(line.values[GONE])) for line in words)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def view(texts: Texts, shapes: Mapping[str, Shape]) -> View:
    """What a device shows that has journalled exactly these."""
    by_row: dict[Key, list[Line]] = {}
    for line in lines_of(texts):
        by_row.setdefault(line.key, []).append(line)
    rows = {key: Row(key, lines) for key, lines in by_row.items() if key[0] in shapes}
    rows = {key: row for key, row in rows.items() if row.additions}
    same = _same(rows)
    plain = {key: _shown(row, shapes[key[0]], same) for key, row in rows.items()}
    found = View(tips=tips_of(texts))
    found.waiting = _without_target(plain, shapes)
    for (tbl, uid), values in plain.items():
        if (tbl, uid) not in found.waiting:
            found.rows.setdefault(tbl, {})[uid] = values
            for name, kind, heads in rows[tbl, uid].conflicts(shapes[tbl].standing):
                found.conflicts[tbl, uid, name] = kind, heads
    return found


def _shown(row: Row, shape: Shape, same: Mapping[Key, Group]) -> dict[str, Any]:
    _tbl, uid = row.key
    values = {name: row.value(name) for name in shape.columns}
    for name, to in shape.links.items():
        values[name] = _led(same, to, values[name], row.place)
    if "ledger" in values and "row" in values:
        values["row"] = _led(same, values["ledger"], values["row"], row.place)
    at, why = row.removal() or (None, None)
    if row.away:
        at, why = str(row.heads(MOVED)[-1].head["ts"]), AWAY
    if row.key in same and same[row.key].stays != uid:
        at, why = same[row.key].since, MERGED
    return {"uid": uid, "scope": row.place, "removed_at": at, "removed_why": why, **values}


def _led(same: Mapping[Key, Group], to: Any, uid: Any, place: str) -> Any:
    """Where a link leads: to the row that stays, in its own place; of another place's rows it cannot tell."""
    return same[to, uid].stays if (to, uid) in same and same[to, uid].place == place else uid


def _together(one: Row, other: Row | None) -> bool:
    """Only what is in one place can be the same; each village must be able to tell by its own lines."""
    return not one.away and (other is None or (not other.away and one.place == other.place))


def _same(rows: Mapping[Key, Row]) -> dict[Key, Group]:
    """The set of each row that an arrow touches. Of a set that row stays which was entered first."""
    drawn = {key: (key[0], row.into()) for key, row in rows.items() if row.into()}
    arrows = {key: other for key, other in drawn.items() if _together(rows[key], rows.get(other))}
    sets: dict[Key, set[Key]] = {}
    for key, other in arrows.items():
        joined = sets.get(key, {key}) | sets.get(other, {other})
        for one in joined:
            sets[one] = joined
    entered = {key: min(line.head["lam"] for line in row.heads(EVERY)) for key, row in rows.items()}
    found = {}
    for key, members in sets.items():
        since = max(str(rows[one].heads(INTO)[-1].head["ts"]) for one in members if one in arrows)
        stays = min((entered[one], one[1]) for one in members if one in entered)[1]
        found[key] = Group(stays, since, next(rows[one].place for one in members if one in rows))
    return found


def _without_target(plain: Mapping[Key, Mapping[str, Any]], shapes: Mapping[str, Shape]) -> set[Key]:
    """Rows that lead to a row that is not here, and rows that lead to those."""
    left: set[Key] = set()
    while True:
        more = {
            key for key, values in plain.items() if key not in left
            for name, to in shapes[key[0]].links.items()
            if values.get(name) and to in shapes and ((to, values[name]) not in plain or (to, values[name]) in left)
        }
        if not more:
            return left
        left |= more
