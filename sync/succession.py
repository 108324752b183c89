"""One device that follows another: after a rollback, on another computer, or with new keys. The earlier one signs for
the later, so whoever trusts the earlier needs no new card; what was signed by nobody they know stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.kernel.errors import UserMistake
from sync import minisign
from sync.cards import Card, parse_card
from sync.refusal import Refused

LONGEST = 16  # links a package carries; an office that slept through more exchanges cards again
CLOSED, REPLACED = "closed", "replaced"
_DEVICE = re.compile(r"[0-9a-f]{16}")
_LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Link:
    """The word of `device`: the card is that of its follower."""

    device: str
    card: str
    signature: str

    def plain(self) -> dict[str, str]:
        """As it stands in a header."""
        return {"device": self.device, "card": self.card, "signature": self.signature}


class Barred(NamedTuple):
    """A device that is not trusted any more: why, and its signing key."""

    status: str
    sign: str


class Heir(NamedTuple):
    """A device proved to follow one that is trusted; `renewed` when its keys are new, so that the old ones end."""

    card: Card
    after: str
    renewed: bool


def link(device: str, seed: bytes, follower: Card) -> Link:
    """What an earlier device signs for its follower."""
    line = follower.line()
    return Link(device, line, minisign.sign(line.encode(), seed, _comment(device, follower)).decode())


def links(value: object) -> tuple[Link, ...]:
    """The links of a header; ValueError for anything that no program of ours wrote."""
    if not isinstance(value, list) or len(value) > LONGEST:
        raise ValueError("not links")
    return tuple(_link(one) for one in value)


def _link(one: object) -> Link:
    fields = ("device", "card", "signature")
    if not isinstance(one, dict) or not all(isinstance(one.get(name), str) for name in fields):
        raise ValueError("not a link")
    found = Link(*(one[name] for name in fields))
    if not _DEVICE.fullmatch(found.device) or max(len(found.card), len(found.signature)) > _LONGEST_TEXT:
        raise ValueError("not a link")
    return found


def heirs(
    newest: Card, chain: Sequence[Link], trusted: Mapping[str, Card], barred: Mapping[str, Barred],
) -> tuple[Heir, ...]:
    """The devices between the last one that is known here and `newest`, each proved by the one before.

    Refused: nobody in the chain is known, the last one known is closed or replaced, or a signature does not fit. A key
    that stood in a closed device names no followers: whoever took the computer has it.
    """
    known = [place for place, one in enumerate(chain) if one.device in trusted or one.device in barred]
    if not known:
        raise Refused("unknown_sender")
    first = chain[known[-1]].device
    if first in barred:
        raise Refused(barred[first].status)
    closed = {one.sign for one in barred.values() if one.status == CLOSED}
    return tuple(_walked(trusted[first], chain[known[-1] :], newest, closed))


def _walked(card: Card, chain: Sequence[Link], newest: Card, closed: Iterable[str]) -> list[Heir]:
    found: list[Heir] = []
    for one in chain:
        follower = _proved(card, one)
        if card.sign in closed:
            raise Refused(CLOSED)
        found.append(Heir(follower, card.device, follower.sign != card.sign))
        card = follower
    if not same_device(card, newest):
        raise Refused("succession")
    return [*found[:-1], found[-1]._replace(card=newest)]


def _proved(card: Card, one: Link) -> Card:
    try:
        follower = parse_card(one.card)
        comment = minisign.verify(one.card.encode(), one.signature.encode(), minisign.parse_public_key(card.sign))
    except (UserMistake, minisign.BadSignature) as error:
        raise Refused("succession") from error
    same_office = (follower.role, follower.region) == (card.role, card.region) and follower.device != card.device
    if one.device != card.device or not same_office or comment != _comment(card.device, follower):
        raise Refused("succession")
    return follower


def same_device(one: Card, other: Card) -> bool:
    """The same device with the same keys; its name and its recovery key may have come later."""
    return replace(one, name="", recovery="", proof="") == replace(other, name="", recovery="", proof="")


def _comment(device: str, follower: Card) -> str:
    return f"successor of {device}: {follower.device}"
