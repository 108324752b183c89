"""Shapes of ledgers that lost something in silence once: side by side, one below the other, in 万元, padded, merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import store as st
from services import importing

Take = Callable[..., importing.ImportReport]
ID = "999999197001010017"


@pytest.fixture
def take(store: st.Store, tmp_path: Path) -> Take:
    """Takes rows of a workbook into a ledger."""

    def made(ledger: str, *rows: tuple[object, ...], merge: str = "") -> importing.ImportReport:
        book: Any = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for area in merge.split():
            book.active.merge_cells(area)
        book.save(tmp_path / "表.xlsx")
        return importing.apply(store, importing.preview(store, ledger, tmp_path / "表.xlsx"))

    return made


def _names(store: st.Store) -> list[str]:
    return sorted(st.names(store, "household", st.uids(store, "household")).values())


def test_tables_side_by_side_come_in_both(store: st.Store, take: Take) -> None:
    take("household", ("名单",), ("序号", "户主姓名", "组", None, "序号", "户主姓名", "组"), (1, "张甲", "一组", None, 3, "王丙", "二组"),
         (2, "李乙", "一组", None, None, None, None), merge="A1:G1")  # fmt: skip
    assert _names(store) == ["张甲", "李乙", "王丙"]


def test_a_caption_between_two_lists_is_nobody_and_another_kind_of_table_below_is_told(store: st.Store, take: Take) -> None:
    head = ("户主姓名", "身份证号", "户类型")
    take("household", ("一组",), head, ("张 甲", ID, "脱贫户"), (), ("二组",), head, ("李乙", "—", "一般户"))
    assert _names(store) == ["张甲", "李乙"]
    report = take("toilet", ("户主姓名", "改造类别", "年度", "竣工日期"), ("张甲", "新建", 2024, "2024.7.1"), (), ("小额信贷",),
                  ("借款人", "放款金额", "放款日期", "到期日期"), ("李乙", 50000, "2025.1.1", "2027.1.1"))  # fmt: skip
    assert (report.count("added"), report.count("rejected")) == (1, 0)
    assert [(one.cell, one.text.partition("，")[0]) for one in report.cells if one.cell == "A4"] == [("A4", "从第4行起像是另一张表")]


def test_amounts_in_ten_thousands_are_stored_in_yuan(store: st.Store, take: Take) -> None:
    take("household", ("户主姓名",), ("张甲",), ("李乙",))
    rows = (("张甲", 5, "2025.1.10", "2027.1.10"), ("李乙", "45000元", "2025.1.10", "2027.1.10"))
    take("loan", ("借款人姓名", "贷款金额（万元）", "放款日期", "到期日期"), *rows)
    take("loan", ("台账", "单位：万元"), ("借款人", "贷款金额", "放款日期", "到期日期"), ("张甲", 3, "2024.1.10", "2026.1.10"))
    assert sorted(int(row.values["amount"]) for row in st.find(store, "loan")) == [30000, 45000, 50000]


def test_groups_merged_over_rows_and_words_under_another_heading_find_their_field(store: st.Store, take: Take) -> None:
    take("household", ("组", "户主基本情况", None, "户属性"), (None, "姓名", "身份证号码", None), ("一组", "张甲", ID, "脱贫户"),
         (None, "李乙", None, "一般农户"), merge="B1:C1 A1:A2 D1:D2 A3:A4")  # fmt: skip
    assert [(row.values["group"], row.values["type"]) for row in st.find(store, "household")] == [("一组", "lifted"), ("一组", "ordinary")]
