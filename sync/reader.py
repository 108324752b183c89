"""Open a package and believe nothing before it is proved: frame, signature, hashes, place, then the content.

Every step has its limit on size before it unpacks. A part is taken whole or not at all; a damaged part does not take
the good ones with it. What is wrong is told in one plain sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from zlib import crc32

from sync import container, parts
from sync.cards import Card, Identity
from sync.container import Member
from sync.header import HEADER, README, Header, Stamp, cover_of, parse, suite_and_device
from sync.refusal import Refused
from sync.sender import completed, find
from sync.succession import Barred, Heir
from sync.suites import Suite, suite

_LARGEST_HEADER = 4 << 20
_LARGEST_SMALL = 64 << 10
_LARGEST_OPEN = 512 << 20  # all parts of a package together, unpacked


@dataclass(frozen=True)
class Incoming:
    """A proved package. `bad_parts` names what was damaged on the way; the rest is here, line by line."""

    package: str
    sha256: str
    header: Header
    sender: Card
    transactions: tuple[parts.Transaction, ...]
    receipts: tuple[Mapping[str, object], ...]
    extra: Mapping[str, object]
    bad_parts: tuple[str, ...]
    heirs: tuple[Heir, ...] = ()  # devices learned on the way to this sender


def open_package(
    path: Path, identity: Identity, trusted: Mapping[str, Card], more_secrets: Sequence[str] = (),
    barred: Mapping[str, Barred] | None = None,
) -> Incoming:
    """Read a package addressed to this device from a paired one. Refused (a Circumstance) says why not.

    `more_secrets` are further age secrets to try, such as the township's recovery key on a new machine; `barred` are
    the devices that were trusted once.
    """
    try:
        with path.open("rb") as file:
            package = _Package(file, identity, trusted, barred or {})
            return package.opened((identity.age_secret, *identity.earlier_secrets, *more_secrets))
    except Refused as refusal:
        raise refusal.seen_by(identity.role) from refusal.__cause__
    except OSError as error:
        raise Refused("unreadable", identity.role) from error


class _Package:
    """One reading of one file: the steps share the handle and what the earlier steps have proved."""

    def __init__(
        self, file: BufferedReader, identity: Identity, trusted: Mapping[str, Card], barred: Mapping[str, Barred]
    ) -> None:
        self._file = file
        self._members = container.members(file)
        data = self._front()
        cover = cover_of(data)
        number, device = suite_and_device(cover)
        self._suite: Suite = suite(number)
        sender, self._heirs = find(device, cover, identity, trusted, barred)
        comment = self._suite.verify(data, self._small(2, HEADER + self._suite.signature_ending), sender)
        self._header = parse(cover)
        _check_cover(self._header, sender, identity, comment)
        self._sender = completed(sender, self._header)
        self._check_members()

    def opened(self, secrets: Sequence[str]) -> Incoming:
        """Unpack every part that is as the header vouches; none is: the package is damaged."""
        found: list[parts.Transaction] = []
        receipts: list[Mapping[str, object]] = []
        extra: dict[str, object] = {}
        bad: list[str] = []
        opened = 0
        for number, (stamp, member) in enumerate(zip(self._header.parts, self._members[3:], strict=True), start=1):
            sealed = container.read(self._file, member)
            if not _proved(sealed, stamp, member):
                bad.append(stamp.name)
                continue
            files = self._part(number, sealed, secrets)
            opened += sum(map(len, files.values()))
            if opened > _LARGEST_OPEN:
                raise Refused("too_big")
            found += parts.transactions(files[parts.CHANGES])
            receipts += _objects(files.get(parts.RECEIPTS, b"[]"))
            extra |= _object(files.get(parts.EXTRA, b"{}"))
        self._check_counts(found, bad)
        head, lines = self._header, tuple(found)
        return Incoming(
            head.package, self._digest(), head, self._sender, lines, tuple(receipts), extra, tuple(bad), self._heirs
        )

    def _part(self, number: int, sealed: bytes, secrets: Sequence[str]) -> dict[str, bytes]:
        """The files of one proved part, whose manifest must name the same package and sender as the cover.

        Otherwise somebody has put his own signature around another's sealed part.
        """
        files = parts.expand(self._suite.unseal(sealed, secrets))
        head = self._header
        expected = {
            "package": head.package,
            "sender": head.device,
            "part": [number, len(head.parts)],
            "schema": list(head.schema),
        }
        if _object(files[parts.MANIFEST]) != expected:
            raise Refused("resealed")
        return files

    def _digest(self) -> str:
        self._file.seek(0)
        return file_digest(self._file, "sha256").hexdigest()

    def _front(self) -> bytes:
        """header.json, second of its three fixed companions in the frame."""
        if len(self._members) < 4 or [m.name for m in self._members[:2]] != [README, HEADER]:
            raise Refused("members")
        return self._small(1, HEADER, _LARGEST_HEADER)

    def _small(self, place: int, name: str, largest: int = _LARGEST_SMALL) -> bytes:
        member = self._members[place]
        if member.name != name:
            raise Refused("members")
        if member.size > largest:
            raise Refused("too_big")
        data = container.read(self._file, member)
        if crc32(data) != member.crc:
            raise Refused("damaged")
        return data

    def _check_members(self) -> None:
        """Exactly the parts of the header in its order, of its sizes, each small enough to hold in memory."""
        listed = [(stamp.name, stamp.size) for stamp in self._header.parts]
        if [(member.name, member.size) for member in self._members[3:]] != listed:
            raise Refused("members")
        if any(stamp.size > parts.LARGEST_SEALED for stamp in self._header.parts):
            raise Refused("too_big")
        if not _proved(self._small(0, README), self._header.readme, self._members[0]):
            raise Refused("damaged")

    def _check_counts(self, found: Sequence[parts.Transaction], bad: Sequence[str]) -> None:
        """All parts damaged: nothing to take. None damaged: as many lines as the cover says."""
        head, changes = self._header, sum(len(transaction) - 1 for transaction in found)
        if len(bad) == len(head.parts):
            raise Refused("damaged")
        if not bad and (len(found), changes) != (head.transactions, head.changes):
            raise Refused("resealed")


def _check_cover(header: Header, sender: Card, identity: Identity, comment: str) -> None:
    """The cover must say what the paired card says, and be written to this place."""
    if (header.role, header.region) != (sender.role, sender.region) or comment != f"package {header.package}":
        raise Refused("resealed")
    if header.to != identity.region:
        raise Refused("other_place")


def _proved(data: bytes, stamp: Stamp, member: Member) -> bool:
    same = (len(data), sha256(data).hexdigest()) == (stamp.size, stamp.sha256)
    return same and crc32(data) == member.crc


def _object(data: bytes) -> dict[str, object]:
    value = _loaded(data)
    if not isinstance(value, dict):
        raise Refused("content")
    return value


def _objects(data: bytes) -> list[Mapping[str, object]]:
    value = _loaded(data)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Refused("content")
    return value


def _loaded(data: bytes) -> object:
    try:
        loaded: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused("content") from error
    return loaded
