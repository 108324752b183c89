"""What is due of the village's affairs: tasks, appeals, problems and their measures, projects, notices, assets, leases, water."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_

from models.insight.duty import day_words, head_of
from models.insight.reader import Reader
from models.insight.terms import MONTH_END, NOTICE, Term, Told
from models.rules import duty as r
from models.rules.dates import add_months, cycle, month_of
from models.rules.problem import FINISHED, finished
from models.store.source import Values

_LONG = 16  # letters of a text that a line repeats
_UNDER_WAY = ("approved", "started", "finished")
_PAID_FOR = (*_UNDER_WAY, "accepted")
_BUILT = ("accepted", "settled", "handed")


def _short(text: str | None) -> str:
    text = (text or "").split("\n")[0]
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _by(ledger: str, field: str, says: str, closed: Callable[[Reader, Values], bool]) -> Callable[[Reader, Values], Told | None]:
    """A record with a day of its own in due_on, until it is closed; a line about somebody's says whose."""
    def tell(reader: Reader, row: Values) -> Told | None:
        if not row["due_on"] or closed(reader, row):
            return None
        home = reader.home(ledger, row)
        whose = f"{head_of(reader, home)}家" if home else ""
        return Told(row["due_on"], whose + says.format(_short(row[field]) if isinstance(row[field], str) else ""), row.get("keeper"))

    return tell


def _state(*closed: str) -> Callable[[Reader, Values], bool]:
    return lambda reader, row: row["state"] in closed


def appeal_due(reader: Reader, row: Values) -> Told | None:
    """An appeal somebody waits for."""
    due = reader.derived("appeal", row, "due")
    if due is None or not reader.derived("appeal", row, "open"):
        return None
    return Told(due, f"{row['who'] or '群众'}反映的事还没办完：{_short(row['text'])}", row["keeper"])


def appeal_back(reader: Reader, row: Values) -> Told | None:
    """Closed: was it to their content?"""
    days = reader.parameter("appeal.call_back_days", row["scope"])
    if not days or not row["closed_on"] or row["called_back_on"] or row["opening"] is True:
        return None
    return Told(row["closed_on"] + timedelta(days=days), f"{row['who'] or '群众'}的诉求办结了，还没回访", row["keeper"])


def measure_due(reader: Reader, row: Values) -> Told | None:
    """A measure before its deadline."""
    due = None if finished(row["state"]) else reader.derived("measure", row, "due")
    return Told(due, f"整改措施“{_short(row['text'])}”{day_words(due, reader.on)}到时限", row["keeper"] or row["lead"]) if due else None


def progress_month(reader: Reader, row: Values) -> Told | None:
    """Each month of a measure that is not done is reported by the 5th of the next."""
    told_on = reader.get("problem", row["problem"]).get("told_on")
    since = row["opened_on"] if row["opening"] is True else told_on
    if finished(row["state"]):
        return None
    written = {one["month"] for one in reader.children("measure_progress", "measure", row["uid"])}
    return _by_the_fifth(reader, row, since, written, "return.due_day", _short(row["text"]), row["keeper"] or row["lead"])


def _by_the_fifth(
    reader: Reader, row: Values, since: date | None, written: set[str], parameter: str, name: str, keeper: str | None
) -> Told | None:
    day = reader.parameter(parameter, row["scope"])
    month = r.owed_month(reader.on, month_of(since) if since else None, written)
    if not day or month is None:
        return None
    return Told(r.day_after_month(month, day), f"{name}：{int(month[5:])}月进展还没写", keeper, monthly=True)


def project_month(reader: Reader, row: Values) -> Told | None:
    """A project under way is reported month by month."""
    if row["step"] not in _UNDER_WAY:
        return None
    since = row["opened_on"] if row["opening"] is True else row["started_on"] or row["approved_on"]
    written = {one["month"] for one in reader.children("project_progress", "project", row["uid"])}
    return _by_the_fifth(reader, row, since, written, "project.progress_day", _short(row["title"]), row["keeper"])


def project_pay(reader: Reader, row: Values) -> Told | None:
    """This year's money by its nodes."""
    months, shares = (reader.parameter(f"project.pay_{name}", row["scope"]) for name in ("months", "shares"))
    if row["year"] != reader.on.year or row["step"] not in _PAID_FOR or not (row["budget"] and months and shares):
        return None
    node, share = r.pay_node(reader.on, months, shares), reader.derived("project", row, "share")
    if node is None or not r.behind(share, node):
        return None
    return Told(node.due, f"{_short(row['title'])}{node.due.month}月底要付到{node.share}%，现在{share or 0}%", row["keeper"])


def notice_end(reader: Reader, row: Values) -> Told | None:
    """A notice comes to its end: what did people say?"""
    if not row["to_on"] or row["objection"] is not None:
        return None
    title = _short(reader.get("project", row["project"]).get("title"))
    return Told(row["to_on"], f"{title}公示到 {day_words(row['to_on'], reader.on)}，记一下有没有意见", row["by"])


def meeting_notice_end(reader: Reader, row: Values) -> Told | None:
    """The same of what a meeting put up."""
    if not row["notice_to"] or row["objections"] is not None:
        return None
    return Told(row["notice_to"], f"会议公示到 {day_words(row['notice_to'], reader.on)}，记一下有没有意见", row["recorder"])


def asset_check(reader: Reader, row: Values) -> Told | None:
    """An asset that nobody has looked at for long."""
    due = reader.derived("asset", row, "check_by")
    return Told(due, f"{_short(row['title'])}该巡查了", row["keeper"]) if due else None


def asset_platform(reader: Reader, row: Values) -> Told | None:
    """Assets of the village are entered in its platform."""
    due = r.year_day(reader.on.year, reader.parameter("asset.platform_day", row["scope"]))
    if due is None or row["book"] == "household" or row["in_collective"] is True or row["disposed_on"]:
        return None
    return Told(due, f"{_short(row['title'])}还没录入平台", row["keeper"])


def asset_mend(reader: Reader, row: Values) -> Told | None:
    """What a look-back found is put right by its day."""
    due = r.year_day(reader.on.year, reader.parameter("asset.look_back_day", row["scope"]))
    return Told(due, f"{_short(row['title'])}要处理", row["keeper"]) if due and reader.derived("asset", row, "trouble") else None


def asset_book(reader: Reader, row: Values) -> Told | None:
    """What last year's projects made stands among the assets."""
    due = r.year_day(reader.on.year, reader.parameter("asset.book_day", row["scope"]))
    if due is None or row["year"] != reader.on.year - 1 or row["step"] not in _BUILT or reader.children("asset", "project", row["uid"]):
        return None
    return Told(due, f"{_short(row['title'])}还没形成资产台账", row["keeper"])


def revenue_due(reader: Reader, row: Values) -> Told | None:
    """Money of an asset that is to come in."""
    owed = reader.derived("asset_revenue", row, "owed")
    if not row["due_on"] or not owed:
        return None
    return Told(row["due_on"], f"{_asset(reader, row)} {day_words(row['due_on'], reader.on)}该收 {owed:f} 元", detail=row["payer"] or "")


def asset_clear(reader: Reader, row: Values) -> Told | None:
    """Last year's revenue is cleared up by the end of April."""
    if row["year"] != reader.on.year - 1 or row["cleared_on"] or row["opening"] is True:
        return None
    due = r.year_day(reader.on.year, reader.parameter("asset.clearing_day", row["scope"]))
    return Told(due, f"{_asset(reader, row)}{row['year']}年的收益还没清算", row["cleared_by"]) if due else None


def contract_end(reader: Reader, row: Values) -> Told | None:
    """A contract that runs out without a new one; once it has, the row says so itself."""
    others = reader.children("asset_revenue", "asset", row["asset"])
    return _contract(reader, row, others, f"{_asset(reader, row)}的合同")


def lease_end(reader: Reader, row: Values) -> Told | None:
    """A lease likewise."""
    others = reader.children("land_lease", "household", row["household"])
    return _contract(reader, row, others, f"{head_of(reader, reader.get('household', row['household']))}家的流转合同")


def _contract(reader: Reader, row: Values, others: list[Values], name: str) -> Told | None:
    end = row["to_on"]
    later = (((one["to_on"] or date.min, one["year"] or 0, one["uid"])) for one in others if one["uid"] != row["uid"])
    if not end or end < reader.on or any(one > (end, row["year"] or 0, row["uid"]) for one in later):
        return None
    return Told(end, f"{name} {day_words(end, reader.on)}到期", detail=row.get("payer") or row.get("lessee") or "")


def lease_due(reader: Reader, row: Values) -> Told | None:
    """A year's rent that is to be paid."""
    if not row["due_on"] or not row["rent"] or (row["paid"] or 0) >= row["rent"]:
        return None
    who = head_of(reader, reader.get("household", row["household"]))
    return Told(row["due_on"], f"{who}家 {day_words(row['due_on'], reader.on)}该付流转费 {row['rent'] - (row['paid'] or 0):f} 元",
                detail=row["lessee"] or "")  # fmt: skip


def water_post(reader: Reader, row: Values) -> Told | None:
    """A report of the water is posted each half year."""
    months = reader.parameter("water.report_months", row["scope"])
    if not months or row["state"] == "closed":
        return None
    checks = reader.children("water_check", "water_source", row["uid"])
    last = max((one["date"] for one in checks if one["kind"] == "report" and one["posted_on"] and one["date"]), default=None)
    due = add_months(last, months) if last else cycle(reader.on, months).last
    return Told(due, f"{row['name']} {day_words(due, reader.on)}前该公示水质报告", row["keeper"])


def _asset(reader: Reader, row: Values) -> str:
    return _short(reader.get("asset", row["asset"]).get("title"))


def _dated(duty: str, ledger: str, field: str, says: str, closed: Callable[[Reader, Values], bool]) -> Term:
    return Term(duty, ledger, _by(ledger, field, says, closed), lambda col, until: col.due_on <= until)


def _everything(col: Any, until: str) -> Any:
    return col.uid.is_not(None)


def _terms() -> Iterator[Term]:
    yield _dated("task_due", "assignment", "title", "镇里交办的“{}”还没办完", _state("done", "called_off"))
    yield _dated("finding_due", "finding", "text", "走访发现的“{}”还没办完", _state("solved", "called_back", "passed_on"))
    yield _dated("inspection_due", "inspection", "target", "督导检查“{}”还没整改",
                 lambda reader, row: bool(row["mended_on"]) or row["state"] in ("mended", "clean"))  # fmt: skip
    yield _dated("fault_due", "toilet_fault", "batch", "一座问题厕所还没整改完",
                 lambda reader, row: not reader.derived("toilet_fault", row, "open"))  # fmt: skip
    yield _dated("spot_due", "environment_issue", "spot", "{}还没整改完",
                 lambda reader, row: not reader.derived("environment_issue", row, "open"))  # fmt: skip
    yield Term("appeal_due", "appeal", appeal_due, lambda col, until: col.closed_on.is_(None))
    yield Term("appeal_back", "appeal", appeal_back, lambda col, until: and_(col.closed_on.is_not(None), col.called_back_on.is_(None)))
    yield Term("measure_due", "measure", measure_due, _unfinished)
    yield Term("progress_month", "measure", progress_month, _unfinished, (("measure_progress", "measure"),))
    yield Term("project_month", "project", project_month, lambda col, until: col.step.in_(_UNDER_WAY), (("project_progress", "project"),))
    yield Term("project_pay", "project", project_pay, lambda col, until: col.step.in_(_PAID_FOR), (("project_progress", "project"),))
    yield Term("notice_end", "project_notice", notice_end, lambda col, until: and_(col.to_on <= until, col.objection.is_(None)),
               ahead=NOTICE)  # fmt: skip
    yield Term("notice_end", "meeting", meeting_notice_end,
               lambda col, until: and_(col.notice_to <= until, col.objections.is_(None)), ahead=NOTICE)  # fmt: skip
    yield from _of_assets()
    yield Term("lease_due", "land_lease", lease_due, lambda col, until: col.due_on <= until)
    yield Term("contract_end", "land_lease", lease_end, lambda col, until: col.to_on <= until, (("land_lease", "household"),))
    yield Term("water_post", "water_source", water_post, _everything, (("water_check", "water_source"),))


def _of_assets() -> Iterator[Term]:
    yield Term("asset_check", "asset", asset_check, _everything, (("asset_inspection", "asset"),), MONTH_END)
    yield Term("asset_platform", "asset", asset_platform, _everything)
    yield Term("asset_mend", "asset", asset_mend, _everything, (("asset_inspection", "asset"),))
    yield Term("asset_book", "project", asset_book, lambda col, until: col.step.in_(_BUILT), (("asset", "project"),))
    yield Term("revenue_due", "asset_revenue", revenue_due, lambda col, until: col.due_on <= until, ahead="asset.revenue_remind_days")
    yield Term("asset_clear", "asset_revenue", asset_clear, lambda col, until: col.cleared_on.is_(None))
    yield Term("contract_end", "asset_revenue", contract_end, lambda col, until: col.to_on <= until,
               (("asset_revenue", "asset"),), "asset.contract_remind_days")  # fmt: skip


def _unfinished(col: Any, until: str) -> Any:
    return or_(col.state.is_(None), col.state.not_in(FINISHED))


TERMS = tuple(_terms())
