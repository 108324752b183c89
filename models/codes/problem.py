"""问题整改: where a problem comes from, what it is about, how far its measures are, and who came to look.

Source: the national yearly assessment of consolidation work (考核评估 2021, 2022) and the township rectification plans
that follow it; 立查立改 of one town is 立行立改 of another.
"""

from models.kernel.codelist import code_list

_PLANS = "2021、2022年度考核评估反馈问题整改方案的通用写法"

LOCAL_WORDS = ("我镇存在的问题", "我村存在的问题", "我镇（村）存在的问题", "本村存在的问题", "本镇存在的问题", "具体表现")
"""How plans head the column that says what a finding means at home."""

SOURCE = code_list(
    "problem_source",
    "反馈来源",
    _PLANS,
    (
        ("national", "国家考核评估"),
        ("notice", "中办通报"),
        ("province", "自治区（省）考核评估"),
        ("city", "市级反馈"),
        ("county", "旗县反馈"),
        ("audit", "审计"),
        ("supervision", "督查巡察"),
        ("own", "自查"),
        ("other", "其他"),
    ),
    {
        "国家": "national", "国家考核": "national", "国家评估": "national", "国家后评估": "national", "国家级": "national",
        "国家考核评估反馈": "national", "中办": "notice",
        "自治区": "province", "省": "province", "省级": "province", "自治区考核": "province", "自治区级": "province",
        "自治区考核通报": "province", "省考核": "province", "省后评估": "province", "省级考核评估": "province",
        "自治区考核评估": "province", "省考核评估": "province",
        "市": "city", "市级": "city", "盟市": "city", "旗": "county", "县": "county", "区": "county", "县级": "county",
        "旗县": "county", "旗级": "county", "审计反馈": "audit", "督查": "supervision", "督导": "supervision",
        "巡察": "supervision", "巡视": "supervision", "自查发现": "own", "举一反三自查": "own",
    },
)  # fmt: skip

NATURE = code_list(
    "problem_nature",
    "问题性质",
    _PLANS,
    (("common", "共性问题"), ("single", "点对点问题"), ("alike", "举一反三")),
    {"共性": "common", "个性": "single", "个性问题": "single", "点对点": "single", "举一反三问题": "alike"},
)

AREA = code_list(
    "problem_area",
    "问题领域",
    _PLANS,
    (
        ("duty", "责任落实"),
        ("policy", "政策落实"),
        ("work", "工作落实"),
        ("result", "成效巩固"),
        ("money", "资金绩效"),
        ("other", "其他"),
    ),
    {
        "责任落实方面": "duty", "政策落实方面": "policy", "工作落实方面": "work", "成效巩固方面": "result",
        "巩固成效": "result", "巩固成效方面": "result", "资金绩效方面": "money", "资金管理": "money",
    },
)  # fmt: skip

STATE = code_list(
    "rectification_state",
    "整改状态",
    _PLANS,
    (
        ("waiting", "未启动"),
        ("working", "整改中"),
        ("done", "已完成待验收"),
        ("closed", "已销号"),
        ("returned", "退回重改"),
        ("reopened", "复发重开"),
    ),
    {
        "未整改": "waiting", "未开始": "waiting", "正在整改": "working", "进行中": "working", "推进中": "working",
        "未完成": "working", "已完成": "done", "完成": "done", "整改完成": "done", "已整改": "done", "整改完毕": "done",
        "销号": "closed", "已验收销号": "closed", "是": "closed", "否": "working", "退回": "returned", "复发": "reopened",
    },
)  # fmt: skip

DEADLINE = code_list(
    "deadline_kind",
    "时限类型",
    _PLANS,
    (("dated", "限期整改"), ("now", "立行立改"), ("lasting", "长期坚持")),
    {"限期": "dated", "限期完成": "dated", "立查立改": "now", "立即整改": "now", "长期": "lasting", "持续坚持": "lasting"},
)

INSPECTION_STATE = code_list(
    "inspection_state",
    "整改情况",
    "本程序自定，2025年7月",
    (("clean", "没有发现问题"), ("open", "待整改"), ("mended", "已整改")),
    {"无问题": "clean", "未整改": "open", "整改中": "open", "完成": "mended", "已完成": "mended"},
)
