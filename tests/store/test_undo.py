"""Undo takes back what nobody has touched since, and names what it keeps."""

import pytest

import models.store as st
from models.kernel import UserMistake


def test_undo_and_redo_of_a_change(store: st.Store, household: str) -> None:
    st.change(store, "household", household, {"组": "二组"})
    undone = st.undo(store)
    assert undone.undone.label == "修改农户"
    assert st.get(store, "household", household)["group"] == "一组"  # type: ignore[index]
    st.redo(store)
    assert st.get(store, "household", household)["group"] == "二组"  # type: ignore[index]


def test_undo_walks_back_and_redo_walks_forward(store: st.Store, household: str) -> None:
    for group in ("二组", "三组"):
        st.change(store, "household", household, {"组": group})
    st.undo(store)
    st.undo(store)
    assert st.get(store, "household", household)["group"] == "一组"  # type: ignore[index]
    st.redo(store)
    assert st.get(store, "household", household)["group"] == "二组"  # type: ignore[index]
    st.redo(store)
    assert st.get(store, "household", household)["group"] == "三组"  # type: ignore[index]
    with pytest.raises(UserMistake, match="没有可以恢复的"):
        st.redo(store)


def test_the_opening_of_the_books_cannot_be_undone(store: st.Store) -> None:
    with pytest.raises(UserMistake, match="没有可以撤回的"):
        st.undo(store)


def test_undo_of_a_batch_keeps_what_was_edited_afterwards_and_names_it(store: st.Store) -> None:
    with st.together(store, "导入名册", source="import", whole=True) as doing:
        kept = doing.add("household", {"户主姓名": "甲一", "组": "一组"}).uid
        gone = doing.add("household", {"户主姓名": "乙二", "组": "一组"}).uid
    batch = st.undoable(store)
    st.change(store, "household", kept, {"组": "二组"})
    undone = st.undo(store, batch.operation if batch else "")
    assert {uid for _, uid, _ in undone.kept} >= {kept}
    assert st.uids(store, "household") == [kept]
    assert st.get(store, "household", gone).removed_why == "撤回"  # type: ignore[union-attr]


def test_undo_of_a_removal_brings_the_row_back(store: st.Store, household: str) -> None:
    uid = st.add(store, "toilet", {"户主": household, "改造类别": "新建"}).uid
    st.remove(store, "toilet", uid, "登记错了")
    st.undo(store)
    assert st.uids(store, "toilet") == [uid]


def test_another_operator_cannot_undo_what_is_not_theirs(store: st.Store, household: str) -> None:
    store.operator = "0" * 32
    assert st.undoable(store) is None


def test_printing_is_nothing_to_take_back_and_does_not_stand_before_redo(store: st.Store, household: str) -> None:
    st.change(store, "household", household, {"组": "二组"})
    st.add(store, "kept_return", {"报表": "2.2", "code": "ABCD-EFGH"}, label="出报表")
    assert st.undo(store).undone.label == "修改农户"
    st.add(store, "kept_return", {"报表": "2.3", "code": "ABCD-EFGJ"}, label="出报表")
    st.redo(store)
    assert st.get(store, "household", household)["group"] == "二组"  # type: ignore[index]
    assert st.count(store, "kept_return") == 2
