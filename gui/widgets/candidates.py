"""Who may be meant by what is typed into a link: names, pinyin initials, last four of the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store import Store

MOST = 12
_SCANNED = 2000  # a ledger without search keys is read up to here: toilets, loans of one village


@dataclass(frozen=True)
class Candidate:
    """One record that may be meant."""

    uid: str
    title: str
    detail: str = ""


def find(store: Store, ledger: str, typed: str) -> list[Candidate]:
    """At most MOST records of `ledger`; for a household also by its members."""
    from models import store as st
    from models.ledgers import LEDGERS

    typed = typed.strip()
    if not typed:
        return _recent(store, ledger)
    if ledger in ("household", "person") or LEDGERS[ledger].__ledger__.search:
        found: dict[str, Candidate] = {}
        for hit in st.find_anybody(store, typed, limit=4 * MOST):
            uid = hit.household if ledger == "household" else hit.uid if hit.ledger == ledger else None
            if uid and uid not in found:
                by = "" if ledger != "household" or hit.ledger == "household" else f"{hit.title} · "
                found[uid] = Candidate(uid, hit.title, by + hit.detail)
        names = st.names(store, ledger, list(found))
        return [Candidate(uid, names.get(uid) or c.title, c.detail) for uid, c in found.items()][:MOST]
    return [c for c in _recent(store, ledger, _SCANNED) if typed in c.title][:MOST]


def _recent(store: Store, ledger: str, limit: int = MOST) -> list[Candidate]:
    from models import store as st

    uids = [row.uid for row in st.find(store, ledger, order=("-uid",), limit=limit)]
    names = st.names(store, ledger, uids)
    return [Candidate(uid, names.get(uid, "")) for uid in uids if names.get(uid)]
