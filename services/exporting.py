"""A ledger out as a workbook that can be changed in WPS and brought in again, and empty templates to hand out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.kernel import Field, UsageMistake
from models.kernel.marks import DayMarksKind
from models.ledgers import LEDGERS
from models.store import query
from models.store.files import write_whole
from models.store.store import Store
from reports.excel import render_rows
from reports.excel_template import TemplateColumn, render_template
from reports.sheet import Cell, CellKind, Column, Row
from services.import_report import field_of
from services.import_targets import UID, UID_FIELD, behind, followed, pointing

_CELLS: dict[str, CellKind] = {
    "money": "money", "integer": "number", "decimal": "number", "date": "date", "id": "id", "phone": "id", "card": "id",
    "region": "id",
}  # fmt: skip
_CHUNK = 2000
_DAY_MM = 8
Target = str  # a target of services.import_targets: a field, a link and a field behind it, or a field and one of its parts


def export(store: Store, ledger: str, path: Path, where: Mapping[str, Any] | None = None) -> int:
    """Write the records that fit to a workbook; returns how many. The same columns are known to the import."""
    targets = _columns(ledger)
    columns = [Column(field.label, float(field.width), kind=_CELLS.get(field.kind.name, "text"), field=target)
               for target, field in targets.items()]
    rows = query.find(store, ledger, where or {}, order=LEDGERS[ledger].__ledger__.sort)
    write_whole(Path(path), render_rows(LEDGERS[ledger].__ledger__.title, columns, _cells(store, ledger, targets, rows)))
    return len(rows)


def template(ledger: str, path: Path) -> None:
    """Write an empty template: what must be filled first, then what usually is, then the rest."""
    fields = {target: field for target, field in _columns(ledger).items() if _fillable(ledger, target, field)}
    tiers = {"必填": 0, "常用": 1, "补充": 2}
    far = [field for target, field in fields.items() if "." in target]
    own = sorted((field for target, field in fields.items() if "." not in target), key=lambda field: tiers[field.tier])
    first = [field for field in own if field.required]
    columns = [_template_column(field, required=field.required is True) for field in first]
    columns += [_template_column(field, required=False) for field in (*far, *own[len(first):])]
    write_whole(Path(path), render_template(LEDGERS[ledger].__ledger__.title, columns))


def _columns(ledger: str) -> dict[Target, Field]:
    """Own fields in declared order; after a link, what tells apart those whose names are alike; the number last."""
    if ledger not in LEDGERS:
        raise UsageMistake(f"没有“{ledger}”这本台账。")
    found: dict[Target, Field] = {}
    own = LEDGERS[ledger].__fields__.values()
    used = {heading for field in own for heading in (field.label, *field.aliases)}
    for field in own:
        found |= _parts(field) or {field.name: field}
        if field.parent and followed(LEDGERS[ledger], field):
            to = str(field.to)
            for target, far in (*((f"{field.name}.{n}", f) for n, f in pointing(to).items()), *behind(field.name, to)):
                if far.label not in used:
                    used.add(far.label)
                    found[target] = far
    return {**found, UID: UID_FIELD}


def _parts(field: Field) -> dict[Target, Field]:
    """A column for each part of a value that sheets write into several: the days of a month."""
    return {f"{field.name}#{at}": replace(field, label=heading, width=_DAY_MM) for at, heading in enumerate(field.kind.parts)}


def _fillable(ledger: str, target: str, field: Field) -> bool:
    computed = field.derived is not None and not field.fills
    return target != UID and not computed and field.to != "village" and field.kind.name != "attachment"


def _template_column(field: Field, *, required: bool) -> TemplateColumn:
    codes = getattr(field.kind, "codes", None)
    labels = tuple(label for _, label in codes.items) if codes and field.kind.name == "code" else ()
    if field.kind.name == "flag":
        labels = ("是", "否", "不清楚")
    if isinstance(field.kind, DayMarksKind):
        labels = tuple(mark for mark, _ in field.kind.marks.items)
    return TemplateColumn(field.label, _CELLS.get(field.kind.name, "text"), labels, required, float(field.width))


def _cells(store: Store, ledger: str, targets: Mapping[Target, Field], rows: Sequence[query.Row]) -> Iterable[Row]:
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        full, shown = query.full(store, ledger, part), query.shown(store, ledger, part)
        reached = _reached(store, ledger, targets, full)
        for values, words in zip(full, shown, strict=True):
            yield tuple(_cell(target, field, values, words, reached) for target, field in targets.items())


def _reached(
    store: Store, ledger: str, targets: Iterable[Target], rows: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The records at the end of every path, by path and uid: those of `toilet`, then those of `toilet.household`."""
    reached: dict[str, dict[str, Mapping[str, Any]]] = {}
    for path in sorted({target.rpartition(".")[0] for target in targets} - {""}):
        before, _, link = path.rpartition(".")
        start = reached[before].values() if before else rows
        to = str(field_of(ledger, path).to)
        uids = sorted({str(row[link]) for row in start if row.get(link)})
        reached[path] = {row["uid"]: row for row in query.full(store, to, query.by_uids(store, to, uids))}
    return reached


def _cell(
    target: Target, field: Field, values: Mapping[str, Any], words: Mapping[str, str],
    reached: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> Cell:
    if "#" in target:
        name, _, part = target.partition("#")
        return field.kind.spread(values.get(name))[int(part)] or None
    if "." in target:
        steps, here = target.split("."), values
        for at in range(1, len(steps)):
            here = reached[".".join(steps[:at])].get(here.get(steps[at - 1]) or "", {})
        return field.kind.show(here.get(steps[-1])) or None
    value = values.get(target)
    # Numbers and days stay what they are; everything else goes out in the words that the import reads again.
    return value if isinstance(value, Decimal | date) or type(value) is int else words.get(target, value) or None
