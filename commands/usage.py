"""How the commands are written: the help in Chinese, and one Chinese sentence for every wrong use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer import main as typer_main
from typer._click import exceptions as wrong

from commands.output import pad
from models.kernel.errors import UsageMistake

GROUPS = {
    "start": ("init", "demo", "version"),
    "records": ("ledgers", "add", "set", "remove", "show", "undo"),
    "workbooks": ("import", "export", "template", "fill"),
    "returns": ("returns", "return"),
    "insight": ("todo", "check", "figures"),
    "sync": ("identity", "pair", "pack", "receive", "outbox"),
    "deciding": ("conflicts", "resolve", "part", "move", "erase"),
    "safety": ("backup", "restore", "unlock", "verify"),
    "computers": ("devices", "close", "rotate"),
}
MODULES = {command: module for module, commands in GROUPS.items() for command in commands}
PROGRAM = "python main.py"
_COLUMN = 28
GENERAL = """哪个命令都可以加：
  --data 文件夹      数据放在哪里，也可以写服务器上数据库的地址；不写就是这台电脑上默认的那本台账
  --operator 姓名    谁在录入；只有一个人时不用写
  --json             结果写成一行，给别的程序读
密码从环境变量 ZHENXING_PASSWORD 取，没有就问。"""


def group_of(command: str) -> typer.Typer:
    """The group in which a command is written; only that one is loaded."""
    if command not in MODULES:
        raise UsageMistake(f"没有“{command}”这个命令。写 {PROGRAM} --help 看有哪些。")
    group: typer.Typer = import_module(f"commands.{MODULES[command]}").app
    return group


def declared(command: str) -> Any:
    """The command as typer understands it."""
    return typer_main.get_command(group_of(command)).commands[command]  # type: ignore[attr-defined]


def help_text(command: str = "") -> str:
    """All commands with a line each, or how one of them is written."""
    if command:
        return _help_of(command)
    lines = [f"  {name:<10}{_first_line(declared(name))}" for name in MODULES]
    return "\n".join([f"写法：{PROGRAM} 命令 ……（不写命令就打开窗口）", "", "命令：", *lines, "", GENERAL])


def _help_of(command: str) -> str:
    found = declared(command)
    lines = [f"  {pad(_written(param), _COLUMN)}{getattr(param, 'help', None) or ''}" for param in found.params]
    usage = " ".join([PROGRAM, command, *map(_written, found.params)])
    return "\n".join([_first_line(found), "", f"写法：{usage}", *lines, "", GENERAL])


def _first_line(found: Any) -> str:
    return str(found.help or "").partition("\n")[0]


def _written(param: Any) -> str:
    """A parameter as it is typed; brackets around what may be left out."""
    name = param.metavar or param.name
    several = " ……" if param.nargs == -1 or getattr(param, "multiple", False) else ""
    if param.param_type_name == "option":
        name = param.opts[0] if param.is_flag else f"{param.opts[0]} {name}"
    return f"{name}{several}" if param.required else f"[{name}{several}]"


def sentence(error: typer.TyperException, command: str) -> str:
    """What was written wrongly, for each error that typer knows."""
    return f"{_what(error)}写 {PROGRAM} {command} --help 看写法。"


def _what(error: typer.TyperException) -> str:
    match error:
        case wrong.MissingParameter(param=param) if param is not None:
            return f"少写了“{_name(param)}”。"
        case wrong.BadParameter(param=param) if param is not None:
            return f"“{_name(param)}”写得不对，要写{getattr(param, 'metavar', None) or '别的'}。"
        case wrong.NoSuchOption(option_name=name):
            return f"没有 {name} 这个选项。"
        case wrong.BadOptionUsage(option_name=name) if "does not take" in error.message:
            return f"{name} 后面不用写内容。"
        case wrong.BadOptionUsage(option_name=name):
            return f"{name} 后面要写内容。"
        case wrong.UsageError() if "unexpected extra" in error.message:
            return f"多写了{error.message.partition('(s)')[2]}。"
        case _:
            return "命令写得不对。"


def _name(param: Any) -> str:
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar or param.name)
