"""What is chosen in the printer's window is honoured, and a printer that is not there says so in a sentence."""

from __future__ import annotations

import errno
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget

from gui import background, printing
from gui.desk import Desk
from gui.pages.returns_page import ReturnsPage
from gui.shell import MainWindow
from gui.widgets.pdf_view import PdfView
from models.kernel import Circumstance
from models.store import files
from reports.document import Document, Paragraph
from reports.pdf import render_pdf
from reports.preview import find, page_count, page_mm
from reports.sheet import Column, Sheet
from services import sticks

PAGES = render_pdf([Document("甲", (Paragraph("草场"),)), Sheet("2.3", "小额信贷台账", (Column("户主", 40),), paper="A3横"),
                    Document("丙", (Paragraph("羊舍"), Paragraph("羊舍")))])


def _printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFullPage(True)
    return printer


def test_each_page_has_its_own_paper_and_only_the_pages_asked_for_are_printed(styled: QApplication, tmp_path: Path) -> None:
    printer = _printer(tmp_path / "all.pdf")
    printing.draw(printer, PAGES)
    made = (tmp_path / "all.pdf").read_bytes()
    assert [tuple(round(side, -1) for side in page_mm(made, at)) for at in range(page_count(made))] == [(210, 300), (420, 300), (210, 300)]
    some = _printer(tmp_path / "some.pdf")
    some.setFromTo(2, 3)
    printing.draw(some, PAGES)
    assert page_count((tmp_path / "some.pdf").read_bytes()) == 2


def test_copies_are_made_by_hand_where_the_printer_makes_none(styled: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    class Plain(QPrinter):
        def supportsMultipleCopies(self) -> bool:
            return False

    printer = Plain()
    printer.setCopyCount(2)
    assert list(printing._pages(printer, 2)) == [0, 1, 0, 1]
    printer.setCollateCopies(False)
    assert list(printing._pages(printer, 2)) == [0, 0, 1, 1]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_is_not_there_or_goes_away_is_said_in_a_sentence(
    styled: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    told: list[BaseException] = []
    printing.print_pdf(QWidget(), PAGES, "甲", told.append)
    assert str(told[0]) == printing.NO_PRINTER
    with pytest.raises(Circumstance, match="没有接上"):
        printing.draw(_printer(tmp_path / "nowhere" / "x.pdf"), PAGES)

    class Jammed(QPrinter):
        def newPage(self) -> bool:
            return False

    jammed = Jammed(QPrinter.PrinterMode.ScreenResolution)
    jammed.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    jammed.setOutputFileName(str(tmp_path / "half.pdf"))
    with pytest.raises(Circumstance, match="打到第 2 页时"):
        printing.draw(jammed, PAGES)


def test_a_long_print_leaves_the_window_alive_and_can_be_stopped(
    desk: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, queue, gate, told = MainWindow(desk), printing.queue(), threading.Semaphore(1), []
    monkeypatch.setattr(printing, "_draw_page", lambda *page: gate.acquire(timeout=5))
    queue.add(_printer(tmp_path / "long.pdf"), PAGES, "甲", told.append)
    qtbot.waitUntil(lambda: shell.status._printing.text() == "正在打印《甲》，第 2 张，共 3 张")
    shell.close()
    assert queue.busy and "送完再关" in shell.toast.text()
    shell.status._stop.click()
    gate.release(2)
    qtbot.waitUntil(lambda: not queue.busy)
    assert [str(error) for error in told] == [printing.BY_HAND] and shell.status._printing.isHidden()
    gate.release(4)
    queue.add(_printer(tmp_path / "whole.pdf"), PAGES, "乙", told.append)
    qtbot.waitUntil(lambda: "《乙》送到打印机了" in shell.toast.text())
    assert page_count((tmp_path / "whole.pdf").read_bytes()) == 3
    desk.setParent(None)
    shell.close()
    shell.deleteLater()


def test_both_files_go_onto_the_stick_at_one_press_and_a_full_one_is_said_so(
    desk: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ReturnsPage(desk)
    qtbot.addWidget(page)
    page.open("2.1")
    qtbot.waitUntil(page.stick_button.isEnabled)
    stick = tmp_path / "U"
    stick.mkdir()
    monkeypatch.setattr(sticks, "sticks", lambda: [sticks.Stick(stick, "U", 1, "FAT32", True, None)])
    page.stick_button.click()
    qtbot.waitUntil(lambda: "已存 2 个文件" in page.line.text())
    assert sorted(path.suffix for path in stick.iterdir()) == [".pdf", ".xlsx"]
    whole = {path: path.read_bytes() for path in stick.iterdir()}

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "_write_beside_and_rename", full)
    page.stick_button.click()
    qtbot.waitUntil(lambda: "满" in page.line.text() or "地方" in page.line.text())
    assert {path: path.read_bytes() for path in stick.iterdir()} == whole


def test_words_are_found_in_the_preview_and_each_enter_goes_on_to_the_next(styled: QApplication, qtbot: Any) -> None:
    assert [page for page, _ in find(PAGES, "羊舍")] == [2, 2]
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.show_pdf(PAGES)
    assert view._side.isVisible() and view._side.count() == 3
    view._find.setText("羊舍")
    view.look()
    qtbot.waitUntil(lambda: view._hits.text() == "1/2")
    assert (view._page, view._side.currentRow()) == (2, 2)
    view.look()
    assert view._hits.text() == "2/2"
    view._side.setCurrentRow(0)
    assert view._page == 0
    view._find.setText("没有的字")
    view.look()
    qtbot.waitUntil(lambda: view._hits.text() == "没有")
    background.wait()
