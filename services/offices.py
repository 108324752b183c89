"""Who this office is and whom it trusts: cards exchanged both ways before the first package (settled 19)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance, UserMistake
from models.store import exchange, keys
from models.store.files import write_whole
from sync.age import recipient_of
from sync.cards import Card, Identity, fingerprint, parse_card

_LONGEST_CARD = 10_000


def me(store: st.Store) -> Identity:
    """This device as packages know it."""
    held = store.identity
    recovery = held.get("recovery_secret", "")
    return Identity(
        held["device"], held["role"], held["region"], held["name"], bytes.fromhex(held["sign_seed"]), held["age_secret"],
        recipient_of(recovery) if recovery else "",
    )


def trusted(store: st.Store) -> dict[str, Card]:
    """The cards of the devices that are trusted here, by device."""
    return {device: parse_card(line) for device, line in exchange.devices(store).items()}


def identity(store: st.Store, out: Path | None = None) -> dict[str, Any]:
    """This device's public card, also as a file when `out` is given."""
    card = me(store).card()
    if out is not None:
        write_whole(out, (card.line() + "\n").encode())
    return {"device": card.device, "role": card.role, "region": card.region, "name": card.name, "sign": card.sign,
            "age": card.age, "card": card.line()}


def pair(store: st.Store, path: Path) -> dict[str, Any]:
    """Trust the office whose card is in a file, or is this very text."""
    card = parse_card(_read(path))
    if card.device == store.device:
        raise UserMistake("这是本机自己的卡，不用收。请收对方的卡。")
    if not _belong(store, card):
        raise UserMistake(f"这张卡是“{card.name}”的，不归本镇管，没有收。请核对是不是拿错了卡。")
    exchange.trust(store, card.device, card.line())
    if store.role == "village" and card.role == "township" and card.recovery:
        _add_recovery(store, card.recovery)
    return {"device": card.device, "role": card.role, "region": card.region, "name": card.name,
            "fingerprint": fingerprint(card)}


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST_CARD:
            raise UserMistake("这个文件不是接收卡，请核对。")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Circumstance("读不到这张卡，请检查文件还在不在、U盘有没有插好。") from error
    except UnicodeDecodeError as error:
        raise UserMistake("这个文件不是接收卡，请核对。") from error


def _belong(store: st.Store, card: Card) -> bool:
    """A village trusts its township and laptops of its own; a township its villages. 98 is a provisional code."""
    if {store.role, card.role} == {"village", "township"}:
        village, township = (store.region, card.region) if store.role == "village" else (card.region, store.region)
        return village[:9] == township[:9] or village.startswith("98")
    return store.role == card.role == "village" and store.region == card.region


def _add_recovery(store: st.Store, recipient: str) -> None:
    """The township can open this file when the village has lost its password."""
    slots = keys.read(store.folder.keys)
    if all(slot.recipient != recipient for slot in slots.slots):
        keys.add_age_slot(slots, store.data_key, recipient)
        keys.write(store.folder.keys, slots)
