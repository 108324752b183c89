"""填别人的表 in the window: a form is dropped, its open heading is answered by pointing, filled, and known the next time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from gui.desk import Desk
from gui.pages.fill_page import FillPage
from gui.settings import Settings
from gui.shell import MainWindow
from gui.tables.template_model import OPEN, SURE, state_of
from models import store as st


def test_a_form_is_pointed_at_filled_and_known_the_next_time(
    styled: QApplication, village: st.Store, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:
    book: Any = openpyxl.Workbook()
    for row in (("某镇农户情况表",), ("序号", "户主姓名", "小组名", "咋住的"), (None,) * 4, ("填报单位：        ",)):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.save(tmp_path / "表.xlsx")
    shell = MainWindow(Desk(village, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("returns")
    next(made for made in shell.page().findChildren(QPushButton) if made.text() == "填别人发的表…").click()
    page: Any = shell.page()
    assert isinstance(page, FillPage)
    page.drop.dropped.emit([tmp_path / "表.xlsx"])
    qtbot.waitUntil(lambda: page.form is not None and not page.progress.busy)
    assert "没认出" in page.line.text() and state_of(page.place) == OPEN
    page.table.clicked.emit(page.model.index(1, 3))
    assert page.place.heading == "咋住的"
    page.panel.search.setText("居住情况")
    page.panel.take_key(0x01000004)
    qtbot.waitUntil(lambda: not page.progress.busy and page.place.target == "residence")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "填好.xlsx"), ""))
    page.fill_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "填好.xlsx").exists() and not page.progress.busy)
    assert "记住了" in page.line.text()
    rows = list(openpyxl.load_workbook(tmp_path / "填好.xlsx").active.iter_rows(values_only=True))
    assert [(row[1], row[3]) for row in rows[2:4]] == [("白云飞", "常住"), ("赵石头", "常住")] and rows[4][0] == "填报单位：清水村"
    page.read(tmp_path / "表.xlsx")
    qtbot.waitUntil(lambda: not page.progress.busy)
    assert [state_of(place) for place in page.form.filled if place.heading == "咋住的"] == [SURE]
    page.forget_button.click()
    qtbot.waitUntil(lambda: not page.progress.busy and any(place.heading == "咋住的" for place in page.form.open))
