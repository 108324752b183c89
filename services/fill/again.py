"""A form that came back changed: what is new in it, moved or gone, and the answers that people gave in the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake.headings import LEFT_ALONE
from intake.sheet import Cell, Sheet, cell_text, is_blank, letters
from intake.words import heading_key
from services.fill.guess import Guess, Part, Place, guess
from services.fill.rows import named_rows
from services.fill.targets import NAMING
from services.fill.values import Answers

if TYPE_CHECKING:
    from models.store import Store


@dataclass
class Before:
    """The form as it was filled last. `kept` holds what stood under a heading for a record: (heading, uid) to the cell."""

    new: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: dict[tuple[str, str], Cell] = field(default_factory=dict)

    @property
    def told(self) -> list[str]:
        """The differences, a sentence a kind."""
        kinds = (("多了", self.new), ("挪了地方", self.moved), ("没有了", self.gone))
        return [f"和上次比，{words}{len(what)}栏：{'、'.join(what)}。" for words, what in kinds if what]

    def answer(self, heading: str, uid: str) -> Cell:
        """What was answered for a record under a heading."""
        return self.kept.get((heading_key(heading), uid))


def before(store: Store, now: Guess, path: Path, answers: Answers) -> Before:
    """Read the form that was filled last beside the one of today."""
    old = guess(store, path)
    was, is_now = _where(old), _where(now)
    found = Before(
        new=tuple(heading for name, (heading, _) in is_now.items() if name not in was),
        moved=tuple(f"{heading}（{was[name][1]}→{at}）" for name, (heading, at) in is_now.items() if name in was and was[name][1] != at),
        gone=tuple(heading for name, (heading, _) in was.items() if name not in is_now),
    )
    for part in old.parts if not now.single else ():
        sheet = next(one for one in old.template.sheets if one.name == part.sheet)
        found.kept |= _answers(answers, part, sheet)
    for sheet in old.template.sheets if now.single else ():
        found.kept |= _answers_of_one(answers, now, sheet)
    if now.single:  # beside the labels of a filled form stand values: only what is new can be told
        stood = {heading_key(cell_text(cell).strip(" :：")) for sheet in old.template.sheets for row in sheet.rows for cell in row}
        return replace(found, moved=(), gone=(), new=tuple(
            place.heading for part in now.parts if part.table is None for place in part.places
            if not place.span and heading_key(place.heading) not in stood))
    return found


def _where(form: Guess) -> dict[str, tuple[str, str]]:
    return {heading_key(place.heading): (place.heading, letters(place.cell[2]))
            for part in form.parts if part.table is not None for place in part.places}


def _answers(answers: Answers, part: Part, sheet: Sheet) -> dict[tuple[str, str], Cell]:
    if part.table is None:
        return {}
    rows = named_rows(answers, part, sheet, answers.records(part.ledger)).rows
    return {(heading_key(place.heading), entry.uid): sheet.cell(row, place.cell[2])
            for place in asked(part.places) for row, entry in rows.items() if not is_blank(sheet.cell(row, place.cell[2]))}


def _answers_of_one(answers: Answers, now: Guess, sheet: Sheet) -> dict[tuple[str, str], Cell]:
    """The same of a sheet about one household: each answer stands to its label as in the form of today."""
    places = [place for part in now.parts if part.table is None for place in part.places if place.at and not place.span]
    labels = {heading_key(cell_text(cell)): (row, column) for row in range(len(sheet.rows)) for column, cell in enumerate(sheet.rows[row])
              if isinstance(cell, str)}
    said: dict[str, Cell] = {}
    for place in places:
        label = labels.get(heading_key(place.heading))
        if label and place.at:
            said[place.heading] = sheet.cell(label[0] + place.at[0] - place.cell[1], label[1] + place.at[1] - place.cell[2])
    naming = [place for place in places if place.target.rpartition(".")[2] in NAMING and not is_blank(said.get(place.heading))]
    homes = [home for home in answers.records("household") if naming and all(
        answers.text(home, "household", place.target) == cell_text(said[place.heading]) for place in naming)]
    if len(homes) != 1:
        return {}
    return {(heading_key(place.heading), homes[0].uid): said[place.heading] for place in asked(places) if not is_blank(said.get(place.heading))}


def asked(places: Iterable[Place]) -> list[Place]:
    """The headings that only people can answer: open ones, and those that were left blank on purpose."""
    return [place for place in places if place.target in ("", LEFT_ALONE)]
