"""项目: its class, its step, sources of money, notices, who benefits and how, and how wages of 以工代赈 are paid.

Sources: classes of 巩固拓展脱贫攻坚成果和乡村振兴项目库 (2021-); steps as 002 and the guides of project management name them;
公告公示 before, during and after as 国务院扶贫办、财政部 《关于完善扶贫资金项目公告公示制度的指导意见》 (2018); 卡点, ways of
benefiting and kinds of wage payment are practice.
"""

from models.kernel.codelist import code_list

_LIBRARY = "巩固拓展脱贫攻坚成果和乡村振兴项目库，2021年起"
_NOTICE = "扶贫资金项目公告公示制度的指导意见，2018年"
_PRACTICE = "本程序自定，2025年7月"

PROJECT_CLASS = code_list(
    "project_class",
    "项目类别",
    _LIBRARY,
    (
        ("industry", "产业发展"),
        ("work", "就业项目"),
        ("building", "乡村建设行动"),
        ("resettlement", "易地搬迁后扶"),
        ("guarantee", "巩固三保障成果"),
        ("governance", "乡村治理和精神文明建设"),
        ("fee", "项目管理费"),
        ("other", "其他"),
    ),
    {
        "产业": "industry", "产业项目": "industry", "产业扶贫": "industry", "就业": "work", "公益岗位": "work",
        "基础设施": "building", "乡村建设": "building", "村庄建设": "building", "易地搬迁": "resettlement",
        "三保障": "guarantee", "乡村治理": "governance", "管理费": "fee",
    },
)  # fmt: skip

PROJECT_STEP = code_list(
    "project_step",
    "进度",
    "财政衔接资金项目管理通用环节",
    (
        ("proposed", "村里申报"),
        ("stored", "入库储备"),
        ("approved", "已批复"),
        ("started", "已开工"),
        ("finished", "已完工"),
        ("accepted", "已验收"),
        ("settled", "已决算"),
        ("handed", "已移交资产"),
        ("stopped", "不实施了"),
    ),
    {
        "申报": "proposed", "储备": "stored", "入库": "stored", "批复": "approved", "下达计划": "approved",
        "开工": "started", "在建": "started", "实施中": "started", "完工": "finished", "竣工": "finished",
        "验收": "accepted", "决算": "settled", "移交": "handed", "移交资产": "handed", "取消": "stopped", "终止": "stopped",
    },
)  # fmt: skip

FUND = code_list(
    "fund",
    "资金来源",
    _PRACTICE,
    (
        ("central", "中央衔接资金"),
        ("province", "自治区或省级资金"),
        ("city", "盟市级资金"),
        ("county", "旗县级资金"),
        ("relief", "以工代赈资金"),
        ("partner", "东西部协作资金"),
        ("post", "定点帮扶和社会资金"),
        ("collective", "村集体自筹"),
        ("other", "其他"),
    ),
    {
        "中央": "central", "中央资金": "central", "衔接资金": "central", "省级": "province", "自治区": "province",
        "省": "province", "市级": "city", "盟级": "city", "县级": "county", "旗级": "county", "以工代赈": "relief",
        "京蒙协作": "partner", "援疆资金": "partner", "社会捐赠": "post", "定点帮扶": "post", "自筹": "collective",
    },
)  # fmt: skip

STUCK = code_list(
    "project_stuck",
    "卡在哪",
    _PRACTICE,
    (
        ("none", "没有卡住"),
        ("papers", "前期手续"),
        ("land", "用地"),
        ("tender", "招标采购"),
        ("money", "资金拨付"),
        ("builder", "施工单位"),
        ("weather", "天气季节"),
        ("people", "群众意见"),
        ("other", "其他"),
    ),
    {
        "无": "none",
        "没有": "none",
        "手续": "papers",
        "土地": "land",
        "招投标": "tender",
        "资金": "money",
        "冬季停工": "weather",
    },
)

NOTICE_STAGE = code_list(
    "notice_stage",
    "公示环节",
    _NOTICE,
    (
        ("listing", "入库前"),
        ("before", "实施前"),
        ("during", "实施中"),
        ("after", "完工后"),
        ("title", "资产确权"),
        ("income", "收益分配"),
        ("other", "其他"),
    ),
    {
        "事前": "before", "事中": "during", "事后": "after", "项目库": "listing", "入库公示": "listing", "年度计划": "before",
        "竣工": "after", "完工": "after", "确权": "title", "收益": "income",
    },
)  # fmt: skip

OBJECTION = code_list(
    "notice_objection",
    "群众意见",
    _PRACTICE,
    (("none", "没有意见"), ("settled", "有意见，已答复"), ("open", "有意见，还没答复")),
    {"无": "none", "无异议": "none", "没有": "none", "有": "open", "有异议": "open"},
)

BENEFIT = code_list(
    "project_benefit",
    "怎么受益",
    "衔接资金项目绩效目标表通用口径，并入各地常用说法",
    (
        ("work", "在项目上务工"),
        ("share", "分红"),
        ("goods", "发放实物"),
        ("money", "发放补助"),
        ("rent", "土地或资产出租"),
        ("trade", "订单收购"),
        ("service", "改善生活条件"),
        ("skill", "技能培训"),
        ("other", "其他"),
    ),
    {
        "务工": "work", "带动就业": "work", "就业": "work", "入股分红": "share", "收益分红": "share", "实物": "goods",
        "发放": "goods", "补助": "money", "补贴": "money", "土地流转": "rent", "订单": "trade", "改善条件": "service",
        "基础设施": "service", "培训": "skill",
    },
)  # fmt: skip

WAGE_WAY = code_list(
    "wage_way",
    "发放方式",
    "国家以工代赈管理办法，2023年",
    (("card", "打到本人卡上"), ("other_card", "打到别人卡上"), ("cash", "发现金"), ("unpaid", "还没发")),
    {
        "银行卡": "card",
        "一卡通": "card",
        "社保卡": "card",
        "转账": "card",
        "现金": "cash",
        "代领": "other_card",
        "未发": "unpaid",
    },
)
