"""The township's recovery key in hand: a village's data folder or backup opens without its password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from models.kernel import CannotOpen, Circumstance
from models.store import rescue
from models.store.accounts import check_password
from models.store.folder import Folder, place_of
from services.backing import restore as lay_down

_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_LARGEST = 20 << 20
_NO_SECRET = "这个文件里没有找回钥匙。请用镇里建账那天的密码找回单，或者把单子上那一行照抄成一个文本文件。"
_UNREADABLE = "读不到找回文件，请检查文件还在不在、U盘有没有插好。"


def recovery_secrets(path: Path) -> list[str]:
    """The recovery keys in a file: the township's 密码找回单 itself, or any text that has the line in it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CannotOpen(_NO_SECRET)
        data = path.read_bytes()
    except OSError as error:
        raise Circumstance(_UNREADABLE) from error
    text = _text_of_pdf(data) if data.startswith(b"%PDF") else data.decode("utf-8", "replace")
    found = _SECRET.findall("".join(text.upper().split()))
    if not found:
        raise CannotOpen(_NO_SECRET)
    return list(dict.fromkeys(found))


def _text_of_pdf(data: bytes) -> str:
    from reports.preview import page_count, page_text

    try:
        return "".join(page_text(data, page) for page in range(page_count(data)))
    except RuntimeError as error:  # the library's own error is one
        raise CannotOpen(_NO_SECRET) from error


def unlock(folder: Folder | Path, recovery: Path, password: str, operator: str = "") -> dict[str, Any]:
    """Set a new password in a data folder whose password is lost."""
    uid, name = rescue.set_password(place_of(folder), recovery_secrets(recovery), password, operator)
    return {"operator": name, "uid": uid}


def restore(path: Path, folder: Folder | Path, recovery: Path, password: str, operator: str = "") -> dict[str, Any]:
    """Lay down a backup whose password is lost, and set a new one."""
    check_password(password)
    found = recovery_secrets(recovery)
    body = lay_down(path, folder, password, found)
    return body | {"operator": rescue.set_password(place_of(folder), found, password, operator)[1]}
