"""Paper made of what a page shows just now: the very pages, to look at, to print, or to keep in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui import background, choosing, feedback, printing
from gui.desk import Desk
from gui.pages.beside import on_escape
from gui.pages.list_head import ListHead
from gui.widgets.buttons import button
from gui.widgets.card import Card
from gui.widgets.message_line import MessageLine
from gui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from reports.sheet import Sheet


class PaperView(QWidget):
    """A view of a stack; Esc leads back to the view from which it was asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = ""
        self._from: tuple[QStackedWidget, QWidget] | None = None
        self.head, self.line, self.preview = ListHead("打印", "返回"), MessageLine(), PdfView()
        self.save_button = button("存到文件夹", self._on_save, picture="save")
        self.head.layout().addWidget(self.save_button)
        self.head.back.connect(self._on_back)
        self.head.acted.connect(self._on_print)
        card = Card(parent=self)
        for part in (self.head, self.line):
            card.body.addWidget(part)
        card.body.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        on_escape(self, self._on_back)

    def begin(self, make: Callable[[], Sheet], back: QWidget, views: QStackedWidget) -> None:
        """Draw what `make` gives, on a worker."""

        def work() -> tuple[str, bytes]:
            from services import figure_paper

            sheet = make()
            return sheet.title, figure_paper.pdf(sheet)

        self.begin_pages(work, back, views)

    def begin_pages(self, make: Callable[[], tuple[str, bytes]], back: QWidget, views: QStackedWidget) -> None:
        """A title and pages, made on a worker."""
        self._from = views, back
        views.setCurrentWidget(self)
        self.preview.clear("正在排版…")
        self.head.offer({})
        self._enable(False)
        background.read(self, lambda task: make(), self._on_drawn, self._on_failed)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drawn(self, drawn: tuple[str, bytes]) -> None:
        self.line.clear()
        self._title, data = drawn
        self.head.title.setText(self._title)
        self.preview.show_pdf(data)
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for part in (self.head.button, self.save_button):
            part.setEnabled(on)

    def _on_back(self) -> None:
        if self._from is not None:
            views, back = self._from
            views.setCurrentWidget(back)
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_print(self) -> None:
        printing.print_pdf(self, self.preview.data, self._title, self._on_not_printed)

    def _on_not_printed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "warning")

    def _on_save(self) -> None:
        if folder := choosing.folder(self, self._desk.settings, "存到哪个文件夹"):
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Keep the pages as a file."""
        from services import figure_paper

        try:
            path = figure_paper.save(self._desk.store, self._title, self.preview.data, folder)
        except Exception as error:
            self.line.say(feedback.sentence(error), "danger")
            return
        self.line.say(f"存好了：{path.name}。", "accent")

    def _on_failed(self, error: BaseException) -> None:
        self.preview.clear("")
        self.line.say(feedback.sentence(error), "danger")
