"""2.13 资产管护台账: the things made with project money in their three books, who keeps them, and what they earn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

from models.codes.asset import ASSET_BOOK
from models.ledgers import LEDGERS
from models.ledgers.asset import SOURCES
from models.ledgers.asset_revenue import PARTS
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, blank, column, counter, made
from reports.returns.declaration import Asked
from reports.returns.register import Register
from reports.sheet import Band, Cell, Column, Row, cell_text, subtotals

ID, TITLE = "2.13", "资产管护台账"
_BOOKS = [code for code, _ in ASSET_BOOK.items]
_field = partial(column, "asset")


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    """All that stand on the day, and what was disposed of in the year."""
    def stands(asset: Entry) -> bool:
        gone, year = asset.values["disposed_on"], asset.values["year"]
        return (gone is None or gone >= asked.period.first) and (year is None or year <= asked.period.last.year)

    return sorted(filter(stands, book.all("asset")), key=lambda one: (one.scope, _book(one), one.values["year"] or 0, one.uid))


def _book(asset: Entry) -> int:
    return _BOOKS.index(asset.values["book"]) if asset.values["book"] in _BOOKS else len(_BOOKS)


def _bands(assets: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    """小计 of each of the three books; none on a sheet to write on."""
    if not assets:
        return ()
    at = next(n for n, one in enumerate(columns) if one.heading == "类别")
    return subtotals(columns, body, by=lambda row: str(row[at] or "类别未登记"))


def _size(asset: Entry) -> str:
    quantity: Decimal | None = asset.values["quantity"]
    return f"{quantity.normalize():f}{asset.text('unit')}" if quantity is not None else asset.text("unit")


def _sources(asset: Entry) -> str:
    """What money made it, each source with its amount."""
    fields = LEDGERS["asset"].__fields__
    return "；".join(f"{fields[name].label}{cell_text(asset.values[name], 'money')}" for name in SOURCES if asset.values[name])


def _year(asset: Entry) -> str:
    return " ".join(filter(None, (asset.text("project"), asset.text("year"))))


def _owner(asset: Entry) -> str:
    return asset.text("owner_name") or asset.text("owner") or asset.text("household")


def _revenue(asset: Entry) -> Entry | None:
    """The year's contract, else the latest."""
    return max(asset.children("asset_revenue"), key=lambda one: (one.values["year"] or 0, one.uid), default=None)


def _earned(asset: Entry) -> Decimal | None:
    """What the latest year brings: received once it has come in, else due."""
    found = [one for one in asset.children("asset_revenue") if (last := _revenue(asset)) and one.values["year"] == last.values["year"]]
    amounts = [one.values["due"] if one.values["received"] is None else one.values["received"] for one in found]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _shared(asset: Entry) -> str:
    last = _revenue(asset)
    if last is None:
        return ""
    fields = LEDGERS["asset_revenue"].__fields__
    return "；".join(f"{fields[name].label}{cell_text(last.values[name], 'money')}" for name in PARTS if last.values[name])


def _contract(asset: Entry) -> str:
    last = _revenue(asset)
    days = (last.text("from_on"), last.text("to_on")) if last else ("", "")
    return "至".join(days) if any(days) else ""


def _late(asset: Entry) -> bool:
    due = asset.values["check_by"]
    return due is not None and due <= asset.book.on


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    assets = [asset for asset in _select(book, asked) if asked.takes(asset)]
    trouble, late = sum(asset.values["trouble"] is True for asset in assets), sum(map(_late, assets))
    found = [f"共{len(assets)}项", f"运行不正常要处理的{trouble}项" if trouble else "", f"到了该巡查的日子的{late}项" if late else ""]
    return ("，".join(filter(None, found)) + "。年收益按最近一年：到账的按实收，没到账的按应收。",)


def _text(get: Callable[[Entry], str]) -> Callable[[Entry], Cell]:
    return lambda asset: get(asset) or None


_title, _place, _value = _field("title", 28), _field("place", 22), _field("value", 22, total=True)
_class, _keeper_unit, _keeper, _phone = _field("book", 14, "类别"), _field("keeper_unit", 22), _field("keeper", 20), _field("phone", 23, "电话")
_state, _checked = _field("state_now", 16, "运行状态"), _field("checked_on", 20, "最近巡查")
_income = made("年收益", 18, _earned, field="earned", kind="money", total=True)

COLUMNS: tuple[Col, ...] = (
    counter(8), _title, _field("year", 12), _class, made("规模", 18, _text(_size)), _place, _value,
    made("所有权人", 20, _text(_owner)), _keeper_unit, _keeper, _phone, _state, _income, _checked,
)  # fmt: skip

FULL: tuple[Col, ...] = (
    counter(8), _title, made("项目年度", 24, _text(_year)), made("资金来源", 24, _text(_sources)), _class, made("规模", 18, _text(_size)),
    _place, _value, _field("net", 20), made("所有权人", 18, _text(_owner)), _field("user", 18), _keeper_unit, _keeper, _phone, _state,
    _income, made("收益分配", 20, _text(_shared)), made("合同期限", 23, _text(_contract)), _checked, blank("备注", 18),
)  # fmt: skip

ASSETS = Register(ID, TITLE, "asset", "year", COLUMNS, FULL, _select, notes=_notes, bands=_bands, public=True).declared()
