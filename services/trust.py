"""Whom this office believes: the cards exchanged by hand, devices that follow one of those, and what the township says
of its own villages. The keys are all in the cards; who is closed or replaced stands in the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import models.store as st
from models.kernel import UserMistake
from models.store import devices as rows
from models.store import incarnation, keys
from models.store.devices import ACTIVE, CLOSED, REPLACED, Device
from sync.age import recipient_of
from sync.cards import Card, Identity, parse_card
from sync.succession import LONGEST, Barred, Heir, Link, link, same_device

SUCCESSION, CARDS = "succession", "earlier_cards"  # what sync_self keeps of devices whose keys are gone
AGE_SECRETS, RECOVERY_SECRETS = "earlier_age_secrets", "earlier_recovery_secrets"
VOUCHED = "vouched"
_MOST_VOUCHED = 200
STOPPED = "镇里停用了这台电脑：它再装的包，镇里和别的电脑都不收。记的都还在。要再用，先换钥匙，再和镇里互换接收卡。"


@dataclass(frozen=True)
class Known:
    """A device with its card read."""

    row: Device
    card: Card


def me(store: st.Store) -> Identity:
    """This device as packages know it, with the proof of where it comes from."""
    return replace(_bare(store), before=links(store)[-LONGEST:], earlier_secrets=_listed(store, AGE_SECRETS))


def _bare(store: st.Store) -> Identity:
    held = store.identity
    recovery = held.get("recovery_secret", "")
    return Identity(
        held["device"], held["role"], held["region"], held["name"], bytes.fromhex(held["sign_seed"]), held["age_secret"],
        recipient_of(recovery) if recovery else "",
    )


def links(store: st.Store) -> tuple[Link, ...]:
    """One for each earlier name of this folder, signed when keys were changed; those of the present key are signed here."""
    kept = [Link(*one) for one in json.loads(store.identity.get(SUCCESSION, "[]"))]
    now = _bare(store)
    later = incarnation.earlier(store.identity)[len(kept):]
    followers = [*later, store.device][1:]
    made = [link(one, now.sign_seed, replace(now, device=follower).card()) for one, follower in zip(later, followers, strict=True)]
    return (*kept, *made)


def _listed(store: st.Store, name: str) -> tuple[str, ...]:
    return tuple(json.loads(store.identity.get(name, "[]")))


def recovery_secrets(store: st.Store) -> list[str]:
    """The township's recovery key and those it had before: what is on the way may be sealed to either."""
    held = store.identity.get("recovery_secret", "")
    return [secret for secret in (held, *_listed(store, RECOVERY_SECRETS)) if secret]


def earlier_cards(store: st.Store) -> list[Card]:
    """The cards that this folder had under its earlier names, the oldest first."""
    kept = [parse_card(line) for line in _listed(store, CARDS)]
    now = _bare(store)
    return [*kept, *(replace(now, device=one).card() for one in incarnation.earlier(store.identity)[len(kept):])]


def known(store: st.Store) -> dict[str, Known]:
    """Every device that was ever believed here, by its id."""
    return {row.dev: Known(row, _read(row.card)) for row in rows.known(store)}


@lru_cache(maxsize=4096)
def _read(line: str) -> Card:
    """A card that was taken in once; its proof need not be reckoned again for every package of a county."""
    return parse_card(line)


def trusted(store: st.Store) -> dict[str, Card]:
    """The cards of the devices that are trusted here, by device."""
    return {device: one.card for device, one in known(store).items() if one.row.status == ACTIVE}


def barred(store: st.Store) -> dict[str, Barred]:
    """The devices that are trusted no more, and why."""
    return {device: Barred(one.row.status, one.card.sign) for device, one in known(store).items()
            if one.row.status != ACTIVE}


def roles(store: st.Store) -> dict[str, str]:
    """What each device was when it wrote, however it stands now; this one and its earlier names among them."""
    own = dict.fromkeys((store.device, *incarnation.earlier(store.identity)), store.role)
    return {device: one.card.role for device, one in known(store).items()} | own


def peers(store: st.Store) -> list[Card]:
    """Whom packages are made for: a village its township and its own other computers, a township its villages. A device
    whose follower came waits until something comes from it again: perhaps nobody is there any more.
    """
    silent = rows.quiet(store)
    wanted = ("township", "village") if store.role == "village" else ("village",)
    found = (card for device, card in trusted(store).items() if device not in silent and card.role in wanted)
    return sorted(found, key=lambda card: (card.role, card.region, card.device))


def learn(store: st.Store, sender: Card, heirs: Sequence[Heir]) -> None:
    """Remember what a proved package says of its sender: new devices on the way to it, and its full card."""
    before = known(store)
    now = store.now().isoformat(timespec="seconds")
    after, followed = dict(before), [heir.after for heir in heirs]
    for heir in heirs:
        if heir.renewed and heir.after in after:
            after |= _ended(after, after[heir.after].card.sign, now)
        row = Device(heir.card.device, heir.card.line(), heir.card.role, ACTIVE, now, now, heir.after)
        after[row.dev] = Known(row, heir.card)
    if sender.device in after:
        after[sender.device] = Known(replace(after[sender.device].row, card=sender.line()), sender)
    changed = [one.row for device, one in after.items() if device not in before or before[device].row != one.row]
    rows.keep(store, changed)
    rows.keep_quiet(store, followed)
    rows.heard(store, sender.device)
    if changed:
        _renew_recovery(store, sender, next((before[one] for one in (sender.device, *followed) if one in before), None))


def _ended(held: Mapping[str, Known], sign: str, now: str) -> dict[str, Known]:
    """A key that was given up is believed from nobody: with it go all devices that have it."""
    return {device: Known(replace(one.row, status=REPLACED, since=now), one.card) for device, one in held.items()
            if one.card.sign == sign and one.row.status == ACTIVE}


def _renew_recovery(store: st.Store, sender: Card, before: Known | None) -> None:
    if store.role == "village" and sender.role == "township" and sender.recovery:
        let_in(store, sender.recovery, before.card.recovery if before else "")


def let_in(store: st.Store, recipient: str, old: str = "") -> None:
    """The township can open this folder when the village has lost its password; a renewed key takes the old one's place."""
    slots = keys.read(store.folder.keys)
    if keys.swap_age_slot(slots, store.data_key, recipient, old):
        keys.write(store.folder.keys, slots)


def vouched(store: st.Store, card: Card) -> dict[str, Any]:
    """What the township tells a village of that village's computers and of its own: for the sealed part of a package."""
    if store.role != "township" or card.role != "village":
        return {}
    silent, now = rows.quiet(store), _bare(store).card()
    theirs = [_entry(one.card, one.row.status, device in silent) for device, one in known(store).items()
              if (one.card.role, one.card.region) in (("village", card.region), ("township", store.region)) and device != card.device]
    ours = [_entry(one, ACTIVE if one.sign == now.sign else REPLACED, True) for one in earlier_cards(store)]
    return {VOUCHED: [*ours, *theirs][-_MOST_VOUCHED:]} if ours or theirs else {}


def _entry(card: Card, status: str, silent: bool) -> dict[str, Any]:
    return {"card": card.line(), "status": status, "quiet": silent}


def news(store: st.Store, card: Card) -> str:
    """The devices that this village must know to be closed or replaced: reason enough for a package of its own."""
    told = vouched(store, card).get(VOUCHED, [])
    return " ".join(sorted(f"{parse_card(one['card']).device}:{one['status']}" for one in told if one["status"] != ACTIVE))


def take_vouched(store: st.Store, sender: Card, extra: Mapping[str, Any]) -> None:
    """Believe a township about the computers of this village and its own, and about nobody else's."""
    told = extra.get(VOUCHED)
    if store.role != "village" or sender.role != "township" or not isinstance(told, list):
        return
    held, silent = known(store), []
    changed: list[Device] = []
    for card, status, is_quiet in _entries(told[:_MOST_VOUCHED]):
        if (card.role, card.region) not in (("village", store.region), ("township", sender.region)):
            continue
        if card.device == store.device:
            _told_of_me(store, status)
        elif (new := _after_word(store, held.get(card.device), card, status)) is not None:
            changed.append(new)
            silent += [card.device] if is_quiet and card.device not in held else []
    rows.keep(store, changed)
    rows.keep_quiet(store, silent)


def _entries(told: Iterable[Any]) -> Iterable[tuple[Card, str, bool]]:
    for one in told:
        if isinstance(one, dict) and one.get("status") in (ACTIVE, REPLACED, CLOSED) and isinstance(one.get("card"), str):
            with suppress(UserMistake):
                yield parse_card(one["card"]), one["status"], one.get("quiet") is True


def _after_word(store: st.Store, before: Known | None, card: Card, status: str) -> Device | None:
    """How a device stands after the township's word. What was closed stays closed: packages come in any order."""
    now = store.now().isoformat(timespec="seconds")
    if before is None:
        return Device(card.device, card.line(), card.role, status, now, now)
    if not same_device(before.card, card) or before.row.status != ACTIVE or status == ACTIVE:
        return None
    return replace(before.row, status=status, since=now)


def _told_of_me(store: st.Store, status: str) -> None:
    if status == CLOSED:
        incarnation.tell(store, STOPPED)
