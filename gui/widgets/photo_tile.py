"""One small picture of a strip: what it shows and when it was taken below it, why it is not there in its place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from gui import icons, theme
from gui.widgets.pictures import Pictures
from models.insight.evidence import Picture

SIDE, WORDS = 66, 20  # design pixels: four of them in a form at the side, with a line of words below


class PhotoTile(QToolButton):
    """Press it to look at it large."""

    def __init__(self, pictures: Pictures, picture: Picture, at: int, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme.look(self, "photo")
        self._pictures, self.picture = pictures, picture
        self._words = what or (f"{picture.taken_on:%m-%d}" if picture.taken_on else f"第{at + 1}张")
        day = f"{picture.taken_on.isoformat()} 拍" if picture.taken_on else "没记哪天拍的"
        self._about = "，".join(filter(None, (f"第{at + 1}张", what, day)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(theme.px(SIDE), theme.px(SIDE)))
        self.setFixedSize(theme.px(SIDE + 12), theme.px(SIDE + WORDS + 14))
        pictures.came.connect(self._on_came)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks at it too; in the form around it Enter would lead on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_came(self, file: str, page: int) -> None:
        if file == self.picture.file and page == 0:
            self._draw()

    def _draw(self) -> None:
        side = round(theme.px(SIDE) * self.devicePixelRatioF())
        found = self._pictures.get(self.picture.file, side)
        missing = self._pictures.words(self.picture.file)
        pages = self._pictures.pages(self.picture.file)
        if found is not None:
            self.setIcon(QIcon(_squared(found, side)))
        else:
            self.setIcon(icons.icon("photo", theme.LINE if missing else theme.FIELD_LINE, 30))
        words = "还在路上" if missing and "路上" in missing else "打不开" if missing else f"{pages} 页" if pages > 1 else self._words
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, theme.px(SIDE + 4)))
        told = "，".join(filter(None, (self._about, f"共 {pages} 页" if pages > 1 else "", missing)))
        self.setToolTip(told)
        self.setAccessibleName(told)


def _squared(picture: QPixmap, side: int) -> QPixmap:
    """In the middle of a square: a button draws at its top what is lower."""
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawPixmap((side - picture.width()) // 2, (side - picture.height()) // 2, picture)
    painter.end()
    return square
