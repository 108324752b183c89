"""防返贫监测: where a clue came from, risks, the steps of a case, its states, how it ends, and kinds of help.

Sources: 国家乡村振兴局《关于健全防止返贫动态监测和帮扶机制的指导意见》 (2021-05) for channels, steps and ways of removal;
export columns of 全国防返贫监测信息系统 (2023-12) for risks and measures; 整户减少 is practice and is no removal.
"""

from models.kernel.codelist import code_list

_GUIDE = "国家乡村振兴局《关于健全防止返贫动态监测和帮扶机制的指导意见》，2021年5月"
_NATIONAL = "全国防返贫监测信息系统导出表，2023年12月"
_PRACTICE = "本程序自定，2025年7月"

CHANNEL = code_list(
    "clue_channel",
    "线索来源",
    _GUIDE,
    (("apply", "农户自主申报"), ("sweep", "基层干部排查"), ("screen", "部门筛查预警"), ("public", "社会监督")),
    {
        "自主申报": "apply", "农户申报": "apply", "干部排查": "sweep", "走访排查": "sweep", "入户走访": "sweep",
        "部门筛查": "screen", "部门预警": "screen", "信息比对": "screen", "信访": "public", "媒体": "public", "12317": "public",
    },
)  # fmt: skip

DEPARTMENT = code_list(
    "clue_department",
    "预警部门",
    _GUIDE,
    tuple(
        (str(i), label)
        for i, label in enumerate(("民政", "医保", "卫健", "教育", "住建", "水利", "残联", "人社", "应急", "公安", "其他"), 1)
    ),
    {"民政局": "1", "医保局": "2", "卫健委": "3", "教育局": "4", "住建局": "5", "水利局": "6", "水务": "6", "人社局": "8"},
)

RISK = code_list(
    "monitoring_risk",
    "致（返）贫风险",
    _NATIONAL,
    tuple(
        (str(i), label)
        for i, label in enumerate(
            (
                "因病", "因学", "因残", "因自然灾害", "因意外事故", "因产业项目失败", "因务工就业不稳", "缺劳动力", "因安全住房",
                "因安全饮水", "因义务教育", "其他",
            ),
            1,
        )
    ),
    {"疾病": "1", "残疾": "3", "灾害": "4", "因灾": "4", "意外": "5", "产业失败": "6", "就业不稳": "7", "缺劳力": "8", "住房": "9", "饮水": "10"},
)  # fmt: skip

DISASTER = code_list(
    "monitoring_disaster",
    "自然灾害",
    _PRACTICE,
    tuple((str(i), label) for i, label in enumerate(("洪涝", "干旱", "风雹", "雪灾", "低温", "地质", "地震", "其他"), 1)),
    {"水灾": "1", "旱灾": "2", "冰雹": "3", "白灾": "4", "冻害": "5", "滑坡": "6"},
)

STEP = code_list(
    "monitoring_step_kind",
    "步骤",
    _GUIDE,
    (
        ("clue", "线索登记"),
        ("visit", "入户核实"),
        ("comparison", "信息比对"),
        ("review", "民主评议"),
        ("notice", "村内公示"),
        ("township", "乡镇审核"),
        ("county", "县级审批"),
        ("identified", "认定"),
        ("rejected", "不符合"),
        ("removal_visit", "消除核查"),
        ("removal_review", "消除评议"),
        ("removal_notice", "消除公示"),
        ("removal_township", "消除乡镇审核"),
        ("removal_county", "消除县级审批"),
        ("removed", "风险消除"),
        ("lookback", "回头看"),
        ("fallback", "风险回退"),
        ("ended", "整户减少"),
    ),
    {
        "线索": "clue", "入户核查": "visit", "核实": "visit", "部门比对": "comparison", "数据比对": "comparison", "比对": "comparison",
        "评议": "review", "公示": "notice", "乡级审核": "township", "镇审核": "township", "苏木镇审核": "township",
        "县审批": "county", "旗县审批": "county", "识别": "identified", "录入": "identified", "公告": "identified",
        "不予纳入": "rejected", "退出": "rejected", "消除": "removed", "回退": "fallback", "自然减少": "ended", "核销": "ended",
    },
)  # fmt: skip

STEP_RESULT = code_list(
    "monitoring_step_result",
    "结果",
    _PRACTICE,
    (("pass", "通过"), ("fail", "不通过"), ("pending", "没出结果")),
    {
        "符合": "pass", "同意": "pass", "无异议": "pass", "合格": "pass", "不符合": "fail", "不同意": "fail", "退回": "fail",
        "办理中": "pending", "待定": "pending",
    },
)  # fmt: skip

CASE_STATE = code_list(
    "monitoring_state",
    "监测状态",
    _GUIDE,
    (
        ("clue", "线索"),
        ("checking", "正在认定"),
        ("rejected", "不符合"),
        ("helping", "帮扶中"),
        ("removing", "拟消除"),
        ("removed", "已消除"),
        ("ended", "整户减少"),
    ),
)

REMOVAL_WAY = code_list(
    "removal_way",
    "消除方式",
    _NATIONAL,
    (("help", "帮扶消除"), ("nature", "自然消除")),
    {"帮扶": "help", "自然": "nature", "自我消除": "nature"},
)

END_WHY = code_list(
    "monitoring_end",
    "整户减少原因",
    _PRACTICE,
    (("died", "死亡"), ("moved", "迁出"), ("merged", "并户")),
    {"去世": "died", "户籍迁出": "moved", "整户迁出": "moved", "合户": "merged"},
)

DEVELOPMENT = code_list(
    "development_help",
    "开发式帮扶措施",
    _NATIONAL,
    (("done", "已实施"), ("not_yet", "尚未实施"), ("unfit", "不适用")),
    {"已落实": "done", "未实施": "not_yet", "无劳动力": "unfit"},
)

SUPPORT_KIND = code_list(
    "support_kind",
    "措施类别",
    _NATIONAL,
    (
        ("industry", "产业帮扶"),
        ("job", "就业帮扶"),
        ("finance", "金融帮扶"),
        ("post", "公益岗位帮扶"),
        ("housing", "住房安全保障"),
        ("water", "饮水安全保障"),
        ("health", "健康帮扶"),
        ("compulsory", "义务教育保障"),
        ("education", "教育帮扶"),
        ("welfare", "综合保障"),
        ("society", "社会帮扶"),
        ("resettlement", "搬迁"),
        ("living", "生产生活条件改善"),
        ("works", "基础设施建设"),
        ("other", "其他"),
    ),
    {
        "产业": "industry", "到户产业": "industry", "就业": "job", "务工": "job", "技能培训": "job", "小额信贷": "finance", "金融": "finance",
        "公益岗位": "post", "公益性岗位": "post", "公岗": "post", "住房": "housing", "危房改造": "housing", "饮水": "water", "医疗": "health",
        "健康": "health", "义务教育": "compulsory", "教育": "education", "雨露计划": "education", "低保": "welfare", "兜底": "welfare",
        "兜底保障": "welfare", "临时救助": "welfare", "易地搬迁": "resettlement",
    },
)  # fmt: skip

SUPPORT_STATE = code_list(
    "support_state",
    "落实情况",
    _PRACTICE,
    (("planned", "已定未落实"), ("doing", "正在落实"), ("done", "已落实"), ("stopped", "已停止")),
    {"计划": "planned", "未落实": "planned", "实施中": "doing", "已完成": "done", "已实施": "done", "终止": "stopped"},
)
