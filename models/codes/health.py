"""基本医疗: insurance year by year, illness, and the card of a chronic illness.

Sources: classes of 资助参保 after 国办发〔2021〕42号 (重特大疾病医疗保险和救助制度); 四类慢性病 of rural family doctors
(高血压、糖尿病、结核病、严重精神障碍) and 大病专项救治 after 国卫扶贫 notices of 2017 to 2020; the rest is practice.
"""

from models.kernel.codelist import code_list

_PRACTICE = "本程序自定，2025年7月"

SUBSIDY = code_list(
    "insurance_subsidy",
    "资助参保类别",
    "国办发〔2021〕42号，定额标准由各地定",
    (
        ("destitute", "特困人员（全额）"),
        ("low_income", "低保对象（定额）"),
        ("edge", "低保边缘家庭"),
        ("monitored", "监测对象"),
        ("lifted", "脱贫人口"),
        ("disabled", "重度残疾人"),
        ("other", "其他"),
        ("none", "没有资助"),
    ),
    {"特困": "destitute", "全额资助": "destitute", "低保": "low_income", "定额资助": "low_income", "监测户": "monitored",
     "脱贫户": "lifted", "不资助": "none", "无": "none"},
)  # fmt: skip

NOT_INSURED = code_list(
    "not_insured",
    "没参保原因",
    _PRACTICE,
    (
        ("unwilling", "不愿参保"),
        ("elsewhere", "在外地参保没核实"),
        ("waiting", "刚到单位在等待期"),
        ("newborn", "新生儿还没办"),
        ("army", "服兵役"),
        ("prison", "服刑"),
        ("lost", "联系不上"),
        ("paid_late", "错过缴费期"),
        ("other", "其他"),
    ),
    {"不愿意": "unwilling", "参军": "army", "新生儿": "newborn", "失联": "lost"},
)

ILLNESS_KIND = code_list(
    "illness_kind",
    "大病还是慢病",
    _PRACTICE,
    (("serious", "大病"), ("chronic", "慢病")),
    {"重病": "serious", "重大疾病": "serious", "慢性病": "chronic", "长期慢性病": "chronic"},
)

FOUR_CHRONIC = code_list(
    "four_chronic",
    "四类慢性病",
    "农村家庭医生签约服务四类慢性病，国卫扶贫2017年起",
    (("pressure", "高血压"), ("sugar", "糖尿病"), ("lung", "结核病"), ("mind", "严重精神障碍"), ("none", "不是四类")),
)

TREATMENT = code_list(
    "treatment",
    "专项救治",
    _PRACTICE,
    (
        ("treated", "已救治"),
        ("treating", "救治中"),
        ("not_yet", "还没救治"),
        ("refused", "本人不愿治"),
        ("outside", "不在病种内"),
    ),
    {"已专项救治": "treated", "正在救治": "treating", "未救治": "not_yet", "是": "treated", "否": "not_yet"},
)

COURSE = code_list(
    "illness_course",
    "现在情况",
    _PRACTICE,
    (("ongoing", "在治"), ("steady", "稳定服药"), ("better", "好转"), ("cured", "治好了"), ("dead", "去世")),
    {"治疗中": "ongoing", "稳定": "steady", "痊愈": "cured", "已愈": "cured", "死亡": "dead"},
)
OVER = ("cured", "dead")

CARD_STATE = code_list(
    "chronic_card_state",
    "办理到哪一步",
    "由申报、发放、复审各日期推出，2025年7月",
    (
        ("to_apply", "还没申报"),
        ("applied", "在办"),
        ("late", "办晚了"),
        ("issued", "已发卡"),
        ("to_review", "该复审"),
        ("refused", "没通过"),
        ("stopped", "已停用"),
    ),
)

REVIEW = code_list(
    "card_review",
    "复审结果",
    _PRACTICE,
    (("renewed", "直接续办"), ("again", "重新鉴定"), ("failed", "不再符合")),
    {"续办": "renewed", "通过": "renewed", "不通过": "failed"},
)
