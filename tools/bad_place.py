"""A throw-away township and village in which bad inputs are tried: real commands, real files, made-up people."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl

from commands import app

PASSWORD = "演示密码一二三"
NOW = "2025-07-22T09:00:00+08:00"
ID, NAME = "999999199003070012", "白某甲"
_ENVIRONMENT = {"ZHENXING_PASSWORD": PASSWORD, "ZHENXING_NOW": NOW, "ZHENXING_TEST_KDF": "fast"}


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, kind of error, the sentence, and all that went to standard error."""

    code: int
    kind: str
    sentence: str
    aside: str
    body: Mapping[str, Any] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Place:
    """The folder of one trial; `village` and `township` are data folders that have exchanged their cards."""

    folder: Path

    @property
    def village(self) -> Path:
        """The village's data folder."""
        return self.folder / "village"

    @property
    def township(self) -> Path:
        """The township's data folder."""
        return self.folder / "township"

    def run(self, *words: object, data: Path | None = None, faults: tuple[Any, ...] = (), **environment: str) -> Said:
        """One command in the village (or `data`), with things of the world replaced by `faults` while it runs."""
        out, err = io.StringIO(), io.StringIO()
        with ExitStack() as around:
            around.enter_context(patch.dict(os.environ, _ENVIRONMENT | environment))
            for fault in faults:
                around.enter_context(fault)
            around.enter_context(redirect_stdout(out))
            around.enter_context(redirect_stderr(err))
            code = app.run(["--data", str(data or self.village), "--json", *map(str, words)])
        return _said(code, json.loads(out.getvalue()), err.getvalue())

    def must(self, *words: object, data: Path | None = None) -> dict[str, Any]:
        """A command that prepares the ground and may not fail."""
        said = self.run(*words, data=data)
        if said.code:
            raise RuntimeError(said.sentence)
        return dict(said.body)

    def file(self, name: str, data: bytes) -> Path:
        """A file of these bytes."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def book(self, *rows: tuple[object, ...], name: str = "花名册.xlsx") -> Path:
        """A workbook of one sheet."""
        made: Any = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        made.save(self.folder / name)
        return self.folder / name

    def copy(self) -> Path:
        """The village's data folder once more, to be spoilt."""
        target = self.folder / "spoilt"
        shutil.rmtree(target, ignore_errors=True)
        return Path(shutil.copytree(self.village, target))

    def package(self, name: str = "包") -> Path:
        """What the village has to send, in a folder of its own."""
        return Path(self.must("pack", "--out", self.folder / name)["packages"][0]["path"])


def _said(code: int, body: dict[str, Any], aside: str) -> Said:
    if not body["ok"]:
        found = [one["text"] for one in (*body.get("refused", ()), *body.get("cells", ()))] + list(body.get("lost", ()))
        return Said(code, body["error"]["kind"], " ".join([body["error"]["text"], *found]), aside, body)
    told = (*body.get("notices", ()), *body.get("cells", ()), *body.get("packages", ()))
    return Said(code, "收下", " ".join([*(str(one["text"]) for one in told if "text" in one), *body.get("notes", ())]), aside, body)


def prepared(folder: Path) -> Place:
    """A village with two households of the same head's name, and its township, paired both ways."""
    place = Place(folder)
    for data, role, region, name in ((place.village, "village", "999999104201", "清水村"),
                                     (place.township, "township", "999999104000", "示范镇")):
        place.must("init", "--role", role, "--region", region, "--name", name, "--operator", "干部", data=data)
    for giver, taker in ((place.village, place.township), (place.township, place.village)):
        place.must("identity", "--out", folder / f"{giver.name}.card", data=giver)
        place.must("pair", folder / f"{giver.name}.card", data=taker)
    place.must("add", "household", f"户主姓名={NAME}", f"户主证件号={ID}", "组=一组")
    for group in ("一组", "二组"):
        place.must("add", "household", "户主姓名=吴某乙", f"组={group}")
    return place
