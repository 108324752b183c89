"""公益性岗位: kinds of posts, who pays, how a holder stands, why one goes, grades and the marks of a month's sheet.

Sources: kinds as counties print them on their 公益性岗位 rosters (2023); steps of hiring and 按需设岗、有序退岗 from the
guidance on 乡村公益性岗位 (人社部发〔2020〕38号 and county rules); marks are those of 签到册.
"""

from models.kernel.codelist import code_list
from models.kernel.marks import Marks

_COUNTIES = "各县乡村公益性岗位管理办法，2023年"
_PRACTICE = "本程序自定，2025年7月"

POST_KIND = code_list(
    "post_kind",
    "岗位类别",
    _COUNTIES,
    (
        ("clean", "保洁"),
        ("forest", "护林"),
        ("road", "护路"),
        ("water", "护水巡河"),
        ("grass", "护草"),
        ("border", "护边"),
        ("care", "护理照料"),
        ("order", "治安协管"),
        ("utility", "水电管护"),
        ("facility", "公益设施管护"),
        ("solar", "光伏管护"),
        ("clerk", "就业信息协管"),
        ("other", "其他"),
    ),
    {
        "保洁员": "clean", "环卫": "clean", "护林员": "forest", "生态护林员": "forest", "养路员": "road", "护路员": "road",
        "河道巡查": "water", "巡河员": "water", "护河员": "water", "草管员": "grass", "护草员": "grass", "护边员": "border",
        "护理员": "care", "照料": "care", "治安员": "order", "水管员": "utility", "电管员": "utility",
        "设施管护员": "facility", "光伏管护员": "solar", "协管员": "clerk", "信息员": "clerk",
    },
)  # fmt: skip

POST_FUND = code_list(
    "post_fund",
    "资金来源",
    _COUNTIES,
    (
        ("bridging", "衔接资金"),
        ("employment", "就业补助资金"),
        ("solar", "光伏收益"),
        ("collective", "集体经济收益"),
        ("line", "行业部门资金"),
        ("other", "其他"),
    ),
    {"衔接": "bridging", "就业补助": "employment", "光伏": "solar", "集体收益": "collective", "村集体": "collective",
     "行业": "line", "行业资金": "line"},
)  # fmt: skip

HOLDER_STATE = code_list(
    "post_holder_state",
    "上岗状态",
    _COUNTIES,
    (("waiting", "待岗"), ("on_duty", "在岗"), ("on_leave", "请假"), ("suspended", "停岗"), ("left", "退岗")),
    {"上岗": "on_duty", "在职": "on_duty", "已退岗": "left", "离岗": "left", "停职": "suspended"},
)

HOLDER_LEFT = code_list(
    "post_left_why",
    "退岗原因",
    _COUNTIES,
    (
        ("ended", "协议到期"),
        ("other_job", "另有工作"),
        ("own_wish", "本人不愿干"),
        ("unfit", "干不了"),
        ("age", "年龄到了"),
        ("failed", "考核不合格"),
        ("post_gone", "岗位撤了"),
        ("dead", "去世"),
        ("other", "其他"),
    ),
    {"到期": "ended", "外出务工": "other_job", "已就业": "other_job", "身体原因": "unfit", "超龄": "age", "死亡": "dead"},
)

GRADE = code_list(
    "post_grade",
    "考评等次",
    _COUNTIES,
    (("excellent", "优秀"), ("pass", "合格"), ("fail", "不合格")),
    {"优": "excellent", "基本合格": "pass", "称职": "pass", "不称职": "fail"},
)

POST_MARKS = Marks(
    (("√", "出勤"), ("△", "请假"), ("×", "旷工"), ("－", "休")),
    {
        "✓": "√", "✔": "√", "v": "√", "勤": "√", "到": "√", "▲": "△", "假": "△", "事假": "△", "病假": "△", "x": "×", "✗": "×",
        "旷": "×", "缺": "×", "缺勤": "×", "-": "－", "—": "－", "休息": "－", "o": "－",
    },
)  # fmt: skip
"""Source: the day cells of a 公岗 attendance sheet, 出勤√ 请假△ 旷工× 休－."""
