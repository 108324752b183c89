"""Open a package and believe nothing before it is proved: frame, signature, hashes, place, then the content.

Every step has its limit on size before it unpacks. A part is taken whole or not at all; a damaged part does not take
the good ones with it, nor does a copy that was cut short or whose frame was hit: each part is proved by itself, by the
signed header. What is wrong is told in one plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from zlib import crc32

from sync import container, parts, photo_parts
from sync.cards import Card, Identity
from sync.container import Member
from sync.header import HEADER, README, Header, Stamp, cover_of, json_object, json_objects, parse, suite_and_device
from sync.refusal import Refused
from sync.sender import completed, find
from sync.succession import Barred, Heir
from sync.suites import Suite, suite

_LARGEST_HEADER = 4 << 20
_LARGEST_SMALL = 64 << 10
_LARGEST_OPEN = 512 << 20  # all changes of a package together, unpacked
_FRONT = 3  # readme, header, signature
_HOPELESS = {"too_big", "not_package"}


@dataclass(frozen=True)
class PhotoPart:
    """A part of photos that is as the header vouches, not opened yet: photos are taken in one part at a time."""

    number: int
    stamp: Stamp
    member: Member


@dataclass(frozen=True)
class Incoming:
    """A proved package. `bad_parts` names what was damaged on the way; the rest is here, line by line.

    harmed: bytes of the file are not as they were written, though perhaps none of them in a part.
    """

    package: str
    sha256: str
    header: Header
    sender: Card
    transactions: tuple[parts.Transaction, ...]
    receipts: tuple[Mapping[str, object], ...]
    extra: Mapping[str, object]
    bad_parts: tuple[str, ...]
    heirs: tuple[Heir, ...] = ()  # devices learned on the way to this sender
    photo_parts: tuple[PhotoPart, ...] = ()
    harmed: bool = False


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


def cover(path: Path) -> Mapping[str, object]:
    """What stands on a package before anything is proved: good for a list and for whom to ask, for nothing else."""
    try:
        with path.open("rb") as file:
            front = container.front(file, 2)
            if [member.name for member in front] != [README, HEADER] or front[1].size > _LARGEST_HEADER:
                return {}
            return cover_of(container.read(file, front[1]))
    except (Refused, OSError):
        return {}


def photos(
    path: Path, incoming: Incoming, identity: Identity, more_secrets: Sequence[str] = ()
) -> Iterator[tuple[str, Mapping[str, bytes] | None]]:
    """The photos of an opened package by their SHA-256, one part after the other; None for a part that cannot be read."""
    for part in incoming.photo_parts:
        try:
            with path.open("rb") as file:
                sealed = container.read(file, part.member)
            if not _proved(sealed, part.stamp, part.member):
                raise Refused("damaged")
            secrets = (identity.age_secret, *identity.earlier_secrets, *more_secrets)
            manifest, found = photo_parts.expand(suite(incoming.header.suite).unseal(sealed, secrets))
            _check_manifest(manifest, incoming.header, part.number)
            yield part.stamp.name, found
        except (Refused, OSError):
            yield part.stamp.name, None


class _Package:
    """One reading of one file: the steps share the handle and what the earlier steps have proved."""

    def __init__(
        self, file: BufferedReader, identity: Identity, trusted: Mapping[str, Card], barred: Mapping[str, Barred]
    ) -> None:
        self._file = file
        self._harm: Refused | None = None
        self._members = self._framed()
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
        """Unpack every part of changes that is as the header vouches; not one part is: the package is damaged."""
        found: list[parts.Transaction] = []
        receipts: list[Mapping[str, object]] = []
        extra: dict[str, object] = {}
        bad: list[str] = []
        albums: list[PhotoPart] = []
        opened = 0
        for number, (stamp, member) in enumerate(zip(self._header.parts, self._members[_FRONT:], strict=True), start=1):
            sealed = container.read(self._file, member)
            if not _proved(sealed, stamp, member):
                bad.append(stamp.name)
            elif stamp.photos:
                albums.append(PhotoPart(number, stamp, member))
            else:
                files = self._part(number, sealed, secrets)
                opened += sum(map(len, files.values()))
                if opened > _LARGEST_OPEN:
                    raise Refused("too_big")
                found += parts.transactions(files[parts.CHANGES])
                receipts += json_objects(files.get(parts.RECEIPTS, b"[]"))
                extra |= json_object(files.get(parts.EXTRA, b"{}"))
        self._check_counts(found, bad)
        head, harmed = self._header, bool(self._harm or bad)
        return Incoming(head.package, self._digest(), head, self._sender, tuple(found), tuple(receipts), extra, tuple(bad),
                        heirs=self._heirs, photo_parts=tuple(albums), harmed=harmed)

    def _part(self, number: int, sealed: bytes, secrets: Sequence[str]) -> dict[str, bytes]:
        files = parts.expand(self._suite.unseal(sealed, secrets))
        _check_manifest(files[parts.MANIFEST], self._header, number)
        return files

    def _digest(self) -> str:
        self._file.seek(0)
        return file_digest(self._file, "sha256").hexdigest()

    def _framed(self) -> tuple[Member, ...]:
        """All members; of a frame that was cut or hit only the first three, behind which the header shows the way."""
        try:
            return container.members(self._file)
        except Refused as harm:
            if harm.reason in _HOPELESS:
                raise
            self._harm = harm
        try:
            return container.front(self._file, _FRONT)
        except Refused:
            raise self._harm from None

    def _front(self) -> bytes:
        """header.json, second of its three fixed companions in the frame."""
        fewest = _FRONT if self._harm else _FRONT + 1
        if len(self._members) < fewest or [m.name for m in self._members[:2]] != [README, HEADER]:
            raise self._harm or Refused("members")
        return self._small(1, HEADER, _LARGEST_HEADER)

    def _small(self, place: int, name: str, largest: int = _LARGEST_SMALL) -> bytes:
        member = self._members[place]
        if member.name != name:
            raise self._harm or Refused("members")
        if member.size > largest:
            raise Refused("too_big")
        data = container.read(self._file, member)
        if crc32(data) != member.crc:
            raise self._harm or Refused("damaged")
        return data

    def _check_members(self) -> None:
        """Exactly the parts of the header in its order, of its sizes, each small enough to hold in memory."""
        listed = [(stamp.name, stamp.size) for stamp in self._header.parts]
        if any(size > parts.LARGEST_SEALED for _, size in listed):
            raise Refused("too_big")
        if self._harm:
            self._members += tuple(container.following(self._members[-1], listed))
        elif [(member.name, member.size) for member in self._members[_FRONT:]] != listed:
            raise Refused("members")
        if not _proved(self._small(0, README), self._header.readme, self._members[0]):
            raise Refused("damaged")

    def _check_counts(self, found: Sequence[parts.Transaction], bad: Sequence[str]) -> None:
        """All parts damaged: nothing to take. No changes damaged: as many lines as the cover says."""
        head, changes = self._header, sum(len(transaction) - 1 for transaction in found)
        if len(bad) == len(head.parts):
            raise self._harm or Refused("damaged")
        whole = not any(stamp.name in bad for stamp in head.parts if not stamp.photos)
        if whole and (len(found), changes) != (head.transactions, head.changes):
            raise Refused("resealed")


def _check_cover(header: Header, sender: Card, identity: Identity, comment: str) -> None:
    """The cover must say what the paired card says, and be written to this place."""
    if (header.role, header.region) != (sender.role, sender.region) or comment != f"package {header.package}":
        raise Refused("resealed")
    if header.to != identity.region:
        raise Refused("other_place")


def _check_manifest(manifest: bytes, head: Header, number: int) -> None:
    """A part names the same package, sender and place as the cover.

    Otherwise somebody has put his own signature around another's sealed part.
    """
    expected = {
        "package": head.package,
        "sender": head.device,
        "part": [number, len(head.parts)],
        "schema": list(head.schema),
    }
    if json_object(manifest) != expected:
        raise Refused("resealed")


def _proved(data: bytes, stamp: Stamp, member: Member) -> bool:
    same = (len(data), sha256(data).hexdigest()) == (stamp.size, stamp.sha256)
    return same and member.crc in (None, crc32(data))
