"""What an installation is: its device, place and keys, in a local table. Secret keys are sealed with the data key, so
that whoever may read a shared database cannot sign in this office's name or open what is sent to it.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select

from models.kernel import CannotOpen
from models.store.engine import upsert
from models.store.journal import tables as t

_MARK = "sealed:"
_SECRET = ("secret", "seed")
_NONCE = 12
_FOREIGN = "这个钥匙文件（keys.json）不是这份数据的。请从建账的那台电脑上抄一份过来。"


def read(connection: Connection, data_key: bytes) -> dict[str, str]:
    """All of it in plain; raises CannotOpen when the data key is that of other data."""
    rows = connection.execute(select(t.myself.c.name, t.myself.c.value))
    return {name: _opened(name, value, data_key) if value.startswith(_MARK) else value for name, value in rows}


def write(connection: Connection, data_key: bytes, values: Mapping[str, str]) -> None:
    """Keep these values; a name that says secret or seed is sealed."""
    for name, value in values.items():
        kept = _sealed(name, value, data_key) if any(word in name for word in _SECRET) else value
        connection.execute(upsert(t.myself, ("name",)).values(name=name, value=kept))


def _sealed(name: str, value: str, data_key: bytes) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return _MARK + base64.b64encode(nonce + _lock(data_key).encrypt(nonce, value.encode(), name.encode())).decode()


def _opened(name: str, value: str, data_key: bytes) -> str:
    try:
        sealed = base64.b64decode(value.removeprefix(_MARK), validate=True)
        return _lock(data_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode()).decode()
    except (InvalidTag, ValueError, binascii.Error):
        raise CannotOpen(_FOREIGN) from None


def _lock(data_key: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"zhenxing identity").derive(data_key))
