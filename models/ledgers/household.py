"""户: the household, written once and looked up by every other ledger.

户主姓名 and 户主证件号 are those of the member who is 户主 and are stored with that person alone. Monitoring class and
state follow from the household's cases; typed with a new household, they make its 期初 case.
"""

from collections.abc import Iterable
from typing import Any

from models import kernel as k
from models.codes import household as c
from models.codes import housing as h
from models.codes.relation import HEAD
from models.kernel.codes import CodeKind
from models.kernel.dates import MonthKind
from models.kernel.identifiers import IdKind
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules.household import Member, family_size, monitoring_doubt, present
from models.rules.monitoring_standing import Standing, standing

LAND, HOUSE, SYSTEM, STATE, BANK = "土地", "住房饮水", "全国系统要的", "监测（期初）", "银行"


def _member(person: Any) -> Member:
    relation, shares, joined, left = map(person.get, ("relation", "shares_income", "joined_on", "left_on"))
    return Member(relation, None, shares, joined, left)


def _head(f: k.Facts, field: str) -> Any:
    people = (p for p in f.children("person") if p.get("relation") == HEAD and present(_member(p), f.today))
    return next((p.get(field) for p in people), None)


def _size(f: k.Facts) -> int:
    return family_size(map(_member, f.children("person")), f.today)


def _standing(f: k.Facts) -> Standing:
    cases = f.children("monitoring")
    return standing(cases, f.children("monitoring.monitoring_step"), f.today) if cases else Standing()


def _monitored(f: k.Facts) -> bool:
    return _standing(f).kind not in (None, "unknown")


def _assisted(f: k.Facts) -> bool:
    return f.new.get("type") == "lifted" or _monitored(f)


def _helpers(f: k.Facts) -> str | None:
    here = (one for one in f.children("helper") if not (one.get("to_on") and one["to_on"] <= f.today))
    return "、".join(one["name"] for one in here if one.get("name")) or None


def monitoring_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """脱贫不稳定户 are lifted, 边缘易致贫户 are not. Said as the class is typed; afterwards the case says it."""
    if doubt := monitoring_doubt(f.new.get("type"), f.new.get("monitoring_class")):
        yield k.Mistake(doubt, "monitoring_class", k.MEND)


def cleared_after_identified(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody is cleared before having been identified."""
    identified, cleared = f.new.get("identified_month"), f.new.get("cleared_month")
    if identified and cleared and cleared < identified:
        yield k.Mistake("消除年月比识别年月还早，请核对。", "cleared_month")


def class_comes_first(f: k.Facts) -> Iterable[k.Mistake]:
    """Without a class there is no case that could keep the rest."""
    if f.old is None and f.new.get("monitoring_class") is None:
        for name in ("identified_month", "cleared_month", *(("cleared",) if f.new.get("cleared") is True else ())):
            if f.new.get(name):
                yield k.Mistake("没有写监测对象类别，请先写是哪一类。", name)


def cleared_in_its_month(f: k.Facts) -> Iterable[k.Mistake]:
    """A month of clearing beside 未消除."""
    if f.new.get("cleared_month") and f.new.get("cleared") is False:
        yield k.Mistake("有消除年月，是否消除却写着否，请核对。", "cleared", k.MEND)


class Household(k.Ledger):
    """One household. `monitored` counts whoever has a class, cleared or not; `assisted` is the union with 脱贫户."""

    __tablename__ = "household"

    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    head_name = k.derived(
        "户主姓名", k.Kind(40), lambda f: _head(f, "name"), fills=True, required=True, aliases=("户主", "户主名字")
    )
    head_id = k.derived(
        "户主证件号", IdKind(), lambda f: _head(f, "id_no"), fills=True, common=True, private="identity", width=40,
        aliases=("户主身份证号", "户主证件号码", "户主身份证号码", "户主身份证", "户主公民身份号码"),
    )  # fmt: skip
    code = k.text("户编号", aliases=("户编码", "户号", "家庭编号", "户ID"), width=30)
    group = k.text(
        "组", common=True, default="last", width=20,
        aliases=("村民小组", "所属组", "所在组", "小组", "自然村", "组别", "浩特", "所属组自然村", "村组"),
    )  # fmt: skip
    grid = k.text("网格", common=True, aliases=("所属网格", "网格名称"), width=20)
    type = k.code("户类型", c.HOUSEHOLD_TYPE, common=True, default="ordinary", aliases=("农户类型", "家庭类型", "户别"))
    phone = k.phone(
        "联系电话", common=True,
        aliases=("电话", "手机号", "手机", "家庭联系电话", "户主电话", "户主联系电话", "联系方式"),
    )  # fmt: skip
    monitoring_class = k.derived(
        "监测对象类别", CodeKind(codes=c.MONITORING_CLASS), lambda f: _standing(f).kind, fills=True, common=True, group=STATE,
        aliases=("监测类别", "监测对象", "监测户类型", "监测对象类型"),
    )  # fmt: skip
    identified_month = k.derived(
        "识别年月", MonthKind(), lambda f: _standing(f).identified, fills=True, common=True, group=STATE,
        aliases=("识别时间", "识别监测时间", "纳入监测时间", "纳入时间"),
    )  # fmt: skip
    cleared = k.derived(
        "是否消除", FlagKind(), lambda f: _standing(f).cleared, fills=True, common=True, group=STATE,
        aliases=("风险是否已消除", "是否消除风险", "风险消除"),
    )  # fmt: skip
    cleared_month = k.derived(
        "消除年月", MonthKind(), lambda f: _standing(f).cleared_month, fills=True, group=STATE,
        aliases=("风险消除时间", "消除时间"),
    )  # fmt: skip
    opening, opened_on = k.opening()
    traits = k.codes("户属性", c.HOUSEHOLD_TRAIT, common=True, private="welfare", aliases=("低保特困", "家庭属性"))
    residence = k.code("居住情况", c.RESIDENCE, common=True, default="resident", aliases=("居住状况",))
    local = k.flag("户口在本村", default=True, aliases=("户籍在本村", "是否本村户籍"))
    size = k.derived("家庭人口数", IntegerKind(), _size, common=True, aliases=("家庭人口", "人口数", "人口"), width=16)
    monitored = k.derived("监测户", FlagKind(), _monitored, width=14)
    assisted = k.derived("脱贫户或监测户", FlagKind(), _assisted, width=14)
    helpers = k.derived("帮扶责任人", k.Kind(), _helpers, common=True, width=26, aliases=("帮扶干部", "帮扶人", "结对帮扶干部"))
    grid_keeper = k.name("网格员")
    address = k.text("家庭住址", private="contact", aliases=("住址", "地址", "详细地址"), width=40)
    door = k.text("门牌", aliases=("门牌号",), width=18)
    walk_order = k.integer("走访顺序", low=0, help="排查登记按这个顺序排。")
    lifted_year = k.year("脱贫年度", aliases=("脱贫年份", "脱贫时间"))
    known_year = k.year("建档年度", aliases=("识别年度", "贫困识别年度"))
    cause = k.code("主要致贫原因", c.CAUSE, private="health", aliases=("致贫原因", "主要风险"))
    other_causes = k.codes("其他致贫原因", c.CAUSE, private="health", aliases=("次要致贫原因",))
    no_labour = k.flag("整户无劳动力", private="welfare", aliases=("整户无劳动能力兜底保障户", "整户无劳动能力"))
    resettlement = k.code("搬迁安置方式", c.RESETTLEMENT, aliases=("安置方式", "易地搬迁"))
    resettled_at = k.text("安置点")
    resettled_on = k.date("入住日期", aliases=("入住时间",))
    toilet_wish = k.code("改厕意愿", c.TOILET_WISH, aliases=("农户意愿",))
    toilet_wish_why = k.text("暂不改厕原因")
    credit_grade = k.code("信用等级", c.CREDIT_GRADE, aliases=("信用评级", "信用星级"))
    field_area = k.decimal("耕地（亩）", group=LAND, aliases=("耕地面积", "耕地面积（亩）"))
    forest_area = k.decimal("林地（亩）", group=LAND, aliases=("林地面积", "林地面积（亩）"))
    returned_area = k.decimal("退耕还林还草（亩）", group=LAND, aliases=("退耕还林面积", "退耕还林面积（亩）"))
    orchard_area = k.decimal("林果（亩）", group=LAND, aliases=("林果面积", "林果面积（亩）"))
    grass_area = k.decimal("牧草地（亩）", group=LAND, aliases=("牧草地面积", "草场面积", "牧草地面积（亩）"))
    water_area = k.decimal("水面（亩）", group=LAND, aliases=("水面面积", "水面面积（亩）"))
    house_area = k.decimal("住房面积（平方米）", group=HOUSE, aliases=("住房面积", "住房面积（㎡）"))
    structure = k.code("房屋结构", h.STRUCTURE, group=HOUSE, aliases=("住房结构",))
    danger = k.code("住房鉴定等级", h.DANGER_GRADE, group=HOUSE, aliases=("危房等级", "危房级别", "鉴定等级", "房屋鉴定等级"))
    road = k.code("入户路类型", h.ROAD, group=HOUSE, aliases=("入户路",))
    road_distance = k.decimal("与村主干路距离（公里）", group=HOUSE, aliases=("与村主干路距离",))
    water = k.code("供水方式", h.WATER, group=HOUSE, aliases=("饮水方式",))
    safe_water = k.flag("饮水安全", group=HOUSE, aliases=("是否解决安全饮用水", "安全饮水"))
    heating = k.code("取暖方式", h.HEATING, group=HOUSE)
    sewage = k.code("生活污水去向", h.SEWAGE, group=HOUSE)
    has_toilet = k.flag("有无卫生厕所", group=HOUSE, aliases=("有卫生厕所", "是否有卫生厕所"))
    toilet_works = k.flag("卫生厕所能正常使用", group=HOUSE, aliases=("卫生厕所是否能正常使用",))
    fuel = k.code("主要燃料类型", h.FUEL, group=SYSTEM, aliases=("燃料",))
    power = k.flag("通生活用电", group=SYSTEM, aliases=("是否通生活用电",))
    broadcast = k.flag("通广播电视", group=SYSTEM, aliases=("是否通广播电视",))
    cooperative = k.flag("加入合作社", group=SYSTEM, aliases=("是否加入合作社", "是否加入农民专业合作组织"))
    leading_company = k.flag("有龙头企业带动", group=SYSTEM, aliases=("是否有龙头企业带动",))
    leading_person = k.flag("有致富带头人带动", group=SYSTEM, aliases=("是否有创业致富带头人带动",))
    bank = k.text("开户银行", group=BANK, aliases=("开户行",))
    card = k.card("银行卡号", group=BANK, aliases=("社保卡号", "一卡通号", "卡号", "银行账号", "惠农卡号"))
    card_name = k.name("户名", group=BANK, aliases=("开户名",))
    note = k.text("备注", private="health", limit=1000, width=30)

    __ledger__ = k.LedgerSpec(
        title="农户", group="农户", key=(("code",), ("head_id",), ("head_name", "group")), name=("head_name",),
        sort=("group", "walk_order"), search=("code", "phone"), unit="户",
        filters=("group", "type", "monitoring_class", "residence", "grid"),
        state=("type", "residence", "local"), alike=("phone", "card"),
        rules=(monitoring_fits, class_comes_first, cleared_after_identified, cleared_in_its_month),
    )  # fmt: skip
