"""A form that came back changed: what is new in it, moved or gone, and the answers that people gave in the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from intake.headings import LEFT_ALONE
from intake.sheet import Cell, Sheet, is_blank, letters
from intake.words import heading_forms
from services.fill_guess import Guess, Part, Place, guess
from services.fill_rows import named_rows
from services.fill_values import Answers

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
        return self.kept.get((key(heading), uid))


def before(store: Store, now: Guess, path: Path, answers: Answers) -> Before:
    """Read the form that was filled last beside the one of today."""
    old = guess(store, path)
    was, is_now = _where(old), _where(now)
    found = Before(
        new=tuple(heading for name, (heading, _) in is_now.items() if name not in was),
        moved=tuple(f"{heading}（{was[name][1]}→{at}）" for name, (heading, at) in is_now.items() if name in was and was[name][1] != at),
        gone=tuple(heading for name, (heading, _) in was.items() if name not in is_now),
    )
    for part in old.parts:
        sheet = next(one for one in old.template.sheets if one.name == part.sheet)
        found.kept |= _answers(answers, part, sheet)
    return found


def _where(form: Guess) -> dict[str, tuple[str, str]]:
    return {key(place.heading): (place.heading, letters(place.cell[2]))
            for part in form.parts if part.table is not None for place in part.places}


def _answers(answers: Answers, part: Part, sheet: Sheet) -> dict[tuple[str, str], Cell]:
    if part.table is None:
        return {}
    rows = named_rows(answers, part, sheet, answers.records(part.ledger)).rows
    return {(key(place.heading), entry.uid): sheet.cell(row, place.cell[2])
            for place in asked(part.places) for row, entry in rows.items() if not is_blank(sheet.cell(row, place.cell[2]))}


def asked(places: Iterable[Place]) -> list[Place]:
    """The headings that only people can answer: open ones, and those that were left blank on purpose."""
    return [place for place in places if place.target in ("", LEFT_ALONE)]


def key(heading: str) -> str:
    """A heading in the form in which two are compared."""
    return next(iter(heading_forms(heading)), heading)
