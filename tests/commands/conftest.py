"""A command run in process: its exit code and the one JSON object on stdout; and a village to run it on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands import app
from models.store.folder import Folder

Body = dict[str, Any]
Run = Callable[..., tuple[int, Body]]
PASSWORD = "三个字的密码"


def named(place: Path | Folder, monkeypatch: pytest.MonkeyPatch) -> Path | str:
    """A place as it is written after --data."""
    if isinstance(place, Path):
        return place
    monkeypatch.setenv("ZHENXING_LOCAL", str(place.path))
    return place.server


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run words with --json; stdout must be exactly one object, and `ok` must agree with the exit code."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setenv("ZHENXING_PASSWORD", PASSWORD)

    def carry_out(*words: object) -> tuple[int, Body]:
        capsys.readouterr()
        code = app.run([*map(str, words), "--json"])
        out = capsys.readouterr().out
        assert out.endswith("\n") and out.count("\n") == 1
        body = json.loads(out)
        assert body["ok"] is (code == 0)
        assert code == 0 or {"kind", "text", "where"} == body["error"].keys()
        return code, body

    return carry_out


@pytest.fixture
def village(run: Run, tmp_path: Path) -> Run:
    """The same, on a new village that stands on 2025-07-22."""
    data = tmp_path / "village"
    start = ("--role", "village", "--region", "999999104201", "--name", "试验村", "--operator", "张三")
    assert run("init", "--data", data, *start)[0] == 0
    return lambda *words: run("--data", data, *words)


@pytest.fixture
def household(village: Run) -> str:
    """The uid of a household in that village."""
    code, body = village("add", "household", "head_name=白某某", "组=一组", "phone=13800000000")
    assert code == 0
    [row] = village("show", "household")[1]["rows"]
    assert row["uid"] == body["uid"]
    return str(body["uid"])
