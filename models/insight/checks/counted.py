"""A figure asked by a check: by its one definition, of the place that a row speaks of, and followed like any question."""

from __future__ import annotations

from datetime import date

from models.insight.figures import ENOUGH, FIGURES, Amount
from models.insight.reader import Reader
from models.insight.watched import Question, Watched
from models.kernel import Ledger
from models.ledgers import LEDGERS
from models.store.lean import LeanSource

_WHOLE_TOWNSHIP = "000"


def counted(f: Watched, id: str, on: date | None = None) -> Amount | None:
    """A figure's value on a day (today when none is given): of the row's village, of all when it is the township's row."""
    figure, scope, day = FIGURES[id], f.new["scope"], on or f.today
    place = "" if scope.endswith(_WHOLE_TOWNSHIP) else scope
    reader = _reader(f, day, place)
    return reader.once((counted, id), lambda: figure.value(reader, list(figure.records(reader))))


def _reader(f: Watched, day: date, place: str) -> Reader:
    """One for all rows of a ledger: they hold a dozen numbers of one report against the same records."""
    kept, rows = f.look.kept, (counted, f.ledger)
    if rows not in kept:
        kept[rows] = LeanSource(f.source.connection, _Noted(f.asked), ENOUGH)
    if (*rows, day, place) not in kept:
        kept[*rows, day, place] = Reader(kept[rows], day, f.policy.scope, place)
    found: Reader = kept[*rows, day, place]
    return found


class _Noted(dict[str, type[Ledger]]):
    """The ledgers; whichever of them a figure is counted from is noted for those who asked."""

    def __init__(self, asked: set[Question]) -> None:
        super().__init__(LEDGERS)
        self._asked = asked

    def __getitem__(self, ledger: str) -> type[Ledger]:
        self._asked.add(("every", ledger))
        return super().__getitem__(ledger)
