"""The private inbox: a package is copied in before anything is done with it, for a stick may be pulled out at any moment.

What could not be taken in stays here as 暂存, within bounds; of what was taken in the last few are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import models.store as st
from models.store import incarnation, shelf
from models.store.files import make_folder
from sync import reader, safe_write
from sync.container import LARGEST_PACKAGE
from sync.package import ENDING
from sync.refusal import Refused

KEPT_TAKEN = 10
KEPT_HELD = 50
KEPT_BYTES = 2 << 30
_BLOCK = 1 << 20
_HIDDEN = (".", "$", "System Volume Information")


@dataclass(frozen=True)
class Copied:
    """Our own copy of a package, and what it hashes to."""

    path: Path
    sha256: str


def find(store: st.Store, paths: Iterable[Path]) -> list[Path]:
    """The packages of these files and folders. A folder is looked through at its top and one level down; of what lies
    there, packages that are not for this office are left alone, unless there is nothing else.
    """
    found: list[Path] = []
    for path in paths:
        if _is_folder(path):
            there = list(_inside(path))
            found += [one for one in there if _ours(store, one)] or there
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterator[Path]:
    yield from _packages(folder)
    for below in _entries(folder):
        if not below.name.startswith(_HIDDEN) and not below.is_symlink() and _is_folder(below):
            yield from _packages(below)


def _packages(folder: Path) -> list[Path]:
    return [path for path in _entries(folder)
            if path.suffix.lower() == ENDING and not path.name.startswith(".") and not _is_folder(path)]


def _is_folder(path: Path) -> bool:
    """What cannot be looked at is no folder: it is tried as a file, and the sentence comes from there."""
    with suppress(OSError):
        return path.is_dir()
    return False


def _entries(folder: Path) -> Sequence[Path]:
    """A folder that the system shuts, or a stick that goes away meanwhile, has nothing in it."""
    with suppress(OSError):
        return sorted(folder.iterdir())
    return ()


def _ours(store: st.Store, path: Path) -> bool:
    """Our own packages lie on the stick that comes back, and a township's stick has those of all its villages."""
    cover, here = reader.cover(path), (store.device, *incarnation.earlier(store.identity))
    # The computers of one village have one address: what goes from one to another, and what the township gives each.
    if _device(cover) in here or cover.get("for", store.device) not in here:
        return False
    return not isinstance(cover.get("to"), str) or cover["to"] == store.region


def _device(cover: Mapping[str, object]) -> str:
    sender = cover.get("sender")
    device = sender.get("device") if isinstance(sender, dict) else None
    return device if isinstance(device, str) else ""


def copy(store: st.Store, path: Path, progress: Callable[[int], None] | None = None) -> Copied:
    """Our own copy of a package, flushed and read back; the same content is kept once."""
    inbox = store.folder.inbox
    try:
        size = path.stat().st_size if path.is_file() else -1
    except OSError as error:
        raise Refused("unreadable", store.role) from error
    if size < 0:
        raise Refused("unreadable", store.role)
    if size > LARGEST_PACKAGE:
        raise Refused("too_big", store.role)
    make_folder(inbox)
    safe_write.clear_parts(inbox, f"*{ENDING}*")
    name = f"{_number(inbox):06d}{ENDING}"
    made = safe_write.write(inbox / name, _read(store, path), progress, place="电脑硬盘", size=size)
    before = place_of(store, shelf.copy_of(store, made.sha256))
    if before is None or before == made.path:
        return Copied(made.path, made.sha256)
    with suppress(OSError):
        made.path.unlink()
    return Copied(before, made.sha256)


def put_aside(store: st.Store, copied: Copied, why: str) -> None:
    """Keep a refused package as 暂存. One that is written to somebody else can never be taken in: it goes again."""
    if not _ours(store, copied.path):
        remove(store, copied.path.name)
        return
    shelf.put_aside(store, copied.sha256, copied.path.name, why, _device(reader.cover(copied.path)))


def place_of(store: st.Store, name: str) -> Path | None:
    """Where a copy lies, if it still does; only its name counts, for a data folder may have been moved."""
    path = store.folder.inbox / Path(name).name
    with suppress(OSError):
        return path if name and path.is_file() else None
    return None


def remove(store: st.Store, name: str) -> None:
    """Take a copy away; one that will not go is left for the next time."""
    path = place_of(store, name)
    if path is not None:
        with suppress(OSError):
            path.unlink()


def trim(store: st.Store) -> None:
    """Keep within bounds: the newest of what is held, the last few of what was taken in."""
    room, kept = KEPT_BYTES, set()
    for number, one in enumerate(sorted(shelf.held(store), key=lambda one: one.path, reverse=True)):
        path = place_of(store, one.path)
        room -= _size(path) if path else 0
        if path and number < KEPT_HELD and room >= 0:
            kept.add(path.name)
        elif one.status == shelf.REFUSED:
            shelf.forget(store, one.id)
            remove(store, one.path)
    others = [path for path in _packages(store.folder.inbox) if path.name not in kept]
    for path in others[: max(0, len(others) - KEPT_TAKEN)]:
        remove(store, path.name)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _read(store: st.Store, path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        raise Refused("unreadable", store.role) from error


def _number(inbox: Path) -> int:
    """One more than the last copy's: names in the order in which packages came, whatever the clock says."""
    taken = (path.name.partition(".")[0].partition("-")[0] for path in _entries(inbox))
    return max((int(name) for name in taken if name.isdecimal()), default=0) + 1
