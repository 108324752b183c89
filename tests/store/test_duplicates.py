"""The same person, household or toilet twice: found by what identifies, not by what merely looks alike."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert

import models.store as st
from models.ledgers import LEDGERS
from models.rules.id_number import check_digit
from models.store import duplicates
from models.store.unit import set_mode


def number(at: int) -> str:
    first = f"99999919800101{at:03d}"
    return first + check_digit(first)


def home(store: st.Store, name: str, at: int | None = None, **more: Any) -> str:
    head = {"户主身份证号": number(at)} if at is not None else {}
    return st.add(store, "household", {"户主姓名": name, "组": "一组", **head, **more}).uid


def member(store: st.Store, household: str, name: str, at: int | None = None, **more: Any) -> str:
    return st.add(store, "person", {"household": household, "name": name, "relation": "3", "id_no": number(at) if at is not None else None,
                                    **more}).uid


def said(store: st.Store) -> list[tuple[str, set[str], bool]]:
    return [(group.ledger, set(group.uids), group.certain) for group in duplicates.found(store)]


def test_nobody_is_found_where_everybody_is_different(store: st.Store) -> None:
    member(store, home(store, "甲一", 1), "甲二", 2)
    home(store, "甲一", 3)
    assert said(store) == []


def test_one_certificate_in_two_households_is_one_person(store: st.Store) -> None:
    one = member(store, home(store, "甲一", 1), "丙一", 9)
    other = member(store, home(store, "乙一", 2), "丙一", 9)
    assert said(store) == [("person", {one, other}, True)]


def test_one_certificate_with_two_names_is_not_certain(store: st.Store) -> None:
    one = member(store, home(store, "甲一", 1), "丙一", 9)
    other = member(store, home(store, "乙一", 2), "丙二", 9)
    assert said(store) == [("person", {one, other}, False)]


def test_the_number_of_a_disability_card_begins_with_its_bearers_own(store: st.Store) -> None:
    household = home(store, "甲一", 1)
    one = member(store, household, "丙一", 9)
    other = st.add(store, "person", {"household": household, "name": "丙一", "id_no": number(9) + "42"}).uid
    assert said(store) == [("person", {one, other}, True)]


def test_who_moved_from_one_household_into_another_is_not_twice(store: st.Store) -> None:
    member(store, home(store, "甲一", 1), "丙一", 9, left_on=date(2025, 5, 1))
    member(store, home(store, "乙一", 2), "丙一", 9)
    assert said(store) == []


def test_a_number_that_fails_its_check_identifies_nobody(store: st.Store) -> None:
    wrong = number(9)[:17] + ("1" if number(9)[17] != "1" else "2")
    for name in ("甲一", "乙一"):
        st.add(store, "person", {"household": home(store, name), "name": "丙一", "id_no": wrong})
    assert said(store) == []


def test_one_name_twice_in_a_household_is_asked_unless_something_tells_them_apart(store: st.Store) -> None:
    household = home(store, "甲一", 1)
    one, other = member(store, household, "丙一", 9), member(store, household, "丙一")
    assert said(store) == [("person", {one, other}, False)]
    st.change(store, "person", other, {"stated_born": "1990-02-03"})
    assert said(store) == []


def test_a_household_is_known_by_its_code_and_by_its_head(store: st.Store) -> None:
    one, other = home(store, "甲一", 1, 户编号="0007"), home(store, "甲一", 户编号="0007")
    assert said(store) == [("household", {one, other}, True)]
    third, fourth = home(store, "乙一", 2), home(store, "乙一", 2)
    assert said(store)[1:] == [("household", {third, fourth}, True)]


def test_members_of_a_household_entered_twice_are_not_listed_beside_it(store: st.Store) -> None:
    one, other = home(store, "甲一", 1), home(store, "甲一", 1)
    for household in (one, other):
        member(store, household, "丙一", 9)
    assert said(store) == [("household", {one, other}, True)]


def test_a_head_without_certificate_is_known_by_name_and_group(store: st.Store) -> None:
    one, other = home(store, "甲一"), home(store, "甲一", 1)
    home(store, "甲一", 组="二组")
    [group] = duplicates.found(store)
    assert (group.ledger, set(group.uids), group.certain, group.why) == ("household", {one, other}, False, "同一个组里户主同名")
    st.change(store, "household", one, {"户编号": "0001"})
    st.change(store, "household", other, {"户编号": "0002"})
    assert said(store) == []


def test_two_toilets_of_one_number_in_one_household(store: st.Store) -> None:
    household = home(store, "甲一", 1)
    one, other, _ = (st.add(store, "toilet", {"household": household, "number": n, "kind": "新建"}).uid for n in (1, 1, 2))
    assert said(store) == [("toilet", {one, other}, False)]


def test_names_of_one_sound_and_one_birthday_are_asked_about_unless_numbers_tell_them_apart(store: st.Store) -> None:
    mother, own = home(store, "甲一", 1), home(store, "乙一", 2)
    heard = [member(store, mother, "章山", stated_born="1980-01-01"), member(store, own, "张三", 9)]
    member(store, mother, "张伞", stated_born="1980-01-02")
    at_home = [member(store, own, "李宁", stated_born="2010-05-06"), member(store, own, "李林", stated_born="2010-05-06")]
    member(store, own, "李红", stated_born="2010-05-06")
    twins = home(store, "丙一", 3)
    for name, at in (("林青", 21), ("宁清", 22)):
        member(store, twins, name, at)
    assert said(store) == [("person", set(pair), False) for pair in sorted((heard, at_home), key=sorted)]
    assert {group.why for group in duplicates.found(store)} == {"名字读音一样，生日一样"}


def test_loans_leases_posts_jobs_assets_and_enterprises_entered_twice_are_told_and_only_those(store: st.Store) -> None:
    first, second = home(store, "甲一", 1), home(store, "乙一", 2)
    borrower, post = (st.find(store, "person", {"household": first})[0].uid, st.add(store, "post", {"name": "保洁"}).uid)
    loan = {"borrower": borrower, "amount": 40000, "granted_on": "2024-03-01", "due_on": "2026-03-01"}
    lease = {"household": first, "year": 2025, "area": 2, "lessee": "示范合作社"}
    asset = {"title": "机井", "book": "公益性", "year": 2023}
    held, worked = {"person": borrower, "post": post, "from_on": "2025-01-01"}, {"person": borrower, "place": "县内", "from_month": "2025-03"}
    twice = {
        "loan": (loan, loan | {"contract": "A1"}), "land_lease": (lease | {"plot": "南滩"}, lease),
        "asset": (asset | {"place": "一组"}, asset), "enterprise": ({"name": "示范合作社"}, {"name": "示范合作社"}),
        "post_holder": (held, held), "job": tuple(worked | {"employer": "示范工地", "work": "木工"} for _ in range(2)),
    }  # fmt: skip
    others = {
        "loan": (loan | {"contract": "A2", "granted_on": "2024-03-02"}, loan | {"contract": "A3", "granted_on": "2024-03-02"}),
        "land_lease": (lease | {"plot": "北滩", "area": 3}, lease | {"plot": "西滩", "area": 3}, lease | {"household": second, "area": 3}),
        "asset": (asset | {"title": "路灯", "place": "一组"}, asset | {"title": "路灯", "place": "二组"}),
        "enterprise": ({"name": "大明", "credit_code": "1"}, {"name": "大明", "credit_code": "2"}),
    }  # fmt: skip
    wanted = {(ledger, frozenset(st.add(store, ledger, row).uid for row in rows)) for ledger, rows in twice.items()}
    for ledger, rows in others.items():
        for row in rows:
            st.add(store, ledger, row)
    assert {(ledger, frozenset(uids)) for ledger, uids, _ in said(store)} == wanted


def test_what_was_removed_is_not_found(store: st.Store) -> None:
    member(store, home(store, "甲一", 1), "丙一", 9)
    st.remove(store, "person", member(store, home(store, "乙一", 2), "丙一", 9), "登记错了")
    assert said(store) == []


def test_a_pair_declared_different_is_left_out_of_its_group(store: st.Store) -> None:
    rows = sorted(member(store, home(store, f"甲{n}", n), "丙一", 9) for n in range(3))
    assert said(store) == [("person", set(rows), True)]
    st.add(store, "waiver", {"check": duplicates.CHECK, "ledger": "person", "row": rows[0], "value": rows[1], "reason": "双胞胎"})
    assert [set(group.uids) for group in duplicates.found(store)] == [{rows[0], rows[2]}, {rows[1], rows[2]}]


@pytest.fixture
def township(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    opened, _ = st.create(tmp_path / "town", role="township", region="999999104000", name="示范镇", operator="干部",
                          password="试用密码", today=date(2025, 7, 22))
    yield opened
    opened.close()


def put(store: st.Store, ledger: str, rows: list[dict[str, Any]]) -> None:
    """Rows as the fold would write them."""
    with store.writer.begin() as connection:
        set_mode(connection, "apply")
        connection.execute(insert(LEDGERS[ledger].__table__), rows)  # type: ignore[arg-type]
        set_mode(connection, None)


def test_the_township_is_told_that_two_villages_have_the_same_person(township: st.Store) -> None:
    for n, scope in enumerate(("999999104201", "999999104202")):
        put(township, "household", [{"uid": f"{n + 1:032x}", "scope": scope, "code": "0001"}])
        put(township, "person", [{"uid": f"{n + 9:032x}", "scope": scope, "household": f"{n + 1:032x}", "name": "丙一", "id_no": number(9)}])
    [group] = duplicates.found(township)
    assert (group.ledger, group.across, group.certain) == ("person", True, False)
    assert group.why == "在不同的村，证件号一样"


def test_the_search_asks_no_question_a_row(township: st.Store) -> None:
    homes = [{"uid": f"{at:032x}", "scope": "999999104201", "code": f"{at:06d}"} for at in range(300)]
    put(township, "household", homes)
    put(township, "person", [{"uid": f"{at + 900:032x}", "scope": "999999104201", "household": f"{at % 300:032x}", "name": f"丙{at}",
                              "relation": "1" if at < 300 else "3", "id_no": number(at)} for at in range(900)])
    put(township, "person", [{"uid": f"{at + 9900:032x}", "scope": "999999104201", "household": f"{at % 300 + 1:032x}", "name": f"丙{at}",
                              "relation": "3", "id_no": number(at)} for at in range(600, 800)])
    asked: list[str] = []
    with township.reader.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *words: asked.append(words[2]))
        assert len(duplicates.search(connection)) == 200
    assert len(asked) < 12 + sum(len(LEDGERS[ledger].__ledger__.twice) for ledger in duplicates.TWICE)
