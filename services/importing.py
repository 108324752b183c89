"""A workbook into a ledger: previewed without a trace, then taken as one operation that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from intake.stage import Staged, stages
from intake.workbook import read_workbook
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from models.ledgers.mapping import ANY_FORM
from models.store.calm import calm
from models.store.records import Doing, together
from models.store.rehearsal import rehearse
from models.store.store import Store
from services import known_headings
from services.import_fixes import Fixes
from services.import_measures import MeasureImporter
from services.import_report import ImportReport, RowResult, to_json, write_report
from services.import_roster import HouseholdImporter, PersonImporter
from services.import_rows import Importer
from services.import_targets import Targets, targets_of

__all__ = ["Fixes", "ImportReport", "Preview", "RowResult", "apply", "preview", "to_json", "write_report"]

Progress = Callable[[int, int, str], None]
_IMPORTERS: dict[str, type[Importer]] = {
    "household": HouseholdImporter, "person": PersonImporter, "measure": MeasureImporter,
}


@dataclass(frozen=True)
class Preview:
    """What an import would do. `report` is what `apply` would report, as the file stands now."""

    ledger: str
    path: Path
    staged: tuple[Staged, ...]
    report: ImportReport
    fixes: Fixes = field(default_factory=Fixes)


def preview(store: Store, ledger: str, path: Path, progress: Progress | None = None, fixes: Fixes | None = None) -> Preview:
    """Read a workbook and play its import in memory. Raises UserMistake or Circumstance when it is no such table."""
    path, fixes = Path(path), fixes or Fixes()
    staged = _staged(store, ledger, path, fixes)
    with calm(), rehearse(store, _label(ledger, path)) as doing:
        report = _play(doing, ledger, path, staged, progress)
    return Preview(ledger, path, staged, report, fixes)


def apply(store: Store, preview: Preview, progress: Progress | None = None) -> ImportReport:
    """Take a previewed workbook in, as one operation; what changed since the preview is looked at afresh.

    What headings were said to mean is kept first, in an operation of its own: it outlives an import that is taken back.
    """
    told = {(preview.ledger, heading): target for heading, target in preview.fixes.heads.items()}
    known_headings.learn(store, ANY_FORM, told, LEDGERS[preview.ledger].__ledger__.title)
    label = _label(preview.ledger, preview.path)
    with calm(), together(store, label, source="import", whole=True) as doing:
        report = _play(doing, preview.ledger, preview.path, preview.staged, progress)
        wrote = any(row.outcome in ("added", "updated") for row in report.rows) or report.waiting_written
        return replace(report, batch=doing.unit.operation if wrote else None)


def _label(ledger: str, path: Path) -> str:
    return f"导入{LEDGERS[ledger].__ledger__.title}“{path.name}”"


def _staged(store: Store, ledger: str, path: Path, fixes: Fixes) -> tuple[Staged, ...]:
    targets = targets_of(ledger)
    sheets = map(fixes.mended, read_workbook(path))
    learned = {**known_headings.known_for_import(store, ledger), **fixes.heads}
    found = (one for sheet in sheets for one in stages(sheet, targets.fields, targets.carry, targets.ignored, learned))
    staged = tuple(one for one in found if _enough(ledger, targets, one))
    if not staged:
        fields = LEDGERS[ledger].__fields__.values()
        wanted = "、".join(one.label for one in fields if one.required and one.to != "village")
        title = LEDGERS[ledger].__ledger__.title
        raise UserMistake(f"表里找不到{title}的表头。要有一行写着栏目名，至少有：{wanted}。")
    if not any(one.rows for one in staged):
        raise UserMistake("表头下面一行也没有，没有可以导入的。请填好再导入。")
    return staged


def _enough(ledger: str, targets: Targets, staged: Staged) -> bool:
    """A second worksheet with a summary or notes also has words of ours; without a name or link it is no list."""
    names = {name for name, one in targets.fields.items() if one.required or "." in name or name == "uid"}
    found = staged.head.columns.keys()
    return bool(names & found) or any(set(key) <= found for key in LEDGERS[ledger].__ledger__.key)


def _play(
    doing: Doing, ledger: str, path: Path, staged: tuple[Staged, ...], progress: Progress | None
) -> ImportReport:
    importer = _IMPORTERS.get(ledger, Importer)(doing, ledger)
    total = sum(len(one.rows) for one in staged)
    results: list[RowResult] = []
    for one in staged:
        before = len(results)
        results += importer.run(one.rows, _step(progress, before, total))
    cells = tuple(sorted(importer.cells, key=lambda cell: (_place(staged, cell.sheet), cell.row)))
    return ImportReport(
        ledger, path, tuple(results), cells, importer.pending.kept, staged, waiting_written=importer.pending.written
    )


def _place(staged: tuple[Staged, ...], sheet: str) -> int:
    return next(at for at, one in enumerate(staged) if one.sheet.name == sheet)


def _step(progress: Progress | None, before: int, total: int) -> Callable[[int], None]:
    """Tells every fiftieth row; a progress that raises cancels the whole import."""
    def step(done: int) -> None:
        if progress is not None and ((before + done) % 50 == 0 or before + done == total):
            progress(before + done, total, f"第{before + done}行，共{total}行")
    return step
