"""backup, restore and verify."""

from pathlib import Path

from tests.commands.conftest import Run


def test_verify_checks_file_and_chain_and_rebuilds_on_demand(village: Run, household: str) -> None:
    _, body = village("verify")
    assert (body["integrity"], body["journal"]["chain"]) == ("ok", "ok")
    assert body["journal"]["transactions"] >= 2
    assert "rebuild" not in body
    assert village("verify", "--rebuild")[1]["rebuild"]["different"] == 0


def test_a_backup_comes_back_and_what_stood_there_is_kept(village: Run, household: str, tmp_path: Path) -> None:
    code, copy = village("backup", tmp_path / "copies")
    assert (code, copy["verified"], Path(copy["path"]).stat().st_size) == (0, True, copy["bytes"])
    village("add", "household", "head_name=吴某某")
    code, body = village("restore", copy["path"])
    assert code == 0
    assert Path(body["kept"]).is_dir()
    assert village("show", "household")[1]["count"] == 1


def test_a_backup_can_be_laid_down_anywhere(village: Run, run: Run, household: str, tmp_path: Path) -> None:
    _, copy = village("backup", tmp_path / "copies")
    _, body = run("restore", copy["path"], "--data", tmp_path / "new" / "place")
    assert body["kept"] is None
    assert run("show", "household", "--data", tmp_path / "new" / "place")[1]["count"] == 1


def test_a_copy_is_not_put_among_the_data_themselves(village: Run, household: str, tmp_path: Path) -> None:
    data = tmp_path / "village"
    before = sorted(data.rglob("*.zxbak"))
    for inside in (data, data / "copies"):
        code, body = village("backup", inside)
        assert (code, "U盘" in str(body)) == (1, True)
    assert sorted(data.rglob("*.zxbak")) == before and village("backup", data / "backups")[0] == 0, "the program's own shelf"


def test_what_is_no_backup_cannot_be_opened(village: Run, tmp_path: Path) -> None:
    (tmp_path / "x.zxbak").write_bytes(b"nothing")
    assert village("restore", tmp_path / "x.zxbak")[0] == 3
    assert village("restore", tmp_path / "nothing.zxbak")[0] == 1
