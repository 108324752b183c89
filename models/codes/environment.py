"""人居环境: how something is found, where, what it is, and what a clean-up is about.

Source: village clean-up campaigns (村庄清洁行动, 三清一改) of the national action on rural surroundings 2021-2025;
六边 (路边 地边 沟边 村边 田边 林边) and 三清一改 as one town's report of 2022 lists them.
"""

from models.kernel.codelist import code_list

_ACTION = "《农村人居环境整治提升五年行动方案（2021—2025年）》及村庄清洁行动的通用口径"

FOUND_BY = code_list(
    "environment_found_by",
    "发现方式",
    _ACTION,
    (("patrol", "巡查"), ("people", "群众反映"), ("supervision", "督查"), ("own", "自查"), ("other", "其他")),
    {"巡查发现": "patrol", "群众举报": "people", "群众": "people", "督导": "supervision", "督查发现": "supervision"},
)

PLACE = code_list(
    "environment_place",
    "点位类型",
    _ACTION,
    (
        ("road", "路边"),
        ("land", "地边"),
        ("ditch", "沟边"),
        ("village", "村边"),
        ("field", "田边"),
        ("wood", "林边"),
        ("yard", "房前屋后"),
        ("lane", "巷道"),
        ("river", "河道"),
        ("public", "公共场所"),
        ("other", "其他"),
    ),
    {"道路两侧": "road", "沟渠边": "ditch", "院内": "yard", "庭院": "yard", "小巷": "lane", "河边": "river", "广场": "public"},
)

KIND = code_list(
    "environment_kind",
    "问题类别",
    _ACTION,
    tuple(
        (str(i), label)
        for i, label in enumerate(
            (
                "垃圾乱堆", "污水直排", "畜禽粪污", "残垣断壁", "私搭乱建", "乱堆乱放", "坑塘沟渠", "荒院荒片", "乱贴广告",
                "线缆杂乱", "垃圾桶或收集点缺失", "清运不及时", "死畜", "其他",
            ),
            1,
        )
    ),
    {
        "垃圾": "1", "垃圾乱扔": "1", "乱倒垃圾": "1", "污水乱排": "2", "污水": "2", "粪污": "3", "粪污乱堆": "3", "断壁残垣": "4",
        "乱搭乱建": "5", "柴草乱堆": "6", "杂物乱堆": "6", "黑臭水体": "7", "坑塘": "7", "荒院": "8", "小广告": "9", "广告": "9",
        "线缆": "10", "飞线": "10", "垃圾桶缺失": "11", "病死畜禽": "13",
    },
)  # fmt: skip

STATE = code_list(
    "environment_state",
    "整改状态",
    _ACTION,
    (("open", "待整改"), ("working", "整改中"), ("mended", "已整改"), ("closed", "已销号"), ("reopened", "复发重开")),
    {
        "未整改": "open", "正在整改": "working", "完成": "mended", "已完成": "mended", "整改完成": "mended", "销号": "closed",
        "复发": "reopened",
    },
)  # fmt: skip

TAKING_PART = code_list(
    "environment_taking_part",
    "参加类别",
    _ACTION,
    (("cadre", "干部"), ("villager", "村民"), ("post", "公益岗"), ("party", "党员"), ("volunteer", "志愿者"), ("other", "其他")),
    {"村干部": "cadre", "驻村干部": "cadre", "群众": "villager", "农牧民": "villager", "公岗": "post", "公益性岗位": "post", "保洁员": "post"},
)

WORK = code_list(
    "environment_work",
    "活动内容",
    _ACTION,
    (
        ("rubbish", "清垃圾"),
        ("ditches", "清塘沟"),
        ("manure", "清畜禽粪污等农业废弃物"),
        ("habits", "改变不良习惯"),
        ("tidy", "两清两整一美化"),
        ("green", "植树绿化"),
        ("other", "其他"),
    ),
    {"清理垃圾": "rubbish", "清沟渠": "ditches", "清粪污": "manure", "清畜禽粪污": "manure", "改习惯": "habits", "绿化": "green"},
)
