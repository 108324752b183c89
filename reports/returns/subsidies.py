"""2.9 产业到户申报汇总表: all that goes to households in the year, class by class, each yuan once, and how many it reached.

A quarter or month of the year holds the batch that was posted then: what has no such day yet belongs to the day of its last step.
种植、畜牧、庭院 are lines of their own ledger; 公岗 paid from 衔接资金 and fares stand in theirs and are only shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

from models.codes.subsidy import CATEGORY
from models.insight import count_posts, figures
from models.insight.reader import reading
from models.ledgers import LEDGERS
from models.rules.dates import MONTHS_A_QUARTER, Period
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, blank, counter, made, to_sign
from reports.returns.declaration import Asked
from reports.returns.places import VILLAGE, group, village
from reports.returns.register import Register, by_place, counted, runs
from reports.returns.travel import RETURNED, granted, span
from reports.returns.words import card, household_class
from reports.sheet import Band, Cell, Column, Row, sum_rows

LINES, POSTS, FARES = "industry_subsidy", "post_holder", "travel_subsidy"
POST_CLASS, FARE_CLASS, OTHER_CLASS = LEDGERS["post"].__ledger__.title, LEDGERS[FARES].__ledger__.title, CATEGORY.label("other")
CLASSES = (*(label for code, label in CATEGORY.items if code not in ("unknown", "other")), POST_CLASS, FARE_CLASS, OTHER_CLASS)
_PAID = "posts paid"
_STEPS = ("noticed_on", "paid_on", "accepted_on", "county_on", "township_on", "village_on", "applied_on")


def select(book: Book, asked: Asked) -> Iterable[Entry]:
    """Class by class, then as one walks; what was sent back is on no list."""
    year, whole = book.on.year, asked.period.months > MONTHS_A_QUARTER
    found = [one for ledger in (LINES, FARES) for one in book.all(ledger) if one.values["year"] == year and one.values["state"] != RETURNED
             and (whole or _posted_on(one) in asked.period)]  # fmt: skip
    book.kept[_PAID] = _paid(book, asked.period)
    found += [holder for uid in book.kept[_PAID] if (holder := book.entry(POSTS, uid))]
    return sorted(found, key=lambda one: (CLASSES.index(class_of(one)), by_place(one, "household"), kind_of(one), one.uid))


def _posted_on(one: Entry) -> object:
    """The day of 公示, else of the last step before it that has one; what was paid without was posted the day it was paid."""
    return next((day for step in _STEPS if (day := one.values.get(step))), None)


def _paid(book: Book, period: Period) -> dict[str, tuple[int, Decimal]]:
    """Months and money paid in the period by holder, of posts paid from 衔接资金."""
    sums: dict[str, tuple[int, Decimal]] = {}
    with reading(book.store, book.on) as reader:
        for holder, sheet, amount in count_posts.paid(reader):
            if count_posts.fund(reader, holder) == count_posts.BRIDGING and sheet["paid_on"] in period:
                months, money = sums.get(holder["uid"], (0, Decimal(0)))
                sums[holder["uid"]] = (months + 1, money + amount)
    return sums


def _of_post(one: Entry) -> tuple[int, Decimal]:
    found: tuple[int, Decimal] = one.book.kept[_PAID][one.uid]
    return found


def class_of(one: Entry) -> str:
    """项目类别."""
    own = {POSTS: POST_CLASS, FARES: FARE_CLASS}.get(one.ledger) or one.text("category")
    return own if own in CLASSES else OTHER_CLASS


def kind_of(one: Entry) -> str:
    """What of the class: the animal, the crop, who holds which post, who went to work."""
    if one.ledger == LINES:
        return one.text("animal") or one.text("breed") or one.text("yard")
    return " ".join(filter(None, (one.text("person"), one.text("post") if one.ledger == POSTS else "")))


def amount_of(one: Entry) -> Decimal | None:
    """What was paid, else what is due."""
    return _of_post(one)[1] if one.ledger == POSTS else granted(one)


def quantity_of(one: Entry, field: str = "") -> Cell:
    """亩, 头 or months; whole where it is whole. Verified where it was, else as applied for."""
    if one.ledger == POSTS:
        return _of_post(one)[0]
    if one.ledger == FARES:
        return 1
    found = one.values[field] if field else one.values["verified"] if one.values["verified"] is not None else one.values["applied"]
    return int(found) if found is not None and found == found.to_integral_value() else found


def unit_of(one: Entry) -> str:
    """What the quantity is counted in."""
    return {POSTS: "月", FARES: "次"}.get(one.ledger) or one.text("unit")


def standard_of(one: Entry) -> Cell:
    """So much a 亩, a head or a month; fares go by their tickets."""
    found: Cell = one.values["rate"] if one.ledger == LINES else one.values["pay_standard"] if one.ledger == POSTS else None
    return found


def _reached(entries: Sequence[Entry]) -> str:
    """户数 counts a household once, 户次 once a class; people on posts and on the way to work are counted one by one."""
    homes = {home.uid for one in entries if (home := one.home)}
    times = {(one.home.uid if one.home else "", class_of(one)) if one.ledger == LINES else one.uid for one in entries}
    return f"{len(homes)} 户，{len(times)} 户次"


def _bands(entries: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    bands = []
    for above, here in runs(entries, class_of):
        name, below = class_of(here[0]), above + len(here)
        text = f"小计：{name} {_reached(here)}"
        bands += [Band(above, name), Band(below, text, sum_rows(columns, body[above:below], label=text))]
    return tuple(bands)


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = (f"{LINES}.households", f"{LINES}.times", f"{LINES}.total")
    if not (found := counted(book, asked, ids)):
        return ()
    homes, times, total = (figures.shown(found[id]) for id in ids)
    return (f"{book.on.year}年已经发放：受益{homes}户（一户只数一次）、{times}户次，共{total}元。户数和户次是两回事，不能相加比较。",
            "公益性岗位只算衔接资金开支、今年已经发放的；还没发的，补助金额是按标准应补的数。")


def _identity(one: Entry) -> Cell:
    return (one.text("household.head_id") if one.ledger == LINES else one.text("person.id_no")) or None


def _phone(one: Entry) -> Cell:
    return (one.text("household.phone") if one.ledger == LINES else one.text("person.phone")) or None


def _quantity(heading: str, field: str, width: float) -> Col:
    return made(heading, width, partial(quantity_of, field=field), kind="number", align="right")


def _text(heading: str, width: float, of: Callable[[Entry], str]) -> Col:
    return made(heading, width, lambda one: of(one) or None)


_home = made("户主", 19, lambda one: one.home.text("head_name") if one.home else None, field="household")
_id = made("身份证号", 32, _identity, field="id_no", private="identity", kind="id")
_class = made("户类型", 21, lambda one: household_class(one.home), private="welfare")
_money = made("补助金额", 18, amount_of, field="granted", kind="money", total=True)
_card = made("卡号", 34, card, field="card", private="bank", kind="id")
_call = made("电话", 22, _phone, field="phone", private="contact", kind="id")
_standard = made("补助标准", 16, standard_of, kind="money")

COLUMNS = (
    counter(8), group("household"), _home, _id, _class, _text("品种", 21, kind_of), _text("单位", 9, unit_of), _quantity("申报数量", "applied", 15),
    _quantity("核定数量", "verified", 15), _standard, _money, _card, _call, to_sign(20),
)

FULL = (
    counter(8), made(VILLAGE, 18, village), *COLUMNS[1:5], _text("项目类别", 20, class_of), *COLUMNS[5:11],
    _text("起止时间", 20, lambda one: span(one) if one.ledger == FARES else ""), _text("办到哪了", 18, lambda one: one.text("stage")
    if one.ledger != POSTS else ""), _card, _call, to_sign(22), blank("备注", 20),
)  # fmt: skip

SUBSIDIES = Register(
    "2.9", "产业到户申报汇总表", LINES, "part", COLUMNS, FULL, select, notes=_notes, bands=_bands, public=True, in_words="补助金额", row_height_mm=8,
).declared()
