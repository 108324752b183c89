"""Which record each row of somebody's table is about: rows that name somebody already are found, the rest are ours to fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from intake.sheet import Sheet, cell_text
from models.kernel.text_forms import compact
from reports.returns.book import Entry
from services.fill.guess import Part
from services.fill.targets import NAMING
from services.fill.values import Answers

_BY_NUMBER = ("id_no", "head_id", "code")


@dataclass
class Found:
    """Rows that name a record of ours, and a sentence for each that names none or several."""

    rows: dict[int, Entry] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def named_rows(answers: Answers, part: Part, sheet: Sheet, entries: Sequence[Entry]) -> Found:
    """The records of the rows that say whom they are about: by number, else by all the names that stand there."""
    found = Found()
    if part.table is None or not part.table.given:
        return found
    columns = {place.target: place.cell[2] for place in part.places if place.target.rpartition(".")[2] in (*NAMING, "group")}
    index = {target: _index(answers, part.ledger, target, entries) for target in columns}
    for row in part.table.given:
        said = {target: compact(cell_text(sheet.cell(row, column))) for target, column in columns.items()}
        fits = _fits({target: words for target, words in said.items() if words}, index)
        who = next((words for target, words in said.items() if words and target.rpartition(".")[2] in ("name", "head_name")), "")
        if len(fits) == 1:
            found.rows[row] = fits[0]
        else:
            why = f"账里有{len(fits)}条都像，没有填" if fits else "账里没有，没有填"
            found.lost.append(f"“{sheet.name}”第{row + 1}行{who}：{why}。")
    return found


def _index(answers: Answers, ledger: str, target: str, entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    made: dict[str, list[Entry]] = {}
    for entry in entries:
        made.setdefault(compact(answers.text(entry, ledger, target)), []).append(entry)
    return made


def _fits(said: Mapping[str, str], index: Mapping[str, Mapping[str, list[Entry]]]) -> list[Entry]:
    for target, words in said.items():
        if target.rpartition(".")[2] in _BY_NUMBER and (fits := index[target].get(words)):
            return _narrowed(fits, said, index)
    named = [index[target].get(words, []) for target, words in said.items() if target.rpartition(".")[2] not in (*_BY_NUMBER, "group")]
    return _narrowed(named[0], said, index) if named else []


def _narrowed(fits: list[Entry], said: Mapping[str, str], index: Mapping[str, Mapping[str, list[Entry]]]) -> list[Entry]:
    """Fewer, while the other words of the row still leave somebody."""
    for target, words in said.items():
        also = {entry.uid for entry in index[target].get(words, ())}
        fits = [entry for entry in fits if entry.uid in also] or fits
    return fits
