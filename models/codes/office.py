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
    ),
)

VILLAGE_KIND = code_list(
    "village_kind",
    "村类型",
    _PRACTICE,
    (("gacha", "嘎查"), ("village", "行政村"), ("community", "社区")),
    {"嘎查村": "gacha", "村": "village", "居委会": "community"},
)
