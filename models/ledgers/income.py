"""家庭收支: one amount of one item over a month, a quarter or a year. Sums, net and per-head income follow from the rows."""

from collections.abc import Iterable
from decimal import Decimal

from models import kernel as k
from models.codes import income as c
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import income as r
from models.rules import income_row as row
from models.rules.dates import MONTHS_A_YEAR, month_of, month_words

SOURCE, AMOUNT = "哪来的数", "数量单价"
_SAME = ("part", "item", "person", "payer")


def in_its_place(f: k.Facts) -> Iterable[k.Mistake]:
    """An item under its own part, a quarter from its first month, no month that has not come."""
    entry = r.entry_of(f.new)
    if row.item_fault(f.new.get("part"), f.new.get("item")):
        yield k.Mistake(f"{c.ITEM.label(f.new['item'])}不在{c.PART.label(f.new['part'])}里，请核对大类和项目。", "item", k.MEND)
    if entry and (fault := row.span_fault(entry.month, entry.months)):
        yield k.Mistake(fault, "month", k.MEND)
    if entry and entry.month > month_of(f.today):
        yield k.Mistake("这个月还没到，请核对。", "month", k.MEND)


def told_once(f: k.Facts) -> Iterable[k.Mistake]:
    """The same item of the same person and payer for the same months, as a quarter beside its months; one source taken twice."""
    entry, source = r.entry_of(f.new), f.new.get("source_row")
    if not entry or not f.new.get("item"):
        return
    same = (one for one in k.earlier(f, f.same(*_SAME)) if not (source and one.get("source_row")) or one["source_row"] == source)
    twins = (other for one in same if (other := r.entry_of(one)) and r.overlap(entry, other))
    if twin := next(twins, None):
        said = f"{c.ITEM.label(entry.item)}从{month_words(twin.month)}起{twin.months}个月已经记过{twin.amount:.2f}元"
        yield k.Mistake(f"{said}，请核对是不是记重了。", "amount", k.DOUBT)


def _said_of_the_household(f: k.Facts, apart: Decimal) -> bool:
    """Whether a difference alone makes its household a 误差户, which is told of the household once nobody is typing here."""
    gap, people, entry = f.parameter("income.audit_gap"), (f.parent("household") or {}).get("size"), r.entry_of(f.new)
    lately = entry is not None and entry.inside(r.rolling(f.today, MONTHS_A_YEAR)) and entry.part in (*r.EARNED, r.COST)
    return bool(f.old == f.new and lately and gap and people and apart / people >= gap)


def amount_is_likely(f: k.Facts) -> Iterable[k.Mistake]:
    """Quantity times price, hardly any wage, and another figure when it was verified."""
    amount, low, verified = f.new.get("amount"), f.parameter("income.wage_ask"), f.new.get("verified")
    if doubt := row.product_doubt(f.new.get("quantity"), f.new.get("price"), amount):
        yield k.Mistake(doubt, "amount", k.DOUBT)
    if f.new.get("part") == "wage" and amount and low and amount < low:
        yield k.Mistake(f"工资性收入只有{amount}元，请问清楚。", "amount", k.DOUBT)
    if verified is not None and amount is not None and verified != amount and not _said_of_the_household(f, abs(verified - amount)):
        yield k.Mistake(f"核实是{verified}元，登记是{amount}元，请核对后改登记数。", "amount", k.DOUBT)


def earned_by_a_member(f: k.Facts) -> Iterable[k.Mistake]:
    """Who earns shares the household's income; what a child outside sends home is 赡养费; wages need labour."""
    person = f.parent("person") or {}
    if person and (person.get("household") != f.new.get("household") or person.get("shares_income") is False):
        yield k.Mistake(f"{person.get('name') or '这个人'}不算在这户收支里。是给家里的钱，请记成赡养费。", "person", k.DOUBT)
    elif f.new.get("part") == "wage" and person.get("labour") in ("none", "lost"):
        yield k.Mistake("这个人没有劳动能力，却有工资性收入，请核对。", "person", k.DOUBT)


def wage_is_earned(f: k.Facts) -> Iterable[k.Mistake]:
    """A wage that a child is said to have given; a wage of a household in which nobody can work."""
    if f.new.get("part") != "wage":
        return
    payer, amount = f.new.get("payer") or "", f.new.get("amount")
    if row.from_family(payer):
        yield k.Mistake(f"“谁给的”写着{payer}：是孩子给家里的钱，请记成赡养费；是他自己挣的，请写在“谁的”里。", "payer", k.DOUBT)
    elif row.family_gave(f.new.get("note") or ""):
        yield k.Mistake("备注里说是孩子给的：给家里的钱不是工资，请记成赡养费。", "item", k.DOUBT)
    elif amount and not f.new.get("person") and row.nobody_able(f.beside("household", "person"), f.today):
        yield k.Mistake(f"家里没有人有劳动能力，却记了工资性收入{amount:.2f}元，请核对是不是孩子给的赡养费。", "item", k.DOUBT)


def _year(f: k.Facts) -> int | None:
    month, first = f.new.get("month"), f.parameter("income.year_first_month")
    return r.income_year_of(month, first) if month and first else None


class Income(k.Ledger):
    """One amount that came in or went out."""

    __tablename__ = "income"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    month = k.month("月份", required=True, aliases=("起始月份", "收入月份", "期间"), help="一个季度的写头一个月。")
    part = k.code("收支大类", c.PART, required=True, aliases=("收入类别", "大类", "收入类型"), width=22)
    amount = k.money("金额", required=True, private="welfare", aliases=("收入金额", "登记金额"))
    span = k.code("一次记多久", c.SPAN, common=True, default="1", aliases=("期间类型", "周期"), width=18)
    item = k.code("收支项目", c.ITEM, common=True, private="welfare", aliases=("项目", "收入项目", "子项"), width=22)
    person = k.link("谁的", "person", common=True, aliases=("家庭成员", "成员", "成员姓名"))
    payer = k.text("谁给的", common=True, private="welfare", aliases=("付款单位", "付款人", "发放单位"), width=26)
    quantity = k.decimal("数量", group=AMOUNT)
    price = k.decimal("单价", group=AMOUNT)
    own_use = k.flag("自家吃用", group=AMOUNT, help="自家留用的，按当地价算。")
    verified = k.money("核实金额", private="welfare", group=SOURCE, aliases=("入户核实金额",))
    signed = k.flag("户主已确认", group=SOURCE, aliases=("户主签字", "是否确认"))
    document = k.attachment("凭证", private="identity", group=SOURCE)
    source_ledger = k.code("来源台账", c.SOURCE_BOOK, group=SOURCE, help="从别的台账带过来的才有。")
    source_row = k.text("来源那一条", group=SOURCE, width=40)
    source_amount = k.money("来源当时的数", private="welfare", group=SOURCE, help="用来看来源改没改。")
    note = k.text("备注", private="health", aliases=("说明",), width=30)
    income_year = k.derived("收入年度", IntegerKind(), _year, width=14)
    counted = k.derived("算收入", FlagKind(), lambda f: f.new.get("part") in r.EARNED, width=14)

    __ledger__ = k.LedgerSpec(
        title="家庭收支", group="收支", name=("month", "item", "amount"), sort=("month", "household"), on="month", unit="笔",
        key=(("source_ledger", "source_row", "month"), ("household", "month", "item", "person", "amount"),
             ("household", "month", "item", "payer", "amount"), ("household", "month", "part", "amount")),
        filters=("part", "span"), rules=(in_its_place, told_once, amount_is_likely, earned_by_a_member, wage_is_earned),
    )  # fmt: skip
