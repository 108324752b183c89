"""防返贫监测: what a single step needs to hold: votes, days of a notice, and the conditions of removal.

Sources: 《村民委员会组织法》 article 26 (quorum and majority of 村民代表会议); provincial 监测帮扶工作细则 of 2021 to 2023 for 公示
and removal: not while the risk is unsolved, not before a shortest time of help, and 整户无劳动力 is 暂不标注.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.rules.dates import add_months, month_of

CONDITIONS = {"income_stable": "收入稳定", "spending_ok": "大额支出已解决", "basics_ok": "三保障和饮水没问题"}
_ANSWERS = ("risk_solved", "income_stable", "spending_ok", "basics_ok", "per_head")
_SIGNED_IN, _SIGNED_PAPER = frozenset({"visit", "comparison"}), "授权书"


def names_in(text: str | None) -> list[str]:
    """The names in 张三、李四."""
    for mark in "，,；; /":
        text = (text or "").replace(mark, "、")
    return [part for part in (text or "").split("、") if part]


def votes_fault(due: int | None, present: int | None, votes: Sequence[int | None]) -> str | None:
    """Counts of a meeting that cannot all be true."""
    if due is not None and present is not None and present > due:
        return f"实到{present}人，比应到{due}人还多，请核对。"
    cast = sum(vote or 0 for vote in votes)
    return f"票数合计{cast}，比实到{present}人还多，请核对。" if present is not None and cast > present else None


def quorum_doubt(due: int | None, present: int | None, percent: Decimal | int | None) -> str | None:
    """Too few came for the meeting to decide."""
    if not due or present is None or percent is None or present * 100 >= due * percent:
        return None
    return f"应到{due}人，实到{present}人，到会的人不够，评议不能算数，请核对。"


def majority_fault(present: int | None, yes: int | None, percent: Decimal | int | None, result: str | None) -> str | None:
    """Passed without more than the share of those present that is asked."""
    if result != "pass" or not present or yes is None or percent is None or yes * 100 > present * percent:
        return None
    return f"到会{present}人，同意{yes}票，没有过半，结果却写着通过，请核对。"


def notice_order_fault(first: date | None, last: date | None) -> str | None:
    """A notice taken down before it was put up."""
    return "公示截止比开始还早，请核对。" if first and last and last < first else None


def notice_days(first: date | None, last: date | None) -> int | None:
    """Days a notice hung, both counted."""
    return (last - first).days + 1 if first and last and last >= first else None


def notice_fault(first: date | None, last: date | None, days: int | None) -> str | None:
    """A notice that hung too short."""
    hung = notice_days(first, last)
    if hung is None or not days or hung >= days:
        return None
    return f"公示了{hung}天，不到{days}天，请核对起止日期。"


def authorisation_fault(
    step: Mapping[str, Any], others: Iterable[Mapping[str, Any]], papers: Iterable[Mapping[str, Any]]
) -> str | None:
    """A comparison for which nobody signed: neither said of it, nor of a visit before, nor is the paper there."""
    told = [one.get("authorised") for one in others if one.get("kind") in _SIGNED_IN and one["date"] <= step["date"]]
    if step.get("authorised") is False or not (
        step.get("authorised") is True or True in told or any(_SIGNED_PAPER in (one.get("title") or "") for one in papers)
    ):
        return "户主还没有签承诺授权书，不能做信息比对。请先签字，再在“承诺授权书已签字”里选是。"
    return None


def unsolved(conditions: Mapping[str, Any]) -> list[str]:
    """The words of those conditions of removal that are answered 否."""
    return [word for word, answer in conditions.items() if answer is False]


def early_removal(identified: date | None, removed: date, months: int | None) -> str | None:
    """Removed before the shortest time of help; no such time (blank or 0) is no check."""
    if not identified or not months or add_months(identified, months) <= removed:
        return None
    return f"{identified.year}年{identified.month}月认定，帮扶还不到{months}个月就消除，请核对。"


def no_labour_fault(has_labour: Any, way: str | None, document: str | None) -> str | None:
    """整户无劳动力 is not marked as removed by help, unless the township says so in writing."""
    if has_labour is not False or way != "help" or document:
        return None
    return "这户没有劳动力，按规定落实兜底后暂不标注“风险消除”。镇里批了的，请写批复文号。"


def slow_doubt(clue_on: date | None, identified: date, days: int | None) -> str | None:
    """From clue to identification longer than usual."""
    took = (identified - clue_on).days if clue_on else 0
    return f"从线索到认定用了{took}天，一般不超过{days}天，请说明原因。" if days and took > days else None


def below_line_doubt(per_head: Decimal | None, line: Decimal | int | None) -> str | None:
    """Removed with an income below the year's line: a prompt, for the test is a comprehensive one (F-RULES 4_11_010)."""
    if per_head is None or line is None or per_head >= line:
        return None
    return f"人均{per_head:.2f}元，低于监测线{line}元，请核对能不能消除。"


def case_faults(case: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    """Dates of one case that contradict each other: the field and a sentence."""
    clue, identified, cleared = (case.get(name) for name in ("clue_on", "identified_month", "cleared_month"))
    found = []
    if clue and clue > today:
        found.append(("clue_on", "线索日期还没到，请核对。"))
    if identified and cleared and cleared < identified:
        found.append(("cleared_month", "消除年月比识别年月还早，请核对。"))
    if clue and identified and identified < month_of(clue):
        found.append(("identified_month", "识别年月比线索日期还早，请核对。"))
    return found


def opening_faults(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a case entered in its present state still has to say; and one that says so without being 期初."""
    cleared = case.get("cleared") is True or bool(case.get("cleared_month"))
    if case.get("opening") is not True:
        if not (case.get("identified_month") or cleared):
            return []
        return [("opening", "识别年月和是否消除只给建账以前的填。是以前的，请把“期初”写成是；不是的，请一步一步记。")]
    found = [] if case.get("opened_on") else [("opened_on", "期初的，请写建账日期。")]
    if cleared and not case.get("identified_month"):
        found.append(("identified_month", "已经消除的，请写识别年月。"))
    if case.get("cleared_month") and case.get("cleared") is False:
        found.append(("cleared", "有消除年月，是否消除却写着否，请核对。"))
    return found


def last_check(step: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The conditions of removal as they stand with a step: its own answers, else those of the last 消除核查 up to it."""
    last = _checked(step, others) if step.get("kind") == "removed" else {}
    return {name: last.get(name) if step.get(name) is None else step.get(name) for name in _ANSWERS}


def _checked(step: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    checks = [one for one in others if one.get("kind") == "removal_visit" and one.get("date") and one["date"] <= step["date"]]
    return max(checks, key=lambda one: (one["date"], one.get("uid", "")), default={})


def said_at_check(step: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a 消除核查 that passed speaks for this removal: what is wrong with its answers is told there, once."""
    last = _checked(step, others)
    answered = last.get("result") == "pass" and last.get("risk_solved") is not None
    return answered and all(step.get(name) is None for name in _ANSWERS)


def develops(kind: str | None, kinds: Sequence[Any] | None) -> bool:
    """Whether a measure is 开发式 (the kinds are a parameter)."""
    return kind is not None and kind in (kinds or ())


def twice(step: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the same step was made before and passed: one meeting and one notice are enough (county rules of 2021)."""
    return any(one.get("kind") == step.get("kind") and one.get("result") not in {"fail", "pending"} for one in others)
