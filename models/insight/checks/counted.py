"""A figure asked by a check: by its one definition, of the place that a row speaks of, and followed like any question."""

from __future__ import annotations

from datetime import date

from models.insight.figures import FIGURES, Amount
from models.insight.reader import Reader
from models.insight.watched import Question, Watched
from models.store.source import Source, Values

_WHOLE_TOWNSHIP = "000"


def counted(f: Watched, id: str, on: date | None = None) -> Amount | None:
    """A figure's value on a day (today when none is given): of the row's village, of all when it is the township's row."""
    figure, scope = FIGURES[id], f.new["scope"]
    place = "" if scope.endswith(_WHOLE_TOWNSHIP) else scope
    reader = Reader(_Noting(f.source, f.asked), on or f.today, f.policy.scope, place)
    return figure.value(reader, list(figure.records(reader)))


class _Noting(Source):
    """The same rows, and the same memory of them; which ledgers a figure is counted from is noted for the row that asked."""

    def __init__(self, source: Source, asked: set[Question]) -> None:
        self.__dict__.update(source.__dict__)
        self._noted = asked

    def get(self, ledger: str, uid: str | None) -> Values | None:
        """See Source."""
        self._noted.add(("every", ledger))
        return super().get(ledger, uid)

    def children(self, ledger: str, link: str, uid: str) -> list[Values]:
        """See Source."""
        self._noted.add(("every", ledger))
        return super().children(ledger, link, uid)

    def all(self, ledger: str) -> list[Values]:
        """See Source."""
        self._noted.add(("every", ledger))
        return super().all(ledger)
