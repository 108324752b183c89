"""A visit: how, what came of it, what was done, whose people came; and what was found and where that goes.

Source: practice of village visiting (遍访、集中排查) as laid down in county work plans of 2022 and 2023; a visit has
several purposes (本次办理), and whose cycle it counts for follows from its visitors' units.
"""

from models.kernel.codelist import code_list

_PRACTICE = "本程序自定，按2022至2023年县级走访排查要求归并"

METHOD = code_list(
    "visit_method",
    "走访方式",
    _PRACTICE,
    (("home", "入户"), ("phone", "电话"), ("video", "视频")),
    {
        "上门": "home",
        "入户走访": "home",
        "打电话": "phone",
        "电话联系": "phone",
        "微信视频": "video",
        "视频通话": "video",
    },
)

RESULT = code_list(
    "visit_result",
    "情况",
    _PRACTICE,
    (("same", "无变化"), ("changed", "有变化"), ("absent", "不在家")),
    {
        "无异常": "same",
        "正常": "same",
        "无": "same",
        "有情况": "changed",
        "有异常": "changed",
        "家中无人": "absent",
        "没人": "absent",
    },
)

TASK = code_list(
    "visit_task",
    "本次办理",
    _PRACTICE,
    (
        ("general", "遍访"),
        ("sweep", "集中排查"),
        ("income", "收入采集"),
        ("work", "务工核实"),
        ("toilet", "户厕检查"),
        ("loan", "贷款用途检查"),
        ("monitoring", "监测核实"),
        ("lookback", "回头看"),
        ("policy", "政策宣传"),
        ("other", "其他"),
    ),
    {
        "月遍访": "general",
        "乡镇遍访": "general",
        "日常走访": "general",
        "走访": "general",
        "排查": "sweep",
        "收支采集": "income",
        "宣传": "policy",
    },
)

UNIT = code_list(
    "visit_unit",
    "走访人单位",
    _PRACTICE,
    (
        ("village", "村"),
        ("stationed", "驻村"),
        ("township", "镇"),
        ("county", "旗县"),
        ("partner", "帮扶单位"),
        ("doctor", "家医"),
    ),
    {
        "村委会": "village", "嘎查": "village", "社区": "village", "村专干": "village", "网格员": "village",
        "驻村工作队": "stationed", "驻村队员": "stationed", "第一书记": "stationed",
        "乡": "township", "乡镇": "township", "苏木镇": "township", "苏木": "township", "街道": "township",
        "镇干部": "township",
        "县": "county", "旗": "county", "区": "county", "县里": "county",
        "包联单位": "partner", "帮扶责任人": "partner",
        "家庭医生": "doctor", "家医团队": "doctor",
    },
)  # fmt: skip

CHANGE = code_list(
    "visit_change",
    "家庭变化",
    _PRACTICE,
    (
        ("people", "人口"),
        ("health", "健康"),
        ("work", "就业"),
        ("school", "就学"),
        ("house", "住房"),
        ("water", "饮水"),
        ("income", "收入"),
        ("spending", "支出"),
        ("disaster", "灾害意外"),
        ("none", "无变化"),
    ),
    {"无": "none", "务工": "work", "教育": "school", "灾害": "disaster"},
)

SATISFACTION = code_list(
    "satisfaction",
    "满意度",
    _PRACTICE,
    (("1", "满意"), ("2", "基本满意"), ("3", "不满意")),
    {"非常满意": "1", "较满意": "2", "一般": "2"},
)

FINDING_KIND = code_list(
    "finding_kind",
    "问题类别",
    _PRACTICE,
    (
        ("school", "义务教育"),
        ("medical", "基本医疗"),
        ("house", "住房安全"),
        ("water", "饮水安全"),
        ("food", "吃穿"),
        ("income", "收入"),
        ("spending", "大额支出"),
        ("work", "务工就业"),
        ("industry", "产业"),
        ("loan", "贷款"),
        ("toilet", "户厕"),
        ("surroundings", "环境"),
        ("policy", "政策落实"),
        ("wish", "诉求"),
        ("other", "其他"),
    ),
    {"教育": "school", "医疗": "medical", "住房": "house", "饮水": "water", "就业": "work", "厕所": "toilet"},
)

FINDING_STATE = code_list(
    "finding_state",
    "办理情况",
    _PRACTICE,
    (
        ("open", "待办"),
        ("working", "办理中"),
        ("solved", "已解决"),
        ("passed_on", "需上报"),
        ("called_back", "已回访"),
    ),
    {"未办结": "open", "未解决": "open", "已办结": "solved", "办结": "solved", "上报": "passed_on"},
)

FINDING_ROUTE = code_list(
    "finding_route",
    "怎么处理",
    _PRACTICE,
    (("finding", "记为走访问题"), ("clue", "列为监测线索"), ("note", "只备注")),
)

DUE_CLASS = code_list(
    "visit_due_class",
    "哪些户要走",
    _PRACTICE,
    (("lifted", "脱贫户"), ("monitored", "监测户"), ("cleared", "已消除风险的监测户")),
    {"监测对象": "monitored", "已消除": "cleared"},
)
