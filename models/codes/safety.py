"""住房 and 饮水: who judged a house and what is done for it; sources of water and looks at them.

Sources: 《农村住房安全性鉴定技术导则》(住房和城乡建设部, 2019) for grades, which stand in codes.housing; T/CHES 18-2018 for
water; where a report is kept and how outages are told is practice of county work plans of 2022 and 2023.
"""

from models.kernel.codelist import code_list

_PRACTICE = "本程序自定，按2022至2023年县级工作安排归并"

JUDGED = code_list(
    "house_judged",
    "怎么定的",
    "《农村住房安全性鉴定技术导则》，2019年",
    (("firm", "专业机构鉴定"), ("officials", "镇村评定"), ("looked", "入户查看")),
    {"第三方鉴定": "firm", "鉴定": "firm", "评定": "officials", "目测": "looked", "排查": "looked"},
)

REPORT_HELD = code_list(
    "report_held",
    "报告存在哪几级",
    _PRACTICE,
    (("household", "户"), ("village", "村"), ("township", "镇"), ("county", "旗县")),
    {"农户": "household", "嘎查": "village", "乡镇": "township", "乡": "township", "苏木镇": "township", "县": "county",
     "旗": "county"},
)  # fmt: skip

REMEDY = code_list(
    "house_remedy",
    "改造方式",
    "农村危房改造和抗震改造方式，住房和城乡建设部，2021年归并",
    (
        ("repair", "维修加固"),
        ("rebuild", "拆除重建"),
        ("moved_in", "搬到亲属家或安全住房"),
        ("rented", "租赁或闲置公房安置"),
        ("central", "集中安置"),
        ("none_needed", "不住人，不用改"),
        ("not_yet", "还没定"),
    ),
    {"加固": "repair", "维修": "repair", "重建": "rebuild", "新建": "rebuild", "置换": "moved_in", "租房": "rented"},
)

HOUSE_STATE = code_list(
    "house_state",
    "住房现在",
    "由等级和改造日期推出，2025年7月",
    (
        ("safe", "安全"),
        ("to_mend", "待改造"),
        ("mending", "改造中"),
        ("late", "改晚了"),
        ("mended", "已改好"),
        ("unjudged", "未鉴定"),
    ),
)

SOURCE_KIND = code_list(
    "water_source_kind",
    "供水点类型",
    _PRACTICE,
    (
        ("plant", "水厂"),
        ("station", "集中供水站"),
        ("well", "机井"),
        ("spring", "山泉引水"),
        ("cellar", "水窖水池"),
        ("truck", "拉水点"),
        ("other", "其他"),
    ),
    {"自来水厂": "plant", "供水站": "station", "井": "well", "泉水": "spring", "水窖": "cellar", "送水": "truck"},
)

SOURCE_STATE = code_list(
    "water_source_state",
    "现在状态",
    _PRACTICE,
    (("running", "正常供水"), ("partly", "时断时续"), ("broken", "损坏停用"), ("closed", "已停用")),
    {"正常": "running", "间断": "partly", "损毁": "broken", "报废": "closed"},
)

WATER_CHECK = code_list(
    "water_check_kind",
    "记什么",
    _PRACTICE,
    (("report", "水质报告"), ("look", "用水查看"), ("outage", "停水")),
    {"水质检测": "report", "检测报告": "report", "查看": "look", "入户查看": "look", "停水记录": "outage"},
)

WATER_RESULT = code_list(
    "water_result",
    "结果",
    "水质按GB 5749-2022判定，水量按T/CHES 18-2018",
    (("good", "合格"), ("bad", "不合格")),
    {"达标": "good", "不达标": "bad", "正常": "good"},
)
