"""The devices of other offices that are known here: whose, since when, and whether they are trusted still.

Nobody is ever forgotten: a line by a device that was replaced or closed keeps the rank it was written with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.store.engine import upsert
from models.store.journal import tables as t
from models.store.unit import writing

if TYPE_CHECKING:
    from models.store.store import Store

ACTIVE, REPLACED, CLOSED = "active", "replaced", "closed"
_QUIET = "quiet_devices"


@dataclass(frozen=True)
class Device:
    """One row of sync_device. since: when it got this status; after: the device that it follows."""

    dev: str
    card: str
    role: str
    status: str = ACTIVE
    first_seen: str | None = None
    since: str | None = None
    after: str | None = None


def known(store: Store) -> list[Device]:
    """All of them, whatever has become of them."""
    names = [t.device.c[name] for name in Device.__dataclass_fields__]
    with store.reader.connect() as connection:
        return [Device(**row) for row in connection.execute(select(*names).order_by(t.device.c.dev)).mappings()]


def keep(store: Store, devices: Iterable[Device]) -> None:
    """Write these rows, each whole."""
    rows = [asdict(one) for one in devices]
    if rows:
        with writing(store) as connection:
            connection.execute(upsert(t.device, ("dev",)), rows)


def quiet(store: Store) -> set[str]:
    """Devices that have a follower and were not heard of since: no package is made for them by itself."""
    return set(filter(None, store.setting(_QUIET).split(",")))


def keep_quiet(store: Store, devices: Sequence[str]) -> None:
    """Nothing has come from these since their follower came."""
    _put(store, quiet(store) | set(devices))


def heard(store: Store, device: str) -> None:
    """Something has come from this one: it lives, and gets its packages again."""
    _put(store, quiet(store) - {device})


def _put(store: Store, devices: set[str]) -> None:
    if devices != quiet(store):
        store.keep_setting(_QUIET, ",".join(sorted(devices)))
