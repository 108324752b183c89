"""Everything that 今日待办 shows, read in one go off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models import store as st
from models.insight import cards, duties
from services import packing, returning

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True)
class Board:
    """cards and lines as models.insight gives them; month: (id, title, made) of this month's returns."""

    cards: Sequence[cards.Card]
    lines: Sequence[duties.Line]
    waiting: str
    receipt: str
    month_title: str
    month: tuple[tuple[str, str, bool], ...]


def read(store: Store) -> Board:
    """The board of today."""
    today = store.today()
    open_ones = duties.due(store, today)
    unpacked = next((duty.text for duty in open_ones if duty.duty == "to_pack"), "都带到镇上了")
    return Board(
        cards.cards(store, today, open_ones), duties.lines(open_ones), f"{unpacked}。", _receipt(store),
        f"{today.month}月报表", _month(store, today),
    )  # fmt: skip


def _receipt(store: Store) -> str:
    received = [one for one in packing.outbox(store)["packages"] if one["received_at"]]
    number = str(received[0]["package"]).rpartition("-")[2].lstrip("0") if received else ""
    return f"镇里已收到第 {number} 包，一条不少。" if received else ""


def _month(store: Store, today: date) -> tuple[tuple[str, str, bool], ...]:
    """Registers are handed in month by month whatever year they are of: what counts is when one was last made."""
    made = {row["return_id"] for row in st.find(store, "kept_return") if row["made_on"] and _same_month(row["made_on"], today)}
    wanted = [one for one in returning.available(store) if one.official and one.per == "village" and one.period != "date"]
    return tuple((one.id, one.title, one.id in made) for one in wanted)


def _same_month(day: date, today: date) -> bool:
    return (day.year, day.month) == (today.year, today.month)
