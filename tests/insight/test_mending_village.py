"""What is done about a finding takes it away: 三保障, 群众事, 整改, 项目资产 and 干部."""

from __future__ import annotations

import pytest

from tests.insight.mended import Mend, left_of
from tests.insight.planted.cadres import meeting
from tests.insight.planted.village import Village


def _change(ledger: str, **raw: object) -> Mend:
    return lambda v, uid: v.change(ledger, uid, **raw)


def _home(ledger: str, **raw: object) -> Mend:
    return lambda v, uid: v.change("household", str(v.value(ledger, uid, "household")), **raw)


def _person(ledger: str, **raw: object) -> Mend:
    return lambda v, uid: v.change("person", str(v.value(ledger, uid, "person")), **raw)


def _told(ledger: str, of: str, **raw: object) -> Mend:
    return lambda v, uid: v.add(ledger, **{of: uid} | raw)


def _compared(v: Village, uid: str) -> None:
    v.add("comparison", month="2025-06", department="残联", pushed_households=0)


def _collected(v: Village, uid: str) -> None:
    for row in v.rows("asset_revenue", asset=uid):
        v.change("asset_revenue", row, received=6000, received_on="2025-07-10")


def _dealt_with(v: Village, uid: str) -> None:
    v.change("asset_inspection", uid, handling="垫平了", mended_on="2025-07-10")


MENDS: dict[str, Mend] = {
    "schooling.stage_as_known": _person("schooling", stage="七年级"),
    "insurance.insured_as_known": _person("insurance", medical="居民医保"),
    "illness.card_of_the_four": lambda v, uid: v.add(
        "chronic_card", person=v.value("illness", uid, "person"), disease="高血压", applied_on="2025-07-18"
    ),
    "chronic_card.reviewed_in_time": _change("chronic_card", reviewed_on="2025-07-10", review_due="2026-06-10", review="直接续办"),
    "housing_check.graded_as_known": _home("housing_check", danger="A级"),
    "housing_check.trouble_is_mended": _change("housing_check", remedy="维修加固", mended_on="2025-07-10"),
    "water_source.report_posted": _told("water_check", "source", date="2025-07-10", kind="水质报告", result="合格"),
    "water_source.out_of_order": _change("water_source", state="正常供水"),
    "water_check.household_says_safe": _home("water_check", safe_water="否"),
    "welfare.recipient_is_there": _change("welfare", to_month="2025-04", stop_why="去世"),
    "welfare.paid_as_known": _person("welfare", low_income="农村低保"),
    "appeal.settled_in_time": _change("appeal", due_on="2025-08-31"),
    "appeal.called_back": _change("appeal", called_back_on="2025-07-10", satisfaction="满意"),
    "handout.card_on_their_own_wall": _change("handout", on_wall="是"),
    "household.card_is_fresh": _told("handout", "household", date="2025-07-10", item="明白卡", kind="帮扶明白卡"),
    "problem.has_measures": _told("measure", "problem", text="清沟", due_on="2025-12-31"),
    "measure.closed_with_evidence": _change("measure", evidence="照片三张"),
    "measure.done_in_time": _change("measure", state="已完成待验收", done_on="2025-07-10"),
    "measure.told_each_month": _told("measure_progress", "measure", month="2025-06", text="清了一半"),
    "inspection.mended_in_time": _change("inspection", state="已整改", mended_on="2025-07-10"),
    "assignment.task_done_in_time": _change("assignment", state="已办结", done_on="2025-07-12"),
    "project.told_before": _told("project_notice", "project", stage="实施前", from_on="2025-06-01", to_on="2025-06-20"),
    "project.told_after": _told("project_notice", "project", stage="完工后", from_on="2025-06-01", to_on="2025-06-20"),
    "project.applied_in_order": _change("project", argued_on="2025-03-20"),
    "project.goal_is_approved": _change("project", goal_approved="是"),
    "project.moves_on": _told("project_progress", "project", month="2025-06", percent=60, paid=180000),
    "project.became_an_asset": _told("asset", "project", title="水泥路", book="公益性", formed_on="2025-06-01"),
    "project_wage.wage_is_paid": _change("project_wage", way="打到本人卡上", paid=1500),
    "asset.title_put_up": _change("asset", noticed_on="2025-05-10"),
    "asset.looked_at": _told("asset_inspection", "asset", date="2025-07-10", state="正常"),
    "asset.somebody_keeps": _change("asset", keeper="苇青"),
    "asset.put_to_use": _told("asset_inspection", "asset", date="2025-07-10", state="正常"),
    "asset.revenue_collected": _collected,
    "asset_inspection.finding_dealt_with": _dealt_with,
    "asset_revenue.contract_goes_on": _change("asset_revenue", to_on="2025-12-31"),
    "attendance.reports_enough": _change("attendance", reports=4),
    "meeting.studied_each_month": lambda v, uid: meeting(v, kind="研判会", date="2025-06-20", title="六月研判"),
    "comparison.compared_each_month": _compared,
}


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is still said of the same rows after everything was mended."""
    return left_of(tmp_path_factory.mktemp("mended"), MENDS)


@pytest.mark.parametrize("key", MENDS)
def test_what_is_done_about_it_takes_it_away(key: str, left: dict[str, str]) -> None:
    assert left.get(key) is None
