"""What goes into a cell of somebody else's form: the value at the end of a target, in the words that the cell asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from intake.headings import LEFT_ALONE
from models.codes.relation import HEAD as HEAD_CODE
from models.insight import figures
from models.kernel import Field, Unreadable
from models.ledgers import LEDGERS
from models.store import Store
from reports.refill import Mark, Value
from reports.returns.book import Book, Entry
from services.fill.statistics import period_said
from services.fill.targets import FIGURE, HEAD, HOME, OFFICE, VILLAGE, target_field

_DAY_SHAPES = (
    (re.compile(r"yyyymmdd|20\d{6}", re.IGNORECASE), "%Y%m%d"), (re.compile(r"yyyy\.mm?\.dd?|20\d\d\.\d+\.\d+", re.IGNORECASE), "%Y.%m.%d"),
    (re.compile(r"yyyy/mm?/dd?|20\d\d/\d+/\d+", re.IGNORECASE), "%Y/%m/%d"), (re.compile(r"年.{0,3}月.{0,3}日"), "%Y年%m月%d日"),
)  # fmt: skip
_AS_ID = ("id", "phone", "card", "region")


class Answers:
    """Reads targets of records, figures and what the office knows of itself, all on one day."""

    def __init__(self, store: Store) -> None:
        self.store, self.book = store, Book(store)
        self._figures: dict[tuple[str, str | None], Any] = {}

    def records(self, ledger: str) -> list[Entry]:
        """The records that become rows, in the order in which a village is walked; who has left is not among them."""
        listed = [entry for entry in self.book.all(ledger) if not entry.values.get("gone")]
        return sorted(listed, key=_place)

    def of_home(self, home: Entry, ledger: str) -> list[Entry]:
        """Those of them that belong to one household."""
        return sorted(_hanging(home, ledger), key=_place)

    def written(self, entry: Entry | None, ledger: str, target: str, heading: str, options: Sequence[str] = ()) -> Mark:
        """The value for a cell: by its heading's unit and way of writing days, or one of the options of its list."""
        field = target_field(ledger, target)
        if target == LEFT_ALONE or field is None:
            return Mark(None)
        if target.startswith((FIGURE, OFFICE)):
            return _shaped(self._known(target, entry, heading), field, heading, options, "")
        found = [value for value in self._values(entry, target) if value.raw not in (None, "", ())]
        if not found:
            return Mark(None)
        if len(found) == 1:
            return _shaped(found[0].raw, field, heading, options, found[0].words)
        name = target.rpartition(".")[2]
        if field.kind.numeric and name in LEDGERS[found[0].ledger].__ledger__.totals:
            return _shaped(sum(one.raw for one in found), field, heading, options, "")
        return Mark("、".join(dict.fromkeys(one.words for one in found)))

    def text(self, entry: Entry | None, ledger: str, target: str) -> str:
        """The value in words, to compare with what stands in a form already."""
        value = self.written(entry, ledger, target, "").value
        return "" if value is None else str(value)

    def _values(self, entry: Entry | None, target: str) -> list[_Found]:
        *steps, name = target.split(".")
        here = [entry] if entry else []
        for step in steps:
            here = [one for each in here for one in _led(each, step)]
        return [_Found(one.ledger, one.values.get(name), one.text(name)) for one in here if name in LEDGERS[one.ledger].__fields__]

    def _known(self, target: str, entry: Entry | None, heading: str) -> Any:
        if target.startswith(FIGURE):
            at = target, period_said(heading, self.store.today())
            if at not in self._figures:
                self._figures[at] = figures.value(self.store, target[1:], at[1])
            return self._figures[at]
        word = target.removeprefix(OFFICE)
        if word in ("today", "year", "month", "me"):
            today = self.store.today()
            return {"today": today, "year": today.year, "month": today.month, "me": self.store.operator_name}[word]
        village = next((one for one in self.book.all("village") if entry is None or one.scope == entry.scope), None)
        name = {"town": "township", "village": "name"}.get(word, word)
        return village.text(name) if village else self.store.name if word == "village" else None


@dataclass(frozen=True)
class _Found:
    """What stands at the end of a path."""

    ledger: str
    raw: Any
    words: str


def _place(entry: Entry) -> tuple[Any, ...]:
    home = entry.home
    walk = entry.book.walk.get(home.uid) if home else None
    return (entry.scope, walk is None, *(walk or ()))


def _led(entry: Entry, step: str) -> Iterable[Entry]:
    """The records to which one step of a path leads."""
    link = LEDGERS[entry.ledger].__fields__.get(step)
    if link is not None and link.to:
        return filter(None, [entry.link(step)])
    if step == HOME:
        return filter(None, [entry.home])
    if step == HEAD:
        people = entry.children("person") if entry.ledger == "household" else ()
        return [one for one in people if one.values.get("relation") == HEAD_CODE and not one.values.get("gone")][:1]
    if step == VILLAGE:
        return [one for one in entry.book.all("village") if one.scope == entry.scope]
    return _hanging(entry, step)


def _hanging(entry: Entry, ledger: str) -> list[Entry]:
    """The records of a ledger that belong to a household, by whatever way they hang on it."""
    kept: dict[str, dict[str, list[Entry]]] = entry.book.kept.setdefault("hanging", {})
    if ledger not in kept:
        grouped: dict[str, list[Entry]] = {}
        for one in entry.book.all(ledger):
            if (home := one.home) is not None and not one.values.get("gone"):
                grouped.setdefault(home.uid, []).append(one)
        kept[ledger] = grouped
    return kept[ledger].get(entry.uid, [])


def _shaped(value: Any, field: Field, heading: str, options: Sequence[str], words: str) -> Mark:
    if value is None or value == "":
        return Mark(None)
    words = words or field.kind.show(value)
    if options:
        return Mark(option_for(value, words, field, options))
    if isinstance(value, Decimal) and field.kind.name == "money" and "万元" in heading:
        return Mark(value / 10000)
    if isinstance(value, date):
        shape = next((shape for asked, shape in _DAY_SHAPES if asked.search(heading)), None)
        return Mark(value.strftime(shape), textual=True) if shape else Mark(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool) and field.kind.name in ("integer", "text", "year")):
        return Mark(value)
    return Mark(words, textual=field.kind.name in _AS_ID)


def option_for(value: Any, words: str, field: Field, options: Sequence[str]) -> str:
    """The option of the form's own list that means a value; our words where it has none, for people to look at."""
    if words in options:
        return words
    for option in options:
        try:
            if field.kind.parse(option).value == value:
                return option
        except Unreadable:
            continue
    alike = [option for option in options if option in words or words in option]
    return alike[0] if len(alike) == 1 else words


def sums(lines: Iterable[Mapping[int, Mark]]) -> dict[int, Value]:
    """The total of every column that holds nothing but numbers."""
    columns: dict[int, list[Any]] = {}
    for line in lines:
        for column, written in line.items():
            if written.value is not None:
                columns.setdefault(column, []).append(written.value)
    return {column: sum(values) for column, values in columns.items()
            if all(isinstance(one, int | Decimal) and not isinstance(one, bool) for one in values)}


def fits(answers: Answers, entry: Entry, where: Mapping[str, str]) -> bool:
    """Whether a record is among those that are asked for; each path with the words it must show."""
    return all(answers.text(entry, entry.ledger, path) == wanted for path, wanted in where.items())
