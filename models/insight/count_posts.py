"""公益性岗位: who holds a post on the day, and what of the year's months has been paid.

Sources: 按需设岗、在岗领补 (人社部发〔2020〕38号): a month is paid by its attendance; 衔接资金 and 就业补助 posts are two scopes
that reports have added up by mistake, so each is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from models.codes.post import POST_FUND
from models.insight.figure import MONEY, Amount, Figure, Record
from models.insight.reader import Reader
from models.store.source import Values

BRIDGING, EMPLOYMENT = "bridging", "employment"
Paid = tuple[Values, Values, Decimal]  # the holder, one month's sheet, what it paid


def fund(reader: Reader, holder: Values) -> str | None:
    """Who pays for a holder's post."""
    found: str | None = reader.get("post", holder["post"]).get("fund")
    return found


def holders(reader: Reader) -> list[Values]:
    """Who is on duty on the day; looked up once a question."""
    return reader.once("posts held", lambda: [h for h in reader.all("post_holder") if reader.derived("post_holder", h, "active")])


def paid(reader: Reader) -> list[Paid]:
    """Months paid out in the year up to the day; worked out once a question."""
    return reader.once("posts paid", lambda: list(_paid(reader)))


def _paid(reader: Reader) -> Iterator[Paid]:
    for month in reader.this_year("post_attendance", "paid_on"):
        holder = reader.get("post_holder", month["holder"])
        if holder and (amount := reader.derived("post_attendance", month, "pay")):
            yield holder, month, amount


def _holding(of: str = "") -> Callable[[Reader], Iterable[Record]]:
    return lambda reader: (Record("post_holder", h["uid"]) for h in holders(reader) if not of or fund(reader, h) == of)


def _months(of: str = "", money: bool = False) -> Callable[[Reader], Iterable[Record]]:
    def records(reader: Reader) -> Iterable[Record]:
        for holder, month, amount in paid(reader):
            if not of or fund(reader, holder) == of:
                value: Amount = amount if money else 1
                yield Record("post_attendance", month["uid"], value)

    return records


_SOURCE = "乡村公益性岗位管理办法：在岗领补、按月发放"
_FUNDS = tuple((f".{id}", f"：{POST_FUND.label(id)}", id) for id in (BRIDGING, EMPLOYMENT))
_ALL = (("", "", ""), *_FUNDS)
FIGURES: tuple[Figure, ...] = (
    *(Figure(f"post.holders{id}", f"公岗在岗{word}", "人", "到这一天在岗的公岗人员，退岗、待岗、停岗的不算。", _SOURCE, _holding(of))
      for id, word, of in _ALL),
    *(Figure(f"post.paid_months{id}", f"今年公岗已发人月{word}", "人月", "今年已经发放、有考勤的月份，一人一个月数一次。", _SOURCE,
             _months(of)) for id, word, of in _ALL),
    *(Figure(f"post.paid{id}", f"今年公岗已发补贴{word}", MONEY, "今年已经发放的月份，按考勤算出的应发合计。", _SOURCE, _months(of, money=True))
      for id, word, of in _ALL),
)  # fmt: skip
