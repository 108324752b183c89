"""贷款用途检查: what was seen of the money. A forbidden use is what a check finds, never a value a form refuses."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.loan import CHECK_RESULT, MISUSE


def checked_in_its_time(f: k.Facts) -> Iterable[k.Mistake]:
    """A check has been made, and after the money came."""
    day, granted = f.new.get("date"), (f.parent("loan") or {}).get("granted_on")
    if day and day > f.today:
        yield k.Mistake("检查日期还没到，请核对。", "date")
    elif day and granted and day < granted:
        yield k.Mistake("检查日期比放款日还早，请核对。", "date", k.MEND)


def misuse_fits_the_result(f: k.Facts) -> Iterable[k.Mistake]:
    """挪用 says where to; 正常使用 says nothing."""
    result, misuse = f.new.get("result"), f.new.get("misuse")
    if result == "proper" and misuse:
        yield k.Mistake("写了挪到哪里，检查结果却是正常使用，请核对。", "result", k.MEND)
    if result in ("misused", "partly_misused") and not misuse:
        yield k.Mistake("钱挪到哪里了，请问清楚。", "misuse", k.DOUBT)


class LoanCheck(k.Ledger):
    """One look at what one loan was spent on."""

    __tablename__ = "loan_check"

    loan = k.link("贷款", "loan", parent=True, required=True, aliases=("哪笔贷款",))
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    date = k.date("检查日期", required=True, default="today", aliases=("检查日", "日期"))
    result = k.code("检查结果", CHECK_RESULT, required=True, private="welfare", aliases=("用途检查结果", "使用情况"))
    misuse = k.codes("挪到哪里", MISUSE, common=True, private="welfare")
    used_for = k.text("实际用途", common=True, private="welfare", width=30)
    first_used_on = k.date("开始用的日期", private="welfare")
    proof = k.text("凭证", private="welfare")
    handling = k.text("处理", aliases=("处理情况",), private="welfare", width=30)
    by = k.name("检查人", default="me")
    photo = k.attachment("照片", private="identity")

    __ledger__ = k.LedgerSpec(
        title="贷款用途检查", group="信贷", key=(("loan", "date"),), name=("date", "result"), sort=("date", "loan"),
        on="date", filters=("result",), rules=(checked_in_its_time, misuse_fits_the_result), unit="次",
    )  # fmt: skip
