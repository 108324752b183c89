"""Small files that must be whole or absent: written beside, forced to the disk, then renamed into place."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from models.kernel.errors import Circumstance


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by `data`; after a power cut it holds either all of the old or all of the new."""
    if path.is_dir():
        raise Circumstance(f"“{path.name}”是一个文件夹，写不成文件。请在后面写上文件名。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside_and_rename(path, data)
    except OSError as error:
        raise Circumstance(_sentence(error)) from error
    _flush_folder(path.parent)


def _write_beside_and_rename(path: Path, data: bytes) -> None:
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


def _flush_folder(folder: Path) -> None:
    """A rename is only durable once the folder is; Windows cannot open a folder and does not need it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘满了，没存上。原来的文件没动。"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "要放文件的地方不是文件夹，没存上。请换一个文件夹。"
    if isinstance(error, PermissionError):
        return "文件写不进去：正被别的程序打开着，或没有权限。请先关掉它，或换个名字。原来的文件没动。"
    return "文件写不进去，磁盘可能出了毛病。原来的文件没动。"
