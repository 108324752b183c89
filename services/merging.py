"""What becomes one when rows turn out to be the same: which row stays, what it takes from the others, which members follow.

The row that was entered first stays, as the fold will have it on every replica. Nothing is lost: what a row that goes had
stays in its history, and taking the merge back brings it all back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.kernel import stored_fields
from models.kernel.mistake import REFUSE
from models.ledgers import LEDGERS
from models.store import Doing, duplicates
from models.store.journal.heads import INTO
from models.store.past import first_of

Values = Mapping[str, Any]
Key = tuple[str, str]


def plan(doing: Doing, ledger: str, uids: Sequence[str], chosen: str | None) -> dict[Key, dict[str, Any]]:
    """What is to be said of each row, in storage form. chosen: the row whose values win; without one blanks are filled."""
    found = _of_group(doing, ledger, uids, chosen)
    if ledger == "household":
        for members, preferred in _same_members(doing, uids, chosen):
            found |= _of_group(doing, "person", members, preferred)
    return found


def _of_group(doing: Doing, ledger: str, uids: Sequence[str], chosen: str | None) -> dict[Key, dict[str, Any]]:
    winner, *losers = first_of(doing.source.connection, ledger, uids)
    rows = [row for uid in (winner, *losers) if (row := doing.source.get(ledger, uid))]
    fill = _fitting(doing, ledger, rows[0], _filled(ledger, rows, chosen))
    fields = LEDGERS[ledger].__fields__
    stays = {(ledger, winner): {name: fields[name].kind.dump(value) for name, value in fill.items()}} if fill else {}
    return stays | {(ledger, loser): {INTO: winner} for loser in losers}


def _filled(ledger: str, rows: Sequence[Values], chosen: str | None) -> dict[str, Any]:
    """What the winner lacks, from the others in the order of their age; what the chosen row says goes before all."""
    winner = rows[0]
    preferred = next((row for row in rows if row["uid"] == chosen), winner)
    fill = {}
    for field in stored_fields(LEDGERS[ledger]):
        said = [row[field.name] for row in (preferred, *rows) if row[field.name] not in (None, "", ())]
        if said and said[0] != winner[field.name]:
            fill[field.name] = said[0]
    return fill


def _fitting(doing: Doing, ledger: str, winner: Values, fill: dict[str, Any]) -> dict[str, Any]:
    """Without what would break the row's own order: that stays with the row that goes, where it can be read."""
    refused = {m.field for m in doing.checker.check(ledger, fill, dict(winner)).mistakes if m.severity == REFUSE}
    return {name: value for name, value in fill.items() if name not in refused}


def _same_members(doing: Doing, homes: Sequence[str], chosen: str | None) -> Iterable[tuple[list[str], str | None]]:
    """People of these households who are one by their certificate, with the one from the chosen household."""
    people = [row for home in homes for row in doing.source.children("person", "household", home)]
    apart = duplicates.apart_pairs(doing.source.connection)
    for same in duplicates.by_certificate(people):
        uids = [row["uid"] for row in same]
        if not any(pair in apart for pair in duplicates.pairs(uids)):
            yield uids, next((row["uid"] for row in same if row["household"] == chosen), None)
