"""供水点: a plant, station or well, whom it serves and who keeps it. The last report is that of its 用水查看."""

from collections.abc import Iterable
from datetime import date

from models import kernel as k
from models.codes import safety as c
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind
from models.rules import water as r


def _last_report(f: k.Facts) -> date | None:
    reports = (one["date"] for one in f.children("water_check") if one.get("kind") == "report" and one.get("date"))
    return max(reports, default=None)


def _outage(f: k.Facts) -> bool:
    outages = (one for one in f.children("water_check") if one.get("kind") == "outage")
    return any(one.get("date") and not (one.get("to_on") and one["to_on"] <= f.today) for one in outages)


def people_and_households(f: k.Facts) -> Iterable[k.Mistake]:
    """Fewer people than households."""
    households, people = f.new.get("households"), f.new.get("people")
    if households and people is not None and people < households:
        yield k.Mistake(f"供水{people}人，比供水{households}户还少，请核对。", "people", k.DOUBT)


def built_in_the_past(f: k.Facts) -> Iterable[k.Mistake]:
    """In use before it is built."""
    if f.new.get("built_on") and f.new["built_on"] > f.today and f.new.get("state") == "running":
        yield k.Mistake("建成日期还没到，状态却是正常供水，请核对。", "built_on", k.DOUBT)


class WaterSource(k.Ledger):
    """One place from which a part of the village has its water."""

    __tablename__ = "water_source"
    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    name = k.text("供水点名称", required=True, aliases=("名称", "水源名称", "水厂名称", "工程名称"), width=30)
    kind = k.code("供水点类型", c.SOURCE_KIND, common=True, aliases=("类型", "工程类型", "供水方式"))
    groups = k.text("覆盖的组", common=True, aliases=("覆盖组", "覆盖范围", "供水范围"), width=40)
    households = k.integer("供水户数", low=0, common=True, aliases=("覆盖户数", "户数"), width=16)
    people = k.integer("供水人数", low=0, common=True, aliases=("覆盖人数", "人数"), width=16)
    keeper = k.name("管水员", common=True, aliases=("管护员", "负责人"))
    phone = k.phone("管水员电话", common=True, aliases=("联系电话", "电话"))
    state = k.code("现在状态", c.SOURCE_STATE, common=True, default="running", aliases=("运行状态", "使用状态"))
    built_on = k.date("建成日期", aliases=("建成时间",))
    treated = k.flag("有消毒净化设备", aliases=("消毒设备",))
    guarded = k.flag("水源有保护标志", aliases=("水源保护",))
    posted_at = k.text("水质报告贴在哪", aliases=("公示地点",), width=30)
    photo = k.attachment("公示照片", private="identity")
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    last_report = k.derived("最近水质报告", DateKind(), _last_report)
    next_report = k.derived(
        "下次该公示", DateKind(), lambda f: r.next_report(_last_report(f), f.parameter("water.report_months"))
    )
    without_water = k.derived("正在停水", FlagKind(), _outage)
    __ledger__ = k.LedgerSpec(
        "供水点", "三保障", key=(("village", "name"), ("name",)), name=("name",), sort=("name",), filters=("kind", "state"),
        totals=("households", "people"), state=("state",), unit="处", rules=(people_and_households, built_in_the_past),
    )  # fmt: skip
