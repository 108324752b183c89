"""Planted cases of 整改: problems, their measures and months of progress, inspections, tasks of the township."""

from collections.abc import Callable

from tests.insight.planted.village import Village

Plant = Callable[[Village], object]
TOLD = "2025-07-01"  # so late that no month of progress is due yet


def problem(v: Village, **raw: object) -> str:
    """A problem of this month's review, not yet taken on."""
    return v.add("problem", **{"source": "自查", "year": 2025, "text": f"村口积水{v.name()}", "told_on": TOLD, "state": "整改中"} | raw)


def measure(v: Village, of: str = "", **raw: object) -> str:
    """A measure under way, till the end of the year."""
    usual = {"text": f"清沟{v.name()}", "state": "整改中", "due_on": "2025-12-31"}
    return v.add("measure", problem=of or problem(v), **usual | raw)


def inspection(v: Village, **raw: object) -> str:
    """Somebody came in June and found something."""
    usual = {"date": "2025-06-01", "target": f"环境卫生{v.name()}", "findings": "垃圾没清", "state": "待整改", "due_on": "2025-12-31"}
    return v.add("inspection", **usual | raw)


def task(v: Village, **raw: object) -> str:
    """A task of the township."""
    return v.add("assignment", **{"title": f"报一次名单{v.name()}", "given_on": "2025-07-01", "due_on": "2025-12-31"} | raw)


def _next_month(v: Village) -> None:
    row = v.add("measure_progress", measure=measure(v), month="2025-07", text="清了一半")
    v.slip("measure_progress", row, month="2025-08")


CASES: dict[str, Plant] = {
    "problem.sound": lambda v: problem(v, state="已完成待验收"),
    "problem.has_measures": lambda v: problem(v, claimed="是"),
    "measure.sound": lambda v: measure(v, state="已完成待验收"),
    "measure.closed_with_evidence": lambda v: measure(
        v, state="已销号", done_on="2025-07-10", closed_on="2025-07-12", closed_by="苇青"
    ),
    "measure.done_in_time": lambda v: measure(v, due_on="2025-07-10"),
    "measure.told_each_month": lambda v: measure(v, problem(v, told_on="2025-05-01")),
    "measure_progress.sound": _next_month,
    "inspection.sound": lambda v: inspection(v, state="没有发现问题"),
    "inspection.mended_in_time": lambda v: inspection(v, due_on="2025-06-20"),
    "assignment.sound": lambda v: task(v, asked=3, made=4),
    "assignment.task_done_in_time": lambda v: task(v, due_on="2025-07-10"),
}
