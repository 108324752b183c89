"""Copies against a broken disk, and the proof that the file is what it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.call import Call, password
from commands.output import Answer, done, partly

app = typer.Typer(add_completion=False)


@app.command()
def backup(context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="文件夹", help="备份放在哪里")]) -> Answer:
    """抄一份加密的备份，再打开核对一遍。"""
    from services import backing

    with context.obj.store() as store:
        body = backing.backup(store, folder)
    return done(body, f"备份好了，核对过：{body['path']}")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="备份文件", help="zxbak 结尾的文件")],
    recovery: Annotated[Path | None, typer.Option(metavar="文件", help="密码忘了时：镇里的密码找回单，密码写新的")] = None,
) -> Answer:
    """从备份恢复到 --data 的文件夹；那里原来的数据改名留着。"""
    from services import backing, rescue

    call: Call = context.obj
    if recovery is None:
        body = backing.restore(file, call.folder, password())
    else:
        body = rescue.restore(file, call.folder, recovery, password(twice=True), call.name)
    kept = f"原来的数据留在“{body['kept']}”。" if body["kept"] else ""
    return done(body, f"恢复好了，数据在“{body['data']}”。{kept}")


@app.command()
def unlock(
    context: typer.Context,
    recovery: Annotated[Path, typer.Option(metavar="文件", help="镇里的密码找回单，或抄了找回钥匙的文本文件")],
) -> Answer:
    """村里密码和找回单都丢了：用镇里的找回钥匙打开，设新密码。"""
    from services import rescue

    call: Call = context.obj
    body = rescue.unlock(call.folder, recovery, password(twice=True), call.name)
    return done(body, f"{body['operator']}的新密码设好了，用它打开。")


@app.command()
def verify(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="照流水重新算一遍，逐表比对")] = False,
) -> Answer:
    """查数据文件和流水有没有坏、有没有被动过。"""
    from services import backing

    with context.obj.store() as store:
        body = backing.verify(store, rebuild=rebuild)
    text = f"流水{body['journal']['transactions']}笔。"
    if body["ok"]:
        return done(body, f"查过了，没有问题。{text}")
    return partly(body, "查出了问题，请用最近的备份恢复，或者找镇里帮忙。", f"查出了问题。{text}")
