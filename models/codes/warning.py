"""部门比对 and 灾情: whose lists are compared each month, and what sudden thing befell the village.

Sources: departments of 部门筛查预警 in county guides of 防返贫监测 (2021 to 2023); 因自然灾害 sub-items of the national
system, to which fires, accidents and epidemics are added.
"""

from models.kernel.codelist import code_list

_GUIDE = "防返贫监测部门筛查预警，2021至2023年各县办法归并"
_PRACTICE = "本程序自定，2025年7月"

DEPARTMENT = code_list(
    "department",
    "部门",
    _GUIDE,
    (
        ("civil", "民政"),
        ("insurance", "医保"),
        ("health", "卫健"),
        ("education", "教育"),
        ("housing", "住建"),
        ("water", "水利"),
        ("disabled", "残联"),
        ("labour", "人社"),
        ("emergency", "应急"),
        ("police", "公安"),
        ("farming", "农业农村"),
        ("traffic", "交警"),
        ("court", "法院"),
        ("other", "其他"),
    ),
    {"民政局": "civil", "医保局": "insurance", "医疗保障": "insurance", "卫健委": "health", "教育局": "education",
     "住建局": "housing", "水利局": "water", "人社局": "labour", "应急管理": "emergency", "公安局": "police",
     "农牧": "farming", "乡村振兴": "farming"},
)  # fmt: skip

EVENT_KIND = code_list(
    "event_kind",
    "什么事",
    "全国系统因自然灾害子项，另加意外和疫情，2025年7月",
    (
        ("flood", "洪涝"),
        ("drought", "干旱"),
        ("hail", "风雹"),
        ("snow", "雪灾"),
        ("cold", "低温冷冻"),
        ("landslide", "地质灾害"),
        ("quake", "地震"),
        ("pests", "病虫害"),
        ("animal_plague", "畜禽疫病"),
        ("fire", "火灾"),
        ("accident", "意外事故"),
        ("plague", "传染病"),
        ("market", "滞销或价格大跌"),
        ("other", "其他"),
    ),
    {"水灾": "flood", "暴雨": "flood", "旱灾": "drought", "冰雹": "hail", "大风": "hail", "暴雪": "snow", "白灾": "snow",
     "冻害": "cold", "霜冻": "cold", "滑坡": "landslide", "泥石流": "landslide", "地震灾害": "quake", "动物疫情": "animal_plague",
     "车祸": "accident", "交通事故": "accident", "疫情": "plague"},
)  # fmt: skip

EVENT_STATE = code_list(
    "event_state",
    "处置到哪一步",
    _PRACTICE,
    (("taken", "已登记"), ("counting", "正在核灾"), ("helping", "正在救助"), ("done", "处置完")),
    {"登记": "taken", "核灾": "counting", "救助": "helping", "结束": "done", "已处置": "done"},
)

LOSS = code_list(
    "event_loss",
    "损失在哪",
    _PRACTICE,
    (
        ("crops", "庄稼"),
        ("animals", "牲畜"),
        ("house", "住房"),
        ("sheds", "棚圈"),
        ("machines", "农机车辆"),
        ("water", "饮水设施"),
        ("people", "人员伤亡"),
        ("income", "收入"),
        ("other", "其他"),
    ),
    {"农作物": "crops", "耕地": "crops", "房屋": "house", "人员": "people"},
)
