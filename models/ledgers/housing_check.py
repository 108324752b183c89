"""住房鉴定: one row a judgement of a house, with its report, and the works that follow a C or D."""

from collections.abc import Iterable
from datetime import date

from models import kernel as k
from models.codes import safety as c
from models.codes.housing import DANGER_GRADE
from models.kernel.codes import CodeKind, MultiCodeKind
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind
from models.rules import house as r


def _house(f: k.Facts) -> r.House:
    return r.House(*map(f.new.get, ("date", "grade", "remedy", "started_on", "mended_on", "accepted_on")))


def _unsafe(f: k.Facts) -> tuple[str, ...]:
    return tuple(f.parameter("house.unsafe_grades") or ())


def _state(f: k.Facts) -> str:
    return r.house_state(_house(f), f.today, _unsafe(f), f.parameter("house.mend_years"))


def _due(f: k.Facts) -> date | None:
    return r.mend_by(f.new.get("date"), f.parameter("house.mend_years")) if f.new.get("grade") in _unsafe(f) else None


def _missing(f: k.Facts) -> tuple[str, ...] | None:
    levels = tuple(f.parameter("house.report_levels") or ()) if f.new.get("grade") in _unsafe(f) else ()
    return r.held_missing(f.new.get("held") or (), levels) or None


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """Judged in the past; works end after they begin."""
    yield from k.not_come(f, date="鉴定日期")
    if fault := r.order_fault(_house(f)):
        yield k.Mistake(fault[1], fault[0])


def unsafe_is_mended(f: k.Facts) -> Iterable[k.Mistake]:
    """A C or D has its works and its report; 期初 ones need neither."""
    if f.new.get("opening") is True:
        return
    if doubt := r.unsafe_doubt(_house(f), f.today, _unsafe(f), f.parameter("house.mend_years")):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)
    scan, number = f.new.get("report") or f.attachments(), f.new.get("report_number")
    if doubt_ := r.report_doubt(f.new.get("grade"), f.new.get("judged"), number, scan, _unsafe(f)):
        yield k.Mistake(doubt_, "report_number", k.DOUBT)
    if missing := _missing(f):
        words = "、".join(map(c.REPORT_HELD.label, missing))
        yield k.Mistake(f"危房鉴定报告还缺这几级没存：{words}。", "held", k.HINT)


class HousingCheck(k.Ledger):
    """One judgement of the house of one household."""

    __tablename__ = "housing_check"
    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("鉴定日期", required=True, default="today", aliases=("评定日期", "鉴定时间", "日期"))
    grade = k.code("鉴定等级", DANGER_GRADE, required=True, aliases=("等级", "危房等级", "住房等级", "住房鉴定等级"), width=18)
    judged = k.code("怎么定的", c.JUDGED, common=True, aliases=("鉴定方式",))
    by = k.text("鉴定单位", common=True, aliases=("鉴定机构", "评定单位"), width=30)
    remedy = k.code("改造方式", c.REMEDY, common=True, aliases=("解决方式", "危改方式"), width=30)
    mended_on = k.date("改造竣工日期", common=True, aliases=("竣工日期", "改造完成日期"))
    problem = k.text("房子有什么问题", aliases=("问题描述", "存在问题", "渗漏情况"), width=40)
    started_on = k.date("改造开工日期", aliases=("开工日期",))
    accepted_on = k.date("改造验收日期", aliases=("验收日期",))
    subsidy = k.money("危改补助", private="welfare", aliases=("补助金额", "危房改造补助"))
    report_number = k.text("报告编号", aliases=("鉴定报告编号",), width=30)
    report = k.attachment("鉴定报告", private="identity")
    held = k.codes("报告存在哪几级", c.REPORT_HELD, aliases=("报告存放",))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    state = k.derived("住房现在", CodeKind(codes=c.HOUSE_STATE), _state)
    due = k.derived("应改好", DateKind(), _due)
    unsafe = k.derived("危房还没改", FlagKind(), lambda f: _state(f) in ("to_mend", "mending", "late"))
    not_held = k.derived("哪几级没存", MultiCodeKind(codes=c.REPORT_HELD), _missing)
    __ledger__ = k.LedgerSpec(
        "住房鉴定", "三保障", key=(("household", "date"),), name=("date", "grade"), sort=("date", "household"), on="date",
        filters=("grade", "judged", "remedy"), state=("grade", "remedy"), totals=("subsidy",), unit="次",
        rules=(dates_in_order, unsafe_is_mended),
    )  # fmt: skip
