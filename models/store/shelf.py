"""Packages put aside (暂存): what could not be taken in, where our own copy of it lies, and why; and what came in part.

What stands on a refused package is not proved, so its row goes by its content alone and never takes another's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from models.store.engine import upsert
from models.store.journal import tables as t
from models.store.unit import writing

if TYPE_CHECKING:
    from models.store.store import Store

REFUSED, PARTIAL = "quarantined", "partial"
_TAKEN = ("applied", "waiting")


@dataclass(frozen=True)
class Held:
    """One package that is not all in. `path` is our own copy, `peer` whom it says it comes from."""

    id: str
    sha256: str
    path: str
    peer: str
    at: str
    why: str
    missing: tuple[str, ...]
    status: str


def put_aside(store: Store, sha256: str, path: str, why: str, peer: str = "") -> str:
    """Note a refused package; the same content again is the same row. Hands back its id."""
    id = _id(sha256)
    with writing(store) as connection:
        connection.execute(upsert(t.package, ("pid", "dir")).values(
            pid=id, dir="in", kind=None, peer=peer, sha256=sha256, status=REFUSED, why=why, path=path, missing=None,
            n_new=0, n_dup=0, tips=None, at=store.now().isoformat(timespec="seconds"), operations=None, changes=None,
            receipt_at=None))
    return id


def forget(store: Store, id: str) -> None:
    """Take one off the list: it was taken in after all, or nobody wants it. What came in part did come."""
    p = t.package.c
    with writing(store) as connection:
        connection.execute(delete(t.package).where(p.pid == id, p.dir == "in", p.status == REFUSED))
        connection.execute(update(t.package).where(p.pid == id, p.dir == "in", p.status == PARTIAL).values(status="applied"))


def forget_content(store: Store, sha256: str) -> None:
    """This very file was taken in: it is refused no more."""
    p = t.package.c
    with store.reader.connect() as connection:
        here = connection.execute(select(p.pid).where(p.pid == _id(sha256), p.dir == "in")).first()
    if here:
        forget(store, _id(sha256))


def held(store: Store) -> list[Held]:
    """Everything that is not all in, as it came. A package of which a part was lost is no longer on the list when a
    later one of the same sender came whole: that one brought what was missing.
    """
    p = t.package.c
    with store.reader.connect() as connection:
        rows = connection.execute(select(p.pid, p.sha256, p.path, p.peer, p.at, p.why, p.missing, p.status)
                                  .where(p.dir == "in", p.status.in_((REFUSED, PARTIAL)))).all()
        whole = connection.execute(select(p.pid).where(p.dir == "in", p.status.in_(_TAKEN))).scalars()
        newest: dict[str, int] = {}
        for pid in whole:
            sender, number = _number(pid)
            newest[sender] = max(number, newest.get(sender, 0))
    found = [Held(row.pid, row.sha256 or "", row.path or "", row.peer or "", row.at or "", row.why or "",
                  tuple(filter(None, (row.missing or "").split(","))), row.status) for row in rows]
    open_still = [one for one in found if one.status == REFUSED or newest.get(_number(one.id)[0], 0) < _number(one.id)[1]]
    return sorted(open_still, key=lambda one: (one.path, one.id))


def copy_of(store: Store, sha256: str) -> str:
    """Where our own copy of this content was put, if it ever was; it may be gone by now."""
    p = t.package.c
    with store.reader.connect() as connection:
        return connection.execute(select(p.path).where(p.dir == "in", p.sha256 == sha256, p.path.is_not(None))).scalar() or ""


def written_for(store: Store, peer: str) -> list[str]:
    """The packages that were written here for a peer, by their numbers."""
    p = t.package.c
    with store.reader.connect() as connection:
        return sorted(connection.execute(select(p.pid).where(p.dir == "out", p.peer == peer)).scalars(), key=_number)


def _id(sha256: str) -> str:
    return f"?{sha256[:32]}"


def _number(package: str) -> tuple[str, int]:
    """Whose package, and its how-many-eth: numbers are the sender's own and owe nothing to a clock."""
    sender, _, number = package.rpartition("-")
    return sender, int(number) if number.isdecimal() else 0
