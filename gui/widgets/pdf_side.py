"""The strip of small pages beside a preview: where one is among them, and the way to another."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui import background, theme

WIDTH, PICTURE = 112, 84
_AT_ONCE = 12  # pages drawn before the strip is shown again

Small = tuple[bytes, int, int]


class PdfSide(QListWidget):
    """Signal chosen(page). Pages are drawn a few at a time, on a worker; another document ends the drawing of the last."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._round, self._data = 0, b""
        self.setAccessibleName("各页")
        self.setFixedWidth(theme.px(WIDTH))
        self.setIconSize(QSize(theme.px(PICTURE), theme.px(PICTURE)))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def show_pdf(self, data: bytes, pages: int) -> None:
        """The pages of another document."""
        self._round, self._data = self._round + 1, data
        self.blockSignals(True)
        self.clear()
        blank = QPixmap(theme.px(PICTURE), theme.px(PICTURE))
        blank.fill(Qt.GlobalColor.transparent)
        for number in range(1, pages + 1):
            self.addItem(QListWidgetItem(QIcon(blank), str(number)))
        self.setCurrentRow(0)
        self.blockSignals(False)
        self._draw(0)

    def mark(self, page: int) -> None:
        """Which page is in front."""
        self.blockSignals(True)
        self.setCurrentRow(page)
        self.blockSignals(False)
        self.scrollToItem(self.currentItem())

    def _draw(self, start: int) -> None:
        if start >= self.count():
            return
        data, side, turn, pages = self._data, theme.px(PICTURE), self._round, range(start, min(start + _AT_ONCE, self.count()))

        def work(task: background.Task) -> tuple[int, int, list[Small]]:
            from reports.preview import page_fitting

            found = [page_fitting(data, page, side) for page in pages]
            return turn, start, [(picture.tobytes(), picture.width, picture.height) for picture in found]

        background.run(self, work, self._on_drawn, self._on_failed)

    def _on_drawn(self, drawn: tuple[int, int, list[Small]]) -> None:
        turn, start, found = drawn
        if turn != self._round:
            return
        for at, (pixels, width, height) in enumerate(found, start):
            image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
            self.item(at).setIcon(QIcon(QPixmap.fromImage(image)))
        self._draw(start + len(found))

    def _on_failed(self, error: BaseException) -> None:
        """The preview itself says what is wrong with the document."""

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)
