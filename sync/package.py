"""Build a package: lines in, one sealed and signed file out, which standard tools alone can open in ten years."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sync import container, parts, photo_parts, safe_write
from sync.cards import Card, Identity
from sync.header import HEADER, README, Header, Stamp
from sync.safe_write import Progress, Written
from sync.spool import Spool, Spooled
from sync.suites import Suite, suite

ENDING = ".gbp"
_SUITE = 1

_README = """\
振兴台账数据包 / Zhenxing Ledger package

里面的数据是加密的，只有收件的乡镇（或村）和装包的电脑打得开。
平时请用振兴台账“读取U盘”。没有这个程序时，用通用工具也能打开：
The data is encrypted to its recipients. Without the program, standard tools open it:

  unzip PACKAGE.gbp
  minisign -Vm header.json -P SENDER_SIGN_KEY
  sha256sum changes-* photos-*         (= header.json "parts")
  age -d -i KEY_FILE changes-001.tar.zst.age | zstd -d | tar x
  age -d -i KEY_FILE photos-001.tar.age | tar x      (blobs/SHA256.jpg)

KEY_FILE: 一行 AGE-SECRET-KEY-1...（乡镇找回钥匙 / recovery key）。
changes.jsonl: 每行一条 JSON；首行后跟它的 k 行改动 / a head line, then its k changes.
""".replace("\n", "\r\n").encode("utf-8-sig")  # for the oldest Notepad a village may have


@dataclass(frozen=True)
class Photo:
    """A photo to be sent: its SHA-256, its size, and how to get it when its turn comes."""

    sha256: str
    size: int
    load: Callable[[], bytes]


@dataclass(frozen=True)
class Outgoing:
    """Everything that goes into one package. `have` and `need` are tips; receipts and extra travel encrypted."""

    package: str
    sender: Identity
    kind: str
    to_region: str
    schema: tuple[int, int]
    lines: Iterable[Sequence[bytes]]
    have: Mapping[str, object] = field(default_factory=dict)
    need: Sequence[str] = ()
    receipts: Sequence[Mapping[str, object]] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    photos: Sequence[Photo] = ()
    to_device: str = ""


def build(outgoing: Outgoing, recipients: Sequence[Card]) -> bytes:
    """The package as bytes, for whoever has no stick in hand."""
    return b"".join(pieces(outgoing, recipients))


def write(outgoing: Outgoing, recipients: Sequence[Card], folder: Path, progress: Progress | None = None) -> Written:
    """The package as a file in the folder, flushed and read back before it gets its name."""
    return safe_write.write(folder / (outgoing.package + ENDING), pieces(outgoing, recipients), progress)


def pieces(outgoing: Outgoing, recipients: Sequence[Card]) -> Iterator[bytes]:
    """The package in the order it is written: what is small and urgent first, photos last."""
    with Spool() as spool:
        yield from container.frame(_members(outgoing, _keys(outgoing.sender, recipients), spool))


def _members(outgoing: Outgoing, keys: Sequence[str], spool: Spool) -> list[tuple[str, bytes | container.Content]]:
    chosen = suite(_SUITE)
    groups = list(parts.split(outgoing.lines))
    albums = list(photo_parts.split((photo.sha256, photo.size) for photo in outgoing.photos))
    of = len(groups) + len(albums)
    sealed = [
        (f"changes-{number:03d}.tar.zst{chosen.sealed_ending}", spool.add(chosen.seal(packed, keys)))
        for number, packed in enumerate(_packed(outgoing, groups, of), start=1)
    ] + [
        (f"photos-{number:03d}.tar{chosen.sealed_ending}", spool.add(chosen.seal(packed, keys)))
        for number, packed in enumerate(_albums(outgoing, albums, len(groups), of), start=1)
    ]
    header = _header(outgoing, groups, sealed, chosen).data()
    signature = chosen.sign(header, outgoing.sender, f"package {outgoing.package}")
    return [(README, _README), (HEADER, header), (HEADER + chosen.signature_ending, signature), *sealed]


def _keys(sender: Identity, recipients: Sequence[Card]) -> list[str]:
    """Each recipient with its recovery key, and the sender, who may have to open its own package one day."""
    cards = [*recipients, sender.card()]
    found = [key for card in cards for key in (card.age, card.recovery) if key]
    return list(dict.fromkeys(found))


def _manifest(outgoing: Outgoing, number: int, of: int) -> bytes:
    """What binds a sealed part to its package, its sender and its place."""
    sender = outgoing.sender.device
    return _json({"package": outgoing.package, "sender": sender, "part": [number, of], "schema": list(outgoing.schema)})


def _packed(outgoing: Outgoing, groups: Sequence[tuple[parts.Transaction, ...]], of: int) -> Iterator[bytes]:
    for number, group in enumerate(groups, start=1):
        files = {parts.MANIFEST: _manifest(outgoing, number, of), parts.CHANGES: parts.changes_file(group)}
        if number == 1:
            files[parts.RECEIPTS] = _json([dict(receipt) for receipt in outgoing.receipts])
            files[parts.EXTRA] = _json(dict(outgoing.extra))
        yield parts.compress(files)


def _albums(outgoing: Outgoing, albums: Sequence[tuple[str, ...]], before: int, of: int) -> Iterator[bytes]:
    photos = {photo.sha256: photo for photo in outgoing.photos}
    for number, names in enumerate(albums, start=before + 1):
        yield photo_parts.pack(_manifest(outgoing, number, of), {name: photos[name].load() for name in names})


def _header(
    outgoing: Outgoing,
    groups: Sequence[tuple[parts.Transaction, ...]],
    sealed: Sequence[tuple[str, Spooled]],
    chosen: Suite,
) -> Header:
    transactions = sum(len(group) for group in groups)
    return Header(
        package=outgoing.package,
        kind=outgoing.kind,
        device=outgoing.sender.device,
        role=outgoing.sender.role,
        region=outgoing.sender.region,
        to=outgoing.to_region,
        suite=chosen.number,
        schema=outgoing.schema,
        have=outgoing.have,
        need=tuple(outgoing.need),
        transactions=transactions,
        changes=sum(len(lines) - 1 for group in groups for lines in group),
        readme=Stamp(README, len(_README), sha256(_README).hexdigest()),
        parts=tuple(Stamp(name, data.size, data.sha256) for name, data in sealed),
        card=outgoing.sender.card().line(),
        before=outgoing.sender.before,
        receiver=outgoing.to_device,
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
