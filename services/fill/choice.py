"""Which records become the rows of somebody's form: what its title says, and by what the person may narrow them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.kernel import Field
from models.ledgers import LEDGERS
from services.fill.guess import Guess
from services.fill.targets import HOME, fields_of, target_field
from services.fill.values import Answers

if TYPE_CHECKING:
    from models.store import Store

_YEAR = re.compile(r"(20\d\d)\s*年")
_MOST_VALUES = 40
_TITLED = {
    "assisted": re.compile("脱贫(人口|户|家庭|劳动力)?[、和及与（(]*监测|监测(对象|户)?[、和及与]*脱贫|帮扶对象"),
    "monitored": re.compile("监测(对象|户|家庭)"),
}
_OF_MONITORED = ("monitoring", "monitoring_step", "support")  # whose rows are about nobody else
_SHORTEST = 3  # letters of an option that a title may mean: 一般 stands in many titles


@dataclass(frozen=True)
class Way:
    """One way of narrowing: the path, its words, and the values that are there."""

    path: str
    words: str
    values: tuple[str, ...]


def ways_to_choose(store: Store, ledger: str) -> list[Way]:
    """By what the ledger's own list is filtered, and by what households are."""
    answers, found = Answers(store), []
    for path in _paths(ledger):
        field = target_field(ledger, path)
        values = sorted({answers.text(entry, ledger, path) for entry in answers.records(ledger)} - {""})
        if field is not None and 1 < len(values) <= _MOST_VALUES:
            found.append(Way(path, field.label, tuple(values)))
    return found


def _paths(ledger: str) -> list[str]:
    own = list(LEDGERS[ledger].__ledger__.filters)
    years = [name for name, field in LEDGERS[ledger].__fields__.items() if field.kind.name == "year" and name not in own and field.common]
    home = [f"{HOME}.{name}" for name in (*LEDGERS["household"].__ledger__.filters[:3], "monitored", "assisted")]
    if ledger == "household":
        return [*own, "monitored", "assisted"]
    return [*own, *years, *(path for path in home if path in fields_of(ledger))]


def meant_by_title(form: Guess) -> dict[str, str]:
    """What the title narrows the rows to: 2025年户厕台账, 脱贫不稳定户花名册. It is shown, and can be taken back."""
    table = next((part for part in form.parts if part.table is not None), None)
    return said_by(table.ledger, form.title) if table else {}


def meant_here(store: Store, form: Guess) -> dict[str, str]:
    """The same, less what none of our records says of itself; a year that we have nothing of stays, and leaves no row."""
    table = next((part for part in form.parts if part.table is not None), None)
    if table is None:
        return {}
    answers, meant = Answers(store), meant_by_title(form)
    shown = {path: {answers.text(entry, table.ledger, path) for entry in answers.records(table.ledger)} for path in meant}
    return {path: words for path, words in meant.items() if words in shown[path] or words.isdecimal()}


def said_by(ledger: str, text: str) -> dict[str, str]:
    """What a title or a caption says about which records of a ledger are meant."""
    found: dict[str, str] = {}
    for path in _paths(ledger):
        field = target_field(ledger, path)
        if field is not None and (words := _said(field, text)) and not found:
            found[path] = words
    if all(path.endswith("type") for path in found) and ledger not in _OF_MONITORED:
        found = next(({path: "是"} for name, said in _TITLED.items() if said.search(text)
                      for path in _paths(ledger) if path.rpartition(".")[2] == name), found)
    year = _YEAR.search(text)
    dated = next((name for name, field in LEDGERS[ledger].__fields__.items() if field.kind.name == "year" and field.required), None)
    return {**found, **({dated: year[1]} if year and dated else {})}


def _said(field: Field, title: str) -> str:
    if field.kind.name == "flag":
        return field.kind.show(True) if field.label in title else ""
    codes = getattr(field.kind, "codes", None)
    return next((words for _, words in codes.items if len(words) >= _SHORTEST and words in title), "") if codes else ""
