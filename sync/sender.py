"""Whose package this is: a device that is trusted here, or one that a trusted device names as its follower."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from models.kernel.errors import UserMistake
from sync.cards import Card, Identity, parse_card
from sync.header import Header, card_and_links
from sync.refusal import Refused
from sync.succession import Barred, Heir, heirs, same_device


class Sender(NamedTuple):
    """The card whose key must have signed the cover, and the followers that had to be proved to get there."""

    card: Card
    heirs: tuple[Heir, ...] = ()


def find(
    device: str, cover: Mapping[str, object], identity: Identity, trusted: Mapping[str, Card], barred: Mapping[str, Barred],
) -> Sender:
    """Raises Refused for this very device, for one that is closed or replaced, and for one that nobody vouches for."""
    if device in trusted:
        return Sender(trusted[device])
    if device == identity.device or (device not in barred and device in {link.device for link in identity.before}):
        raise Refused("own")
    if device in barred:
        raise Refused(barred[device].status)
    line, chain = card_and_links(cover)
    if not line or not chain:
        raise Refused("unknown_sender")
    try:
        newest = parse_card(line)
    except UserMistake as error:
        raise Refused("header") from error
    if newest.device != device:
        raise Refused("succession")
    # A computer copied with its data is followed by its copy: this very device is somebody's predecessor then.
    found = heirs(newest, chain, {**trusted, identity.device: identity.card()}, barred)
    return Sender(newest, found)


def completed(card: Card, header: Header) -> Card:
    """The sender's card as its signed cover has it now: a typed code had no name, and a recovery key may be renewed."""
    try:
        now = parse_card(header.card) if header.card else card
    except UserMistake:
        return card
    return now if same_device(now, card) else card
