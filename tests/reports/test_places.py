"""Registers of a township say of which village each row is, and still fit their paper."""

from __future__ import annotations

from reports.pdf_table import Table
from reports.returns import OFFICIAL, RETURNS
from reports.returns.columns import shapes
from reports.returns.places import told
from reports.sheet import MM, Column, Sheet, fill_width, layout_faults

BY_BANDS = ("2.1d", "2.6b", "2.11", "2.11b")  # a line above the rows of each village tells it


def test_a_register_of_several_villages_names_them_in_a_column_or_before_the_group() -> None:
    headings = [col.column.heading for col in told(RETURNS["2.1"].columns)]
    assert headings[:3] == ["序号", "村", "户主"]
    assert [col.column.width_mm for col in told(RETURNS["2.9"].columns) if col.column.heading == "组"] == [22.0]
    assert told(RETURNS["2.2"].full) == RETURNS["2.2"].full


def test_every_register_of_a_township_still_fits_its_paper() -> None:
    for one in OFFICIAL:
        if one.columns and one.id not in BY_BANDS:
            paper = "A4横" if sum(col.column.width_mm for col in one.columns) > 200 else "A4竖"
            assert layout_faults(Sheet(one.id, one.title, shapes(told(one.columns)), paper=paper)) == [], one.id


def test_what_is_too_much_for_the_paper_is_taken_from_text_and_never_from_an_identity_number() -> None:
    columns = (Column("户主", 20), Column("身份证号", 33, kind="id"), Column("说明", 60), Column("备注", 18))
    name, identity, words, note = fill_width(columns, 120)
    assert (identity, note) == (33, 18)
    assert 18 <= name < 20 and words < 60
    assert name + identity + words + note == 120


def test_names_and_classes_stand_in_the_middle_sentences_at_the_left_and_small_counts_in_the_middle() -> None:
    columns = (Column("户主", 19), Column("户类型", 26), Column("说明", 60), Column("人口", 12, kind="number"), Column("亩数", 15, kind="number"))
    table = Table(columns, [column.width_mm * MM for column in columns], left=0, size=9)
    list(table.row(("再努尔·云尔逊逊", "突发严重困难户（已消除）", "儿子从外地回来了，想在附近找活干，村里答应帮着问问砖厂。", 3, 1204)))
    assert table.aligns() == ["center", "center", "left", "center", "right"]
