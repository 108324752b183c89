"""The periods that a return may be asked for, the running one first."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS_BACK, QUARTERS_BACK, YEARS_BACK, DAYS = 13, 6, 5, 8


def periods(kind: str, today: date) -> list[tuple[str, str]]:
    """(words, value) of a period kind, the running one first; nothing for `none`."""
    if kind == "year":
        return [(f"{year}年", str(year)) for year in range(today.year, today.year - YEARS_BACK, -1)]
    if kind == "part":  # a batch is posted and paid in a month of its year
        years = periods("year", today)
        return [*years[:1], *periods("month", today)[: today.month], *periods("quarter", today)[: (today.month + 2) // 3], *years[1:]]
    if kind == "quarter":
        return [_quarter(today, back) for back in range(QUARTERS_BACK)]
    if kind == "month":
        return [_month(today, back) for back in range(MONTHS_BACK)]
    if kind == "date":
        days = (today + timedelta(days=at) for at in range(DAYS))
        return [(f"{day.month}月{day.day}日" + ("（今天）" if day == today else ""), day.isoformat()) for day in days]
    return []


def _month(today: date, back: int) -> tuple[str, str]:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return f"{year}年{month + 1}月", f"{year}-{month + 1:02d}"


def _quarter(today: date, back: int) -> tuple[str, str]:
    year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 - back, 4)
    return f"{year}年{'一二三四'[quarter]}季度", f"{year}Q{quarter + 1}"
