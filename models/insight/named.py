"""What a record that a figure counts is called on a screen and on paper: whose it is, in which group, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from models.insight.reader import Reader
from models.ledgers import LEDGERS
from models.store.links import Links


@dataclass(frozen=True)
class Named:
    """A record in words: the group and the head of its household, and itself. live: whether it can still be opened."""

    group: str
    who: str
    what: str
    live: bool = True


def named(reader: Reader, links: Links, ledger: str, uid: str) -> Named:
    """A live record of the reader's day."""
    home = reader.home(ledger, reader.get(ledger, uid))
    who = links.call("household", home["uid"]) if home else ""
    called, title = links.call(ledger, uid), LEDGERS[ledger].__ledger__.title
    what = called if ledger == "person" else " ".join(filter(None, (title, "" if called == who else called)))
    return Named(str(home.get("group") or ""), who, what)
