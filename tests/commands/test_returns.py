"""returns and return."""

from pathlib import Path

import pypdfium2
import pytest

from tests.commands.conftest import Run


@pytest.fixture
def toilet(village: Run, household: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new toilet of this year, with its subsidy."""
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T09:00:00+08:00")
    code, body = village("add", "toilet", f"household={household}", "kind=新建", "year=2025", "built_on=2025-07-01", "subsidy=1000")
    assert code == 0
    return str(body["uid"])


def test_returns_lists_what_can_be_made(village: Run) -> None:
    _, body = village("returns")
    found = {one["id"]: one for one in body["returns"]}
    assert {"2.1", "2.1b", "2.1c", "2.2", "2.3", "2.4", "2.5", "toilet"} <= found.keys()
    assert found["2.2"].keys() == {"id", "title", "ledger", "period", "formats", "public", "per"}
    assert (found["2.2"]["ledger"], found["2.2"]["public"]) == ("toilet", True)


def test_a_return_is_made_and_written(village: Run, toilet: str, tmp_path: Path) -> None:
    code, body = village("return", "2.2", "--out", tmp_path / "out")
    assert code == 0
    assert body.keys() == {"ok", "id", "period", "code", "rows", "totals", "files", "warnings"}
    assert (body["id"], body["period"], body["rows"], body["totals"]["subsidy"]) == ("2.2", "2025", 1, "1000.00")
    assert {one["format"] for one in body["files"]} == {"pdf", "xlsx"}
    for one in body["files"]:
        assert one.keys() == {"path", "format", "public", "pages"}
        assert Path(one["path"]).is_file()
    [pdf] = [one["path"] for one in body["files"] if one["format"] == "pdf"]
    with pypdfium2.PdfDocument(pdf) as document:
        assert body["code"] in document[0].get_textpage().get_text_range()


def test_the_public_version_and_one_format(village: Run, toilet: str, tmp_path: Path) -> None:
    _, body = village("return", "2.2", "--public", "--format", "pdf", "--out", tmp_path)
    [one] = body["files"]
    assert (one["format"], one["public"], "公示版" in one["path"]) == ("pdf", True, True)


def test_the_same_data_gives_the_same_code(village: Run, toilet: str, tmp_path: Path) -> None:
    codes = {village("return", "2.2", "--out", tmp_path)[1]["code"] for _ in range(2)}
    assert len(codes) == 1
    assert village("show", "kept_return")[1]["count"] == 1


@pytest.mark.parametrize(
    "words",
    [("9.9",), ("2.2", "--format", "docx"), ("2.1b", "--public"), ("2.2", "--period", "夏天"), (), ("2.2", "--group", "没有的组"),
     ("2.2", "--only", "0" * 32), ("2.2", "--household", "0" * 32)],
)
def test_what_cannot_be_made_is_wrong_usage(village: Run, words: tuple[str, ...]) -> None:
    assert village("return", *words)[0] == 2


def test_a_paper_of_one_household_does_not_lie_over_the_whole_one(village: Run, toilet: str, household: str, tmp_path: Path) -> None:
    whole = village("return", "2.2", "--format", "xlsx", "--out", tmp_path)[1]["files"]
    one = village("return", "2.2", "--household", household, "--format", "xlsx", "--out", tmp_path)[1]["files"]
    assert not {file["path"] for file in whole} & {file["path"] for file in one}
