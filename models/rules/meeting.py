"""会议和公示: who came against who should have, and how long a notice hung.

Sources: 每月一研判 of township reports (2022), 民主评议 and 公示 of the monitoring rules; the days are parameters.
"""

from __future__ import annotations

from datetime import date


def notice_days(first: date | None, last: date | None) -> int | None:
    """Days a notice hung, both ends counted."""
    return (last - first).days + 1 if first and last and last >= first else None


def order_fault(held: date | None, first: date | None, last: date | None, on: date) -> tuple[str, str] | None:
    """A sentence and its field, for days that contradict each other or have not come."""
    if held and held > on:
        return "会议日期还没到，请核对。", "date"
    if first and held and first < held:
        return "公示开始比会议日期还早，请核对。", "notice_from"
    start = first or held
    return ("公示结束比开始还早，请核对。", "notice_to") if start and last and last < start else None


def notice_doubt(days: int | None, least: int | None) -> str | None:
    """A notice that hung shorter than it must."""
    return f"只公示了{days}天，要求{least}天，请核对。" if days is not None and least and days < least else None


def came_doubt(came: int | None, due: int | None) -> str | None:
    """More came than were due."""
    return f"应到{due}人，实到{came}人，请核对。" if came is not None and due is not None and came > due else None
