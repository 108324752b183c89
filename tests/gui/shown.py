"""A page or panel by itself, in a window of its own: what the tests of one page stand on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.settings import Settings
from models import store as st

Shown = TypeVar("Shown", bound=QWidget)


def shown_over(store: st.Store, kind: Callable[[Desk], Shown], folder: Path, qtbot: Any, size: tuple[int, int]) -> Shown:
    """The widget over a store, shown and active, with a desk that goes when it goes."""
    desk = Desk(store, Settings(folder / "screen.ini"))
    made = kind(desk)
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.activateWindow()
    return made
