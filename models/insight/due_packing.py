"""Records that have not been put on a stick yet: a village takes them to the township before its returns are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.insight.duty import Duty, day_words
from models.insight.reader import Reader
from models.rules.dates import add_months, months_period
from models.store.exchange import unsent
from models.store.journal import tables as t

if TYPE_CHECKING:
    from models.store.store import Store


@dataclass(frozen=True)
class Waiting:
    """How many records wait to be taken along, and the day on which the last package was written."""

    records: int
    last: date | None

    def words(self) -> str:
        """37 条还没带到镇上，上次是 7月4日."""
        return f"{self.records} 条还没带到镇上" + (f"，上次是 {day_words(self.last)}" if self.last else "")


def waiting(store: Store, reader: Reader) -> Waiting:
    """Records changed here and in no package yet, as the outbox counts them."""
    last = reader.source.connection.execute(select(func.max(t.package.c.at)).where(t.package.c.dir == "out")).scalar()
    return Waiting(int(unsent(store)["records"]), date.fromisoformat(str(last)[:10]) if last else None)


def due(store: Store, reader: Reader) -> Iterator[Duty]:
    """One duty for all that waits; the township has nobody to carry to."""
    if store.role != "village" or not (found := waiting(store, reader)).records:
        return
    last = _return_day(reader)
    yield Duty("to_pack", last, (last - reader.on).days, None, "", None, found.words(), brief=found.words())


def _return_day(reader: Reader) -> date:
    """The next day by which returns are due."""
    day = reader.parameter("return.due_day", reader.place) or 1
    months = (add_months(reader.on.replace(day=1), n) for n in (0, 1))
    days = [month.replace(day=min(day, months_period(month.year, month.month, 1).last.day)) for month in months]
    return next(one for one in days if one >= reader.on)
