"""招工信息: a job somebody offers, till when, and where it was heard of. Printed and hung up."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.job import PLACE
from models.kernel.numbers import FlagKind, IntegerKind


def dates_and_wages(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    yield from k.too_early(f, "posted_on", "登记日期", until="截止日期")
    low, high = f.new.get("wage_low"), f.new.get("wage_high")
    if low is not None and high is not None and high < low:
        yield k.Mistake(f"最高月工资{high}元，比最低月工资{low}元还少，请核对。", "wage_high")


def _open(f: k.Facts) -> bool:
    return not (f.new.get("until") and f.new["until"] < f.today)


def _hired(f: k.Facts) -> int:
    return sum(wish.get("result") == "hired" for wish in f.children("job_intent"))


class Vacancy(k.Ledger):
    """One job on offer."""

    __tablename__ = "vacancy"

    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    title = k.text("招工岗位", required=True, aliases=("岗位", "工种", "岗位名称"))
    employer = k.text("用人单位", common=True, aliases=("单位", "企业", "招工单位"), width=30)
    place = k.code("在哪干", PLACE, common=True, aliases=("务工区域", "区域"), width=20)
    city = k.text("工作地点", common=True, aliases=("地点", "市县"), width=32)
    wage_low = k.money("月工资最低", common=True, aliases=("工资", "月工资", "工资待遇"))
    wage_high = k.money("月工资最高", aliases=("最高工资",))
    wanted = k.integer("招几人", low=1, high=99999, common=True, aliases=("人数", "招工人数", "需求人数"), width=14)
    until = k.date("截止日期", common=True, aliases=("报名截止", "有效期", "截止时间"))
    posted_on = k.date("登记日期", default="today", aliases=("发布日期", "日期"))
    source = k.text("信息来源", common=True, aliases=("来源",), width=30)
    contact = k.name("联系人")
    phone = k.phone("联系电话", aliases=("电话",))
    asks = k.text("招工要求", aliases=("要求", "条件", "年龄要求"), width=40)
    note = k.text("备注", width=30)
    open = k.derived("还能报名", FlagKind(), _open, width=16)
    hired = k.derived("去了几人", IntegerKind(), _hired, width=14)

    __ledger__ = k.LedgerSpec(
        title="招工信息", group="就业", key=(("title", "employer", "posted_on"), ("title", "employer"), ("title",)),
        name=("title", "employer"), sort=("until", "title"), on="posted_on", filters=("place", "source"), search=("title",), totals=("wanted",),
        unit="条", rules=(dates_and_wages,),
    )  # fmt: skip
