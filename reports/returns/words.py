"""Words that several returns share: who reports, what class a household is of."""

from __future__ import annotations

from models.store import Store
from reports.returns.book import Entry

# The office that signs, by the last word of the place's name.
OFFICES = (
    ("嘎查", "嘎查委员会"), ("社区", "社区居民委员会"), ("村", "村村民委员会"), ("苏木", "苏木人民政府"), ("镇", "镇人民政府"),
    ("乡", "乡人民政府"), ("街道", "街道办事处"),
)


def unit_name(store: Store) -> str:
    """某某村 reports as 某某村村民委员会; a place called otherwise as it is called."""
    for ending, office in OFFICES:
        if store.name.endswith(ending):
            return store.name.removesuffix(ending) + office
    return store.name


def household_class(home: Entry | None) -> str:
    """The class that decides about a household: its monitoring class while it has one, with 已消除, else its type."""
    if home is None:
        return ""
    if home.values.get("monitored"):
        cleared = "（已消除）" if home.values.get("cleared") is True else ""
        return f"{home.text('monitoring_class')}{cleared}"
    return home.text("type")
