"""One doorstep is one operation; one key of the sweep is one visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import store as st
from models.kernel import UserMistake
from services import visiting, walking
from tests.gui.small_village import LONG_NAME, TODAY, Village, build, build_full


@dataclass(frozen=True)
class Asked:
    """A question as models.insight asks it, as far as filing needs it."""

    ledger: str
    answers: tuple[tuple[str, str, dict[str, Any]], ...]


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = build_full(tmp_path / "data")
    yield made
    made.store.close()


def questions(village: Village) -> list[tuple[Asked, int]]:
    job, toilet, loan = (st.uids(village.store, name)[0] for name in ("job", "toilet", "loan"))
    return [
        (Asked("job_check", (("1", "是", {"job": job, "still": True}), ("2", "不是", {"job": job, "still": False}))), 1),
        (Asked("toilet_care", (("1", "在用", {"toilet": toilet, "use": "normal"}),)), 0),
        (Asked("loan_check", (("1", "用上了", {"loan": loan, "result": "proper"}),)), 0),
    ]


def test_a_visit_with_its_answers_and_findings_is_one_operation_and_goes_back_as_one(village: Village) -> None:
    home = village.homes["张三强"]
    saved = visiting.record_visit(
        village.store, home, {"result": "changed", "text": "西屋漏雨"}, questions(village),
        [{"text": "住房有问题：西屋漏雨", "kind": "house", "route": "finding"}],
    )  # fmt: skip
    assert saved.label == "走访 张三强"
    for ledger in ("job_check", "toilet_care", "loan_check", "finding"):
        (row,) = st.find(village.store, ledger)
        assert row["visit"] == saved.uid
    assert st.find(village.store, "job_check")[0]["still"] is False
    st.undo(village.store)
    assert not any(st.count(village.store, name) for name in ("visit", "job_check", "toilet_care", "loan_check", "finding"))


def test_the_answers_name_what_was_done_and_take_the_day_of_the_visit(village: Village) -> None:
    raw = {"date": date(2025, 7, 18), "tasks": ("general",), "result": "same"}
    saved = visiting.record_visit(village.store, village.homes["张三强"], raw, questions(village))
    visit = st.get(village.store, "visit", saved.uid)
    assert visit is not None
    assert visit["tasks"] is not None
    assert set(visit["tasks"]) == {"general", "work", "toilet", "loan"}
    assert visit["units"] == ("village",)
    assert st.find(village.store, "toilet_care")[0]["date"] == date(2025, 7, 18)


def test_a_refused_answer_leaves_no_visit_behind(village: Village) -> None:
    wrong = Asked("toilet_care", (("1", "在用", {"toilet": "", "use": "normal"}),))
    with pytest.raises(UserMistake):
        visiting.record_visit(village.store, village.homes["张三强"], {"result": "same"}, [(wrong, 0)])
    assert st.count(village.store, "visit") == 0


@pytest.mark.parametrize(
    ("key", "result", "method"),
    [("1", "same", "home"), ("2", "changed", "home"), ("3", "absent", "home"), ("4", "same", "phone")],
)
def test_each_key_of_the_sweep_is_a_visit(village: Village, key: str, result: str, method: str) -> None:
    visiting.sweep(village.store, village.homes["赵六"], key)
    (visit,) = st.find(village.store, "visit")
    assert (visit["result"], visit["method"], visit["tasks"], visit["date"]) == (result, method, ("sweep",), TODAY)
    assert visiting.key_of(visit.values) == key


def test_a_key_pressed_again_the_same_day_corrects_and_does_not_add(village: Village) -> None:
    home = village.homes["赵六"]
    visiting.sweep(village.store, home, "1")
    visiting.sweep(village.store, home, "4")
    (visit,) = st.find(village.store, "visit")
    assert visit["method"] == "phone"
    assert walking.marks(village.store, date(2025, 7, 1)) == {home: "4"}
    assert walking.marks(village.store, date(2025, 8, 1)) == {}


def test_another_key_is_refused_with_the_four_that_there_are(village: Village) -> None:
    with pytest.raises(UserMistake, match="1 无异常"):
        visiting.sweep(village.store, village.homes["赵六"], "7")


def test_companions_of_the_last_visit_are_offered(village: Village) -> None:
    assert visiting.last_companions(village.store) == ""
    visiting.record_visit(village.store, village.homes["赵六"], {"visitors": "村专干、白干部"})
    assert visiting.last_companions(village.store) == "白干部"


def test_households_stand_in_walking_order_and_groups_in_theirs(village: Village) -> None:
    way = walking.stops(village.store)
    assert [stop.head for stop in way][:2] == ["李四妹", "张三强"]
    assert list(walking.groups(way)) == ["一组", "二组", "三组"]
    assert {stop.head for stop in walking.groups(way)["二组"]} == {"王五", LONG_NAME, "赵六"}
    assert next(stop for stop in way if stop.head == "李四妹").kind == "监测户"


def test_ten_comes_after_nine_in_either_writing(tmp_path: Path) -> None:
    homes = {"甲某": "十组", "乙某": "九组", "丙某": "十二组", "丁某": "2组", "戊某": "10组"}
    store = build(tmp_path / "many", homes).store
    assert list(walking.groups(walking.stops(store))) == ["2组", "九组", "10组", "十组", "十二组"]
    store.close()


def test_the_last_visit_is_the_last_one_that_met_somebody(village: Village) -> None:
    home = village.homes["赵六"]
    visiting.record_visit(village.store, home, {"date": date(2025, 6, 3), "result": "same"})
    visiting.record_visit(village.store, home, {"date": date(2025, 7, 3), "result": "absent"})
    (stop,) = walking.stops(village.store, [home])
    assert stop.last == date(2025, 6, 3)


def test_a_visit_of_another_year_says_its_year(village: Village) -> None:
    home = village.homes["赵六"]
    (stop,) = walking.stops(village.store, [home])
    assert walking.last_words(stop, TODAY) == "没走过"
    visiting.record_visit(village.store, home, {"date": date(2024, 12, 30)})
    (stop,) = walking.stops(village.store, [home])
    assert walking.last_words(stop, TODAY) == "2024年12月"
