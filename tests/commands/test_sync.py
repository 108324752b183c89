"""Cards, packages and receipts between a village and its township."""

from pathlib import Path

import pytest

from tests.commands.conftest import Run, named
from tests.postgres import Keeping


@pytest.fixture
def town(run: Run, tmp_path: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The township above the village, in a file and on a server."""
    data = named(keeping(tmp_path / "town"), monkeypatch)
    start = ("--role", "township", "--region", "999999104000", "--name", "试验镇", "--operator", "李四")
    assert run("init", "--data", data, *start)[0] == 0
    return lambda *words: run("--data", data, *words)


@pytest.fixture
def paired(village: Run, town: Run, tmp_path: Path) -> None:
    """Both have each other's card."""
    assert village("identity", "--out", tmp_path / "village.card")[0] == 0
    assert town("identity", "--out", tmp_path / "town.card")[0] == 0
    code, body = town("pair", tmp_path / "village.card")
    assert code == 0
    assert body.keys() == {"ok", "device", "role", "region", "name", "fingerprint"}
    assert len(body["fingerprint"].split()) == 8
    assert village("pair", tmp_path / "town.card")[0] == 0


def test_identity_is_public_and_one_line(village: Run) -> None:
    _, body = village("identity")
    assert body.keys() == {"ok", "device", "role", "region", "name", "sign", "age", "card", "code"}
    assert body["age"].startswith("age1") and "\n" not in body["card"]


def test_packing_without_a_card_is_refused_with_a_sentence(village: Run, tmp_path: Path) -> None:
    code, body = village("pack", "--out", tmp_path / "stick")
    assert (code, "接收卡" in body["error"]["text"]) == (1, True)


def test_a_file_that_is_no_card_is_refused(village: Run, tmp_path: Path) -> None:
    (tmp_path / "x.card").write_text("不是卡", encoding="utf-8")
    assert village("pair", tmp_path / "x.card")[0] == 1
    assert village("pair", tmp_path / "nothing.card")[0] == 1


def test_the_whole_round(village: Run, town: Run, paired: None, household: str, tmp_path: Path) -> None:
    assert village("outbox")[1]["records"] > 0
    code, body = village("pack", "--out", tmp_path / "stick")
    assert code == 0
    [package] = body["packages"]
    assert package.keys() == {"path", "package", "to", "kind", "operations", "changes", "bytes", "verified"}
    assert (package["to"], package["kind"], package["verified"]) == ("999999104000", "up", True)
    assert village("show", "household")[1]["rows"][0]["state"] == "written"

    code, body = town("receive", tmp_path / "stick", "--out", tmp_path / "answers")
    assert code == 0
    [one] = body["packages"]
    assert one.keys() == {"path", "package", "from", "status", "new", "duplicate", "waiting", "conflicts", "text"}
    assert one["status"] == "applied"
    [answer] = body["answers"]
    assert answer.keys() == {"path", "to"}
    assert town("show", "household")[1]["rows"][0]["state"] == "received"
    assert town("receive", tmp_path / "stick")[1]["packages"][0]["status"] == "repeated"

    _, body = village("receive", answer["path"])
    assert body["receipts"] == 1
    assert village("show", "household")[1]["rows"][0]["state"] == "received"
    _, body = village("outbox")
    assert body.keys() == {"ok", "records", "changes", "oldest", "by_ledger", "packages"}
    assert body["packages"][0].keys() == {"package", "path", "written_at", "received_at"}
    assert body["packages"][0]["received_at"]


def test_nothing_new_is_no_package(village: Run, town: Run, paired: None, tmp_path: Path) -> None:
    _, first = village("pack", "--out", tmp_path / "stick")
    _, body = town("receive", first["packages"][0]["path"], "--out", tmp_path / "answers")
    village("receive", body["answers"][0]["path"])
    code, body = village("pack", "--out", tmp_path / "stick")
    assert (code, body["packages"]) == (0, [])


def test_a_damaged_package_is_quarantined(village: Run, town: Run, paired: None, tmp_path: Path) -> None:
    _, body = village("pack", "--out", tmp_path / "stick")
    path = Path(body["packages"][0]["path"])
    path.write_bytes(path.read_bytes()[:-600])
    code, body = town("receive", path)
    assert (code, body["packages"][0]["status"]) == (1, "quarantined")
    assert body["error"]["text"] == body["packages"][0]["text"]


def test_two_places_that_differ_are_listed_with_who_wrote_what(
    village: Run, town: Run, paired: None, household: str, tmp_path: Path
) -> None:
    assert village("conflicts")[1] == {"ok": True, "count": 0, "conflicts": []}
    village("pack", "--out", tmp_path / "a")
    town("receive", tmp_path / "a")
    town("set", "household", household, "组=二组")
    village("set", "household", household, "组=三组")
    _, body = village("pack", "--out", tmp_path / "b")
    town("receive", body["packages"][0]["path"])
    _, body = town("conflicts")
    assert body["count"] == 1
    [one] = body["conflicts"]
    assert one.keys() == {"id", "kind", "ledger", "uid", "field", "base", "heads"}
    assert (one["kind"], one["ledger"], one["field"], one["base"]) == ("value", "household", "group", "一组")
    assert {(head["value"], head["shown"]) for head in one["heads"]} == {("二组", True), ("三组", False)}
    assert one["heads"][0].keys() == {"n", "value", "by", "device", "region", "at", "why", "shown"}
    assert {head["by"] for head in one["heads"]} == {"张三", "李四"}
