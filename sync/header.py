"""header.json: the signed cover of a package. It names devices, places and hashes, never a person."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sync.refusal import Refused
from sync.succession import Link, links

FORMAT = 1
UP, DOWN, PEER = "up", "down", "peer"
README, HEADER = "README.txt", "header.json"
_DEVICE = re.compile(r"[0-9a-f]{16}")
_REGION = re.compile(r"[0-9]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_CHANGES = re.compile(r"changes-[0-9]{3}\.tar\.zst(\.[a-z0-9]+)+")
_PHOTOS = re.compile(r"photos-[0-9]{3}\.tar(\.[a-z0-9]+)+")
_MOST_PARTS = 999


class Stamp(NamedTuple):
    """A member as the signed header vouches for it."""

    name: str
    size: int
    sha256: str

    @property
    def photos(self) -> bool:
        """Whether this part holds photos; else it holds changes."""
        return _PHOTOS.fullmatch(self.name) is not None


@dataclass(frozen=True)
class Header:
    """What the cover says; `have` and `need` are the tips the sender knows and builds upon.

    `card` is the sender's present card and `before` the earlier devices that vouch for it, the oldest first.
    `receiver` is the device that it was sealed to: a village may have several, and the stick of one has packages of all.
    """

    package: str
    kind: str
    device: str
    role: str
    region: str
    to: str
    suite: int
    schema: tuple[int, int]
    have: Mapping[str, object]
    need: tuple[str, ...]
    transactions: int
    changes: int
    readme: Stamp
    parts: tuple[Stamp, ...]
    card: str = ""
    before: tuple[Link, ...] = ()
    receiver: str = ""

    def data(self) -> bytes:
        """The file as it is signed; one key a line, for the reader with a text editor."""
        cover = {
            "format": FORMAT,
            "package": self.package,
            "kind": self.kind,
            "suite": self.suite,
            "sender": {"device": self.device, "role": self.role, "region": self.region},
            "to": self.to,
            "schema": list(self.schema),
            "counts": {"transactions": self.transactions, "changes": self.changes},
            "readme": self.readme._asdict(),
            "parts": [part._asdict() for part in self.parts],
            "have": self.have,
            "need": list(self.need),
        }
        if self.receiver:
            cover["for"] = self.receiver
        if self.card:
            cover["card"] = self.card
        if self.before:
            cover["before"] = [link.plain() for link in self.before]
        body = (f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in cover.items())
        return ("{\n" + ",\n".join(body) + "\n}\n").encode()


def package_id(region: str, device: str, number: int) -> str:
    """The name of a device's n-th package, which is also its file's name: 510722103005-d7f3-000042."""
    return f"{region}-{device[:4]}-{number:06d}"


def cover_of(data: bytes) -> Mapping[str, object]:
    """The JSON object of a header, unproved: enough to learn the suite and whom to ask for the signature."""
    try:
        cover = _whole(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise Refused("header") from error
    if not isinstance(cover, dict):
        raise Refused("header")
    return cover


def suite_and_device(cover: Mapping[str, object]) -> tuple[int, str]:
    """The two facts needed before the signature can be checked."""
    sender, suite = cover.get("sender"), cover.get("suite")
    device = sender.get("device") if isinstance(sender, dict) else None
    if type(suite) is not int or not isinstance(device, str):
        raise Refused("header")
    return suite, device


def card_and_links(cover: Mapping[str, object]) -> tuple[str, tuple[Link, ...]]:
    """Whom the sender says it is and from whom it comes; unproved, for a sender that is not known yet."""
    try:
        return _card(cover), links(cover.get("before", []))
    except (TypeError, ValueError) as error:
        raise Refused("header") from error


def parse(cover: Mapping[str, object]) -> Header:
    """A checked header; called after the signature has been proved, so a fault here is the sender's program."""
    if type(cover.get("format")) is int and cover["format"] != FORMAT:
        raise Refused("newer")
    try:
        header = _build(cover)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("header") from error
    return header


def _build(cover: Mapping[str, object]) -> Header:
    sender, counts = _dict(cover["sender"]), _dict(cover["counts"])
    low, high = _list(cover["schema"])
    header = Header(
        package=_text(cover["package"]),
        kind=_text(cover["kind"], {UP, DOWN, PEER}.__contains__),
        device=_text(sender["device"], _DEVICE.fullmatch),
        role=_text(sender["role"]),
        region=_text(sender["region"], _REGION.fullmatch),
        to=_text(cover["to"], _REGION.fullmatch),
        suite=_number(cover["suite"]),
        schema=(_number(low), _number(high)),
        have=_dict(cover["have"]),
        need=tuple(_text(tip) for tip in _list(cover["need"])),
        transactions=_number(counts["transactions"]),
        changes=_number(counts["changes"]),
        readme=_stamp(cover["readme"], README.__eq__),
        parts=tuple(_stamp(part, _is_part) for part in _list(cover["parts"])),
        card=_card(cover),
        before=links(cover.get("before", [])),
        receiver=_text(cover["for"], _DEVICE.fullmatch) if "for" in cover else "",
    )
    own_name = header.package.rpartition("-")[0] == f"{header.region}-{header.device[:4]}"
    if not own_name or not re.fullmatch(r"[0-9]{6,9}", header.package.rpartition("-")[2]):
        raise ValueError("the package does not bear its sender's name")
    if not 0 < len(header.parts) <= _MOST_PARTS or len({part.name for part in header.parts}) != len(header.parts):
        raise ValueError("parts missing, too many or named twice")
    kinds = [part.photos for part in header.parts]
    if kinds[0] or kinds != sorted(kinds):
        raise ValueError("changes come first, photos after them")
    return header


def _is_part(name: str) -> bool:
    return bool(_CHANGES.fullmatch(name) or _PHOTOS.fullmatch(name))


def _card(cover: Mapping[str, object]) -> str:
    card = cover.get("card", "")
    if not isinstance(card, str):
        raise TypeError("not a card")
    return card


def _stamp(value: object, named: Callable[[str], object]) -> Stamp:
    stamp = _dict(value)
    name, digest = _text(stamp["name"], named), _text(stamp["sha256"], _HASH.fullmatch)
    return Stamp(name, _number(stamp["size"]), digest)


def _text(value: object, fits: Callable[[str], object] = bool) -> str:
    if not isinstance(value, str) or not fits(value):
        raise ValueError("not the text expected")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def json_object(data: bytes) -> dict[str, object]:
    """A JSON object inside a part; Refused when it is anything else."""
    value = _loaded(data)
    if not isinstance(value, dict):
        raise Refused("content")
    return value


def json_objects(data: bytes) -> list[Mapping[str, object]]:
    """A list of JSON objects inside a part; Refused when it is anything else."""
    value = _loaded(data)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Refused("content")
    return value


def _loaded(data: bytes) -> object:
    try:
        return _whole(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise Refused("content") from error


def _whole(value: object) -> object:
    """ValueError for half signs: JSON can write them, no file and no database can hold them."""
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value
