"""收支: parts and items of a household's income, the stretch a row speaks of, and kinds of medical bills.

Sources: 收入采集表 and 明白卡 of 全国防返贫监测信息系统 (2023) for parts and items; what is no income (借款, 取回存款, 出售财产,
一次性礼金, 报销款) is kept in sight under 不计收入 and never summed.
"""

from models.kernel.codelist import code_list

_NATIONAL = "全国防返贫监测信息系统收入采集指标，2023年"
_PRACTICE = "本程序自定，2025年7月"

PART = code_list(
    "income_part",
    "收支大类",
    _NATIONAL,
    (
        ("wage", "工资性收入"),
        ("business", "生产经营性收入"),
        ("property", "财产性收入"),
        ("transfer", "转移性收入"),
        ("cost", "生产经营性支出"),
        ("rigid", "刚性支出"),
        ("claim", "理赔收入"),
        ("none", "不计收入"),
    ),
    {
        "工资性": "wage", "工资": "wage", "务工收入": "wage", "生产经营性": "business", "经营性收入": "business", "经营性": "business",
        "财产性": "property", "转移性": "transfer", "生产支出": "cost", "经营支出": "cost", "生产经营支出": "cost", "大额支出": "rigid",
        "理赔": "claim", "保险理赔": "claim", "不计": "none",
    },
)  # fmt: skip

ITEM = code_list(
    "income_item",
    "收支项目",
    _NATIONAL,
    (
        ("wage_job", "务工收入"),
        ("wage_post_trade", "行业部门公益岗"),
        ("wage_post_township", "乡镇公益岗"),
        ("wage_post_village", "村级公益岗"),
        ("wage_picking", "自主采摘"),
        ("wage_other", "其他工资性收入"),
        ("business_crops", "种植收入"),
        ("business_animals", "养殖收入"),
        ("business_forest", "林果收入"),
        ("business_other", "其他经营收入"),
        ("property_assets", "资产收益分红"),
        ("property_land", "土地流转"),
        ("property_finance", "金融贷款项目"),
        ("property_tending", "代种代养"),
        ("property_other", "其他财产性收入"),
        ("transfer_birth_plan", "计划生育金"),
        ("transfer_low_income", "低保金"),
        ("transfer_destitute", "特困供养金"),
        ("transfer_pension", "养老金"),
        ("transfer_returned", "退耕还林补助"),
        ("transfer_public_forest", "公益林补助"),
        ("transfer_grass", "草原奖补"),
        ("transfer_migrants", "移民补助"),
        ("transfer_ecology_other", "其他生态补偿"),
        ("transfer_maize_soy", "玉米大豆补贴"),
        ("transfer_soil", "地力补贴"),
        ("transfer_farm_insurance", "农业保险"),
        ("transfer_aged", "高龄补贴"),
        ("transfer_army", "优抚金"),
        ("transfer_disabled", "残疾人补贴"),
        ("transfer_education", "教育补助"),
        ("transfer_disaster", "救灾款"),
        ("transfer_disabled_elders", "失能补贴"),
        ("transfer_family", "赡养费"),
        ("transfer_heating", "取暖补贴"),
        ("transfer_prices", "物价补贴"),
        ("transfer_relief", "救济金"),
        ("transfer_return_insurance", "防贫保险"),
        ("transfer_gifts", "经常性捐赠赔偿"),
        ("transfer_other", "其他转移性收入"),
        ("cost_crops", "种植支出"),
        ("cost_animals", "养殖支出"),
        ("cost_forest", "林果支出"),
        ("cost_other", "其他经营支出"),
        ("rigid_medical", "医疗自付"),
        ("rigid_education", "教育支出"),
        ("rigid_housing", "住房支出"),
        ("rigid_disaster", "灾害意外支出"),
        ("rigid_care", "残疾护理支出"),
        ("rigid_other", "其他刚性支出"),
        ("claim_insurance", "保险理赔"),
        ("claim_other", "其他理赔"),
        ("none_loan", "借款贷款"),
        ("none_savings", "取回存款"),
        ("none_sold", "出售财产"),
        ("none_gift", "一次性礼金"),
        ("none_refund", "报销款"),
    ),
    {
        "务工": "wage_job", "打工": "wage_job", "工资": "wage_job", "种植": "business_crops", "种地": "business_crops",
        "养殖": "business_animals", "养羊": "business_animals", "养牛": "business_animals", "林果": "business_forest",
        "分红": "property_assets", "土地流转费": "property_land", "低保": "transfer_low_income", "特困": "transfer_destitute",
        "养老": "transfer_pension", "退耕还林": "transfer_returned", "公益林": "transfer_public_forest",
        "草畜平衡": "transfer_grass", "禁牧": "transfer_grass", "高龄": "transfer_aged", "优抚": "transfer_army",
        "残疾补贴": "transfer_disabled", "残疾人两项补贴": "transfer_disabled", "子女赡养": "transfer_family",
        "赡养": "transfer_family", "取暖": "transfer_heating", "饲草料": "cost_animals", "种子化肥": "cost_crops",
        "礼金": "none_gift", "报销": "none_refund", "借款": "none_loan", "贷款": "none_loan", "药费": "rigid_medical",
    },
)  # fmt: skip

USUAL = frozenset({
    "wage_job", "wage_post_village", "business_crops", "business_animals", "property_land", "property_assets",
    "transfer_low_income", "transfer_pension", "transfer_family", "transfer_soil", "transfer_other", "cost_crops", "cost_animals",
    "rigid_medical", "rigid_education",
})  # fmt: skip
"""Items that are asked in nearly every household: a sheet shows them also while they are empty."""

SPAN = code_list(
    "income_span",
    "一次记多久",
    _PRACTICE,
    (("1", "一个月"), ("3", "一个季度"), ("6", "半年"), ("12", "全年")),
    {"月": "1", "每月": "1", "季": "3", "季度": "3", "每季": "3", "年": "12", "一年": "12"},
)

SOURCE_BOOK = code_list(
    "income_source_book",
    "来源台账",
    _PRACTICE,
    (
        ("job", "务工就业"),
        ("post_attendance", "公岗考勤"),
        ("travel_subsidy", "一次性交通补助"),
        ("industry_subsidy", "产业到户补助"),
        ("welfare", "兜底救助"),
        ("land_lease", "土地流转"),
        ("benefit_link", "联农带农"),
    ),
)
"""Ledgers from which amounts can be taken over, by their ids."""

BILL_KIND = code_list(
    "medical_bill_kind",
    "就医类别",
    _PRACTICE,
    (("inpatient", "住院"), ("outpatient", "门诊"), ("chronic", "慢特病用药"), ("drugs", "自己买药"), ("other", "其他")),
    {"普通门诊": "outpatient", "慢病": "chronic", "慢性病": "chronic", "慢病用药": "chronic", "药店买药": "drugs", "买药": "drugs"},
)
