"""import, export and template."""

import errno
import os
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Run


def _roster(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.append(("户主姓名", "组", "户类型", "联系电话", "入住日期", "别的"))
    for row in rows:
        page.append(row)
    book.save(path)
    return path


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A list of two households with one bad cell, and a row without a name."""
    rows = [("白某某", "一组", "脱贫户", "13800000000", "2月30日", ""), ("吴某某", "一组", "一般户", None, None, ""),
            (None, "二组", "一般户", None, None, "")]
    return _roster(tmp_path / "roster.xlsx", *rows)


def test_an_import_is_told_cell_by_cell_and_taken_back_whole(village: Run, roster: Path, tmp_path: Path) -> None:
    code, body = village("import", "household", roster, "--report", tmp_path / "report.xlsx")
    assert (code, body["error"]["kind"]) == (1, "mistake")
    counts = {name: body[name] for name in ("read", "added", "updated", "unchanged", "rejected")}
    assert counts == {"read": 3, "added": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert body["read"] == sum(body[name] for name in ("added", "updated", "unchanged", "rejected"))
    assert body["pending"] == 1
    assert body["sheets"][0].keys() == {"sheet", "head_row", "matched", "unmatched"}
    assert body["sheets"][0]["unmatched"] == ["别的"]
    assert body["cells"][0].keys() == {"sheet", "cell", "heading", "value", "severity", "text"}
    assert any(cell["cell"] == "E2" for cell in body["cells"])
    assert (tmp_path / "report.xlsx").exists()
    assert village("show", "pending")[1]["count"] == 1
    _, undone = village("undo", "--batch", body["batch"])
    assert (undone["kept"], village("show", "household")[1]["count"]) == ([], 0)


def test_a_dry_run_leaves_no_trace(village: Run, roster: Path) -> None:
    code, body = village("import", "household", roster, "--dry-run")
    assert (code, body["batch"], body["added"]) == (1, None, 2)
    assert village("show", "household")[1]["count"] == 0


def test_the_same_file_again_adds_nothing_and_a_changed_one_says_what_changed(village: Run, tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ("白某某", "一组", "脱贫户", "13800000000", None, ""))
    assert village("import", "household", path)[0] == 0
    _, again = village("import", "household", path)
    assert (again["added"], again["unchanged"], again["batch"]) == (0, 1, None)
    _, changed = village("import", "household",
                         _roster(path, ("白某某", "一组", "脱贫户", "13900000000", None, "")))
    [update] = changed["updates"]
    assert update.keys() == {"uid", "row", "changed"}
    assert update["changed"] == {"phone": ["13800000000", "13900000000"]}


def test_what_is_no_table_is_refused_with_a_sentence(village: Run, tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(b"%PDF-1.4 not a workbook")
    code, body = village("import", "household", tmp_path / "form.xlsx")
    assert (code, "PDF" in body["error"]["text"]) == (1, True)
    assert village("import", "household", tmp_path / "nothing.xlsx")[0] == 1


def test_rows_that_are_in_are_told_though_the_report_could_not_be_written(village: Run, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").mkdir()
    code, body = village("import", "household", _roster(tmp_path / "form.xlsx", ("白某某", "一组", "脱贫户", "13900000000", None, "")),
                         "--report", tmp_path / "r.xlsx")
    assert (code, body["added"], village("show", "household")[1]["count"]) == (1, 1, 1)
    assert body["error"]["text"].startswith("行已经收下，报告没写成：")


def test_a_workbook_is_not_written_under_another_ending(village: Run, household: str, tmp_path: Path) -> None:
    for words in (("export", "household"), ("template", "toilet"), ("import", "household", tmp_path / "no.xlsx", "--report")):
        assert village(*words, tmp_path / "out.csv")[0] == 2
    assert list(tmp_path.glob("out*")) == []


def test_rows_go_out_and_come_back_unchanged(village: Run, household: str, tmp_path: Path) -> None:
    code, body = village("export", "household", tmp_path / "out.xlsx")
    assert (code, body["rows"], body["path"]) == (0, 1, str(tmp_path / "out.xlsx"))
    _, back = village("import", "household", tmp_path / "out.xlsx")
    assert (back["unchanged"], back["batch"]) == (1, None)


def test_a_template_needs_no_data_and_has_the_headings(run: Run, tmp_path: Path) -> None:
    assert run("template", "toilet", tmp_path / "empty.xlsx")[0] == 0
    page = openpyxl.load_workbook(tmp_path / "empty.xlsx").worksheets[0]
    text = {str(cell.value).rstrip("*＊") for line in page.iter_rows(max_row=4) for cell in line if cell.value}
    assert any("改造类别" in one for one in text)


def test_a_folder_is_no_place_for_a_workbook_and_an_old_one_stays_when_the_new_cannot_be_written(
    village: Run, household: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "是一个文件夹" in village("export", "household", tmp_path)[1]["error"]["text"]
    (tmp_path / "old.xlsx").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    code, body = village("template", "household", tmp_path / "old.xlsx")
    assert (code, body["error"]["text"]) == (1, "磁盘满了，没存上。原来的文件没动。")
    assert [path.read_bytes() for path in tmp_path.glob("*old*")] == [b"old"]


def test_a_form_of_somebody_else_is_filled_and_what_was_corrected_is_known_the_next_time(
    village: Run, household: str, tmp_path: Path
) -> None:
    form = tmp_path / "联系表.xlsx"
    book = openpyxl.Workbook()
    for row in (("户主姓名", "组", "咋联系"), (None, None, None)):
        book.active.append(row)
    book.save(form)
    code, body = village("fill", form, "--out", tmp_path / "一.xlsx")
    assert (code, body["rows"], body["sheets"][0]["unmatched"]) == (0, 1, ["咋联系"])
    (tmp_path / "对照.json").write_text('{"map":{"咋联系":"phone"}}', encoding="utf-8")
    assert village("fill", form, "--out", tmp_path / "二.xlsx", "--map", tmp_path / "对照.json")[0] == 0
    code, body = village("fill", form, "--out", tmp_path / "三.xlsx")
    assert body["sheets"][0]["matched"] == {"户主姓名": "head_name", "组": "group", "咋联系": "phone"}
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "三.xlsx").active[2]] == ["白某某", "一组", "13800000000"]
    (tmp_path / "对照.json").write_text('{"map":{"没有的栏":"phone"}}', encoding="utf-8")
    assert village("fill", form, "--out", tmp_path / "四.xlsx", "--map", tmp_path / "对照.json")[0] == 2
    assert not (tmp_path / "四.xlsx").exists()
