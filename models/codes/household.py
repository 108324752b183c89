"""What is said of a household in words: its class, where its people are, why it was poor, its house and water.

Sources: columns of 全国防返贫监测信息系统 as exported in 2023-12; 国家乡村振兴局 guidance on 防止返贫监测 (2021, 2023);
居住情况 is practice: villages tell apart who can be visited and who can only be phoned.
"""

from models.kernel.codelist import code_list

_NATIONAL = "全国防返贫监测信息系统导出表，2023年12月"
_PRACTICE = "本程序自定，2025年7月"

HOUSEHOLD_TYPE = code_list(
    "household_type",
    "户类型",
    _NATIONAL,
    (("lifted", "脱贫户"), ("ordinary", "一般户")),
    {
        "建档立卡脱贫户": "lifted",
        "已脱贫户": "lifted",
        "脱贫享受政策户": "lifted",
        "脱贫不享受政策户": "lifted",
        "脱贫人口": "lifted",
        "一般农户": "ordinary",
        "普通农户": "ordinary",
        "非建档立卡户": "ordinary",
        "非脱贫户": "ordinary",
    },
)

HOUSEHOLD_TRAIT = code_list(
    "household_trait",
    "户属性",
    _NATIONAL,
    (
        ("low_income", "低保户"),
        ("destitute", "特困供养户"),
        ("low_income_edge", "低保边缘户"),
        ("hard_spending", "支出型困难户"),
        ("disabled", "残疾人户"),
        ("army", "军烈属户"),
        ("birth_plan", "计划生育户"),
        ("none", "无"),
    ),
    {
        "低保": "low_income",
        "特困": "destitute",
        "五保户": "destitute",
        "特困户": "destitute",
        "低保边缘": "low_income_edge",
    },
)

RESIDENCE = code_list(
    "residence",
    "居住情况",
    _PRACTICE,
    (
        ("resident", "常住"),
        ("seasonal", "季节性外出"),
        ("away", "全家外出"),
        ("empty", "空挂户"),
        ("closed", "已注销"),
    ),
    {
        "在家": "resident",
        "常年在家": "resident",
        "举家外出": "away",
        "整户外出": "away",
        "销户": "closed",
        "空户": "empty",
    },
)

MONITORING_CLASS = code_list(
    "monitoring_class",
    "监测对象类别",
    "国家乡村振兴局《关于健全防止返贫动态监测和帮扶机制的指导意见》，2021年5月",
    (("unstable", "脱贫不稳定户"), ("marginal", "边缘易致贫户"), ("sudden", "突发严重困难户")),
    {
        "脱贫不稳定": "unstable",
        "边缘易致贫": "marginal",
        "边缘户": "marginal",
        "突发严重困难": "sudden",
        "突困户": "sudden",
    },
)

CAUSE = code_list(
    "cause",
    "致贫原因",
    _NATIONAL,
    tuple(
        (str(i), label)
        for i, label in enumerate(
            (
                "因病", "因残", "因学", "因灾", "缺土地", "缺水", "缺技术", "缺劳力", "缺资金", "交通条件落后",
                "自身发展动力不足", "因婚", "因丧", "其他",
            ),
            1,
        )
    ),
    {"缺劳动力": "8", "动力不足": "11"},
)  # fmt: skip

RESETTLEMENT = code_list(
    "resettlement", "搬迁安置方式", _NATIONAL, (("1", "集中安置"), ("2", "分散安置"), ("0", "未搬迁"))
)
RESETTLED = ("1", "2")

TOILET_WISH = code_list(
    "toilet_wish",
    "改厕意愿",
    _PRACTICE,
    (("willing", "愿改"), ("not_now", "暂不愿改"), ("unfit", "不具备条件")),
    {"愿意": "willing", "不愿意": "not_now", "暂不改": "not_now"},
)

CREDIT_GRADE = code_list(
    "credit_grade",
    "信用等级",
    _PRACTICE,
    (("1", "一星"), ("2", "二星"), ("3", "三星"), ("4", "四星"), ("5", "五星"), ("0", "未评")),
    {"一星级": "1", "二星级": "2", "三星级": "3", "四星级": "4", "五星级": "5"},
)
