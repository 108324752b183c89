"""Photos and scans, each sealed in its own file under a name that tells nothing about its content.

A row holds the SHA-256 of the content, which is the same in every office; the file lies under an address that only
this folder's key can make of it, so that no outsider can test whether a known photo is here.

The key of a file is derived from its address, and the address from its content: one key never seals two contents,
so counters can serve as nonces. The last piece is marked as such, so that a file cut short is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.kernel.errors import Circumstance, UserMistake
from models.store.files import write_whole
from models.store.folder import Folder
from models.store.photos import Limits, limits, slim

MOST_BYTES = 20 * 1024 * 1024  # what another office may send, whatever is set there; what is taken in here is a parameter
_MAGIC = b"ZXB1"
_PIECE = 64 * 1024
_TAG = 16
_NAME = re.compile(r"[0-9a-f]{64}")
_SHUT = "放附件的文件夹读不到：没有权限，或磁盘出了毛病。请检查后再试一次。"
NOT_HERE = "照片还没带到这台电脑上，等对方的下一个包。"


class BlobStore:
    """The attachments of one data folder."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self._root = Folder(folder).blobs
        self._data_key = data_key
        self._address_key = _derived(data_key, b"zhenxing blob address")

    def put(self, content: bytes, to: Limits | None = None) -> str:
        """Keep what somebody attached; photos and scans are cleaned first. Its name, the SHA-256, goes into the row."""
        to = to or limits()
        if not content:
            raise UserMistake("文件是空的，没有放进来。")
        if len(content) > to.most_bytes:
            raise UserMistake(f"文件有 {_megabytes(len(content))} MB，最多 {_megabytes(to.most_bytes)} MB。")
        return self.keep(slim(content, to))

    def keep(self, content: bytes) -> str:
        """Keep these very bytes; what is there already, and sound, is not written again."""
        name = name_of(content)
        address = self._address(name)
        if self._sound(address) is None:
            write_whole(self._path(address), self._sealed(address, content))
        return name

    def get(self, name: str) -> bytes:
        """The content, proved to be what was put."""
        address = self._found(name)
        if address is None:
            raise Circumstance(NOT_HERE)
        content = self._sound(address)
        if content is None:
            raise Circumstance("这个附件的文件坏了，打不开。请从备份恢复。")
        return content

    def has(self, name: str) -> bool:
        """Whether the file is here; a name out of a foreign package is never trusted to be one."""
        return self._found(name) is not None

    def size(self, name: str) -> int:
        """Bytes of the content, told by the file's length alone; 0 when it is not here."""
        address = self._found(name)
        if address is None:
            return 0
        try:
            sealed = self._path(address).stat().st_size - len(_MAGIC)
        except OSError as error:
            raise Circumstance(_SHUT) from error
        return max(0, sealed - _TAG * -(-sealed // (_PIECE + _TAG)))

    def count(self) -> int:
        """How many files there are, of any kind: fewer than there should be means that some were lost."""
        try:
            return sum(1 for file in self._root.glob("??/*") if _NAME.fullmatch(file.name))  # not what a kill left of one
        except OSError as error:
            raise Circumstance(_SHUT) from error

    def remove(self, name: str) -> None:
        """Take away what nobody may keep any longer; on a disk that refuses it stays, sealed, and is told."""
        address = self._found(name)
        if address is not None:
            try:
                self._path(address).unlink()
            except OSError as error:
                raise Circumstance("照片的文件删不掉：正被别的程序打开着，或没有权限。") from error

    def address(self, content: bytes) -> str:
        """Under which name in the folder this content is kept."""
        return self._address(name_of(content))

    def _address(self, name: str) -> str:
        return hmac.new(self._address_key, bytes.fromhex(name), "sha256").hexdigest()

    def _found(self, name: str) -> str | None:
        """Where the file of this name lies, if it does. Rows of the first version hold the address itself."""
        if _NAME.fullmatch(name) is None:
            return None
        try:
            return next((address for address in (self._address(name), name) if self._path(address).is_file()), None)
        except OSError as error:
            raise Circumstance(_SHUT) from error

    def _path(self, address: str) -> Path:
        return self._root / address[:2] / address

    def _sound(self, address: str) -> bytes | None:
        """The content if it is here and undamaged."""
        try:
            content = self._opened(address, self._path(address).read_bytes())
        except (OSError, InvalidTag):
            return None
        return content if hmac.compare_digest(self.address(content), address) else None

    def _sealed(self, address: str, content: bytes) -> bytes:
        lock = self._lock(address)
        pieces = _pieces(content, _PIECE)
        return _MAGIC + b"".join(lock.encrypt(nonce, piece, _MAGIC) for nonce, piece in pieces)

    def _opened(self, address: str, sealed: bytes) -> bytes:
        if not sealed.startswith(_MAGIC):
            raise InvalidTag
        lock = self._lock(address)
        pieces = _pieces(sealed[len(_MAGIC) :], _PIECE + _TAG)
        return b"".join(lock.decrypt(nonce, piece, _MAGIC) for nonce, piece in pieces)

    def _lock(self, address: str) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(_derived(self._data_key, b"zhenxing blob " + bytes.fromhex(address)))


def name_of(content: bytes) -> str:
    """By which name all offices know this content."""
    return hashlib.sha256(content).hexdigest()


def _pieces(data: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Nonce and piece: the number of the piece in eleven bytes, then 1 for the last piece and 0 before it."""
    starts = range(0, max(len(data), 1), size)
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        yield number.to_bytes(11, "big") + bytes([last]), data[start : start + size]


def _derived(data_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(data_key)


def _megabytes(size: int) -> int:
    return -(-size // (1024 * 1024))
