"""The one door to age (X25519) encryption, so that a second suite or another library touches this file alone."""

from __future__ import annotations

from collections.abc import Sequence

import pyrage  # type: ignore[import-untyped, unused-ignore]

from sync.refusal import Refused


def new_key() -> tuple[str, str]:
    """A fresh (secret, recipient) pair in age's own text: AGE-SECRET-KEY-1... and age1..."""
    secret = pyrage.x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def recipient_of(secret: str) -> str:
    """The public half of a secret line, as age prints it."""
    return str(pyrage.x25519.Identity.from_str(secret).to_public())


def is_recipient(text: str) -> bool:
    """Whether the text is a well-formed age1... recipient."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to every recipient; any one of their secrets opens it."""
    keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    return bytes(pyrage.encrypt(data, keys))


def unseal(sealed: bytes, secrets: Sequence[str]) -> bytes:
    """Decrypt with whichever secret fits; none fits: it is somebody else's. Never hands out a partial plaintext."""
    keys = [pyrage.x25519.Identity.from_str(text) for text in secrets]
    try:
        return bytes(pyrage.decrypt(sealed, keys))
    except pyrage.DecryptError as error:
        raise Refused("other_place" if "No matching keys" in str(error) else "damaged") from error
