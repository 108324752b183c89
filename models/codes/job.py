"""务工: where, through whom, in what trade, why it ended.

Sources: columns of the monthly 务工监测 sheet of 全国防返贫监测信息系统 (2023-12 exports); trades are sections of
GB/T 4754-2017, the ones villagers work in named as they name them.
"""

from models.kernel.codelist import code_list

_NATIONAL = "全国防返贫监测信息系统务工监测表，2023年12月"
_PRACTICE = "本程序自定，2025年7月"

PLACE = code_list(
    "job_place",
    "务工区域",
    _NATIONAL,
    (("county_in", "县内"), ("county_out", "省内县外"), ("province", "省外"), ("abroad", "境外")),
    {
        "旗内": "county_in", "区内": "county_in", "本县": "county_in", "本旗": "county_in", "本地": "county_in",
        "本旗县": "county_in", "旗县内": "county_in",
        "县外": "county_out", "县外省内": "county_out", "旗外": "county_out", "区内旗外": "county_out",
        "区内旗县外": "county_out", "自治区内旗县外": "county_out", "省内旗县外": "county_out",
        "区外": "province", "外省": "province", "跨省": "province", "国外": "abroad", "港澳台": "abroad",
    },
)  # fmt: skip

CHANNEL = code_list(
    "job_channel",
    "就业渠道",
    _NATIONAL,
    (
        ("post", "公益岗位"),
        ("workshop", "帮扶车间"),
        ("company", "企业就业"),
        ("own", "自主创业"),
        ("casual", "灵活就业"),
        ("relief", "以工代赈"),
        ("farm", "农业园区或合作社"),
        ("labour_link", "劳务协作"),
        ("other", "其他"),
    ),
    {
        "公岗": "post", "公益性岗位": "post", "企业": "company", "零工": "casual", "打零工": "casual", "创业": "own",
        "扶贫车间": "workshop", "合作社": "farm",
    },
)  # fmt: skip

END_REASON = code_list(
    "job_end_reason",
    "结束原因",
    _PRACTICE,
    (
        ("1", "合同到期"),
        ("2", "返乡照顾家人"),
        ("3", "失业"),
        ("4", "伤病"),
        ("5", "农忙"),
        ("6", "换了地方"),
        ("9", "其他"),
    ),
    {"被辞退": "3", "生病": "4", "照顾家人": "2"},
)

INDUSTRY = code_list(
    "job_industry",
    "行业",
    "GB/T 4754-2017门类",
    (
        ("A", "农林牧渔"),
        ("B", "采矿"),
        ("C", "制造"),
        ("D", "电力热力供水供气"),
        ("E", "建筑"),
        ("F", "批发零售"),
        ("G", "运输快递"),
        ("H", "住宿餐饮"),
        ("I", "信息技术"),
        ("L", "租赁商务"),
        ("N", "环卫水利公共设施"),
        ("O", "家政修理"),
        ("P", "教育"),
        ("Q", "卫生护理"),
        ("S", "公共管理"),
        ("Z", "其他"),
    ),
    {
        "工地": "E", "建筑业": "E", "工厂": "C", "制造业": "C", "饭店": "H", "餐饮": "H", "餐饮业": "H", "保洁": "N",
        "物流": "G", "司机": "G", "运输": "G", "种植": "A", "养殖": "A", "家政": "O", "商店": "F",
        "保安": "L", "煤矿": "B",
    },
)  # fmt: skip
