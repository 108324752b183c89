"""One picture as large as there is room: wheel and keys make it larger, the mouse moves it, it turns by quarters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from gui import theme
from gui.widgets.card import label

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0)  # 1 is the whole picture in sight


class PictureStage(QScrollArea):
    """`show_picture(pixmap)` or `say(words)` where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QPixmap()
        self.zoom, self.turned = 0, 0
        self._held: QPoint | None = None
        self._paper: QLabel = label("", "dark", wrap=True)
        self._paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paper.setAccessibleName("照片")
        theme.look(self, "dark")
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._paper)

    def show_picture(self, picture: QPixmap) -> None:
        """Another picture, whole and as it was taken."""
        self._whole, self.zoom, self.turned = picture, 0, 0
        self._draw()

    def say(self, words: str) -> None:
        """No picture, but why."""
        self._whole = QPixmap()
        self._paper.setPixmap(QPixmap())
        self._paper.setMinimumSize(0, 0)
        self._paper.setText(words)

    @property
    def is_shown(self) -> bool:
        """Whether there is a picture."""
        return not self._whole.isNull()

    def step(self, by: int) -> None:
        """A step larger or smaller."""
        self.zoom = max(0, min(self.zoom + by, len(ZOOMS) - 1))
        self._draw()

    def turn(self, quarters: int) -> None:
        """To the right, or to the left when less than nothing."""
        self.turned = (self.turned + quarters) % 4
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page around it: arrows lead to other pictures."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller, as on a map."""
        if event.angleDelta().y() and self.is_shown:
            self.step(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        self._held = event.position().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self.zoom else Qt.CursorShape.ArrowCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is larger than the room."""
        if self._held is not None:
            now = event.position().toPoint()
            for bar, moved in ((self.horizontalScrollBar(), now.x() - self._held.x()),
                               (self.verticalScrollBar(), now.y() - self._held.y())):  # fmt: skip
                bar.setValue(bar.value() - moved)
            self._held = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._held = None
        self.unsetCursor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole picture fits the new room."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if not self.is_shown:
            return
        ratio = self.devicePixelRatioF()
        turned = self._whole.transformed(QTransform().rotate(90 * self.turned)) if self.turned else self._whole
        room = self.maximumViewportSize() * ratio
        scale = min(room.width() / turned.width(), room.height() / turned.height()) * ZOOMS[self.zoom]
        size = QSize(max(int(turned.width() * scale), 1), max(int(turned.height() * scale), 1))
        drawn = turned.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        self._paper.setText("")
        self._paper.setPixmap(drawn)
        # A label with a minimum is scrolled; without one it would be cut off at the edges of the room.
        self._paper.setMinimumSize(drawn.deviceIndependentSize().toSize() if self.zoom else QSize(1, 1))
