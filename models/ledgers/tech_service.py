"""技术服务: which expert came to which household, on what day, for what. Three years without one was a finding."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.business import SERVICE_KIND


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """Somebody has come; the next time is later."""
    yield from k.not_come(f, date="服务日期")
    yield from k.too_early(f, "date", "这次", next_on="下次服务日期")


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same expert on the same day is one visit."""
    if k.again(f, "date", "expert"):
        yield k.Mistake("同一位专家当天已经记过一次，请核对是不是同一次。", "expert", k.DOUBT)


class TechService(k.Ledger):
    """One visit of one expert."""

    __tablename__ = "tech_service"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("服务日期", required=True, default="today", aliases=("日期", "指导日期", "服务时间"))
    expert = k.name("专家", common=True, default="last", aliases=("技术员", "科技特派员", "指导人员"))
    unit = k.text("专家单位", common=True, default="last", aliases=("单位", "所在单位"), width=30)
    kind = k.code("服务内容分类", SERVICE_KIND, common=True, aliases=("类别", "服务类别"))
    text = k.long_text("服务内容", common=True, aliases=("内容", "指导内容"), width=50)
    result = k.text("效果", aliases=("服务效果", "解决的问题"), width=30)
    next_on = k.date("下次服务日期", aliases=("下次时间",))
    phone = k.phone("专家电话", aliases=("联系电话",))
    signed = k.flag("户主已签字", aliases=("户主签字",))
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", width=30)

    __ledger__ = k.LedgerSpec(
        title="技术服务", group="产业", name=("date", "expert"), sort=("date", "household"), on="date",
        key=(("household", "date", "expert"), ("household", "date")), filters=("kind", "expert"), unit="次", rules=(not_in_the_future, not_twice),
    )  # fmt: skip
