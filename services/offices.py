"""Who this office is and whom it trusts: cards exchanged both ways before the first package (settled 19), as a file or
as a code that is typed; computers that are closed; keys that are changed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance, UserMistake
from models.store import devices as rows
from models.store import exchange, incarnation
from models.store.devices import CLOSED, REPLACED, Device
from models.store.files import write_whole
from models.store.incarnation import notices, notices_read
from services import trust
from services.trust import learn, me, news, peers, take_vouched, trusted, vouched
from sync import age, typed
from sync.cards import Card, Identity, fingerprint, parse_card
from sync.succession import link, same_device

__all__ = [
    "close_device", "devices", "identity", "learn", "me", "news", "notices", "notices_read", "pair", "pair_code", "peers",
    "rotate", "take_vouched", "trusted", "typed_code", "vouched",
]

_LONGEST_CARD = 10_000
TWOFOLD = "twofold"
STANDING = {rows.ACTIVE: "在用", TWOFOLD: "在用，有两份", REPLACED: "换过钥匙，旧的", CLOSED: "停用了"}
ROLES = {"village": "村", "township": "镇", "county": "县"}
_WHY = "closed:"  # a setting a closed device, with the reason that was given


def identity(store: st.Store, out: Path | None = None) -> dict[str, Any]:
    """This device's public card, also as a file when `out` is given, and as a code for the telephone."""
    card = me(store).card()
    if out is not None:
        write_whole(out, (card.line() + "\n").encode())
    return {"device": card.device, "role": card.role, "region": card.region, "name": card.name, "sign": card.sign,
            "age": card.age, "card": card.line(), "code": typed.lines(card)}


def typed_code(store: st.Store) -> list[str]:
    """The card as lines of groups that somebody reads out and somebody types."""
    return typed.lines(me(store).card())


def pair(store: st.Store, path: Path) -> dict[str, Any]:
    """Trust the office whose card, or whose typed code, is in a file."""
    text = _read(path)
    return pair_code(store, text) if typed.is_code(text) else _take(store, parse_card(text))


def pair_code(store: st.Store, text: str) -> dict[str, Any]:
    """Trust the office whose code was typed. Its name comes with its first package."""
    return _take(store, typed.parse(text))


def _take(store: st.Store, card: Card) -> dict[str, Any]:
    if card.device in (store.device, *incarnation.earlier(store.identity)):
        raise UserMistake("这是本机自己的卡，不用收。请收对方的卡。")
    if not _belong(store, card):
        where = "不归本镇管" if store.role == "township" else "不是管本村的镇，也不是本村的电脑"
        raise UserMistake(f"这张卡是“{card.name}”的，{where}，没有收。请核对是不是拿错了卡。")
    card = card if card.proof else replace(card, recovery="")  # nobody answers for what its own key has not signed
    card = _beside(trust.known(store).get(card.device), card)
    now = store.now().isoformat(timespec="seconds")
    rows.keep(store, [Device(card.device, card.line(), card.role, first_seen=now, since=now)])
    rows.heard(store, card.device)
    if store.role == "village" and card.role == "township" and card.recovery:
        trust.let_in(store, card.recovery)
    return {"device": card.device, "role": card.role, "region": card.region, "name": card.name,
            "fingerprint": fingerprint(card)}


def _beside(held: Any, card: Card) -> Card:
    """What to keep when a card of this device is here already: the fuller of the two, never another key."""
    if held is None:
        return card
    if held.row.status == CLOSED:
        raise UserMistake("这台电脑已经停用，它的卡不再收。要再用，请在那台电脑上换钥匙，再拿新的卡来。")
    if held.row.status == REPLACED:
        raise UserMistake("这张卡是换掉的旧卡，不再收。请对方用现在的电脑给一张新的。")
    if not same_device(held.card, card):
        raise UserMistake("这台电脑登记过一张卡，和这张对不上，没有收。请当面核实是谁给的卡。")
    return card if card.proof else held.card


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST_CARD:
            raise UserMistake("这个文件不是接收卡，请核对。")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Circumstance("读不到这张卡，请检查文件还在不在、U盘有没有插好。") from error
    except UnicodeDecodeError as error:
        raise UserMistake("这个文件不是接收卡，请核对。") from error


def _belong(store: st.Store, card: Card) -> bool:
    """A village trusts its township and laptops of its own, a township its villages and computers that it had itself.
    98 is a provisional code.
    """
    if {store.role, card.role} == {"village", "township"}:
        village, township = (store.region, card.region) if store.role == "village" else (card.region, store.region)
        return village[:9] == township[:9] or village.startswith("98")
    return store.role == card.role and store.region == card.region


def devices(store: st.Store) -> list[dict[str, Any]]:
    """Every computer whose card is here, this one first."""
    own, silent = me(store).card(), rows.quiet(store)
    gone = {one for one in incarnation.earlier(store.identity) if one in silent}
    others = [_shown(one.card, _standing(store, one.row), one.row.since or one.row.first_seen, store.setting(_WHY + device))
              for device, one in trust.known(store).items() if device not in gone]
    others.sort(key=lambda one: (one["region"], one["device"]))
    return [_shown(own, "active", None, "") | {"me": True}, *others]


def _standing(store: st.Store, row: rows.Device) -> str:
    """Its status; or that two computers write in its name, which the chains tell."""
    return TWOFOLD if row.status == rows.ACTIVE and exchange.forked(store, row.dev) else row.status


def _shown(card: Card, status: str, since: str | None, why: str) -> dict[str, Any]:
    return {"device": card.device, "name": card.name, "role": card.role, "region": card.region, "status": status,
            "since": since, "fingerprint": fingerprint(card), "why": why, "me": False}


def close_device(store: st.Store, device: str, reason: str) -> dict[str, Any]:
    """Believe a computer no more, here and wherever the township's next packages come; what it has sent stays.

    `same_key` names others that hold the same keys, as after a restored backup: they should change theirs.
    """
    if store.role != "township":
        raise UserMistake("停用电脑要在镇里做。请和镇里说是哪一台、为什么。")
    if not reason.strip():
        raise UserMistake("请写明为什么停用，比如：电脑丢了。")
    held = trust.known(store)
    if device not in held or device in incarnation.earlier(store.identity):
        raise UserMistake("这里没有登记过这台电脑，请核对编号。")
    one = held[device]
    rows.keep(store, [replace(one.row, status=CLOSED, since=store.now().isoformat(timespec="seconds"))])
    store.keep_setting(_WHY + device, reason.strip())
    alike = [other for other, its in held.items()
             if other != device and its.card.sign == one.card.sign and its.row.status == rows.ACTIVE]
    return {"device": device, "name": one.card.name, "region": one.card.region, "status": CLOSED, "same_key": alike}


def rotate(store: st.Store, *, recovery: bool = False) -> dict[str, Any]:
    """New keys under a new device id, vouched for by the old ones; what is still on the way can be opened all the same."""
    if recovery and store.role != "township":
        raise UserMistake("找回钥匙是镇里的，只有镇里能换。")
    now = me(store)
    made = Identity.generate(now.role, now.region, now.name)
    kept: dict[str, str] = {}
    if recovery:
        secret, recipient = age.new_key()
        kept = {"recovery_secret": secret, trust.RECOVERY_SECRETS: _more(store, trust.RECOVERY_SECRETS, store.identity["recovery_secret"])}
        made = replace(made, recovery_recipient=recipient)
    else:
        made = replace(made, recovery_recipient=now.recovery_recipient)
    chain = [*trust.links(store), link(now.device, now.sign_seed, made.card())]
    cards = [*trust.earlier_cards(store), now.card()]
    incarnation.succeed(store, made.device, kept | {
        "sign_seed": made.sign_seed.hex(), "age_secret": made.age_secret, trust.AGE_SECRETS: _more(store, trust.AGE_SECRETS, now.age_secret),
        trust.SUCCESSION: json.dumps([[one.device, one.card, one.signature] for one in chain]),
        trust.CARDS: json.dumps([card.line() for card in cards]),
    })
    return {"device": made.device, "before": now.device, "fingerprint": fingerprint(made.card()), "recovery": recovery}


def _more(store: st.Store, name: str, secret: str) -> str:
    return json.dumps([*json.loads(store.identity.get(name, "[]")), secret])
