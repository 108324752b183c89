"""Everything that 今日待办 shows, read in one go off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models import store as st
from models.insight import cards, duties
from models.insight.busy import reading_busy
from models.insight.reader import reading
from models.insight.today import of_villages
from services import packing, returning

if TYPE_CHECKING:
    from models.store import Store


MOST_LINES = 12  # more than a screen holds is no list of today


@dataclass(frozen=True)
class Board:
    """cards and lines as models.insight gives them; month: (id, title, made) of this month's returns; doubt: of the clock."""

    cards: Sequence[cards.Card]
    lines: Sequence[duties.Line]
    waiting: str
    receipt: str
    month_title: str
    month: tuple[tuple[str, str, bool], ...]
    doubt: str = ""


def read(store: Store) -> Board:
    """The board of today."""
    today = store.sure_day()
    with reading_busy(store, today) as reader:
        open_ones = duties.everything(store, reader)
        figures = cards.of(reader, open_ones)
    unpacked = next((duty.text for duty in open_ones if duty.duty == "to_pack"), "都带到镇上了")
    return Board(
        figures, _lines(store, open_ones), f"{unpacked}。", _receipt(store),
        f"{today.month}月报表", _month(store, today), _doubt(store, today),
    )  # fmt: skip


def _lines(store: Store, open_ones: Sequence[duties.Duty]) -> Sequence[duties.Line]:
    """A township has its own walk and a line a village; a village has its lines."""
    if store.role == "village":
        return duties.lines(open_ones)
    return of_villages(open_ones, {row.scope: str(row["name"] or "") for row in st.find(store, "village")})


def _doubt(store: Store, today: date) -> str:
    """What is wrong with the computer's date, and by which day the board goes meanwhile."""
    doubt = store.clock_doubt() or ""
    return f"{doubt}下面先按 {today.year}年{today.month}月{today.day}日 算。" if doubt and today != store.today() else doubt


def _receipt(store: Store) -> str:
    received = [one for one in packing.outbox(store)["packages"] if one["received_at"]]
    number = str(received[0]["package"]).rpartition("-")[2].lstrip("0") if received else ""
    return f"镇里已收到第 {number} 包，一条不少。" if received else ""


def _month(store: Store, today: date) -> tuple[tuple[str, str, bool], ...]:
    """Those that the township asks for each month, whatever time they are of: what counts is when one was last made."""
    with reading(store, whole=False) as reader:  # their papers are long: only what they are and of which day
        kept = reader.source.columns("kept_return", ("return_id", "made_on"))
    made = {id for id, day in kept if day and _same_month(day, today)}
    return tuple((one.id, one.title, one.id in made) for one in returning.monthly(store))


def _same_month(day: date, today: date) -> bool:
    return (day.year, day.month) == (today.year, today.month)
