"""One photos part: a plain tar of a manifest and files that bear the SHA-256 of their content as their name.

Photos do not shrink, so nothing is compressed. A part is kept small: one that is lost on a bad stick costs few photos,
and an old laptop never holds more than one of them in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from sync.parts import MANIFEST, archive, files_of
from sync.refusal import Refused

LARGEST_OPEN = 64 << 20
SPLIT_AT = 24 << 20
MOST_FILES = 400
_NAME = re.compile(r"blobs/([0-9a-f]{64})\.(jpg|png|pdf|bin)")
_BEGINNINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf"}


def split(sizes: Iterable[tuple[str, int]]) -> Iterator[tuple[str, ...]]:
    """Groups of names whose contents fill a part each; a photo is never divided."""
    group: list[str] = []
    weight = 0
    for name, size in sizes:
        if group and (weight + size > SPLIT_AT or len(group) == MOST_FILES):
            yield tuple(group)
            group, weight = [], 0
        group.append(name)
        weight += size
    if group:
        yield tuple(group)


def pack(manifest: bytes, photos: Mapping[str, bytes]) -> bytes:
    """The tar of one part; the endings are for whoever unpacks it by hand."""
    named = {f"blobs/{name}.{_ending(content)}": content for name, content in photos.items()}
    return archive({MANIFEST: manifest, **named})


def expand(opened: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The manifest and the photos of a part, each proved by its name; one that is not its name spoils the part."""
    if len(opened) > LARGEST_OPEN:
        raise Refused("too_big")
    files = files_of(opened, lambda name: name == MANIFEST or _NAME.fullmatch(name))
    if MANIFEST not in files:
        raise Refused("content")
    manifest = files.pop(MANIFEST)
    photos = {name[6:70]: content for name, content in files.items()}
    if len(photos) != len(files) or any(sha256(content).hexdigest() != name for name, content in photos.items()):
        raise Refused("content")
    return manifest, photos


def _ending(content: bytes) -> str:
    return next((ending for start, ending in _BEGINNINGS.items() if content.startswith(start)), "bin")
