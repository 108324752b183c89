"""Making returns: periods, names, codes, what is kept, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import store as st
from models.insight.alerts import alerts
from models.insight.figures import FIGURES
from models.kernel import MEND, Circumstance, UsageMistake, UserMistake
from reports.fonts import CHOICE_VARIABLE
from reports.preview import page_text
from services import returning

TODAY = date(2025, 7, 22)
NUMBER = "999999198001010018"


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """One household with a toilet and a loan."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setenv(CHOICE_VARIABLE, "bundled")
    store, _ = st.create(tmp_path / "data", role="village", region="999999104201", name="某某村", operator="张专干",
                         password="made-up-12", today=TODAY)
    home = st.add(store, "household", {"head_name": "白小甲", "group": "一组", "type": "lifted"}).uid
    st.add(store, "toilet", {"household": home, "kind": "new", "year": 2025, "subsidy": "1500"})
    yield store
    store.close()


def test_a_return_of_the_running_period_is_made_saved_and_kept(village: st.Store, tmp_path: Path) -> None:
    made = returning.make(village, "2.2")
    paths = returning.save(made, tmp_path / "out")
    assert [path.name for path in paths] == ["2.2-户厕改造台账-某某村-2025.pdf", "2.2-户厕改造台账-某某村-2025.xlsx"]
    assert paths[0].read_bytes().startswith(b"%PDF")
    assert (made.period, made.rows, made.totals) == ("2025", 1, {"subsidy": "1500.00"})
    (kept,) = st.find(village, "kept_return")
    assert (kept["return_id"], kept["period"], kept["code"]) == ("2.2", "2025", made.code)
    assert json.loads(kept["figures"])["totals"] == {"subsidy": "1500.00"}


def test_the_same_return_again_adds_no_row_and_a_changed_one_has_another_code(village: st.Store) -> None:
    first = returning.make(village, "2.2")
    assert returning.make(village, "2.2").code == first.code
    assert [file.data for file in returning.make(village, "2.2", formats=("pdf",)).files] == [first.files[0].data]
    assert st.count(village, "kept_return") == 1
    toilet = st.find(village, "toilet")[0].uid
    st.change(village, "toilet", toilet, {"subsidy": "1600"})
    assert returning.make(village, "2.2").code != first.code
    assert st.count(village, "kept_return") == 2


def test_a_preview_leaves_no_trace_and_the_list_of_returns_keeps_no_list_of_itself(village: st.Store) -> None:
    before = village.generation()
    returning.draw(village, "2.3")
    returning.make(village, "kept_return")
    assert village.generation() == before


def test_public_and_internal_versions_are_kept_apart(village: st.Store) -> None:
    inside, outside = returning.make(village, "2.2"), returning.make(village, "2.2", public=True)
    assert inside.code != outside.code
    assert [row["public"] for row in st.find(village, "kept_return", order=("made_on",))] == [False, True]
    assert "“身份证号”一栏不公示" in outside.warnings


def test_open_places_are_counted_said_and_printed(village: st.Store) -> None:
    assert returning.draw(village, "2.2").unverified == 0
    home = st.find(village, "household")[0].uid
    st.change(village, "household", home, {"phone": "123"})
    made = returning.draw(village, "2.2")
    assert made.unverified == 1
    assert made.sheet is not None
    assert made.sheet.notes[-1] == "含未核实数据 1 处"
    assert "还有 1 处要改" in made.warnings[0]
    assert returning.draw(village, "2.2", public=True).unverified == 0
    assert made.unsettled == (home,)


def test_what_only_two_ledgers_together_contradict_is_open_on_paper_too(village: st.Store) -> None:
    toilet = st.find(village, "toilet")[0]
    st.change(village, "toilet", toilet.uid, {"built_on": "2025-03-01", "accepted_on": "2025-04-01", "acceptance": "合格"})
    st.change(village, "household", toilet["household"], {"has_toilet": False})
    head = st.find(village, "person", {"household": toilet["household"]})[0].uid
    st.change(village, "person", head, {"id_no": NUMBER})  # its last digit is wrong, and 2.2 prints it
    mend = {alert.uid for alert in alerts(village) if alert.severity == MEND}
    assert mend == {toilet["household"], head} == set(returning.draw(village, "2.2").unsettled)


def test_what_the_township_wants_clean_is_seen_but_not_made_while_something_is_open(village: st.Store) -> None:
    st.add(village, "parameter", {"id": "return.must_be_clean", "value": "户厕改造台账", "from_on": "2025-01-01"})
    assert returning.make(village, "2.2").rows
    st.change(village, "household", st.find(village, "household")[0].uid, {"phone": "123"})
    assert returning.draw(village, "2.2").unverified == 1
    with pytest.raises(UserMistake, match="镇里定了《户厕改造台账》要改干净才出：还有 1 处要改"):
        returning.make(village, "2.2")


@pytest.mark.parametrize(("kind", "period"), [
    ("year", "2025"), ("part", "2025"), ("quarter", "2025Q3"), ("month", "2025-07"), ("date", "2025-07-22"), ("none", ""),
])
def test_the_running_period_by_kind(kind: str, period: str) -> None:
    assert returning.current_period(kind, TODAY) == period


@pytest.mark.parametrize(("words", "sentence"), [
    ({"id": "9.9"}, "没有“9.9”这张表"), ({"id": "2.4", "public": True}, "没有公示版"),
    ({"id": "2.2", "period": "去年"}, "不是期间"), ({"id": "2.1b", "household": "f" * 32}, "没有找到这一条"),
])
def test_wrong_questions_get_a_sentence(village: st.Store, words: dict[str, object], sentence: str) -> None:
    id = str(words.pop("id"))
    with pytest.raises(UsageMistake, match=sentence):
        returning.make(village, id, **words)  # type: ignore[arg-type]


def test_forms_that_nobody_is_due_for_make_no_file_and_no_row(village: st.Store) -> None:
    made = returning.make(village, "2.4")
    assert (made.files, made.rows, made.warnings) == ((), 0, ("现在没有要打的。",))
    assert st.count(village, "kept_return") == 0


def test_a_form_for_one_household_is_named_by_its_code_and_not_by_people(village: st.Store) -> None:
    home = st.find(village, "household")[0].uid
    made = returning.make(village, "2.1b", household=home)
    assert made.files[0].name == f"2.1b-入户走访记录表-一户{made.code}-某某村-2025-07.pdf"
    assert st.find(village, "kept_return")[0]["for_uid"] == home


def test_a_folder_that_cannot_be_written_is_a_circumstance(village: st.Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Circumstance, match="换一个"):
        returning.save(returning.draw(village, "2.2"), tmp_path / "file")


def test_a_name_that_a_file_cannot_bear_is_cleaned() -> None:
    from reports.returns import RETURNS

    assert returning.file_name(RETURNS["2.2"], "某/某:村", "2025", "pdf") == "2.2-户厕改造台账-某某村-2025.pdf"


def test_the_meaning_of_each_number_can_stand_under_the_form_and_changes_neither_its_code_nor_what_is_kept(village: st.Store) -> None:
    plain = returning.make(village, "2.2", formats=("pdf",))
    told = returning.make(village, "2.2", formats=("pdf",), explained=True)
    assert told.counted == ("toilet.new", "toilet.new_accepted", "toilet.mended_due", "toilet.mended")
    text = "".join(page_text(told.files[0].data, 0).split())
    assert all(f"{FIGURES[id].title}：{FIGURES[id].definition}" in text for id in told.counted)
    assert "口径" not in page_text(plain.files[0].data, 0)
    assert told.code == plain.code and st.count(village, "kept_return") == 1
    assert "口径" in page_text(returning.draw(village, "2.2", formats=("pdf",), explained=True, public=True).files[0].data, 0)


def test_the_sheet_of_targets_says_by_itself_what_its_numbers_mean(village: st.Store) -> None:
    st.add(village, "target", {"id": "toilet.new", "year": 2025, "value": "3"})
    assert FIGURES["toilet.new"].definition in "".join(page_text(returning.draw(village, "targets").files[0].data, 0).split())
    bare = returning.draw(village, "targets", explained=False)
    assert "口径" not in page_text(bare.files[0].data, 0)
    assert returning.draw(village, "household", formats=("pdf",)).counted == ()
