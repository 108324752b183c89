"""到户补助: what is subsidised, in what, how far an application has come; and papers of 一次性交通补助.

Sources: one town's 产业到户 categories (种植、畜牧、庭院); kinds of 庭院经济 from 农业农村部 and 国家乡村振兴局 guidance (2022);
steps from 到户补助 rules of counties (先建后补, 公示, 一卡通); papers from 一次性交通补助 notices (2023 to 2025).
"""

from models.kernel.codelist import code_list

_TOWN = "镇村产业到户补助办法（以当地文件为准）"
_TRAVEL = "各地一次性交通补助通知，2023年至2025年"

CATEGORY = code_list(
    "subsidy_category",
    "项目类别",
    _TOWN,
    (("crop", "种植业"), ("livestock", "畜牧业"), ("yard", "庭院经济"), ("other", "其他")),
    {"种植": "crop", "养殖业": "livestock", "养殖": "livestock", "畜牧": "livestock", "庭院": "yard"},
)

ANIMAL = code_list(
    "subsidy_animal",
    "畜种",
    _TOWN,
    (("cattle", "牛"), ("horse", "马"), ("sheep", "羊"), ("chicken", "鸡"), ("pig", "猪"), ("donkey", "驴"), ("other", "其他")),
    {"肉牛": "cattle", "奶牛": "cattle", "基础母牛": "cattle", "绵羊": "sheep", "山羊": "sheep", "家禽": "chicken", "禽": "chicken"},
)

YARD_KIND = code_list(
    "subsidy_yard",
    "庭院经济类型",
    "农业农村部、国家乡村振兴局关于庭院经济的指导意见，2022年",
    (("plant", "特色种植"), ("breed", "特色养殖"), ("craft", "特色手工"), ("leisure", "休闲旅游"), ("service", "生产生活服务")),
    {"小种植": "plant", "小田园": "plant", "小养殖": "breed", "小加工": "craft", "手工": "craft", "小商贸": "service"},
)

KEEPING = code_list(
    "subsidy_keeping",
    "饲养方式",
    _TOWN,
    (("own", "自养"), ("trust", "托管"), ("boarded", "托养")),
    {"自己养": "own", "代养": "boarded"},
)

CLAIM_STATE = code_list(
    "claim_state",
    "办理状态",
    "各县到户补助办法：申请、村审、公示、乡审、县审、拨付",
    (
        ("applied", "已申请"),
        ("village", "村里已审"),
        ("noticed", "已公示"),
        ("township", "乡里已审"),
        ("county", "县里已审"),
        ("paid", "已发放"),
        ("returned", "退回"),
    ),
    {
        "申请": "applied", "村初审": "village", "村审核": "village", "公示": "noticed", "乡审": "township", "乡验收": "township",
        "验收": "township", "县审": "county", "县抽验": "county", "已拨付": "paid", "发放": "paid", "已兑付": "paid", "不符合": "returned",
    },
)  # fmt: skip

PROOF = code_list(
    "travel_proof",
    "凭证类型",
    _TRAVEL,
    (
        ("work", "务工证明"),
        ("contract", "劳动合同"),
        ("wages", "工资流水"),
        ("insurance", "外地参保证明"),
        ("ticket", "车票"),
        ("pledge", "个人承诺书"),
    ),
    {"合同": "contract", "银行流水": "wages", "社保证明": "insurance", "火车票": "ticket", "承诺书": "pledge", "个人承诺": "pledge"},
)

TRAVEL_METHOD = code_list(
    "travel_method",
    "交通补助怎么算",
    _TRAVEL,
    (("actual", "据实"), ("capped", "据实封顶"), ("flat", "固定标准")),
)
