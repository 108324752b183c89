"""公益性岗位: one row a kind of place to be filled; who holds it is a post_holder. 按需设岗: a quota, never a wage."""

from collections.abc import Iterable, Mapping
from typing import Any

from models import kernel as k
from models.codes import post as c
from models.kernel.numbers import IntegerKind
from models.rules import post as r


def _holding(values: Mapping[str, Any]) -> r.Holding:
    return r.Holding(*(values.get(name) for name in ("from_on", "to_on", "left_on", "state")))


def _on_duty(f: k.Facts) -> int:
    return sum(r.on_duty(_holding(holder), f.today) for holder in f.children("post_holder"))


def within_the_quota(f: k.Facts) -> Iterable[k.Mistake]:
    """Holders on duty today against 名额."""
    if (quota := f.new.get("quota")) is not None and (doubt := r.quota_doubt(_on_duty(f), quota)):
        yield k.Mistake(doubt, "quota", k.DOUBT)


def closed_after_opened(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing is closed before it was set up, nor with people on it."""
    opened, closed = f.new.get("set_up_on"), f.new.get("closed_on")
    if opened and closed and closed < opened:
        yield k.Mistake("撤岗日期比设岗日期还早，请核对。", "closed_on")
    elif closed and closed <= f.today and (there := _on_duty(f)):
        yield k.Mistake(f"岗位已经撤了，还有{there}人在岗，请给他们办退岗。", "closed_on", k.DOUBT)


class Post(k.Ledger):
    """One kind of post of a village."""

    __tablename__ = "post"

    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    name = k.text("岗位名称", required=True, aliases=("岗位", "公岗名称", "公益性岗位名称"))
    kind = k.code("岗位类别", c.POST_KIND, common=True, aliases=("类别", "公岗类别", "岗位类型"))
    fund = k.code("资金来源", c.POST_FUND, common=True, aliases=("资金", "经费来源"))
    quota = k.integer("名额", low=0, high=9999, common=True, aliases=("岗位数", "岗位数量", "设岗人数"), width=14)
    standard = k.money("月补贴标准", common=True, aliases=("月标准", "补贴标准", "月工资标准", "岗位补贴"))
    keeper = k.text("管理单位", common=True, aliases=("用人单位", "开发单位", "主管单位"), width=30)
    duty = k.text("岗位职责", aliases=("工作内容", "工作量", "职责"), limit=500, width=40)
    hours = k.text("上班要求", aliases=("工作时间", "上班时间"), width=30)
    min_days = k.integer("每月至少出勤（天）", low=0, high=31, aliases=("每月出勤天数",), width=16)
    place = k.text("工作地点", aliases=("地点", "管护范围"))
    set_up_on = k.date("设岗日期", aliases=("设岗时间",))
    closed_on = k.date("撤岗日期", aliases=("撤岗时间",))
    note = k.text("备注", width=30)
    holders = k.derived("在岗人数", IntegerKind(), _on_duty, width=14)
    free = k.derived(
        "空缺", IntegerKind(), lambda f: f.new["quota"] - _on_duty(f) if f.new.get("quota") is not None else None, width=14
    )

    __ledger__ = k.LedgerSpec(
        title="公益性岗位", group="就业", key=(("name",),), name=("name",), sort=("kind", "name"), on="set_up_on",
        filters=("kind", "fund"), search=("name",), totals=("quota",), unit="个",
        rules=(within_the_quota, closed_after_opened),
    )  # fmt: skip
