"""Who a device is: its secret Identity, and the public Card that two offices exchange once, as one line of text."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from models.kernel.errors import UserMistake
from sync import age, minisign
from sync.refusal import ROLES

if TYPE_CHECKING:
    from sync.succession import Link

_PREFIX = "ZXCARD1"
_DEVICE = re.compile(r"[0-9a-f]{16}")
_REGION = re.compile(r"[0-9]{12}")
_PURPOSE = b"card"
_SAID = ("device", "role", "region", "sign", "age")  # what people compare; a typed code holds the same
_LONGEST_NAME = 60
_LONGEST_LINE = 4000
_DAMAGED = "这张接收卡不完整或者抄错了。请让对方重新给一张，整行复制，一个字也不要少。"
_NOT_A_CARD = "这不是接收卡。接收卡是一行字，开头是 ZXCARD1。"


@dataclass(frozen=True)
class Card:
    """What others may know of a device: where it stands, and the keys to check and to write to it.

    `proof` is the device's own signature over all of it. A card that was typed has none, and then no recovery key
    either: the fingerprint covers the keys, the proof covers the rest.
    """

    device: str
    role: str
    region: str
    name: str
    sign: str
    age: str
    recovery: str = ""
    proof: str = ""

    def line(self) -> str:
        """One line that survives paper, messages and sticks; its tail is a check over the rest."""
        body = base64.urlsafe_b64encode(_canonical(self)).decode()
        return f"{_PREFIX}:{body}:{_check(body)}"


@dataclass(frozen=True)
class Identity:
    """A device with its secrets. Kept only in the encrypted database; secrets never show in a repr or a log.

    `before` proves from which earlier devices it comes; `earlier_secrets` open what was sealed to those.
    """

    device: str
    role: str
    region: str
    name: str
    sign_seed: bytes = field(repr=False)
    age_secret: str = field(repr=False)
    recovery_recipient: str = ""
    before: tuple[Link, ...] = ()
    earlier_secrets: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def generate(cls, role: str, region: str, name: str, recovery_recipient: str = "") -> Identity:
        """A new device with keys nobody else has."""
        device, seed, (secret, _) = secrets.token_hex(8), secrets.token_bytes(32), age.new_key()
        return cls(device, role, region, name, seed, secret, recovery_recipient)

    def card(self) -> Card:
        """The public side of this device."""
        sign = minisign.public_key(self.sign_seed).text()
        recipient = age.recipient_of(self.age_secret)
        bare = Card(self.device, self.role, self.region, self.name, sign, recipient, self.recovery_recipient)
        return replace(bare, proof=minisign.stamp(_canonical(bare), self.sign_seed, _PURPOSE))


def parse_card(text: str) -> Card:
    """Read a card line that came by message or stick; line breaks and spaces put in on the way do no harm."""
    prefix, *rest = "".join(text.split()).split(":")
    if prefix != _PREFIX:
        raise UserMistake(_NOT_A_CARD)
    if len(text) > _LONGEST_LINE or len(rest) != 2 or _check(rest[0]) != rest[1]:
        raise UserMistake(_DAMAGED)
    try:
        card = _from_json(json.loads(base64.urlsafe_b64decode(rest[0])))
    except (binascii.Error, ValueError, TypeError) as error:
        raise UserMistake(_DAMAGED) from error
    if card.line() != f"{_PREFIX}:{rest[0]}:{rest[1]}":
        raise UserMistake(_DAMAGED)
    return card


def fingerprint(card: Card) -> str:
    """Eight groups of five digits to read to each other over the telephone; they cover device, place and both keys."""
    said = json.dumps([getattr(card, name) for name in _SAID], separators=(",", ":"))
    number = int.from_bytes(sha256(said.encode()).digest()) % 10**40
    digits = f"{number:040d}"
    return " ".join(digits[at : at + 5] for at in range(0, 40, 5))


def _canonical(card: Card) -> bytes:
    """A card without a proof is written as before there were any."""
    values = {name: value for name, value in asdict(card).items() if value or name != "proof"}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _check(body: str) -> str:
    return sha256(f"{_PREFIX}:{body}".encode()).hexdigest()[:8]


def _from_json(values: Mapping[str, object]) -> Card:
    """A card of checked texts; ValueError for anything else, however well its check fits."""
    texts = {name: values[name] for name in values if isinstance(values[name], str)}
    if {"proof", *texts} != {f.name for f in fields(Card)} or len(texts) != len(values):
        raise ValueError("not the fields of a card")
    card = Card(**{name: str(value) for name, value in texts.items()})
    if not (_DEVICE.fullmatch(card.device) and _REGION.fullmatch(card.region) and card.role in ROLES):
        raise ValueError("not a device")
    if not (card.name.isprintable() and 0 < len(card.name) <= _LONGEST_NAME):
        raise ValueError("not a name")
    if not all(age.is_recipient(key) for key in (card.age, card.recovery or card.age)):
        raise ValueError("not an age recipient")
    try:
        signer = minisign.parse_public_key(card.sign)
    except minisign.BadSignature as error:
        raise ValueError("not a signing key") from error
    if card.proof and not minisign.stamped(_canonical(replace(card, proof="")), card.proof, signer, _PURPOSE):
        raise ValueError("not proved by its own key")
    return card
