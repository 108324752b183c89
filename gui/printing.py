"""Paper out of the printer: the pages of the PDF itself, drawn at the printer's own fineness, while the window goes on.

Qt lets a worker paint on a printer; the Queue is made on the window's thread and tells the window how far it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from gui import background
from models.kernel import Circumstance

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 300
_BAND = 256  # rows of dots handed over at once: Qt keeps everybody waiting while it takes a picture
_A4_MM = 330  # no side of an A4 page is longer
NO_PRINTER = "没有找到打印机。可以先“存到文件夹”，把文件拿到能打印的电脑上打。"
GONE = "打印机“{name}”没有接上。请看看电源和线，再打一次，或者换一台。"
STOPPED = "打到第 {page} 页时打印机没有再应答，后面的没有打。请看看纸和线，再从第 {page} 页打起。"


BY_HAND = "停了，没有再往打印机送。已经送过去的还会打出来。"
BUSY = "还在往打印机送，送完再关。等不及就先按“停”。"
Failed = Callable[[BaseException], object]


class Queue(QObject):
    """What is on its way to a printer, one paper after the other. Signals: told(words), empty when nothing is; sent(title)."""

    told = Signal(str)
    sent = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tasks: list[background.Task] = []

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return bool(self._tasks)

    def add(self, printer: QPrinter, data: bytes, title: str, failed: Failed) -> None:
        """Print on a worker; `failed` hears of it on the window's thread."""

        def work(task: background.Task) -> str:
            try:
                draw(printer, data, lambda done, total: task.report(done, total, title))
            except background.Cancelled:
                printer.abort()
                raise Circumstance(BY_HAND) from None
            return title

        task = background.run(self, work, self._on_sent, self._on_failed, self._on_progress, pool="printer")
        task.failed.connect(failed)
        self._tasks.append(task)
        self._on_progress(0, 0, title)

    def stop(self) -> None:
        """Nothing more is handed to the printer."""
        for task in self._tasks:
            task.cancel()

    def _on_progress(self, done: int, total: int, title: str) -> None:
        self.told.emit(f"正在打印《{title}》" + (f"，第 {done} 张，共 {total} 张" if total else "…"))

    def _on_sent(self, title: str) -> None:
        self._end()
        self.sent.emit(title)

    def _on_failed(self, error: BaseException) -> None:
        self._end()

    def _end(self) -> None:
        self._tasks.pop(0)
        if not self._tasks:
            self.told.emit("")


@cache
def queue() -> Queue:
    """The one queue; first asked for on the window's thread."""
    return Queue()


def print_pdf(parent: QWidget, data: bytes, title: str, failed: Failed) -> None:
    """Ask which printer and print; `failed` is told of what goes wrong, now or later: a method of a page, that may be gone by then."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    from reports.preview import page_count

    if not QPrinterInfo.availablePrinterNames():
        failed(Circumstance(NO_PRINTER))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    _set_page(printer, data, 0)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCollateCopies, True)
    dialog.setMinMax(1, page_count(data))
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if chosen:
        queue().add(printer, data, title, failed)


def _unheard(done: int, total: int) -> None:
    """Nobody asks how far it is."""


def draw(printer: QPrinter, data: bytes, report: Callable[[int, int], object] = _unheard) -> None:
    """The pages, in the number and order that the printer was told; both sides of the paper are its own affair."""
    from reports.preview import page_count

    painter: QPainter | None = None
    pages = list(_pages(printer, page_count(data)))
    try:
        for at, number in enumerate(pages, 1):
            report(at, len(pages))
            _set_page(printer, data, number)  # before the page begins, for that is when paper is chosen
            if painter is None:
                painter = QPainter()
                if not printer.isValid() or not painter.begin(printer):
                    raise Circumstance(GONE.format(name=printer.printerName()))
            elif not printer.newPage():
                raise Circumstance(STOPPED.format(page=number + 1))
            _draw_page(printer, painter, data, number)
    finally:
        if painter is not None and painter.isActive():
            painter.end()


def _pages(printer: QPrinter, count: int) -> Iterator[int]:
    """Which pages, as often as they are wanted where the printer does not copy by itself."""
    first, last = max(1, printer.fromPage()), min(printer.toPage() or count, count)
    pages = list(range(first - 1, last))
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        pages.reverse()
    times = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        for _ in range(times):
            yield from pages
    else:
        yield from (page for page in pages for _ in range(times))


def _set_page(printer: QPrinter, data: bytes, number: int) -> None:
    """A3 for a page that is larger than A4, upright or lying as the page is."""
    from reports.preview import page_mm

    wide, high = page_mm(data, number)
    large = max(wide, high) > _A4_MM
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if large else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait)


def _draw_page(printer: QPrinter, painter: QPainter, data: bytes, number: int) -> None:
    """As large as the paper allows, never out of proportion: a printer without A3 makes it smaller."""
    from reports.preview import page_image

    picture = page_image(data, number, scale=DOTS / 72).convert("RGB")
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = QSizeF(*picture.size).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top, scale = (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.height() / picture.height
    for first in range(0, picture.height, _BAND):
        band = picture.crop((0, first, picture.width, min(first + _BAND, picture.height)))
        image = QImage(band.tobytes(), band.width, band.height, 3 * band.width, QImage.Format.Format_RGB888)
        above, below = (round(top + edge * scale) for edge in (first, first + band.height))  # bands meet on a dot
        painter.drawImage(QRectF(left, above, size.width(), below - above), image)
