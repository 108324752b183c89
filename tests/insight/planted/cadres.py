"""Planted cases of 干部: attendance, talent, meetings and partners; the program's own small books; departments' lists."""

from collections.abc import Callable
from datetime import date

from models import store as st
from tests.insight.planted.village import Village

Plant = Callable[[Village], object]
JUNE = "○" + "√√√√○－－" * 4 + "√"
"""June 2025 begins on a Sunday: each whole week has five days and four nights."""


def month(v: Village, **raw: object) -> str:
    """A whole month of somebody in the village."""
    return v.add("attendance", **{"name": v.name(), "month": "2025-06", "marks": JUNE, "reports": 4} | raw)


def meeting(v: Village, **raw: object) -> str:
    """A meeting of the committee."""
    return v.add("meeting", **{"date": "2025-07-01", "kind": "村两委会议", "title": f"夏收{v.name()}"} | raw)


def _none_since_april(v: Village) -> None:
    for row in st.find(v.store, "meeting", {"kind": "study"}):
        st.remove(v.store, "meeting", row.uid, "试着拿掉")
    meeting(v, kind="研判会", date="2025-04-20", title="四月研判")


def _tomorrow(v: Village) -> None:
    v.slip("parameter", v.add("parameter", id="asset.check_days", value="90", from_on="2030-01-01", to_on="2030-12-31"), to_on=date(2029, 1, 1))


def _unsaid(v: Village) -> None:
    row = v.add("approval", ledger="household", row=v.household(), decision="同意", by="苇青", on="2025-07-01")
    v.slip("approval", row, decision="returned")


CASES: dict[str, Plant] = {
    "attendance.sound": lambda v: month(v, marks=JUNE[:-1] + "×"),
    "attendance.days_enough": lambda v: month(v, marks="√√√√○－－"),
    "attendance.weeks_enough": lambda v: month(v, marks=JUNE[:1] + "√√√○○－－" + JUNE[8:]),
    "attendance.reports_enough": lambda v: month(v, reports=2),
    "talent.sound": lambda v: v.add("talent", name=v.name(), kind="能工巧匠", person=v.head(v.household())),
    "meeting.sound": lambda v: meeting(v, came=12, due=10),
    "meeting.studied_each_month": _none_since_april,
    "comparison.compared_each_month": lambda v: v.add("comparison", month="2025-04", department="残联", pushed_households=0),
    "partner_unit.in_order": lambda v: v.add("partner_unit", name=f"示范局{v.name()}", year=2025, money=20000),
    "parameter.sound": _tomorrow,
    "approval.sound": _unsaid,
    "mapping.sound": lambda v: v.slip("mapping", v.add("mapping", ledger="household", heading=f"门口{v.name()}", field="door"), heading="12"),
}
