"""A second 录入人, a changed password, a new 密码找回单."""

import pytest

import models.store as st
from models.kernel import CannotOpen, UserMistake
from models.store import accounts

pytestmark = pytest.mark.founding


def test_a_second_operator_opens_with_a_password_of_their_own(store: st.Store) -> None:
    accounts.add_operator(store, "接任的", "村", "另一个人的密码")
    store.close()
    again = st.open_store(store.folder, "另一个人的密码")
    assert again.operator_name == "接任的"
    assert st.add(again, "household", {"户主姓名": "甲一"}).added
    again.close()


def test_two_operators_cannot_have_one_password_for_it_tells_who_is_working(store: st.Store) -> None:
    accounts.add_operator(store, "接任的", "村", "另一个人的密码")
    with pytest.raises(UserMistake, match="已经有人用了"):
        accounts.add_operator(store, "第三个", "村", "另一个人的密码")


def test_a_changed_password_shuts_the_old_one_out(store: st.Store) -> None:
    accounts.change_password(store, "试用密码", "新的密码二五")
    store.close()
    with pytest.raises(CannotOpen, match="密码不对"):
        st.open_store(store.folder, "试用密码")
    st.open_store(store.folder, "新的密码二五").close()


def test_a_short_password_is_refused(store: st.Store) -> None:
    with pytest.raises(UserMistake, match="至少要"):
        accounts.change_password(store, "试用密码", "123")


def test_a_new_paper_code_replaces_the_old_one(store: st.Store) -> None:
    first = accounts.new_paper_code(store)
    second = accounts.new_paper_code(store)
    store.close()
    with pytest.raises(CannotOpen):
        st.open_store(store.folder, first)
    st.open_store(store.folder, second).close()
