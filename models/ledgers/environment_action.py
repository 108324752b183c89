"""环境整治活动: one clean-up, who came and what was carried away; counted by month."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import environment as c
from models.kernel.dates import MonthKind


def has_been(f: k.Facts) -> Iterable[k.Mistake]:
    """A clean-up has been made, and somebody came."""
    yield from k.not_come(f, date="活动日期")
    if f.new.get("people") == 0:
        yield k.Mistake("参加人数是0，请核对。", "people", k.DOUBT)


class EnvironmentAction(k.Ledger):
    """One clean-up at one place on one day."""

    __tablename__ = "environment_action"

    date = k.date("活动日期", required=True, default="today", aliases=("日期", "整治日期", "活动时间", "时间"))
    place = k.text("地点", required=True, aliases=("活动地点", "整治地点", "区域"), width=34)
    work = k.codes("活动内容", c.WORK, common=True, aliases=("内容", "整治内容"), width=34)
    people = k.integer("参加人数", low=0, common=True, aliases=("人数", "出动人数", "参与人数"))
    taking_part = k.codes("参加类别", c.TAKING_PART, common=True, aliases=("参加人员", "参与人员"), width=28)
    machines = k.integer("车辆机械（台次）", low=0, common=True, aliases=("车辆", "出动车辆", "机械", "出动机械"))
    removed = k.decimal("清运量（吨）", common=True, aliases=("清运量", "清理垃圾量", "清运垃圾"))
    campaign = k.text("活动名称", aliases=("行动名称", "主题"), width=30)
    photo_before = k.attachment("整治前照片", private="identity")
    photo_after = k.attachment("整治后照片", private="identity")
    note = k.text("备注", width=30)
    month = k.derived("月份", MonthKind(), lambda f: f"{f.new['date']:%Y-%m}" if f.new.get("date") else None)

    __ledger__ = k.LedgerSpec(
        title="环境整治活动", group="户厕与环境", key=(("date", "place"),), name=("date", "place"), unit="次",
        sort=("date", "place"), on="date", totals=("people", "machines", "removed"), filters=("work",), rules=(has_been,),
    )  # fmt: skip
