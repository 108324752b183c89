"""The whole life of monitored households in a real file: identified, removed, fallen back, found again; and 期初."""

from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.insight.alerts import alerts
from models.kernel import UserMistake
from services import importing

MONTHS = {"visit": "2024-09-04", "comparison": "2024-09-04", "review": "2024-09-06", "notice": "2024-09-07",
          "township": "2024-09-13", "county": "2024-09-15", "identified": "2024-09-16"}  # fmt: skip
REMOVAL = {"removal_visit": "2025-05-06", "removal_review": "2025-05-08", "removal_notice": "2025-05-09",
           "removal_township": "2025-05-14", "removal_county": "2025-05-16", "removed": "2025-05-20"}  # fmt: skip
MORE: dict[str, dict[str, Any]] = {
    "visit": {"who": "白某某、乌某某"},
    "comparison": {"authorised": "是"},
    "review": {"due": 30, "present": 28, "yes": 27, "no": 1, "result": "通过"},
    "notice": {"until": "2024-09-12"},
    "removal_visit": {"who": "白某某、乌某某", "risk_solved": "是", "income_stable": "是", "result": "通过"},
    "removed": {"way": "帮扶消除"},
}


@pytest.fixture
def home(village: st.Store) -> str:
    """One household that was lifted out of poverty."""
    return st.add(village, "household", {"head_name": "李某某", "type": "脱贫户"}).uid


def walk(village: st.Store, case: str, days: dict[str, str]) -> list[Any]:
    """Record steps; everything that was said of them. A notice of removal hangs until the township's day."""
    rows = [{"case": case, "kind": kind, "date": day, **MORE.get(kind, {})} for kind, day in days.items()]
    for row in rows:
        if row["kind"] == "removal_notice":
            row["until"] = days["removal_township"]
    made = [st.add(village, "monitoring_step", row) for row in rows]
    return [notice for saved in made for notice in saved.notices]


def state(village: st.Store, case: str) -> str:
    """The state of a case in words."""
    return st.shown(village, "monitoring", st.by_uids(village, "monitoring", [case]))[0]["state"]


@pytest.mark.life("monitoring", "monitoring_step", "support", "household")
def test_a_household_is_identified_helped_removed_falls_back_and_is_found_again(village: st.Store, home: str) -> None:
    clue = {"household": home, "clue_on": "2024-09-02", "channel": "干部排查", "kind": "脱贫不稳定户", "risks": "因产业项目失败"}
    case = st.add(village, "monitoring", clue).uid
    assert state(village, case) == "线索"
    assert walk(village, case, MONTHS) == []
    assert state(village, case) == "帮扶中"

    st.add(village, "support", {"household": home, "kind": "产业", "date": "2024-09-20", "content": "养羊10只", "case": case})
    assert [one.title for one in alerts(village)] == ["认定了没有责任人"]
    st.add(village, "helper", {"household": home, "name": "金某某", "unit": "示范镇政府", "from_on": "2024-09-16"})
    assert [one.text for one in alerts(village)] == []
    assert walk(village, case, REMOVAL) == []
    assert state(village, case) == "已消除"
    assert alerts(village) == []

    st.add(village, "monitoring_step", {"case": case, "kind": "回退", "date": "2025-06-02", "text": "核查不实"})
    assert state(village, case) == "帮扶中"
    again = {kind: day.replace("-05-", "-06-") for kind, day in REMOVAL.items()}
    assert walk(village, case, again) == []
    new = st.add(village, "monitoring", clue | {"clue_on": "2025-07-10", "after": case})
    assert (new.notices, state(village, case), state(village, new.uid)) == ((), "已消除", "线索")


def test_the_chain_holds_against_haste(village: st.Store, home: str) -> None:
    case = st.add(village, "monitoring", {"household": home, "clue_on": "2024-09-02"}).uid
    with pytest.raises(UserMistake, match="还没有“村内公示”这一步"):
        walk(village, case, {kind: day for kind, day in MONTHS.items() if kind != "notice"})
    assert state(village, case) == "正在认定"
    steps = {row["kind"]: row.uid for row in st.find(village, "monitoring_step")}
    with pytest.raises(UserMistake, match="后面的“民主评议”就接不上了"):
        st.change(village, "monitoring_step", steps["visit"], {"date": "2024-09-10"})
    with pytest.raises(UserMistake, match="才结束"):
        walk(village, case, {"notice": MONTHS["notice"], "township": "2024-09-10"})
    st.remove(village, "monitoring_step", steps["review"], "登记错了")
    assert [(one.ledger, one.severity, one.field) for one in alerts(village)] == [("monitoring_step", "要改", "kind")]


def test_an_opening_case_goes_on_from_where_it_stands(village: st.Store, home: str) -> None:
    opening = {"household": home, "kind": "脱贫不稳定户", "identified_month": "2021-05", "opening": "是", "opened_on": "2025-04-30"}
    saved = st.add(village, "monitoring", opening)
    assert (saved.notices, state(village, saved.uid)) == ((), "帮扶中")
    assert walk(village, saved.uid, REMOVAL) == []
    assert state(village, saved.uid) == "已消除"


def test_a_household_that_dies_out_ends_and_is_not_counted_as_removed(village: st.Store, home: str) -> None:
    st.change(village, "household", home, {"no_labour": "是"})
    case = st.add(village, "monitoring", {"household": home, "identified_month": "2021-05", "opening": "是", "opened_on": "2025-01-01"}).uid
    ended = st.add(village, "monitoring_step", {"case": case, "kind": "整户减少", "date": "2025-07-01", "end_why": "死亡"})
    assert (ended.notices, state(village, case)) == ((), "整户减少")
    with pytest.raises(UserMistake, match="已经整户减少"):
        walk(village, case, {"removal_visit": "2025-07-02"})


def test_a_list_from_the_national_system_comes_in_as_it_stands(village: st.Store, home: str, tmp_path: Path) -> None:
    (tmp_path / "监测.csv").write_text("户主姓名,监测对象类别,识别时间,是否消除,消除时间\n李某某,脱贫不稳定户,2021年5月,是,2023-06\n", "utf-8-sig")
    report = importing.apply(village, importing.preview(village, "monitoring", tmp_path / "监测.csv"))
    assert [row.outcome for row in report.rows] == ["added"]
    case = st.uids(village, "monitoring")[0]
    assert state(village, case) == "已消除"
    assert [(one.severity, one.field) for one in alerts(village)] == [("要改", "opening")]

    (tmp_path / "步骤.csv").write_text("户主姓名,步骤,日期,情况\n李某某,回头看,2025-07-01,没有新风险\n李某某,民主评议,2025-07-02,\n", "utf-8-sig")
    report = importing.apply(village, importing.preview(village, "monitoring_step", tmp_path / "步骤.csv"))
    assert [row.outcome for row in report.rows] == ["added", "rejected"]
    assert "风险已经消除" in report.rows[1].reason
