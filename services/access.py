"""Who gets in: another password, and another 密码找回单 that makes the old one worthless."""

from __future__ import annotations

from pathlib import Path

import models.store as st
from models.kernel import UserMistake
from models.store import keys
from services.starting import recovery_slip


def change_password(store: st.Store, old: str, new: str) -> None:
    """Another password for whoever is working; the old one opens nothing any more. Raises CannotOpen for a wrong one."""
    if not new.strip():
        raise UserMistake("新密码不能空着。")
    held = keys.read(store.folder.keys)
    keys.unlock(held, old)
    keys.add_password_slot(held, store.data_key, new, store.operator)
    keys.write(store.folder.keys, held)


def new_slip(store: st.Store) -> Path:
    """A new 密码找回单; the code on the old paper opens nothing any more."""
    held = keys.read(store.folder.keys)
    papers = [slot.id for slot in held.slots if slot.kind == "paper"]
    code = keys.add_paper_slot(held, store.data_key)
    for slot in papers:
        keys.drop_slot(held, slot)
    keys.write(store.folder.keys, held)
    return recovery_slip(store, code)
