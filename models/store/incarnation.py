"""A new device id for a folder that is not, or may not be, the one which wrote its chain: an older copy, a second copy,
another computer. The old chain stays as it is and the new one begins beside it, so two writers never share a number.

Nobody is asked anything. One sentence waits for the cadre (`notices`), and work goes on.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from models.kernel import Circumstance
from models.store import identity as installation
from models.store import witness
from models.store.engine import upsert
from models.store.ids import device_id
from models.store.journal import tables as t
from models.store.unit import writing

if TYPE_CHECKING:
    from models.store.store import Store

OLDER, COPIED, RESTORED, MOVED, TWIN = "older", "copied", "restored", "moved", "twin"
BEFORE, _NOTICES, _MOST_NOTICES = "before", "notices", 20
_SENTENCES = {
    OLDER: "这里的数据是以前的一份。后来记过、已经带走的，读一次镇里带回的U盘就补回来；照常记就行。",
    COPIED: "这里的数据像是从别处拷来的。照常记就行：那边要是还在记，两边记的都留着。",
    RESTORED: "这里的数据是从备份恢复的。备份以后记过、已经带走的，读一次镇里带回的U盘就补回来；照常记就行。",
    MOVED: "这份台账换到了这台电脑上。照常记就行：原来那台要是还在记，两边记的都留着。",
    TWIN: "有另一台电脑用同一份台账往外带。两边记的都留着，照常记就行；以后请一台电脑一份，别再整个拷来拷去。",
}


def earlier(identity: Mapping[str, str]) -> list[str]:
    """The device ids that this folder had before, the oldest first."""
    return [device for device in identity.get(BEFORE, "").split(",") if device]


def watch(store: Store) -> None:
    """On opening: mint when the witness beside the database speaks against it. Two windows that open at once mint once."""
    with store.reader.connect() as connection:
        doubted = _doubt(store, connection)
    if doubted:
        with writing(store) as connection:
            # Asked again under the write lock: another window may have seen to it while we waited.
            _reread(store, connection)
            why = _doubt(store, connection)
            if why:
                mint(store, why, connection)


def mint(store: Store, why: str, connection: Connection | None = None) -> str:
    """Go on under a new device id with the same keys; returns it. Inside a transaction give its connection: should that
    transaction be rolled back, `reread` sets the open store right again.
    """
    if connection is None:
        with _unless_rolled_back(store), writing(store) as own:
            return mint(store, why, own)
    changed = {"device": device_id(), BEFORE: ",".join([*earlier(store.identity), store.device])}
    keep(connection, store, changed)
    notice(connection, store, _SENTENCES[why])
    # Before the commit and under its lock: the next to open finds either both or neither, and neither mints again.
    with contextlib.suppress(OSError, Circumstance):
        put_witness(store, connection)
    return changed["device"]


def succeed(store: Store, device: str, changed: Mapping[str, str]) -> None:
    """Go on under this new id and with what else is new, all or nothing."""
    with _unless_rolled_back(store), writing(store) as connection:
        keep(connection, store, {**changed, "device": device, BEFORE: ",".join([*earlier(store.identity), store.device])})
    store.write_witness()


@contextlib.contextmanager
def _unless_rolled_back(store: Store) -> Iterator[None]:
    """The open store is what the database says, whether the transaction held or not."""
    before = dict(store.identity)
    try:
        yield
    except BaseException:
        store.identity.clear()
        store.identity.update(before)
        raise


def keep(connection: Connection, store: Store, changed: Mapping[str, str]) -> None:
    """Write what this device says of itself, in the database and in the open store."""
    installation.write(connection, store.data_key, changed)
    store.identity.update(changed)


def reread(store: Store) -> None:
    """What the database says this device is: after a transaction that was rolled back, or another window's work."""
    with store.reader.connect() as connection:
        _reread(store, connection)


def _reread(store: Store, connection: Connection) -> None:
    store.identity.update(installation.read(connection, store.data_key))


def put_witness(store: Store, connection: Connection) -> None:
    """Note beside the database how far our own chains have come, those under earlier names too. A computer that will not
    tell its name keeps the one it told before. A window that was open under an earlier name takes the new one here.
    """
    _reread(store, connection)
    ours = (store.device, *earlier(store.identity))
    rows = connection.execute(select(t.tip.c.dev, t.tip.c.scope, t.tip.c.seq, t.tip.c.h).where(t.tip.c.dev.in_(ours))
                              .order_by(t.tip.c.seq))
    last = witness.read(store.folder.witness)
    same = last is not None and last.device == store.device
    machine = witness.machine_id() or (last.machine if last and same else None)
    tips = {f"{dev} {scope}": (seq, h) for dev, scope, seq, h in rows}
    witness.write(store.folder.witness, witness.Witness(store.device, tips, machine, store.now()))


def _doubt(store: Store, connection: Connection) -> str | None:
    """Why this folder must not go on under its name; None when all is as it was left."""
    ours = [store.device, *earlier(store.identity)]
    if not connection.execute(select(t.journal.c.h).where(t.journal.c.dev.in_(ours)).limit(1)).first():
        return None
    last = witness.read(store.folder.witness)
    if last is witness.SILENT:
        return None  # what cannot be read is not gone
    if last is None:
        # Several computers may work in one database on a server, and each has a witness of its own, or none yet.
        return None if store.folder.server else COPIED
    if last.restored:
        return RESTORED
    if last.device not in ours or _lacks(connection, last):
        return OLDER
    return MOVED if last.moved(witness.machine_id()) and not store.folder.server else None


def _lacks(connection: Connection, last: witness.Witness) -> bool:
    """Whether the witness has seen a line that the journal does not have."""
    wanted = {h for _, h in last.tips.values()}
    held = connection.execute(select(t.journal.c.h).where(t.journal.c.h.in_(wanted)))
    return bool(wanted - {h for (h,) in held})


def notice(connection: Connection, store: Store, sentence: str) -> None:
    """A sentence that waits until the cadre has seen it."""
    found = connection.execute(select(t.setting.c.value).where(t.setting.c.name == _NOTICES)).scalar()
    kept = [one for one in json.loads(found or "[]") if one[1] != sentence]
    kept.append([store.now().isoformat(timespec="seconds"), sentence])
    connection.execute(upsert(t.setting, ("name",)).values(name=_NOTICES, value=json.dumps(kept[-_MOST_NOTICES:])))


def tell(store: Store, sentence: str) -> None:
    """The same in a transaction of its own."""
    with writing(store) as connection:
        notice(connection, store, sentence)


def notices(store: Store) -> list[str]:
    """The sentences that wait, the oldest first."""
    return [sentence for _, sentence in json.loads(store.setting(_NOTICES, "[]"))]


def notices_read(store: Store) -> None:
    """The cadre has seen them."""
    store.keep_setting(_NOTICES, "[]")
