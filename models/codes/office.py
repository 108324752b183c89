"""Words of the office itself: what an operator may be, and what a parameter is about. Ours, 2025-07."""

from models.kernel.codelist import code_list

_PRACTICE = "本程序自定，2025年7月"

OPERATOR_ROLE = code_list(
    "operator_role",
    "身份",
    _PRACTICE,
    (
        ("village", "村干部"),
        ("specialist", "村专干"),
        ("stationed", "驻村工作队"),
        ("township", "镇干部"),
        ("county", "旗县干部"),
        ("other", "其他"),
    ),
    {
        "第一书记": "stationed",
        "驻村队员": "stationed",
        "乡镇干部": "township",
        "苏木镇干部": "township",
        "专干": "specialist",
    },
)

PARAMETER_AREA = code_list(
    "parameter_area",
    "哪一类",
    _PRACTICE,
    (
        ("visit", "走访"),
        ("loan", "信贷"),
        ("job", "务工"),
        ("toilet", "户厕"),
        ("income", "收支"),
        ("monitoring", "监测"),
        ("person", "人口"),
        ("household", "土地和路"),
        ("notice", "公示"),
        ("return", "报表"),
        ("travel", "交通补助"),
        ("post", "公益性岗位"),
        ("subsidy", "产业补助"),
        ("project", "项目"),
        ("asset", "项目资产"),
        ("school", "上学"),
        ("health", "医保和看病"),
        ("house", "住房"),
        ("water", "饮水"),
        ("welfare", "兜底救助"),
        ("appeal", "群众诉求"),
        ("attendance", "驻村考勤"),
        ("attachment", "照片和扫描件"),
        ("duty", "今日待办"),
        ("handout", "发放签收"),
    ),
)

VILLAGE_KIND = code_list(
    "village_kind",
    "村类型",
    _PRACTICE,
    (("gacha", "嘎查"), ("village", "行政村"), ("community", "社区")),
    {"嘎查村": "gacha", "村": "village", "居委会": "community"},
)

APPROVAL_STEP = code_list(
    "approval_step",
    "哪一步",
    _PRACTICE,
    (("village", "村级审核"), ("township", "镇级审核"), ("county", "旗县审批"), ("close", "销号审批"), ("other", "其他")),
    {"村审核": "village", "乡镇审核": "township", "苏木镇审核": "township", "县级审批": "county", "销号": "close"},
)

DECISION = code_list(
    "approval_decision",
    "意见",
    _PRACTICE,
    (("agreed", "同意"), ("returned", "退回修改"), ("refused", "不同意")),
    {"通过": "agreed", "批准": "agreed", "退回": "returned", "驳回": "returned", "不通过": "refused"},
)

ASSIGNMENT_STATE = code_list(
    "assignment_state",
    "办理情况",
    _PRACTICE,
    (("open", "待办"), ("working", "办理中"), ("done", "已办结"), ("called_off", "不办了")),
    {"未办": "open", "未办结": "open", "正在办理": "working", "完成": "done", "已完成": "done", "办结": "done", "取消": "called_off"},
)
