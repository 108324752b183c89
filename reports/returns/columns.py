"""The columns of a return: a Column together with where its value comes from.

Kind and privacy class come from the declaration of the field, so that no return can publish by oversight what its
ledger calls private; a computed column names the strictest field it is made from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.kernel import Field
from reports.returns.book import Entry, field_at
from reports.sheet import Align, Cell, CellKind, Column, Row

_KINDS: dict[str, CellKind] = {
    "money": "money", "integer": "number", "decimal": "number", "date": "date", "id": "id", "phone": "id", "card": "id",
    "region": "id",
}
COUNTER = "序号"


@dataclass(frozen=True)
class Col:
    """One column of a return and how a record fills it. follows: what it shows is computed from other fields.

    printed: what stands in its cells whatever the record, on a blank form too: boxes to tick.
    """

    column: Column
    get: Callable[[Entry], Cell] | None = None
    tier: str = ""
    follows: bool = False
    printed: Cell = None


def counter(width: float = 10) -> Col:
    """序号: the number of the row."""
    return Col(Column(COUNTER, width, kind="number", align="center"))


def blank(heading: str, width: float) -> Col:
    """A column to write or sign in."""
    return Col(Column(heading, width), lambda entry: None)


def to_sign(width: float, heading: str = "签字") -> Col:
    """A column to sign in; on the notice board nobody signs, and nobody's signature is shown."""
    return Col(Column(heading, width, private="identity"), lambda entry: None)


def boxes(heading: str, width: float, answers: str) -> Col:
    """A column of boxes to tick."""
    return Col(Column(heading, width), lambda entry: answers, printed=answers)


def column(ledger: str, path: str, width: float = 0, heading: str = "", *, total: bool = False, over: str = "") -> Col:
    """A column that shows the field at a path."""
    field = field_at(ledger, path)
    kind = cell_kind(field)
    align: Align = "center" if _is_year(field) else ""
    shape = Column(heading or field.label, width or field.width, align, kind, path, field.private, total, over)
    return Col(shape, lambda entry: cell(entry, path, kind), field.tier)


def made(
    heading: str, width: float, get: Callable[[Entry], Cell], *, field: str = "", private: str = "none",
    kind: CellKind = "text", align: Align = "", total: bool = False,
) -> Col:
    """A column computed from several fields; `private` is the strictest of theirs."""
    return Col(Column(heading, width, align, kind, field, private, total), get)


def cell_kind(field: Field) -> CellKind:
    """How paper and Excel show a field."""
    return _KINDS.get(field.kind.name, "text") if not field.to else "text"


def cell(entry: Entry, path: str, kind: CellKind) -> Cell:
    """Figures and dates as they are, everything else as people read it."""
    if kind in ("money", "number", "date"):
        value: Any = entry.value(path)
        return value  # type: ignore[no-any-return]
    return entry.text(path) or None


def rows(columns: Sequence[Col], entries: Sequence[Entry]) -> tuple[Row, ...]:
    """The rows of a register."""
    return tuple(
        tuple(number if col.get is None else col.get(entry) for col in columns) for number, entry in enumerate(entries, 1)
    )


def shapes(columns: Sequence[Col]) -> tuple[Column, ...]:
    """The columns alone."""
    return tuple(col.column for col in columns)


def _is_year(field: Field) -> bool:
    return getattr(field.kind, "low", None) == 1949
