"""村: the head of every form, and the figures that the police station gives and no one here can count."""


from models import kernel as k
from models.codes.office import VILLAGE_KIND


class Village(k.Ledger):
    """One 行政村, 嘎查 or 社区. 户籍 figures are typed with their day and source; 实有 ones are counted."""

    __tablename__ = "village"

    name = k.text("村名", required=True, aliases=("行政村", "嘎查村", "村（嘎查）", "村名称"))
    region = k.region("区划代码", common=True, aliases=("行政区划代码", "村代码"), width=28)
    kind = k.code("村类型", VILLAGE_KIND, common=True, aliases=("类型",))
    township = k.text("乡镇", common=True, aliases=("苏木镇", "苏木", "街道", "所属乡镇"))
    county = k.text("县", common=True, aliases=("旗县", "旗", "区县", "所属县"))
    prefecture = k.text("市", aliases=("盟", "盟市", "地市"))
    province = k.text("省", aliases=("自治区", "省份"))
    phone = k.phone("监督电话", aliases=("举报电话",), private="none")
    groups = k.long_text("村民小组", aliases=("自然村", "小组", "浩特"), help="一行写一个组，按走的顺序写。")
    registered_households = k.integer("户籍户数", low=0, common=True, aliases=("总户数",))
    registered_people = k.integer("户籍人数", low=0, common=True, aliases=("总人口", "户籍人口"))
    registered_on = k.date("户籍数截至日", aliases=("截至日",))
    registered_source = k.text("户籍数来源", default="派出所", aliases=("来源",))
    low_income_households = k.integer("低保户数", low=0, group="全国系统要的")
    low_income_people = k.integer("低保人数", low=0, group="全国系统要的")
    destitute_people = k.integer("特困人数", low=0, group="全国系统要的")
    disabled_people = k.integer("残疾人数", low=0, group="全国系统要的")
    pension_people = k.integer("参加居民养老人数", low=0, group="全国系统要的")
    clinics = k.integer("卫生室数", low=0, group="全国系统要的")
    doctors = k.integer("执业医师数", low=0, group="全国系统要的", aliases=("执业（助理）医师数",))
    public_toilets = k.integer("公厕数", low=0, group="全国系统要的")
    waste_points = k.integer("垃圾集中堆放点数", low=0, group="全国系统要的")
    culture_rooms = k.integer("文化室数", low=0, group="全国系统要的")
    collective_income = k.decimal("集体经济收入（万元）", places=4, group="全国系统要的")
    land = k.decimal("耕地面积（亩）", group="全国系统要的")
    paved = k.flag("通硬化路", group="全国系统要的", aliases=("到乡镇是否通硬化路",))
    bus = k.flag("通客运班车", group="全国系统要的", aliases=("是否通客运班车",))
    unsafe_water = k.integer("未实现饮水安全户数", low=0, group="全国系统要的")
    unsafe_houses = k.integer("危房户数", low=0, group="全国系统要的")

    __ledger__ = k.LedgerSpec(
        title="村", group="农户", key=(("region",), ("name",)), name=("name",), sort=("region",), search=("name",),
        totals=("registered_households", "registered_people"), filters=("kind",), unit="个",
    )  # fmt: skip
