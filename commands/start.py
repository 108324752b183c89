"""The first command of a new office, the made-up township, and what is installed here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.call import Call, password
from commands.output import Answer, aside, done, progress
from models.kernel.errors import UsageMistake, UserMistake

app = typer.Typer(add_completion=False)


class Role(StrEnum):
    """Who may begin a data folder here."""

    VILLAGE = "village"
    TOWNSHIP = "township"


@app.command()
def init(
    context: typer.Context,
    role: Annotated[Role, typer.Option(metavar="village或township", help="村里用，还是镇里用")],
    region: Annotated[str, typer.Option(metavar="12位代码", help="区划代码；镇的后三位是000")],
    name: Annotated[str, typer.Option(metavar="名称", help="村名或镇名")],
) -> Answer:
    """建账：--operator 写录入人，密码不能忘。"""
    from services.starting import begin

    call: Call = context.obj
    if not call.name:
        raise UsageMistake("请用 --operator 写明录入人姓名。")
    if not region.strip():
        raise UsageMistake("请用 --region 写12位区划代码。")
    try:
        store, slip = begin(call.folder, role.value, region, name, call.name, password(twice=True))
    except UserMistake as error:
        raise UsageMistake(error.mistakes) from None
    store.close()
    aside(f"请马上打印“{slip}”，锁进保险柜，然后删掉这个文件：谁拿到它，谁就能打开数据。")
    body = {"device": store.device, "role": store.role, "region": store.region, "name": store.name, "recovery": str(slip)}
    return done(body, f"建好了：{store.name}，数据在“{store.folder.path}”。")


@app.command()
def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="文件夹", help="放在哪里")] = Path("demo-out"),
    as_reported: Annotated[bool, typer.Option("--as-reported", help="照原件录入前后对不上的那几行")] = False,
) -> Answer:
    """造一个假的镇，从录入到镇里收包走一遍，不开窗口。"""
    from services import demo as made_up

    with progress() as step:
        body = made_up.build(out, as_reported=as_reported, progress=step)
    return done(body, f"做好了，从“{out / 'index.md'}”看起。")


@app.command()
def version(context: typer.Context) -> Answer:
    """程序、数据格式和各个库的版本。"""
    from services import about

    body = about.versions()
    libraries = "\n".join(f"  {name} {number}" for name, number in body["libraries"].items())
    return done(body, f"振兴台账 {body['program']}，数据格式 {body['schema']}，Python {body['python']}\n{libraries}")
