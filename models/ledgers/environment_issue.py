"""人居环境问题: one spot that is dirty or in disorder, from 发现 to 销号, with a picture before and after."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import environment as c
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import environment as r


def _issue(f: k.Facts) -> r.Issue:
    return r.Issue(*map(f.new.get, ("found_on", "due_on", "mended_on", "state", "checked_by")))


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Days in order; a state with its day and signature; what came back names what it was."""
    if fault := r.order_fault(_issue(f), f.today):
        yield k.Mistake(*fault)
    if f.new.get("opening") is True:
        return
    if doubt := r.state_doubt(_issue(f)):
        yield k.Mistake(*doubt, k.DOUBT)
    before = f.parent("again_of") or {}
    if before.get("found_on") and f.new.get("found_on") and f.new["found_on"] < before["found_on"]:
        yield k.Mistake("比上一次发现的日期还早，不会是它的复发，请核对。", "again_of", k.DOUBT)


class EnvironmentIssue(k.Ledger):
    """One issue at one spot."""

    __tablename__ = "environment_issue"
    found_on = k.date("发现日期", required=True, default="today", aliases=("发现时间", "发现日", "排查日期"))
    spot = k.text("点位", required=True, aliases=("地点", "具体位置", "位置", "问题点位"), width=34)
    kind = k.code("问题类别", c.KIND, required=True, aliases=("类别", "问题类型"), width=28)
    place = k.code("点位类型", c.PLACE, common=True, aliases=("六边",))
    number = k.text("问题编号", limit=40, width=20)
    text = k.text("问题描述", limit=500, common=True, private="welfare", aliases=("描述", "具体问题", "存在问题"), width=40)
    keeper = k.name("责任人", common=True, aliases=("整改责任人",))
    due_on = k.date("整改时限", common=True, aliases=("完成时限", "整改期限"))
    state = k.code("整改状态", c.STATE, common=True, default="open", aliases=("状态", "整改情况", "是否销号"), width=20)
    mended_on = k.date("整改日期", common=True, aliases=("整改完成日期", "完成日期", "完成时间"))
    checked_by = k.name("验收人", common=True)
    found_by = k.code("发现方式", c.FOUND_BY, aliases=("问题来源",))
    measure = k.text("整改措施", limit=500, aliases=("措施",), width=40)
    household = k.link("谁家门前", "household", aliases=("户主", "户主姓名", "涉及农户"))
    again_of = k.link("复发自", "environment_issue", help="以前整改过又脏了的，选以前那一条。")
    photo_before = k.attachment("整改前照片", private="identity")
    photo_after = k.attachment("整改后照片", private="identity")
    note = k.text("备注", private="welfare", width=30)
    opening, opened_on = k.opening()
    open = k.derived("还没整改完", FlagKind(), lambda f: r.is_open(_issue(f), f.today))
    again = k.derived("复发", FlagKind(), lambda f: bool(f.new.get("again_of")) or f.new.get("state") == "reopened")
    days_over = k.derived("晚了几天", IntegerKind(), lambda f: r.days_over(_issue(f), f.today))
    __ledger__ = k.LedgerSpec(
        "人居环境问题", "户厕与环境", key=(("found_on", "spot", "kind"),), name=("spot", "kind"), unit="处",
        sort=("found_on", "spot"), on="found_on", filters=("state", "kind", "place"), rules=(sound,), state=("state",),
        search=("number", "spot"),
    )  # fmt: skip
