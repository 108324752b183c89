"""医疗费用: one bill of one person. What the family pays itself follows from the refunds; 合规自付 from the 合规 part alone."""

from collections.abc import Iterable
from decimal import Decimal

from models import kernel as k
from models.codes.income import BILL_KIND
from models.kernel.identifiers import LinkKind
from models.kernel.numbers import MoneyKind
from models.rules import income as r

REFUNDS = ("basic", "serious", "aid", "other_refund")


def _own(f: k.Facts, of: str) -> Decimal | None:
    return r.own_share(f.new.get(of), (f.new.get(name) for name in REFUNDS))


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """A bill has been paid."""
    if f.new.get("date") and f.new["date"] > f.today:
        yield k.Mistake("日期还没到，请核对。", "date")


def parts_fit(f: k.Facts) -> Iterable[k.Mistake]:
    """Neither the 合规 part nor the refunds are more than the bill."""
    total, allowed = f.new.get("total"), f.new.get("allowed")
    back = sum((f.new.get(name) or Decimal(0) for name in REFUNDS), Decimal(0))
    if total is not None and allowed is not None and allowed > total:
        yield k.Mistake(f"合规费用{allowed}元，比总费用{total}元还多，请核对。", "allowed", k.MEND)
    if total is not None and back > total:
        yield k.Mistake(f"报销合计{back}元，比总费用还多，请核对。", "basic", k.MEND)


class MedicalBill(k.Ledger):
    """One stay, visit or purchase of medicine."""

    __tablename__ = "medical_bill"

    person = k.link("谁看病", "person", parent=True, required=True, aliases=("患者", "姓名", "患者姓名"))
    date = k.date("日期", required=True, default="today", aliases=("就医日期", "结算日期", "出院日期"))
    total = k.money("总费用", required=True, private="health", aliases=("医疗总费用", "费用总额"))
    allowed = k.money("合规费用", common=True, private="health", aliases=("合规总额", "政策范围内费用"))
    basic = k.money("基本医保报销", common=True, private="health", aliases=("基本医保", "医保报销"))
    serious = k.money("大病保险报销", common=True, private="health", aliases=("大病保险",))
    aid = k.money("医疗救助", common=True, private="health", aliases=("救助金额",))
    other_refund = k.money("其他补偿", private="health", aliases=("商业保险", "防贫保险", "其他报销"))
    kind = k.code("就医类别", BILL_KIND, common=True, private="health", aliases=("类别",), width=18)
    hospital = k.text("医院或药店", private="health", aliases=("医院", "医疗机构"), width=30)
    disease = k.text("病种", private="health", aliases=("疾病", "诊断"), width=26)
    document = k.attachment("票据", private="health")
    note = k.text("备注", private="health", width=30)
    own = k.derived("个人自付", MoneyKind(), lambda f: _own(f, "total"), private="health")
    own_allowed = k.derived("合规自付", MoneyKind(), lambda f: _own(f, "allowed"), private="health", common=True)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))

    __ledger__ = k.LedgerSpec(
        title="医疗费用", group="收支", key=(("person", "date", "total"),), name=("date", "total"), sort=("date", "person"),
        on="date", totals=("total", "basic", "serious", "aid", "other_refund"), filters=("kind",),
        rules=(not_in_the_future, parts_fit), unit="笔",
    )  # fmt: skip
