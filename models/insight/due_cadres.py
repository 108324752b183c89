"""What is due of the resident cadres: a sheet a month, days still missing before the month ends, a report a week.

Who is stationed here is known by the sheets themselves: a village that never kept one is asked for nothing, and whoever
stopped some months ago has gone home. Weekly reports are asked of those whose sheets count them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from models.insight.duty import Duty, day_words
from models.insight.reader import Reader
from models.insight.terms import MONTH_END, Told, duty_of
from models.rules import station
from models.rules.dates import add_months, month_of
from models.rules.day_marks import first_day
from models.rules.duty import month_end, owed_month
from models.store.source import Values

LEDGER = "attendance"


def due(reader: Reader) -> Iterator[Duty]:
    """Of every village that is read here."""
    reach = max((_silent(reader, row["scope"]) for row in reader.all("village")), default=0)
    if not reach:
        return
    sheets: dict[tuple[str, str], list[Values]] = {}
    earliest = month_of(add_months(reader.on, -1 - reach))
    for row in reader.between(LEDGER, "month", earliest, month_of(reader.on)):
        sheets.setdefault((row["scope"], row["name"]), []).append(row)
    for _, rows in sorted(sheets.items()):
        rows.sort(key=lambda row: row["month"])
        yield from _of_one(reader, rows)


def _silent(reader: Reader, scope: str) -> int:
    return int(reader.parameter("attendance.silent_months", scope) or 0)


def _of_one(reader: Reader, rows: Sequence[Values]) -> Iterator[Duty]:
    name, scope = rows[-1]["name"], rows[-1]["scope"]
    month = owed_month(reader.on, rows[0]["month"], {row["month"] for row in rows})
    horizon = reader.on + timedelta(days=reader.parameter(MONTH_END, scope) or 0)
    gone = rows[-1]["month"] < month_of(add_months(reader.on, -_silent(reader, scope)))
    if month and not gone and month_end(first_day(month)) <= horizon:
        brief = f"{int(month[5:])}月"
        told = Told(month_end(first_day(month)), brief, detail=name, text=f"{name}{brief}的驻村考勤还没记")
        yield duty_of(reader, "attendance_month", told, {}, LEDGER, None, scope)
    for row in rows:
        yield from _reports(reader, row)
    if rows[-1]["month"] == month_of(reader.on) and month_end(reader.on) <= horizon:
        yield from _days(reader, rows[-1])


def _days(reader: Reader, row: Values) -> Iterator[Duty]:
    """The running month, while there is still time to stay; leave and trips count as there."""
    least = reader.parameter("attendance.month_days", row["scope"])
    there = station.days_counted(row["marks"])
    if least and there < least:
        words = f"{row['name']}本月在村{there}天，离{least}天还差{least - there}天"
        yield duty_of(reader, "attendance_days", Told(month_end(reader.on), words), {}, LEDGER, row["uid"], row["scope"])


def _reports(reader: Reader, row: Values) -> Iterator[Duty]:
    """The first week of this month or the last one whose report has not been handed in."""
    if row["reports"] is None or row["month"] < month_of(add_months(reader.on, -1)):
        return
    ends = [monday + timedelta(days=6) for monday in station.mondays(row["month"])]
    left = [end for end in ends[row["reports"]:] if end - timedelta(days=6) <= reader.on]
    if left:
        words = f"{row['name']}{day_words(left[0], reader.on)}这一周的周报还没交"
        yield duty_of(reader, "report_week", Told(left[0], words), {}, LEDGER, row["uid"], row["scope"])
