"""Deciding, moving and erasing from the command line: the contract's shapes, exits and sentences."""

from pathlib import Path

import pytest

from commands import app
from tests.commands.conftest import Run
from tests.commands.test_sync import paired, town

__all__ = ["paired", "town"]


@pytest.fixture
def apart(village: Run, town: Run, paired: None, household: str, tmp_path: Path) -> str:
    """Village and township have both changed one field, and the township knows of it; the conflict's id."""
    village("pack", "--out", tmp_path / "a")
    town("receive", tmp_path / "a")
    town("set", "household", household, "组=二组")
    village("set", "household", household, "组=三组")
    _, body = village("pack", "--out", tmp_path / "b")
    town("receive", body["packages"][0]["path"])
    [one] = town("conflicts")[1]["conflicts"]
    return str(one["id"])


def test_taking_a_head_closes_the_conflict(town: Run, apart: str, household: str) -> None:
    code, body = town("resolve", apart, "--head", "1", "--reason", "问过本人")
    assert (code, body.keys()) == (0, {"ok", "operation"})
    assert town("conflicts")[1] == {"ok": True, "count": 0, "conflicts": []}
    assert town("show", "household", f"uid={household}")[1]["rows"][0]["values"]["group"] == "三组"
    code, body = town("resolve", apart, "--head", "1", "--reason", "问过本人")
    assert (code, body["error"]["kind"]) == (1, "mistake")
    assert town("undo")[0] == 0
    assert town("show", "household", f"uid={household}")[1]["rows"][0]["values"]["group"] == "二组"


def test_a_value_of_ones_own(town: Run, apart: str, household: str) -> None:
    assert town("resolve", apart, "--value", "四组", "--reason", "问过本人")[0] == 0
    assert town("show", "household", f"uid={household}")[1]["rows"][0]["values"]["group"] == "四组"


def test_a_decision_needs_its_reason_and_one_way(town: Run, apart: str) -> None:
    assert town("resolve", apart, "--head", "1")[0] == 2
    assert town("resolve", apart, "--head", "1", "--reason", "  ")[0] == 1
    assert town("resolve", apart, "--reason", "问过本人")[0] == 2
    assert town("resolve", apart, "--head", "9", "--reason", "问过本人")[0] == 2
    assert town("resolve", apart, "--head", "1", "--value", "四组", "--reason", "问过本人")[0] == 2
    assert town("resolve", apart, "--merge", "--reason", "问过本人")[0] == 2


def test_what_stands_twice_is_listed_merged_and_parted(village: Run, household: str) -> None:
    for _ in range(2):
        assert village("add", "person", f"household={household}", "姓名=甲二", "与户主关系=之子")[0] == 0
    [one] = village("conflicts")[1]["conflicts"]
    assert (one["kind"], one["ledger"], one["field"], one["base"]) == ("duplicate", "person", None, None)
    assert one["heads"][0].keys() == {"n", "value", "by", "device", "region", "at", "why", "shown", "uid"}
    assert village("resolve", one["id"], "--apart", "--reason", "兄弟俩同名")[0] == 0
    assert village("conflicts")[1]["count"] == 0
    assert village("undo")[0] == 0
    assert village("conflicts")[1]["conflicts"][0]["id"] == one["id"]
    code, body = village("resolve", one["id"], "--merge", "--head", "2", "--reason", "录了两遍")
    assert (code, len(body["operation"])) == (0, 32)
    assert village("conflicts")[1]["count"] == 0
    [kept] = village("show", "person", "姓名=甲二")[1]["rows"]
    code, body = village("part", "person", kept["uid"], "--reason", "原来是两个人")
    assert (code, len(body["operation"])) == (0, 32)
    assert village("show", "person", "姓名=甲二")[1]["count"] == 2
    assert village("part", "person", kept["uid"], "--reason", "再来一次")[0] == 1


def test_people_read_who_wrote_what(
    village: Run, town: Run, apart: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = town("pack", "--out", tmp_path / "back")[1]["packages"]
    village("receive", made[0]["path"])
    capsys.readouterr()
    assert app.run(["--data", str(tmp_path / "village"), "conflicts"]) == 0
    told = capsys.readouterr().out
    assert "两种记法：农户 白某某 二组 · 组，原来是一组" in told
    assert "1. 三组（试验村 张三，" in told
    assert "2. 二组（试验镇 李四，" in told
    assert "现在显示的" in told.splitlines()[2]


def test_only_the_township_moves_and_erases(village: Run, town: Run, apart: str, household: str) -> None:
    code, body = village("move", household, "--to", "999999104202", "--reason", "婚嫁")
    assert (code, "由镇里来迁" in body["error"]["text"]) == (1, True)
    code, body = village("erase", "household", household, "--field", "联系电话", "--reason", "本人要求")
    assert (code, "由镇里来做" in body["error"]["text"]) == (1, True)
    assert town("move", household, "--to", "999999105202", "--reason", "婚嫁")[0] == 2
    code, body = town("erase", "household", household, "--field", "联系电话", "--reason", "本人要求")
    assert (code, body.keys()) == (0, {"ok", "operation"})
    assert town("show", "household", f"uid={household}")[1]["rows"][0]["values"]["phone"] is None
    assert town("erase", "household", household, "--field", "没有的", "--reason", "本人要求")[0] == 2


def test_a_doubtful_date_is_told_with_the_record_that_it_would_spoil(
    village: Run, household: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2016-01-01T09:00:00+08:00")
    told = "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。"
    _, body = village("set", "household", household, "组=二组")
    assert {"field": None, "severity": "提示", "text": told} in body["notices"]
    monkeypatch.setenv("ZHENXING_NOW", "2015-01-01T09:00:00+08:00")
    _, body = village("add", "household", "head_name=乙某某")
    assert any("比上次存的还早" in one["text"] for one in body["notices"])
    monkeypatch.setenv("ZHENXING_NOW", "2014-01-01T09:00:00+08:00")
    (tmp_path / "名册.csv").write_text("户主姓名,组\n丙某某,一组\n", encoding="utf-8")
    _, body = village("import", "household", tmp_path / "名册.csv")
    assert [one["severity"] for one in body["notices"]] == ["提示"]
    assert body["added"] == 1
