"""Colours, sizes and the style sheet in one place, so that no page invents its own.

Sizes are written as design pixels at 11 pt and 96 dpi (`12u` in the style sheets, `px(12)` in code) and follow the
real font, so that 125 % and 150 % scale everything alike.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gui import fonts

INK, MUTED, LINE, GROUND, CARD = "#1f2a2e", "#64737a", "#dfe5e3", "#f5f7f6", "#ffffff"
NAV, NAV_ON, NAV_TEXT, NAV_MUTED = "#173f34", "#25594a", "#dfeae6", "#9dbab0"
ACCENT, ACCENT_DARK, SOFT = "#1d6b52", "#175843", "#e5f1ec"
DANGER, DANGER_SOFT, WARNING, WARNING_SOFT = "#b3382c", "#fbeae7", "#a8690a", "#fcf2df"
INFO, INFO_SOFT, FIELD_LINE, SELECTED = "#2a5d9f", "#e8eef8", "#c6d0cd", "#e2efe9"

BODY_POINTS = 11
_DESIGN_PIXELS = BODY_POINTS * 96 / 72
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_UNIT = re.compile(r"(-?\d+(?:\.\d+)?)u\b")
_COLOUR = re.compile(r"@([A-Z_]+)")
_state = {"factor": 1.0}


def px(size: float) -> int:
    """Design pixels as pixels of this screen and font size; never nothing for something."""
    scaled = round(size * _state["factor"])
    return scaled if scaled or not size else 1


def apply(app: QApplication, percent: int = 100) -> None:
    """Fusion, our font at `percent`, palette and style sheet; may be called again when the size is changed."""
    app.setStyle("Fusion")
    font = QFont(fonts.family())
    font.setPointSizeF(BODY_POINTS * percent / 100)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)
    _state["factor"] = QFontInfo(font).pixelSize() / _DESIGN_PIXELS if QFontInfo(font).pixelSize() else percent / 100
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """All sheets of resources/style with our colours and sizes put in."""
    sheets = sorted((RESOURCES / "style").glob("*.qss"))
    text = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    text = text.replace("@icons", (RESOURCES / "icons").as_posix())
    text = _COLOUR.sub(lambda found: str(globals()[found[1]]), text)
    return _UNIT.sub(lambda found: f"{px(float(found[1]))}px", text)


def look(widget: QWidget, name: str) -> QWidget:
    """Give a widget one of the looks named in the style sheets; may be changed while it is shown."""
    widget.setProperty("look", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    return widget


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: GROUND, role.WindowText: INK, role.Base: CARD, role.AlternateBase: "#fafcfb", role.Text: INK,
        role.Button: CARD, role.ButtonText: INK, role.Highlight: ACCENT, role.HighlightedText: CARD,
        role.ToolTipBase: INK, role.ToolTipText: CARD, role.Link: ACCENT, role.PlaceholderText: "#8a979c",
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor("#9aa6aa"))
    return palette


def fill_background(widget: QWidget) -> None:
    """Let the style sheet paint a plain QWidget's background."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
