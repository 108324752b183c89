"""Files that must be whole or absent: written beside, forced to the disk, then renamed into place.

What a killed process leaves behind carries the number of that process, so that the next start may clear it away without
taking anything from a window or command that is still at work.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.kernel.errors import Circumstance

PART = ".part"
_WORK = "work-"
_NO_FLUSH = (errno.EINVAL, errno.ENOTSUP)  # some file systems flush no folders, and say so
_mine: set[str] = set()  # unfinished files and folders of this very process
Fill = Callable[[BinaryIO], None]


def write_whole(path: Path, data: bytes | Fill, prove: Callable[[Path], None] | None = None) -> None:
    """Replace `path`; after a power cut it holds either all of the old or all of the new.

    data: the bytes, or what writes them into an open file. prove: looks at the flushed file before it gets its name.
    """
    try:
        if path.is_dir():
            raise Circumstance(f"“{path.name}”是一个文件夹，写不成文件。请在后面写上文件名。")
        _made_folder(path.parent)
        _write_beside_and_rename(path, data, prove)
    except OSError as error:
        raise Circumstance(_sentence(error)) from error
    try:
        flush_folder(path.parent)
    except OSError as error:
        raise Circumstance("文件写了，可是磁盘出了毛病，不一定存得住。请再存一次。") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that a power cut takes none of them away again with what was put inside."""
    try:
        _made_folder(folder)
    except OSError as error:
        raise Circumstance(_sentence(error)) from error


def _made_folder(folder: Path) -> None:
    made = []
    here = folder
    while not here.exists():
        made.append(here)
        here = here.parent
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(made):
        flush_folder(one.parent)


def flush_folder(folder: Path) -> None:
    """A name is only durable once its folder is; Windows cannot open a folder and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(handle)


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """A folder for a while, in `place`; what a power cut leaves of it is cleared by `clear_unfinished`."""
    try:
        folder = Path(tempfile.mkdtemp(dir=place, prefix=f"{_WORK}{os.getpid()}-"))
    except OSError as error:
        raise Circumstance(_sentence(error)) from error
    _mine.add(str(folder))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _mine.discard(str(folder))


def clear_unfinished(*folders: Path) -> int:
    """Clear what processes that are gone left unfinished in these folders; how many. It never stops anybody's start."""
    cleared = 0
    for folder in folders:
        with contextlib.suppress(OSError):
            for found in list(os.scandir(folder)):
                if _abandoned(found.name) and found.path not in _mine:
                    cleared += _cleared(found)
    return cleared


def _cleared(found: os.DirEntry[str]) -> bool:
    with contextlib.suppress(OSError):
        if found.is_dir(follow_symlinks=False):
            shutil.rmtree(found.path)
        else:
            os.unlink(found.path)
        return True
    return False


def _abandoned(name: str) -> bool:
    """Whether this is a name that `write_whole` or `work_folder` gives, and whoever gave it is gone."""
    if name.startswith(_WORK):
        number = name.removeprefix(_WORK).partition("-")[0]
    elif name.endswith(PART):
        number = name.removesuffix(PART).rpartition(".")[2].partition("-")[0]
    else:
        return False
    return number.isdecimal() and (int(number) == os.getpid() or not _alive(int(number)))


def _write_beside_and_rename(path: Path, data: bytes | Fill, prove: Callable[[Path], None] | None) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.{os.getpid()}-", suffix=PART)
    _mine.add(part)
    try:
        with os.fdopen(handle, "wb") as file:
            if callable(data):
                data(file)
            else:
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if prove:
            prove(Path(part))
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    finally:
        _mine.discard(part)


if sys.platform == "win32":

    def _alive(process: int) -> bool:
        import ctypes

        wait, denied, running = 0x00100000, 5, 258
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(wait, False, process)
        if not handle:
            return ctypes.get_last_error() == denied
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == running)
        finally:
            kernel.CloseHandle(handle)

else:

    def _alive(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            return True
        return True


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘满了，没存上。原来的文件没动。"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "要放文件的地方不是文件夹，没存上。请换一个文件夹。"
    if isinstance(error, PermissionError):
        return "文件写不进去：正被别的程序打开着，或没有权限。请先关掉它，或换个名字。原来的文件没动。"
    return "文件写不进去，磁盘可能出了毛病。原来的文件没动。"
