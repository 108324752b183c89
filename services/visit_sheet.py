"""A half-filled visit sheet that comes back: whose it is, by the code printed on it, and what to write of what stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models import store as st
from models.codes.income import PART
from models.insight import duties, household_income
from models.insight.reader import reading
from models.insight.walking import NOT_LIVED_IN
from models.kernel import UserMistake
from models.rules import income, sheet_code
from models.rules.dates import MONTHS_A_QUARTER, Period, quarter_of, read_period
from models.rules.household import member_order

if TYPE_CHECKING:
    from models.insight.duty import Ask
    from models.store import Store

WRONG = "这个编号抄错了一个字母或者顺序，请对着表右上角再看一遍。"
ELSEWHERE = "这是别的村的走访表，请交给那个村录。"
UNKNOWN = "没有找到这张表上的那一户，可能还没收到登记它的那台电脑的数据。"
FROM_PAPER = "走访表上填的"


@dataclass(frozen=True)
class Paper:
    """What there is to take from one sheet, in its order. members: uid and words; earned: what the quarter has already."""

    household: str
    day: date
    who: str
    members: tuple[tuple[str, str], ...]
    asks: tuple[Ask, ...]
    quarter: Period
    earned: Mapping[str, Decimal]


def household_of(store: Store, typed: str) -> tuple[str, date]:
    """The household and the day of a code. Raises UserMistake with the one sentence that says why not."""
    code = sheet_code.read(typed)
    if code is None or code.day > store.today():
        raise UserMistake(WRONG)
    here = [uid for uid in st.uids(store, "household") if sheet_code.home_mark(uid) == code.home]
    if here and not here[1:]:
        _lived_in(st.get(store, "household", here[0]))
        return here[0], code.day
    gone = [row for row in st.find(store, "household", removed=True) if sheet_code.home_mark(row.uid) == code.home]
    if here or not gone:
        places = {sheet_code.place_mark(row.scope) for row in st.find(store, "village")}
        raise UserMistake(UNKNOWN if code.place in places else ELSEWHERE)
    raise UserMistake(f"这张表上的那一户已经不在册了（{gone[0].removed_why or '已撤掉'}），请按户主姓名找现在的户。")


def _lived_in(row: st.Row | None) -> None:
    if row is not None and row["residence"] in NOT_LIVED_IN:
        raise UserMistake("这张表上的那一户已经写成空挂户或已注销，不用登记走访；写错了的，先改“居住情况”这一栏。")


def paper(store: Store, household: str, day: date) -> Paper:
    """The sheet of a household that was printed on a day; what was answered since is not asked again."""
    still = {ask.id for ask in duties.for_household(store, household)}
    asks = tuple(ask for ask in duties.for_household(store, household, day) if ask.id in still)
    quarter = read_period(f"{day.year}Q{quarter_of(day)}")
    with reading(store, whole=False) as reader:
        earned = _earned(household_income.rows(reader, household), quarter)
    people = st.full(store, "person", st.find(store, "person", {"household": household}), ("gone", "age"))
    members = tuple((one["uid"], one["name"] or "") for one in sorted(people, key=member_order) if not one["gone"])
    who = st.names(store, "household", [household]).get(household, "")
    return Paper(household, day, who, members, asks, quarter, earned)


def _earned(rows: Iterable[Mapping[str, Any]], quarter: Period) -> dict[str, Decimal]:
    """What every part has already in months of the quarter."""
    found: dict[str, Decimal] = {}
    for row in rows:
        entry = income.entry_of(row)
        if entry and entry.inside(quarter):
            found[row["part"]] = found.get(row["part"], income.ZERO) + entry.amount
    return found


def filled(
    sheet: Paper, raw: Mapping[str, Any], changes: Mapping[str, str], amounts: Mapping[str, str]
) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
    """The visit with what changed with whom as its words, and income of the parts that the quarter lacks as rows.

    An amount beside one that is written already would be counted twice: it is kept in the visit's 收支情况 alone.
    """
    names = dict(sheet.members)
    words = [f"{names[uid]}：{text.strip()}" for uid, text in changes.items() if text.strip()]
    told = {part: text.strip() for part, text in amounts.items() if text.strip()}
    values = dict(raw)
    values["text"] = "；".join(filter(None, (*words, raw.get("text", "")))) or None
    if told:
        values["money"] = sheet.quarter.words() + "：" + "，".join(f"{PART.label(part)} {text} 元" for part, text in told.items())
        values["tasks"] = (*values.get("tasks", ("general",)), "income")
    return values, [("income", _row(sheet, part, text)) for part, text in told.items() if part not in sheet.earned]


def beside(sheet: Paper, amounts: Mapping[str, str]) -> Sequence[str]:
    """The parts whose amount was not counted, because the quarter has some already."""
    return [PART.label(part) for part, text in amounts.items() if text.strip() and part in sheet.earned]


def _row(sheet: Paper, part: str, text: str) -> dict[str, Any]:
    return {"household": sheet.household, "month": f"{sheet.quarter.first:%Y-%m}", "span": str(MONTHS_A_QUARTER), "part": part,
            "amount": text, "note": FROM_PAPER}
