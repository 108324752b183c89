"""上学: term, phase, whether a pupil goes, which help they have.

Sources: phases as 学段 are counted in county work plans of 2022 and 2023 (学前、义务、普高、中职、大专及以上); kinds of
学生资助 after the national 学生资助政策 leaflet (教育部, 2023).
"""

from models.kernel.codelist import code_list

_AID = "《中国学生资助政策简介》，教育部，2023年"
_PRACTICE = "本程序自定，按2022至2023年县级工作安排归并"

TERM = code_list(
    "school_term",
    "学期",
    _PRACTICE,
    (("spring", "春季"), ("autumn", "秋季"), ("year", "全年")),
    {
        "春季学期": "spring",
        "秋季学期": "autumn",
        "春": "spring",
        "秋": "autumn",
        "上半年": "spring",
        "下半年": "autumn",
    },
)

PHASE = code_list(
    "school_phase",
    "学段",
    _PRACTICE,
    (
        ("before", "学前"),
        ("compulsory", "义务教育"),
        ("high", "普通高中"),
        ("vocational", "中职"),
        ("higher", "大专及以上"),
        ("out", "不在读"),
    ),
)

ATTENDANCE = code_list(
    "school_attendance",
    "就学状态",
    "学籍状态按教育部中小学生学籍管理办法（2013年）归并，2025年7月",
    (
        ("here", "在校"),
        ("home_taught", "送教上门"),
        ("paused", "休学"),
        ("dropped", "辍学"),
        ("not_begun", "未入学"),
        ("finished", "毕业"),
        ("moved", "转学"),
    ),
    {
        "在读": "here",
        "正常": "here",
        "送教": "home_taught",
        "失学": "dropped",
        "失学辍学": "dropped",
        "已毕业": "finished",
    },
)

AID = code_list(
    "school_aid",
    "资助项目",
    _AID,
    (
        ("grant", "国家助学金"),
        ("fee", "免学费"),
        ("fee_pre", "学前教育资助"),
        ("boarding", "家庭经济困难学生生活补助"),
        ("meal", "营养改善计划"),
        ("yulu", "雨露计划"),
        ("loan", "生源地助学贷款"),
        ("local", "地方资助"),
        ("social", "社会捐助"),
        ("other", "其他"),
        ("none", "没有"),
    ),
    {
        "助学金": "grant", "免学杂费": "fee", "学费减免": "fee", "寄宿生生活补助": "boarding", "生活补助": "boarding",
        "寄宿生补助": "boarding", "营养餐": "meal", "雨露计划补助": "yulu", "助学贷款": "loan", "无": "none",
    },
)  # fmt: skip
