"""联农带农、经营主体、培训、就业意向、技术服务: the words of the smaller books around work and trade.

Sources: ways of 联农带农 from 农业农村部 guidance on 联农带农机制 (2023); kinds of 经营主体 as in 新型农业经营主体 rules;
the rest is practice.
"""

from models.kernel.codelist import code_list

_LINKS = "农业农村部关于完善联农带农机制的指导意见，2023年"
_PRACTICE = "本程序自定，2025年7月"

ENTERPRISE_KIND = code_list(
    "enterprise_kind",
    "主体类型",
    _LINKS,
    (
        ("leader", "龙头企业"),
        ("company", "一般企业"),
        ("cooperative", "合作社"),
        ("farm", "家庭农场"),
        ("big_household", "种养大户"),
        ("workshop", "帮扶车间"),
        ("collective", "村集体"),
        ("other", "其他"),
    ),
    {"龙头": "leader", "公司": "company", "企业": "company", "农民专业合作社": "cooperative", "家庭牧场": "farm", "大户": "big_household",
     "扶贫车间": "workshop", "集体经济组织": "collective"},
)  # fmt: skip

ENTERPRISE_STATE = code_list(
    "enterprise_state",
    "经营状态",
    _PRACTICE,
    (("running", "正常经营"), ("hard", "经营困难"), ("stopped", "停产停业"), ("closed", "注销")),
    {"正常": "running", "亏损": "hard", "停产": "stopped", "停业": "stopped", "倒闭": "stopped", "已注销": "closed"},
)

LINK_MODE = code_list(
    "benefit_mode",
    "联农带农方式",
    _LINKS,
    (
        ("order", "订单"),
        ("land", "土地流转"),
        ("service", "生产托管"),
        ("share", "股份合作"),
        ("work", "就业务工"),
        ("rent", "资产租赁"),
        ("dividend", "入股分红"),
        ("other", "其他"),
    ),
    {"订单农业": "order", "订单生产": "order", "流转": "land", "托管": "service", "股份": "share", "务工": "work", "带动务工": "work",
     "租赁": "rent", "分红": "dividend", "收益分红": "dividend"},
)  # fmt: skip

LEASE_WAY = code_list(
    "lease_way",
    "流转方向",
    _PRACTICE,
    (("out", "租出去"), ("in", "租进来")),
    {"转出": "out", "流出": "out", "出租": "out", "转入": "in", "流入": "in", "承租": "in"},
)

TRAINING_KIND = code_list(
    "training_kind",
    "培训类别",
    _PRACTICE,
    (
        ("skill", "技能培训"),
        ("farming", "实用技术培训"),
        ("startup", "创业培训"),
        ("leader", "致富带头人培训"),
        ("cadre", "干部培训"),
        ("other", "其他"),
    ),
    {"职业技能培训": "skill", "就业技能": "skill", "农业技术": "farming", "农牧民培训": "farming", "创业": "startup", "带头人": "leader"},
)

INTENT_RESULT = code_list(
    "intent_result",
    "对接结果",
    _PRACTICE,
    (("open", "还没对接"), ("offered", "已推荐"), ("hired", "已就业"), ("trained", "已安排培训"), ("declined", "本人不去"), ("ended", "不想找了")),
    {"未对接": "open", "对接中": "offered", "推荐": "offered", "就业": "hired", "不去": "declined"},
)

BUYER_KIND = code_list(
    "buyer_kind",
    "买方类型",
    _PRACTICE,
    (("unit", "帮扶单位"), ("canteen", "机关食堂"), ("firm", "企业"), ("online", "网上"), ("market", "市场商贩"), ("person", "个人")),
    {"单位": "unit", "食堂": "canteen", "电商": "online", "直播": "online", "批发商": "market"},
)

SERVICE_KIND = code_list(
    "tech_service_kind",
    "服务内容分类",
    _PRACTICE,
    (("crop", "种植"), ("animal", "养殖"), ("vet", "防疫"), ("machine", "农机"), ("market", "销售"), ("other", "其他")),
    {"种植技术": "crop", "养殖技术": "animal", "疫病防治": "vet", "兽医": "vet"},
)
