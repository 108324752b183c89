"""Paper out of the printer: the pages of the PDF itself, drawn at the printer's own fineness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from models.kernel import Circumstance

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 300
_A4_MM = 330  # no side of an A4 page is longer
NO_PRINTER = "没有找到打印机。可以先“存到文件夹”，把文件拿到能打印的电脑上打。"
GONE = "打印机“{name}”没有接上。请看看电源和线，再打一次，或者换一台。"
STOPPED = "打到第 {page} 页时打印机没有再应答，后面的没有打。请看看纸和线，再从第 {page} 页打起。"


def print_pdf(parent: QWidget, data: bytes, title: str) -> bool:
    """Ask which printer and print; False when the person thought better of it. Raises Circumstance without a printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    from reports.preview import page_count

    if not QPrinterInfo.availablePrinterNames():
        raise Circumstance(NO_PRINTER)
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
        draw(printer, data)
    return chosen


def draw(printer: QPrinter, data: bytes) -> None:
    """The pages, in the number and order that the printer was told; both sides of the paper are its own affair."""
    from reports.preview import page_count

    painter: QPainter | None = None
    try:
        for number in _pages(printer, page_count(data)):
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
    image = QImage(picture.tobytes(), picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height())
    painter.drawImage(target, image)
