"""The second door: the database engine's own file calls, seen from inside the very library that the program uses.

The engine lets its file layer be replaced. Here its own layer stays, with our functions around write, cut, flush, open
and remove; they are called through ctypes, so neither a compiler nor a second engine is needed.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from typing import Any

import sqlcipher3

from tests.faults.calls import Call, Fault, new_handle, watching

_SHARED_MEMORY = "-shm"  # made anew after every start; never read after a power cut
_OK, _FULL, _CANNOT_OPEN, _ERROR = 0, 13, 14, 10
_ENOSPC = 28
_EXTENDED = {"read": 1 << 8, "write": 3 << 8, "sync": 4 << 8, "dirsync": 5 << 8, "truncate": 6 << 8, "unlink": 10 << 8}


class _File(Structure):
    _fields_ = [("methods", c_void_p)]


_F = POINTER(_File)
_READ = CFUNCTYPE(c_int, _F, c_void_p, c_int, c_int64)
_CLOSE, _CUT, _SYNC = CFUNCTYPE(c_int, _F), CFUNCTYPE(c_int, _F, c_int64), CFUNCTYPE(c_int, _F, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, _F, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_SET = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GET = CFUNCTYPE(c_void_p, c_void_p, c_char_p)
_FOLDER = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
_UNLINK = CFUNCTYPE(c_int, c_char_p)

_METHODS = ("close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector",
            "traits", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch")


class _Methods(Structure):
    _fields_ = [("version", c_int), *((name, c_void_p) for name in _METHODS)]


class _Layer(Structure):
    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", c_void_p), ("delete", c_void_p), ("access", c_void_p), ("full", c_void_p),
        ("dl_open", c_void_p), ("dl_error", c_void_p), ("dl_sym", c_void_p), ("dl_close", c_void_p), ("random", c_void_p),
        ("sleep", c_void_p), ("time", c_void_p), ("last_error", c_void_p), ("time64", c_void_p), ("set_call", c_void_p),
        ("get_call", c_void_p), ("next_call", c_void_p),
    ]


def _library() -> Any:
    folder = os.path.dirname(sqlcipher3.__file__)
    name = next(one for one in sorted(os.listdir(folder)) if one.startswith("_") and one.endswith((".so", ".pyd")))
    return ctypes.CDLL(os.path.join(folder, name))


_layer: Any = None
_open_files: dict[int, tuple[str, int]] = {}  # address of the engine's file: path, handle
_tables: dict[int, tuple[Any, Any]] = {}  # address of the engine's methods: ours, and the engine's as they were
_kept: list[Any] = []  # what C points at must outlive every file that is still open
_first: dict[str, Any] = {}


def install() -> Callable[[], None]:
    """Put the door in place; the answer takes it away again."""
    global _layer  # noqa: PLW0603  one library, one layer
    if _layer is None:
        find = _library().sqlite3_vfs_find
        find.restype, find.argtypes = POINTER(_Layer), [c_char_p]
        _layer = find(None).contents
        _first["open"], _first["delete"] = _OPEN(_layer.open), _DELETE(_layer.delete)
        get = _GET(_layer.get_call)
        _first["folder"] = _FOLDER(get(ctypes.addressof(_layer), b"openDirectory"))
        _first["unlink"] = _UNLINK(get(ctypes.addressof(_layer), b"unlink"))
        _kept.extend([_OPEN(_opened), _DELETE(_deleted), _FOLDER(_folder), _UNLINK(_unlinked)])
    before = _layer.open, _layer.delete
    _layer.open, _layer.delete = (ctypes.cast(one, c_void_p).value for one in _kept[:2])
    _calls(_kept[2], _kept[3])

    def undo() -> None:
        _layer.open, _layer.delete = before
        _calls(_first["folder"], _first["unlink"])

    return undo


def _calls(folder: Any, unlink: Any) -> None:
    put = _SET(_layer.set_call)
    put(ctypes.addressof(_layer), b"openDirectory", ctypes.cast(folder, c_void_p))
    put(ctypes.addressof(_layer), b"unlink", ctypes.cast(unlink, c_void_p))


def _ask(call: Call) -> Fault | None:
    watch = watching(call.path)
    return watch.before(call) if watch else None


def _say(call: Call) -> None:
    watch = watching(call.path)
    if watch:
        watch.after(call)


def _code(fault: Fault, kind: str) -> int:
    if fault.code == _ENOSPC:
        return _FULL
    return _ERROR | _EXTENDED[kind] if kind in _EXTENDED else _CANNOT_OPEN


def _opened(layer: Any, name: Any, file: Any, flags: int, out: Any) -> int:
    path = ctypes.string_at(name).decode() if name else ""
    if not watching(path):
        return int(_first["open"](layer, name, file, flags, out))
    handle = new_handle()
    kind = "open" if os.path.lexists(path) else "create"
    fault = _ask(Call(kind, path, handle=handle, engine=True))
    if fault:
        file.contents.methods = None
        return _code(fault, kind)
    code = int(_first["open"](layer, name, file, flags, out))
    if code == _OK and file.contents.methods:
        _open_files[ctypes.addressof(file.contents)] = (path, handle)
        file.contents.methods = _wrapped(file.contents.methods)
        if kind == "open" or os.path.lexists(path):
            _say(Call(kind, path, handle=handle, engine=True))
    return code


def _wrapped(address: int) -> int:
    """Our table of methods around the engine's own."""
    if address not in _tables:
        theirs = _Methods.from_address(address)
        ours = _Methods()
        ctypes.memmove(ctypes.byref(ours), address, ctypes.sizeof(_Methods))
        first = {"close": _CLOSE(theirs.close), "read": _READ(theirs.read), "write": _READ(theirs.write),
                 "truncate": _CUT(theirs.truncate), "sync": _SYNC(theirs.sync)}
        made = {"close": _CLOSE(_closing(first["close"])), "read": _READ(_reading(first["read"])),
                "write": _READ(_writing(first["write"])), "truncate": _CUT(_cutting(first["truncate"])),
                "sync": _SYNC(_syncing(first["sync"]))}
        for name, function in made.items():
            setattr(ours, name, ctypes.cast(function, c_void_p).value)
        _kept.extend([first, made])
        _tables[address] = (ours, theirs)
    return ctypes.addressof(_tables[address][0])


def _who(file: Any) -> tuple[str, int]:
    return _open_files.get(ctypes.addressof(file.contents), ("", 0))


def _closing(first: Any) -> Any:
    def close(file: Any) -> int:
        _open_files.pop(ctypes.addressof(file.contents), None)
        return int(first(file))
    return close


def _reading(first: Any) -> Any:
    def read(file: Any, into: Any, size: int, at: int) -> int:
        path, handle = _who(file)
        fault = _ask(Call("read", path, handle=handle, engine=True))
        return _code(fault, "read") if fault else int(first(file, into, size, at))
    return read


def _writing(first: Any) -> Any:
    def write(file: Any, data: Any, size: int, at: int) -> int:
        path, handle = _who(file)
        call = Call("write", path, handle=handle, at=at, data=ctypes.string_at(data, size), engine=True)
        fault = _ask(call)
        if fault and fault.short:
            first(file, data, size // 2, at)
            _say(Call("write", path, handle=handle, at=at, data=call.data[: size // 2], engine=True))
        if fault:
            return _code(fault, "write")
        code = int(first(file, data, size, at))
        _say(call)
        return code
    return write


def _cutting(first: Any) -> Any:
    def cut(file: Any, size: int) -> int:
        path, handle = _who(file)
        call = Call("truncate", path, handle=handle, size=size, engine=True)
        fault = _ask(call)
        if fault:
            return _code(fault, "truncate")
        code = int(first(file, size))
        _say(call)
        return code
    return cut


def _syncing(first: Any) -> Any:
    def sync(file: Any, flags: int) -> int:
        path, handle = _who(file)
        call = Call("sync", path, handle=handle, engine=True)
        fault = _ask(call)
        if fault:
            return _code(fault, "sync")
        _say(call)  # told first: the engine flushes the folder inside, and the folder comes after the file
        return int(first(file, flags))
    return sync


def _deleted(layer: Any, name: Any, flush: int) -> int:
    path = os.fsdecode(name)
    fault = _ask(Call("unlink", path, engine=True))
    return _code(fault, "unlink") if fault else int(_first["delete"](layer, name, flush))


def _unlinked(name: Any) -> int:
    code = int(_first["unlink"](name))
    path = os.fsdecode(name)
    if code == 0 and not path.endswith(_SHARED_MEMORY):
        _say(Call("unlink", path, engine=True))
    return code


def _folder(name: Any, out: Any) -> int:
    code = int(_first["folder"](name, out))
    if code == 0:
        _say(Call("dirsync", os.path.dirname(os.fsdecode(name)), engine=True))
    return code
