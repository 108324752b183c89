"""贷款用途检查: what was seen of the money. A forbidden use is what a check finds, never a value a form refuses."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.loan import CHECK_RESULT, MISUSE, MISUSE_WORDS, UNUSED_WORDS, USED_WORDS
from models.rules import loan as r
from models.rules.dates import day_words


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
        yield k.Mistake(f"写着挪到{'、'.join(map(MISUSE.label, misuse))}，检查结果却是正常使用，请核对。", "result", k.MEND)
    if result in ("misused", "partly_misused") and not misuse:
        yield k.Mistake("钱挪到哪里了，请问清楚。", "misuse", k.DOUBT)


def words_fit_the_result(f: k.Facts) -> Iterable[k.Mistake]:
    """正常使用 beside words that say the money lies there or went elsewhere; 未使用 beside a day on which it was used."""
    result, day, used_on = (f.new.get(name) for name in ("result", "date", "first_used_on"))
    for name in ("used_for", "handling") if result == "proper" else ():
        text = f.new.get(name) or ""
        if r.meant(text, {"unused": UNUSED_WORDS}) and not r.meant(text, {"used": USED_WORDS}):
            yield k.Mistake(f"检查结果写着正常使用，{_label(name)}却写着“{text}”，像是还没用，请核对。", "result", k.DOUBT)
        elif where := r.meant(text, MISUSE_WORDS):
            yield k.Mistake(f"检查结果写着正常使用，{_label(name)}却写着“{text}”，像是{MISUSE.label(where)}，请核对。", "result", k.DOUBT)
    if result == "proper" and used_on and day and used_on > day:
        yield k.Mistake(f"{day_words(used_on)}才开始用，检查那天不会是正常使用，请核对。", "first_used_on", k.DOUBT)
    if result == "unused" and used_on and day and used_on <= day:
        yield k.Mistake(f"检查结果写着未使用，开始用的日期却是{day_words(used_on)}，请核对。", "result", k.DOUBT)


def _label(name: str) -> str:
    return LoanCheck.__fields__[name].label


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
        on="date", filters=("result",), rules=(checked_in_its_time, misuse_fits_the_result, words_fit_the_result), unit="次",
    )  # fmt: skip
