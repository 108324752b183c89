"""add, set, remove, show, undo and ledgers, in the shapes of the contract."""

from pathlib import Path

import pytest

from commands import app
from models.ledgers import LEDGERS
from tests.commands.conftest import Run
from tests.services.pictures import photo


def test_ledgers_tells_every_ledger_with_keys_headings_and_codes(run: Run) -> None:
    _, body = run("ledgers")
    found = {one["id"]: one for one in body["ledgers"]}
    assert list(found) == list(LEDGERS)
    toilet = found["toilet"]
    assert (toilet["title"], toilet["group"], toilet["key"]) == ("户厕", "户厕与环境", [["household", "number"]])
    columns = {one["field"]: one for one in toilet["columns"]}
    assert columns["built_on"] | {"aliases": []} == {
        "field": "built_on", "heading": "竣工日期", "kind": "date", "required": False, "aliases": [], "codes": [], "to": None,
        "derived": False}
    assert columns["household"]["to"] == "household"
    assert columns["kind"]["required"] and columns["kind"]["codes"][-1] == ["unknown", "不清楚"]
    assert columns["state"]["derived"]


def test_add_says_what_was_stored_all_the_same(village: Run) -> None:
    code, body = village("add", "household", "户主姓名=白某某", "head_id=999999198001010014", "组=一组", "联系电话=123456")
    assert code == 0
    assert body.keys() == {"ok", "ledger", "uid", "operation", "label", "notices"}
    assert (len(body["uid"]), len(body["operation"]), body["ledger"]) == (32, 32, "household")
    assert {one["field"] for one in body["notices"]} >= {"phone"}
    assert all(one["severity"] in ("要改", "存疑", "提示") and one["text"] for one in body["notices"])


def test_a_refused_record_names_field_heading_and_what_was_typed(village: Run, household: str) -> None:
    code, body = village("add", "toilet", f"household={household}", "kind=新建", "year=2025", "竣工日期=2月30日")
    assert (code, body["error"]["kind"], body["error"]["where"]) == (1, "mistake", "built_on")
    [mistake] = body["mistakes"]
    assert mistake.keys() == {"field", "heading", "value", "severity", "text"}
    assert (mistake["heading"], mistake["value"], mistake["severity"]) == ("竣工日期", "2月30日", "拦下")
    assert village("show", "toilet")[1]["count"] == 0


def test_a_rule_s_refusal_gives_back_what_was_typed(village: Run, household: str) -> None:
    code, body = village("add", "visit", f"household={household}", "date=2099-01-01")
    assert code == 1
    assert [(one["field"], one["value"]) for one in body["mistakes"]] == [("date", "2099-01-01")]


def test_show_lists_a_ledger_by_its_key(village: Run, household: str) -> None:
    for number in (3, 1, 2):
        village("add", "toilet", f"household={household}", "kind=新建", "year=2025", f"number={number}")
    assert [row["values"]["number"] for row in village("show", "toilet")[1]["rows"]] == [1, 2, 3]


def test_children_are_one_operation_with_their_record(village: Run, household: str) -> None:
    words = ("visit", f"household={household}", "date=2025-07-01", "finding[0].text=房顶漏雨", "finding[1].text=水管冻裂")
    code, body = village("add", *words)
    assert code == 0
    found = village("show", "finding", f"visit={body['uid']}")[1]
    assert {row["values"]["text"] for row in found["rows"]} == {"房顶漏雨", "水管冻裂"}
    undone = village("undo")[1]
    assert undone["undone"]["operation"] == body["operation"]
    assert village("show", "finding")[1]["count"] == village("show", "visit")[1]["count"] == 0


def test_a_mistake_in_a_child_takes_the_whole_back_and_says_which(village: Run, household: str) -> None:
    code, body = village("add", "visit", f"household={household}", "date=2025-07-01", "finding[1].完成时限=很快",
                         "finding[1].text=漏雨")
    assert (code, body["error"]["where"]) == (1, "finding[1].due_on")
    assert (body["mistakes"][0]["heading"], body["mistakes"][0]["value"]) == ("完成时限", "很快")
    assert village("show", "visit")[1]["count"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("toilet", "nosuch=1"), ("toilet", "year"), ("toilet", "year=2025", "年度=2024"), ("toilet", "state=x"),
        ("toilet", "finding[0].text=漏"), ("attachment", "file=photo.jpg"),
    ],
)
def test_a_column_that_cannot_be_written_is_wrong_usage(village: Run, words: tuple[str, ...]) -> None:
    assert village("add", *words)[0] == 2


def test_long_text_and_photos_come_out_of_files(village: Run, household: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("第一行\n第二行\n", encoding="gb18030")
    (tmp_path / "photo.jpg").write_bytes(photo("2025:07:01 09:30:00"))
    _, visit = village("add", "visit", f"household={household}", "date=2025-07-01", f"text=@{tmp_path / 'note.txt'}")
    [row] = village("show", "visit")[1]["rows"]
    assert row["values"]["text"] == "第一行\n第二行"
    code, body = village("add", "attachment", "ledger=visit", f"row={visit['uid']}", f"file=@{tmp_path / 'photo.jpg'}")
    assert code == 0
    [row] = village("show", "attachment", f"uid={body['uid']}")[1]["rows"]
    assert (len(row["values"]["file"]), row["values"]["taken_on"]) == (64, "2025-07-01")
    code, body = village("add", "attachment", "ledger=visit", f"row={visit['uid']}", f"file=@{tmp_path / 'photo.jpg'}")
    assert code == 1 and "已经有这张" in body["mistakes"][0]["text"]
    code, body = village("add", "attachment", "ledger=visit", f"row={visit['uid']}", f"file=@{tmp_path / 'note.txt'}")
    assert code == 1 and "只收照片" in body["error"]["text"]
    assert village("add", "visit", f"household={household}", "date=2025-07-02", "text=@没有这个文件")[0] == 1
    for typed, kept in ((f"@{tmp_path / 'note.txt'}", "第一行 第二行"), ("@5号院", "@5号院")):  # in a short text, where there is one
        assert village("set", "household", household, f"备注={typed}")[1]["changed"]["note"][1] == kept


def test_set_tells_old_and_new_in_json_forms(village: Run, household: str) -> None:
    _, toilet = village("add", "toilet", f"household={household}", "kind=新建", "year=2025", "subsidy=1000")
    assert village("set", "toilet", toilet["uid"], "subsidy=1", "kind=")[0] == 1  # required: cannot be emptied
    code, body = village("set", "toilet", toilet["uid"], "subsidy=1,200.5元", "竣工日期=2025.7.1")
    assert body["changed"] == {"subsidy": ["1000.00", "1200.50"], "built_on": [None, "2025-07-01"]}
    _, body = village("set", "toilet", toilet["uid"], "subsidy=")
    assert body["changed"] == {"subsidy": ["1200.50", None]}
    code, body = village("set", "toilet", toilet["uid"], "subsidy=")
    assert (code, body["operation"], body["changed"]) == (0, None, {})


def test_set_refuses_what_belongs_elsewhere(village: Run, household: str) -> None:
    code, body = village("set", "household", household, "head_name=李某某")
    assert (code, "请改户主本人" in body["error"]["text"]) == (1, True)
    assert village("set", "household", "0" * 32, "组=二组")[0] == 1
    assert village("set", "household", household, "person[0].name=甲")[0] == 2


def test_show_gives_stored_and_derived_values_and_words(village: Run, household: str) -> None:
    village("add", "toilet", f"household={household}", "kind=新建", "year=2025", "subsidy=1000")
    _, body = village("show", "toilet", "household=白某某", "year=2025")
    assert (body["ledger"], body["count"]) == ("toilet", 1)
    [row] = body["rows"]
    assert row.keys() == {"uid", "scope", "state", "removed", "values", "shown"}
    assert (row["scope"], row["state"], row["removed"]) == ("999999104201", "local", False)
    assert row["values"]["household"] == household
    assert row["values"]["subsidy"] == "1000.00"
    assert row["values"].keys() == LEDGERS["toilet"].__fields__.keys()
    assert (row["shown"]["户主"], row["shown"]["改造类别"]) == ("白某某", "新建")


def test_show_filters_pages_and_refuses_derived_fields(village: Run, household: str) -> None:
    village("add", "household", "head_name=吴某某", "组=二组")
    assert village("show", "household", "组=一组")[1]["rows"][0]["uid"] == household
    assert village("show", "household", "组=")[1]["count"] == 0
    assert village("show", "household", "scope=999999104201", "--limit", 1, "--offset", 1)[1]["count"] == 2
    assert len(village("show", "household", "--limit", 1)[1]["rows"]) == 1
    assert village("show", "household", f"uid={household}")[1]["count"] == 1
    assert village("show", "household", "phone=13800000000")[1]["count"] == 1
    assert village("show", "household", "size=1")[0] == village("show", "household", "head_name=白某某")[0] == 2
    assert village("show", "household", "组")[0] == village("show", "household", "nosuch=1")[0] == 2
    assert village("show", "toilet", "household=没有这人")[0] == 1


def test_multi_codes_filter_as_a_whole(village: Run, household: str) -> None:
    village("add", "visit", f"household={household}", "date=2025-07-01", "units=村、镇")
    assert village("show", "visit", "units=镇、村")[1]["count"] == 1
    assert village("show", "visit", "units=镇")[1]["count"] == 0


def test_a_removed_record_is_shown_when_asked_for_and_comes_back(village: Run, household: str) -> None:
    _, visit = village("add", "visit", f"household={household}", "date=2025-07-01")
    code, body = village("remove", "visit", visit["uid"], "--reason", "录错了")
    assert (code, body["uid"], len(body["operation"])) == (0, visit["uid"], 32)
    assert village("show", "visit")[1]["count"] == 0
    assert village("show", "visit", "--removed")[1]["rows"][0]["removed"] is True
    _, body = village("undo")
    assert body.keys() == {"ok", "undone", "operation", "kept"}
    assert village("show", "visit")[1]["count"] == 1
    assert village("remove", "visit", visit["uid"], "--reason", " ")[0] == 1


def test_undo_keeps_what_was_touched_later_says_when_nothing_moved_and_stops_at_nothing(
    village: Run, household: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, visit = village("add", "visit", f"household={household}", "date=2025-07-01")
    village("set", "visit", visit["uid"], "受访人=甲")
    _, body = village("undo", "--batch", visit["operation"])
    assert [(one["ledger"], one["uid"]) for one in body["kept"]] == [("visit", visit["uid"])]
    assert body["kept"][0]["why"] and body["operation"] is None
    app.run(["undo", "--batch", visit["operation"], "--data", str(tmp_path / "village")])
    assert "什么也没动" in capsys.readouterr().out
    assert village("undo", "--batch", "0" * 32)[0] == 1
    assert village("undo")[0] == 0  # the set
    assert village("undo")[0] == 0  # the visit, which nobody touches now
    village("undo")
    assert village("undo")[0] == 1


def test_people_read_plain_lines(village: Run, household: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "village")]
    assert app.run(["show", "household", *data]) == 0
    assert "共1户。" in capsys.readouterr().out
    assert app.run(["set", "household", household, "组=二组", *data]) == 0
    assert "组：一组 → 二组" in capsys.readouterr().out
    assert app.run(["add", "household", *data]) == 1
    assert "没有存。" in capsys.readouterr().out


def test_a_long_text_is_refused_and_not_printed_back(village: Run, household: str, tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("字" * 100_000, encoding="utf-8")
    code, body = village("add", "visit", f"household={household}", "date=2025-07-20", f"text=@{tmp_path / 'big.txt'}")
    assert (code, len(body["mistakes"][0]["value"])) == (1, 200)
    assert len(str(body)) < 1500


def test_two_mistakes_read_as_two_sentences(village: Run) -> None:
    _, body = village("add", "visit", "date=2025-02-30")
    assert "。；" not in body["error"]["text"]


def test_bytes_that_are_no_text_are_refused_wherever_they_are_typed(village: Run, household: str) -> None:
    for words in (("set", "household", household, "组=\udcff组"), ("add", "household", "head_name=白\ud800")):
        code, body = village(*words)
        assert (code, "看不见的坏字符" in body["error"]["text"]) == (1, True)
    assert village("remove", "household", household, "--reason", "\udcff")[0] == 2
    assert village("show", "household", "组=\udcff")[0] == 1
