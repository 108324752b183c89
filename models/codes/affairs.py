"""群众事: what people ask for and how it goes on, what is handed out, points won and spent.

Sources: 《信访工作条例》(2022) for the steps of an appeal (登记、交办、办理、回复、复查、复核); channels and kinds are practice.
"""

from models.kernel.codelist import code_list

_RULES = "《信访工作条例》，2022年5月1日起施行"
_PRACTICE = "本程序自定，2025年7月"

CHANNEL = code_list(
    "appeal_channel",
    "从哪来",
    _PRACTICE,
    (
        ("visit", "走访时说的"),
        ("came", "到村里反映"),
        ("12317", "12317热线"),
        ("12345", "12345热线"),
        ("letters", "信访件"),
        ("net", "网上反映"),
        ("handed", "上级转办"),
        ("media", "媒体"),
        ("other", "其他"),
    ),
    {"走访": "visit", "来访": "came", "上门": "came", "12317": "12317", "12345": "12345", "信访": "letters", "来信": "letters",
     "网络": "net", "转办": "handed"},
)  # fmt: skip

APPEAL_KIND = code_list(
    "appeal_kind",
    "哪方面的事",
    _PRACTICE,
    (
        ("assistance", "帮扶政策"),
        ("welfare", "低保救助"),
        ("medical", "看病医保"),
        ("school", "上学"),
        ("house", "住房"),
        ("water", "饮水"),
        ("road", "道路用电"),
        ("work", "务工就业"),
        ("industry", "产业"),
        ("loan", "贷款"),
        ("land", "土地草场"),
        ("toilet", "厕所环境"),
        ("money", "资金项目"),
        ("style", "干部作风"),
        ("dispute", "邻里纠纷"),
        ("other", "其他"),
    ),
    {
        "低保": "welfare",
        "医疗": "medical",
        "教育": "school",
        "就业": "work",
        "环境": "toilet",
        "作风": "style",
        "纠纷": "dispute",
    },
)

APPEAL_STATE = code_list(
    "appeal_state",
    "办到哪一步",
    _RULES,
    (
        ("taken", "已登记"),
        ("handed", "已交办"),
        ("working", "办理中"),
        ("answered", "已回复"),
        ("reviewing", "复查复核中"),
        ("closed", "已办结"),
        ("refused", "不予受理"),
    ),
    {"登记": "taken", "待办": "taken", "交办": "handed", "办理": "working", "回复": "answered", "复查": "reviewing",
     "复核": "reviewing", "办结": "closed", "不受理": "refused"},
)  # fmt: skip

REVIEW_RESULT = code_list(
    "appeal_review",
    "复查复核结果",
    _RULES,
    (("kept", "维持"), ("changed", "变更"), ("again", "重新办理"), ("withdrawn", "本人撤回")),
    {"维持原意见": "kept", "撤销": "again", "撤回": "withdrawn"},
)

HANDOUT_KIND = code_list(
    "handout_kind",
    "发的是什么",
    _PRACTICE,
    (
        ("leaflet", "政策明白纸"),
        ("card", "帮扶明白卡"),
        ("goods", "物资"),
        ("seed", "种子化肥"),
        ("animals", "畜禽种苗"),
        ("tools", "农机具"),
        ("money", "现金或购物券"),
        ("other", "其他"),
    ),
    {
        "明白纸": "leaflet",
        "宣传单": "leaflet",
        "明白卡": "card",
        "慰问品": "goods",
        "米面油": "goods",
        "种子": "seed",
        "鸡苗": "animals",
    },
)
LEAFLETS = ("leaflet", "card")

POINTS_KIND = code_list(
    "points_kind",
    "加分还是减分",
    _PRACTICE,
    (("won", "加分"), ("lost", "减分"), ("spent", "兑换")),
    {"奖励": "won", "加": "won", "扣分": "lost", "减": "lost", "兑换物品": "spent"},
)

POINTS_TOPIC = code_list(
    "points_topic",
    "哪一项",
    "乡村治理积分制，各地细则不一，2025年7月归并",
    (
        ("clean", "环境卫生"),
        ("study", "参加学习培训"),
        ("help", "互助公益"),
        ("family", "孝老爱亲"),
        ("work", "产业就业"),
        ("order", "遵纪守法"),
        ("customs", "移风易俗"),
        ("affairs", "参与村里的事"),
        ("other", "其他"),
    ),
    {"卫生": "clean", "培训": "study", "公益": "help"},
)
