"""init, its recovery slip, and version."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from commands import app
from services import starting
from tests.commands.conftest import Run


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _code(path: Path) -> str:
    lines = [line.strip() for line in _text(path).splitlines()]
    return "-".join(line for line in lines if line.count("-") == 3 and line.isascii())


def _init(run: Run, data: Path, role: str, region: str, *more: str) -> tuple[int, dict[str, object]]:
    return run("init", "--data", data, "--role", role, "--region", region, "--name", "试验", "--operator", "张三", *more)


def test_init_makes_a_village_once(run: Run, tmp_path: Path) -> None:
    code, body = _init(run, tmp_path / "v", "village", "999999104201")
    assert code == 0
    assert {name: body[name] for name in ("role", "region", "name")} == {
        "role": "village", "region": "999999104201", "name": "试验"}
    assert len(str(body["device"])) == 16
    code, body = _init(run, tmp_path / "v", "village", "999999104201")
    assert code == 1
    assert "已经有一本台账" in str(body["error"])


def test_the_slip_opens_what_the_password_opens(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, body = _init(run, tmp_path / "v", "village", "999999104201")
    code = _code(Path(str(body["recovery"])))
    assert len(code) == 39
    monkeypatch.setenv("ZHENXING_PASSWORD", code.lower().replace("-", " "))
    assert run("outbox", "--data", tmp_path / "v")[0] == 0
    assert "AGE-SECRET-KEY" not in _text(Path(str(body["recovery"])))


def test_the_township_s_slip_also_holds_its_recovery_key_on_one_line(run: Run, tmp_path: Path) -> None:
    import pyrage

    _, body = _init(run, tmp_path / "t", "township", "999999104000")
    [line] = [line.strip() for line in _text(Path(str(body["recovery"]))).splitlines() if "AGE-SECRET-KEY" in line]
    assert pyrage.x25519.Identity.from_str(line)


@pytest.mark.parametrize(
    ("role", "region"), [("village", "12"), ("village", "999999104000"), ("township", "999999104201"), ("village", " ")]
)
def test_a_region_code_that_cannot_be_is_wrong_usage_and_leaves_nothing(
    run: Run, tmp_path: Path, role: str, region: str
) -> None:
    assert _init(run, tmp_path / "v", role, region)[0] == 2
    assert not (tmp_path / "v").exists()


def test_init_wants_a_name_for_the_operator(run: Run, tmp_path: Path) -> None:
    code, body = run("init", "--data", tmp_path, "--role", "village", "--region", "999999104201", "--name", "甲")
    assert (code, "--operator" in body["error"]["text"]) == (2, True)


def test_who_does_not_know_the_code_gets_one_that_is_nobody_s() -> None:
    village, town = starting.provisional_region("village"), starting.provisional_region("township")
    assert len(village) == len(town) == 12
    assert village.startswith("98") and town.startswith("98") and town.endswith("000")


def test_demo_needs_no_data_and_hands_its_options_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services import demo

    def build(out: Path, *, as_reported: bool, progress: Callable[[int, int, str], None]) -> dict[str, object]:
        progress(1, 2, "录入")
        return {"out": out.name, "as_reported": as_reported}

    monkeypatch.setattr(demo, "build", build)
    assert run("demo", "--out", tmp_path / "d", "--as-reported") == (0, {"ok": True, "out": "d", "as_reported": True})


def test_version_names_program_schema_and_libraries(run: Run) -> None:
    _, body = run("version")
    assert body["program"].count(".") == 2
    assert body["schema"] >= 1
    assert {"typer", "SQLAlchemy", "reportlab"} <= body["libraries"].keys()


def test_a_clock_that_ran_back_is_doubted_aloud(
    village: Run, household: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2016-01-01T09:00:00+08:00")
    assert app.run(["--data", str(tmp_path / "village"), "todo"]) == 0
    assert "电脑日期是 2016年1月1日，比上次存的还早" in capsys.readouterr().err
