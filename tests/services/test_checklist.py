"""What does not add up, in lots of one check each."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import Alert, alerts, seen
from services import checklist, figure_list
from services.checklist import lots
from tests.insight.planted import cases, work
from tests.insight.planted.income import entry
from tests.insight.planted.village import TODAY, Village


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲", password="试用密码 2025",
                         today=TODAY)  # fmt: skip
    yield Village(store)
    store.close()


def test_checks_that_offices_know_under_one_number_stand_apart_each_under_its_own_title(village: Village) -> None:
    for key in ("household.has_a_head", "person.spouse_fits", "person.one_head"):
        cases()[key](village)
    found = [lot for lot in lots(village.store, alerts(village.store)) if lot.check == "V05"]
    assert {lot.title: len(lot.cases) for lot in found} == {"一户没有户主": 1, "一户有两个户主": 1, "配偶不止一个或性别相同": 1}
    assert len({lot.key for lot in found}) == 3


def test_groups_stand_in_the_order_of_their_numbers(village: Village) -> None:
    for group in ("三组", "二组", "十组", "一组"):
        village.household(group=group, phone="12345")
    found = lots(village.store, alerts(village.store))
    assert checklist.groups(found) == figure_list.groups(village.store) == ["一组", "二组", "三组", "十组"]
    phones = next(lot for lot in found if lot.title == "电话号码不合规则")
    assert [case.group for case in phones.cases] == ["一组", "二组", "三组", "十组"]


def _open(village: Village, key: str) -> list[str]:
    return [one.text for one in alerts(village.store) if one.key == key and one.waived is None]


def _explain(village: Village, key: str) -> None:
    [lot] = [lot for lot in lots(village.store, alerts(village.store)) if lot.cases[0].alert.key == key]
    checklist.explain(village.store, lot.cases, "核过，属实")


def test_two_sentences_of_one_check_about_one_household_are_both_explained(village: Village) -> None:
    home = work.lifted(village)
    held = work.holder(village, village.head(home))
    for month in ("2025-01", "2025-04"):
        work.sheet(village, held, month)
        entry(village, home, month=month, part="工资性收入", item="村级公益岗", amount=6000, person=village.head(home))
    assert len(_open(village, "household.post_pay_as_attended")) == 2
    _explain(village, "household.post_pay_as_attended")
    assert _open(village, "household.post_pay_as_attended") == []


def test_an_explanation_holds_while_only_days_pass_and_no_longer_when_something_else_is_said(village: Village) -> None:
    man = village.head(work.lifted(village))
    work.holder(village, man)
    job = work.job(village, man, place="省外", from_month="2025-02")
    _explain(village, "post_holder.one_place_at_a_time")
    assert _open(village, "post_holder.one_place_at_a_time") == []
    village.change("job", job, place="省内县外")
    assert _open(village, "post_holder.one_place_at_a_time") != []
    late = Alert("x", "存疑", "toilet_fault", "", "state", "晚了32天还没整改完。")
    assert seen(late, {"state": "working"}) == seen(replace(late, text="晚了33天还没整改完。"), {"state": "working"})
