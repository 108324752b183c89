"""The latest moments that this file knows of: its own last event, the township's last word, what other devices wrote.

Each source counts with its last word by its own counters (Lamport counter, package number), never with its greatest date:
a clock that ran fast for a day and was set right since makes nobody doubt for years.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from models.store import clock, incarnation
from models.store.clock import HighWater, doubt
from models.store.journal import tables as t
from models.store.unit import AUTHORITY

if TYPE_CHECKING:
    from models.store.store import Store

_UP = "up"


def clock_doubt(store: Store) -> str | None:
    """What to say of the computer's date before anything is saved under it."""
    with store.reader.connect() as connection:
        return doubt_on(connection, store)


def doubt_on(connection: Connection, store: Store) -> str | None:
    """`clock_doubt` on a connection that is open already: a save asks it each time."""
    return doubt(store.now(), _known(connection, store))


def sure_day(store: Store) -> date:
    """What day it is at least, whatever the computer's clock says."""
    with store.reader.connect() as connection:
        return clock.sure_day(store.now(), _known(connection, store))


def _known(connection: Connection, store: Store) -> HighWater:
    return high_water(connection, {store.device, *incarnation.earlier(store.identity)}, AUTHORITY[store.role])


def high_water(connection: Connection, mine: Collection[str], authority: int) -> HighWater:
    """What a device of this authority knows of the time; `mine` is how it is called and was called before."""
    tip, journal = t.tip.c, t.journal.c
    last: dict[str, tuple[int, int, datetime]] = {}
    for row in connection.execute(select(tip.dev, journal.lam, journal.head).join(t.journal, journal.h == tip.h)):
        head = json.loads(row.head)
        if (at := _moment(head["ts"])) is not None:
            last[row.dev] = max(last.get(row.dev, (-1, 0, at)), (row.lam, head["a"], at), key=lambda one: one[0])
    own = max((last.pop(device) for device in mine if device in last), key=lambda one: one[0], default=None)
    above = [at for _, rank, at in last.values() if rank > authority]
    if (receipt := _last_receipt(connection)) is not None:
        above.append(receipt)
    return HighWater(own[2] if own else None, max(above, default=None), tuple(at for _, _, at in last.values()))


def _last_receipt(connection: Connection) -> datetime | None:
    """When the township took in the last of our packages that it has answered for."""
    p = t.package.c
    answered = select(p.receipt_at).where(p.dir == "out", p.kind == _UP, p.receipt_at.is_not(None))
    return _moment(connection.execute(answered.order_by(p.pid.desc()).limit(1)).scalar())


def _moment(text: str | None) -> datetime | None:
    """An instant that another computer wrote; None when it is none."""
    try:
        return datetime.fromisoformat(text).astimezone() if text else None
    except (ValueError, OverflowError):
        return None
