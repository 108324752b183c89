"""What only a person can decide: where two places remember differently, what stands twice, who moved, what is erased."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from commands.fields import ledger_named
from commands.output import Answer, done

app = typer.Typer(add_completion=False)

Reason = Annotated[str, typer.Option(metavar="原因", help="为什么这样定")]
_KINDS = {"value": "两种记法", "state": "状态不一样", "delete": "撤了又改", "duplicate": "像是重了"}


@app.command()
def conflicts(context: typer.Context) -> Answer:
    """村里和镇里记得不一样的地方，还有像重了的，各是谁记的。"""
    from models.store import disagreements
    from services import resolving

    with context.obj.store() as store:
        found = resolving.conflicts(store)
    body = {"count": len(found), "conflicts": [disagreements.contract(one) for one in found]}
    return done(body, "\n".join(map(_told, found)) or "没有记得不一样的地方。")


def _told(one: dict[str, Any]) -> str:
    base = f"，原来是{one['base_text']}" if one["base_text"] else ""
    lines = [f"{one['id']}  {_KINDS.get(one['kind'], '')}：{one['title']} {one['where']} · {one['heading']}{base}"]
    for head in one["heads"]:
        shown = "，现在显示的" if head["shown"] else ""
        lines.append(f"    {head['n']}. {head['text']}（{head['where']} {head['by']}，{head['at'][:10]}{shown}）")
    return "\n".join(lines)


@app.command()
def resolve(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="编号", help="哪一处，用 conflicts 看")],
    reason: Reason,
    head: Annotated[int | None, typer.Option(metavar="第几种", help="用第几种记法；合并时是以哪一条为准")] = None,
    value: Annotated[str | None, typer.Option(metavar="内容", help="都不用，自己写一个；写空的就是清空")] = None,
    merge: Annotated[bool, typer.Option("--merge", help="是同一条，合并")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="不是同一条，以后不再问")] = False,
) -> Answer:
    """定下一处，两边都照这个，来晚的包也翻不了。"""
    from services import resolving

    own = {} if value is None else {"value": value}
    with context.obj.store() as store:
        body = resolving.resolve(store, id, head=head, merge=merge, apart=apart, reason=reason, **own)
    return done(body, "定下了。" if body["operation"] else "本来就是这样，没有变化。")


@app.command()
def part(
    context: typer.Context,
    ledger: Annotated[str, typer.Argument(metavar="台账", help="台账的代号，用 ledgers 看有哪些")],
    uid: Annotated[str, typer.Argument(metavar="编号", help="留下的那一条的编号，用 show 看")],
    reason: Reason,
) -> Answer:
    """合并错了，重新分开，各自的内容都还在。"""
    from services import resolving

    with context.obj.store() as store:
        body = resolving.part(store, ledger_named(ledger), uid, reason)
    return done(body, "分开了。")


@app.command()
def move(
    context: typer.Context,
    household: Annotated[str, typer.Argument(metavar="户", help="户的编号、户编号或户主证件号")],
    to: Annotated[str, typer.Option(metavar="区划代码", help="迁到哪个村，12位")],
    reason: Reason,
) -> Answer:
    """把一户连同这户的事整个迁到本镇另一个村；只有镇里能办。"""
    from services import township

    with context.obj.store() as store:
        body = township.move(store, household, to, reason)
    return done(body, "迁过去了，下次装包两个村都会收到。")


@app.command()
def erase(
    context: typer.Context,
    ledger: Annotated[str, typer.Argument(metavar="台账", help="台账的代号，用 ledgers 看有哪些")],
    uid: Annotated[str, typer.Argument(metavar="编号", help="那一条的编号，用 show 看")],
    field: Annotated[list[str], typer.Option(metavar="栏目", help="删去哪一栏；可以写几次")],
    reason: Reason,
) -> Answer:
    """按法定要求把一栏的内容从这本台账和以后的包里彻底删去，只留下删过的凭据；只有镇里能办。"""
    from services import township

    with context.obj.store() as store:
        body = township.erase(store, ledger_named(ledger), uid, field, reason)
    return done(body, "删去了，下次装包各村也会删去。")


