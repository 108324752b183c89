"""干部: marks of a resident cadre's month, posts, kinds of talent and of meetings.

Sources: 驻村工作队 rules as townships apply them (五天四夜, 每月不少于20天, 周报告, findings of the 2022 assessment);
talent kinds of the township plan for rural talent 2022; 每月一研判 and 民主评议 of the monitoring rules.
"""

from models.kernel.codelist import code_list
from models.kernel.marks import Marks

_PRACTICE = "本程序自定，按驻村管理和监测研判的通用要求归并，2025年7月"

STATION_MARKS = Marks(
    (("√", "在村住下"), ("○", "在村没住"), ("△", "请假"), ("☆", "出差开会"), ("×", "缺岗"), ("－", "休息")),
    {
        "✓": "√", "在村": "√", "驻村": "√", "住村": "√", "v": "√", "白天在村": "○", "o": "○", "〇": "○", "事假": "△", "病假": "△",
        "假": "△", "公差": "☆", "出差": "☆", "开会": "☆", "培训": "☆", "x": "×", "✗": "×", "不在岗": "×", "缺勤": "×", "-": "－", "—": "－",
        "休": "－",
    },
)  # fmt: skip
"""A resident cadre's day: both whether they were there and whether they stayed the night (五天四夜)."""

STATION_POST = code_list(
    "station_post",
    "驻村职务",
    _PRACTICE,
    (("first", "第一书记"), ("leader", "工作队长"), ("member", "工作队员"), ("township", "包村干部"), ("other", "其他")),
    {"队长": "leader", "驻村工作队队长": "leader", "驻村队员": "member", "队员": "member", "包联干部": "township", "驻村干部": "member"},
)

TALENT_KIND = code_list(
    "talent_kind",
    "人才类别",
    _PRACTICE,
    (
        ("secretary", "村党组织书记"),
        ("graduate", "返乡大学生"),
        ("veteran", "退役军人"),
        ("farm", "家庭农场经营者"),
        ("grower", "种养大户"),
        ("cooperative", "合作社带头人"),
        ("craft", "能工巧匠"),
        ("technician", "技术人员"),
        ("business", "返乡创业人员"),
        ("other", "其他"),
    ),
    {
        "书记": "secretary", "村党支部书记": "secretary", "嘎查村党支部书记": "secretary", "大学生": "graduate", "退伍军人": "veteran",
        "家庭农场主": "farm", "家庭农场": "farm", "种植大户": "grower", "养殖大户": "grower", "合作社负责人": "cooperative",
        "农牧民合作社带头人": "cooperative", "工匠": "craft", "创业人员": "business",
    },
)  # fmt: skip

MEETING_KIND = code_list(
    "meeting_kind",
    "会议类别",
    _PRACTICE,
    (
        ("study", "研判会"),
        ("appraisal", "民主评议会"),
        ("delegates", "村民代表会议"),
        ("committee", "村两委会议"),
        ("joint", "联席会议"),
        ("dispatch", "调度会"),
        ("publicity", "政策宣讲"),
        ("other", "其他"),
    ),
    {
        "研判": "study", "月研判": "study", "分析研判会": "study", "评议": "appraisal", "民主评议": "appraisal", "评议会": "appraisal",
        "村民代表大会": "delegates", "两委会": "committee", "村两委会": "committee", "联席会": "joint", "工作调度会": "dispatch",
        "座谈会": "other", "宣讲": "publicity",
    },
)  # fmt: skip

NOTICE_ABOUT = code_list(
    "notice_about",
    "公示什么",
    "各类公示天数的通用口径：监测对象、到户补助、项目资金",
    (("monitoring", "监测对象"), ("subsidy", "到户补助"), ("project", "项目资金"), ("other", "其他")),
    {"监测": "monitoring", "补助": "subsidy", "补贴": "subsidy", "项目": "project"},
)
