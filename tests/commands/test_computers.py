"""devices, close, rotate, unlock; codes for cards; what happened to a folder by itself is said once."""

from pathlib import Path

import pytest

from commands import app
from tests.commands.conftest import Run
from tests.commands.test_sync import paired, town  # noqa: F401  fixtures of the same office


def test_a_code_in_a_file_is_paired_like_a_card(village: Run, town: Run, tmp_path: Path) -> None:  # noqa: F811
    _, body = village("identity")
    assert [len(line.split()) for line in body["code"]] == [5, 5, 5, 5, 5, 3]
    (tmp_path / "code.txt").write_text("\n".join(body["code"]), encoding="utf-8")
    code, paired_body = town("pair", tmp_path / "code.txt")
    assert code == 0
    assert paired_body["device"] == body["device"]
    (tmp_path / "code.txt").write_text("\n".join([*body["code"][:3], "22222 " * 5, *body["code"][4:]]), encoding="utf-8")
    code, wrong = town("pair", tmp_path / "code.txt")
    assert (code, wrong["error"]["text"]) == (1, "接收码第4行抄错了，请对着再看一遍。")


def test_computers_are_listed_closed_and_given_new_keys(village: Run, town: Run, paired: None, tmp_path: Path) -> None:  # noqa: F811
    _, body = town("devices")
    mine, theirs = body["devices"]
    assert (mine["me"], theirs["me"], theirs["status"]) == (True, False, "active")
    assert theirs.keys() == {"device", "name", "role", "region", "status", "since", "fingerprint", "why", "me"}
    code, rotated = village("rotate")
    assert (code, rotated["before"], rotated["slip"]) == (0, theirs["device"], None)
    assert village("rotate", "--recovery")[0] == 1
    village("pack", "--out", tmp_path / "stick")
    assert town("receive", tmp_path / "stick")[0] == 0
    assert {one["device"]: one["status"] for one in town("devices")[1]["devices"][1:]} == {
        theirs["device"]: "replaced", rotated["device"]: "active"}
    assert village("close", theirs["device"], "--reason", "丢了")[0] == 1
    code, closed = town("close", rotated["device"], "--reason", "丢了")
    assert (code, closed["status"], closed["same_key"]) == (0, "closed", [])
    village("add", "household", "head_name=白某某")
    village("pack", "--out", tmp_path / "late")
    code, refused = town("receive", tmp_path / "late")
    assert code == 1 and "停用" in refused["error"]["text"]


def test_a_township_that_renews_its_recovery_key_gets_a_new_page(town: Run) -> None:  # noqa: F811
    code, body = town("rotate", "--recovery")
    assert code == 0
    assert Path(body["slip"]).exists()


def test_a_lost_password_is_set_anew_with_the_township_s_page(village: Run, town: Run, paired: None, tmp_path: Path) -> None:  # noqa: F811
    page = tmp_path / "town" / "密码找回单.pdf"
    copy = village("backup", tmp_path / "copies")[1]["path"]
    code, body = village("unlock", "--recovery", page)
    assert (code, body["operator"]) == (0, "张三")
    code, body = village("restore", copy, "--recovery", page)
    assert code == 0 and body["kept"]
    assert village("show", "household")[0] == 0
    assert town("unlock", "--recovery", copy)[0] == 3


def test_what_happened_to_the_folder_is_said_once(village: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "village")
    (tmp_path / "village" / "witness.json").unlink()
    assert app.run(["show", "household", "--data", data]) == 0
    assert "像是从别处拷来的" in capsys.readouterr().err
    assert app.run(["show", "household", "--data", data]) == 0
    assert "像是从别处拷来的" not in capsys.readouterr().err
