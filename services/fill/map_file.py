"""What a form's headings mean, as a file: written beside a filled form by one office, read by `fill --map` in another.

{"map": {"C4" or a heading: target}, "ledger": {sheet: id}, "where": {target: words}, "households": [uid], "earlier": path}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.headings import LEFT_ALONE
from intake.sheet import address
from intake.words import heading_key
from models.kernel import Circumstance, UsageMistake
from models.ledgers import LEDGERS
from services.fill.guess import Cell, Guess, Part, Place, again
from services.fill.targets import choices, target_field
from services.filling import Filled, Wanted

if TYPE_CHECKING:
    from models.store import Store

_SHAPE = "对照文件读不懂，要照说明书里的样子写。"


def read(path: Path) -> dict[str, Any]:
    """The file as it was written. Raises UsageMistake for what is none."""
    try:
        said = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        raise UsageMistake(f"找不到对照文件“{Path(path).name}”。") from None
    except OSError:
        raise Circumstance(f"对照文件“{Path(path).name}”读不出来。") from None
    except ValueError:
        raise UsageMistake(_SHAPE) from None
    if not isinstance(said, dict) or any(not isinstance(said.get(name, {}), dict) for name in ("map", "ledger", "where")):
        raise UsageMistake(_SHAPE)
    return said


def corrected(store: Store, form: Guess, said: Mapping[str, Any]) -> Guess:
    """The guess with what the file says; a heading or cell that is not there, or a target that leads nowhere, is refused."""
    ledgers = {str(sheet): str(id) for sheet, id in said.get("ledger", {}).items()}
    for id in ledgers.values():
        if id not in LEDGERS:
            raise UsageMistake(f"没有“{id}”这本台账。用 ledgers 看有哪些。")
    form = again(store, form.template, {}, ledgers)
    answers: dict[Cell, str] = {}
    for name, target in said.get("map", {}).items():
        for part, place in _named(form, str(name)):
            answers[place.cell] = _target(part.ledger, str(target))
    return again(store, form.template, answers, ledgers)


def wanted(form: Guess, said: Mapping[str, Any]) -> Wanted:
    """Of whom the form is to be filled."""
    ledger = next((part.ledger for part in form.parts if part.table is not None), "household")
    for path in said.get("where", {}):
        if target_field(ledger, path) is None:
            raise UsageMistake(f"不能按“{path}”挑：没有这一栏。")
    earlier = said.get("earlier")
    return Wanted({str(path): str(words) for path, words in said.get("where", {}).items()},
                  tuple(map(str, said.get("households", ()))), Path(earlier) if earlier else None)


def _named(form: Guess, name: str) -> list[tuple[Part, Place]]:
    sheet, _, cell = name.rpartition("!")
    places = [(part, place) for part in form.parts for place in part.places if not sheet or place.cell[0] == sheet]
    found = [(part, place) for part, place in places if address(*place.cell[1:]) == cell.upper()]
    found = found or [(part, place) for part, place in places if heading_key(place.heading) == heading_key(name)]
    if not found:
        raise UsageMistake(f"模板里没有“{name}”这一栏或这一格。")
    return found


def _target(ledger: str, said: str) -> str:
    if said == LEFT_ALONE or target_field(ledger, said) is not None:
        return said
    named = [one.target for one in choices(ledger) if said in (one.words, f"{one.place}：{one.words}")]
    if not named:
        raise UsageMistake(f"没有“{said}”这一栏。用 ledgers 看有哪些。")
    return named[0]


def to_json(form: Guess, filled: Filled) -> dict[str, Any]:
    """What was filled and how it was understood, in the shape in which an import tells it."""
    return {
        "path": str(filled.path), "form": form.form, "rows": filled.rows, "pages": filled.pages,
        "sheets": [_part_json(part) for part in form.parts],
        "lost": filled.lost, "changes": filled.changes, "notes": filled.notes,
        "asked": [{"who": who, "headings": list(what)} for who, what in filled.asked],
    }  # fmt: skip


def _part_json(part: Part) -> dict[str, Any]:
    known: Iterable[Place] = [place for place in part.places if place.target]
    return {
        "sheet": part.sheet, "ledger": part.ledger, "head_row": part.table.head.row + 1 if part.table else None,
        "matched": {place.heading: place.target for place in known},
        "cells": {address(*place.cell[1:]): {"heading": place.heading, "target": place.target, "confidence": place.confidence,
                                             "how": place.how} for place in known},
        "unmatched": [place.heading for place in part.places if not place.target],
    }  # fmt: skip
