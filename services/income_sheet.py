"""收支表 of one household: rows are parts and items, columns the quarters of an income year; figures typed in cells are kept.

A cell can be typed when nothing stands behind it or one amount of exactly that quarter; where more does (months, a whole
year) it opens its rows instead, for nobody could say which of them the new figure means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models import store as st
from models.codes.income import ITEM, PART
from models.insight import household_income as income
from models.insight.duty import head_of
from models.insight.reader import Reader, reading
from models.kernel import Mistake, UserMistake
from models.rules import income as r
from models.rules.dates import MONTHS_A_QUARTER, Period, month_of, months_period
from models.rules.day_marks import first_day
from models.store.source import Values

if TYPE_CHECKING:
    from models.store import Saved, Store
    from models.store.records import Doing

PART_LINE, ITEM_LINE, NET_LINE, BILL_LINE = "part", "item", "net", "bill"
HEAD_LINE, LEFT_LINE, REFERENCE_LINE = "head", "left", "reference"  # of the whole year, never of a quarter
PER_HEAD = {HEAD_LINE: "人均纯收入", LEFT_LINE: "扣刚性后人均", REFERENCE_LINE: "参考收入人均"}
CLEARED = "收支表里清空了"


@dataclass(frozen=True)
class Cell:
    """One item in one quarter. rows: the amounts behind it, by uid; typed: whether a figure typed here has one meaning."""

    amount: Decimal | None = None
    rows: Mapping[str, Decimal] = field(default_factory=dict)
    typed: bool = False
    linked: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the sheet with its cells, one a quarter."""

    kind: str
    part: str
    item: str
    title: str
    cells: tuple[Cell, ...]

    def of(self, account: r.Account) -> Decimal | None:
        """Its figure in an account: of a quarter, the year, or the year before."""
        if self.kind == ITEM_LINE:
            return account.items.get((self.part, self.item))
        if self.kind == PART_LINE and self.part == r.RIGID:
            return account.rigid or None
        if self.kind == PART_LINE:
            found = [amount for (part, _), amount in account.items.items() if part == self.part]
            return sum(found, r.ZERO) if found else None
        return {
            NET_LINE: account.net, BILL_LINE: account.own or None, HEAD_LINE: account.head, LEFT_LINE: account.head_left,
            REFERENCE_LINE: account.head_reference,
        }[self.kind]


@dataclass(frozen=True)
class Sheet:
    """All that the page shows. running: the income year of today; standing: by the place's window, whatever the year."""

    household: str
    name: str
    year: int
    running: int
    within: Period
    quarters: tuple[Period, ...]
    lines: tuple[Line, ...]
    by_quarter: tuple[r.Account, ...]
    account: r.Account
    before: r.Account
    standing: income.Standing


@dataclass(frozen=True)
class Edit:
    """A figure typed over a cell; None empties it. seen: what stood behind the cell."""

    part: str
    item: str
    month: str
    amount: Decimal | None
    seen: Mapping[str, Decimal] = field(default_factory=dict)


class NeedsReason(UserMistake):
    """Somebody has agreed to these months: a change needs one line that says why (批后更正)."""

    def __init__(self) -> None:
        super().__init__("这几个月的收支镇里已经批过，要改请写一句为什么。")


def read(store: Store, household: str, year: int | None = None, *, every: bool = False) -> Sheet:
    """The sheet of an income year (the running one when none is named). every: all items, not only those in use."""
    with reading(store, whole=False) as reader:
        return of(reader, reader.get("household", household), year, every=every)


def of(reader: Reader, home: Values, year: int | None = None, *, every: bool = False) -> Sheet:
    """The sheet over a Reader."""
    within = income.income_year(reader, home["scope"], year)
    quarters = income.quarters(within)
    now, before = (income.account(reader, home["uid"], one) for one in (within, income.year_before(within)))
    lines = _Lines(income.rows(reader, home["uid"]), quarters, (now, before), reader.on, income.bills(reader, home["uid"]))
    return Sheet(
        home["uid"], head_of(reader, home), within.last.year, income.income_year(reader, home["scope"]).last.year, within, quarters,
        tuple(lines.all(every=every)), tuple(income.account(reader, home["uid"], quarter) for quarter in quarters), now, before,
        income.standing(reader, home),
    )


class _Lines:
    """Makes the lines of one sheet."""

    def __init__(
        self, rows: Sequence[Values], quarters: Sequence[Period], years: Sequence[r.Account], on: date,
        bills: Mapping[str, r.Bill],
    ) -> None:
        self.rows, self.quarters, self.years, self.on, self.bills = rows, quarters, years, on, bills
        self._blank = tuple(Cell() for _ in quarters)

    def all(self, *, every: bool) -> Iterator[Line]:
        """Part by part; 家庭纯收入 and 人均 stand after what production cost, what is left of it at the foot."""
        for part, title in PART.items:
            items = list(self._items(part, every=every))
            if part in r.SUMMED or items:
                yield Line(PART_LINE, part, "", title, self._blank)
            yield from items
            if part == r.COST:
                yield Line(NET_LINE, "", "", "家庭纯收入", self._blank)
                yield self._per_head(HEAD_LINE)
            if part == r.RIGID:
                yield Line(BILL_LINE, r.RIGID, "", "看病自付（票据）", tuple(map(self._paid, self.quarters)))
        yield from (self._per_head(kind) for kind in (LEFT_LINE, REFERENCE_LINE))

    def _per_head(self, kind: str) -> Line:
        return Line(kind, "", "", PER_HEAD[kind], self._blank)

    def _paid(self, quarter: Period) -> Cell:
        """Bills of a quarter; they are opened, never typed over."""
        return Cell(rows={uid: bill.own or r.ZERO for uid, bill in self.bills.items() if bill.day in quarter})

    def _items(self, part: str, *, every: bool) -> Iterator[Line]:
        for item in income.items_shown(part, self.years, every=every):
            cells = (cell_of(self.rows, part, item, quarter, begun=quarter.first <= self.on) for quarter in self.quarters)
            yield Line(ITEM_LINE, part, item, ITEM.label(item) if item else "没分项目的", tuple(cells))


def cell_of(rows: Sequence[Values], part: str, item: str, quarter: Period, *, begun: bool) -> Cell:
    """What stands behind one item in one quarter."""
    here = [(row, entry) for row in rows if row["part"] == part and (row["item"] or "") == item
            and (entry := r.entry_of(row)) and entry.inside(quarter)]  # fmt: skip
    whole = len(here) == 1 and here[0][1].month == month_of(quarter.first) and here[0][1].months == MONTHS_A_QUARTER
    amount = r.items((entry for _, entry in here), quarter).get((part, item))
    return Cell(amount, {row["uid"]: row["amount"] for row, _ in here}, bool(begun and item and (whole or not here)),
                any(row["source_row"] for row, _ in here))  # fmt: skip


def save(store: Store, household: str, edits: Sequence[Edit], reason: str = "") -> Saved:
    """All that was typed as one operation. Raises NeedsReason where months have been agreed to and no reason is given."""
    name = st.names(store, "household", [household]).get(household, "")
    with st.together(store, label_of(name, reason)) as doing:
        reader = Reader(doing.source, store.today(), store.scope)
        home, rows = reader.get("household", household), income.rows(reader, household)
        if not reason and any(_agreed(reader, home, edit) for edit in edits):
            raise NeedsReason
        notices: list[Mistake] = []
        refused: list[Mistake] = []
        for edit in edits:
            try:
                notices += _write(doing, household, edit, cell_of(rows, edit.part, edit.item, _quarter(edit), begun=True))
            except UserMistake as why:
                refused += [Mistake(f"{ITEM.label(edit.item)}：{m.text}", f"{edit.item}/{edit.month}") for m in why.mistakes]
        if refused:
            raise UserMistake(refused)
        return st.Saved("income", "", doing.unit.operation if edits else None, doing.unit.label, tuple(notices))


def label_of(name: str, reason: str) -> str:
    """What the operation is called: 改动记录 shows why something changed after it was agreed to."""
    return f"批后更正 收支 {name}：{reason}" if reason else f"收支 {name}".strip()


def _quarter(edit: Edit) -> Period:
    first = first_day(edit.month)
    return months_period(first.year, first.month, MONTHS_A_QUARTER)


def _agreed(reader: Reader, home: Values, edit: Edit) -> bool:
    return income.approved(reader, home, _quarter(edit), frozenset(edit.seen))


def _write(doing: Doing, household: str, edit: Edit, now: Cell) -> tuple[Mistake, ...]:
    if dict(now.rows) != dict(edit.seen):
        stands = "空的" if now.amount is None else f"{now.amount:.2f}元"
        raise UserMistake(f"刚才被别人改过，现在是{stands}，请看一下再改。")
    uid = next(iter(now.rows), None)
    if edit.amount is None:
        return doing.remove("income", uid, CLEARED).notices if uid else ()
    if uid:
        return doing.change("income", uid, {"amount": edit.amount}).notices
    raw = {"household": household, "month": edit.month, "span": str(MONTHS_A_QUARTER), "part": edit.part, "item": edit.item,
           "amount": edit.amount}  # fmt: skip
    return doing.add("income", raw).notices
