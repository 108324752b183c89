"""2.12 人居环境问题台账: the spots found in the year and those still open, with what was done about each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from models.insight import figures
from reports.returns.belongings import pictures
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.register import Register

ID, TITLE = "2.12", "人居环境问题台账"
_field = partial(column, "environment_issue")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    """Found in the year, or before and still open in it."""
    def stands(issue: Entry) -> bool:
        found, mended = issue.values["found_on"], issue.values["mended_on"]
        if found is None or found > asked.period.last:
            return False
        return found in asked.period or issue.values["open"] is True or (mended is not None and mended >= asked.period.first)

    return sorted(filter(stands, book.all("environment_issue")), key=lambda issue: (issue.scope, issue.values["found_on"], issue.uid))


def _photos(issue: Entry) -> str:
    """Whether there is a picture from before and from after; they are printed apart, on 照片页."""
    return "/".join("有" if pictures(issue, field) else "无" for field in ("photo_before", "photo_after"))


def _spot(issue: Entry) -> str:
    """六边 with the place itself."""
    return "：".join(filter(None, (issue.text("place"), issue.text("spot"))))


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    issues = [issue for issue in _select(book, asked) if asked.takes(issue)]
    left = sum(issue.values["open"] is True for issue in issues)
    again = sum(issue.values["again"] is True for issue in issues)
    held = figures.value(book.store, "environment_action.times", asked.period, scope=asked.scope)
    words = f"问题{len(issues)}处，已整改{len(issues) - left}处，还没整改完{left}处" + (f"，其中复发{again}处" if again else "")
    return (f"{words}。今年集中整治{held}次。",)


COLUMNS: tuple[Col, ...] = (
    counter(8), _field("found_on", 20, "发现时间"), made("点位", 30, _spot), _field("kind", 24, "类别"), _field("text", 40), _field("keeper", 20),
    _field("measure", 36), _field("due_on", 20), _field("mended_on", 20, "完成时间"), made("前/后照片", 14, _photos, align="center"),
    _field("checked_by", 18), _field("state", 18, "状态"),
)

SURROUNDINGS = Register(ID, TITLE, "environment_issue", "year", COLUMNS, COLUMNS, _select, notes=_notes, unit="").declared()
