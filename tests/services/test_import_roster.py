"""Rosters of people: households are found or made, members join them by what the list gives (settled 23)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models import store as st
from models.store import query
from services import importing
from services.importing import ImportReport

Book = Callable[..., Path]
HEAD = ("户编号", "户主姓名", "组", "户类型", "姓名", "与户主关系", "身份证号", "性别")


def _import(store: st.Store, path: Path) -> ImportReport:
    return importing.apply(store, importing.preview(store, "person", path))


def _families(store: st.Store) -> dict[str, list[str]]:
    people = query.find(store, "person")
    heads = {row["household"]: row["name"] for row in people if row["relation"] == "1"}
    return {heads[uid]: sorted(row["name"] for row in people if row["household"] == uid) for uid in heads}


def test_a_head_makes_the_household_with_its_columns_in_the_same_operation(store: st.Store, book: Book) -> None:
    report = _import(store, book(HEAD, ("01", "张甲", "一组", "脱贫户", "张甲", "户主", "999999197001010011", "男"),
                                 ("01", "张甲", "一组", "脱贫户", "王乙", "妻子", None, "女")))  # fmt: skip
    assert (report.count("added"), report.count("rejected")) == (2, 0)
    (household,) = query.find(store, "household")
    assert (household["code"], household["group"], household["type"]) == ("01", "一组", "lifted")
    assert _families(store) == {"张甲": ["张甲", "王乙"]}
    people = {row["name"]: row for row in query.find(store, "person")}
    assert people["张甲"]["id_no"] == "999999197001010011" and people["王乙"]["stated_sex"] is not None


def test_members_of_merged_cells_belong_to_the_head_above(store: st.Store, book: Book) -> None:
    path = book(("人员花名册",), ("户主姓名", "姓名", "关系"), ("张甲", "张甲", "户主"), (None, "王乙", "配偶"),
                (None, "张丙", "之子"), ("李丁", "李丁", "本人"), (None, "李戊", "女儿"),
                merge=("A1:C1", "A3:A5", "A6:A7"))  # fmt: skip
    assert _import(store, path).count("added") == 5
    assert _families(store) == {"张甲": ["张丙", "张甲", "王乙"], "李丁": ["李丁", "李戊"]}


def test_a_list_with_names_and_relations_alone_is_enough(store: st.Store, book: Book) -> None:
    path = book(("姓名", "与户主关系"), ("张甲", "户主"), ("王乙", "配偶"), ("李丁", "户主"), ("李戊", "之子"))
    assert _import(store, path).count("added") == 4
    assert _families(store) == {"张甲": ["张甲", "王乙"], "李丁": ["李丁", "李戊"]}


def test_a_list_with_household_numbers_alone_takes_the_first_as_head(store: st.Store, book: Book) -> None:
    path = book(("户编号", "姓名"), ("01", "张甲"), ("01", "王乙"), ("02", "李丁"))
    assert _import(store, path).count("added") == 3
    assert _families(store) == {"张甲": ["张甲", "王乙"], "李丁": ["李丁"]}


def test_members_may_stand_before_their_head(store: st.Store, book: Book) -> None:
    path = book(("户编号", "姓名", "与户主关系"), ("01", "王乙", "配偶"), ("01", "张甲", "户主"))
    assert [row.name.split()[0] for row in _import(store, path).rows] == ["王乙", "张甲"]
    assert _families(store) == {"张甲": ["张甲", "王乙"]}


def test_members_of_a_refused_head_are_not_given_to_the_household_before(store: st.Store, book: Book) -> None:
    path = book(("姓名", "与户主关系"), ("张甲", "户主"), (None, "户主"), ("李戊", "之子"))
    report = _import(store, path)
    assert [row.outcome for row in report.rows] == ["added", "rejected", "rejected"]
    assert "第3行" in report.rows[2].reason


def test_the_same_roster_twice_changes_nothing(store: st.Store, book: Book) -> None:
    path = book(HEAD, ("01", "张甲", "一组", "脱贫户", "张甲", "户主", "999999197001010011", "男"),
                (None, None, None, None, "王乙", "妻子", "12345", None))  # fmt: skip
    _import(store, path)
    again = _import(store, path)
    assert again.count("unchanged") == 2 and again.batch is None


@pytest.mark.parametrize("head", [("姓名", "与户主关系"), ("姓名", "与户主关系", "联系电话")])
def test_a_bare_roster_twice_makes_no_second_household(store: st.Store, book: Book, head: tuple[str, ...]) -> None:
    path = book(head, ("张甲", "户主"), ("王乙", "配偶"))
    _import(store, path)
    assert _import(store, path).count("unchanged") == 2
    assert query.count(store, "household") == 1


def test_household_columns_show_as_an_update_of_the_row(store: st.Store, book: Book) -> None:
    row = ("01", "张甲", "一组", "一般户", "张甲", "户主", None, None)
    _import(store, book(HEAD, row))
    told = importing.to_json(_import(store, book(HEAD, (*row[:3], "脱贫户", *row[4:]))))
    assert told["updates"][0]["changed"] == {"household.type": ["ordinary", "lifted"]}


def test_a_number_that_excel_rounded_waits_and_the_person_is_taken(store: st.Store, book: Book) -> None:
    report = _import(store, book(HEAD, ("01", "张甲", "一组", None, "张甲", "户主", 999999197001010011, None)))
    assert (report.count("added"), report.pending) == (1, 1)
    (waiting,) = query.find(store, "pending")
    assert (waiting["ledger"], waiting["field"]) == ("person", "id_no")


def test_a_rounded_number_of_a_head_in_a_household_list_waits_with_the_person(store: st.Store, book: Book) -> None:
    path = book(("户编号", "户主姓名", "户主身份证号"), ("01", "张甲", 999999197001010011))
    report = importing.apply(store, importing.preview(store, "household", path))
    assert (report.count("added"), report.pending) == (1, 1)
    assert query.find(store, "pending")[0]["row"] == query.uids(store, "person")[0]


def test_one_certificate_under_two_household_numbers_is_left_to_people(store: st.Store, book: Book) -> None:
    report = _import(store, book(HEAD, ("01", None, None, None, "张甲", "户主", "999999197001010011", None),
                                 ("02", None, None, None, "张甲", "户主", "999999197001010011", None)))  # fmt: skip
    assert [row.outcome for row in report.rows] == ["added", "rejected"]
    assert query.find(store, "household")[0]["code"] == "01"
