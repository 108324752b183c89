"""文化程度, 在读学段 and why a child is out of school.

Source: code tables of 全国防返贫监测信息系统 (2023-12 exports). A stage's code is its group (rules.person looks at the
letters) followed by its year.
"""

from models.kernel.codelist import code_list

_NATIONAL = "全国防返贫监测信息系统导出表，2023年12月"

EDUCATION = code_list(
    "education",
    "文化程度",
    _NATIONAL,
    (
        ("none", "文盲或半文盲"),
        ("primary", "小学"),
        ("middle", "初中"),
        ("high", "高中"),
        ("college", "大专"),
        ("bachelor", "本科及以上"),
    ),
    {
        "文盲": "none",
        "半文盲": "none",
        "中专": "high",
        "中职": "high",
        "技校": "high",
        "专科": "college",
        "高职": "college",
        "本科": "bachelor",
        "大学": "bachelor",
        "研究生": "bachelor",
        "硕士": "bachelor",
        "博士": "bachelor",
    },
)


def _years(group: str, label: str, years: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{group}{i}", f"{label}{year}年级") for i, year in enumerate(years, 1))


SCHOOL_STAGE = code_list(
    "school_stage",
    "在读学段",
    _NATIONAL,
    (
        ("preschool", "学龄前儿童"),
        ("kindergarten", "学前教育"),
        ("primary", "小学"),
        ("middle1", "七年级"),
        ("middle2", "八年级"),
        ("middle3", "九年级"),
        *_years("high", "普通高中", "一二三"),
        *_years("vocational", "中职", "一二三"),
        *_years("college", "高职高专", "一二三"),
        *_years("technician", "技师学院", "一二三四"),
        *_years("bachelor", "本科", "一二三四五"),
        ("master", "硕士研究生及以上"),
        ("out", "不在读"),
    ),
    {
        "幼儿园": "kindergarten",
        "初一": "middle1",
        "初二": "middle2",
        "初三": "middle3",
        "初中一年级": "middle1",
        "初中二年级": "middle2",
        "初中三年级": "middle3",
        "高一": "high1",
        "高二": "high2",
        "高三": "high3",
        "大一": "bachelor1",
        "大二": "bachelor2",
        "大三": "bachelor3",
        "大四": "bachelor4",
        "研究生": "master",
        "无": "out",
        "已毕业": "out",
        "非在校生": "out",
    },
)

DROPOUT = code_list(
    "dropout",
    "失学或辍学原因",
    _NATIONAL,
    (("illness", "因病"), ("disability", "因残"), ("dislike", "厌学"), ("home_taught", "送教上门"), ("other", "其他")),
    {"因病休学": "illness", "送教": "home_taught"},
)

SCHOOL_GROUP = code_list(
    "school_group",
    "学段组",
    _NATIONAL,
    (
        ("kindergarten", "学前教育"),
        ("primary", "小学"),
        ("middle", "初中"),
        ("high", "普通高中"),
        ("vocational", "中职"),
        ("college", "高职高专"),
        ("technician", "技师学院"),
        ("bachelor", "本科"),
        ("master", "硕士研究生及以上"),
    ),
    {"幼儿园": "kindergarten", "高中": "high", "高职": "college", "大专": "college", "大学": "bachelor"},
)
