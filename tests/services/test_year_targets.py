"""任务数 out of documents: taken over in one go, never over what is set, and taken back in one go."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import store as st
from models.codes.target_presets import target_presets
from models.insight.figures import FIGURES
from models.kernel import UserMistake
from reports.preview import page_count, page_text
from services import exporting, importing, returning, year_targets


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """A village that lent 20,000 last year."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲",
                        password="试用密码 2025", today=date(2025, 7, 22))
    home = st.add(made, "household", {"head_name": "白小乙", "type": "lifted"}).uid
    head = st.find(made, "person", {"household": home})[0].uid
    st.add(made, "loan", {"borrower": head, "amount": "20000", "granted_on": "2024-03-01", "due_on": "2026-02-28"})
    yield made
    made.close()


_WHOLE = ("insurance.rate", "illness.treated_rate", "illness.signed_rate", "schooling.aided_rate", "household.safe_water_rate",
          "handout.leaflet_rate")  # fmt: skip


def test_a_document_is_offered_where_it_was_written_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    told = {}
    for region in ("652722104201", "150824104201", "110101104201"):
        made, _ = st.create(tmp_path / region, role="village", region=region, name="试验村", operator="白小甲", password="试用密码 2025",
                            today=date(2025, 7, 22))  # fmt: skip
        told[region] = {one.preset.whose for one in year_targets.offered(made, 2025)}
        made.close()
    assert list(told.values()) == [{"托托镇"}, {"乌拉特中旗"}, set()]


def _set(store: st.Store) -> dict[str, Decimal]:
    return {row["id"]: row["value"] for row in st.find(store, "target", {"year": 2025})}


def test_every_target_of_a_document_is_of_a_figure_and_names_its_document() -> None:
    for one in target_presets():
        assert {one.figure, one.of} <= set(FIGURES)
        assert one.title and one.whose in one.source and (one.value or one.of != one.figure or one.when)


def test_targets_of_documents_are_taken_over_in_one_go_and_taken_back_in_one(store: st.Store) -> None:
    saved = year_targets.take(store, 2025)
    assert _set(store) == {"toilet.new": 10, "toilet.new_accepted": 10, "toilet.mended": 38, "visit.home_rate": 100,
                           "loan.granted_amount": 22000, "loan.balance": 20000, "project.industry_share": 60, "project.paid_share": 75,
                           **dict.fromkeys(_WHOLE, 100)}  # fmt: skip
    assert saved.label == "取用文件里2025年度的任务 14 项"
    assert year_targets.offered(store, 2025) == []
    with pytest.raises(UserMistake, match="都已经有了"):
        year_targets.take(store, 2025)
    st.undo(store)
    assert _set(store) == {}


def test_what_is_set_stays_and_what_was_only_reported_gets_its_target(store: st.Store) -> None:
    st.add(store, "target", {"id": "toilet.new", "year": 2025, "value": "3"})
    st.add(store, "target", {"id": "toilet.mended", "year": 2025, "reported": "5"})
    year_targets.take(store, 2025)
    assert _set(store)["toilet.new"] == 3
    [mended] = st.find(store, "target", {"id": "toilet.mended"})
    assert (mended["value"], mended["reported"]) == (38, 5) and "整改厕所38个" in mended["source"]


def test_progress_says_what_is_done_of_what_and_what_is_left(store: st.Store) -> None:
    year_targets.take(store, 2025)
    told = {one.id: one for one in year_targets.goals(store, 2025)}
    balance, toilets = told["loan.balance"], told["toilet.mended"]
    assert (balance.words, balance.pace, balance.share) == ("20,000 元，任务 20,000 元，完成 100.00%，已完成", "已完成", 1.0)
    assert (toilets.words, toilets.pace) == ("0 座，任务 38 座，完成 0.00%", "还差 38 座")
    assert told["toilet.new_accepted"].pace == "到12月底能到 0 座"
    assert year_targets.years(store) == [2025]


def test_the_targets_of_a_year_print_as_bars_and_a_table(store: st.Store) -> None:
    assert returning.draw(store, "targets").files == ()
    year_targets.take(store, 2025)
    [file] = returning.draw(store, "targets").files
    text = "".join(page_text(file.data, page) for page in range(page_count(file.data)))
    assert (file.format, page_count(file.data)) == ("pdf", 2) and "还没有记，任务 100 %" in text
    assert "2025年度任务和进度" in text and text.count("今年整改完成") == 3 and "还差 38 座" in text


def test_a_target_goes_by_the_title_of_its_figure_wherever_people_read_or_write_it(store: st.Store, tmp_path: Path) -> None:
    for typed, value in (("今年新建户厕", 10), ("toilet.mended", 38), ("庭院经济示范户", 5)):
        st.add(store, "target", {"id": typed, "year": 2025, "value": value})
    assert _set(store) == {"toilet.new": 10, "toilet.mended": 38, "庭院经济示范户": 5}
    text = page_text(returning.draw(store, "target", formats=("pdf",)).files[0].data, 0)
    assert all(words in text for words in ("今年新建户厕", "今年整改完成", "庭院经济示范户")) and "toilet." not in text
    exporting.export(store, "target", tmp_path / "出.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "出.xlsx")).get_sheet_by_index(0).to_python()
    assert {"今年新建户厕", "今年整改完成", "庭院经济示范户"} <= {cell for row in rows for cell in row}
    report = importing.apply(store, importing.preview(store, "target", tmp_path / "出.xlsx"))
    assert report.count("unchanged") == 3
    assert len({figure.title for figure in FIGURES.values()}) == len(FIGURES)
