"""Packages between village and township: cards, packing, receiving, and what has not been taken along."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.output import Answer, done, partly, progress, table

app = typer.Typer(add_completion=False)

_STATUS = {"applied": "收下了", "repeated": "收过了", "waiting": "等前面的包", "partial": "收下一部分", "quarantined": "没收"}


@app.command()
def identity(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(metavar="文件", help="把接收卡写成文件")] = None,
) -> Answer:
    """本机的接收卡，给对方看的，没有秘密。"""
    from services import packing

    with context.obj.store() as store:
        body = packing.identity(store, out)
    code = "\n".join(f"{number}  {line}" for number, line in enumerate(body["code"], 1))
    return done(body, f"{body['card']}\n\n打字用的接收码，一行一行念：\n{code}")


@app.command()
def pair(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="文件", help="对方的接收卡，或抄了接收码的文件")]) -> Answer:
    """收下对方的接收卡；两边都要做，并当面核对指纹。"""
    from services import packing

    with context.obj.store() as store:
        body = packing.pair(store, file)
    return done(body, f"收下了{body['name']}的卡，请和对方核对指纹：{body['fingerprint']}")


@app.command()
def pack(context: typer.Context, out: Annotated[Path, typer.Option(metavar="文件夹", help="U盘上的文件夹")]) -> Answer:
    """把还没带走的改动装成包，写完再读出来核对。"""
    from services import packing

    with context.obj.store() as store, progress() as step:
        body = packing.pack(store, out, step)
    rows = [(one["to"], one["path"], one["operations"], one["changes"], one["bytes"]) for one in body["packages"]]
    return done(body, table(("给", "文件", "次", "条改动", "字节"), rows) if rows else "没有新的改动，不用装包。")


@app.command()
def receive(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="文件或文件夹", help="包，或者放包的文件夹")],
    out: Annotated[Path | None, typer.Option(metavar="文件夹", help="回执放在哪里；不写就放在发件箱")] = None,
) -> Answer:
    """收包；坏的不收，说明原因，不耽误别的。"""
    from services import receiving

    with context.obj.store() as store, progress() as step:
        body = receiving.receive(store, paths, out, step)
    rows = [(_STATUS[one["status"]], one["new"], one["duplicate"], one["conflicts"], one["text"]) for one in body["packages"]]
    text = table(("结果", "新", "重复", "两处不一样", "说明"), rows) if rows else "没有找到包。"
    text = "\n".join([text, *(f"回执：{one['path']}" for one in body["answers"])])
    if body["ok"]:
        return done(body, text)
    return partly(body, "".join(one["text"] for one in body["packages"] if one["status"] in ("partial", "quarantined")), text)


def _moment(instant: str | None) -> str:
    """An instant as people read it, in this computer's own time; JSON keeps the instant itself."""
    at = datetime.fromisoformat(instant).astimezone() if instant else None
    return f"{at.month}月{at.day}日 {at:%H:%M}" if at else ""


@app.command()
def outbox(context: typer.Context) -> Answer:
    """还有多少没带到镇上，装过哪些包。"""
    from services import packing

    with context.obj.store() as store:
        body = packing.outbox(store)
    rows = [(one["package"], _moment(one["written_at"]), _moment(one["received_at"]) or "还没有回执", one["path"])
            for one in body["packages"]]
    lines = [table(("包", "装包时间", "镇里收到", "文件"), rows)] if rows else []
    return done(body, "\n".join([f"{body['records']}条还没带到镇上。", *lines]))
