"""Class and state of monitoring in a list of households or people become the household's 期初 case, and keep to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models import store as st
from models.kernel import UserMistake
from models.store import backup
from services import importing
from services.importing import ImportReport

Book = Callable[..., Path]
HOMES = ("户主姓名", "组", "户类型", "监测对象类别", "识别年月", "是否消除", "消除年月")
FIELDS = ("kind", "identified_month", "cleared", "cleared_month", "opening")


def bring(store: st.Store, ledger: str, path: Path) -> ImportReport:
    return importing.apply(store, importing.preview(store, ledger, path))


def cases(store: st.Store) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in FIELDS) for row in st.find(store, "monitoring")]


def test_a_typed_class_makes_a_case_in_the_same_operation_and_undo_takes_both(store: st.Store) -> None:
    saved = st.add(store, "household", {"户主姓名": "张甲", "监测对象类别": "突发严重困难户", "识别年月": "2023-07"})
    assert cases(store) == [("sudden", "2023-07", None, None, True)]
    assert st.find(store, "monitoring")[0]["opened_on"].isoformat() == "2025-07-22"
    [values] = st.full(store, "household", st.find(store, "household"))
    assert (values["monitoring_class"], values["identified_month"], values["monitored"]) == ("sudden", "2023-07", True)
    for field, value in (("监测对象类别", "边缘易致贫户"), ("是否消除", "是")):
        with pytest.raises(UserMistake, match="请到防返贫监测里登记或改"):
            st.change(store, "household", saved.uid, {field: value})
    st.undo(store)
    assert (cases(store), st.count(store, "household")) == ([], 0)
    assert backup.verify(store, rebuild=True).good


def test_not_cleared_alone_is_no_case_and_what_has_no_class_is_refused(store: st.Store) -> None:
    st.add(store, "household", {"户主姓名": "张甲", "是否消除": "否"})
    assert cases(store) == []
    with pytest.raises(UserMistake, match="请先写是哪一类"):
        st.add(store, "household", {"户主姓名": "李丁", "识别年月": "2023-07"})
    with pytest.raises(UserMistake, match="消除年月比识别年月还早"):
        st.add(store, "household", {"户主姓名": "李丁", "监测类别": "边缘易致贫户", "识别年月": "2023-07", "消除年月": "2022-07"})
    assert st.count(store, "household") == 1


def test_a_list_of_households_brings_cases_fills_them_and_changes_only_the_opening(store: st.Store, book: Book) -> None:
    bring(store, "household", book(HOMES, ("张甲", "一组", "一般户", "突发严重困难户", None, None, None),
                                   ("李丁", "一组", "一般户", None, None, "否", None)))
    assert cases(store) == [("sudden", None, None, None, True)]
    path = book(HOMES, ("张甲", "一组", "一般户", "突发严重困难户", "2023-07", "是", "2024-01"),
                ("李丁", "一组", "一般户", "边缘易致贫户", "2022-05", "否", None))
    report = bring(store, "household", path)
    assert [row.outcome for row in report.rows] == ["updated", "updated"]
    assert report.rows[0].changed["identified_month"] == (None, "2023-07")
    told = {("sudden", "2023-07", True, "2024-01", True), ("marginal", "2022-05", False, None, True)}
    assert set(cases(store)) == told
    assert [row.outcome for row in bring(store, "household", path).rows] == ["unchanged", "unchanged"]


def test_a_case_with_steps_of_its_own_is_left_to_its_ledger(store: st.Store, book: Book) -> None:
    home = st.add(store, "household", {"户主姓名": "张甲", "组": "一组"}).uid
    st.add(store, "monitoring", {"household": home, "clue_on": "2025-07-01", "kind": "突发严重困难户"})
    report = bring(store, "household", book(HOMES, ("张甲", "一组", "一般户", "边缘易致贫户", "2022-05", "否", None)))
    assert cases(store) == [("sudden", None, None, None, None)]
    assert [cell.text for cell in report.cells if "防返贫监测" in cell.text] == ["这户的监测已经一步一步记了，表里的没有收，请到防返贫监测里改。"]


def test_a_roster_of_people_brings_the_case_of_each_household_once(store: st.Store, book: Book) -> None:
    head = ("户编号", "户主姓名", "姓名", "与户主关系", "监测对象类别", "识别年月")
    path = book(head, ("01", "张甲", "张甲", "户主", "突发严重困难户", "2023-07"), ("01", "张甲", "王乙", "配偶", "突发严重困难户", "2023-07"),
                ("02", "李丁", "李丁", "户主", None, None))
    bring(store, "person", path)
    assert cases(store) == [("sudden", "2023-07", None, None, True)]
    assert {row.outcome for row in bring(store, "person", path).rows} == {"unchanged"}
    later = book(head, ("02", "李丁", "李丁", "户主", "边缘易致贫户", "2024-01"), name="二.xlsx")
    assert [row.outcome for row in bring(store, "person", later).rows] == ["updated"]
    assert len(cases(store)) == 2


def test_a_class_that_cannot_be_read_waits_beside_the_household_until_there_is_a_case(store: st.Store, book: Book) -> None:
    bring(store, "household", book(HOMES, ("张甲", "一组", "一般户", "看不清的一类", "2023-07", None, None)))
    assert cases(store) == []
    waiting = {(row["ledger"], row["field"], row["raw"]) for row in st.find(store, "pending")}
    assert ("household", "monitoring_class", "看不清的一类") in waiting and ("household", "identified_month", "2023-07") in waiting
    [home] = st.find(store, "household")
    st.add(store, "monitoring", {"household": home.uid, "kind": "突发严重困难户", "identified_month": "2023-07", "opening": "是"})
    assert st.count(store, "pending") == 0
