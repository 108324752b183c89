"""The lock of a data folder: one random key encrypts everything; each password, paper code or township opens a box
that holds that key. A password can thus be changed, or forgotten, without touching the data."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from models.kernel.errors import CannotOpen, UserMistake
from models.kernel.text_forms import half_width
from models.store import paper
from models.store.files import write_whole

FORMAT = 1
KEY_BYTES = 32
PASSWORD, PAPER, AGE = "password", "paper", "age"

_COST = (65536, 3, 1)  # KiB, passes, lanes: a good fraction of a second on a village laptop
_TEST_COST = (64, 1, 1)
_COST_LIMIT = (1 << 20, 16, 16)  # a hostile file must not eat the machine

_MISSING = "钥匙文件（keys.json）不见了。请从备份恢复，先别新建。"
_UNREADABLE = "钥匙文件（keys.json）读不出来：没有权限，或磁盘出了毛病。"
_DAMAGED = "钥匙文件（keys.json）坏了。请从备份恢复，原来的文件别删。"
_NEWER = "这份数据是新版程序建的。请先把程序升级，再打开。"


class WrongPassword(CannotOpen):
    """Nothing in keys.json opens with what was typed."""

    def __init__(self, text: str = "密码不对。忘了的话，用保险柜里那张密码找回单。") -> None:
        super().__init__(text)


@dataclass(frozen=True)
class Slot:
    """One box holding the data key. `account` is the uid of an operator; no name stands here."""

    kind: str
    id: str
    box: str
    account: str | None = None
    kdf: str = ""
    m: int = 0
    t: int = 0
    p: int = 0
    salt: str = ""
    nonce: str = ""
    recipient: str = ""


@dataclass
class Keys:
    """The boxes of one data folder, in the order they were added."""

    slots: list[Slot] = field(default_factory=list)


def new_data_key() -> bytes:
    """The key under which a data folder begins."""
    return secrets.token_bytes(KEY_BYTES)


def add_password_slot(keys: Keys, data_key: bytes, password: str, account: str) -> Slot:
    """Let `password` open for this operator; an earlier password of the same operator opens no more."""
    if not password.strip():
        raise UserMistake("密码不能空着。")
    slot = _sealed(PASSWORD, data_key, _password_bytes(password), account)
    keys.slots[:] = [s for s in keys.slots if (s.kind, s.account) != (PASSWORD, account)] + [slot]
    return slot


def add_paper_slot(keys: Keys, data_key: bytes) -> str:
    """Let a new paper code open; it is returned once, to be printed, and kept nowhere."""
    code = paper.new_code()
    keys.slots.append(_sealed(PAPER, data_key, paper.plain(code).encode(), None))
    return code


def add_age_slot(keys: Keys, data_key: bytes, recipient: str) -> Slot:
    """Let the township's recovery key open: it knows the recipient's secret half, this machine never does."""
    import pyrage

    try:
        box = pyrage.encrypt(data_key, [pyrage.x25519.Recipient.from_str(recipient.strip())])
    except pyrage.RecipientError:
        raise UserMistake("这不是镇里的找回公钥，请重新领卡。") from None
    slot = Slot(AGE, secrets.token_hex(8), _text(box), recipient=recipient.strip())
    keys.slots[:] = [s for s in keys.slots if (s.kind, s.recipient) != (AGE, slot.recipient)] + [slot]
    return slot


def swap_age_slot(keys: Keys, data_key: bytes, recipient: str, old: str) -> bool:
    """Let a renewed recovery key open in place of the old one; whether anything had to be changed."""
    if old == recipient or not any(slot.recipient == old for slot in keys.slots if old):
        old = ""
    if not old and any(slot.recipient == recipient for slot in keys.slots):
        return False
    add_age_slot(keys, data_key, recipient)
    keys.slots[:] = [slot for slot in keys.slots if not old or slot.recipient != old]
    return True


def drop_slot(keys: Keys, slot_id: str) -> None:
    """Take one way in away; the last one stays, or nobody could open the data again."""
    left = [slot for slot in keys.slots if slot.id != slot_id]
    if not left:
        raise UserMistake("这是最后一把钥匙，不能去掉。")
    keys.slots[:] = left


def unlock(keys: Keys, secret: str, account: str | None = None) -> tuple[bytes, str | None]:
    """The data key and whose password it was (None: the paper code); `account` asks for one operator's only."""
    for slot in keys.slots:
        if slot.kind == PASSWORD and account in (None, slot.account):
            data_key = _opened(slot, _password_bytes(secret))
            if data_key:
                return data_key, slot.account
    return _unlock_by_paper(keys, secret), None


def _unlock_by_paper(keys: Keys, secret: str) -> bytes:
    if not paper.looks_like(secret):
        raise WrongPassword
    wrong = paper.wrong_group(secret)
    if wrong:
        raise WrongPassword(f"密码找回单第 {wrong} 组抄错了，请对着单子再看一遍。")
    papers = (slot for slot in keys.slots if slot.kind == PAPER)
    opened = (_opened(slot, paper.plain(secret).encode()) for slot in papers)
    data_key = next(filter(None, opened), None)
    if data_key is None:
        raise WrongPassword("这张密码找回单不是这份数据的。请找建账那天打印的那张。")
    return data_key


def unlock_with_age(keys: Keys, *age_secrets: str) -> bytes:
    """The data key by the township's recovery secret, or by one that it had before."""
    import pyrage

    try:
        identities = [pyrage.x25519.Identity.from_str(secret.strip()) for secret in age_secrets]
    except pyrage.IdentityError:
        raise CannotOpen("这不是找回钥匙，请换镇里保管的那个找回文件。") from None
    for slot in keys.slots:
        if slot.kind == AGE:
            try:
                return _whole(pyrage.decrypt(_bytes(slot.box), identities))
            except pyrage.DecryptError:
                continue
    raise CannotOpen("这把找回钥匙打不开这份数据。")


def read(path: Path) -> Keys:
    """The boxes of a data folder."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise CannotOpen(_MISSING) from None
    except OSError as error:
        raise CannotOpen(_UNREADABLE) from error
    return parse(raw)


def parse(raw: bytes) -> Keys:
    """The boxes out of the bytes of a keys.json, as a backup holds them too."""
    try:
        plain = json.loads(raw)
        newer = plain["format"] > FORMAT
        slots = [] if newer else [_checked(Slot(**slot)) for slot in plain["slots"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotOpen(_DAMAGED) from None
    if newer:
        raise CannotOpen(_NEWER)
    if not slots:
        raise CannotOpen(_DAMAGED)
    return Keys(slots)


def dump(keys: Keys) -> bytes:
    """The bytes of keys.json."""
    slots = [{name: value for name, value in asdict(slot).items() if value not in ("", 0)} for slot in keys.slots]
    return json.dumps({"format": FORMAT, "slots": slots}, indent=1).encode()


def write(path: Path, keys: Keys) -> None:
    """Keep the boxes whole on the disk."""
    write_whole(path, dump(keys))


def _checked(slot: Slot) -> Slot:
    """A slot as this program writes them, or ValueError: half a lock is a damaged file, not a wrong password."""
    if not all(isinstance(text, str) for text in (slot.kind, slot.id, slot.kdf, slot.recipient)):
        raise ValueError("not text")
    if not isinstance(slot.account, str | None):
        raise ValueError("not an operator")
    _bytes(slot.box)
    if slot.kind in (PASSWORD, PAPER):
        cost = zip((slot.m, slot.t, slot.p), _COST_LIMIT, strict=True)
        cost_fits = all(type(given) is int and 0 < given <= limit for given, limit in cost)
        sizes = (len(_bytes(slot.salt)), len(_bytes(slot.nonce)), len(_bytes(slot.box)))
        if slot.kdf != "argon2id" or not cost_fits or slot.m < 8 * slot.p or sizes != (16, 12, KEY_BYTES + 16):
            raise ValueError("not a box of this format")
    return slot


def _sealed(kind: str, data_key: bytes, secret: bytes, account: str | None) -> Slot:
    cost = _TEST_COST if os.environ.get("ZHENXING_TEST_KDF") == "fast" else _COST
    nonce = secrets.token_bytes(12)
    salt = _text(secrets.token_bytes(16))
    open_slot = Slot(kind, secrets.token_hex(8), "", account, "argon2id", *cost, salt, _text(nonce))
    box = ChaCha20Poly1305(_stretched(open_slot, secret)).encrypt(nonce, _whole(data_key), _label(open_slot))
    return replace(open_slot, box=_text(box))


def _opened(slot: Slot, secret: bytes) -> bytes | None:
    try:
        lock = ChaCha20Poly1305(_stretched(slot, secret))
        return _whole(lock.decrypt(_bytes(slot.nonce), _bytes(slot.box), _label(slot)))
    except InvalidTag:
        return None


def _stretched(slot: Slot, secret: bytes) -> bytes:
    return Argon2id(
        salt=_bytes(slot.salt), length=KEY_BYTES, iterations=slot.t, lanes=slot.p, memory_cost=slot.m
    ).derive(secret)


def _label(slot: Slot) -> bytes:
    """What stands outside the box is bound to it: nobody turns one operator's password into another's."""
    return json.dumps([FORMAT, slot.kind, slot.id, slot.account, slot.kdf]).encode()


def _whole(data_key: bytes) -> bytes:
    if len(data_key) != KEY_BYTES:
        raise CannotOpen(_DAMAGED)
    return data_key


def _password_bytes(password: str) -> bytes:
    """Half-width, since the same fingers type ａ or a depending on the input method that is on."""
    return half_width(password).encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")
    return base64.b64decode(text, validate=True)
