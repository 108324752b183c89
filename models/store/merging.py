"""What becomes one when rows turn out to be the same: which row stays, what it takes from the others, which members follow.

The row that was entered first stays, as the fold will have it on every replica. Nothing is lost: what a row that goes had
stays in its history, and taking the merge back brings it all back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.kernel import UserMistake, stored_fields
from models.kernel.kind import UNSAID
from models.kernel.mistake import REFUSE
from models.ledgers import LEDGERS
from models.store import duplicates
from models.store.journal import tables as t
from models.store.journal.heads import INTO
from models.store.past import first_of
from models.store.records import Doing, together
from models.store.settling import SOURCE, reason_given, say

if TYPE_CHECKING:
    from models.store.store import Store

Values = Mapping[str, Any]
Key = tuple[str, str]
OTHER_VILLAGE = "这几条不在一个村，不能合并。搬了家的，用整户迁移；没搬的，在搬走的那边写上减少日期和原因。"


def merge(store: Store, ledger: str, uids: Sequence[str], *, chosen: str | None = None, title: str = "", reason: str) -> str:
    """Make rows one with all their rows, as one operation; returns it. Members of households who have one certificate
    or one name, and nothing that tells them apart, become one with them.

    chosen: the row whose values win; without one the blanks of the first are filled. Raises UserMistake when the rows
    cannot be one.
    """
    label = f"合并{title or LEDGERS[ledger].__ledger__.title}：{reason_given(reason)}"
    with together(store, label, source=SOURCE) as doing:
        rows = [doing.source.get(ledger, uid) for uid in uids]
        if len(set(uids)) < 2 or None in rows:
            raise UserMistake("要合并的几条里有找不到的，可能已经并过或撤掉了，请刷新再看。")
        if len({row["scope"] for row in rows if row}) > 1:
            raise UserMistake(OTHER_VILLAGE)
        for key, values in _plan(doing, ledger, uids, chosen).items():
            say(doing.unit, key, values)
        return str(doing.unit.operation)


def _plan(doing: Doing, ledger: str, uids: Sequence[str], chosen: str | None) -> dict[Key, dict[str, Any]]:
    """What is to be said of each row, in storage form."""
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
        said = [row[field.name] for row in (preferred, *rows) if row[field.name] not in UNSAID]
        if said and said[0] != winner[field.name]:
            fill[field.name] = said[0]
    return fill


def _fitting(doing: Doing, ledger: str, winner: Values, fill: dict[str, Any]) -> dict[str, Any]:
    """Without what would break the row's own order: that stays with the row that goes, where it can be read."""
    refused = {m.field for m in doing.checker.check(ledger, fill, dict(winner)).mistakes if m.severity == REFUSE}
    return {name: value for name, value in fill.items() if name not in refused}


def _same_members(doing: Doing, homes: Sequence[str], chosen: str | None) -> Iterable[tuple[list[str], str | None]]:
    """People of these households who are one by their certificate or their name, with the one from the chosen household."""
    people = [row for home in homes for row in doing.source.children("person", "household", home)]
    apart = duplicates.apart_pairs(doing.source.connection)
    seen: set[str] = set()
    for same in (*duplicates.by_certificate(people), *duplicates.by_name(people)):
        uids = [row["uid"] for row in same]
        fresh, seen = seen.isdisjoint(uids), seen | set(uids)
        if fresh and not any(pair in apart for pair in duplicates.pairs(uids)):
            yield uids, next((row["uid"] for row in same if row["household"] == chosen), None)


def part(store: Store, ledger: str, uid: str, reason: str) -> str:
    """Part the rows that were made one with this row; returns the operation."""
    a = t.alias.c
    with together(store, f"重新分开{LEDGERS[ledger].__ledger__.title}：{reason_given(reason)}", source=SOURCE) as doing:
        arrows = doing.unit.connection.execute(
            select(a.uid).where(a.tbl == ledger, a.into.is_not(None), (a.uid == uid) | (a.into == uid) | (a.canon == uid)))
        found = [row for (row,) in arrows]
        if not found:
            raise UserMistake("这一条没有和别的合并过，不用分开。")
        for one in found:
            say(doing.unit, (ledger, one), {INTO: None})
        return str(doing.unit.operation)
