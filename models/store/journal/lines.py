"""The bytes of a transaction: a head line and its change lines, and the hash that chains them (settled 15).

h = first 32 hex of SHA-256(head bytes, then the 32 raw bytes of SHA-256 of each change line). Bytes are hashed and kept
as they were written, so there is no canonical form to agree on. A line may have been erased on a lawful request: then a
tombstone stands in its place, which carries the hash of what it was, the fields it named and what its author had seen.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.migrations.upcasts import upcast

HEAD_KEYS = ("d", "s", "n", "prev", "lam", "ts", "by", "a", "sv", "op", "src", "un", "why", "k")
FURTHEST = 2**53 - 1  # no counter goes on from here: every database and every program can count so far
MAX_CHANGES = 500  # a transaction; a larger operation is several with one `op`


def encode(value: Mapping[str, Any]) -> str:
    """One line of JSON, keys as written, no spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def salt() -> str:
    """Eight random bytes: what a redacted line said cannot be guessed from its hash."""
    return secrets.token_hex(8)


def hash_of(head: str, lines: Sequence[str]) -> str:
    """The transaction's name, 32 hex digits."""
    outer = hashlib.sha256(head.encode())
    for line in lines:
        outer.update(digest_of(line))
    return outer.hexdigest()[:32]


def digest_of(line: str) -> bytes:
    """The 32 bytes by which a change line enters the hash; a tombstone stands for the line that it replaced."""
    if '"r":{' in line and (erased := _object(line).get("r")):
        try:
            return bytes.fromhex(erased["h"])
        except (KeyError, TypeError, ValueError):
            raise BadLine("tombstone") from None
    return hashlib.sha256(line.encode()).digest()


def stands_for(tombstone: str, line: str) -> bool:
    """Whether a tombstone carries the hash of this very line and names its row."""
    if digest_of(tombstone) != digest_of(line):
        return False
    stone, told = _object(tombstone), _object(line)
    return (stone["t"], stone["i"]) == (told["t"], told["i"])


def view(change: Mapping[str, Any], schema: int) -> tuple[Mapping[str, Any], ...]:
    """A change as the fold reads it: in today's fields and rows; an erased one still writes its own, with nothing in them."""
    if "r" not in change:
        return upcast(change, schema)
    erased = change["r"]
    plain = {"t": change["t"], "i": change["i"], "v": dict.fromkeys(erased["v"]) | erased.get("keep", {}),
            "p": erased["p"], "seen": erased.get("seen", []), "o": erased.get("o", []), "erased": True}
    return upcast(plain, schema)


def others(change: Mapping[str, Any], schema: int) -> list[tuple[str, str]]:
    """The rows besides its own of which a line of an older program speaks."""
    own = change["t"], change["i"]
    return [key for part in view(change, schema) if (key := (part["t"], part["i"])) != own]


def parsed(line: str, schema: int, key: tuple[str, str]) -> Mapping[str, Any]:
    """What a change line of the journal says of one row; `schema` is the `sv` of its head."""
    said = view(json.loads(line), schema)
    return next((change for change in said if (change["t"], change["i"]) == key), {"t": key[0], "i": key[1], "v": {}, "p": {}})


class BadLine(ValueError):
    """The bytes are not a transaction."""


@dataclass(frozen=True)
class Transaction:
    """Verbatim text of one transaction, with its parsed views."""

    head_line: str
    lines: tuple[str, ...]

    @cached_property
    def h(self) -> str:
        """Its hash."""
        return hash_of(self.head_line, self.lines)

    @cached_property
    def head(self) -> dict[str, Any]:
        """The parsed head."""
        return _object(self.head_line)

    @cached_property
    def changes(self) -> tuple[dict[str, Any], ...]:
        """The parsed change lines."""
        return tuple(_object(line) for line in self.lines)

    @cached_property
    def viewed(self) -> tuple[Mapping[str, Any], ...]:
        """What the change lines say, as the fold reads them."""
        return tuple(part for change in self.changes for part in view(change, self.head["sv"]))

    @cached_property
    def needs(self) -> frozenset[str]:
        """Hashes that must be journalled before this one can be folded. Those of other places (`o`) need not."""
        found = {self.head["prev"]} if self.head["prev"] else set()
        for change in self.viewed:
            named = {h for hashes in change.get("p", {}).values() for h in hashes}
            found |= (named | set(change.get("seen", ()))) - set(change.get("o", ()))
        return frozenset(found)

    def check(self) -> None:
        """Raise BadLine when the text is no transaction of ours."""
        head = self.head
        if set(HEAD_KEYS) - set(head) or head["k"] != len(self.lines):
            raise BadLine("head")
        for change in self.changes:
            if not {"t", "i", "z"} <= set(change) or not ("v" in change or "r" in change):
                raise BadLine("change")


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("no JSON") from None
    if not isinstance(value, dict):
        raise BadLine("not an object")
    return value


def split(lines: Sequence[str]) -> list[Transaction]:
    """Transactions out of the lines of a changes.jsonl; raises BadLine."""
    found, at = [], 0
    while at < len(lines):
        k = _object(lines[at]).get("k")
        if type(k) is not int or k < 0 or at + 1 + k > len(lines):
            raise BadLine("count")
        found.append(Transaction(lines[at], tuple(lines[at + 1 : at + 1 + k])))
        at += 1 + k
    for transaction in found:
        transaction.check()
    return found
