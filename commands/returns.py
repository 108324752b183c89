"""Official forms and registers: which there are, and making them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from commands.output import Answer, done, table
from models.kernel import UsageMistake

app = typer.Typer(add_completion=False)

_PERIODS = {"year": "年", "part": "年、季或月", "quarter": "季", "month": "月", "date": "日", "none": ""}


@app.command()
def returns(context: typer.Context) -> Answer:
    """能打哪些表。"""
    from services import returning

    with context.obj.store() as store:
        found = [_listed(one) for one in returning.available(store)]
    rows = [(one["id"], one["title"], _PERIODS[one["period"]], "、".join(one["formats"]), "有" if one["public"] else "")
            for one in found]
    return done({"returns": found}, table(("表号", "题名", "期间", "格式", "公示版"), rows))


def _listed(one: Any) -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "ledger": one.ledger, "period": one.period, "formats": list(one.formats),
            "public": one.public, "per": one.per}


@app.command("return")
def return_(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="表号", help="哪张表，用 returns 看")],
    period: Annotated[str, typer.Option(metavar="期间", help="不写就是现在这一期")] = "",
    out: Annotated[Path, typer.Option(metavar="文件夹", help="放在哪里；不写就是当前文件夹")] = Path(),
    format: Annotated[str, typer.Option(metavar="格式", help="pdf、xlsx、docx，几个用逗号隔开；不写就是全部")] = "",
    public: Annotated[bool, typer.Option("--public", help="公示版")] = False,
    full: Annotated[bool, typer.Option("--full", help="全表版，栏目最全")] = False,
    household: Annotated[str | None, typer.Option(metavar="编号", help="只打这一户")] = None,
    record: Annotated[str | None, typer.Option(metavar="编号", help="只打这一条")] = None,
    group: Annotated[str, typer.Option(metavar="组名", help="只打这一组")] = "",
    only: Annotated[list[str] | None, typer.Option(metavar="编号", help="只打挑出来的户或者条，可以写几次")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="空白表，打出来用笔填")] = False,
) -> Answer:
    """打一张表，留底，写成文件。"""
    from services import returning

    with context.obj.store() as store:
        offered = {one.id: one for one in returning.available(store)}
        if id not in offered:
            raise UsageMistake(f"没有“{id}”这张表。用 returns 看有哪些。")
        formats = _formats(format, offered[id].formats)
        made = returning.make(store, id, period=period, household=household, record=record, public=public, full=full,
                              group=group, only=only or (), blank=blank, formats=formats)
        paths = returning.save(made, out)
    files = [{"path": str(path), "format": file.format, "public": file.public, "pages": file.pages}
             for path, file in zip(paths, made.files, strict=True)]
    body = {"id": made.id, "period": made.period, "code": made.code, "rows": made.rows, "totals": made.totals,
            "files": files, "warnings": list(made.warnings)}
    first = f"做好了，编码 {made.code}，{made.rows}行。" if made.code else "空白表做好了。"
    return done(body, "\n".join([first, *(str(path) for path in paths), *made.warnings]))


def _formats(typed: str, offered: Any) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in typed.replace("，", ",").split(",") if part.strip()) or tuple(offered)
    if wrong := [one for one in wanted if one not in offered]:
        raise UsageMistake(f"这张表没有 {'、'.join(wrong)} 格式，可以写：{'、'.join(offered)}。")
    return wanted
