"""Who gets in, as the window asks for it: another 录入人, another password, another 密码找回单 on paper."""

from __future__ import annotations

from pathlib import Path

import models.store as st
from models.store.accounts import add_operator, change_password, check_password, new_paper_code
from services.starting import recovery_slip

__all__ = ["add_operator", "change_password", "check_password", "new_slip"]


def new_slip(store: st.Store) -> Path:
    """A new 密码找回单; the code on the old paper opens nothing any more."""
    return recovery_slip(store, new_paper_code(store))
