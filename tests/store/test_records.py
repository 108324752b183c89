"""Raw values in, an operation out: the one check that form, import and command line share."""

from decimal import Decimal

import pytest

import models.store as st
from models.kernel import DOUBT, MEND, UsageMistake, UserMistake


def test_a_household_finds_or_makes_its_head_in_the_same_operation(store: st.Store) -> None:
    saved = st.add(store, "household", {"户主姓名": "甲一"})
    (person,) = st.find(store, "person", {"household": saved.uid})
    assert (person["name"], st.full(store, "household", st.find(store, "household"))[0]["head_name"]) == ("甲一", "甲一")
    assert st.undoable(store) == st.Step(saved.operation or "", "登记农户")


def test_changing_the_head_on_the_household_is_refused(store: st.Store, household: str) -> None:
    with pytest.raises(UserMistake, match="请改户主本人那一条"):
        st.change(store, "household", household, {"head_name": "乙二"})


def test_every_mistake_of_a_form_is_said_at_once(store: st.Store, household: str) -> None:
    with pytest.raises(UserMistake) as caught:
        st.add(store, "toilet", {"户主": household, "竣工日期": "2025年2月30日", "财政补助": "很多", "改造类别": "新建"})
    assert {m.field for m in caught.value.mistakes} == {"built_on", "subsidy"}
    assert "2月30日”没有这一天" in str(caught.value)


def test_end_before_start_of_the_same_row_is_refused(store: st.Store, household: str) -> None:
    with pytest.raises(UserMistake):
        st.add(store, "toilet", {"户主": household, "改造类别": "新建", "开工日期": "2025-05-02", "竣工日期": "2025-05-01"})
    assert st.count(store, "toilet") == 0


def test_a_wrong_checksum_is_stored_as_typed_and_marked(store: st.Store, household: str) -> None:
    saved = st.add(store, "person", {"户": household, "姓名": "乙二", "身份证号": "999999198001010012"})
    assert [(n.field, n.severity) for n in saved.notices if n.severity == MEND][:1] == [("id_no", MEND)]
    assert st.get(store, "person", saved.uid)["id_no"] == "999999198001010012"  # type: ignore[index]


def test_a_name_that_fits_two_households_is_refused_with_both(store: st.Store, household: str) -> None:
    st.add(store, "household", {"户主姓名": "甲一", "组": "二组"})
    with pytest.raises(UserMistake, match=r"一组.*二组|二组.*一组"):
        st.add(store, "toilet", {"户主": "甲一", "改造类别": "新建"})
    assert st.add(store, "toilet", {"户主": "999999198001010011", "改造类别": "新建"}).added


def test_what_fills_itself_in_is_filled_in(store: st.Store, household: str) -> None:
    first = st.add(store, "toilet", {"户主": household, "改造类别": "新建"})
    second = st.add(store, "toilet", {"户主": household, "改造类别": "改建"})
    rows = {row.uid: row for row in st.find(store, "toilet")}
    assert (rows[first.uid]["number"], rows[second.uid]["number"], rows[first.uid]["year"]) == (1, 2, 2025)
    assert any(n.severity == DOUBT for n in second.notices)
    assert rows[first.uid]["use"] == "unknown"


def test_an_unknown_column_is_a_usage_mistake(store: st.Store) -> None:
    with pytest.raises(UsageMistake, match="没有“身高”这一栏"):
        st.add(store, "household", {"户主姓名": "甲一", "身高": "1.7"})


def test_saving_what_stands_already_writes_nothing(store: st.Store, household: str) -> None:
    assert st.change(store, "household", household, {"组": "一组"}).operation is None


def test_a_batch_is_all_or_nothing(store: st.Store, household: str) -> None:
    with pytest.raises(UserMistake), st.together(store, "两条") as doing:
        doing.add("toilet", {"户主": household, "改造类别": "新建"})
        doing.add("toilet", {"户主": household, "改造类别": "新建", "竣工日期": "没有的日子"})
    assert st.count(store, "toilet") == 0


def test_a_form_opened_before_somebody_elses_change_sees_both_values(store: st.Store, household: str) -> None:
    uid = st.add(store, "toilet", {"户主": household, "改造类别": "新建", "财政补助": "2000"}).uid
    st.change(store, "toilet", uid, {"财政补助": "1800"})
    with pytest.raises(st.Stale) as caught:
        st.change(store, "toilet", uid, {"财政补助": "1700"}, seen={"subsidy": Decimal(2000)})
    assert caught.value.moved == {"subsidy": (Decimal(2000), Decimal(1800))}


def test_removing_a_household_takes_what_is_edited_inside_it_along(store: st.Store, household: str) -> None:
    st.add(store, "toilet", {"户主": household, "改造类别": "新建"})
    st.remove(store, "household", household, "登记重了")
    assert [st.count(store, ledger) for ledger in ("household", "person", "toilet")] == [0, 0, 0]
    st.undo(store, st.find(store, "household", removed=True) and _last_operation(store))
    assert [st.count(store, ledger) for ledger in ("household", "person", "toilet")] == [1, 1, 1]


def _last_operation(store: st.Store) -> str:
    step = st.undoable(store)
    return step.operation if step else ""


@pytest.mark.parametrize("typed", ["jy", "甲一", "0011", "甲"])
def test_anybody_is_found_by_name_initials_and_last_four(store: st.Store, household: str, typed: str) -> None:
    assert [hit.household for hit in st.find_anybody(store, typed)] == [household]


def test_a_computer_date_before_the_last_save_is_said_before_it_does_harm(store: st.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    st.add(store, "household", {"户主姓名": "甲一"})
    monkeypatch.setenv("ZHENXING_NOW", "2016-01-01T08:00:00+08:00")
    assert store.clock_doubt() == "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。"
    saved = st.add(store, "household", {"户主姓名": "乙二"})
    assert [n.text for n in saved.notices if "电脑日期" in n.text]


def test_a_required_field_with_a_default_cannot_be_emptied_later(store: st.Store, household: str) -> None:
    uid = st.add(store, "toilet", {"户主": household, "改造类别": "新建"}).uid
    with pytest.raises(UserMistake, match="请填“年度”"):
        st.change(store, "toilet", uid, {"year": ""})


def test_a_birth_that_cannot_be_true_is_marked_on_the_person(store: st.Store, household: str) -> None:
    saved = st.add(store, "person", {"户": household, "姓名": "乙二", "身份证号": "999999202601010014"})
    assert any(n.field == "id_no" and n.severity == MEND and "2026-01-01" in n.text for n in saved.notices)


def test_the_same_work_begun_in_the_same_month_is_doubted(store: st.Store, household: str) -> None:
    (person,) = st.uids(store, "person")
    work = {"人": person, "单位": "合作社", "从几月": "2025-03"}
    st.add(store, "job", {**work, "place": "county_in"})
    again = st.add(store, "job", {**work, "place": "province"})
    assert [n.text for n in again.notices if "已经记了一条" in n.text]
