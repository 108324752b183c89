"""经营主体: who brings households along, and what it made in the last year on record."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import business as c
from models.kernel.numbers import IntegerKind

KEYS = (("credit_code",), ("name",))


def _tied(f: k.Facts) -> int:
    here = (x for x in f.children("benefit_link") if not (x.get("to_on") and x["to_on"] < f.today))
    return len({x["household"] for x in here if x.get("household")})


def closed_after_founded(f: k.Facts) -> Iterable[k.Mistake]:
    """Nothing stops before it began; whoever stopped brings nobody along."""
    stopped, state = f.new.get("stopped_on"), f.new.get("state")
    yield from k.too_early(f, "founded_on", "成立日期", stopped_on="停业日期")
    if state in ("stopped", "closed") and (tied := _tied(f)):
        yield k.Mistake(f"已经停业，还写着带动{tied}户，请逐户核对。", "state", k.DOUBT)
    if stopped and stopped <= f.today and state in ("running", "hard"):
        yield k.Mistake("写了停业日期，经营状态还没改。", "state", k.DOUBT)


def figures_fit(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody earns more than was sold."""
    sales, profit = f.new.get("sales"), f.new.get("profit")
    if sales is not None and profit is not None and profit > sales:
        yield k.Mistake(f"利润{profit:.2f}元，比销售收入{sales:.2f}元还多，请核对。", "profit", k.DOUBT)


class Enterprise(k.Ledger):
    """One company, cooperative, farm, big household or workshop."""

    __tablename__ = "enterprise"

    village = k.link("村", "village", parent=True, required=True, default="only", aliases=("行政村", "嘎查村"))
    name = k.text("名称", required=True, aliases=("主体名称", "企业名称", "合作社名称", "经营主体"), width=34)
    kind = k.code("主体类型", c.ENTERPRISE_KIND, common=True, aliases=("类型", "类别"))
    state = k.code("经营状态", c.ENTERPRISE_STATE, common=True, default="running", aliases=("状态", "运行情况"), width=18)
    head = k.name("负责人", common=True, aliases=("法人", "法定代表人", "联系人"))
    phone = k.phone("联系电话", common=True, aliases=("电话", "负责人电话"))
    business = k.text("经营内容", common=True, aliases=("主营", "产业", "主导产业"), width=30)
    credit_code = k.text("统一社会信用代码", aliases=("信用代码",), width=34)
    founded_on = k.date("成立日期", aliases=("成立时间",))
    stopped_on = k.date("停业日期", aliases=("停业时间",))
    year = k.year("数据年度", aliases=("年度",), width=14)
    output_value = k.money("产值", aliases=("年产值",))
    output = k.text("产量")
    sales = k.money("销售收入", aliases=("年销售收入",))
    profit = k.money("利润（亏损写负数）", negative=True, aliases=("利润", "盈亏"))
    workers = k.integer("用工人数", low=0, aliases=("就业人数", "吸纳就业"))
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    tied = k.derived("带动户数", IntegerKind(), _tied, width=16)

    __ledger__ = k.LedgerSpec(
        title="经营主体", group="产业", key=KEYS, twice=KEYS, name=("name",), sort=("kind", "name"),
        filters=("kind", "state"), search=("name",), totals=("sales", "profit"), state=("state",), unit="家",
        rules=(closed_after_founded, figures_fit),
    )  # fmt: skip
