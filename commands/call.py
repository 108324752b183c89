"""What every command is given: the data folder, who is working, and how to speak. Opens the store and closes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from typing import TYPE_CHECKING

from commands.output import aside
from models.kernel.errors import UsageMistake

if TYPE_CHECKING:
    from models.store import Store
    from models.store.folder import Folder

PASSWORD, OPERATOR = "ZHENXING_PASSWORD", "ZHENXING_OPERATOR"


@dataclass(frozen=True)
class Call:
    """The options that stand before or after any command."""

    data: str = ""
    operator: str = ""
    json: bool = False

    @property
    def folder(self) -> Folder:
        """The data folder named, or that of the database named, else the one where this system keeps a person's data."""
        from models.store.folder import place_of
        from models.store.trouble import WrongAddress

        try:
            return place_of(self.data)
        except WrongAddress as error:
            raise UsageMistake(str(error)) from None

    @property
    def name(self) -> str:
        """Who is working, as named here or in the environment; blank is the only account."""
        return self.operator or os.environ.get(OPERATOR, "")

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open data folder; a banner says so when today is not the computer's own day."""
        from models.insight import figures  # noqa: F401  by whose titles the ledger of targets is written and read
        from models.store import open_store

        store = open_store(self.folder, password(), self.name)
        try:
            if not store.clock.real:
                aside(f"注意：今天按{store.today():%Y-%m-%d}算，不是电脑上的日期。")
            if doubt := store.clock_doubt():
                aside(doubt)
            _tell(store)
            yield store
        finally:
            store.close()


def _tell(store: Store) -> None:
    """What happened to this folder by itself, said once."""
    from models.store.incarnation import notices, notices_read

    if waiting := notices(store):
        for sentence in waiting:
            aside(sentence)
        notices_read(store)


def split_off(words: Iterable[str]) -> tuple[Call, list[str]]:
    """The general options, wherever they stand, and the other words; after `--` nothing is an option."""
    found: dict[str, str] = {}
    rest: list[str] = []
    left = iter(words)
    for word in left:
        name, equals, value = word.partition("=")
        if word == "--":
            return _call(found), [*rest, word, *left]
        if word == "--json":
            found["json"] = "yes"
        elif name in ("--data", "--operator"):
            value = value if equals else next(left, "")
            if not value or (not equals and value.startswith("--")):
                raise UsageMistake(f"{name} 后面要写{'数据文件夹' if name == '--data' else '录入人姓名'}。")
            found[name.removeprefix("--")] = value
        else:
            rest.append(word)
    return _call(found), rest


def _call(found: dict[str, str]) -> Call:
    return Call(found.get("data", ""), found.get("operator", ""), "json" in found)


def password(*, twice: bool = False) -> str:
    """From the environment, else asked for at the keyboard; nothing typed is shown."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UsageMistake(f"没有密码。请在键盘上输，或者先设好环境变量 {PASSWORD}。")
    typed = getpass("密码：")
    if twice and getpass("再输一遍：") != typed:
        raise UsageMistake("两遍密码不一样，请重来。")
    return typed
