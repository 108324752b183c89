"""The imports of the last weeks, each of which can be taken back whole: later edits of its rows stay."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.store.journal import tables as t

if TYPE_CHECKING:
    from models.store.store import Store

DAYS = 30
"""For how long an import is offered to be taken back: whoever finds a mistake later mends it by hand."""


@dataclass(frozen=True)
class Batch:
    """One import of this operator on this computer."""

    operation: str
    label: str
    at: str


def imports(store: Store) -> list[Batch]:
    """Those that still stand, newest first."""
    since = (store.now() - timedelta(days=DAYS)).isoformat(timespec="seconds")
    found: dict[str, Batch] = {}
    taken: set[str] = set()
    with store.reader.connect() as connection:
        heads = connection.execute(select(t.journal.c.head).where(t.journal.c.dev == store.device).order_by(t.journal.c.rid.desc()))
        for (line,) in heads:
            head = json.loads(line)
            if head["ts"] < since:
                break
            if head["un"] and head["op"] not in taken:
                taken.add(head["un"])
            elif head["src"] == "import" and head["by"] == store.operator and head["op"] not in taken:
                found.setdefault(head["op"], Batch(head["op"], str(head["why"]), str(head["ts"])))
    return list(found.values())
