"""项目进度: one line a month: how far the work is, what has been paid since the beginning, and what it is stuck at."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.project import STUCK
from models.kernel.facts import Values
from models.kernel.numbers import DecimalKind
from models.rules import project as r


def _line(row: Values) -> r.Progress:
    return r.Progress(row["month"], row.get("percent"), row.get("paid"))


def month_has_begun(f: k.Facts) -> Iterable[k.Mistake]:
    """A month that is not there yet has no progress."""
    yield from k.not_come(f, month="这个月")


def never_falls_back(f: k.Facts) -> Iterable[k.Mistake]:
    """Percent and money only grow, and money stays within the project's."""
    if f.new.get("month"):
        others = [_line(other) for other in f.siblings() if other.get("month")]
        budget = (f.parent("project") or {}).get("budget")
        yield from (k.Mistake(words, at, k.DOUBT) for at, words in r.progress_doubts(_line(f.new), others, budget))


def paid_in_time(f: k.Facts) -> Iterable[k.Mistake]:
    """The nodes of paying out this year's money."""
    project, month = f.parent("project") or {}, f.new.get("month")
    months, shares = f.parameter("project.pay_months"), f.parameter("project.pay_shares")
    if not (month and months and shares) or project.get("year") != int(month[:4]):
        return
    wanted = r.share_wanted(month, months, shares)
    share = r.paid_share(f.new.get("paid"), project.get("budget"))
    if wanted is not None and share is not None and share < wanted:
        yield k.Mistake(f"按支付节点这时应支付{wanted}%，现在是{share}%。", "paid", k.HINT)


class ProjectProgress(k.Ledger):
    """One month of one project."""

    __tablename__ = "project_progress"

    project = k.link("项目", "project", parent=True, required=True, aliases=("项目名称", "哪个项目"))
    month = k.month("月份", required=True, aliases=("年月", "调度月份"))
    percent = k.integer("形象进度（%）", low=0, high=100, common=True, aliases=("形象进度", "完成比例"), width=18)
    text = k.text("进展说明", common=True, aliases=("进展", "进展情况"), width=40)
    paid = k.money("累计支付", common=True, aliases=("累计支付金额", "已支付", "支付金额"))
    stuck = k.code("卡在哪", STUCK, common=True, aliases=("卡点", "存在问题"), width=20)
    stuck_text = k.text("卡点说明", aliases=("问题说明",), width=40)
    help = k.text("要谁帮忙", width=30)
    by = k.name("填报人", default="me")
    photo = k.attachment("现场照片", private="identity")
    share = k.derived(
        "支付率（%）", DecimalKind(places=2),
        lambda f: r.paid_share(f.new.get("paid"), (f.parent("project") or {}).get("budget")),
    )  # fmt: skip

    __ledger__ = k.LedgerSpec(
        title="项目进度", group="项目资产", key=(("project", "month"),), name=("month", "percent"), sort=("month", "project"),
        on="month", filters=("month", "stuck"), state=("percent",), unit="条",
        rules=(month_has_begun, never_falls_back, paid_in_time),
    )  # fmt: skip
