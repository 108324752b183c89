"""上学: phases of school, whether a child is out of school, and which help fits which stage.

Sources: 《义务教育法》 (compulsory schooling, dropping out); 国开办发〔2015〕19号 for 雨露计划 (rule 1111_2 of the national
system); phases as county work plans of 2022 and 2023 count them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from models.rules.person import NOT_IN_SCHOOL, stage_group

OUT_OF_SCHOOL = frozenset({"dropped", "not_begun"})
_PHASES = {
    "preschool": "before", "kindergarten": "before", "primary": "compulsory", "middle": "compulsory", "high": "high",
    "vocational": "vocational", "college": "higher", "technician": "higher", "bachelor": "higher", "master": "higher",
    "out": "out",
}  # fmt: skip


def phase_of(stage: str | None) -> str:
    """学前, 义务教育, 普高, 中职, 大专及以上; a stage that nobody knows is in no phase."""
    return _PHASES.get(stage_group(stage or ""), "unknown")


def order_fault(from_on: date | None, to_on: date | None) -> str | None:
    """Left before having come."""
    return "离校日期比入学日期还早，请核对。" if from_on and to_on and to_on < from_on else None


def attendance_doubt(stage: str | None, attendance: str | None, reason: str | None) -> str | None:
    """Stage, 就学状态 and the reason for being out of school against each other."""
    if attendance == "here" and stage in NOT_IN_SCHOOL - {"unknown"}:
        return "就学状态是在校，学段却不在读，请核对。"
    if attendance in OUT_OF_SCHOOL and not reason:
        return "没有上学，没写原因，请问清楚。"
    if attendance == "here" and reason and reason not in {"unknown", "home_taught"}:
        return "就学状态是在校，却写了失学原因，请核对。"
    return None


def dropout_doubt(stage: str | None, attendance: str | None, compulsory: Collection[str]) -> str | None:
    """A child who drops out of compulsory schooling is to be brought back."""
    if attendance in OUT_OF_SCHOOL and stage_group(stage or "") in compulsory:
        return "义务教育阶段没有上学，要劝返；请在走访里记为问题，写清谁去劝。"
    return None


def aid_doubt(aid: Collection[str], money: object, paid_on: date | None) -> str | None:
    """Money without a kind of help, or `没有` beside other kinds."""
    kinds = set(aid) - {"unknown"}
    if "none" in kinds and (len(kinds) > 1 or money):
        return "资助项目选了没有，又写了别的资助，请核对。"
    return "写了资助金额或日期，没有写是什么资助。" if (money or paid_on) and not kinds else None


def yulu_doubt(aid: Collection[str], stage: str | None, fits: Collection[str]) -> str | None:
    """雨露计划 is for vocational schools (1111_2)."""
    if "yulu" in aid and stage and stage != "unknown" and stage_group(stage) not in fits:
        return "雨露计划只补中职、高职和技师学院，学段对不上，请核对。"
    return None


def yulu_hint(aid: Collection[str], stage: str | None, fits: Collection[str], assisted: bool) -> str | None:
    """A pupil of an assisted household at a vocational school who has it not."""
    if assisted and stage and stage_group(stage) in fits and "yulu" not in aid:
        return "脱贫户、监测户的孩子读中职、高职，可以申请雨露计划，问问办了没有。"
    return None
