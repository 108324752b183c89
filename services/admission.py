"""What of a proved package may enter the journal, and what else it asks of this office once it has.

A package is proved by its sender's signature; its lines are not, each by itself. So every line is held against what its
bearer may say: in whose name, for which village, about which rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import models.store as st
from models.store import digest, erasing, exchange, incarnation, moving, vetting
from models.store.ids import EVERYWHERE
from models.store.journal.fold import Folded
from models.store.journal.lines import Transaction
from models.store.unit import AUTHORITY
from services.trust import earlier_cards, known, me, roles
from sync import minisign
from sync.cards import Card
from sync.reader import Incoming
from sync.refusal import Refused

_PURPOSE = b"zhenxing erase"
ERASED, STATE, TWIN = "erased", "state", "twin"


def admit(store: st.Store, incoming: Incoming, *, asked: bool = False) -> list[Transaction]:
    """The transactions of a package, each vetted. Refused or BadLine when one of them may not come this way.

    asked: the clerk looked at the package and takes it: then lines in this office's name come back from below, too.
    """
    transactions = exchange.read_transactions([line for group in incoming.transactions for line in group])
    held, rank = roles(store), AUTHORITY[incoming.sender.role]
    if not asked and rank < AUTHORITY[store.role] and _borrowed(store, transactions, rank):
        raise Refused("own_name", store.role)
    may_move = asked or rank > 1
    if (not all(_allowed(store, one.head, incoming.sender, held) for one in transactions)
            or vetting.trespass(store, transactions, moves=may_move)):
        raise Refused("resealed", store.role)
    if not all(_signed(store, *one) for one in erasing.signed(transactions)):
        raise Refused("resealed", store.role)
    return transactions


def _allowed(store: st.Store, head: Mapping[str, Any], sender: Card, held: Mapping[str, str]) -> bool:
    """A line carries the rank of the device that wrote it, whatever has become of that one since, and no more than its
    bearer's when it is not known here; a village sends no line of another village, and takes none (settled 16, 17).
    """
    role = held.get(head["d"])
    if role is None and head["a"] > AUTHORITY[sender.role]:
        raise Refused("no_author", store.role)
    ranked = role is None or head["a"] == AUTHORITY[role]
    at_home = store.role != "village" or head["s"] in (store.scope, EVERYWHERE)
    handed_on = store.role == "village" and head["s"] == EVERYWHERE and role in ("township", "county")
    return ranked and at_home and (sender.role != "village" or head["s"] == sender.region or handed_on)


def _borrowed(store: st.Store, transactions: Sequence[Transaction], rank: int) -> bool:
    """Whether lines speak in our name, or with more rank than their bearer's, and we do not know them: a forger's, or our
    own that an older copy has forgotten. Lines are signed by their bearer only, so the clerk has to say which.
    """
    told = {one.h for one in transactions if one.head["d"] == store.device or one.head["a"] > rank}
    return bool(told) and not exchange.knows(store, told)


def _signed(store: st.Store, statement: bytes, signature: str, device: str) -> bool:
    """Whether a township that is known here asked for the erasure."""
    cards = [one.card for one in known(store).values()] + [me(store).card(), *earlier_cards(store)]
    signers = [card for card in cards if card.device == device and card.role != "village"]
    return any(minisign.stamped(statement, signature, minisign.parse_public_key(card.sign), _PURPOSE) for card in signers)


def sign_erasure(store: st.Store, statement: bytes) -> str:
    """The township's word that a line was erased on a lawful request."""
    return minisign.stamp(statement, me(store).sign_seed, _PURPOSE)


def extra(store: st.Store, card: Card, scopes: Sequence[str]) -> dict[str, Any]:
    """What a package says beside its lines: erasures, what the tables come to, and that the receiver has a twin."""
    twin = {TWIN: card.device} if exchange.forked(store, card.device) else {}
    return {ERASED: erasing.entries(store, scopes), STATE: digest.state(store, sorted({*scopes, EVERYWHERE}))} | twin


def follow_up(store: st.Store, incoming: Incoming, folded: Folded | None = None) -> str:
    """After the lines are in: erase what was asked, go on under a new name if there is a twin, compare the tables.

    Returns a sentence for the cadre, or nothing.
    """
    told = incoming.extra.get(ERASED)
    entries = [one for one in told if _proved(store, one)] if isinstance(told, list) else []
    if entries:
        erasing.take(store, entries)
    if (folded and folded.twin) or incoming.extra.get(TWIN) == store.device:
        incarnation.mint(store, incarnation.TWIN)
    if folded is None:
        return ""
    moving.follow(store, folded.touched)
    state = incoming.extra.get(STATE)
    differs = digest.differing(store, state) if isinstance(state, dict) else []
    if not differs:
        return ""
    return f"但两边的{'、'.join(differs)}对不上，请两边都在“设置与备份”里点“检查数据”。"


def _proved(store: st.Store, entry: Any) -> bool:
    if not (isinstance(entry, dict) and isinstance(entry.get("h"), str) and type(entry.get("i")) is int):
        return False
    erased = erasing.tombstone(entry.get("line"))
    if erased is None:
        return False
    return _signed(store, erasing.statement(entry["h"], entry["i"], erased), str(erased["sig"]), str(erased.get("dev")))
