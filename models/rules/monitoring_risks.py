"""防返贫监测: risks held against the members of the household and against the help it got.

Source: checks of 全国防返贫监测信息系统 exports (2023-12): 2_11_001, 5_15_015, 2_11_006 and 5_18_008 for members,
5_18_001 to 5_18_006 and 5_12_007 for help. What nobody filled in for all members says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.rules.dates import add_months

ILL, DISABLED, UNSTABLE_WORK, NO_LABOUR = "1", "3", "7", "8"
_UNABLE = frozenset({"lost", "none"})
_ABLE = frozenset({"ordinary", "skilled"})


def risk_doubts(risks: Collection[str], members: Iterable[Mapping[str, Any]], able_percent: Decimal | int | None) -> list[str]:
    """Risks that nobody of the household bears out."""
    here = [member for member in members if not member.get("left_on")]
    health = [member.get("health") or () for member in here]
    labour = [member.get("labour") for member in here]
    found = []
    if here and all(health):
        if ILL in risks and not any({"chronic", "serious"} & set(states) for states in health):
            found.append("风险写着因病，家里没有人患大病或慢性病，请核对。")
        if DISABLED in risks and not any("disabled" in states for states in health):
            found.append("风险写着因残，家里没有残疾人，请核对。")
    if here and all(labour):
        able = sum(word in _ABLE for word in labour)
        if UNSTABLE_WORK in risks and all(word in _UNABLE for word in labour):
            found.append("风险写着因务工就业不稳，家里没有人有劳动能力，请核对。")
        if NO_LABOUR in risks and able_percent is not None and able * 100 > len(here) * able_percent:
            found.append(f"风险写着缺劳动力，{len(here)}口人里有{able}个劳动力，请核对。")
    return found


def unmet(risks: Iterable[str], wanted: Mapping[str, Sequence[Any] | None], given: Collection[Any]) -> list[str]:
    """Risks for which none of the wanted kinds of help was given."""
    return [risk for risk in risks if (kinds := wanted.get(risk)) and not set(kinds) & set(given)]


def no_development_doubt(
    has_labour: Any, identified: date | None, on: date, months: int | None, developed: bool
) -> str | None:
    """Able to work, helped for a while, and not one 开发式 measure."""
    if has_labour is not True or developed or not identified or not months or add_months(identified, months) > on:
        return None
    return f"有劳动能力，认定{months}个月了，还没有一项产业、就业这样的开发式帮扶措施，请补上。"
