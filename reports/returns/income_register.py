"""2.8b 家庭收支台账: what each household took in over the window that counts, beside the same months a year before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.insight import figures
from models.insight import household_income as income
from models.insight.count_income import recorded
from models.insight.reader import reading
from models.rules import income as r
from models.rules.dates import month_of, month_words
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.places import group, village
from reports.returns.register import Register, by_place, counted
from reports.returns.words import household_class
from reports.sheet import Cell

ID = "2.8b"
Standings = dict[str, income.Standing]


def _standings(book: Book) -> Standings:
    """Of everybody whose income is on record, and of 脱贫户 and 监测户 in any case: theirs has to be collected."""
    if ID not in book.kept:
        with reading(book.store, book.on) as reader:
            found = {home["uid"]: one for home, one in recorded(reader)}
            asked = {home.uid for home in book.all("household") if home.values["assisted"]}
            found |= {home["uid"]: income.standing(reader, home) for home in reader.households if home["uid"] in asked - found.keys()}
            book.kept[ID] = found
    kept: Standings = book.kept[ID]
    return kept


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    found = _standings(book)
    return sorted((home for home in book.all("household") if home.uid in found), key=by_place)


def _now(home: Entry) -> r.Account:
    return _standings(home.book)[home.uid].now


def _part(heading: str, part: str, width: float = 19) -> Col:
    """The sum of a part; nothing where nothing at all is on record of the household."""
    def amount(home: Entry) -> Cell:
        account = _now(home)
        return account.parts[part] if account.months else None

    return made(heading, width, amount, field=part, private="welfare", kind="money", total=True)


def _money(heading: str, width: float, of: str, *, total: bool = False) -> Col:
    def amount(home: Entry) -> Cell:
        found: Decimal | None = getattr(_now(home), of)
        return found

    return made(heading, width, amount, field=of, private="welfare", kind="money", total=total)


def _growth(home: Entry) -> str | None:
    change = _standings(home.book)[home.uid].change
    return f"{change[1]}%" if change and change[1] is not None else None


def _below(home: Entry) -> str | None:
    """Only where the line of the place is set and the income known."""
    one = _standings(home.book)[home.uid]
    known = one.lines[income.MONITOR_LINE] is not None and one.now.head is not None
    return ("是" if one.below(income.MONITOR_LINE) else "否") if known else None


def _own_medical(home: Entry) -> Cell:
    return _now(home).own_allowed or None


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    window = next((one.now.within for one in _standings(book).values()), None)
    span = f"按{month_words(month_of(window.first))}至{month_words(month_of(window.last))}算；没记过收支的户空着。" if window else ""
    ids = ("income.households", "income.per_head", "income.below_line")
    if not (found := counted(book, asked, ids)):
        return (span,) if span else ()
    homes, head, below = (figures.shown(found[id]) for id in ids)
    line = next((one.lines[income.MONITOR_LINE] for one in _standings(book).values()), None)
    under = "监测线还没有设。" if line is None else f"其中人均低于监测线{line}元的{below}户。"
    return (f"{span}记了收支的{homes}户" + (f"，人均纯收入{head}元；" if head else "；") + under,)


_name, _people = column("household", "head_name", 19, "户主"), column("household", "size", 10, "人口", total=True)
_class = made("类型", 21.5, household_class, private="welfare")
_before = made("上年人均", 18, lambda home: _standings(home.book)[home.uid].before.head, private="welfare", kind="money")
_amounts = (
    _part("工资性", "wage"), _part("生产经营性", "business"), _part("财产性", "property", 17), _part("转移性", "transfer"),
    _part("生产经营性支出", "cost"), _money("纯收入", 20, "net", total=True), _money("人均", 18, "head"), _before,
    made("增幅", 15, _growth, private="welfare", align="right"),
    made("合规自付", 17, _own_medical, field="own_medical", private="health", kind="money", total=True),
    made("是否低于监测线", 15, _below, private="welfare", align="center"),
)  # fmt: skip

COLUMNS = (counter(8), _name, _class, _people, *_amounts)
FULL = (
    counter(8), made("村", 18, village), group(), *COLUMNS[1:12],
    _money("扣刚性后人均", 20, "head_left"), _money("参考收入人均", 20, "head_reference"),
    *COLUMNS[12:], blank("备注", 26),
)  # fmt: skip

INCOME_REGISTER = Register(ID, "家庭收支台账", "household", "month", COLUMNS, FULL, _select, notes=_notes).declared()
