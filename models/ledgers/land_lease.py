"""土地流转: one row a lease and year, so that each year's rent is seen to be paid, and paid once."""

from collections.abc import Iterable
from typing import Any

from models import kernel as k
from models.codes.business import LEASE_WAY
from models.kernel.numbers import IntegerKind, MoneyKind
from models.rules import subsidy as r

KEYS = (("household", "year", "way", "lessee", "plot"), ("household", "year", "plot"), ("household", "year", "lessee", "area"),
        ("household", "year", "area"))  # fmt: skip

TWICE = (("household", "year", "way", "plot"), ("household", "year", "way", "lessee", "area"), ("household", "year", "way", "area"))


def _year(f: k.Facts) -> int:
    return int(f.new.get("year") or f.today.year)  # a rule is asked before 年度 has filled itself in


def _way(f: k.Facts) -> str:
    return str(f.new.get("way") or "out")


def _same(one: Any, other: Any) -> bool:
    """Whether two rows are of one lease: the plot tells, and where nobody wrote it the area."""
    return all(one.get(n) == other.get(n) for n in ("lessee", "plot" if one.get("plot") else "area"))


def rent_of(row: Any) -> r.Rent:
    """What one row says of its year's rent."""
    return r.Rent(*(row.get(name) for name in ("year", "rent", "paid", "due_on")))


def rows_of_lease(f: k.Facts) -> list[Any]:
    """This row and the other years of its lease."""
    return [f.new, *(o for o in f.siblings() if o.get("way") == _way(f) and _same(f.new, o))]


def _years_owed(f: k.Facts) -> int:
    return r.years_owed(map(rent_of, rows_of_lease(f)), f.today)


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The contract's own order, and the year within it."""
    begun, ended, year = (f.new.get(name) for name in ("from_on", "to_on", "year"))
    if begun and ended and ended < begun:
        yield k.Mistake("流转结束日期比开始日期还早，请核对。", "to_on")
    elif year and ((begun and year < begun.year) or (ended and year > ended.year)):
        yield k.Mistake("这个年度不在流转合同期内，请核对。", "year", k.DOUBT)


def paid_once(f: k.Facts) -> Iterable[k.Mistake]:
    """The same lease paid twice for a year; more than the rent; a plot let to two; a day without money."""
    year = [o for o in k.earlier(f, f.siblings()) if o.get("year") == _year(f) and o.get("way") == _way(f)]
    if f.new.get("paid") and any(o.get("paid") and _same(f.new, o) for o in year):
        yield k.Mistake("同一块地今年的流转费已经付过一次，请核对是不是重复。", "paid", k.DOUBT)
    other = [o for o in year if o.get("plot") == f.new.get("plot") and o.get("lessee") != f.new.get("lessee")]
    if f.new.get("plot") and other:
        yield k.Mistake("同一块地今年还流转给了另一家，请核对。", "lessee", k.DOUBT)
    rent, paid = f.new.get("rent"), f.new.get("paid")
    if rent is not None and paid is not None and paid > rent:
        yield k.Mistake(f"已付{paid:.2f}元，比年流转费{rent:.2f}元还多，请核对。", "paid", k.MEND)
    if f.new.get("paid_on") and not paid:
        yield k.Mistake("写了付款日期，没有写付了多少。", "paid", k.DOUBT)


def within_the_land(f: k.Facts) -> Iterable[k.Mistake]:
    """More let in a year than the household has."""
    others = [o for o in f.siblings() if o.get("year") == _year(f) and o.get("way") == "out"]
    names = ("field_area", "forest_area", "orchard_area", "grass_area", "water_area")
    land = r.land_of((f.parent("household") or {}).get(name) for name in names) if _way(f) == "out" else None
    total = sum((o["area"] for o in (f.new, *others) if o.get("area")), r.NOTHING)
    if land is not None and total > land and k.last_of(f, others):
        yield k.Mistake(f"今年流转出去合计{total:.2f}亩，这户土地只有{land:.2f}亩，请核对。", "area", k.DOUBT)


class LandLease(k.Ledger):
    """One year of one lease of one household."""

    __tablename__ = "land_lease"

    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名", "出租户"))
    year = k.year("年度", required=True, default="this_year", aliases=("年份", "流转年度"), width=14)
    way = k.code("流转方向", LEASE_WAY, common=True, default="out", aliases=("方向", "流转方式"), width=16)
    area = k.decimal("面积（亩）", required=True, aliases=("流转面积", "面积", "流转面积（亩）"))
    lessee = k.text("流转给谁", common=True, default="last", aliases=("承租方", "流入方", "流转对象"), width=30)
    rent = k.money("年流转费", common=True, private="welfare", aliases=("年租金", "年金额", "流转费"))
    due_on = k.date("应付日期", common=True, aliases=("应付日", "约定付款日"))
    paid = k.money("已付", common=True, private="welfare", aliases=("已付金额", "实付"))
    paid_on = k.date("付款日期", common=True, aliases=("付款日", "兑付日期"))
    enterprise = k.link("经营主体", "enterprise", aliases=("主体", "企业"))
    plot = k.text("地块", aliases=("地块位置", "地块名称", "位置"))
    from_on = k.date("合同开始日期", aliases=("流转开始日期", "开始日期"))
    to_on = k.date("合同结束日期", aliases=("流转结束日期", "结束日期", "到期日期"))
    contract = k.attachment("合同扫描件", private="identity")
    note = k.text("备注", private="health", width=30)
    owed = k.derived("欠付", MoneyKind(), lambda f: r.owed(rent_of(f.new), f.today), private="welfare")
    years_owed = k.derived("欠付年数", IntegerKind(), _years_owed, width=14)

    __ledger__ = k.LedgerSpec(
        title="土地流转", group="产业", name=("lessee", "year"), key=KEYS, twice=TWICE,
        sort=("year", "household"), on="from_on", filters=("year", "way", "lessee"), totals=("area", "rent", "paid"),
        unit="笔", rules=(dates_in_order, paid_once, within_the_land),
    )  # fmt: skip
