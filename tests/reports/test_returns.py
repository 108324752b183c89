"""Every return on paper and in Excel: its declared columns, its values, nothing undrawable, nothing private in public."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models import store as st
from models.insight import figures
from models.ledgers import LEDGERS
from reports.filing import read, written
from reports.fonts import GETA
from reports.returns import OFFICIAL, RETURNS
from reports.sheet import PAPERS, cell_text, layout_faults
from services import returning
from tests.reports.paper import flat, pages
from tests.reports.samples import LONG_NAME

SHEETS = [one.id for one in RETURNS.values() if "xlsx" in one.formats and one.per == "village" and not one.posted]
PUBLIC = [one.id for one in RETURNS.values() if one.public]
# As practice lays the printed versions out.
PRINTED = {
    "2.1": "序号 户主 类型 日期 走访人 办理事项 家庭变化 发现问题 措施 是否办结 备注",
    "2.1c": "序号 组 门牌 户主 类型 电话 上次日期 要问的事 结果 签字",
    "2.1d": "序号 门牌 户主 类型 人口 居住 电话 上次日期 结果 情况",
    "2.2": "序号 组 户主 身份证号 常住人口 改造类别 技术模式 开工 竣工 验收日期 验收结果 使用情况 财政补助 户主签字 备注",
    "2.2b": "序号 组 户主 电话 建设年度 技术模式 问题类型 问题描述 严重程度 整改措施 责任人 整改时限 完成时间 验收人 是否销号",
    "2.3": "序号 组 借款人 身份证号 户类型 银行 金额 放款日 到期日 用途 余额 用途检查 还款/逾期 电话",
    "2.5": "序号 组 户主 姓名 性别 年龄 身份证号 户类型 务工地（省市县） 单位/工种 起止年月 月收入 联系电话 备注",
    "2.6": "序号 姓名 性别 身份证号 户类型 岗位 岗位类别 协议起止 月标准 资金来源 卡号 电话 备注",
    "2.6b": f"序号 姓名 岗位 {' '.join(map(str, range(1, 32)))} 出勤 请假 旷工 考评 签字",
    "2.6c": "序号 姓名 身份证号 岗位 发放月份 月数 标准 应发 扣款 奖励 实发 卡号 签字",
    "2.7": "序号 组 姓名 身份证号 户类型 务工地 起止时间 月数 凭证类型 票价 补助金额 卡号 电话 签字",
    "2.8b": "序号 户主 类型 人口 工资性 生产经营性 财产性 转移性 生产经营性支出 纯收入 人均 上年人均 增幅 合规自付 是否低于监测线",
    "2.9": "序号 组 户主 身份证号 户类型 品种 单位 申报数量 核定数量 补助标准 补助金额 卡号 电话 签字",
}
FULL = {"2.1": 16, "2.2": 24, "2.2b": 18, "2.3": 24, "2.5": 25, "2.6": 21, "2.7": 19, "2.8b": 20, "2.9": 19}


def test_every_ledger_has_a_register_and_the_official_forms_have_their_numbers() -> None:
    ids = [one.id for one in OFFICIAL]
    assert ids == sorted(set(ids), key=_by_number)
    assert set(LEDGERS) <= set(RETURNS)
    assert [id for id in PUBLIC if _by_number(id) < (10, "")] == [
        "2.1", "2.2", "2.2b", "2.3", "2.5", "2.6", "2.6c", "2.7", "2.9",
    ]


def _by_number(id: str) -> tuple[int, str]:
    """2.10 stands after 2.9b."""
    number = id.removeprefix("2.").rstrip("abcdefghijkl")
    return int(number), id.removeprefix("2." + number)


@pytest.mark.parametrize("id", PRINTED)
def test_the_printed_version_has_the_columns_of_practice(id: str) -> None:
    assert [col.column.heading for col in RETURNS[id].columns] == PRINTED[id].split()
    assert len(RETURNS[id].full) == FULL.get(id, len(RETURNS[id].columns))


@pytest.mark.parametrize("full", [False, True], ids=["打印版", "全表版"])
@pytest.mark.parametrize("id", SHEETS)
def test_paper_holds_every_heading_and_every_value_and_no_empty_box(village: st.Store, id: str, full: bool) -> None:
    made = returning.draw(village, id, full=full, formats=("pdf",))
    text = pages(made)
    assert made.sheet is not None
    assert read(written(made.sheet)) == made.sheet  # so that it can be printed again as it was
    assert GETA not in text
    for column in made.sheet.columns:
        assert flat(column.heading) in text, column.heading
    for row in made.sheet.rows:
        for value, column in zip(row, made.sheet.columns, strict=True):
            for part in cell_text(value, column.kind).split("\n"):
                # A long text is broken between other columns' lines: its beginning is looked for.
                wanted = flat(part) if column.kind == "id" else flat(part)[:4]
                assert wanted in text, (column.heading, part)


@pytest.mark.parametrize("id", SHEETS)
def test_a_printed_register_fits_its_paper(village: st.Store, id: str) -> None:
    made = returning.draw(village, id, formats=("pdf",))
    assert made.sheet is not None
    assert made.sheet.paper in PAPERS
    assert layout_faults(made.sheet) == []
    # A column a day is not read across but down.
    assert sum(not column.heading.isdigit() for column in made.sheet.columns) <= 15


@pytest.mark.parametrize("id", FULL)
def test_a_full_version_fits_one_width_of_a3(village: st.Store, id: str) -> None:
    made = returning.draw(village, id, full=True, formats=("pdf",))
    assert made.sheet is not None
    assert made.sheet.paper == "A3横"
    assert layout_faults(made.sheet) == []


@pytest.mark.parametrize("id", SHEETS)
def test_excel_has_the_same_rows_and_keeps_numbers_of_people_as_text(village: st.Store, id: str) -> None:
    made = returning.draw(village, id, full=True, formats=("xlsx",))
    assert made.sheet is not None
    book = CalamineWorkbook.from_filelike(BytesIO(made.files[0].data))
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    head = next(at for at, row in enumerate(cells) if row[0] == "序号")
    assert [str(text) for text in cells[head]] == [column.heading for column in made.sheet.columns]
    for at, column in enumerate(made.sheet.columns):
        if column.kind == "id":
            printed = [str(row[at] or "") for row in made.sheet.rows]
            bands = Counter(band.at for band in made.sheet.bands)
            lines = iter(cells[head + 1:])
            read = []
            for number in range(len(made.sheet.rows)):
                for _ in range(bands[number]):
                    next(lines)
                read.append(next(lines)[at])
            assert read == printed


@pytest.mark.parametrize("id", PUBLIC)
def test_a_public_version_holds_no_number_of_a_person_and_nothing_of_health(village: st.Store, id: str) -> None:
    made = returning.draw(village, id, public=True)
    assert made.sheet is not None
    assert made.sheet.public
    assert {column.private for column in made.sheet.columns} == {"none"}
    book = CalamineWorkbook.from_filelike(BytesIO(next(f.data for f in made.files if f.format == "xlsx")))
    cells = " ".join(str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)
    for text in (pages(made), cells):
        assert not re.search(r"\d{15}|1[3-9]\d{9}|XY2025|腿摔伤|慢病卡|患病|养羊|已消除|边缘易致贫|突发严重", text)
        assert "12317" in text
    assert all("公示版" in file.name for file in made.files)


def test_programs_read_every_total_under_an_english_name() -> None:
    columns = [(id, col.column) for id, declared in RETURNS.items() for col in (*getattr(declared, "columns", ()), *getattr(declared, "full", ()))]
    assert any(column.total for _, column in columns)
    assert [(id, column.heading) for id, column in columns if column.total and not column.field] == []


def test_totals_are_the_figures(village: st.Store) -> None:
    loans = returning.draw(village, "2.3", formats=("pdf",))
    owed = figures.value(village, "loan.balance", "2025-07")
    assert loans.totals == {"amount": "250000.00", "balance": f"{owed}"}
    assert owed == Decimal("240000.00")
    toilets = returning.draw(village, "2.2", formats=("pdf",))
    assert toilets.rows == figures.value(village, "toilet.new", "2025")
    assert toilets.totals == {"subsidy": "15000.00"}
    jobs = returning.draw(village, "2.5", formats=("pdf",))
    assert jobs.rows == figures.value(village, "job.persons", "2025")


def test_people_at_work_have_subtotals_by_place(village: st.Store) -> None:
    sheet = returning.draw(village, "2.5", formats=("pdf",)).sheet
    assert sheet is not None
    assert [band.text for band in sheet.bands] == [
        "小计：省外 5 人", "小计：境外 5 人", "小计：省内县外 5 人", "小计：县内 10 人，其中公益岗位 5 人", "小计：地点未核实 5 人",
    ]  # fmt: skip


def test_a_past_month_shows_what_was_owed_then(village: st.Store) -> None:
    assert returning.draw(village, "2.3", period="2025-05", formats=("pdf",)).totals["balance"] == "250000.00"
    assert returning.draw(village, "2.1", period="2025-06", formats=("pdf",)).rows == 0


def test_the_visit_record_is_one_page_a_household_that_is_due(village: st.Store) -> None:
    made = returning.draw(village, "2.1b")
    due = figures.value(village, "visit.home_due", "2025-07")
    done = figures.value(village, "visit.home_done", "2025-07")
    assert due is not None
    assert done is not None
    assert made.rows == due - done == made.files[0].pages
    text = pages(made)
    for words in ("户主签字（按印）", "走访人签字", "诉求和建议", "饮水安全", "转移性收入", "李干部", "还在某某旗干活吗"):
        assert words in text


def test_a_family_of_ten_all_at_work_loses_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "v", role="village", region="999999104202", name="某某嘎查", operator="张专干",
                         password="made-up-12", today=date(2025, 7, 22))
    with st.together(store, "样例") as doing:
        home = doing.add("household", {"head_name": LONG_NAME, "group": "一组", "type": "lifted"}).uid
        names = [f"其其格·{word}" for word in "甲乙丙丁戊己庚辛壬"]
        for name in names:
            person = doing.add("person", {"household": home, "name": name, "relation": "其他"}).uid
            doing.add("job", {"person": person, "place": "县内", "year": 2025, "city": "某某旗某某苏木某某嘎查"})
    made = returning.draw(store, "2.1b", household=home)
    sheet = returning.draw(store, "2.5", formats=("pdf",)).sheet
    store.close()
    text = pages(made)
    assert all(name in text for name in names)
    assert made.files[0].pages <= 2
    assert sheet is not None
    assert sheet.unit_name == "某某嘎查委员会"


def test_reminders_stand_two_to_a_page_and_speak_of_the_past_only_when_it_is_past(village: st.Store) -> None:
    made, late = returning.draw(village, "2.4", formats=("pdf",)), returning.draw(village, "2.4b", formats=("pdf",))
    text = pages(made)
    assert (made.rows, made.files[0].pages, late.rows) == (1, 1, 1)
    for words in ("脱贫人口小额信贷到期提醒单", "伍万元整", "以经办银行核算为准", "沿此线裁开", "身份证后四位", "成年家属代收", "2025年8月3日到期"):
        assert words in text
    assert "逾期" not in text
    assert "委托告知" in pages(late)
    two = returning.draw(village, "2.4", blank=True, formats=("pdf",))
    assert (two.rows, two.files[0].pages) == (2, 1)
    one = returning.draw(village, "2.4", record=st.find(village, "loan", {"contract": "XY2025-0012"})[0].uid)
    assert "到期提醒单" in pages(one)
    assert "逾期" not in pages(one)


def test_the_walking_list_goes_by_group(village: st.Store) -> None:
    sheet = returning.draw(village, "2.1c", formats=("pdf",)).sheet
    assert sheet is not None
    groups = [str(row[1]) for row in sheet.rows]
    assert groups == sorted(groups)
    assert sheet.paper == "A4竖"
    assert all("□无异常" in str(row[8]) for row in sheet.rows)


def test_a_sweep_lists_everybody_who_lives_there_group_by_group(village: st.Store) -> None:
    made = returning.draw(village, "2.1d", formats=("pdf",))
    assert made.sheet is not None
    assert made.rows == len(st.find(village, "household"))
    assert [band.text for band in made.sheet.bands] == ["1组　10 户", "2组　10 户", "3组　10 户"]
    assert returning.draw(village, "2.1d", group="2组", formats=("pdf",)).rows == 10


def test_a_township_office_signs_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "t", role="township", region="999999104000", name="某某镇", operator="王干事",
                         password="made-up-12", today=date(2025, 7, 22))
    sheet = returning.draw(store, "2.2", formats=("pdf",)).sheet
    store.close()
    assert sheet is not None
    assert sheet.unit_name == "某某镇人民政府"
    assert [band.text for band in sheet.bands] == ["这一期没有"]
