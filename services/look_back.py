"""那天报的是多少，后来改了什么: every number as it stood on a past evening beside what it is now, down to the edit and who made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.insight import as_of, figures
from models.insight.as_of import LookBack
from models.insight.duty import day_words
from models.insight.figures import FIGURES
from models.insight.walking import by_number
from models.ledgers import LEDGERS
from services.figure_list import Asked, family_of, told

if TYPE_CHECKING:
    from models.insight.figure import Amount
    from models.store import Store
    from models.store.history import Entry

__all__ = ["Change", "Difference", "LookBack", "changes", "differences", "look"]
_CAME, _WENT, _NOBODY = "没算", "不算了", "没有人改，是到了日子"
_FEW = 2  # fields that fit into a line


@dataclass(frozen=True)
class Difference:
    """One figure then and now. changed: how many records count otherwise."""

    id: str
    family: str
    title: str
    then: str
    now: str
    more: str
    changed: int
    definition: str


@dataclass(frozen=True)
class Change:
    """One record that counts otherwise than it did. live: whether it can still be opened."""

    ledger: str
    uid: str
    live: bool
    group: str
    who: str
    what: str
    then: str
    now: str
    by: str


def look(store: Store, known: date, asked: Asked, tell: Callable[[int, int, str], object] | None = None) -> LookBack:
    """What was known at the end of that day, and what is known now."""
    on = figures.day_of(store, asked.period or None)
    return as_of.look_back(store, known, on, **asked.houses, tell=tell)


def differences(found: LookBack) -> list[Difference]:
    """All figures, those of a ledger together."""
    families = list(dict.fromkeys(map(family_of, FIGURES)))
    ids = sorted(found.figures, key=lambda id: families.index(family_of(id)))
    return [_difference(found, id) for id in ids]


def _difference(found: LookBack, id: str) -> Difference:
    figure, one = FIGURES[id], found.figures[id]
    more = "" if one.then is None or one.now is None or one.then == one.now else f"{one.now - one.then:+,}"
    return Difference(id, family_of(id), figure.title, told(one.then, figure.unit), told(one.now, figure.unit), more,
                      len(one.changed), figure.definition)  # fmt: skip


def changes(store: Store, found: LookBack, id: str) -> list[Change]:
    """The records that make the difference, group by group, each with its latest edit."""
    one = found.figures[id]
    before, after = one.sides
    edits = as_of.authors(store, id, one.changed, found.known)
    rows = [_change(found, key, before.get(key), after.get(key), edits[key]) for key in one.changed]
    return sorted(rows, key=lambda row: (by_number(row.group), row.who, row.what))


def _change(
    found: LookBack, key: tuple[str, str], then: Amount | None, now: Amount | None, edits: Sequence[Entry]
) -> Change:
    name = found.names[key]
    return Change(
        *key, name.live, name.group, name.who, name.what, _CAME if then is None else told(then),
        _WENT if now is None else told(now), by_words(edits),
    )  # fmt: skip


def by_words(edits: Sequence[Entry]) -> str:
    """白小甲 7月20日 修改小额信贷“白小乙”（放款金额 50,000.00 → 30,000.00），一共改了 3 次."""
    if not edits:
        return _NOBODY
    last = edits[0]
    day = date.fromisoformat(last.at[:10])
    words = " ".join(filter(None, (last.by, day_words(day), last.label)))
    open_to_all = {field.label for field in LEDGERS[last.ledger].__fields__.values() if field.private == "none"}
    mended = [f"{label} {old} → {new}" for label, old, new in last.changes if old and label in open_to_all]
    inside = f"（{'；'.join(mended)}）" if 0 < len(mended) <= _FEW else ""
    return f"{words}{inside}" + (f"，一共改了 {len(edits)} 次" if len(edits) > 1 else "")
