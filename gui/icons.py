"""Small line icons from resources/icons, drawn in the colour asked for and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui import theme


def icon(name: str, colour: str = theme.MUTED, size: int = 18) -> QIcon:
    """The icon as a QIcon; an unknown name gives an empty one, which shows as no icon at all."""
    return QIcon(pixmap(name, colour, size))


def pixmap(name: str, colour: str = theme.MUTED, size: int = 18) -> QPixmap:
    """The icon as a pixmap of `size` design pixels."""
    screen = QGuiApplication.primaryScreen()
    return _drawn(name, colour, theme.px(size), screen.devicePixelRatio() if screen else 1.0)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    path = theme.RESOURCES / "icons" / f"{name}.svg"
    if not path.exists():
        return QPixmap()
    drawing = path.read_text("utf-8").replace("currentColor", colour)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
