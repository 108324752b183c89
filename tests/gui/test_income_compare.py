"""与全国系统导出表比对 in the window: from the list of 家庭收支 to who is apart, and on to the household's sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from python_calamine import CalamineWorkbook

from gui.desk import Desk
from gui.pages.income_compare_page import ALL, APART, IncomeComparePage
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from tests.gui.conftest import household_of


def test_from_the_list_to_who_is_apart_and_on_to_the_sheet(
    styled: QApplication, village: st.Store, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, yuan in (("白云飞", 9000), ("赵石头", 5000)):
        st.add(village, "income", {"household": household_of(village, name), "month": "2024-10", "span": "3", "part": "wage",
                                   "item": "wage_job", "amount": yuan})  # fmt: skip
    book: Any = openpyxl.Workbook()
    for row in (("户主姓名", "家庭人口数", "工资性收入", "人均纯收入"), ("白云飞", 1, 20000, 20000), ("赵石头", 1, 5000, 5000)):
        book.active.append(row)
    book.save(tmp_path / "导出.xlsx")
    shell = MainWindow(Desk(village, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("ledger/income")
    next(made for made in shell.page().findChildren(QPushButton) if made.text().strip() == "与全国系统导出表比对").click()
    page: Any = shell.page()
    assert isinstance(page, IncomeComparePage)
    page.compare(tmp_path / "导出.xlsx")
    qtbot.waitUntil(lambda: page.found is not None and not page.progress.busy)
    assert page.line.text() == "比了 2 户：误差户 1 户（漏登 0、虚登 1），对得上 1 户。只比，什么都没有收进来。"
    assert [line.cells[1:5] for line in page.list.lines.lines] == [("白云飞", "20,000", "9,000", "-11,000")]
    page.choices[ALL].click()
    assert (len(page.list.lines.lines), page.choices[APART].text()) == (2, "有出入的 1")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "比对.xlsx"), ""))
    page.report_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "比对.xlsx").exists() and not page.progress.busy)
    assert "白云飞" in str(CalamineWorkbook.from_path(tmp_path / "比对.xlsx").get_sheet_by_index(0).to_python())
    page.list.opened.emit(page.list.current())
    sheet: Any = shell.page()
    qtbot.waitUntil(lambda: sheet.sheet.model.sheet is not None)
    assert sheet.sheet.back_button.text() == " 白云飞 户"
    assert st.count(village, "income") == 2
