"""The bytes of a transaction: a head line and its change lines, and the hash that chains them (settled 15).

h = first 32 hex of SHA-256(head bytes, then the 32 raw bytes of SHA-256 of each change line). Bytes are hashed and kept
as they were written, so there is no canonical form to agree on.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

HEAD_KEYS = ("d", "s", "n", "prev", "lam", "ts", "by", "a", "sv", "op", "src", "un", "why", "k")
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
        outer.update(hashlib.sha256(line.encode()).digest())
    return outer.hexdigest()[:32]


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
    def needs(self) -> frozenset[str]:
        """Hashes that must be journalled before this one can be folded."""
        found = {self.head["prev"]} if self.head["prev"] else set()
        for change in self.changes:
            found.update(h for heads in change.get("p", {}).values() for h in heads)
            found.update(change.get("seen", ()))
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
