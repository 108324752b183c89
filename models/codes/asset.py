"""项目资产: the three books, what it is, whose it is, how it runs, how it earns, and how it ends.

Sources: 国办函〔2021〕51号 《关于加强扶贫项目资产后续管理的指导意见》 for the three books and ownership; states of running
as the national system of monitoring shows them; 锁闭 (a public toilet that is locked) is practice.
"""

from models.kernel.codelist import code_list

_GUIDE = "国办函〔2021〕51号"
_PRACTICE = "本程序自定，2025年7月"

ASSET_BOOK = code_list(
    "asset_book",
    "资产类别",
    _GUIDE,
    (("earning", "经营性"), ("public", "公益性"), ("household", "到户类")),
    {
        "经营性资产": "earning",
        "公益性资产": "public",
        "到户类资产": "household",
        "到户": "household",
        "到户资产": "household",
    },
)

ASSET_KIND = code_list(
    "asset_kind",
    "资产种类",
    _PRACTICE,
    (
        ("greenhouse", "温室大棚"),
        ("barn", "圈舍养殖场"),
        ("workshop", "厂房车间"),
        ("store", "冷库仓库"),
        ("shop", "门面房屋"),
        ("solar", "光伏电站"),
        ("machine", "机械设备"),
        ("livestock", "牲畜"),
        ("equity", "入股资金"),
        ("road", "道路桥涵"),
        ("water", "饮水工程"),
        ("irrigation", "水利灌溉"),
        ("light", "路灯用电"),
        ("toilet", "公共厕所"),
        ("waste", "垃圾污水设施"),
        ("culture", "文化活动场所"),
        ("clinic", "卫生室"),
        ("school", "教育设施"),
        ("house", "住房"),
        ("other", "其他"),
    ),
    {
        "大棚": "greenhouse", "温室": "greenhouse", "棚圈": "barn", "圈舍": "barn", "车间": "workshop", "厂房": "workshop",
        "冷库": "store", "光伏": "solar", "农机": "machine", "设备": "machine", "牛羊": "livestock", "股权": "equity",
        "入股": "equity", "道路": "road", "通村路": "road", "桥": "road", "自来水": "water", "机电井": "irrigation",
        "路灯": "light", "公厕": "toilet", "文化广场": "culture",
    },
)  # fmt: skip

OWNER = code_list(
    "asset_owner",
    "权属",
    _GUIDE,
    (("county", "旗县（国有）"), ("township", "乡镇（国有）"), ("village", "村集体"), ("household", "农户个人")),
    {"国有": "county", "县级": "county", "乡镇": "township", "苏木镇": "township", "集体": "village", "村": "village",
     "嘎查": "village", "农户": "household", "个人": "household"},
)  # fmt: skip

RUNNING = code_list(
    "asset_running",
    "运行情况",
    "全国防返贫监测信息系统资产模块通用口径，锁闭为本程序自定",
    (
        ("normal", "正常"),
        ("low", "低效"),
        ("idle", "闲置"),
        ("locked", "锁闭"),
        ("broken", "损坏"),
        ("scrap", "待报废"),
        ("gone", "已处置"),
    ),
    {
        "正常运行": "normal",
        "正常使用": "normal",
        "在用": "normal",
        "开放": "normal",
        "损毁": "broken",
        "停用": "idle",
        "关闭": "locked",
    },
)

EARNING_WAY = code_list(
    "earning_way",
    "经营方式",
    _PRACTICE,
    (
        ("own", "村里自己经营"),
        ("rent", "出租"),
        ("share", "入股"),
        ("contract", "承包"),
        ("trust", "托管"),
        ("other", "其他"),
    ),
    {"自营": "own", "租赁": "rent", "资产租赁": "rent", "入股分红": "share", "发包": "contract", "委托经营": "trust"},
)

DISPOSAL = code_list(
    "asset_disposal",
    "处置方式",
    _GUIDE,
    (
        ("scrapped", "报废"),
        ("sold", "变卖"),
        ("moved", "划转"),
        ("swapped", "置换"),
        ("lost", "灾毁"),
        ("other", "其他"),
    ),
    {"出售": "sold", "转让": "sold", "核销": "scrapped", "损失": "lost"},
)

COLLECTIVE_SOURCE = code_list(
    "collective_source",
    "收入来源",
    "农业农村部村集体经济收入统计通用口径",
    (
        ("rent", "发包和出租"),
        ("business", "自己经营"),
        ("invest", "投资分红"),
        ("service", "服务收入"),
        ("solar", "光伏收益"),
        ("asset", "帮扶资产收益"),
        ("subsidy", "上级补助"),
        ("gift", "捐赠"),
        ("other", "其他"),
    ),
    {
        "出租": "rent", "发包": "rent", "资源发包": "rent", "土地发包": "rent", "租金": "rent", "经营收入": "business",
        "投资收益": "invest", "分红": "invest", "光伏": "solar", "资产收益": "asset", "补助收入": "subsidy",
        "转移支付": "subsidy",
    },
)  # fmt: skip
