"""The computers whose cards are here, one that was lost, and new keys for this one."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.output import Answer, done, table

app = typer.Typer(add_completion=False)



@app.command()
def devices(context: typer.Context) -> Answer:
    """收过卡的电脑，各是谁的，还在不在用。"""
    from services import offices

    with context.obj.store() as store:
        found = offices.devices(store)
    rows = [(one["device"], one["name"], offices.ROLES[one["role"]], one["region"],
             "就是这台" if one["me"] else offices.STANDING[one["status"]], one["fingerprint"]) for one in found]
    return done({"devices": found}, table(("编号", "单位", "是", "区划代码", "现在", "指纹"), rows))


@app.command()
def close(
    context: typer.Context,
    device: Annotated[str, typer.Argument(metavar="编号", help="devices 里那一列")],
    reason: Annotated[str, typer.Option(metavar="原因", help="比如：电脑丢了")],
) -> Answer:
    """镇里停用一台村里的电脑：以后它装的包哪里都不收。"""
    from services import offices

    with context.obj.store() as store:
        body = offices.close_device(store, device, reason)
    more = f"还有{len(body['same_key'])}台用的是同样的钥匙，请在那台上换钥匙。" if body["same_key"] else ""
    return done(body, f"停用了“{body['name']}”的这台电脑，下次给各台电脑装的包会带上。{more}")


@app.command()
def rotate(
    context: typer.Context,
    recovery: Annotated[bool, typer.Option("--recovery", help="镇里：连找回钥匙一起换")] = False,
) -> Answer:
    """这台电脑换钥匙；对方收到下一个包就自己认得。"""
    from services import access, offices

    with context.obj.store() as store:
        body = offices.rotate(store, recovery=recovery)
        body["slip"] = str(access.new_slip(store)) if recovery else None
    slip = "请马上打印新的密码找回单，锁进保险柜，旧的作废，电脑上的文件删掉。" if recovery else ""
    return done(body, f"换好了，下一个包对方自己认得。新的指纹：{body['fingerprint']}。{slip}")
