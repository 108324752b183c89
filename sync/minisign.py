"""minisign's file formats on Ed25519, so that a package's signature can be checked in ten years by a standard tool.

Signatures are of the prehashed kind ("ED"): Ed25519 over BLAKE2b-512 of the file, then a second signature over the
first one and the trusted comment. The key id is taken from the public key, so that no further secret is kept.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KEY_KIND = b"Ed"
_PREHASHED = b"ED"
_UNTRUSTED = "untrusted comment: signature of a Zhenxing Ledger package"
_TRUSTED = "trusted comment: "


class BadSignature(Exception):
    """The signature is not well-formed, is not by this key, or is not over these bytes."""


@dataclass(frozen=True)
class PublicKey:
    """A verifying key with the eight bytes by which minisign tells keys apart."""

    key_id: bytes
    key: bytes

    def text(self) -> str:
        """The one line that `minisign -P` takes (RW...)."""
        return _encode(_KEY_KIND + self.key_id + self.key)

    def file_text(self) -> str:
        """The two lines of a minisign .pub file."""
        return f"untrusted comment: minisign public key {self.key_id[::-1].hex().upper()}\n{self.text()}\n"


def public_key(seed: bytes) -> PublicKey:
    """The public key that belongs to a 32-byte secret seed."""
    return public_key_of(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def public_key_of(raw: bytes) -> PublicKey:
    """The same from the 32 bytes of the key itself."""
    return PublicKey(blake2b(raw, digest_size=8).digest(), raw)


def parse_public_key(text: str) -> PublicKey:
    """Read a key line, strictly: only the exact text that `PublicKey.text` writes."""
    raw = _decode(text, 42)
    if raw[:2] != _KEY_KIND or _encode(raw) != text:
        raise BadSignature("not an Ed25519 minisign key")
    return PublicKey(raw[2:10], raw[10:])


def sign(data: bytes, seed: bytes, comment: str) -> bytes:
    """The whole .minisig file for these bytes; the comment is covered by the second signature."""
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    first = secret.sign(blake2b(data).digest())
    second = secret.sign(first + comment.encode())
    return _render(public_key(seed).key_id, first, comment, second)


def stamp(data: bytes, seed: bytes, purpose: bytes) -> str:
    """A bare signature as one text, for what travels inside a line; a stamp for one purpose is none for another."""
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    return _encode(secret.sign(blake2b(data, person=purpose).digest()))


def stamped(data: bytes, text: str, signer: PublicKey, purpose: bytes) -> bool:
    """Whether `text` is exactly what `stamp` gives for these bytes and this key."""
    try:
        raw = _decode(text, 64)
        Ed25519PublicKey.from_public_bytes(signer.key).verify(raw, blake2b(data, person=purpose).digest())
    except (BadSignature, InvalidSignature):
        return False
    return _encode(raw) == text


def verify(data: bytes, signature: bytes, signer: PublicKey) -> str:
    """Check all of a .minisig file that `sign` wrote and return its trusted comment; anything else raises.

    The file is rendered again from what was read and compared, so that not even its unsigned first line can differ.
    """
    key_id, first, comment, second = _parse(signature)
    if key_id != signer.key_id or _render(key_id, first, comment, second) != signature:
        raise BadSignature("another key, or an altered signature file")
    key = Ed25519PublicKey.from_public_bytes(signer.key)
    try:
        key.verify(first, blake2b(data).digest())
        key.verify(second, first + comment.encode())
    except InvalidSignature as error:
        raise BadSignature("the signature does not fit") from error
    return comment


def _render(key_id: bytes, first: bytes, comment: str, second: bytes) -> bytes:
    lines = (_UNTRUSTED, _encode(_PREHASHED + key_id + first), _TRUSTED + comment, _encode(second), "")
    return "\n".join(lines).encode()


def _parse(signature: bytes) -> tuple[bytes, bytes, str, bytes]:
    try:
        _, body, comment, second, _ = signature.decode().split("\n")
    except ValueError as error:
        raise BadSignature("not a minisign file") from error
    raw = _decode(body, 74)
    if raw[:2] != _PREHASHED:
        raise BadSignature("not a prehashed signature")
    return raw[2:10], raw[10:], comment.removeprefix(_TRUSTED), _decode(second, 64)


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("not base64") from error
    if len(raw) != length:
        raise BadSignature("wrong length")
    return raw
