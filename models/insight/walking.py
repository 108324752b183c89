"""The order in which a village is walked: by group as the village lists its groups, then as the households were put."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.insight.reader import Reader
from models.store.source import Values

_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九十")}
_NUMBER = re.compile(r"\d+|[零一二三四五六七八九十]+")
_LAST = 10**6
# Nobody lives there: neither visited nor swept, and no gap in the coverage.
NOT_LIVED_IN = frozenset({"empty", "closed"})

Order = tuple[int, int, str, int, str, str]


def order(reader: Reader) -> dict[str, Order]:
    """A sort key for every household."""
    listed: dict[tuple[str, str], int] = {}
    for village in reader.all("village"):
        for n, name in enumerate((village["groups"] or "").split()):
            listed[village["scope"], name] = n
    return {h["uid"]: _key(listed.get((h["scope"], h["group"] or ""), _LAST), h) for h in reader.households}


def _key(listed: int, household: Values) -> Order:
    group, step = household["group"] or "", household["walk_order"]
    return listed, number_in(group), group, _LAST if step is None else step, household["door"] or "", household["uid"]


def number_in(name: str) -> int:
    """The number in 三组, 十二组 or 12组, so that 十组 stands after 九组; a name without one stands last."""
    found = _NUMBER.search(name)
    if not found:
        return _LAST
    text = found[0]
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS.get(ones, 0) if ones else 0)


def by_number(group: str) -> tuple[int, str]:
    """A sort key for names of groups where nobody walks: 二组 before 三组, which no alphabet does; no group first."""
    return (number_in(group) if group else 0), group


def groups(reader: Reader) -> list[tuple[str, str]]:
    """Village and group, each once, as one walks; households without a group stand in none."""
    walk = order(reader)
    homes = sorted((h for h in reader.households if h["group"]), key=lambda h: (h["scope"], walk[h["uid"]]))
    return list(dict.fromkeys((h["scope"], h["group"]) for h in homes))


def in_order(reader: Reader, households: Iterable[Values]) -> list[Values]:
    """These households as one walks."""
    keys = order(reader)
    return sorted(households, key=lambda h: keys.get(h["uid"], _key(_LAST, h)))
