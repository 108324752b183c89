"""Village and township remember differently: told with who wrote what, decided once, and decided everywhere for good."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.insight.rechecking import Book
from models.kernel import UsageMistake, UserMistake
from models.rules.id_number import check_digit
from models.store import backup, exchange
from services import checklist, packing, receiving, resolving
from tests.services.test_exchange import introduce

TODAY = date(2025, 7, 22)


def number(at: int) -> str:
    first = f"99999919800101{at:03d}"
    return first + check_digit(first)


class Offices:
    """A village and its township, with a stick between them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.trips = folder, 0
        self.village = st.create(folder / "v", role="village", region="999999104201", name="清水村", operator="村专干", password="密码",
                                 today=TODAY)[0]
        self.town = st.create(folder / "t", role="township", region="999999104000", name="示范镇", operator="镇干部", password="密码",
                              today=TODAY)[0]
        introduce(self.village, self.town, folder)

    def up(self) -> None:
        """The village's package, taken in; the answer is lost."""
        self.trips += 1
        made = packing.pack(self.village, self.folder / f"up{self.trips}")["packages"]
        receiving.receive(self.town, [Path(one["path"]) for one in made], self.folder / "lost")

    def down(self) -> None:
        """The township's package, taken in."""
        self.trips += 1
        made = packing.pack(self.town, self.folder / f"down{self.trips}")["packages"]
        receiving.receive(self.village, [Path(one["path"]) for one in made], self.folder / "lost")

    def both(self) -> None:
        """There and back, until nobody lacks anything."""
        for _ in range(2):
            self.up()
            self.down()

    def close(self) -> None:
        """Both files let go."""
        for store in (self.village, self.town):
            store.close()


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offices]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Offices(tmp_path)
    yield made
    made.close()


def differ(offices: Offices, field: str = "组", village: Any = "二组", town: Any = "三组") -> str:
    """A household that both have changed without knowing of each other; both files know of it."""
    uid = st.add(offices.village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    offices.both()
    st.change(offices.village, "household", uid, {field: village})
    st.change(offices.town, "household", uid, {field: town})
    offices.both()
    return uid


def only(store: st.Store) -> dict[str, Any]:
    [one] = resolving.conflicts(store)
    return one


def agreed(offices: Offices) -> None:
    """After all sticks have come, nobody has anything to decide, and the files rebuild from their journals."""
    offices.both()
    assert resolving.conflicts(offices.village) == resolving.conflicts(offices.town) == []
    assert exchange.conflicts(offices.village) == exchange.conflicts(offices.town) == []
    for ledger in ("household", "person", "toilet", "waiver"):
        assert st.find(offices.village, ledger, removed=True) == st.find(offices.town, ledger, removed=True)
    assert backup.verify(offices.village, rebuild=True).good
    assert backup.verify(offices.town, rebuild=True).good


def test_a_field_that_is_apart_is_told_with_who_wrote_what_over_what(offices: Offices) -> None:
    uid = differ(offices)
    here, there = only(offices.village), only(offices.town)
    assert here == there
    assert (here["kind"], here["ledger"], here["uid"], here["field"], here["base"]) == ("value", "household", uid, "group", "一组")
    assert (here["title"], here["where"], here["heading"], here["base_text"]) == ("农户", "甲一 三组", "组", "一组")
    assert here["household"] == uid
    assert [(h["n"], h["value"], h["text"], h["by"], h["where"], h["shown"]) for h in here["heads"]] == [
        (1, "二组", "二组", "村专干", "清水村", False), (2, "三组", "三组", "镇干部", "示范镇", True)]


def test_the_base_is_what_stood_before_they_went_apart_not_ones_own_last_step(offices: Offices) -> None:
    uid = st.add(offices.village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    offices.both()
    for group in ("二组", "四组", "五组"):
        st.change(offices.village, "household", uid, {"组": group})
    st.change(offices.town, "household", uid, {"组": "三组"})
    offices.both()
    assert only(offices.town)["base"] == "一组"


def test_where_a_row_stands_is_a_conflict_of_state(offices: Offices) -> None:
    differ(offices, "居住情况", "全家外出", "空挂户")
    assert only(offices.town)["kind"] == "state"
    assert [head["text"] for head in only(offices.town)["heads"]] == ["全家外出", "空挂户"]


@pytest.mark.parametrize(("who", "n"), [("village", 1), ("town", 1), ("village", 2)])
def test_taking_a_head_closes_it_everywhere(offices: Offices, who: str, n: int) -> None:
    uid = differ(offices)
    store = getattr(offices, who)
    done = resolving.resolve(store, only(store)["id"], head=n, reason="核对过")
    assert len(done["operation"]) == 32
    assert resolving.conflicts(store) == []
    agreed(offices)
    assert {st.get(one, "household", uid)["group"] for one in (offices.village, offices.town)} == {["二组", "三组"][n - 1]}  # type: ignore[index]


def test_a_value_of_ones_own_goes_through_the_ledgers_check(offices: Offices) -> None:
    uid = differ(offices, "入住日期", "2023-05-01", "2023-06-01")
    one = only(offices.village)
    with pytest.raises(UserMistake, match="日期"):
        resolving.resolve(offices.village, one["id"], value="十三月", reason="核对过")
    assert only(offices.village)["id"] == one["id"]
    resolving.resolve(offices.village, one["id"], value="2023年7月2日", reason="核对过")
    agreed(offices)
    assert st.get(offices.town, "household", uid)["resettled_on"] == date(2023, 7, 2)  # type: ignore[index]


def test_an_empty_value_empties_the_field(offices: Offices) -> None:
    uid = differ(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], value="", reason="都不对")
    agreed(offices)
    assert st.get(offices.village, "household", uid)["group"] is None  # type: ignore[index]


def test_the_reason_stands_in_the_history(offices: Offices) -> None:
    uid = differ(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], head=1, reason="村里问过本人")
    from models.store.history import of

    offices.both()
    assert any("村里问过本人" in entry.label for entry in of(offices.village, [uid]))


def test_what_arrives_late_does_not_open_it_again(offices: Offices) -> None:
    uid = differ(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], head=1, reason="核对过")
    # Meanwhile the village, which has not heard of it, takes the other one: a decision apart from a decision.
    resolving.resolve(offices.village, only(offices.village)["id"], head=2, reason="核对过")
    offices.both()
    assert only(offices.village) == only(offices.town)
    resolving.resolve(offices.town, only(offices.town)["id"], head=1, reason="再核对过")
    agreed(offices)
    assert st.get(offices.village, "household", uid).removed_at is None  # type: ignore[union-attr]


def removed_and_changed(offices: Offices) -> str:
    uid = st.add(offices.village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    offices.both()
    st.remove(offices.village, "household", uid, "登记错了")
    st.change(offices.town, "household", uid, {"组": "三组"})
    offices.both()
    return uid


def test_a_removal_against_a_change_shows_both_sides(offices: Offices) -> None:
    uid = removed_and_changed(offices)
    here = only(offices.village)
    assert here == only(offices.town)
    assert (here["kind"], here["uid"], here["field"]) == ("delete", uid, None)
    assert [(h["value"], h["text"], h["by"], h["shown"]) for h in here["heads"]] == [
        ("登记错了", "撤掉：登记错了", "村专干", False), (None, "留着，改了组", "镇干部", True)]


@pytest.mark.parametrize(("n", "stays"), [(1, False), (2, True)])
def test_a_removal_against_a_change_is_decided_for_everybody(offices: Offices, n: int, stays: bool) -> None:
    uid = removed_and_changed(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], head=n, reason="核对过")
    agreed(offices)
    for store in (offices.village, offices.town):
        row = st.get(store, "household", uid)
        assert row is not None
        assert (row.removed_at is None) is stays
        assert row["group"] == "三组"


def test_many_are_settled_as_shown_in_one_operation(offices: Offices) -> None:
    first = [st.add(offices.village, "household", {"户主姓名": name, "组": "一组"}).uid for name in ("甲一", "乙二", "丙三")]
    offices.both()
    for uid in first:
        st.change(offices.village, "household", uid, {"组": "二组"})
        st.change(offices.town, "household", uid, {"组": "三组"})
    offices.both()
    ids = [one["id"] for one in resolving.conflicts(offices.village)]
    before = st.undoable(offices.village)
    assert resolving.bulk(offices.village, ids[:2], reason="都按镇里的") == 2
    assert [one["id"] for one in resolving.conflicts(offices.village)] == ids[2:]
    assert st.undoable(offices.village) != before
    assert resolving.bulk(offices.village, ["no such"], reason="都按镇里的") == 0
    resolving.bulk(offices.village, ids, reason="都按镇里的")
    agreed(offices)


def twice(offices: Offices) -> tuple[str, str]:
    """One household entered in the village and, without knowing of it, in the township; one member of two is the same."""
    own = {"户主姓名": "甲一", "户主身份证号": number(1), "组": "一组", "phone": "13900000001"}
    one = st.add(offices.village, "household", own).uid
    offices.both()
    [village] = st.uids(offices.town, "village")
    other = st.add(offices.town, "household", {**own, "village": village, "phone": "", "note": "镇里记的", "组": "二组"}).uid
    for store, household, more in ((offices.village, one, {}), (offices.town, other, {"school": "示范小学"})):
        st.add(store, "person", {"household": household, "name": "甲二", "id_no": number(2), "relation": "3", **more})
    st.add(offices.town, "person", {"household": other, "name": "甲三", "id_no": number(3), "relation": "3"})
    st.add(offices.town, "toilet", {"household": other, "kind": "新建", "year": 2024})
    offices.both()
    return one, other


def test_a_household_entered_twice_stands_side_by_side(offices: Offices) -> None:
    one, other = twice(offices)
    here = only(offices.village)
    assert here == only(offices.town)
    assert (here["kind"], here["ledger"], here["uid"], here["certain"]) == ("duplicate", "household", one, True)
    assert [(head["uid"], head["by"], head["where"], head["shown"]) for head in here["heads"]] == [
        (one, "村专干", "清水村", True), (other, "镇干部", "示范镇", False)]
    assert "甲一" in here["heads"][1]["value"]
    assert number(1) in here["heads"][1]["value"]


@pytest.mark.parametrize("who", ["village", "town"])
def test_merging_keeps_the_first_fills_its_blanks_and_brings_all_rows_along(offices: Offices, who: str) -> None:
    one, other = twice(offices)
    store = getattr(offices, who)
    resolving.resolve(store, only(store)["id"], merge=True, reason="是同一户")
    agreed(offices)
    for office in (offices.village, offices.town):
        kept, gone = st.get(office, "household", one), st.get(office, "household", other)
        assert kept is not None
        assert gone is not None
        assert (kept["group"], kept["phone"], kept["note"]) == ("一组", "13900000001", "镇里记的")
        assert (kept.removed_at, gone.removed_why) == (None, "已并到另一条")
        people = st.find(office, "person", {"household": one})
        assert sorted(row["name"] for row in people) == ["甲一", "甲三", "甲二"]
        assert [row["school"] for row in people if row["name"] == "甲二"] == ["示范小学"]
        assert st.count(office, "toilet", {"household": one}) == 1
        assert st.count(office, "household") == 1


def test_merging_with_a_head_lets_its_values_win(offices: Offices) -> None:
    one, _ = twice(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], merge=True, head=2, reason="镇里的对")
    agreed(offices)
    kept = st.get(offices.village, "household", one)
    assert kept is not None
    assert (kept["group"], kept["phone"], kept["note"]) == ("二组", "13900000001", "镇里记的")


def test_both_offices_merge_what_the_other_has_merged_already(offices: Offices) -> None:
    one, _ = twice(offices)
    for n, store in enumerate((offices.village, offices.town), 1):
        resolving.resolve(store, only(store)["id"], merge=True, head=n, reason="是同一户")
    offices.both()
    for conflict in resolving.conflicts(offices.town):
        resolving.resolve(offices.town, conflict["id"], head=1, reason="按村里的")
    agreed(offices)
    assert st.uids(offices.village, "household") == [one]


def test_taking_a_merge_back_brings_everything_back(offices: Offices) -> None:
    one, other = twice(offices)
    before = {ledger: st.find(offices.town, ledger) for ledger in ("household", "person", "toilet")}
    resolving.resolve(offices.town, only(offices.town)["id"], merge=True, reason="是同一户")
    offices.both()
    undone = st.undo(offices.town)
    assert undone.kept == ()
    offices.both()
    for office in (offices.town, offices.village):
        assert {ledger: st.find(office, ledger) for ledger in before} == before
    assert {head["uid"] for head in only(offices.village)["heads"]} == {one, other}


def test_taking_a_decision_back_shows_what_was_shown(offices: Offices) -> None:
    uid = differ(offices)
    resolving.resolve(offices.town, only(offices.town)["id"], head=1, reason="核对过")
    undone = st.undo(offices.town)
    assert "核对过" in undone.undone.label
    offices.both()
    assert {st.get(one, "household", uid)["group"] for one in (offices.village, offices.town)} == {"三组"}  # type: ignore[index]


def test_what_is_said_to_be_two_is_never_asked_again_anywhere_unless_that_is_taken_back(offices: Offices) -> None:
    household = st.add(offices.village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    for _ in range(2):
        st.add(offices.village, "person", {"household": household, "name": "甲二", "relation": "3"})
    offices.both()
    id = only(offices.town)["id"]
    resolving.resolve(offices.town, id, apart=True, reason="兄弟俩同名")
    agreed(offices)
    st.undo(offices.town)
    offices.both()
    assert only(offices.village)["id"] == id


def test_a_wrong_way_of_deciding_is_refused_with_a_sentence(offices: Offices) -> None:
    differ(offices)
    store, id = offices.town, only(offices.town)["id"]
    for wrong, error in (
        ({"head": 1, "reason": " "}, UserMistake), ({"reason": "核对过"}, UsageMistake), ({"head": 3, "reason": "核对过"}, UsageMistake),
        ({"head": 1, "value": "四组", "reason": "核对过"}, UsageMistake), ({"merge": True, "reason": "核对过"}, UsageMistake),
        ({"apart": True, "reason": "核对过"}, UsageMistake),
    ):
        with pytest.raises(error):
            resolving.resolve(store, id, **wrong)  # type: ignore[arg-type]
    with pytest.raises(UserMistake, match="已经定下了"):
        resolving.resolve(store, "0" * 16, head=1, reason="核对过")
    assert only(store)["id"] == id


def test_what_is_written_twice_is_told_until_it_is_one_or_said_to_be_two(offices: Offices) -> None:
    store = offices.village
    borrower = st.find(store, "person", {"household": st.add(store, "household", {"户主姓名": "甲一"}).uid})[0].uid
    loan = {"borrower": borrower, "amount": 40000, "granted_on": "2024-03-01", "due_on": "2026-03-01"}
    uids = sorted(st.add(store, "loan", loan).uid for _ in range(2))
    for uid in uids:
        st.add(store, "loan_repayment", {"loan": uid, "date": "2025-03-01", "amount": 1000 + len(uid)})
    book = Book(store)

    def told() -> list[tuple[str, str]]:
        book.refresh()
        return [(one.uid, one.text) for one in book.alerts if one.key == "loan.entered_twice" and one.waived is None]

    said = [(uids[1], "和另一条的借款人、放款日、放款金额一样，请核对是不是同一笔记了两遍。")]
    assert told() == said
    merged = resolving.resolve(store, only(store)["id"], merge=True, reason="是一笔")["operation"]
    assert told() == [] and st.count(store, "loan") == 1 and st.count(store, "loan_repayment", {"loan": st.uids(store, "loan")[0]}) == 2
    st.undo(store, merged)
    assert told() == said and st.count(store, "loan_repayment", {"loan": uids[1]}) == 1
    apart = resolving.resolve(store, only(store)["id"], apart=True, reason="两份合同")["operation"]
    assert told() == [] and resolving.conflicts(store) == []
    st.undo(store, apart)
    assert told() == said
    cases = [case for lot in checklist.lots(store, book.alerts) for case in lot.cases if case.alert.key == "loan.entered_twice"]
    checklist.explain(store, cases, "都核过")
    assert told() == [] and resolving.conflicts(store) == []
