"""One record at a time: what the form does, from a line of words, with the same checks."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer

from commands.call import Call
from commands.fields import add_all, filters, ledger_named, refused, typed
from commands.output import Answer, done, notice, table
from models import store as st
from models.kernel import Field, UsageMistake, UserMistake
from models.kernel.mistake import HINT, Mistake
from models.ledgers import LEDGERS

app = typer.Typer(add_completion=False)

LedgerWord = Annotated[str, typer.Argument(metavar="台账", help="台账的代号，用 ledgers 看有哪些")]
UidWord = Annotated[str, typer.Argument(metavar="编号", help="那一条的编号，用 show 看")]
FieldWords = Annotated[list[str] | None, typer.Argument(metavar="栏目=内容", help="栏目= 是清空，栏目=@文件 是读文件")]


@app.command()
def ledgers(context: typer.Context) -> Answer:
    """有哪些台账，各有哪些栏目和选项。"""
    found = [_ledger(id) for id in LEDGERS]
    rows = [(one["id"], one["title"], one["group"], "、".join(c["heading"] for c in one["columns"] if c["required"]))
            for one in found]
    return done({"ledgers": found}, table(("代号", "台账", "分类", "必填"), rows))


def _ledger(id: str) -> dict[str, Any]:
    spec = LEDGERS[id].__ledger__
    return {"id": id, "title": spec.title, "group": spec.group, "key": [list(one) for one in spec.key],
            "columns": [_column(field) for field in LEDGERS[id].__fields__.values()]}


def _column(field: Field) -> dict[str, Any]:
    codes = getattr(field.kind, "codes", None)
    either = {"either": [field.name, *field.required]} if isinstance(field.required, tuple) else {}
    return {
        "field": field.name, "heading": field.label, "kind": field.kind.name, "required": field.required is True,
        "aliases": list(field.aliases), "codes": [list(item) for item in codes.items] if codes else [], "to": field.to,
        "derived": field.derived is not None,
    } | either


@app.command()
def add(context: typer.Context, ledger: LedgerWord, words: FieldWords = None) -> Answer:
    """登记一条；里面的小条目写成 finding[0].text=……，一起存。"""
    ledger = ledger_named(ledger)
    record = typed(ledger, words or [])
    with _call(context).store() as store:
        doubt = store.clock_doubt()
        try:
            with st.together(store, f"登记{LEDGERS[ledger].__ledger__.title}") as doing:
                saved = add_all(doing, ledger, record)
        except UserMistake as error:
            return _unless_usage(error, ledger, record.values)
    saved = _doubted(saved, doubt)
    return done(_saved(saved), "\n".join([f"存好了：{saved.label}，编号 {saved.uid}。", *_notices(saved)]))


@app.command("set")
def set_(context: typer.Context, ledger: LedgerWord, uid: UidWord, words: FieldWords = None) -> Answer:
    """修改一条。"""
    ledger = ledger_named(ledger)
    record = typed(ledger, words or [])
    if record.children:
        raise UsageMistake("修改时一次只改一条，里面的小条目请单独改。")
    values = record.values
    with _call(context).store() as store:
        doubt = store.clock_doubt()
        try:
            saved = _doubted(st.change(store, ledger, uid, values), doubt)
        except UserMistake as error:
            return _unless_usage(error, ledger, values)
    kinds = {field.name: field.kind for field in LEDGERS[ledger].__fields__.values()}
    changed = {name: [kinds[name].json(value) for value in pair] for name, pair in saved.changed.items()}
    lines = [f"{LEDGERS[ledger].__fields__[name].label}：{kinds[name].show(old)} → {kinds[name].show(new)}"
             for name, (old, new) in saved.changed.items()]
    return done(_saved(saved) | {"changed": changed}, "\n".join([*(lines or ["没有变化。"]), *_notices(saved)]))


def _unless_usage(error: UserMistake, ledger: str, values: Mapping[str, object]) -> Answer:
    """A wrong command stays wrong usage; a wrong value is told field by field."""
    if isinstance(error, UsageMistake):
        raise error
    return refused(error, ledger, values)


def _doubted(saved: st.Saved, doubt: str | None) -> st.Saved:
    """The doubt about the computer's date goes with the first record that was written under it."""
    told = Mistake(doubt or "", severity=HINT)
    return replace(saved, notices=(*saved.notices, told)) if doubt and saved.operation else saved


def _saved(saved: st.Saved) -> dict[str, Any]:
    return {"ledger": saved.ledger, "uid": saved.uid, "operation": saved.operation, "label": saved.label,
            "notices": [notice(one) for one in saved.notices]}


def _notices(saved: st.Saved) -> list[str]:
    return [f"{one.severity}：{one.text}" for one in saved.notices]


@app.command()
def remove(
    context: typer.Context, ledger: LedgerWord, uid: UidWord,
    reason: Annotated[str, typer.Option(metavar="原因", help="为什么撤掉")],
) -> Answer:
    """撤掉录错的一条；不会真的删除，撤回就回来。"""
    with _call(context).store() as store:
        saved = st.remove(store, ledger_named(ledger), uid, reason)
    return done({"uid": saved.uid, "operation": saved.operation}, f"{saved.label}，做好了。")


@app.command()
def show(
    context: typer.Context, ledger: LedgerWord, words: FieldWords = None,
    limit: Annotated[int | None, typer.Option(min=0, max=sys.maxsize, metavar="条数", help="最多列几条")] = None,
    offset: Annotated[int, typer.Option(min=0, max=sys.maxsize, metavar="条数", help="前面跳过几条")] = 0,
    removed: Annotated[bool, typer.Option("--removed", help="撤掉的也列出来")] = False,
) -> Answer:
    """列出一本台账里符合条件的。"""
    ledger = ledger_named(ledger)
    with _call(context).store() as store:
        where = filters(store, ledger, words or [])
        rows = st.find(store, ledger, where, limit=limit, offset=offset, removed=removed)
        count = st.count(store, ledger, where, removed=removed)
        found = _rows(store, ledger, rows)
    headings = [field.label for field in LEDGERS[ledger].__fields__.values() if field.tier != "补充"]
    lines = [[one["uid"], *(one["shown"][heading] for heading in headings)] for one in found]
    return done({"ledger": ledger, "count": count, "rows": found},
                "\n".join([table(["编号", *headings], lines), f"共{count}{LEDGERS[ledger].__ledger__.unit}。"]))


def _rows(store: st.Store, ledger: str, rows: Sequence[st.Row]) -> list[dict[str, Any]]:
    fields = LEDGERS[ledger].__fields__
    states = st.states(store, ledger, [row.uid for row in rows])
    return [
        {"uid": row.uid, "scope": row.scope, "state": states[row.uid], "removed": row.removed_at is not None,
         "values": {name: field.kind.json(values[name]) for name, field in fields.items()},
         "shown": {field.label: shown[name] for name, field in fields.items()}}
        for row, values, shown in zip(rows, st.full(store, ledger, rows), st.shown(store, ledger, rows), strict=True)
    ]


@app.command()
def undo(
    context: typer.Context,
    batch: Annotated[str | None, typer.Option(metavar="编号", help="哪一批；不写就是刚才那一次")] = None,
) -> Answer:
    """撤回刚才那一次，或者整批导入。"""
    with _call(context).store() as store:
        undone = st.undo(store, batch)
    kept = [{"ledger": ledger, "uid": uid, "why": why} for ledger, uid, why in undone.kept]
    body = {"undone": {"operation": undone.undone.operation, "label": undone.undone.label},
            "operation": undone.operation, "kept": kept}
    lines = [f"{LEDGERS[one['ledger']].__ledger__.title} {one['uid']}：{one['why']}" for one in kept]
    told = f"撤回了“{undone.undone.label}”。" if undone.operation else f"“{undone.undone.label}”没有能撤回的了，什么也没动。"
    return done(body, "\n".join([told, *lines]))


def _call(context: typer.Context) -> Call:
    call: Call = context.obj
    return call
