"""兜底: what the civil affairs office pays, in which class, why, and how it stands.

Sources: 《社会救助暂行办法》(国务院令第649号) for 低保、特困、临时救助; 国发〔2015〕52号 for the two disability allowances;
民发〔2021〕57号 for 单人户 and 渐退期; classes A to C are used by most counties, under several names.
"""

from models.kernel.codelist import code_list

_ORDER = "《社会救助暂行办法》，国务院令第649号"
_PRACTICE = "本程序自定，2025年7月"

WELFARE_KIND = code_list(
    "welfare_kind",
    "救助种类",
    f"{_ORDER}；国发〔2015〕52号",
    (
        ("low_rural", "农村低保"),
        ("low_urban", "城市低保"),
        ("destitute_home", "分散特困"),
        ("destitute_house", "集中特困"),
        ("edge", "低保边缘"),
        ("hard_spending", "刚性支出困难"),
        ("temporary", "临时救助"),
        ("disabled_life", "困难残疾人生活补贴"),
        ("disabled_care", "重度残疾人护理补贴"),
        ("orphan", "孤儿和事实无人抚养儿童"),
        ("old", "高龄津贴"),
        ("other", "其他"),
    ),
    {
        "低保": "low_rural", "农村牧区低保": "low_rural", "特困": "destitute_home", "特困供养": "destitute_home",
        "五保": "destitute_home", "低保边缘家庭": "edge", "支出型困难": "hard_spending", "残疾人生活补贴": "disabled_life",
        "护理补贴": "disabled_care", "残疾人护理补贴": "disabled_care", "孤儿": "orphan", "事实无人抚养": "orphan",
    },
)  # fmt: skip

WELFARE_CLASS = code_list(
    "welfare_class",
    "类别",
    "各地低保分类施保办法，叫法不一",
    (("1", "一类"), ("2", "二类"), ("3", "三类"), ("full", "全额")),
    {"A类": "1", "B类": "2", "C类": "3", "A": "1", "B": "2", "C": "3"},
)

SINGLE_WHY = code_list(
    "welfare_single",
    "单人户理由",
    "《最低生活保障审核确认办法》，民发〔2021〕57号",
    (("severe", "一级、二级重度残疾"), ("mind", "三级智力或精神残疾"), ("illness", "重病患者"), ("other", "其他")),
    {"重度残疾": "severe", "重残": "severe", "三级智力精神残疾": "mind", "重病": "illness"},
)

RECHECK = code_list(
    "welfare_recheck",
    "复核结果",
    _PRACTICE,
    (("keep", "继续保障"), ("change", "调整类别或金额"), ("stop", "退出")),
    {"继续": "keep", "调整": "change", "停保": "stop"},
)

WELFARE_STATE = code_list(
    "welfare_state",
    "现在状态",
    "由起止和渐退日期推出，2025年7月",
    (
        ("coming", "还没开始"),
        ("paid", "在享"),
        ("tapering", "渐退期"),
        ("to_recheck", "渐退期满待复核"),
        ("ended", "已停"),
    ),
)
