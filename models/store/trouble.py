"""What a cadre is told when the database gives way: for each thing that anybody can do something about, one sentence.

Anything else is a bug and stays the driver's error.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError

from models.kernel.errors import CannotOpen, Circumstance

_UNREACHABLE = "连不上数据库服务器：没开机、网络不通，或者地址写错了。已经存上的都在，请检查后再试。"
_REFUSED = "数据库不认这个用户或密码。请核对 --data 后面的地址，或者问管数据库的人。"
_NO_DATABASE = "服务器上没有这个数据库。请核对 --data 后面的地址，或者请管数据库的人先建好。"
_CROWDED = "连这个数据库的人太多了，请等一会儿再试。"
ENCODING = "这个数据库的编码不是UTF8，汉字存不全。请管数据库的人用UTF8重建一个。"
LOST = "和数据库服务器的连接断了，刚才这次可能没有存上。请检查网络，先看那一条在不在，不在再存一次；填的内容还在。"
_BUSY = "另一个窗口正在存东西，请等几秒再存一次。"
FORBIDDEN = "数据库不让这个用户写。请找管数据库的人给写的权限。"
_FULL_THERE = "数据库服务器的硬盘满了，这次没有存上。请管数据库的人清理后再存一次，填的内容还在。"
READ_ONLY = "数据文件夹是只读的，存不进去。请检查文件夹权限。"
UNREADABLE_FILE = "这份数据读不出来，文件可能坏了。请用最近的备份恢复，或者找镇里帮忙。"
_BY_STATE = {"55P03": _BUSY, "40P01": _BUSY, "53100": _FULL_THERE, "42501": FORBIDDEN, "25006": FORBIDDEN}
_VALUES = "22"  # the class of states that say something of a value
_NO_TABLES = ("42P01", "3F000")
NO_FILE_OF_OURS = ("file is not a database", "disk image is malformed")


class WrongAddress(CannotOpen):
    """What `--data` names looks like a server's address and is none."""


class Damaged(CannotOpen):
    """Bytes of the file are not what was written, or the disk gave others just now."""


def why_not(error: Any) -> str:
    """The sentence for a connection that was not made; the driver has no code for it, and servers speak many languages."""
    words, asked = str(error), error.pgconn
    if ('database "' in words and "does not exist" in words) or ("数据库" in words and "不存在" in words):
        return _NO_DATABASE
    if "too many" in words or "remaining connection" in words:
        return _CROWDED
    answered = "FATAL" in words or "fe_sendauth" in words or (asked and (asked.needs_password or asked.used_password))
    return _REFUSED if answered else _UNREACHABLE


def explain(error: DatabaseError) -> str | None:
    """The sentence for what a cadre can do something about; None for a bug."""
    if state := getattr(error.orig, "sqlstate", None):
        return _BY_STATE.get(state)
    return _of_file(str(error.orig))


def _of_file(words: str) -> str | None:
    if "disk is full" in words:
        return "电脑硬盘满了，这次没有存上。请清理硬盘后再存一次，填的内容还在。"
    if "locked" in words or "busy" in words:
        return _BUSY
    if "readonly" in words:
        return READ_ONLY
    if "disk I/O" in words:  # so it is called, too, when a full disk has no room for the file that every connection needs
        return "读写硬盘出错，这次没有存上。请先看硬盘是不是满了，再看是不是坏了，然后再存一次。"
    return "数据文件打不开：没有权限，或磁盘出了毛病。请检查后再试一次。" if "unable to open" in words else None


@contextmanager
def plainly() -> Iterator[None]:
    """Around work with bare connections to files: what the driver says, as the sentence of `explain`."""
    try:
        yield
    except sqlcipher.Error as error:
        known = _of_file(str(error))
        raise (Circumstance(known) if known else Damaged(UNREADABLE_FILE)) from error


def lacks_tables(error: DatabaseError) -> bool:
    """Whether a server said that there is nothing of ours in it."""
    return getattr(error.orig, "sqlstate", None) in _NO_TABLES


def without_values(*errors: BaseException | None) -> None:
    """A server quotes the row that it refused: after the first line, and in what it says of a value of the wrong sort."""
    state = getattr(errors[0], "sqlstate", None) or ""
    for error in filter(None, errors):
        error.args = (state if state.startswith(_VALUES) else str(error.args[0] if error.args else "").partition("\n")[0],)
