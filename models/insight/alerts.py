"""What does not add up in the records as they stand: every rule over every row, and values whose own check fails.

A check is named by its ledger and its rule, or its field when the value itself is doubtful; nothing is stored but the
explanations (情况属实) that people gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.insight.open_points import CHECKED_KINDS
from models.kernel import DOUBT, MEND, REFUSE, Field, Mistake, Unreadable, stored_fields
from models.ledgers import LEDGERS
from models.store.checking import Checker
from models.store.links import Links
from models.store.source import Source, Values

if TYPE_CHECKING:
    from models.store.store import Store

PENDING = "pending"
_TOLD = (MEND, DOUBT)


@dataclass(frozen=True)
class Alert:
    """One thing to mend or to explain. waived: the explanation given for the value that stands there."""

    check: str
    severity: str
    ledger: str
    uid: str
    field: str
    text: str
    waived: str | None = None

    @property
    def mend(self) -> str:
        """What to do about it."""
        field = LEDGERS[self.ledger].__fields__.get(self.field)
        return f"改“{field.label}”这一栏。" if field else "打开这一条核对。"


def alerts(store: Store) -> list[Alert]:
    """Everything that is to be mended or explained, in the order of the ledgers and of the records."""
    with store.reader.connect() as connection:
        source = Source(connection, LEDGERS, whole=True)
        checker = Checker(store, source, Links(source))
        waivers = _waivers(source)
        return [_waived(source, waivers, alert) for ledger in LEDGERS for alert in _of_ledger(checker, source, ledger)]


def by_check(found: Sequence[Alert]) -> dict[str, int]:
    """How many alerts each check gave."""
    return dict(sorted(Counter(alert.check for alert in found).items()))


def _of_ledger(checker: Checker, source: Source, ledger: str) -> Iterator[Alert]:
    for row in source.all(ledger):
        if ledger == PENDING:
            yield from _of_pending(row)
            continue
        facts = checker.facts(ledger, row, row)
        for rule in LEDGERS[ledger].__ledger__.rules:
            for told in rule(facts):
                yield from _alert(f"{ledger}.{rule.__name__}", ledger, row, told)
        for field in stored_fields(LEDGERS[ledger]):
            for told in _notes(field, row.get(field.name)):
                yield from _alert(f"{ledger}.{field.name}", ledger, row, told, field.name)


def _of_pending(row: Values) -> Iterator[Alert]:
    if row["ledger"] in LEDGERS:
        yield Alert(PENDING, MEND, row["ledger"], row["row"], row["field"], f"待核：{row.get('why') or '原来写的认不出。'}")


def _alert(check: str, ledger: str, row: Values, told: Mistake, field: str = "") -> Iterator[Alert]:
    # A row that came in a package may break what entry refuses: it is to be mended all the same.
    severity = MEND if told.severity == REFUSE else told.severity
    if severity in _TOLD:
        yield Alert(check, severity, ledger, row["uid"], told.field or field, told.text)


def _notes(field: Field, value: Any) -> Sequence[Mistake]:
    if field.kind.name not in CHECKED_KINDS or value is None:
        return ()
    try:
        return field.kind.parse(value).notes
    except Unreadable as fault:
        return (Mistake(str(fault), severity=MEND),)


def _waivers(source: Source) -> dict[tuple[str, str, str, str], Values]:
    return {(row["check"], row["ledger"], row["row"], row["field"] or ""): row for row in source.all("waiver")}


def _waived(source: Source, waivers: dict[tuple[str, str, str, str], Values], alert: Alert) -> Alert:
    given = waivers.get((alert.check, alert.ledger, alert.uid, alert.field))
    field = LEDGERS[alert.ledger].__fields__.get(alert.field)
    if given is None or field is None:
        return alert
    now = field.kind.show((source.get(alert.ledger, alert.uid) or {}).get(alert.field))
    if (given.get("value") or "") != now:
        return alert
    return Alert(alert.check, alert.severity, alert.ledger, alert.uid, alert.field, alert.text, given["reason"])
