"""Laying down a whole data folder, a new one or one from a backup. At every moment a power cut leaves the folder that
stood there, the new one, or something that the next start finishes or begins again by itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.kernel import Circumstance
from models.store.files import clear_unfinished, flush_folder, write_whole
from models.store.folder import Folder

_COMING = "{}-恢复中"
_ASIDE = "{}-恢复前-{}"
_HELD = "原来的数据文件夹正被别的程序打开着，挪不开，没有恢复。请先关掉打开它的窗口，再恢复一次。原来的数据没动。"
_FAILED = "写硬盘出错，没有恢复。请检查硬盘，再恢复一次。原来的数据没动。"
_NOT_BEGUN = "写硬盘出错，没有建成。请检查硬盘，再建一次。"
_ENGINE_FILES = ("", "-wal", "-shm", "-journal")


def start(place: Folder) -> None:
    """Make the folders of a new office. Until `finish` they count as not begun, and a second try clears what is left."""
    place.make()
    try:
        if place.unfinished.exists():
            for file in (place.ledger, place.drafts):
                for ending in _ENGINE_FILES:
                    Path(f"{file}{ending}").unlink(missing_ok=True)
            place.witness.unlink(missing_ok=True)
    except OSError as error:
        raise Circumstance(_NOT_BEGUN) from error
    write_whole(place.unfinished, b"")


def finish(place: Folder) -> None:
    """The keys are written: from here on it is somebody's ledger."""
    with suppress(OSError):  # with keys.json there, the mark says nothing any more
        place.unfinished.unlink(missing_ok=True)
        flush_folder(place.path)


def settle(place: Folder) -> None:
    """Before opening: finish what a power cut broke off, and clear what a killed process left."""
    with suppress(OSError):
        if place.restored.exists():
            if place.path.exists():
                shutil.rmtree(place.restored)  # nobody was told that it had come
            else:
                os.rename(place.restored, place.path)
                flush_folder(place.path.parent)
        if place.keys.exists() and place.unfinished.exists():
            finish(place)
    clear_unfinished(place.path, place.outbox, place.inbox, place.backups)


@contextmanager
def taking_the_place_of(place: Folder) -> Iterator[Folder]:
    """A folder to be filled. Once it is whole it takes the place, and what stood there is kept beside it."""
    settle(place)
    coming = Folder(place.path.with_name(_COMING.format(place.path.name)))
    try:
        if coming.path.exists():
            shutil.rmtree(coming.path)
        coming.make()
        yield coming
        _take_over(coming, place)
    except OSError as error:
        raise Circumstance(_FAILED) from error
    finally:
        shutil.rmtree(coming.path, ignore_errors=True)


def _take_over(coming: Folder, place: Folder) -> None:
    if place.begun:
        _exchange(coming, place)
    elif place.path.exists():
        _move_in(coming, place)
    else:
        os.rename(coming.path, place.path)
        flush_folder(place.path.parent)


def _exchange(coming: Folder, place: Folder) -> None:
    """Three names change. Between the second and the third the place is empty: `settle` knows how it goes on."""
    above = place.path.parent
    os.rename(coming.path, place.restored)
    aside = _free(place.path)
    try:
        flush_folder(above)
        os.rename(place.path, aside)
    except OSError as error:
        shutil.rmtree(place.restored, ignore_errors=True)
        raise Circumstance(_HELD) from error
    try:
        os.rename(place.restored, place.path)
        flush_folder(above)
    except OSError:
        with suppress(OSError):
            if not place.path.exists():
                os.rename(aside, place.path)
        raise


def _move_in(coming: Folder, place: Folder) -> None:
    """Into a folder that stands there for something else: file by file, the keys last."""
    start(place)
    for file, target in ((coming.ledger, place.ledger), (coming.witness, place.witness), (coming.keys, place.keys)):
        if file.exists():
            flush_folder(place.path)  # what was moved in before is there for certain
            os.replace(file, target)
    flush_folder(place.path)
    finish(place)


def _free(path: Path) -> Path:
    number = 1
    while os.path.lexists(aside := path.with_name(_ASIDE.format(path.name, number))):
        number += 1
    return aside
