"""Which rows a table shows and in what order: what the database can say, it says; the rest is read and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models import store as st
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store import Store

CHUNK = 500
Progress = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Wish:
    """What the person asked for above the table. where: stored or derived fields; group: the household's; state: how
    far a record has got on its way to the township.
    """

    where: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    text: str = ""
    state: str = ""
    order: tuple[str, ...] = ()


def reads_rows(ledger: str, wish: Wish) -> bool:
    """Whether the rows themselves must be read to choose among them, which takes its time."""
    fields = LEDGERS[ledger].__fields__
    return bool(wish.text) or any(fields[name].derived is not None for name in wish.where)


def select(store: Store, ledger: str, wish: Wish, progress: Progress | None = None) -> list[str]:
    """The uids to show. May take long in a big file: call it from a worker."""
    fields = LEDGERS[ledger].__fields__
    stored = {name: value for name, value in wish.where.items() if fields[name].derived is None}
    derived = {name: value for name, value in wish.where.items() if fields[name].derived is not None}
    found = st.uids(store, ledger, stored, _order(ledger, wish.order))
    if wish.group and "household" in fields:
        found = _of_group(store, ledger, found, wish.group)
    if wish.state:
        found = [uid for part in _chunks(found) for uid, state in st.states(store, ledger, part).items() if state == wish.state]
    sorted_by = wish.order[0].removeprefix("-") if wish.order else ""
    by_words = sorted_by if sorted_by and (sorted_by == "group" or _shown_order(fields.get(sorted_by))) else ""
    if not (derived or wish.text or by_words):
        return found
    kept = list(_read(store, ledger, found, derived, wish.text.strip().lower(), by_words, progress))
    if by_words:
        kept.sort(key=lambda pair: pair[1], reverse=wish.order[0].startswith("-"))
    return [uid for uid, _ in kept]


def _order(ledger: str, order: tuple[str, ...]) -> tuple[str, ...]:
    fields = LEDGERS[ledger].__fields__
    wanted = order or LEDGERS[ledger].__ledger__.sort
    return tuple(n for n in wanted if n.removeprefix("-") in fields and fields[n.removeprefix("-")].derived is None)


def _shown_order(field: Any) -> bool:
    """A link is ordered by name and a derived field has no column: both are compared as they are shown."""
    return field is not None and (field.to is not None or field.derived is not None)


def _of_group(store: Store, ledger: str, uids: list[str], group: str) -> list[str]:
    houses = set(st.uids(store, "household", {"group": group}))
    return [row.uid for part in _chunks(uids) for row in st.by_uids(store, ledger, part) if row["household"] in houses]


def _read(store: Store, ledger: str, uids: list[str], derived: Mapping[str, Any], text: str, by_words: str,
          progress: Progress | None) -> Any:
    done = 0
    for part in _chunks(uids):
        rows = st.by_uids(store, ledger, part)
        values = st.full(store, ledger, rows, derived) if derived else [{} for _ in rows]
        words = st.shown(store, ledger, rows) if text or by_words else [{} for _ in rows]
        for row, full, shown in zip(rows, values, words, strict=True):
            if any(full.get(name) != value for name, value in derived.items()):
                continue
            if not text or any(text in shown_text.lower() for shown_text in shown.values()):
                yield row.uid, shown.get(by_words, "")
        done += len(part)
        if progress:
            progress(done, len(uids), "正在找")


def _chunks(uids: list[str]) -> Any:
    return (uids[at:at + CHUNK] for at in range(0, len(uids), CHUNK))
