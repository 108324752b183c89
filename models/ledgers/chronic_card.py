"""慢病卡: ten working days from 申报 to the hand, then a review before it ends. Where it stands follows from its dates."""

from collections.abc import Iterable
from dataclasses import fields

from models import kernel as k
from models.codes import health as c
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.identifiers import LinkKind
from models.rules import health as r


def _card(f: k.Facts) -> r.Card:
    dates = {one.name: f.new.get(one.name) for one in fields(r.Card) if one.name != "opening"}
    return r.Card(**dates, opening=f.new.get("opening") is True)


def _workdays(f: k.Facts) -> int | None:
    days: int | None = f.parameter("health.card_workdays")
    return days


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    if fault := r.card_fault(_card(f)):
        yield k.Mistake(fault[1], fault[0])


def in_ten_working_days(f: k.Facts) -> Iterable[k.Mistake]:
    """The clock binds what was applied for after the books were opened."""
    if f.new.get("opening") is not True and (doubt := r.card_doubt(_card(f), f.today, _workdays(f))):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)


def reasons_given(f: k.Facts) -> Iterable[k.Mistake]:
    """Refused and stopped have a reason; a review has a result."""
    for day, why, text in (("refused_on", "refused_why", "没通过"), ("stopped_on", "stopped_why", "停用了")):
        if f.new.get(day) and not f.new.get(why):
            yield k.Mistake(f"卡{text}，请写原因。", why, k.DOUBT)
    if f.new.get("review") == "failed" and not f.new.get("stopped_on"):
        yield k.Mistake("复审不再符合，请写停用日期。", "stopped_on", k.DOUBT)


class ChronicCard(k.Ledger):
    """One card of one chronic illness."""

    __tablename__ = "chronic_card"
    person = k.link("姓名", "person", parent=True, required=True, aliases=("持卡人", "患者姓名"))
    disease = k.text("病种", required=True, private="health", aliases=("慢病病种", "疾病名称"), width=30)
    applied_on = k.date("申报日期", common=True, aliases=("申请日期", "申报时间", "申请时间"))
    issued_on = k.date("发放日期", common=True, aliases=("发到手日期", "发卡日期", "办结日期"))
    review_due = k.date("复审到期日", common=True, aliases=("复审日期", "到期日期", "有效期至"))
    judged_on = k.date("鉴定日期", aliases=("鉴定时间",))
    refused_on = k.date("没通过日期")
    refused_why = k.text("没通过原因", private="health")
    reviewed_on = k.date("最近复审日期", aliases=("上次复审",))
    review = k.code("复审结果", c.REVIEW)
    stopped_on = k.date("停用日期")
    stopped_why = k.text("停用原因", private="health")
    number = k.text("卡号", private="health", aliases=("慢病卡号", "证号"), width=30)
    illness = k.link("哪种病", "illness", aliases=("疾病记录",))
    by = k.name("帮着办的人", default="me", aliases=("经办人",))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    due = k.derived("应发到手", DateKind(), lambda f: r.issue_due(f.new.get("applied_on"), _workdays(f)))
    state = k.derived("办到哪一步", CodeKind(codes=c.CARD_STATE), lambda f: r.card_state(_card(f), f.today, _workdays(f)))
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    __ledger__ = k.LedgerSpec(
        "慢病卡", "三保障", key=(("person", "disease"),), name=("person", "disease"), sort=("review_due", "person"),
        on="applied_on", unit="张", state=("issued_on", "refused_on", "stopped_on"),
        rules=(dates_in_order, in_ten_working_days, reasons_given),
    )  # fmt: skip
