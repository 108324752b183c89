"""The first door: Python's own file calls. While it is in place `open` is the pure-Python one, so that every byte
passes through `os.write` and can be seen, cut short or refused; the C one writes behind everybody's back.
"""

from __future__ import annotations

import _pyio
import builtins
import errno
import io
import os
import shutil
from collections.abc import Callable
from typing import Any

from tests.faults.calls import Call, Fault, new_handle, watching

_real: dict[str, Any] = {name: getattr(os, name) for name in (
    "open", "close", "read", "write", "fsync", "fdatasync", "ftruncate", "truncate", "rename", "replace", "unlink",
    "remove", "mkdir", "rmdir", "stat", "lstat", "listdir", "scandir", "lseek", "fstat")}
_files: dict[int, tuple[str, int, bool]] = {}  # descriptor: path, handle, whether it is a folder


def install() -> Callable[[], None]:
    """Put the door in place; the answer takes it away again."""
    kept = {name: getattr(os, name) for name in _real}
    opens = (builtins.open, io.open, shutil._use_fd_functions, getattr(shutil, "_USE_CP_SENDFILE", False))
    for name, call in _OURS.items():
        setattr(os, name, call)
    builtins.open = io.open = _pyio.open  # type: ignore[assignment]
    shutil._use_fd_functions = shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]

    def undo() -> None:
        for name, call in kept.items():
            setattr(os, name, call)
        builtins.open, io.open, shutil._use_fd_functions, shutil._USE_CP_SENDFILE = opens  # type: ignore[attr-defined]
        _files.clear()

    return undo


def _text(path: Any) -> Any:
    return os.path.normpath(os.fspath(path)) if isinstance(path, str | os.PathLike) else path


def _told(kind: str, path: str, **more: Any) -> Call:
    """Ask before the call; raises when it is to fail."""
    call = Call(kind, path, **more)
    watch = watching(path)
    fault = watch.before(call) if watch else None
    if fault:
        raise fault.error(path)
    return call


def _done(call: Call) -> None:
    watch = watching(call.path)
    if watch:
        watch.after(call)


def _open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    name = _text(path)
    if dir_fd is not None or not watching(name):
        return int(_real["open"](path, flags, mode, dir_fd=dir_fd))
    there = os.path.lexists(name)
    handle = new_handle()
    call = _told("create" if flags & os.O_CREAT and not there else "open", name, handle=handle)
    descriptor = int(_real["open"](path, flags, mode))
    _files[descriptor] = (name, handle, os.path.isdir(name))
    _done(call)
    if there and flags & os.O_TRUNC:
        _done(Call("truncate", name, handle=handle, size=0))
    return descriptor


def _close(descriptor: int) -> None:
    _files.pop(descriptor, None)
    _real["close"](descriptor)


def _write(descriptor: int, data: Any) -> int:
    if descriptor not in _files:
        return int(_real["write"](descriptor, data))
    path, handle, _ = _files[descriptor]
    at = _real["lseek"](descriptor, 0, os.SEEK_CUR)
    call = Call("write", path, handle=handle, at=at, data=bytes(data))
    watch = watching(path)
    fault = watch.before(call) if watch else None
    if fault and not fault.short:
        raise fault.error(path)
    taken = int(_real["write"](descriptor, bytes(data)[: max(1, len(data) // 2)] if fault else data))
    _done(Call("write", path, handle=handle, at=at, data=bytes(data)[:taken]))
    return taken


def _read(descriptor: int, size: int) -> bytes:
    if descriptor not in _files:
        return bytes(_real["read"](descriptor, size))
    path = _files[descriptor][0]
    watch = watching(path)
    fault: Fault | None = watch.before(Call("read", path)) if watch else None
    if fault and not fault.flipped:
        raise fault.error(path)
    data = bytes(_real["read"](descriptor, size))
    return bytes([data[0] ^ 1]) + data[1:] if fault and data else data


def _sync(name: str) -> Callable[[int], None]:
    def sync(descriptor: int) -> None:
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()  # type: ignore[attr-defined]
        if number not in _files:
            _real[name](number)
            return
        path, handle, folder = _files[number]
        call = _told("dirsync" if folder else "sync", path, handle=handle)
        _real[name](number)
        _done(call)
    return sync


def _ftruncate(descriptor: int, size: int) -> None:
    if descriptor not in _files:
        _real["ftruncate"](descriptor, size)
        return
    path, handle, _ = _files[descriptor]
    call = _told("truncate", path, handle=handle, size=size)
    _real["ftruncate"](descriptor, size)
    _done(call)


def _move(name: str) -> Callable[..., None]:
    def move(source: Any, target: Any, **more: Any) -> None:
        call = _told("rename", _text(source), target=_text(target))
        _real[name](source, target, **more)
        _done(call)
    return move


def _name(name: str, kind: str) -> Callable[..., Any]:
    """A call that takes one path and changes one name."""
    def change(path: Any, *rest: Any, **more: Any) -> Any:
        if more.get("dir_fd") is not None or not watching(_text(path)):
            return _real[name](path, *rest, **more)
        call = _told(kind, _text(path))
        done = _real[name](path, *rest, **more)
        _done(call)
        return done
    return change


def _refuse(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSYS, "a way to change files that nobody watches")


_OURS: dict[str, Any] = {
    "open": _open, "close": _close, "read": _read, "write": _write, "fsync": _sync("fsync"), "fdatasync": _sync("fdatasync"),
    "ftruncate": _ftruncate, "truncate": _refuse, "rename": _move("rename"), "replace": _move("replace"),
    "unlink": _name("unlink", "unlink"), "remove": _name("remove", "unlink"), "mkdir": _name("mkdir", "mkdir"),
    "rmdir": _name("rmdir", "rmdir"), "stat": _name("stat", "look"), "lstat": _name("lstat", "look"),
    "listdir": _name("listdir", "look"), "scandir": _name("scandir", "look"),
}
