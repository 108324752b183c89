"""Workbooks in and out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.fields import ledger_named
from commands.output import Answer, done, notice, partly, progress, table
from models.kernel.errors import Circumstance, UsageMistake
from models.kernel.mistake import HINT, Mistake
from models.ledgers import LEDGERS

app = typer.Typer(add_completion=False)


def _workbook(path: Path | None) -> Path | None:
    """What is written is a workbook whatever it is called; Excel opens none that is called otherwise."""
    if path is not None and not path.is_dir() and path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageMistake(f"“{path.name}”要以 .xlsx 结尾，写出来的是 Excel 表。")
    return path


LedgerWord = Annotated[str, typer.Argument(metavar="台账", help="台账的代号，用 ledgers 看有哪些")]
NewFile = Annotated[Path, typer.Argument(metavar="文件.xlsx", help="写到哪里", callback=_workbook)]


@app.command("import")
def import_(
    context: typer.Context, ledger: LedgerWord,
    file: Annotated[Path, typer.Argument(metavar="文件", help="表格文件：xlsx、xls、ods 或 csv")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，不存")] = False,
    report: Annotated[Path | None, typer.Option(metavar="文件.xlsx", help="把逐格的说明写成表格", callback=_workbook)] = None,
) -> Answer:
    """把一张表导进来，整批算一次操作，可以整批撤回。"""
    from services import import_compare, importing

    ledger = ledger_named(ledger)
    with context.obj.store() as store, progress() as step:
        doubt = store.clock_doubt()
        seen = importing.preview(store, ledger, file, step)
        result = seen.report if dry_run else importing.apply(store, seen, step)
        apart = import_compare.differences(store, result) if dry_run and report else []
    body, text, unwritten = importing.to_json(result), _told(importing.to_json(result), result.text, dry_run), ""
    if report is not None:
        # Looked at only, the report also says what differs, and what of ours the workbook does not have.
        more = partial(import_compare.put_sheet, ledger=ledger, found=apart) if dry_run else None
        unwritten = _not_written(partial(importing.write_report, result, report, more))
    if doubt:
        body["notices"], text = [notice(Mistake(doubt, severity=HINT))], f"{text}\n{HINT}：{doubt}"
    if unwritten:
        return partly(body, f"{'' if dry_run else '行已经收下，'}报告没写成：{unwritten}", f"{text}\n报告没写成：{unwritten}")
    if body["rejected"]:
        return partly(body, f"有{body['rejected']}行没收，原因写在报告里。", text)
    return done(body, text)


def _not_written(write: Callable[[], None]) -> str:
    """Why the report could not be written: by then the rows are in, and the answer must still say so."""
    try:
        write()
    except Circumstance as error:
        return str(error)
    return ""


def _told(body: dict[str, Any], summary: str, dry_run: bool) -> str:
    refused = [f"{one['sheet']} 第{one['row']}行：{one['text']}" for one in body.get("refused", ())]
    cells = [(one["sheet"], one["cell"], one["heading"], one["severity"], one["text"]) for one in body["cells"]]
    told = [table(("工作表", "格", "栏目", "轻重", "说明"), cells)] if cells else []
    return "\n".join([f"{'（只看，没有存）' if dry_run else ''}{summary}", *refused, *told])


@app.command()
def export(context: typer.Context, ledger: LedgerWord, file: NewFile) -> Answer:
    """把一本台账写成表格。"""
    from services import exporting

    ledger = ledger_named(ledger)
    with context.obj.store() as store:
        count = exporting.export(store, ledger, file)
    return done({"ledger": ledger, "path": str(file), "rows": count}, f"写好了“{file}”，{count}{LEDGERS[ledger].__ledger__.unit}。")


@app.command()
def template(context: typer.Context, ledger: LedgerWord, file: NewFile) -> Answer:
    """写一张空表，带下拉选项，填好了能导回来。"""
    from services import exporting

    ledger = ledger_named(ledger)
    exporting.template(ledger, file)
    return done({"ledger": ledger, "path": str(file)}, f"写好了空表“{file}”。")


@app.command()
def fill(
    context: typer.Context,
    template: Annotated[Path, typer.Argument(metavar="模板.xlsx", help="别人发下来的表，原样不动")],
    out: Annotated[Path, typer.Option("--out", metavar="文件.xlsx", help="填好的表写到哪里", callback=_workbook)],
    map_: Annotated[Path | None, typer.Option("--map", metavar="文件", help="哪一栏填什么，认错了在这里改")] = None,
) -> Answer:
    """把别人发下来的空表填好。"""
    from services import filling
    from services.fill import map_file
    from services.fill.choice import meant_here

    with context.obj.store() as store, progress() as step:
        form = filling.guess(store, template)
        said = map_file.read(map_) if map_ else {}
        form = map_file.corrected(store, form, said) if said else form
        wanted = map_file.wanted(form, {"where": meant_here(store, form)} | said)
        filled = filling.fill(store, form, out, wanted, step)
        filling.remember(store, form)
    body = map_file.to_json(form, filled) | {"where": dict(wanted.where)}
    left = [f"没认出来的栏：{'、'.join(place.heading for place in form.open)}，空着。"] if form.open else []
    asked = [f"还要问：{who}（{'、'.join(what)}）" for who, what in filled.asked]
    text = "\n".join([filled.text, *left, *filled.lost, *filled.changes, *asked, *filled.notes])
    if filled.lost:
        return partly(body, f"有{len(filled.lost)}行没有填，账里对不上。", text)
    return done(body, text)
