"""积分: one row each time a household wins, loses or spends points. What is left is counted, nobody types it."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import affairs as c
from models.kernel.numbers import IntegerKind
from models.rules import small_books as r


def _before(f: k.Facts) -> int:
    """Points of the household without this row, up to its day."""
    day = f.new.get("date") or f.today
    return r.balance((o.get("kind"), o.get("score")) for o in f.siblings() if not o.get("date") or o["date"] <= day)


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been given."""
    yield from k.not_come(f, date="日期")


def there_to_spend(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody spends more than there is."""
    kind = f.new.get("kind")
    if doubt := r.points_doubt(kind, f.new.get("score"), _before(f) if kind == r.SPENT else 0):
        yield k.Mistake(doubt, "score", k.DOUBT)


class Points(k.Ledger):
    """One entry in a household's book of points."""

    __tablename__ = "points"
    household = k.link("户主", "household", parent=True, required=True, aliases=("所属农户", "户", "户主姓名"))
    date = k.date("日期", required=True, default="today", aliases=("积分日期", "兑换日期"))
    score = k.integer("分数", low=-10000, high=10000, required=True, aliases=("积分", "得分", "分值"), width=14)
    kind = k.code("加分还是减分", c.POINTS_KIND, required=True, default="won", aliases=("加减", "类型"), width=18)
    topic = k.code("哪一项", c.POINTS_TOPIC, common=True, aliases=("积分项目", "项目"))
    reason = k.text("为什么", common=True, private="health", aliases=("事由", "原因", "积分事由"), width=40)
    goods = k.text("换了什么", common=True, aliases=("兑换物品",), width=28)
    person = k.link("是谁", "person", aliases=("姓名", "成员"))
    by = k.text("谁评的", default="me", aliases=("评定人", "记分人"), width=24)
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", private="health", width=30)
    counts = k.derived("算多少分", IntegerKind(), lambda f: r.signed(f.new.get("kind"), f.new.get("score")), width=14)
    left = k.derived(
        "到这天剩", IntegerKind(), lambda f: _before(f) + r.signed(f.new.get("kind"), f.new.get("score")), width=14
    )
    __ledger__ = k.LedgerSpec(
        "积分", "群众事", key=(("household", "date", "kind", "reason"), ("household", "date", "kind", "score")), name=("date", "kind", "score"),
        sort=("date", "household"), on="date", filters=("kind", "topic"), unit="次",
        rules=(not_in_the_future, there_to_spend),
    )  # fmt: skip
