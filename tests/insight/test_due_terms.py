"""Every duty of a record or a cycle: there when it is due, gone when the record that fulfils it exists, back in its next time.

Each case is planted into one shared village that keeps its books since 1 January, and is told by its duty and record.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from models import store as st
from models.insight import duties
from models.store.clock import Clock

from .planted.village import TODAY, Village

BEGUN = date(2025, 1, 1)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A village without anything due but the village's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        patch.setenv("ZHENXING_NOW", f"{BEGUN}T08:00:00+08:00")
        store, _ = st.create(tmp_path_factory.mktemp("duties") / "村", role="village", region="999999104201", name="试验村",
                             operator="白小甲", password="试用密码 2025")  # fmt: skip
    store.clock = Clock(datetime(2025, 7, 22, 9, tzinfo=UTC))
    yield Village(store)
    store.close()


@dataclass(frozen=True)
class Case:
    """plant gives the record (empty: the duty is the village's); none a day on which it is not due yet; again its next time."""

    plant: Callable[[Village], str]
    due: str
    fulfil: Callable[[Village, str], object]
    on: date = TODAY
    none: date | None = None
    again: date | None = None


def _case(v: Village, **raw: object) -> str:
    home = v.household()
    return v.add("monitoring", **{"household": home, "clue_on": "2025-07-10", "kind": "marginal", "channel": "sweep"} | raw)


def _step(v: Village, case: str, kind: str, on: str, **raw: object) -> str:
    return v.add("monitoring_step", case=case, kind=kind, date=on, **{"result": "pass"} | raw)


def _way(v: Village, *, until: str) -> str:
    case = _case(v, clue_on="2025-06-20")
    for kind, on, more in (
        ("visit", "2025-06-21", {"who": "白小甲、白小乙", "authorised": True}), ("comparison", "2025-06-24", {"authorised": True}),
        ("review", "2025-06-26", {}), ("notice", "2025-06-28", {"until": "2025-07-03"}), ("township", "2025-07-04", {}),
        ("county", "2025-07-08", {}), ("identified", "2025-07-10", {}),
    ):  # fmt: skip
        _step(v, case, kind, on, **more)
        if kind == until:
            break
    return case


def _home(v: Village, ledger: str, uid: str) -> str:
    return str(st.get(v.store, ledger, uid).values["household"])  # type: ignore[union-attr]


def _head(v: Village) -> str:
    return v.head(v.household())


def _problem(v: Village, **raw: object) -> str:
    problem = v.add("problem", source="county", year=2025, text="有一条要整改的问题", told_on="2025-06-10")
    return v.add("measure", problem=problem, text="逐户核对台账", **raw)


def _project(v: Village, **raw: object) -> str:
    return v.add("project", title=f"{v.name()}渠道", **{"year": 2025, "step": "started", "started_on": "2025-06-02"} | raw)


def _asset(v: Village, **raw: object) -> str:
    return v.add("asset", title=f"{v.name()}大棚", book="earning", year=2024, **raw)


def _holder(v: Village, **raw: object) -> str:
    post = v.add("post", name=f"{v.name()}保洁", standard="200")
    return v.add("post_holder", person=_head(v), post=post, **{"from_on": "2025-06-01", "to_on": "2026-05-31"} | raw)


def _sheet(v: Village, holder: str, month: str, **raw: object) -> str:
    return v.add("post_attendance", holder=holder, month=month, present_days=20, **raw)


def _revenue(v: Village, **raw: object) -> str:
    return v.add("asset_revenue", asset=_asset(v), **raw)


def _tired(v: Village, **raw: object) -> str:
    return v.add("job", person=_head(v), place="county_in", **{"from_month": "2025-02", "to_month": "2025-06", "still": False} | raw)


CASES: dict[str, Case] = {
    "case_decide": Case(_case, "2025-07-25", lambda v, case: _step(v, case, "rejected", "2025-07-20", text="收入稳定")),
    "case_helper": Case(lambda v: _way(v, until="identified"), "2025-07-10",
                        lambda v, case: v.add("helper", household=_home(v, "monitoring", case), name="白小乙", from_on="2025-07-12")),
    "case_measure": Case(lambda v: _way(v, until="identified"), "2025-07-20",
                         lambda v, case: v.add("support", household=_home(v, "monitoring", case), kind="job", date="2025-07-15")),
    "case_notice": Case(lambda v: _way(v, until="notice"), "2025-07-03", lambda v, case: _step(v, case, "township", "2025-07-04")),
    "card_issue": Case(lambda v: v.add("chronic_card", person=_head(v), disease="高血压", applied_on="2025-07-14"), "2025-07-28",
                       lambda v, card: v.change("chronic_card", card, issued_on="2025-07-20")),
    "card_review": Case(lambda v: v.add("chronic_card", person=_head(v), disease="糖尿病", opening=True, review_due="2025-08-20"),
                        "2025-08-20", lambda v, card: v.change("chronic_card", card, review_due="2027-08-20", reviewed_on="2025-07-20"),
                        none=date(2025, 7, 20), again=date(2027, 8, 1)),
    "welfare_recheck": Case(lambda v: v.add("welfare", household=v.household(), kind="low_rural", from_month="2024-01",
                                            taper_from="2025-02", taper_to="2025-07"), "2025-07-31",
                            lambda v, one: v.change("welfare", one, rechecked_on="2025-07-20", result="stop", to_month="2025-06"),
                            none=date(2025, 6, 20)),
    "house_mend": Case(lambda v: v.add("housing_check", household=v.household(), date="2025-03-10", grade="D", report_number="危改12"),
                       "2025-12-31", lambda v, one: v.change("housing_check", one, remedy="repair", started_on="2025-05-01", mended_on="2025-07-20"),
                       none=date(2025, 5, 1)),
    "post_sheet": Case(_holder, "2025-06-30",
                       lambda v, one: (_sheet(v, one, "2025-06"), _sheet(v, one, "2025-07")), again=date(2025, 8, 25)),
    "post_pay": Case(lambda v: _sheet(v, _holder(v), "2025-06"), "2025-07-10",
                     lambda v, sheet: v.change("post_attendance", sheet, paid_on="2025-07-18"), on=date(2025, 7, 5),
                     none=date(2025, 6, 28)),
    "post_end": Case(lambda v: _holder(v, from_on="2024-08-01", to_on="2025-07-31"), "2025-07-31",
                     lambda v, one: v.change("post_holder", one, left_on="2025-07-21", left_why="ended", state="left"),
                     none=date(2025, 6, 1)),
    "job_return": Case(_tired, "2025-07-30",
                       lambda v, job: v.add("visit", household=_home(v, "person", str(st.get(v.store, "job", job).values["person"])),
                                            date="2025-07-20", units="village")),
    "training_job": Case(lambda v: v.add("training", person=_head(v), topic="电焊", from_on="2025-04-20", to_on="2025-05-05"),
                         "2025-08-03", lambda v, one: v.change("training", one, job_after=True), none=date(2025, 6, 1)),
    "intent_open": Case(lambda v: v.add("job_intent", person=_head(v), date="2025-05-10", want="开车"), "2025-08-08",
                        lambda v, one: v.change("job_intent", one, result="hired", settled_on="2025-07-20")),
    "task_due": Case(lambda v: v.add("assignment", title="核对名单", given_on="2025-07-01", due_on="2025-07-30"), "2025-07-30",
                     lambda v, one: v.change("assignment", one, state="done", done_on="2025-07-21")),
    "appeal_due": Case(lambda v: v.add("appeal", text="路灯不亮", date="2025-07-10"), "2025-08-09",
                       lambda v, one: v.change("appeal", one, state="closed", answered_on="2025-07-20", closed_on="2025-07-20")),
    "appeal_back": Case(lambda v: v.add("appeal", text="水压小", date="2025-07-01", state="closed", answered_on="2025-07-05",
                                        closed_on="2025-07-05"), "2025-08-04",
                        lambda v, one: v.change("appeal", one, called_back_on="2025-07-20")),
    "finding_due": Case(lambda v: v.add("finding", visit=v.add("visit", household=v.household(), date="2025-07-01"), text="门坏了",
                                        due_on="2025-07-25"), "2025-07-25",
                        lambda v, one: v.change("finding", one, state="solved", solved_on="2025-07-20")),
    "measure_due": Case(lambda v: _problem(v, deadline="8月10日前"), "2025-08-10",
                        lambda v, one: v.change("measure", one, state="done", done_on="2025-07-20"), none=date(2025, 7, 1)),
    "inspection_due": Case(lambda v: v.add("inspection", date="2025-07-02", target="台账", due_on="2025-07-28", findings="缺佐证"),
                           "2025-07-28", lambda v, one: v.change("inspection", one, state="mended", mended_on="2025-07-20")),
    "progress_month": Case(_problem, "2025-07-05",
                           lambda v, one: [v.add("measure_progress", measure=one, month=m, text=f"{m}做了") for m in ("2025-06", "2025-07")],
                           on=date(2025, 7, 3), again=date(2025, 8, 6)),
    "project_month": Case(_project, "2025-07-05",
                          lambda v, one: [v.add("project_progress", project=one, month=m, percent=20) for m in ("2025-06", "2025-07")],
                          again=date(2025, 8, 6)),
    "project_pay": Case(lambda v: _project(v, budget="100000"), "2025-06-30",
                        lambda v, one: v.add("project_progress", project=one, month="2025-06", paid="60000"), again=date(2025, 9, 2)),
    "notice_end": Case(lambda v: v.add("project_notice", project=_project(v), stage="before", from_on="2025-07-14", to_on="2025-07-23"),
                       "2025-07-23", lambda v, one: v.change("project_notice", one, objection="none"), none=date(2025, 7, 15)),
    "fault_due": Case(lambda v: v.add("toilet_fault", toilet=v.add("toilet", household=v.household(), kind="new"), found_on="2025-07-01",
                                      due_on="2025-08-01"), "2025-08-01",
                      lambda v, one: v.change("toilet_fault", one, state="mended", mended_on="2025-07-20")),
    "spot_due": Case(lambda v: v.add("environment_issue", spot="村口", kind="垃圾乱堆", found_on="2025-07-01", due_on="2025-07-29"),
                     "2025-07-29", lambda v, one: v.change("environment_issue", one, state="mended", mended_on="2025-07-20")),
    "asset_check": Case(lambda v: _asset(v, formed_on="2025-04-25"), "2025-07-24",
                        lambda v, one: v.add("asset_inspection", asset=one, date="2025-07-20", state="normal"), again=date(2025, 10, 12)),
    "revenue_due": Case(lambda v: _revenue(v, due="3000", due_on="2025-08-01"), "2025-08-01",
                        lambda v, one: v.change("asset_revenue", one, received="3000", received_on="2025-07-20")),
    "asset_clear": Case(lambda v: _revenue(v, year=2024, due="3000", received="3000", received_on="2024-12-01"), "2025-04-30",
                        lambda v, one: v.change("asset_revenue", one, cleared_on="2025-07-20"), none=date(2025, 3, 1)),
    "contract_end": Case(lambda v: _revenue(v, due="3000", received="3000", from_on="2023-09-01", to_on="2025-08-31"), "2025-08-31",
                         lambda v, one: v.add("asset_revenue", asset=str(st.get(v.store, "asset_revenue", one).values["asset"]),
                                              year=2026, from_on="2025-09-01", to_on="2028-08-31")),
    "lease_due": Case(lambda v: v.add("land_lease", household=v.household(), area="5", rent="2500", due_on="2025-08-01"), "2025-08-01",
                      lambda v, one: v.change("land_lease", one, paid="2500", paid_on="2025-07-20")),
    "asset_platform": Case(lambda v: (v.add("parameter", id="asset.platform_day", value="08-15"), _asset(v))[1], "2025-08-15",
                           lambda v, one: v.change("asset", one, in_collective=True)),
    "asset_mend": Case(lambda v: (v.add("parameter", id="asset.look_back_day", value="08-15"), _asset(v, state="idle"))[1], "2025-08-15",
                       lambda v, one: v.add("asset_inspection", asset=one, date="2025-07-20", state="normal")),
    "asset_book": Case(lambda v: (v.add("parameter", id="asset.book_day", value="08-15"), _project(v, year=2024, step="accepted"))[1],
                       "2025-08-15", lambda v, one: v.add("asset", title="水渠", book="public", year=2025, project=one)),
    "water_post": Case(lambda v: v.add("water_source", name=f"{v.name()}井", opening=True, opened_on="2025-01-01"), "2025-06-30",
                       lambda v, one: v.add("water_check", source=one, kind="report", date="2025-06-20", posted_on="2025-06-25", result="good"),
                       on=date(2025, 6, 10), again=date(2025, 12, 1)),
    "income_quarter": Case(lambda v: v.household(type="lifted"), "2025-08-14",
                           lambda v, home: v.add("income", household=home, month="2025-04", span="3", part="wage", amount="3000"),
                           again=date(2025, 10, 10)),
    "lookback_quarter": Case(lambda v: _home(v, "monitoring", _case(v, clue_on=None, opening=True, identified_month="2022-03", cleared=True,
                                                                    cleared_month="2023-04")), "2025-09-30",
                             lambda v, home: v.add("visit", household=home, date="2025-07-21", tasks="lookback"), none=date(2025, 6, 1)),
    "collect_quarter": Case(lambda v: v.household(type="lifted"), "2025-12-31",
                            lambda v, home: v.add("visit", household=home, date="2025-07-20", tasks="income"), on=date(2025, 11, 1)),
    "leaflet_year": Case(lambda v: v.household(type="lifted"), "2025-04-30",
                         lambda v, home: v.add("handout", household=home, date="2025-07-20", item="明白纸", kind="leaflet"),
                         none=date(2025, 3, 1), again=date(2026, 4, 15)),
    "illness_month": Case(lambda v: _home(v, "person", str(st.get(v.store, "illness", v.add(
        "illness", person=_head(v), kind="chronic", disease="高血压")).values["person"])), "2025-07-31",
        lambda v, home: v.add("visit", household=home, date="2025-07-20", method="phone"), again=date(2025, 8, 3)),
    "resettled_visit": Case(lambda v: v.household(resettlement="集中安置", resettled_at="新村"), "2025-09-30",
                            lambda v, home: v.add("visit", household=home, date="2025-07-20"), again=date(2025, 10, 3)),
    "toilet_check": Case(lambda v: v.add("toilet", household=v.household(), kind="new", built_on="2025-04-01", accepted_on="2025-04-20",
                                         acceptance="pass", use="normal"), "2025-09-30",
                         lambda v, one: v.add("toilet_care", toilet=one, date="2025-07-20", use="normal"), again=date(2025, 10, 3)),
}


@pytest.mark.parametrize("id", CASES)
def test_a_duty_comes_with_its_day_and_goes_with_its_record(village: Village, id: str) -> None:
    case = CASES[id]
    uid = case.plant(village)

    def told(on: date) -> list[str]:
        found = (one for one in duties.due(village.store, on) if one.duty == id and uid in (one.uid, one.household))
        return [one.due.isoformat() for one in found]

    assert told(case.on) == [case.due]
    assert case.none is None or told(case.none) == []
    case.fulfil(village, uid)
    assert id == "collect_quarter" or told(case.on if case.on >= TODAY else TODAY) == []
    assert case.again is None or len(told(case.again)) == 1


@pytest.mark.parametrize(("left", "asked"), [("2025-05", False), ("2025-06", True)])
def test_who_came_home_is_asked_after_as_long_in_the_village_as_in_the_household(village: Village, left: str, asked: bool) -> None:
    on, job = date(2025, 12, 22), _tired(village, to_month=left)  # six months of silence, to the day
    home = _home(village, "person", str(st.get(village.store, "job", job).values["person"]))
    for found in (duties.due(village.store, on), duties.of_household(village.store, home, on)):
        assert [one.uid for one in found if one.duty == "job_return" and one.uid == job] == [job] * asked


def test_a_resident_cadre_owes_a_sheet_days_and_a_report_until_each_is_there(village: Village) -> None:
    def owed(name: str, on: date = TODAY) -> dict[str, str]:
        return {one.duty: f"{one.due} {one.text}" for one in duties.due(village.store, on) if one.text.startswith(name)}

    village.add("attendance", name="苇青", month="2025-05", marks="√" * 31)
    june = village.add("attendance", name="苇青", month="2025-06", marks="√" * 30, reports=3)
    assert owed("苇青") == {"attendance_month": "2025-07-31 苇青7月的驻村考勤还没记", "report_week": "2025-06-29 苇青6月29日这一周的周报还没交"}
    village.change("attendance", june, reports=4)
    july = village.add("attendance", name="苇青", month="2025-07", marks="√" * 8 + "△☆", reports=2)
    assert owed("苇青") == {"attendance_days": "2025-07-31 苇青本月在村10天，离20天还差10天",
                           "report_week": "2025-07-27 苇青7月27日这一周的周报还没交"}  # fmt: skip
    village.change("attendance", july, marks="√" * 20, reports=3)
    assert owed("苇青") == {} and "attendance_month" in owed("苇青", date(2025, 8, 25)), "next month's sheet"
    assert owed("苇青", date(2026, 1, 25)) == {}, "who keeps no sheet for months is no longer stationed here"


def _of_village(village: Village, on: date) -> dict[str, str]:
    return {one.duty: one.brief for one in duties.due(village.store, on) if one.household is None}


def test_what_the_village_owes_as_a_whole_is_one_line_each(village: Village) -> None:
    autumn, june = date(2025, 10, 25), date(2025, 6, 25)
    assert _of_village(village, TODAY)["study_month"] == "本月的研判会还没开"
    assert _of_village(village, TODAY)["compare_month"] == "7月和民政、医保还没比对"
    assert _of_village(village, june)["clean_month"] == "6月村庄清洁还没搞"
    assert "leaflet_all" not in _of_village(village, date(2025, 3, 1))
    village.add("meeting", date="2025-07-20", kind="study")
    village.add("comparison", month="2025-07", department="civil", pushed_households=0)
    village.add("environment_action", date="2025-06-12", place="村口")
    assert "study_month" not in _of_village(village, TODAY)
    assert _of_village(village, TODAY)["compare_month"] == "7月和医保还没比对"
    assert "clean_month" not in _of_village(village, june)
    assert "study_month" not in _of_village(village, date(2025, 8, 3)), "a month's meeting is told near its end"
    assert "study_month" in _of_village(village, date(2025, 8, 25))

    def left(id: str, on: date) -> int:
        return int("".join(one for one in _of_village(village, on)[id].partition("还有")[2] if one.isdigit()))

    village.household(type="lifted")  # a neighbour who stays to be asked, whichever test ran before
    home, before, asked = village.household(type="lifted"), left("insurance_year", autumn), left("sweep_quarter", TODAY)
    told = left("leaflet_all", TODAY)
    village.add("insurance", person=village.head(home), year=2026, kind="resident")
    village.add("visit", household=home, date="2025-07-21", tasks="sweep")
    village.add("handout", household=home, date="2025-07-21", item="申报政策明白纸", kind="leaflet")
    assert (left("insurance_year", autumn), left("sweep_quarter", TODAY), left("leaflet_all", TODAY)) == (before - 1, asked - 1, told - 1)
    assert "全覆盖排查" in _of_village(village, autumn)["sweep_quarter"], "the fourth quarter asks everybody"


def test_the_fifth_stays_the_fifth_and_presses_before_a_holiday(village: Village) -> None:
    problem = village.add("problem", source="county", year=2025, text="九月反馈的问题", told_on="2025-09-01")
    measure = village.add("measure", problem=problem, text="补台账")

    def kind(on: date) -> tuple[str, date]:
        [line] = duties.lines(one for one in duties.due(village.store, on) if one.uid == measure)
        return line.kind, line.duties[0].due

    assert kind(date(2025, 9, 29)) == ("look", date(2025, 10, 5))
    assert kind(date(2025, 9, 30)) == ("soon", date(2025, 10, 5)), "1 October is a holiday: told on the working day before"
    assert kind(date(2025, 10, 6)) == ("overdue", date(2025, 10, 5))


def test_before_the_books_were_opened_nobody_owed_this_program_anything(village: Village) -> None:
    village.household(type="lifted")
    assert "leaflet_year" in {one.duty for one in duties.due(village.store, date(2025, 5, 3))}
    assert "leaflet_year" not in {one.duty for one in duties.due(village.store, date(2024, 5, 3))}
