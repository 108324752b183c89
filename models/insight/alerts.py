"""What does not add up in the records as they stand: every rule and check over every row, and doubtful values.

A check is named by its number (V05), else by its ledger and its function, or by the field when the value itself is
doubtful; nothing is stored but the explanations (情况属实) that people gave.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from models.codes.check_words import words_of
from models.insight.checks import CHECKS, Check
from models.insight.open_points import CHECKED_KINDS
from models.insight.watched import Look, Watched
from models.kernel import DOUBT, HINT, MEND, REFUSE, Field, Mistake, Unreadable, stored_fields
from models.ledgers import LEDGERS
from models.store.calm import calm
from models.store.source import Source, Values

if TYPE_CHECKING:
    from models.store.store import Store

PENDING = "pending"
_NUMBERS = re.compile(r"[\d.,]+")
SEVERITIES = (MEND, DOUBT, HINT)


@dataclass(frozen=True)
class Alert:
    """One thing to mend, to explain or to know. waived: the explanation given for what is said there; until: its last day."""

    check: str
    severity: str
    ledger: str
    uid: str
    field: str
    text: str
    waived: str | None = None
    key: str = ""
    until: date | None = None

    @property
    def title(self) -> str:
        """What people call the check; a doubtful value goes by its field."""
        key, field = self.key or self.check, LEDGERS[self.ledger].__fields__.get(self.field)
        title = "待核的格子" if self.check == PENDING else words_of(key).title
        return title if title != key else f"{field.label}要核对" if field else "要核对"

    @property
    def mend(self) -> str:
        """What to do about it."""
        field = LEDGERS[self.ledger].__fields__.get(self.field)
        return words_of(self.key or self.check).mend or (f"改“{field.label}”这一栏。" if field else "打开这一条核对。")


def alerts(store: Store, *, hints: bool = False) -> list[Alert]:
    """Everything that is to be mended or explained, in the order of the ledgers and of the records."""
    with store.reader.connect() as connection:
        found = Examiner(store, connection, whole=True).everything()
    return [one for one in found if hints or one.severity != HINT]


def by_check(found: Iterable[Alert]) -> dict[str, int]:
    """How many alerts each check gave."""
    return dict(sorted(Counter(alert.check for alert in found).items()))


class Examiner:
    """Asks every rule and check of the rows in one look."""

    def __init__(self, store: Store, connection: Connection, *, whole: bool = False) -> None:
        self.source, self.today = Source(connection, LEDGERS, whole=whole), store.today()
        self.look = Look(self.source, self.today)

    def everything(self, step: Callable[[int, int], None] = lambda done, of: None) -> list[Alert]:
        """Every row of every ledger; `step` hears how many ledgers are done, and may raise to stop."""
        found: list[Alert] = []
        for done, ledger in enumerate(LEDGERS):
            step(done, len(LEDGERS))
            if ledger != PENDING and not _rules(ledger) and not _doubtful_fields(ledger):
                continue  # nothing is asked of its rows
            with calm():
                rows = self.source.all(ledger)
                for row in rows:
                    found += self.row(ledger, row, rows)
        return found

    def some(self, ledger: str, uids: Collection[str]) -> Iterator[tuple[str, list[Alert]]]:
        """What is said of these rows and of what is 待核 in them, by uid.

        They are looked at together: what one of them asks for is fetched for all.
        """
        self.source.warm(ledger, uids)
        rows = {uid: row for uid in uids if (row := self.source.get(ledger, uid))}
        batch = list(rows.values())
        for uid in uids:
            pending = [alert for one in self.source.children_named(PENDING, uid) for alert in _of_pending(one)]
            yield uid, (self.row(ledger, rows[uid], batch) if uid in rows else []) + pending

    def row(self, ledger: str, row: Values, batch: Sequence[Values]) -> list[Alert]:
        """What is said of a row that is at hand, with those that are looked at together with it."""
        if ledger == PENDING:
            return list(_of_pending(row))
        facts = Watched(self.look, ledger, row, batch)
        found: list[Alert] = []
        for rule in _rules(ledger):
            for told in rule(facts):
                found.append(_alert(f"{ledger}.{rule.__name__}", ledger, row, told))
        for field in _doubtful_fields(ledger):
            if row[field.name] is not None:
                found += [_alert(f"{ledger}.{field.name}", ledger, row, told, field.name) for told in _notes(field, row[field.name])]
        facts.kept.clear()  # what was kept leads back to these facts: without this each row would stay until a search for garbage
        return [self._waived(one) for one in found] if found else found

    @cached_property
    def _waivers(self) -> dict[tuple[str, str, str, str], list[Values]]:
        found = defaultdict[tuple[str, str, str, str], list[Values]](list)
        for row in self.source.all("waiver"):
            if not row["until"] or row["until"] >= self.today:
                found[row["check"], row["ledger"], row["row"], row["field"] or ""].append(row)
        return found

    def _waived(self, alert: Alert) -> Alert:
        for given in self._waivers.get((alert.check, alert.ledger, alert.uid, alert.field), ()):
            row = self.source.get(alert.ledger, alert.uid) or {}
            # The value alone is what was kept first, and what a hand writes into the book.
            if (given["value"] or "") in (alert.text, shown(alert, row), seen(alert, row)):
                return replace(alert, waived=given["reason"], until=given["until"])
        return alert


def shown(alert: Alert, row: Mapping[str, Any]) -> str:
    """What stands in the field that an alert is about; its sentence when it is about no single field."""
    field = LEDGERS[alert.ledger].__fields__.get(alert.field)
    return alert.text if field is None or field.derived else field.kind.show(row.get(alert.field))


def seen(alert: Alert, row: Mapping[str, Any]) -> str:
    """What an explanation holds on to: the value and the sentence, but for the numbers in it, of which days grow by themselves."""
    value = shown(alert, row)
    return value if value == alert.text else f"{value}｜{_NUMBERS.sub('', alert.text)}"


@cache
def _rules(ledger: str) -> tuple[Check, ...]:
    return (*LEDGERS[ledger].__ledger__.rules, *CHECKS.get(ledger, ()))


@cache
def _doubtful_fields(ledger: str) -> list[Field]:
    return [field for field in stored_fields(LEDGERS[ledger]) if field.kind.name in CHECKED_KINDS]


def _of_pending(row: Values) -> Iterator[Alert]:
    if row["ledger"] in LEDGERS:
        yield Alert(PENDING, MEND, row["ledger"], row["row"], row["field"], f"待核：{row.get('why') or '原来写的认不出。'}")


def _alert(key: str, ledger: str, row: Values, told: Mistake, field: str = "") -> Alert:
    # A row that came in a package may break what entry refuses: it is to be mended all the same.
    severity = MEND if told.severity == REFUSE else told.severity
    key = told.check or key
    return Alert(words_of(key).id, severity, ledger, row["uid"], told.field or field, told.text, key=key)


def _notes(field: Field, value: Any) -> Sequence[Mistake]:
    try:
        return field.kind.parse(value).notes
    except Unreadable as fault:
        return (Mistake(str(fault), severity=MEND),)
