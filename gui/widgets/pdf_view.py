"""A PDF on the screen: the very pages that are printed, drawn by pdfium, one at a time and as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import background, theme
from gui.widgets.buttons import button
from gui.widgets.card import label

_ZOOMS = (0.75, 1.0, 1.5, 2.0)


class PdfView(QWidget):
    """`show_pdf(bytes)`; PageUp and PageDown turn pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data, self.pages, self._page, self._zoom = b"", 0, 0, 1
        self._paper = label("", "muted")
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._paper.setAccessibleName("打印预览")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._paper)
        self._count = label("", "small")
        self._back = button("", self.back, picture="left", look="quiet", tip="上一页")
        self._next = button("", self.next, picture="right", look="quiet", tip="下一页")
        self._larger = button("放大", self.larger, look="quiet")
        self._smaller = button("缩小", self.smaller, look="quiet")
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        for part in (self._back, self._count, self._next):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self._smaller)
        bar.addWidget(self._larger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self._scroll, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._draw)
        self.clear()

    def show_pdf(self, data: bytes) -> None:
        """Show a document from its first page."""
        from reports.preview import page_count

        self.pages = page_count(data)
        self.data, self._page = data, 0
        self._scroll.verticalScrollBar().setValue(0)
        self._draw()

    def clear(self, words: str = "选一张表，这里就是打印出来的样子。") -> None:
        """Show no document, but a sentence."""
        self.data, self.pages = b"", 0
        self._paper.setPixmap(QPixmap())
        self._paper.setText(words)
        self._tell()

    def back(self) -> None:
        """The page before."""
        self._turn(-1)

    def next(self) -> None:
        """The page after."""
        self._turn(1)

    def larger(self) -> None:
        """A step larger."""
        self._zoom = min(self._zoom + 1, len(_ZOOMS) - 1)
        self._draw()

    def smaller(self) -> None:
        """A step smaller."""
        self._zoom = max(self._zoom - 1, 0)
        self._draw()

    def _turn(self, step: int) -> None:
        page = max(0, min(self._page + step, self.pages - 1))
        if page != self._page:
            self._page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def _draw(self) -> None:
        self._tell()
        if not self.data:
            return
        data, page = self.data, self._page
        ratio = self.devicePixelRatioF()
        width = max(self._scroll.viewport().width() - theme.px(12), 200) * _ZOOMS[self._zoom] * ratio

        def work(task: background.Task) -> tuple[bytes, int, int, int, float]:
            from reports.preview import page_image

            wide = page_image(data, page, scale=0.1).width * 10
            picture = page_image(data, page, scale=min(width / max(wide, 1), 6.0)).convert("RGB")
            return picture.tobytes(), picture.width, picture.height, page, ratio

        background.run(self, work, self._on_drawn, self._on_failed)

    def _on_drawn(self, drawn: tuple[bytes, int, int, int, float]) -> None:
        pixels, width, height, page, ratio = drawn
        if page != self._page or not self.data:
            return
        image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(ratio)
        self._paper.setText("")
        self._paper.setPixmap(QPixmap.fromImage(image))

    def _on_failed(self, error: BaseException) -> None:
        from gui import feedback

        self.clear(feedback.sentence(error))

    def _tell(self) -> None:
        self._count.setText(f"第{self._page + 1}页 共{self.pages}页" if self.pages else "")
        for part in (self._back, self._next, self._larger, self._smaller):
            part.setVisible(bool(self.pages))
        self._back.setEnabled(self._page > 0)
        self._next.setEnabled(self._page + 1 < self.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again, once the size has come to rest."""
        super().resizeEvent(event)
        if self.data:
            self._later.start()
