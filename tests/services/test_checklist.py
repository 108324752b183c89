"""What does not add up, in lots of one check each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import alerts
from services import checklist, figure_list
from services.checklist import lots
from tests.insight.planted import cases
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
