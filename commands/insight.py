"""What the records say: what is due, what does not add up, and the figures with the records behind them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from commands.output import Answer, done, table
from models.kernel import UsageMistake
from models.ledgers import LEDGERS

app = typer.Typer(add_completion=False)


@app.command()
def todo(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="日期", help="看哪一天；不写就是今天")] = None,
) -> Answer:
    """今天有哪些事要办。"""
    from models.insight import duties

    with context.obj.store() as store:
        body = duties.to_json(store, _day(on) or store.today())
    rows = [(one["due"], one["title"], one["text"]) for one in body["duties"]]
    return done(body, table(("期限", "事项", "说明"), rows) if rows else "没有到期的事。")


def _day(typed: str | None) -> Any:
    from models.kernel import Unreadable
    from models.kernel.dates import DateKind

    try:
        return DateKind().parse(typed).value
    except Unreadable as fault:
        raise UsageMistake(str(fault)) from None


@app.command()
def check(context: typer.Context) -> Answer:
    """哪些地方对不上，要改或者要说明。"""
    from models.insight import alerts

    with context.obj.store() as store:
        found = alerts.alerts(store)
    listed = [
        {"check": one.check, "severity": one.severity, "ledger": one.ledger, "uid": one.uid, "field": one.field or None,
         "text": one.text, "mend": one.mend, "waived": one.waived}
        for one in found
    ]
    rows = [(one.severity, LEDGERS[one.ledger].__ledger__.title, one.uid, one.text) for one in found]
    body = {"count": len(found), "alerts": listed, "by_check": alerts.by_check(found)}
    return done(body, table(("轻重", "台账", "编号", "说明"), rows) if rows else "没有对不上的地方。")


@app.command()
def figures(
    context: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="代号", help="哪个数；不写就是全部")] = None,
    period: Annotated[str | None, typer.Option(metavar="期间", help="2025、2025Q3、2025-07 或一天")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="列出这个数是由哪几条来的")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="日期", help="那天晚上账上是多少，后来改了哪几条")] = None,
) -> Answer:
    """各项数字，每个都能说明是怎么来的。"""
    from models.insight import figures as counted

    if as_of:
        return _then_and_now(context, id, as_of)
    if explain and not id:
        raise UsageMistake("--explain 要写明是哪个数，例如 figures household.monitored --explain。")
    with context.obj.store() as store:
        body = counted.to_json(store, [id] if id else None, period, explain=explain)
    if id:
        body |= {"records": body["figures"][0].pop("records")} if explain else {}
    rows = [(one["id"], one["title"], one["value"], one["unit"]) for one in body["figures"]]
    lines = [f"口径：{body['figures'][0]['definition']}", f"来源：{body['figures'][0]['source']}"] if id else []
    records = [table(("台账", "编号", "数"), [tuple(one.values()) for one in body["records"]])] if body.get("records") else []
    return done(body, "\n".join([table(("代号", "名称", "数", "单位"), rows), *lines, *records]))


def _then_and_now(context: typer.Context, id: str | None, typed: str) -> Answer:
    """Figures of a past day as they were known that evening, beside what they are now, and the records in between."""
    from models.insight import as_of
    from models.insight.figures import FIGURES, shown

    if id and id not in FIGURES:
        raise UsageMistake(f"没有“{id}”这个数。用 figures 看有哪些。")
    with context.obj.store() as store:
        day = _day(typed)
        if day > store.today():
            raise UsageMistake("这一天还没到，请写以前的日子。")
        found = as_of.compare(store, [id] if id else FIGURES, day)
    told = [{"id": one.id, "title": FIGURES[one.id].title, "unit": FIGURES[one.id].unit, "then": _text(shown, one.then),
             "value": _text(shown, one.now), "changed": [{"ledger": ledger, "uid": uid} for ledger, uid in one.changed]}
            for one in found.values()]  # fmt: skip
    rows = [(one.id, FIGURES[one.id].title, _text(shown, one.then), _text(shown, one.now), FIGURES[one.id].unit,
             f"{len(one.changed)} 条") for one in found.values() if id or one.changed or one.then != one.now]  # fmt: skip
    heads = ("代号", "名称", "那天账上", "现在", "单位", "后来改的")
    return done({"as_of": day.isoformat(), "figures": told}, table(heads, rows) if rows else "那天的数到现在都没有变。")


def _text(shown: Any, amount: Any) -> str | None:
    return None if amount is None else shown(amount)
