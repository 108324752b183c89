"""A card as a code that one person reads out and another types: six lines, each with a sign that checks it.

It holds who the device is and its two public keys. The name and the township's recovery key do not fit: they come with
the first package. A line's check sign finds any one wrong sign and any two signs that changed places, and names the
line; a check over all of it comes at the end.
"""

from __future__ import annotations

from hashlib import sha256

from models.kernel.errors import UserMistake
from models.kernel.text_forms import half_width
from models.store.ids import READABLE
from sync import age, bech32, minisign
from sync.cards import Card
from sync.refusal import COUNTY, ROLES, TOWNSHIP, VILLAGE

_LINES = (24, 24, 24, 24, 24, 14)  # signs of a line, without its check sign
_GROUP = 5
_VERSION = 1
_SIZE = 78  # what is said: version and role, device, region, two keys
_CHECK = 5  # bytes of the check over all of it
_LOOKALIKES = str.maketrans({"1": "L", "I": "L"})
_FIELD = 0x25  # x^5 + x^2 + 1: its powers of 2 run through all 31 signs that are not zero
_SHAPE = f"这不是打字用的接收码。接收码有{len(_LINES)}行，每行几组，每组{_GROUP}个。"
_WRONG = "接收码合不上，请让对方重新读一遍。"
_PLACE = {VILLAGE: "村", TOWNSHIP: "镇", COUNTY: "县"}


def lines(card: Card) -> list[str]:
    """The code of a card, a line at a time, in groups of five."""
    said = _said(card)
    signs = [READABLE[value] for value in bech32.regroup(said + _checked(said), 8, 5)]
    found, at = [], 0
    for number, length in enumerate(_LINES):
        part = "".join(signs[at : at + length]).ljust(length, READABLE[0])
        whole = part + READABLE[_check(number, part)]
        found.append(" ".join(whole[place : place + _GROUP] for place in range(0, len(whole), _GROUP)))
        at += length
    return found


def is_code(text: str) -> bool:
    """Whether somebody typed such a code, however well: no card line, as many signs, give or take a few."""
    signs = _plain(text)
    return signs.isascii() and ":" not in text and abs(len(signs) - sum(_LINES) - len(_LINES)) <= len(_LINES)


def parse(text: str) -> Card:
    """The card of a typed code; its name is the place alone until the first package brings the full card."""
    signs = "".join(part[:-1] for part in _proved(_split(text)))
    try:
        data = bytes(bech32.regroup((READABLE.index(sign) for sign in signs[: -(-(_SIZE + _CHECK) * 8 // 5)]), 5, 8, pad=False))
    except ValueError as error:
        raise UserMistake(_WRONG) from error
    said, check = data[:_SIZE], data[_SIZE:]
    if check != _checked(said):
        raise UserMistake(_WRONG)
    return _card(said)


def _said(card: Card) -> bytes:
    return b"".join((
        bytes([_VERSION << 4 | ROLES.index(card.role)]), bytes.fromhex(card.device), int(card.region).to_bytes(5, "big"),
        minisign.parse_public_key(card.sign).key, bech32.decode("age", card.age),
    ))


def _card(said: bytes) -> Card:
    version, role, region = said[0] >> 4, said[0] & 15, f"{int.from_bytes(said[9:14], 'big'):012d}"
    if version != _VERSION or role >= len(ROLES) or len(region) > 12:
        raise UserMistake("这个接收码是新版程序给的，这里读不懂。先把振兴台账升级。")
    recipient = bech32.encode("age", said[46:78])
    if not age.is_recipient(recipient):
        raise UserMistake(_WRONG)
    return Card(said[1:9].hex(), ROLES[role], region, provisional_name(ROLES[role], region),
                minisign.public_key_of(said[14:46]).text(), recipient)


def provisional_name(role: str, region: str) -> str:
    """What an office is called until its own card tells."""
    return f"{_PLACE[role]}（{region}）"


def _checked(said: bytes) -> bytes:
    return sha256(b"ZXCODE1" + said).digest()[:_CHECK]


def _plain(text: str) -> str:
    return "".join(sign for sign in half_width(text).upper() if sign.isalnum()).translate(_LOOKALIKES)


def _split(text: str) -> list[str]:
    """As typed, a line at a time; a code written in one go is cut where the lines end."""
    typed = [plain for line in text.splitlines() if (plain := _plain(line))]
    if len(typed) == len(_LINES):
        return typed
    signs, at, found = "".join(typed), 0, []
    if len(signs) != sum(_LINES) + len(_LINES):
        raise UserMistake(_SHAPE)
    for length in _LINES:
        found.append(signs[at : at + length + 1])
        at += length + 1
    return found


def _proved(typed: list[str]) -> list[str]:
    for number, (line, length) in enumerate(zip(typed, _LINES, strict=True)):
        if len(line) != length + 1:
            raise UserMistake(f"接收码第{number + 1}行应该有{length + 1}个字，现在是{len(line)}个。请对着再看一遍。")
        if not set(line) <= set(READABLE) or READABLE[_check(number, line[:-1])] != line[-1]:
            raise UserMistake(f"接收码第{number + 1}行抄错了，请对着再看一遍。")
    return typed


def _check(number: int, part: str) -> int:
    """Each place weighs differently and no place nothing, so one wrong sign or two exchanged ones always show; the
    number of the line is in it, so that two lines exchanged show as well.
    """
    found, weight = number + 1, 1
    for sign in part:
        weight = weight << 1 ^ (_FIELD if weight >> 4 else 0)
        found ^= _times(READABLE.index(sign), weight)
    return found


def _times(one: int, other: int) -> int:
    found = 0
    while other:
        found ^= one if other & 1 else 0
        one, other = one << 1 ^ (_FIELD if one >> 4 else 0), other >> 1
    return found
