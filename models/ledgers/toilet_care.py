"""户厕管护: each answer to 厕所在用吗, with what was done for it. Any answer fulfils the asking."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.toilet import TOILET_USE
from models.kernel.identifiers import LinkKind


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been asked."""
    yield from k.not_come(f, date="日期")


class ToiletCare(k.Ledger):
    """One look at one toilet."""

    __tablename__ = "toilet_care"

    toilet = k.link("户厕", "toilet", parent=True, required=True, aliases=("哪座户厕",))
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    date = k.date("日期", required=True, default="today", aliases=("回访日期", "巡检日期", "管护日期"))
    use = k.code("使用情况", TOILET_USE, required=True, aliases=("使用状态", "在用吗"))
    emptied = k.flag("清掏过", aliases=("是否清掏",))
    repaired = k.text("维修内容", aliases=("维修",))
    by = k.name("问的人", default="me", aliases=("巡检人", "管护人"))
    note = k.text("备注", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("toilet") or {}).get("household"))

    __ledger__ = k.LedgerSpec(
        title="户厕管护", group="户厕与环境", key=(("toilet", "date"),), name=("date", "use"), sort=("date", "toilet"),
        on="date", filters=("use",), rules=(not_in_the_future,), unit="次",
    )  # fmt: skip
