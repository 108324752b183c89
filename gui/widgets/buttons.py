"""Buttons with a word, maybe an icon and a look: made in one line, always with an accessible name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtWidgets import QCheckBox, QPushButton

from gui import icons, theme


def button(
    words: str, call: Callable[..., object] | SignalInstance | None = None, *, picture: str = "", look: str = "", tip: str = ""
) -> QPushButton:
    """A push button that calls, or passes the press on as a signal. The icon is drawn white on the primary look."""
    # Qt's style sheets leave no gap between icon and word.
    made = QPushButton(f" {words}" if picture and words else words)
    made.setAccessibleName(words or tip)
    made.setToolTip(tip)
    if look:
        theme.look(made, look)
    if picture:
        made.setIcon(icons.icon(picture, theme.CARD if look == "primary" else theme.MUTED))
        made.setIconSize(QSize(theme.px(17), theme.px(17)))
    if call is not None:
        made.clicked.connect(call)
    return made


def tick(words: str, call: Callable[..., object], tip: str = "") -> QCheckBox:
    """A box to tick; `call` hears only of presses, never of what the program ticks."""
    made = QCheckBox(words)
    made.setToolTip(tip)
    made.clicked.connect(call)
    return made
