"""小额信贷: products, use, checks, how it is paid back, how a reminder was handed over.

Sources: 银保监发〔2021〕6号 and the 2026 notice on 帮扶小额信贷 for products and forbidden uses; products that are not
小额信贷 (富民贷 and others) have their own code, so that they never enter its figures.
A forbidden use is what a check finds, never a value that the form refuses: refusing it makes people write 养羊.
"""

from models.kernel.codelist import code_list

_NOTICE = "银保监发〔2021〕6号；2026年帮扶小额信贷通知"
_PRACTICE = "本程序自定，2025年7月"

PRODUCT = code_list(
    "loan_product",
    "贷款产品",
    _NOTICE,
    (
        ("poverty", "扶贫小额信贷"),
        ("lifted", "脱贫人口小额信贷"),
        ("assisted", "帮扶小额信贷"),
        ("enrich", "富民贷"),
        ("revival", "乡村振兴助农贷"),
        ("other", "其他涉农贷款"),
    ),
    {"小额信贷": "lifted", "脱贫小额信贷": "lifted", "助农贷": "revival"},
)

PURPOSE = code_list(
    "loan_purpose",
    "用途分类",
    _NOTICE,
    (("1", "种植"), ("2", "养殖"), ("3", "加工"), ("4", "流通"), ("5", "经营"), ("9", "其他")),
    {"种地": "1", "养羊": "2", "养牛": "2", "做买卖": "5"},
)

CHECK_RESULT = code_list(
    "loan_check_result",
    "检查结果",
    _PRACTICE,
    (("proper", "正常使用"), ("unused", "未使用"), ("partly_misused", "部分挪用"), ("misused", "挪用")),
    {"正常": "proper", "用在生产上": "proper", "没用": "unused", "闲置": "unused"},
)

MISUSE = code_list(
    "loan_misuse",
    "挪到哪里",
    _NOTICE,
    tuple(
        (str(i), label)
        for i, label in enumerate(
            (
                "结婚", "建房", "理财", "购置家庭用品", "存款获息", "看病", "上学", "还债", "吃喝", "入股分红", "转贷",
                "指标交换", "冒名", "户贷企用", "其他",
            ),
            1,
        )
    ),
)  # fmt: skip

MISUSE_WORDS = {
    "1": ("结婚", "娶媳妇", "彩礼", "办婚礼"), "2": ("建房", "盖房", "买房子", "买楼", "房款", "装修"), "3": ("理财", "炒股", "基金"),
    "4": ("家电", "家具", "冰箱", "彩电"), "5": ("存款", "存起来", "存在银行", "存定期"), "6": ("看病", "治病", "住院", "手术", "药费"),
    "7": ("上学", "学费"), "8": ("还债", "还账", "还贷", "还借款"), "9": ("吃喝", "生活费", "日常开支", "家用"), "10": ("入股", "分红"),
    "11": ("转贷", "转借", "借给", "借出"), "13": ("冒名", "顶名"), "14": ("户贷企用", "给企业", "给公司", "给合作社"),
}  # fmt: skip
"""How people write where the money went, by the codes of MISUSE."""
UNUSED_WORDS = ("没用上", "没有用", "还没用", "未使用", "没使用", "没动", "未动", "没有动", "没买", "没有买", "未买", "闲置", "放着", "搁着")
"""How people write that it lies there."""
USED_WORDS = ("买了", "用了", "盖了", "养了", "种了", "投了", "花了", "用在", "用于")
"""How people write that some of it was used."""

REPAY_WAY = code_list(
    "loan_repay_way",
    "还款方式",
    _PRACTICE,
    (
        ("cash", "柜面现金"),
        ("transfer", "转账"),
        ("deducted", "卡里扣款"),
        ("renewed", "续贷归还"),
        ("compensated", "风险补偿金代偿"),
        ("other", "其他"),
    ),
    {"现金": "cash", "自动扣款": "deducted", "代扣": "deducted", "无还本续贷": "renewed", "代偿": "compensated"},
)

REFUSAL = code_list(
    "loan_refusal",
    "未批原因",
    _PRACTICE,
    (
        ("1", "征信不良"),
        ("2", "年龄不符"),
        ("3", "没有产业"),
        ("4", "已有贷款未还"),
        ("5", "不是扶持对象"),
        ("6", "本人放弃"),
        ("9", "其他"),
    ),
)

RATE_KIND = code_list(
    "loan_rate_kind",
    "利率类型",
    "银保监发〔2021〕6号",
    (("1", "一年期LPR"), ("2", "五年期以上LPR"), ("3", "固定利率"), ("9", "其他")),
)

SERVED_BY = code_list(
    "loan_served_by",
    "送达方式",
    _PRACTICE,
    (("1", "本人签收"), ("2", "成年家属代收"), ("3", "电话告知"), ("4", "微信告知")),
    {"本人": "1", "家属": "2", "电话": "3", "微信": "4"},
)

STATE = code_list(
    "loan_state",
    "贷款状态",
    _PRACTICE,
    (
        ("applied", "申请中"),
        ("approved", "已批未放"),
        ("normal", "正常"),
        ("due_today", "今日到期"),
        ("overdue", "逾期"),
        ("extended", "已展期"),
        ("settled", "已结清"),
        ("renewed", "已续贷结清"),
        ("compensated", "已代偿"),
        ("written_off", "已核销"),
        ("refused", "未批"),
    ),
)
"""Derived by rules.loan.state_on, shown and filtered by, never typed."""
