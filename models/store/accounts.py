"""Who may open the folder: another 录入人, another password, another 密码找回单. Local, never sent."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sqlalchemy import insert

from models.kernel import CannotOpen, UserMistake
from models.store import keys
from models.store.journal import tables as t
from models.store.records import add
from models.store.unit import writing

if TYPE_CHECKING:
    from models.store.store import Store

SHORTEST = 6


def check_password(password: str) -> None:
    """Raise when a password is too short to keep anybody out."""
    if len(password.strip()) < SHORTEST:
        raise UserMistake(f"密码至少要{SHORTEST}个字，请换一个长一点的。")


def add_operator(store: Store, name: str, unit: str | None, password: str) -> str:
    """A second 录入人 with a password of their own; returns the uid of their operator record."""
    check_password(password)
    slots = keys.read(store.folder.keys)
    _refuse_known(slots, password)
    saved = add(store, "operator", {"name": name, "unit": unit}, label=f"添加录入人{name}")
    keys.add_password_slot(slots, store.data_key, password, saved.uid)
    with writing(store) as connection:
        connection.execute(insert(t.account).values(operator=saved.uid, name=name, slot=""))
    keys.write(store.folder.keys, slots)
    return saved.uid


def _refuse_known(slots: keys.Keys, password: str, own: str = "") -> None:
    """The password tells who is working, so no two operators may have the same."""
    with contextlib.suppress(CannotOpen):
        if keys.unlock(slots, password)[1] != own:
            raise UserMistake("这个密码已经有人用了，请换一个。")


def change_password(store: Store, old: str, new: str) -> None:
    """A new password for the one who is working; the old one must be known."""
    slots = keys.read(store.folder.keys)
    keys.unlock(slots, old)
    check_password(new)
    _refuse_known(slots, new, store.operator)
    keys.add_password_slot(slots, store.data_key, new, store.operator)
    keys.write(store.folder.keys, slots)


def new_paper_code(store: Store) -> str:
    """A fresh recovery code; the one printed before opens nothing any more."""
    slots = keys.read(store.folder.keys)
    code = keys.add_paper_slot(slots, store.data_key)
    newest = slots.slots[-1].id
    for slot in [slot for slot in slots.slots if slot.kind == keys.PAPER and slot.id != newest]:
        keys.drop_slot(slots, slot.id)
    keys.write(store.folder.keys, slots)
    return code
