"""Planted cases of 项目资产: projects with their months, notices and wages; assets, looks at them, and what they earn."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.insight.planted.village import Village

Plant = Callable[[Village], object]
BEGUN = {"step": "已开工", "approved_on": "2025-06-01", "started_on": "2025-07-01"}
DONE = {"step": "已验收", "approved_on": "2025-03-01", "started_on": "2025-03-10", "finished_on": "2025-05-10", "accepted_on": "2025-05-20"}

GONE = {"state": "已处置", "disposed_on": "2025-06-01", "disposal_by": "镇里批复", "disposal": "报废"}


def project(v: Village, *told: str, **raw: object) -> str:
    """A project of the village, with the notices that were put up."""
    uid = v.add("project", **{"title": f"修路{v.name()}", "year": 2025, "budget": 300000} | raw)
    for stage in told:
        v.add("project_notice", project=uid, stage=stage, from_on="2025-02-01", to_on="2025-02-20")
    return uid


def notice(v: Village, **raw: object) -> str:
    """A notice of twenty days."""
    return v.add("project_notice", project=project(v), **{"stage": "实施前", "from_on": "2025-06-01", "to_on": "2025-06-20"} | raw)


def progress(v: Village, of: str, month: str, **raw: object) -> str:
    """A month's line, paid as it should be."""
    return v.add("project_progress", project=of, month=month, **{"percent": 60, "paid": 180000} | raw)


def benefit(v: Village, of: str = "", household: str = "", **raw: object) -> str:
    """A household that works on a project."""
    usual = {"way": "在项目上务工", "on_day": "2025-06-10"}
    return v.add("project_beneficiary", project=of or project(v), household=household or v.household(), **usual | raw)


def wage(v: Village, **raw: object) -> str:
    """Ten days of June, paid to the worker's own card."""
    usual = {"month": "2025-06", "worker": v.name(), "days": 10, "rate": 150, "paid": 1500, "way": "打到本人卡上"}
    return v.add("project_wage", project=project(v, relief="是"), **usual | raw)


def asset(v: Village, **raw: object) -> str:
    """A road in good order."""
    return v.add("asset", **{"title": f"水泥路{v.name()}", "book": "公益性", "state": "正常"} | raw)


def look(v: Village, **raw: object) -> str:
    """All well in July."""
    return v.add("asset_inspection", asset=asset(v), **{"date": "2025-07-01", "state": "正常"} | raw)


def revenue(v: Village, of: str = "", **raw: object) -> str:
    """A year's rent, not due yet."""
    return v.add("asset_revenue", asset=of or asset(v, book="经营性"), **{"year": 2025, "due": 6000, "due_on": "2025-12-31"} | raw)


def income(v: Village, **raw: object) -> str:
    """Rent of the village's own."""
    return v.add("collective_income", **{"year": 2025, "source": "发包和出租", "amount": 5000, "date": "2025-03-01", "payer": v.name()} | raw)


def _project(*told: str, **raw: object) -> Plant:
    return lambda v: project(v, *told, **raw)


def _wage(**raw: object) -> Plant:
    return lambda v: wage(v, **raw)


def _asset(**raw: object) -> Plant:
    return lambda v: asset(v, **raw)


def _revenue(**raw: object) -> Plant:
    return lambda v: revenue(v, **raw)


def _fell_back(v: Village) -> None:
    one = project(v)
    progress(v, one, "2025-05")
    progress(v, one, "2025-06", percent=40)


def _benefit_twice(v: Village) -> None:
    one, home = project(v), v.household()
    benefit(v, one, home)
    benefit(v, one, home)


def _seen_after_its_end(v: Village) -> None:
    look(v)
    gone = asset(v, **GONE)
    v.add("asset_inspection", asset=gone, date="2025-07-01", state="正常")


def _found_twice(v: Village) -> None:
    one = asset(v)
    for day in ("2025-03-01", "2025-07-01"):
        v.add("asset_inspection", asset=one, date=day, state="正常", finding="路边塌了")


def _owed_two_years(v: Village) -> None:
    one = asset(v, book="经营性")
    for year in (2023, 2024):
        revenue(v, one, year=year, due_on=f"{year}-12-31", cleared_on=f"{year + 1}-04-20")


CASES: dict[str, Plant] = {
    "project.days_in_order": lambda v: v.slip("project", project(v, "实施前", **BEGUN), approved_on=date(2025, 7, 10)),
    "project.step_fits": _project(step="已批复"),
    "project.money_fits": _project(received_on="2025-05-01"),
    "project.not_on_the_negative_list": _project(negative="是"),
    "project.told_before": _project(**BEGUN),
    "project.told_after": _project("实施前", **DONE),
    "project.applied_in_order": _project(applied_on="2025-02-01", township_on="2025-03-01", argued_on="2025-02-20"),
    "project.goal_is_approved": _project("实施前", **BEGUN, goal_approved="否"),
    "project.moves_on": _project("实施前", **BEGUN | {"started_on": "2025-05-10", "approved_on": "2025-05-01"}),
    "project.became_an_asset": _project("实施前", "完工后", **DONE | {"step": "已移交资产", "handed_on": "2025-06-01"}),
    "project.more_than_a_share": lambda v: benefit(v, project(v, kind="产业发展"), way="分红", amount=300),
    "project_progress.month_has_begun": lambda v: v.slip("project_progress", progress(v, project(v), "2025-07"), month="2025-08"),
    "project_progress.never_falls_back": _fell_back,
    "project_progress.paid_in_time": lambda v: progress(v, project(v), "2025-06", paid=30000),
    "project_notice.ends_after_it_begins": lambda v: notice(v, to_on="2025-06-05"),
    "project_notice.answered": lambda v: notice(v, objection="有意见，还没答复"),
    "project_beneficiary.person_of_the_household": lambda v: benefit(v, person=v.head(v.household())),
    "project_beneficiary.not_twice": _benefit_twice,
    "project_beneficiary.has_come": lambda v: benefit(v, on_day="2025-09-01"),
    "project_wage.days_in_the_month": lambda v: v.slip("project_wage", wage(v, days=30, paid=4500), days=Decimal(31), paid=Decimal(4650)),
    "project_wage.paid_as_worked": _wage(paid=1600),
    "project_wage.to_the_own_card": _wage(way="发现金"),
    "project_wage.worker_fits": lambda v: v.add("project_wage", project=project(v, relief="否"), month="2025-06", worker=v.name(), days=5),
    "project_wage.wage_is_paid": _wage(month="2025-04", way="还没发", paid=""),
    "asset.money_adds_up": _asset(value=10000, central=6000),
    "asset.days_in_order": lambda v: v.slip("asset", asset(v, formed_on="2025-05-01", **GONE), formed_on=date(2025, 7, 1)),
    "asset.owner_fits": _asset(owner="农户个人"),
    "asset.title_put_up": _asset(titled_on="2025-05-01"),
    "asset.ended_with_approval": _asset(state="已处置"),
    "asset.looked_at": _asset(formed_on="2025-03-01"),
    "asset.somebody_keeps": _asset(handed_on="2025-06-01"),
    "asset.put_to_use": _asset(state="闲置", keeper="苇青"),
    "asset.revenue_collected": _owed_two_years,
    "asset_inspection.has_been_looked_at": lambda v: v.slip("asset_inspection", look(v), date=date(2025, 8, 1)),
    "asset_inspection.trouble_is_said": lambda v: look(v, mended_on="2025-07-02"),
    "asset_inspection.standing": _seen_after_its_end,
    "asset_inspection.finding_dealt_with": _found_twice,
    "asset_revenue.contract_in_order": _revenue(from_on="2023-01-01", to_on="2026-12-31", year=2022, due_on="2025-12-31", cleared_on="2023-04-01"),
    "asset_revenue.money_fits": _revenue(received=5000),
    "asset_revenue.told_and_cleared": _revenue(year=2024, due_on="2024-12-31", received=6000, received_on="2024-12-30"),
    "asset_revenue.contract_goes_on": _revenue(year=2025, way="出租", from_on="2022-01-01", to_on="2025-06-30"),
    "collective_income.has_come_in": lambda v: income(v, date="2024-03-01"),
    "collective_income.given_out_openly": lambda v: income(v, to_households=6000, agreed_on="2025-04-01", noticed_on="2025-04-02"),
    "collective_income.not_counted_twice": lambda v: income(v, asset=asset(v)),
}  # fmt: skip
