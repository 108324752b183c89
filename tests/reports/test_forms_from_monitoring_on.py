"""The official forms from 2.10 on: the columns that offices ask for, the right rows, sums that are the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from models import store as st
from models.insight import figures
from reports.preview import page_count, page_text
from reports.returns.from_monitoring_on import FROM_MONITORING_ON
from services import evidence, returning
from tests.reports.paper import pages as words
from tests.reports.village_of_casework import add_casework
from tests.reports.village_of_returns import build
from tests.services.pictures import photo, scan
from tools.forms_table import forms

BY_ID = {one.id: one for one in FROM_MONITORING_ON}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[st.Store, dict[str, str]]]:
    """One village for the module; returns only read it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("ZHENXING_TEST_KDF", "fast")
    store = build(tmp_path_factory.mktemp("casework") / "data")
    patch.undo()
    yield store, add_casework(store)
    store.close()


@pytest.fixture
def fast_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A village made within a second."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")


@pytest.mark.parametrize("id", ["2.10", "2.11", "2.11b", "2.12", "2.13"])
def test_a_register_has_the_columns_that_offices_ask_for_in_their_order(id: str) -> None:
    declared = BY_ID[id]
    assert tuple(col.column.heading for col in declared.full or declared.columns) == forms()[id].asked


def test_monitored_households_stand_by_class_and_add_up_to_the_figures(village: tuple[st.Store, dict[str, str]]) -> None:
    store, _ = village
    made = returning.draw(store, "2.10", full=True, formats=("pdf",))
    assert made.sheet is not None
    found = figures.values(store, ["household.monitored", "person.monitored"])
    assert (made.rows, made.totals["household.size"]) == (found["household.monitored"], str(found["person.monitored"]))
    assert [band.text for band in made.sheet.bands] == ["小计：脱贫不稳定户 1 户", "小计：边缘易致贫户 3 户", "小计：突发严重困难户 2 户"]
    row = next(row for row in made.sheet.rows if row[2] == "白小甲")
    assert row[5:10] == ("边缘易致贫户", "2025-06", "因病", "因学", "缺劳动力、其他")
    assert row[12] == "健康帮扶"
    assert f"监测对象{found['household.monitored']}户" in words(made)


def test_a_problem_with_two_measures_has_two_rows_and_one_number(village: tuple[st.Store, dict[str, str]]) -> None:
    made = returning.draw(village[0], "2.11", full=True, formats=("pdf",))
    assert made.sheet is not None
    first, second, third = made.sheet.rows
    assert [row[0] for row in made.sheet.rows] in ([1, None, 2], [1, 2, None])
    wide = next(row for row in (first, second, third) if row[5] == "修巷道。")
    assert wide[3:10] == ("基础设施有短板。", "两条巷道没有硬化。", "修巷道。", "乡村振兴办", "村委会", "张专干", "10月20日前")
    assert str(wide[10]).endswith("：铺了三百米。")
    closed = next(row for row in (first, second, third) if row[5] == "换卡。")
    assert closed[11:15] == ("已销号，长期坚持", "新旧卡照片", "是", "2025-04-25")


def test_the_monthly_progress_names_whose_findings_and_leaves_out_what_was_closed_before(village: tuple[st.Store, dict[str, str]]) -> None:
    made = returning.draw(village[0], "2.11b", formats=("pdf",))
    assert made.sheet is not None
    assert made.sheet.title == "某某村2025年度国家考核评估反馈问题整改进展月报（7月）"
    assert [row[3:5] for row in made.sheet.rows] == [("铺了三百米。", "有"), (None, None)]
    assert "还有1条没写" in words(made)
    whole = words(returning.draw(village[0], "2.11", formats=("pdf",)))
    assert "2025年度旗县反馈问题" in whole and "反馈反馈" not in whole
    blank = returning.draw(village[0], "2.11b", blank=True, formats=("pdf",))
    assert "铺了三百米" not in words(blank)


def test_assets_have_a_subtotal_by_book_and_no_telephone_on_the_board(village: tuple[st.Store, dict[str, str]]) -> None:
    made = returning.draw(village[0], "2.13", formats=("pdf",))
    assert made.sheet is not None
    assert made.totals == {"value": "706000.00", "earned": "31000.00"}
    assert [band.values[6] for band in made.sheet.bands] == [620000, 86000]
    blank = returning.draw(village[0], "2.13", blank=True, formats=("pdf",))
    assert blank.files[0].pages == 1 and "小计" not in words(blank)
    assert "13900000001" in words(made)
    assert "13900000001" not in words(returning.draw(village[0], "2.13", public=True, formats=("pdf",)))


def test_rosters_take_who_left_who_helps_who_signs_and_who_was_taught(village: tuple[st.Store, dict[str, str]]) -> None:
    store, _ = village
    left = returning.draw(store, "2.16", formats=("pdf",)).sheet
    assert left is not None
    assert [row[8:11] for row in left.rows] == [("减少", "死亡", "2025-07-02")]
    pairs = returning.draw(store, "2.16b", formats=("pdf",))
    assert pairs.rows == 30
    signed = returning.draw(store, "2.16c", formats=("pdf",))
    assert "应签收30户，已登记签收1户" in words(signed)
    taught = returning.draw(store, "2.16d", formats=("pdf",))
    assert "培训内容：电商销售" in words(taught)
    assert taught.rows == 1


CASE_PAPERS = ("2.10b", "2.10c", "2.10d", "2.10e", "2.10g", "2.10h", "2.10i", "2.10j", "2.10k")


@pytest.mark.parametrize("id", CASE_PAPERS)
def test_a_chain_paper_can_be_had_filled_and_blank_as_pdf_and_word(village: tuple[st.Store, dict[str, str]], id: str) -> None:
    store, uids = village
    filled = returning.draw(store, id, record=uids["case"], formats=("pdf", "docx"))
    blank = returning.draw(store, id, blank=True, formats=("pdf", "docx"))
    assert [file.format for file in filled.files] == ["pdf", "docx"]
    assert "白小甲" in words(filled)
    assert "白小甲" not in words(blank)
    text = "\n".join(one.text for one in docx.Document(BytesIO(filled.files[1].data)).paragraphs)
    assert filled.documents[0].title in text


def test_what_is_posted_of_a_case_has_full_names_and_nothing_of_identity_or_illness(village: tuple[st.Store, dict[str, str]]) -> None:
    store, uids = village
    for id in ("2.10e", "2.10g", "2.10j", "2.10k"):
        made = returning.draw(store, id, record=uids["case"], formats=("pdf",))
        assert "白小甲" in words(made)
        assert "12317" in words(made)
        assert not re.search(r"\d{15}|1[3-9]\d{9}|因病|住院|三万", words(made))
        assert made.files[0].public
    notice = words(returning.draw(store, "2.10e", record=uids["case"], formats=("pdf",)))
    assert "公示期：2025年6月7日至2025年6月11日" in notice


def test_papers_are_filled_from_the_case_and_its_steps(village: tuple[st.Store, dict[str, str]]) -> None:
    store, uids = village
    check = words(returning.draw(store, "2.10c", record=uids["case"], formats=("pdf",)))
    for wanted in ("张专干、李干部", "2025年6月3日", "户主住院花了三万元"):
        assert wanted in check
    minutes = words(returning.draw(store, "2.10d", record=uids["case"], formats=("pdf",)))
    for wanted in ("王支书", "2025年6月6日", "民主评议签到表", "王支书3027"):
        assert wanted in minutes


def test_without_a_name_a_paper_is_made_for_all_that_have_its_step_before_them(village: tuple[st.Store, dict[str, str]]) -> None:
    store, uids = village
    due = returning.draw(store, "2.10b", formats=("pdf",))
    waiting = st.get(store, "monitoring", uids["waiting"])
    assert waiting is not None
    assert due.rows == 1
    assert not returning.draw(store, "2.10e", formats=("pdf",)).files


def test_a_card_for_the_wall_has_no_number_no_illness_no_income_and_is_one_side(village: tuple[st.Store, dict[str, str]]) -> None:
    store, uids = village
    made = returning.draw(store, "2.14", household=uids["home"], formats=("pdf",))
    text = words(made)
    assert made.files[0].pages == 1
    for wanted in ("白小甲", "第1版", "更新日期：2025年7月22日", "健康帮扶：办慢病卡", "1,200.00元", "12317", "李干部"):
        assert wanted in text
    assert not re.search(r"\d{15}|138\d{8}|收入|患病|因病", text)


def test_a_card_goes_stale_when_what_stands_on_it_changes_and_its_next_printing_is_a_new_version(tmp_path: Path, fast_kdf: None) -> None:
    store = build(tmp_path / "data")
    home = returning.draw(store, "2.14", formats=()).documents
    first = returning.make(store, "2.14", formats=("pdf",))
    assert first.rows == len(home)
    assert returning.draw(store, "2.14b", formats=("pdf",)).rows == 0
    [changed] = st.find(store, "helper", {"household": st.find(store, "household", {"type": "lifted"})[0].uid})
    st.change(store, "helper", changed.uid, {"phone": "13900000077"})
    stale = returning.draw(store, "2.14b", formats=("pdf",)).sheet
    assert stale is not None
    assert [row[5:] for row in stale.rows] == [("2025-07-22", "第 1 版", "帮扶责任人")]
    whose = changed["household"]
    assert "第2版" in words(returning.make(store, "2.14", household=whose, formats=("pdf",)))
    assert "第2版" in words(returning.make(store, "2.14", household=whose, formats=("pdf",)))
    assert returning.draw(store, "2.14b", formats=("pdf",)).rows == 0
    store.close()


def test_the_book_of_a_household_has_every_record_and_its_contents_find_it(village: tuple[st.Store, dict[str, str]]) -> None:
    store, uids = village
    made = returning.draw(store, "2.15", household=uids["home"], formats=("pdf",))
    pdf = made.files[0].data
    pages = [re.sub(r"\s", "", page_text(pdf, at)) for at in range(page_count(pdf))]
    assert "一户一档" in pages[0]
    listed = re.findall(r"([\u4e00-\u9fff]+)\.+(\d)", pages[1].removeprefix("目录"))
    assert [title for title, _ in listed][:3] == ["农户信息采集表", "家庭成员", "帮扶计划和措施"]
    for title, page in listed:
        assert title in pages[1 + int(page)]
    whole = "".join(pages)
    for wanted in ("办慢病卡", "户主住院花了三万元", "养羊三十只", "明白卡", "钢筋工", f"共{len(pages) - 2}页"):
        assert wanted in whole
    assert "巴特尔" not in whole


def test_the_statistics_are_the_figures_in_the_order_of_reports_on_paper_in_excel_and_in_word(village: tuple[st.Store, dict[str, str]]) -> None:
    store, _ = village
    made = returning.draw(store, "2.17", formats=("pdf", "xlsx", "docx"))
    assert made.sheet is not None
    assert [band.text[:2] for band in made.sheet.bands] == ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"]
    found = figures.values(store)
    by_words = {str(row[1]).strip("　"): row for row in made.sheet.rows}
    assert by_words["监测户"][2:4] == (found["household.monitored"], found["person.monitored"])
    assert by_words["户籍人口"][2:4] == ("未登记", "未登记")
    assert by_words["余额"][4] == found["loan.balance"]
    assert {"本月应入户", "本月应电话联系（全家外出）", "地点未核实"} <= set(by_words)
    cells = CalamineWorkbook.from_filelike(BytesIO(made.files[1].data)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in cells if str(row[1]) == "监测户"] == [found["household.monitored"]]
    written = [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(made.files[2].data)).tables[0].rows]
    assert ["6", "监测户", str(found["household.monitored"]), str(found["person.monitored"]), "", ""] in written


def test_the_summary_says_nothing_that_no_figure_says(village: tuple[st.Store, dict[str, str]]) -> None:
    store, _ = village
    made = returning.draw(store, "2.17b", formats=("docx", "pdf"))
    file = docx.Document(BytesIO(made.files[0].data))
    text = "\n".join(one.text for one in file.paragraphs)
    found = figures.values(store)
    assert f"监测对象{found['household.monitored']}户{found['person.monitored']}人" in text
    assert "认领2条（国家考核评估1条，旗县反馈1条），其中立行立改0条，长期坚持1条，已整改完1条" in text
    assert "户籍人口" not in text  # nobody typed it
    assert "环境卫生整治" not in text  # none was held
    assert "（二）" in text
    numbers = set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\d{4}年\d+月(?:\d+日)?|\d+月", "", text.split("附件")[0])))
    known = {f"{value}".removesuffix(".00") for value in found.values() if value is not None} | {f"{value}" for value in found.values()}
    assert len(numbers - known) <= 6  # standards, sums in 万元, what is still to be done
    assert words(made).count("某某村村民委员会") == 1


def test_photos_and_scans_close_the_book_each_page_of_them_on_paper(tmp_path: Path, fast_kdf: None) -> None:
    store = build(tmp_path / "data")
    home = st.find(store, "household", {"type": "lifted"})[0].uid
    for number, content in enumerate((photo(), scan(2))):
        (tmp_path / str(number)).write_bytes(content)
    taken = evidence.take_in(store, [tmp_path / "0", tmp_path / "1"])
    evidence.add(store, "household", home, taken.pictures)
    pdf = returning.draw(store, "2.15", household=home, formats=("pdf",)).files[0].data
    store.close()
    pages = [re.sub(r"\s", "", page_text(pdf, at)) for at in range(page_count(pdf))]
    [first] = re.findall(r"照片和证件\.+(\d)", pages[1])
    pictures = "".join(pages[1 + int(first):])
    assert all(words in pictures for words in ("第1张", "第2张", "第1页共2页", "第2页共2页", f"共{len(pages) - 2}页"))
    document = PdfDocument(pdf)
    assert sum(len(list(document[at].get_objects(filter=[3]))) for at in range(len(document))) == 3
    document.close()
