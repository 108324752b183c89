"""户厕: class of work, technical kind, place, use, acceptance, and what is wrong with a mended one.

Sources: GB 19379-2012 《农村户厕卫生规范》 and GB/T 38836-2020 for kinds; national sweep of rural toilets (2021-) for
fault types and severities; 未投入使用 is practice (a toilet accepted and never used is what inspectors look for).
"""

from models.kernel.codelist import code_list

_SWEEP = "农村户厕问题摸排整改口径，2021年起"
_PRACTICE = "本程序自定，2025年7月"

TOILET_CLASS = code_list(
    "toilet_class",
    "改造类别",
    _PRACTICE,
    (("new", "新建"), ("rebuilt", "改建")),
    {"新建户厕": "new", "改造": "rebuilt", "提升改造": "rebuilt"},
)

TOILET_MODE = code_list(
    "toilet_mode",
    "技术模式",
    "GB 19379-2012、GB/T 38836-2020，并入各地常用类型",
    (
        ("1", "三格化粪池式"),
        ("2", "双瓮漏斗式"),
        ("3", "三联通沼气池式"),
        ("4", "粪尿分集式"),
        ("5", "双坑交替式"),
        ("6", "完整上下水道水冲式"),
        ("7", "集中下水道收集"),
        ("8", "粪尿集中清运"),
        ("9", "免冲原位降解"),
        ("10", "卫生旱厕"),
        ("99", "其他"),
    ),
    {
        "三格式": "1", "三格": "1", "三格化粪池": "1", "双瓮式": "2", "双瓮": "2", "沼气池式": "3", "沼气式": "3",
        "水冲式": "6", "完整下水道水冲式": "6", "水冲厕所": "6", "管网式": "7", "下水道": "7", "真空负压": "8",
        "生物降解": "9", "旱厕": "10", "深坑防冻式": "10", "阁楼式": "10",
    },
)  # fmt: skip

TOILET_PLACE = code_list(
    "toilet_place",
    "厕屋位置",
    _PRACTICE,
    (("inside", "附建式入室"), ("yard", "独立式院内"), ("outside", "独立式院外")),
    {"附建式": "inside", "室内": "inside", "入室": "inside", "院内": "yard", "独立式": "yard", "院外": "outside"},
)

TOILET_USE = code_list(
    "toilet_use",
    "使用情况",
    _SWEEP,
    (
        ("normal", "正常使用"),
        ("seasonal", "季节性使用"),
        ("unused", "未投入使用"),
        ("idle", "闲置"),
        ("storage", "堆放杂物"),
        ("broken", "损坏不能用"),
        ("gone", "已拆除"),
    ),
    {
        "正常": "normal",
        "在用": "normal",
        "冬季停用": "seasonal",
        "没用上": "unused",
        "未使用": "unused",
        "损坏": "broken",
    },
)

ACCEPTANCE = code_list(
    "toilet_acceptance",
    "验收结果",
    _PRACTICE,
    (("pass", "合格"), ("fail", "不合格")),
    {"通过": "pass", "验收合格": "pass", "未通过": "fail"},
)

OLD_TOILET = code_list(
    "old_toilet",
    "旧厕",
    _SWEEP,
    (("filled", "已拆除填埋"), ("standing", "未拆除"), ("none", "没有旧厕")),
    {"已拆除": "filled", "已填埋": "filled", "已拆": "filled", "未拆": "standing", "无": "none"},
)

TOILET_SOURCE = code_list(
    "toilet_source",
    "厕所来源",
    _SWEEP,
    (("public", "财政支持改造"), ("own", "农户自建")),
    {"财政": "public", "自建": "own"},
)

PIT_MATERIAL = code_list(
    "pit_material",
    "化粪池材质",
    _PRACTICE,
    (("1", "玻璃钢"), ("2", "塑料"), ("3", "混凝土"), ("4", "砖砌"), ("9", "其他")),
    {"水泥": "3", "砖": "4", "PE": "2"},
)

FAULT_TYPE = code_list(
    "fault_type",
    "问题类型",
    _SWEEP,
    tuple(
        (str(i), label)
        for i, label in enumerate(
            (
                "产品质量", "工程质量", "选址与模式", "管护服务", "旧厕未取缔", "粪污处理不达标", "简单发厕具代替改厕",
                "虚假改厕", "改而未用", "堆放杂物", "其他",
            ),
            1,
        )
    ),
    {"质量问题": "2", "建而不用": "9", "技术模式不科学": "3", "改造质量不合格": "2", "管护": "4"},
)  # fmt: skip

FAULT_SEVERITY = code_list(
    "fault_severity",
    "严重程度",
    _SWEEP,
    (("1", "目前不能使用"), ("2", "不能全年使用"), ("3", "其他")),
)

FAULT_HANDLING = code_list(
    "fault_handling",
    "整改方式",
    _SWEEP,
    (("now", "立行立改"), ("dated", "限期整改"), ("lasting", "长期坚持")),
    {"立查立改": "now", "分类整改": "dated", "限期": "dated"},
)

FAULT_STATE = code_list(
    "fault_state",
    "整改状态",
    _SWEEP,
    (
        ("found", "摸排登记"),
        ("mending", "整改中"),
        ("mended", "整改完成"),
        ("checked", "村自验"),
        ("accepted", "乡验收"),
        ("closed", "销号"),
        ("reopened", "复发重开"),
    ),
    {"已销号": "closed", "已完成": "mended", "完成": "mended", "未整改": "found", "待整改": "found"},
)
