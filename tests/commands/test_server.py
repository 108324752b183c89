"""A clerk's whole day with --data naming a database on a server."""

import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import main
from commands import app
from tests.commands.conftest import Body, Run
from tests.postgres import Server

START = ("--role", "village", "--region", "999999104201", "--name", "试验村", "--operator", "张三")


@pytest.fixture
def address(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database, and a folder for what stays on this computer."""
    monkeypatch.setenv("ZHENXING_LOCAL", str(tmp_path / "local"))
    made = server.fresh()
    yield made
    server.drop(made)


@pytest.fixture
def clerk(run: Run, address: str) -> Run:
    """Runs commands on a new village in that database."""
    code, body = run("init", "--data", address, *START)
    assert (code, Path(body["recovery"]).parent.name) == (0, "local")
    return lambda *words: run("--data", address, *words)


def test_a_server_gives_every_command_the_answer_that_a_file_gives(
    run: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T10:00:00+08:00")
    book = openpyxl.Workbook()
    book.active.append(("户主姓名", "组", "户类型"))
    for n in range(40):
        book.active.append((f"白小{n}", f"{n % 3 + 1}组", "脱贫户"))
    book.save(tmp_path / "roster.xlsx")
    assert _a_day(run, tmp_path / "village", tmp_path) == _a_day(run, address, tmp_path)


def _a_day(run: Run, data: Path | str, folder: Path) -> list[object]:
    """One day's commands; what they answered, uids apart."""
    def clerk(*words: object) -> Body:
        code, body = run("--data", data, *words)
        assert code == 0, body
        return body

    clerk("init", *START)
    imported = clerk("import", "household", folder / "roster.xlsx")
    uid = clerk("add", "household", "head_name=吴某某", "组=一组", "phone=13800000000")["uid"]
    clerk("set", "household", uid, "组=二组")
    undone = clerk("undo")["undone"]["label"]
    rows = [(row["values"] | {"village": ""}, row["shown"], row["state"]) for row in clerk("show", "household")["rows"]]
    clerk("export", "household", folder / "out.xlsx")
    verified = clerk("verify", "--rebuild")
    figures = [(one["id"], one["value"]) for one in clerk("figures")["figures"]]
    return [imported["added"], undone, sorted(rows, key=str), figures, clerk("todo")["totals"], verified]


def test_a_backup_of_the_server_comes_back_as_a_folder(clerk: Run, run: Run, tmp_path: Path) -> None:
    clerk("add", "household", "head_name=吴某某")
    path = clerk("backup", tmp_path / "stick")[1]["path"]
    assert run("restore", path, "--data", tmp_path / "again")[0] == 0
    assert len(run("show", "household", "--data", tmp_path / "again")[1]["rows"]) == 1
    code, body = clerk("restore", path)
    assert (code, "已经有一本台账" in body["error"]["text"]) == (1, True)


def test_what_is_wrong_with_the_address_is_said_without_the_password(run: Run, clerk: Run, tmp_path: Path) -> None:
    for given, exit_code, words in (
        ("postgresql://clerk:geheim@[x/y", 2, "数据库地址写得不对"),
        ("mysql://clerk:geheim@db/town", 2, "数据库地址写得不对"),
        (f"postgresql://clerk:geheim@/town?host={tmp_path}", 3, "连不上数据库服务器"),
    ):
        code, body = run("todo", "--data", given)
        assert (code, words in body["error"]["text"]) == (exit_code, True)
        assert "geheim" not in str(body)


def test_the_password_of_the_database_may_stand_in_the_environment(
    clerk: Run, run: Run, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, _, host = address.partition("?host=")
    monkeypatch.setenv("PGHOST", host.replace("%2F", "/"))
    monkeypatch.setenv("PGDATABASE", bare.rpartition("/")[2])
    monkeypatch.setenv("PGUSER", bare.partition("//")[2].partition("@")[0])
    assert run("show", "household", "--data", "postgresql://")[0] == 0


@pytest.mark.parametrize("data", ["C:\\data\\台账", "\\\\server\\share\\台账", "D:/台账", "D://台账"])
def test_a_windows_path_is_a_folder(run: Run, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, body = run("todo", "--data", data)
    assert (code, "这个文件夹里没有台账" in body["error"]["text"]) == (3, True)


def test_the_window_takes_an_address_as_it_takes_a_folder() -> None:
    assert main.window_options(["--data", "postgresql://clerk@db/town"]) == {"data": "postgresql://clerk@db/town"}


def test_a_bug_leaves_no_value_and_no_address_on_the_screen(
    clerk: Run, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    server.do(address, "ALTER TABLE person ADD CONSTRAINT odd CHECK (name <> '白小乙')")
    assert app.run(["add", "household", "head_name=白小乙", "--data", address, "--json"]) == 4
    told = "".join(capsys.readouterr())
    assert "白小乙" not in told
    assert os.environ["ZHENXING_LOCAL"] not in told and server.address("") .rpartition("host=")[2] not in told
