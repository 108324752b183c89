"""What somebody's form asks for: its tables and cells with the field that each heading is thought to mean, and why.

A correction is an answer by the heading's cell; everything else is guessed anew around it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from intake.blocks import Blank, Table, blanks, box, crossings, labels, ordinal_columns, tables, waiting
from intake.content import LIKELY, below, contradicts, meant_by, offered
from intake.headings import LEFT_ALONE, Head, How, Vocabulary, is_ordinal
from intake.sheet import Sheet, cell_text, is_blank
from intake.strips import within
from intake.template import Template, open_template
from intake.words import SURE, heading_key
from models import store as st
from models.insight.belonging import of_a_household
from models.kernel import Field, Kind, stored_fields
from models.ledgers import LEDGERS
from services.fill import targets
from services.fill.statistics import figures_of
from services.known_headings import form_name, known, leads_somewhere

if TYPE_CHECKING:
    from models.store import Store

Cell = tuple[str, int, int]
"""A sheet's name, a row and a column, both from 0."""
_FEWEST_CELLS = 3  # labels of a household's facts that make a sheet a form about one household
_TITLE_WORTH = 6
_TITLE_ROWS = 6
_NO_TITLE = re.compile("^附(件|表|录)|[:：]|说明|须知|目录|^单位")
_USUAL = ("household", "person")  # what most forms are about, where their headings leave it open
_SAID: tuple[How, ...] = ("learned", "told")
_ANYTHING = Field("", Kind())
_LEFT_BLANK = ("备注", "说明", "签字", "签名", "盖章", "农户签字", "户主签字", "领取人签字")


@dataclass(frozen=True)
class Place:
    """One heading or label and what it is thought to mean; target is blank while that is open."""

    cell: Cell
    heading: str
    target: str = ""
    confidence: int = 0
    how: How = "label"
    at: tuple[int, int] | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Part:
    """A table over records of a ledger, or the single cells of a sheet (then `table` is None)."""

    sheet: str
    ledger: str
    places: tuple[Place, ...]
    table: Table | None = None


@dataclass(frozen=True)
class Guess:
    """A form as it is understood. single: it is about one household, each on a sheet of its own."""

    template: Template = field(repr=False)
    form: str
    title: str
    parts: tuple[Part, ...]
    single: bool = False
    answers: Mapping[Cell, str] = field(default_factory=dict)
    ledgers: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Place, ...]:
        """Headings that nobody could make out."""
        return tuple(place for part in self.parts for place in part.places if not place.target)

    @property
    def filled(self) -> tuple[Place, ...]:
        """Headings that will be filled."""
        return tuple(place for part in self.parts for place in part.places if place.target not in ("", LEFT_ALONE))


def guess(store: Store, path: Path) -> Guess:
    """Look at a form. Raises UserMistake or Circumstance for what is none."""
    return again(store, open_template(Path(path)), {}, {})


def again(store: Store, template: Template, answers: Mapping[Cell, str], ledgers: Mapping[str, str]) -> Guess:
    """The same with corrections: targets by the cell of a heading, ledgers by the name of a sheet."""
    title = _title(template)
    form = form_name(title)
    said = _said(store, form)
    parts: list[Part] = []
    single = False
    for sheet in template.sheets:
        found, about_one = _of_sheet(template, sheet, said, title, ledgers.get(sheet.name, ""), store.today())
        parts += found
        single = single or about_one
    told = tuple(_told(part, template, answers) for part in parts)
    return Guess(template, form, title, tuple(one for one in told if one.places), single, answers, ledgers)


def _title(template: Template) -> str:
    """The first line that stands alone above a table, else the file's own name; 附件2 is no title."""
    for sheet in template.sheets:
        for row in sheet.rows[:_TITLE_ROWS]:
            words = ["".join(cell_text(cell).split()) for cell in row if not is_blank(cell)]
            if len(words) == 1 and 4 <= len(words[0]) <= 60 and not _NO_TITLE.search(words[0]):
                return words[0]
    return template.path.stem


def _said(store: Store, form: str) -> dict[str, dict[str, str]]:
    ledgers = {str(row["ledger"]) for row in st.find(store, "mapping")}
    return {ledger: {heading: target for heading, target in known(store, ledger, form).items() if leads_somewhere(ledger, target)}
            for ledger in sorted(ledgers)}


@cache
def _exact(ledger: str) -> Vocabulary:
    return Vocabulary(targets.fields_of(ledger), loose=False)


@cache
def _guessing(ledger: str) -> Vocabulary:
    return Vocabulary({**targets.fields_of(ledger), **targets.below(ledger)})


def _known(ledger: str, said: Mapping[str, Mapping[str, str]]) -> Vocabulary:
    """All that a heading may be, with what was said before; a path of several steps may be said too."""
    told = said.get(ledger)
    if not told:
        return _guessing(ledger)
    fields = {**targets.fields_of(ledger), **targets.below(ledger)}
    more = {target: one for target in told.values() if (one := targets.target_field(ledger, target)) is not None}
    return Vocabulary({**more, **fields}, (), told)


def _of_sheet(
    template: Template, sheet: Sheet, said: Mapping[str, Mapping[str, str]], title: str, forced: str, today: date
) -> tuple[list[Part], bool]:
    ledgers = [forced] if forced and forced != "village" else targets.candidates()
    exact = {ledger: _known(ledger, said) if ledger in said else _exact(ledger) for ledger in ledgers}
    heard = f"{title}{template.path.stem}{sheet.name}"
    bonus = {id: _TITLE_WORTH for id in ledgers if LEDGERS[id].__ledger__.title in heard}
    bonus |= {id: bonus.get(id, 0) + 1 for id in _USUAL if id in ledgers}
    found = tables(sheet, exact, lambda ledger: _known(ledger, said), bonus, targets.NAMING)
    taken = {row for one in found for row in one.rows}
    cells = _of_one_asker(blanks(sheet, _known("household", said), taken))
    house = [one for one in cells if not one.field.startswith((targets.OFFICE, targets.FIGURE))]
    single = len(house) >= _FEWEST_CELLS and all(one.ledger in of_a_household() for one in found)
    parts = [_table_part(template, within(sheet, one.strip), one, said.get(one.ledger, {}), title) for one in found]
    kept = cells if single else [one for one in cells if one.field.startswith(targets.OFFICE)]
    counted = [] if single or found else figures_of(sheet, taken, said.get("village", {}), today, {one.at for one in kept if not one.span})
    places = (*(_of_blank(sheet, one) for one in kept), *(
        Place((sheet.name, *one.at), one.heading, *meant, at=one.at) for one, meant in counted))
    if single:
        places = (*places, *_unknown(sheet, taken, places))
    ledger = "household" if single else "village"
    return [*parts, *([Part(sheet.name, ledger, places)] if places else [])], single


def _of_one_asker(cells: Sequence[Blank]) -> list[Blank]:
    """On a line that asks who fills the form in, a phone is that person's and no household's."""
    office = {one.at for one in cells if one.span and one.field.startswith(targets.OFFICE)}
    return [one for one in cells if not one.span or one.at not in office or one.field.startswith(targets.OFFICE)]


def _elsewhere(ledger: str, heading: str, field: str) -> bool:
    """Whether a heading such as 市 stands under a group that is a place of the row's own: 务工地点/市."""
    *groups, _ = heading.split("/")
    known = [best[0] for group in groups if field.startswith(targets.OFFICE) and (best := _exact(ledger).best([group]))]
    return any(not one.startswith(targets.OFFICE) for one in known)


def _table_part(template: Template, sheet: Sheet, table: Table, said: Mapping[str, str], title: str) -> Part:
    fields, ordinals = targets.fields_of(table.ledger), ordinal_columns(sheet, table.head)
    matched = {one.column: one for one in table.head.matches}
    taken = {one.field for one in table.head.matches}
    places = []
    for column in range(len(sheet.rows[table.head.last_row])):
        words, known = _words(sheet, table.head, column), matched.get(column)
        known = None if known and known.how not in _SAID and _elsewhere(table.ledger, words, known.field) else known
        place = Place((sheet.name, _lowest(sheet, table.head, column), column), known.heading if known else words)
        options = template.options(sheet.name, table.first, column) or offered(words)
        if known and (known.how in _SAID or not contradicts(fields.get(known.field) or _ANYTHING, options)):
            places.append(replace(place, target=known.field, confidence=known.confidence, how=known.how))
        elif not words or (column in ordinals and not known):
            continue
        elif said.get(heading_key(words)) == LEFT_ALONE:
            places.append(replace(place, target=LEFT_ALONE, confidence=SURE, how="learned"))
        elif words.rpartition("/")[2] in _LEFT_BLANK:
            places.append(replace(place, target=LEFT_ALONE, confidence=SURE))
        else:
            meant = _titled(table.ledger, words, title, taken) or meant_by(
                below(sheet, column, table.head.last_row + 1, table.last), options, fields, taken)
            places.append(replace(place, target=meant, confidence=LIKELY, how="content") if meant else place)
            taken |= {meant} if meant else set()
    return Part(sheet.name, table.ledger, tuple(sorted(places, key=lambda one: one.cell)), table)


def _titled(ledger: str, heading: str, title: str, taken: Container[str]) -> str:
    """残疾人姓名 on a form about 残疾人 is whom the row is about."""
    name = "name" if ledger == "person" else next((field.name for field in stored_fields(LEDGERS[ledger]) if field.to == "person"), "")
    who = heading.removesuffix("姓名")
    return name if name and name not in taken and len(who) > 1 and who != heading and who in title else ""


def _words(sheet: Sheet, head: Head, column: int) -> str:
    """The heading of a column with its groups, as it is known by."""
    steps: list[str] = []
    for row in range(head.row, head.last_row + 1):
        top, left, _, _ = box(sheet, row, column)
        word = "".join(cell_text(sheet.cell(top, left)).split())
        if word and word not in steps:
            steps.append(word)
    return "/".join(steps)


def _lowest(sheet: Sheet, head: Head, column: int) -> int:
    """The row of the head in which a column's own heading stands: that is where people point."""
    rows = [row for row in range(head.row, head.last_row + 1) if not is_blank(sheet.cell(row, column))]
    return rows[-1] if rows else head.last_row


def _of_blank(sheet: Sheet, blank: Blank) -> Place:
    return Place((sheet.name, *blank.label), blank.heading, blank.field, blank.confidence, blank.how, blank.at, blank.span)


def _unknown(sheet: Sheet, taken: Iterable[int], places: Iterable[Place]) -> Iterator[Place]:
    """Labels with a blank beside them that nobody knows: they are told as open, and can be pointed at."""
    known_at = {place.at for place in places}
    for row in range(len(sheet.rows)):
        for column, cell in enumerate(sheet.rows[row]):
            text = "".join(cell_text(cell).split()).rstrip(":：") if isinstance(cell, str) and row not in set(taken) else ""
            at = waiting(sheet, row, column) if 2 <= len(text) <= 14 and not is_ordinal(text) else None
            if at and at not in known_at and len(box_words(sheet, row, column)) == 1:
                known_at.add(at)
                yield Place((sheet.name, row, column), text, at=at)


def box_words(sheet: Sheet, row: int, column: int) -> list[str]:
    """The label with its groups; a title across the sheet has none that is narrower."""
    top, left, bottom, right = box(sheet, row, column)
    wide = right - left + 1 >= max(len(line) for line in sheet.rows) - 1
    return [] if wide and bottom == top else list(labels(sheet, row, column))[-1:]


def _told(part: Part, template: Template, answers: Mapping[Cell, str]) -> Part:
    """The part with what people said; a cell that was no place before becomes one."""
    if not any(cell[0] == part.sheet for cell in answers):
        return part
    places = []
    for place in part.places:
        said = answers.get(place.cell)
        places.append(place if said is None else replace(place, target=said, confidence=100, how="told"))
    known_cells = {place.cell for place in part.places}
    if part.table is None:
        sheet = next(one for one in template.sheets if one.name == part.sheet)
        new = (cell for cell in answers if cell[0] == part.sheet and cell not in known_cells and is_blank(sheet.cell(*cell[1:])))
        places += [Place(cell, _name_of(sheet, cell), answers[cell], 100, "told", cell[1:]) for cell in new]
    return replace(part, places=tuple(places))


def _name_of(sheet: Sheet, cell: Cell) -> str:
    """What a cell that somebody pointed at is called: by the text left of it and above it."""
    return next((one.heading for one in crossings(sheet, ()) if one.at == cell[1:]), f"{cell[1] + 1}行{cell[2] + 1}列")
