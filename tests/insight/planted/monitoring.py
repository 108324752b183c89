"""Planted cases of 监测帮扶: cases entered as 期初, cases walked step by step, and help held against the family's books."""

from collections.abc import Iterable
from datetime import date

from tests.insight.planted.village import Village

IDENTIFYING = (
    ("入户核实", "2025-06-03", {"who": "白小甲、赵小乙", "authorised": True}),
    ("信息比对", "2025-06-04", {}),
    ("民主评议", "2025-06-05", {}),
    ("公示", "2025-06-06", {"until": "2025-06-12"}),
    ("乡镇审核", "2025-06-13", {"result": "通过"}),
    ("县级审批", "2025-06-14", {"result": "通过"}),
    ("认定", "2025-06-15", {}),
)  # fmt: skip
CONDITIONS = {"risk_solved": True, "income_stable": True, "spending_ok": True, "basics_ok": True}


def opened(v: Village, household: str = "", **raw: object) -> str:
    """A case of before the books, still helped."""
    usual = {"kind": "突发严重困难户", "identified_month": "2024-03", "opening": True, "opened_on": "2025-01-01"}
    return v.add("monitoring", household=household or v.household(), **usual | raw)


def clue(v: Village, household: str = "", **raw: object) -> str:
    """A clue of June."""
    return v.add("monitoring", household=household or v.household(), **{"kind": "突发严重困难户", "clue_on": "2025-06-02"} | raw)


def step(v: Village, case: str, kind: str, day: str, **raw: object) -> str:
    """One step."""
    return v.add("monitoring_step", case=case, kind=kind, date=day, **raw)


def walk(v: Village, case: str, steps: Iterable[tuple[str, str, dict[str, object]]] = IDENTIFYING, **otherwise: object) -> None:
    """All steps of a way; `otherwise` by their words says what one of them holds besides."""
    for kind, day, raw in steps:
        step(v, case, kind, day, **raw | dict(otherwise.get(kind, {})))


def identified(v: Village, household: str = "", *, helper: bool = True, measure: str = "产业帮扶", **raw: object) -> str:
    """A case identified on 15 June, with a helper and a measure unless told."""
    home = household or v.household()
    case = clue(v, home, **raw)
    walk(v, case)
    if helper:
        v.add("helper", household=home, name=v.name(), from_on="2025-06-15")
    if measure:
        v.add("support", household=home, kind=measure, date="2025-06-18")
    return case


def removal(v: Village, case: str, **check: object) -> None:
    """Removed in July: the steps from 消除核查 on."""
    steps = (
        ("消除核查", "2025-07-01", {"who": "白小甲、赵小乙", "result": "通过", **CONDITIONS, **check}), ("消除评议", "2025-07-02", {}),
        ("消除公示", "2025-07-03", {"until": "2025-07-09"}), ("消除乡镇审核", "2025-07-10", {"result": "通过"}),
        ("消除县级审批", "2025-07-11", {"result": "通过"}), ("风险消除", "2025-07-12", {"result": "通过"}),
    )  # fmt: skip
    walk(v, case, steps)


def removed(v: Village, household: str = "") -> str:
    """A case that was identified long ago in these books and is removed now."""
    home = household or v.household()
    case = v.add("monitoring", household=home, kind="突发严重困难户", clue_on="2024-06-02")
    for kind, day, raw in IDENTIFYING:
        step(v, case, kind, day.replace("2025", "2024"), **raw | ({"until": "2024-06-12"} if "until" in raw else {}))
    removal(v, case)
    return case


# --- 监测


def _not_opened(v: Village) -> None:
    v.slip("monitoring", opened(v), opening=None)


def _two_cases(v: Village) -> None:
    home = v.household()
    opened(v, home)
    v.slip("monitoring", opened(v), household=home)


def _no_risk_of_illness(v: Village) -> None:
    opened(v, risks="因病")


def _free_illness(v: Village) -> None:
    home = v.household()
    v.change("person", v.head(home), health="长期慢性病")
    opened(v, home, risks="因病", own_medical=0)


def _unhelped(v: Village) -> None:
    removed(v)


def _no_measure(v: Village) -> None:
    identified(v, measure="")


def _nobody_named(v: Village) -> None:
    identified(v, helper=False)


def _only_welfare(v: Village) -> None:
    identified(v, has_labour=True, measure="综合保障")


def _failed_look(v: Village) -> None:
    case = opened(v, cleared=True, cleared_month="2025-01")
    step(v, case, "回头看", "2025-07-15", result="不通过")


def _unsteady_without_job(v: Village) -> None:
    opened(v, risks="因务工就业不稳")


def _job_help_no_job(v: Village) -> None:
    v.add("support", household=v.household(type="脱贫户"), kind="就业帮扶", date="2025-03-01")


def _low_income_unflagged(v: Village) -> None:
    v.add("support", household=v.household(), kind="综合保障", date="2025-03-01", content="纳入低保")


def _no_wage_after(v: Village) -> None:
    home = v.household(type="脱贫户")
    v.add("job", person=v.head(home), place="县内", year=2025, from_month="2025-05")
    v.add("support", household=home, kind="就业帮扶", date="2024-07-01")
    removed(v, home)
    v.add("income", household=home, month="2025-04", span="季", part="生产经营性收入", item="养殖收入", amount=9000)


# --- 步骤


def _step_of_tomorrow(v: Village) -> None:
    case = clue(v)
    v.slip("monitoring_step", step(v, case, "入户核实", "2025-06-03", who="白小甲、赵小乙"), date=date(2025, 7, 30))


def _skipped(v: Village) -> None:
    v.slip("monitoring_step", step(v, clue(v), "入户核实", "2025-06-03"), kind="review")


def _alone(v: Village) -> None:
    step(v, clue(v), "入户核实", "2025-06-03", who="白小甲")


def _unsigned(v: Village) -> None:
    case = clue(v)
    step(v, case, "入户核实", "2025-06-03", who="白小甲、赵小乙")
    signed = step(v, case, "信息比对", "2025-06-04", authorised=True)
    v.slip("monitoring_step", signed, authorised=None)


def _votes(v: Village) -> None:
    case = clue(v)
    walk(v, case, IDENTIFYING[:2])
    step(v, case, "民主评议", "2025-06-05", due=30, present=24, yes=20, no=4, abstained=1)


def _unsolved(v: Village) -> None:
    case = opened(v)
    done = step(v, case, "消除核查", "2025-07-01", who="白小甲、赵小乙", result="通过", **CONDITIONS)
    v.slip("monitoring_step", done, risk_solved=False)


def _ended_without_reason(v: Village) -> None:
    step(v, opened(v), "整户减少", "2025-07-01")


# --- 措施


def _ended_before(v: Village) -> None:
    row = v.add("support", household=v.household(), kind="产业帮扶", date="2025-03-01")
    v.slip("support", row, ended_on=date(2025, 2, 1))


def _of_another(v: Village) -> None:
    v.add("support", household=v.household(), kind="产业帮扶", date="2025-03-01", person=v.head(v.household()))


def _cleared_and_unsafe(v: Village) -> None:
    opened(v, v.household(danger="D级"), cleared=True, cleared_month="2025-01")


CASES = {
    "household.cleared_and_at_risk": _cleared_and_unsafe,
    "household.resettled_and_working": lambda v: v.household(resettlement="集中安置", resettled_at="示范安置点"),
    "monitoring.own_order": lambda v: v.slip("monitoring", clue(v), clue_on=date(2025, 8, 1)),
    "monitoring.opening_is_told": _not_opened,
    "monitoring.class_fits": lambda v: opened(v, kind="脱贫不稳定户"),
    "monitoring.one_at_a_time": _two_cases,
    "monitoring.risks_are_borne_out": _no_risk_of_illness,
    "monitoring.helped_fitly": _unhelped,
    "monitoring.measure_in_time": _no_measure,
    "monitoring.helper_is_named": _nobody_named,
    "monitoring.illness_costs": _free_illness,
    "monitoring.more_than_welfare": _only_welfare,
    "monitoring.look_back_heeded": _failed_look,
    "household.work_on_record": _unsteady_without_job,
    "household.helped_to_work": _job_help_no_job,
    "household.low_income_help_fits": _low_income_unflagged,
    "household.income_as_helped": _no_wage_after,
    "monitoring_step.not_in_the_future": _step_of_tomorrow,
    "monitoring_step.in_the_chain": _skipped,
    "monitoring_step.papers_in_order": _alone,
    "monitoring_step.signed_before_comparison": _unsigned,
    "monitoring_step.votes_add_up": _votes,
    "monitoring_step.removal_allowed": _unsolved,
    "monitoring_step.end_has_its_reason": _ended_without_reason,
    "support.own_order": _ended_before,
    "support.of_its_household": _of_another,
}
