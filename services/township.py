"""What only the township may do with a village's records: move a household to another village, erase on a lawful request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models import store as st
from models.kernel import UsageMistake, UserMistake
from models.ledgers import LEDGERS
from models.store import erasing, moving
from models.store.checking import field_named
from services import admission

if TYPE_CHECKING:
    from models.store import Store

_VILLAGE = re.compile(r"\d{12}")
_TOWN = 9  # digits that the villages of one township share
_PROVISIONAL = "98"  # settled 1: a village that does not know its code yet


def move(store: Store, household: str, to: str, reason: str) -> dict[str, Any]:
    """A household with all that belongs to it, from its village to another of this township."""
    ours = to[:_TOWN] == store.region[:_TOWN] or to.startswith(_PROVISIONAL)
    if not _VILLAGE.fullmatch(to) or not ours or to == store.region:
        raise UsageMistake("要写本镇一个村的12位区划代码，请核对。")
    return {"operation": moving.move(store, _household(store, household), to, reason)}


def erase(store: Store, ledger: str, uid: str, fields: Sequence[str], reason: str) -> dict[str, Any]:
    """The content of fields of one record, in every copy of every line that ever wrote it; signed by this township."""
    found = [field_named(LEDGERS[ledger], name) for name in fields]
    if derived := next((field for field in found if field.derived is not None), None):
        raise UsageMistake(f"“{derived.label}”是算出来的，这里没有存，请写存它的那一栏。")
    if st.get(store, ledger, uid) is None:
        raise UserMistake(f"{LEDGERS[ledger].__ledger__.title}里没有这一条，请核对编号。")
    names = [field.name for field in found]
    operation = erasing.erase(store, ledger, uid, names, reason, lambda said: admission.sign_erasure(store, said))
    return {"operation": operation}


def _household(store: Store, typed: str) -> str:
    """A household by its uid, its code or its head's certificate, where it fits only one."""
    if st.get(store, "household", typed) is not None:
        return typed
    found = {row.uid for row in st.find(store, "household", {"code": typed})}
    found |= {row["household"] for row in st.find(store, "person", {"id_no": typed, "left_on": None}) if row["household"]}
    if len(found) != 1:
        raise UserMistake("没有这一户，请核对编号。" if not found else "这个编号有几户，请写那一户自己的编号，用 show 看。")
    return found.pop()
