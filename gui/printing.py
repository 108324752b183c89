"""Paper out of the printer: the pages of the PDF itself, drawn at the printer's own fineness."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from models.kernel import Circumstance

DOTS = 300
NO_PRINTER = "没有找到打印机。可以先“存到文件夹”，把文件拿到能打印的电脑上打。"


def print_pdf(parent: QWidget, data: bytes, title: str) -> bool:
    """Ask which printer and print; False when the person thought better of it. Raises Circumstance without a printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    from reports.preview import page_count, page_image

    if not QPrinterInfo.availablePrinterNames():
        raise Circumstance(NO_PRINTER)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    first = page_image(data, 0, scale=0.1)
    lying = first.width > first.height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    if chosen:
        painter = QPainter(printer)
        for number in range(page_count(data)):
            if number:
                printer.newPage()
            picture = page_image(data, number, scale=DOTS / 72).convert("RGB")
            image = QImage(picture.tobytes(), picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
            painter.drawImage(QRectF(painter.viewport()), image)
        painter.end()
    dialog.deleteLater()
    return chosen
