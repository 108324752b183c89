"""资产巡查: one look at one asset: how it runs, what was wrong, when it was mended."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.asset import RUNNING
from models.kernel.numbers import FlagKind


def has_been_looked_at(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been done, and what was mended was mended afterwards."""
    yield from k.not_come(f, date="巡查日期")
    yield from k.too_early(f, "date", "巡查日期", mended_on="处理日期")


def trouble_is_said(f: k.Facts) -> Iterable[k.Mistake]:
    """Something out of order has a word on it; what was settled has no fault left."""
    if f.new.get("state") in (f.parameter("asset.trouble_words") or ()) and not f.new.get("finding"):
        yield k.Mistake("运行不正常，请写一句是什么问题。", "finding", k.HINT)
    if f.new.get("mended_on") and not f.new.get("finding"):
        yield k.Mistake("写了处理日期，没写是什么问题。", "finding", k.DOUBT)


def standing(f: k.Facts) -> Iterable[k.Mistake]:
    """What was disposed of is no longer looked at."""
    gone = (f.parent("asset") or {}).get("disposed_on")
    if gone and f.new.get("date") and f.new["date"] > gone:
        yield k.Mistake("这项资产在巡查前已经处置了，请核对。", "date", k.DOUBT)


class AssetInspection(k.Ledger):
    """One look at one asset."""

    __tablename__ = "asset_inspection"

    asset = k.link("资产", "asset", parent=True, required=True, aliases=("资产名称", "哪项资产"))
    date = k.date("巡查日期", required=True, default="today", aliases=("日期", "检查日期", "巡查时间"))
    state = k.code("运行情况", RUNNING, required=True, aliases=("运行状态", "使用情况"), width=18)
    by = k.name("巡查人", common=True, default="me", aliases=("检查人",))
    finding = k.text("发现问题", common=True, aliases=("问题", "存在问题"), width=40)
    handling = k.text("怎么处理", common=True, aliases=("处理措施", "处理情况"), width=40)
    mended_on = k.date("处理日期", aliases=("处理完成日期", "维修日期"))
    cost = k.money("维修花费", aliases=("维修费",))
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", width=30)
    open = k.derived("问题还没处理", FlagKind(), lambda f: bool(f.new.get("finding")) and not f.new.get("mended_on"))

    __ledger__ = k.LedgerSpec(
        title="资产巡查", group="项目资产", key=(("asset", "date"),), name=("date", "state"), sort=("date", "asset"), on="date",
        filters=("state",), state=("mended_on",), unit="次", rules=(has_been_looked_at, trouble_is_said, standing),
    )  # fmt: skip
