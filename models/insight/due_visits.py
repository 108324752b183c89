"""Visits still to be made: at home and by phone in the village's cycle, either in the township's."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from models.insight.count_visits import TOWNSHIP, VILLAGE, covered, cycle_of, policy_of
from models.insight.duty import Duty, head_of, is_monitored
from models.insight.reader import Reader
from models.store.source import Values


def span_words(months: int) -> str:
    """本月, 这两个月, 这3个月."""
    return {1: "本月", 2: "这两个月"}.get(months, f"这{months}个月")


def due(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    """Who of these households has not been reached in the cycle."""
    near, far = covered(reader, VILLAGE, households), covered(reader, TOWNSHIP, households)
    home_left, phone_left, town_left = near.home_left, near.phone_left, far.home_left | far.phone_left
    for household in households:
        uid = household["uid"]
        if uid in home_left:
            yield _duty(reader, household, "visit_home", len(near.home_due), VILLAGE, "{span}还没走到")
        if uid in phone_left:
            yield _duty(reader, household, "visit_phone", len(near.phone_due), VILLAGE, "全家在外，{span}还没打电话")
        if uid in town_left:
            among = len(far.home_due) + len(far.phone_due)
            yield _duty(reader, household, "visit_township", among, TOWNSHIP, "镇里{span}还没走到")


def _duty(reader: Reader, household: Values, duty: str, among: int, who: str, says: str) -> Duty:
    scope, name = household["scope"], head_of(reader, household)
    last = cycle_of(reader, who, scope).last
    span = span_words(policy_of(reader, who, scope).months)
    text = f"{name}家{says.format(span=span)}"
    return Duty(duty, last, (last - reader.on).days, household["uid"], "visit", None, text, among,
                is_monitored(reader, household), household["group"] or "", brief=span, scope=scope)  # fmt: skip
