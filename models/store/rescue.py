"""A village that has lost password and paper: the township's recovery key opens its folder, and a new password is set."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from models.kernel import CannotOpen, Circumstance
from models.store import keys
from models.store.accounts import check_password
from models.store.engine import open_engine
from models.store.folder import Folder
from models.store.journal import tables as t
from models.store.store import DAMAGED
from models.store.unit import translate

_NO_FOLDER = "这个文件夹里没有台账，没有什么要打开的。请核对文件夹。"


def set_password(place: Folder, recovery: Sequence[str], password: str, operator: str = "") -> tuple[str, str]:
    """A new password for one 录入人, named or the first; returns uid and name. All other ways in stay as they are."""
    check_password(password)
    if not place.begun:
        raise CannotOpen(_NO_FOLDER)
    slots = keys.read(place.keys)
    data_key = keys.unlock_with_age(slots, *recovery)
    uid, name = _account(place, data_key, operator)
    _refuse_others(slots, password, uid)
    keys.add_password_slot(slots, data_key, password, uid)
    keys.write(place.keys, slots)
    return uid, name


def _account(place: Folder, data_key: bytes, operator: str) -> tuple[str, str]:
    engine = open_engine(place.database, data_key, writer=False)
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(t.account.c.operator, t.account.c.name).order_by(t.account.c.operator)).all()
    except DatabaseError as error:
        known = translate(error)
        raise CannotOpen(str(known) if isinstance(known, Circumstance) else DAMAGED) from error
    finally:
        engine.dispose()
    found = [(uid, name) for uid, name in rows if operator in ("", name)]
    if not found:
        raise CannotOpen(f"这份台账里没有叫“{operator}”的录入人，请核对姓名。")
    return found[0]


def _refuse_others(slots: keys.Keys, password: str, own: str) -> None:
    """The password tells who is working, so no two operators may have the same."""
    try:
        account = keys.unlock(slots, password)[1]
    except CannotOpen:
        return
    if account != own:
        raise Circumstance("这个密码已经有人用了，请换一个。")
