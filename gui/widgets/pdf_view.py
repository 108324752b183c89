"""A PDF on the screen: the very pages that are printed, drawn by pdfium, one at a time and as wide as there is room.

Beside it a strip of all pages; what is looked for is marked where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui import background, theme
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.pdf_side import PdfSide

if TYPE_CHECKING:
    from reports.preview import Box

_ZOOMS = (0.75, 1.0, 1.5, 2.0, 3.0)
_ROOM = 760  # design pixels from which on there is room for the strip
_FOUND, _HERE = QColor(255, 214, 0, 90), QColor(255, 140, 0, 130)


class PdfView(QWidget):
    """`show_pdf(bytes)`. PageUp, PageDown, Ctrl+Home and Ctrl+End turn pages, Ctrl+F looks for words, Ctrl+plus and Ctrl+minus zoom."""

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
        self._strip = button("各页", self._on_strip, look="quiet", tip="左边排出每一页的小样")
        self._strip.setCheckable(True)
        self._find = QLineEdit()
        self._find.setPlaceholderText("找字 Ctrl+F")
        self._find.setAccessibleName("在这份表里找字")
        self._find.setMinimumWidth(theme.px(60))
        self._find.setMaximumWidth(theme.px(130))
        self._find.textEdited.connect(self._on_typed)
        self._find.returnPressed.connect(self.look)
        self._hits = label("", "small")
        self.found: list[tuple[int, Box]] = []
        self._at, self._looked, self._raw = -1, "", QImage()
        self._larger = button("＋", self.larger, look="quiet", tip="放大（Ctrl+加号）")
        self._smaller = button("－", self.smaller, look="quiet", tip="缩小（Ctrl+减号）")
        self._larger.setAccessibleName("放大")
        self._smaller.setAccessibleName("缩小")
        self._side = PdfSide()
        self._side.chosen.connect(self.go_to)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._draw)
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        for part in (self._strip, self._back, self._count, self._next):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self._find)
        bar.addWidget(self._hits)
        bar.addWidget(self._smaller)
        bar.addWidget(self._larger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        row = QHBoxLayout()
        row.addWidget(self._side)
        row.addWidget(self._scroll, 1)
        column.addLayout(row, 1)
        for keys, call in (("PgUp", self.back), ("PgDown", self.next), ("Ctrl++", self.larger), ("Ctrl+=", self.larger),
                           ("Ctrl+-", self.smaller), ("Ctrl+Home", self._first), ("Ctrl+End", self._last), ("Ctrl+F", self._on_find)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def show_pdf(self, data: bytes) -> None:
        """Show a document from its first page."""
        from reports.preview import page_count

        self.pages = page_count(data)
        self.data, self._page = data, 0
        self._scroll.verticalScrollBar().setValue(0)
        self._find.clear()
        self._on_typed()
        self._side.show_pdf(data, self.pages)
        self._show_strip()
        self._draw()

    def clear(self, words: str = "选一张表，这里就是打印出来的样子。") -> None:
        """Show no document, but a sentence."""
        self.data, self.pages, self.found = b"", 0, []
        self._side.show_pdf(b"", 0)
        self._show_strip()
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

    def go_to(self, page: int) -> None:
        """Another page."""
        page = max(0, min(page, self.pages - 1))
        if page != self._page and self.pages:
            self._page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._side.mark(page)
            self._draw()

    def look(self) -> None:
        """The words that were typed, and with each further Enter the next place where they stand."""
        words = self._find.text().strip()
        if words and words == self._looked and self.found:
            self._to_hit(self._at + 1)
        elif words and self.data:
            from reports.preview import find

            data = self.data
            background.read(self, lambda task: (words, find(data, words)), self._on_found, self._on_failed)

    def _on_found(self, answer: tuple[str, list[tuple[int, Box]]]) -> None:
        self._looked, self.found = answer
        after = next((at for at, (page, _) in enumerate(self.found) if page >= self._page), 0)
        if self.found:
            self._to_hit(after)
        else:
            self._hits.setText("没有")

    def _to_hit(self, at: int) -> None:
        self._at = at % len(self.found)
        self._hits.setText(f"{self._at + 1}/{len(self.found)}")
        page, box = self.found[self._at]
        if page != self._page:
            self.go_to(page)
        else:
            self._paint()
        high = self._paper.pixmap().height() / max(self._paper.devicePixelRatioF(), 1)
        self._scroll.ensureVisible(int(box[0] * self._paper.width()), int(box[1] * high), theme.px(40), theme.px(80))

    def _on_typed(self) -> None:
        self.found, self._at, self._looked = [], -1, ""
        self._hits.setText("")
        self._paint()

    def _on_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def _first(self) -> None:
        self.go_to(0)

    def _last(self) -> None:
        self.go_to(self.pages - 1)

    def _on_strip(self) -> None:
        self._side.setVisible(self._strip.isChecked())
        self._later.start()

    def _show_strip(self) -> None:
        """Where there is room and more than one page; by its button anywhere."""
        shown = self.pages > 1 and (self.width() >= theme.px(_ROOM) or (self._strip.isChecked() and self._side.isVisible()))
        self._strip.setVisible(self.pages > 1)
        self._strip.setChecked(shown)
        self._side.setVisible(shown)

    def _turn(self, step: int) -> None:
        self.go_to(self._page + step)

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
        self._raw = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self._raw.setDevicePixelRatio(ratio)
        self._paper.setText("")
        self._paint()

    def _paint(self) -> None:
        """The page, and over it what was found."""
        if self._raw.isNull() or not self.data:
            return
        paper = QPixmap.fromImage(self._raw)
        size = self._raw.deviceIndependentSize()
        painter = QPainter(paper)
        for at, (page, (left, top, right, bottom)) in enumerate(self.found):
            if page == self._page:
                place = QRectF(left * size.width(), top * size.height(), (right - left) * size.width(), (bottom - top) * size.height())
                painter.fillRect(place.adjusted(-2, -2, 2, 2), _HERE if at == self._at else _FOUND)
        painter.end()
        self._paper.setPixmap(paper)

    def _on_failed(self, error: BaseException) -> None:
        from gui import feedback

        self.clear(feedback.sentence(error))

    def _tell(self) -> None:
        self._count.setText(f"第{self._page + 1}页 共{self.pages}页" if self.pages else "")
        for part in (self._back, self._next, self._larger, self._smaller, self._find):
            part.setVisible(bool(self.pages))
        self._back.setEnabled(self._page > 0)
        self._next.setEnabled(self._page + 1 < self.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again, once the size has come to rest."""
        super().resizeEvent(event)
        if self.data:
            self._later.start()
