"""What 上报接收 shows: what has not gone, what went and came, and for a township the board of its villages. Reads only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import store as st
from models.insight.belonging import of_a_household
from models.insight.named import Named, named
from models.insight.reader import reading
from models.insight.walking import by_number
from models.ledgers import LEDGERS
from models.store import arrivals, exchange
from models.store.ids import EVERYWHERE
from models.store.links import Links
from models.store.shelf import REFUSED
from sync.header import PEER

if TYPE_CHECKING:
    from models.store import Store

_NAME = re.compile(r"([0-9]{12})-[0-9a-f]+-([0-9]+)")
MOST_SHOWN = 30  # packages of each direction
_FEW = 50  # records that are read one by one; for more of them whole ledgers at once


@dataclass(frozen=True)
class Written:
    """One package written here. received: when its receipt came, empty until then; beside: for another computer of this
    very office, not for the township.
    """

    package: str
    number: int
    to: str
    at: str
    received: str
    beside: bool


@dataclass(frozen=True)
class Came:
    """One package that came here. brought: (ledger, title, records changed here)."""

    package: str
    number: int
    sender: str
    at: str
    status: str
    why: str
    brought: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Brought:
    """One record that a package changed. live: whether it is still there to be opened."""

    ledger: str
    uid: str
    live: bool
    named: Named

    @property
    def group(self) -> str:
        """Of which group its household is."""
        return self.named.group

    @property
    def what(self) -> str:
        """What it is called; the list of rows tells them apart by it."""
        return self.named.what


@dataclass(frozen=True)
class Late:
    """What came and waits for a package that has not come yet."""

    sender: str
    number: int
    since: str
    count: int


@dataclass(frozen=True)
class Village:
    """One line of the township's board. days: since its last package, None when none ever came."""

    region: str
    name: str
    card: bool
    last: str
    number: int
    received: int
    waiting: int
    held: int
    days: int | None
    answered: str
    answer_read: bool


@dataclass(frozen=True)
class Board:
    """Everything of the page but the desk of conflicts. partners: offices on the other side; peers: whether there is
    anybody at all to pack for.
    """

    unsent: int
    oldest: str
    by_ledger: tuple[tuple[str, str, int], ...]
    partners: tuple[str, ...]
    peers: bool
    written: tuple[Written, ...]
    came: tuple[Came, ...]
    late: tuple[Late, ...]
    held: tuple[Mapping[str, Any], ...]
    villages: tuple[Village, ...]
    devices: tuple[Mapping[str, Any], ...]


def read(store: Store) -> Board:
    """The page as of now."""
    from services import offices, quarantine

    devices = offices.devices(store)
    names = {one["device"]: one["name"] for one in devices}
    unsent = exchange.unsent(store)
    out, came = arrivals.packages(store, "out"), _taken(store)
    held, late = quarantine.held(store), exchange.waiting(store)
    wanted = "township" if store.role == "village" else "village"
    others = [one for one in devices if one["status"] == "active" and not one["me"]]
    return Board(
        int(unsent["records"]), unsent["oldest"] or "", _titles(unsent["by_ledger"]),
        tuple(one["name"] for one in others if one["role"] == wanted), bool(others),
        tuple(_written(row, names) for row in out[:MOST_SHOWN]), _came(store, came[:MOST_SHOWN], names),
        tuple(Late(names.get(one.peer, ""), number(one.package), one.since or "", one.transactions) for one in late),
        tuple(_named(one, devices) for one in held),
        _villages(store, devices, out, came, late, held) if store.role != "village" else (), tuple(devices),
    )  # fmt: skip


def brought(store: Store, package: str) -> list[Brought]:
    """What one package changed here, group by group."""
    rows = arrivals.brought(store, [package]).get(package, {})
    keys = [(ledger, uid) for ledger, uids in rows.items() if ledger in LEDGERS for uid in uids]
    with reading(store, whole=len(keys) > _FEW) as reader:
        links = Links(reader.source)
        found = [Brought(*key, bool(reader.get(*key)), named(reader, links, *key)) for key in keys]
    return sorted(found, key=lambda one: (by_number(one.group), one.named.who, one.named.what))


def number(package: str) -> int:
    """第3包: the last part of a package's name; 0 when it has none."""
    tail = package.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0


def household_tags(store: Store, household: str) -> tuple[tuple[str, str], ...]:
    """How far this household's records have got, and where they are remembered differently: (words, tone)."""
    with reading(store, whole=False) as reader:
        rows = {ledger: [row["uid"] for row in reader.under(ledger, household)] for ledger in of_a_household()}
    rows["household"] = [household]
    got = [state for ledger, uids in rows.items() if uids for state in st.states(store, ledger, uids).values()]
    way = ("written", "info") if "written" in got else ("received", "accent")
    waiting = got.count("local")
    tags = [(f"{waiting} 条{st.SHOWN['local']}", "warning") if waiting else (st.SHOWN[way[0]], way[1])]
    mine = {(ledger, uid) for ledger, uids in rows.items() for uid in uids}
    if differing := sum((one["tbl"], one["uid"]) in mine for one in exchange.conflicts(store)):
        tags.append((f"{differing} 处和{'镇里' if store.role == 'village' else '村里'}记得不一样", "danger"))
    return tuple(tags)


def _taken(store: Store) -> list[dict[str, Any]]:
    """Packages that were taken in, at least in part; those that were refused lie in 暂存."""
    return [row for row in arrivals.packages(store, "in") if row["status"] != REFUSED]


def _titles(by_ledger: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    return tuple((id, LEDGERS[id].__ledger__.title, n) for id, n in by_ledger.items() if id in LEDGERS)


def _written(row: Mapping[str, Any], names: Mapping[str, str]) -> Written:
    return Written(row["pid"], number(row["pid"]), names.get(row["peer"], ""), row["at"] or "", row["receipt_at"] or "", row["kind"] == PEER)


def _came(store: Store, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> tuple[Came, ...]:
    brought = arrivals.brought(store, [row["pid"] for row in rows])
    return tuple(
        Came(row["pid"], number(row["pid"]), names.get(row["peer"], ""), row["at"] or "", row["status"], row["why"] or "",
             _titles({id: len(uids) for id, uids in brought.get(row["pid"], {}).items()}))
        for row in rows
    )


def _villages(store: Store, devices: Sequence[Mapping[str, Any]], out: Sequence[Mapping[str, Any]],
              came: Sequence[Mapping[str, Any]], late: Sequence[Any], held: Sequence[Mapping[str, Any]]) -> tuple[Village, ...]:
    """A line for each village that has a card here, a row in 村, or a package in 暂存."""
    home = {one["device"]: one["region"] for one in devices}
    active = [one for one in devices if one["role"] == "village" and one["status"] == "active"]
    named = {row.scope: row["name"] for row in st.find(store, "village") if row.scope not in ("", EVERYWHERE)}
    named |= {one["region"]: one["name"] for one in active}
    strangers = {_region(one) for one in held} - {"", store.region}
    today = store.today()
    return tuple(
        _village(region, named.get(region, ""), today, card=any(one["region"] == region for one in active),
                 came=[row for row in came if home.get(row["peer"]) == region],
                 out=[row for row in out if home.get(row["peer"]) == region],
                 waiting=sum(one.transactions for one in late if home.get(one.peer) == region),
                 held=sum(_region(one) == region for one in held))
        for region in sorted(named.keys() | strangers)
    )


def _village(region: str, name: str, today: date, *, card: bool, came: Sequence[Mapping[str, Any]],
             out: Sequence[Mapping[str, Any]], waiting: int, held: int) -> Village:
    last = came[0]["at"] or "" if came else ""
    days = max((today - date.fromisoformat(last[:10])).days, 0) if last else None
    return Village(
        region, name, card, last, number(came[0]["pid"]) if came else 0, len(came), waiting, held, days,
        out[0]["at"] or "" if out else "", bool(out and out[0]["receipt_at"]),
    )


def _named(held: Mapping[str, Any], devices: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """With the name of the office that it says it comes from."""
    region = _region(held)
    return {**held, "sender": held["name"] or next((one["name"] for one in devices if one["region"] == region), region)}


def _region(held: Mapping[str, Any]) -> str:
    """Which village a refused package says it comes from: by its cover, else by its name."""
    found = _NAME.search(held["package"] or Path(held["path"]).stem)
    return str(held["from"] or "") or (found[1] if found else "")
