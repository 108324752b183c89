"""Words in, exit codes out: what holds for every command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from commands import app, call, output, usage
from models.kernel.errors import UsageMistake
from tests.commands.conftest import PASSWORD, Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "先写命令"),
        (("nosuch",), "没有“nosuch”这个命令"),
        (("--on", "todo"), "先写命令"),
        (("show",), "少写了“台账”"),
        (("show", "nosuch"), "没有“nosuch”这本台账"),
        (("show", "household", "--limit", "many"), "“--limit”写得不对"),
        (("show", "household", "--limit", "9" * 20), "“--limit”写得不对"),
        (("show", "household", "--limit"), "--limit 后面要写内容"),
        (("show", "household", "--nosuch"), "没有 --nosuch 这个选项"),
        (("show", "household", "--removed=yes"), "--removed 后面不用写内容"),
        (("outbox", "more"), "多写了"),
        (("init", "--role", "county", "--region", "1", "--name", "甲"), "“--role”写得不对"),
        (("remove", "household", "0" * 32), "少写了“--reason”"),
        (("show", "household", "--data"), "--data 后面要写数据文件夹"),
        (("outbox", "--data", "mysql://host/base"), "数据库地址写得不对"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence_and_exit_two(run: Run, words: tuple[str, ...], said: str) -> None:
    code, body = run(*words)
    assert (code, body["error"]["kind"]) == (2, "usage")
    assert said in body["error"]["text"]


def test_general_options_stand_before_or_after_the_command() -> None:
    first = call.split_off(["--data", "甲", "show", "toilet", "--operator=张三", "--json"])
    second = call.split_off(["show", "toilet", "--data=甲", "--operator", "张三", "--json"])
    assert first == second == (call.Call("甲", "张三", True), ["show", "toilet"])


def test_after_two_dashes_nothing_is_a_general_option() -> None:
    assert call.split_off(["add", "--", "--json"]) == (call.Call(), ["add", "--", "--json"])


def test_without_a_password_and_a_keyboard_it_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENXING_PASSWORD")
    code, body = run("outbox", "--data", tmp_path)
    assert code == 2
    assert "没有密码" in body["error"]["text"]


def test_a_wrong_password_cannot_open(village: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_PASSWORD", "别的密码")
    code, body = village("outbox")
    assert (code, body["error"]["kind"]) == (3, "open")
    assert "密码不对" in body["error"]["text"]


def test_an_empty_folder_and_an_unknown_operator_cannot_open(run: Run, village: Run, tmp_path: Path) -> None:
    assert run("outbox", "--data", tmp_path / "nothing")[0] == 3
    assert village("outbox", "--operator", "李四")[0] == 3


def test_the_operator_may_come_from_the_environment(village: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_OPERATOR", "李四")
    assert village("outbox")[0] == 3
    assert village("outbox", "--operator", "张三")[0] == 0


def test_a_bug_is_exit_four_and_its_trace_keeps_people_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(command: str) -> object:
        try:
            raise ValueError("INSERT 白某某")
        except ValueError as error:
            raise RuntimeError("白某某 13800000000") from error

    monkeypatch.setattr(usage, "group_of", broken)
    code, body = run("version")
    assert (code, body["error"]["kind"]) == (4, "bug")
    app.run(["version"])
    told = capsys.readouterr().err
    assert "RuntimeError" in told and "ValueError" in told and "test_front.py" in told
    assert told.count("白某某") == told.count("raise ")  # the lines of this file, not the messages


def test_interrupting_is_no_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(command: str) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(usage, "group_of", stopped)
    assert run("version")[0] == 1


def test_interrupting_while_it_loads_is_one_object_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(words: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "run", stopped)
    assert main.main(["version", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "circumstance"


def test_help_names_every_command_in_chinese(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    _, body = run("--help")
    assert all(f"\n  {command}" in body["help"] for command in usage.MODULES)
    for command in usage.MODULES:
        assert f"写法：python main.py {command}" in run(command, "--help")[1]["help"]
    assert app.run(["show", "--help"]) == 0
    assert "--removed" in capsys.readouterr().out


def test_what_is_no_command_is_refused() -> None:
    with pytest.raises(UsageMistake):
        usage.group_of("dance")


def test_text_goes_to_stdout_and_wrong_usage_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["ledgers"]) == 0
    assert "户厕" in capsys.readouterr().out
    assert app.run(["nosuch"]) == 2
    caught = capsys.readouterr()
    assert (caught.out, "没有“nosuch”" in caught.err) == ("", True)


def test_columns_stand_under_one_another_in_both_scripts() -> None:
    lines = output.table(("代号", "户"), [("a", "白某某"), ("二字", None)]).splitlines()
    assert lines == ["代号  户", "a     白某某", "二字"]


def test_only_the_last_column_may_be_long() -> None:
    first, second = output.table(("甲", "乙"), [("长" * 50, "长" * 50)]).splitlines()[1].split()
    assert (len(first), first[-1], len(second)) == (40, "…", 50)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_that_has_seen_enough_is_no_error(root: Path) -> None:
    program = [sys.executable, "main.py", "ledgers", "--json"]
    with subprocess.Popen(program, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (0, b"")


def test_today_can_be_chosen_and_a_banner_says_so(
    village: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T09:00:00+08:00")
    app.run(["outbox", "--data", str(tmp_path / "village")])
    assert "今天按2025-07-22算" in capsys.readouterr().err
    monkeypatch.setenv("ZHENXING_NOW", "明天")
    assert village("outbox")[0] == 2


def test_as_a_program_it_prints_one_object_whatever_the_console(tmp_path: Path, root: Path) -> None:
    environment = os.environ | {"ZHENXING_PASSWORD": PASSWORD, "ZHENXING_TEST_KDF": "fast", "PYTHONIOENCODING": "ascii"}
    start = ["init", "--role", "village", "--region", "999999104201", "--name", "试验村", "--operator", "张三"]
    words = [sys.executable, "main.py", *start, "--data", str(tmp_path / "v"), "--json"]
    for code in (0, 1):
        ended = subprocess.run(words, cwd=root, env=environment, capture_output=True, check=False)
        assert ended.returncode == code
        assert json.loads(ended.stdout.decode("utf-8"))["ok"] is (code == 0)


def test_a_command_loads_no_qt(root: Path) -> None:
    program = "import sys; from commands import app; app.run(['version']); sys.exit('PySide6' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False)
    assert ended.returncode == 0


def test_typer_and_rich_wait_for_a_command(root: Path) -> None:
    program = "import sys, commands.app; sys.exit(bool({'typer', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
