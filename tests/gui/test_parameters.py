"""标准和期限: what holds now is seen, a new value is dated, and what was set goes back; and 更多台账 is searched."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.desk import Desk
from gui.menu import other_ledgers
from gui.pages.more_page import MOST_OFTEN, MorePage
from gui.pages.parameters_page import ParametersPage
from gui.pages.settings_page import SettingsPage
from gui.shell import MainWindow
from models import store as st
from models.insight.policy import parameter
from models.kernel import UserMistake
from services import policies

DAYS = "notice.days.project"


@pytest.fixture
def page(desk: Desk, qtbot) -> ParametersPage:
    made = ParametersPage(desk)
    qtbot.addWidget(made)
    made.resize(1120, 640)
    made.show()
    made.open()
    return made


@pytest.fixture
def window(desk: Desk, qtbot) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    return made


def write(page: ParametersPage, id: str, value: str, since: str, source: str) -> None:
    page.list.pick(id)
    page.value.setText(value)
    page.since.line.setText(since)
    page.source.setText(source)
    page._on_change()


def rows_of(page: ParametersPage) -> list[str]:
    return [line.uid for line in page.list.lines.lines]


def test_everything_is_listed_by_topic_in_words(page: ParametersPage) -> None:
    cells = [line.cells for line in page.list.lines.lines]
    areas = [one[0] for one in cells]
    assert areas == sorted(areas, key=areas.index)
    assert len(cells) > 100
    latin = [one for one in cells if any(c.isascii() and c.isalpha() for c in "".join(one).replace("LPR", ""))]
    assert [one for one in latin if one[2] not in ("C级、D级", "C、D")] == []


def test_what_holds_today_and_what_takes_over_is_shown(page: ParametersPage) -> None:
    page.list.pick("loan.default_product")
    assert page.now.text() == "脱贫人口小额信贷"
    assert page.coming.text() == "2026年1月1日起改为帮扶小额信贷"


def test_a_new_value_holds_from_its_day_and_goes_back_in_one_step(page: ParametersPage, desk: Desk) -> None:
    write(page, DAYS, "7", "2025-07-10", "旗里2025年3号文")
    assert page.line.text() == ""
    assert (parameter(desk.store, DAYS), parameter(desk.store, DAYS, date(2025, 7, 9))) == (7, 10)
    assert page.chosen().whose == "本村定的"
    assert page.now.text() == "7天"
    assert page.value.text() == ""
    desk.undo()
    assert parameter(desk.store, DAYS) == 10


def test_the_same_day_set_again_is_corrected(page: ParametersPage, desk: Desk) -> None:
    write(page, DAYS, "7", "2025-07-10", "旗里2025年3号文")
    write(page, DAYS, "8", "2025-07-10", "旗里2025年3号文，更正")
    assert st.count(desk.store, "parameter") == 1
    assert parameter(desk.store, DAYS) == 8


def test_what_was_set_is_given_up(page: ParametersPage, desk: Desk) -> None:
    page.list.pick(DAYS)
    assert not page.back.isVisible()
    write(page, DAYS, "7", "2025-07-10", "旗里2025年3号文")
    assert page.back.isVisible()
    page._on_back()
    assert parameter(desk.store, DAYS) == 10
    assert not page.back.isVisible()


@pytest.mark.parametrize(
    ("id", "value", "since", "source", "words"),
    [
        (DAYS, "", "2025-07-01", "文件", "请写新的值"),
        (DAYS, "七天", "2025-07-01", "文件", "不是数字"),
        (DAYS, "7", "2025-07-01", "", "哪个文件"),
        (DAYS, "7", "", "文件", "从哪天起"),
        (DAYS, "7", "2025-02-30", "文件", "没有这一天"),
        ("loan.default_product", "房贷", "2025-07-01", "文件", "不在“贷款产品”里"),
        ("loan.default_product", "帮扶小额信贷、脱贫人口小额信贷", "2025-07-01", "文件", "只能写一个"),
        ("asset.clearing_day", "4月底", "2025-07-01", "文件", "不是几月几日"),
        ("asset.clearing_day", "4月31日", "2025-07-01", "文件", "没有这一天"),
        ("loan.renewal_counts_as_granted", "也许", "2025-07-01", "文件", "要写“是”或“否”"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    page: ParametersPage, desk: Desk, id: str, value: str, since: str, source: str, words: str
) -> None:
    write(page, id, value, since, source)
    assert words in page.line.text()
    assert page.value.text() == value
    assert st.count(desk.store, "parameter") == 0


def test_words_are_written_as_people_say_them(page: ParametersPage, desk: Desk) -> None:
    write(page, "visit.classes", "脱贫户、监测对象", "2025-07-01", "旗里2025年3号文")
    assert parameter(desk.store, "visit.classes") == ("lifted", "monitored")
    assert page.now.text() == "脱贫户、监测户"
    write(page, "loan.renewal_counts_as_granted", "否", "2025-07-01", "旗里2025年3号文")
    assert parameter(desk.store, "loan.renewal_counts_as_granted") is False
    write(page, "asset.clearing_day", "5月9日", "2025-07-01", "旗里2025年3号文")
    assert (parameter(desk.store, "asset.clearing_day"), page.now.text()) == ("05-09", "5月9日")
    write(page, "project.wage_ways", "空着", "2025-07-01", "旗里2025年3号文")
    assert (parameter(desk.store, "project.wage_ways"), page.now.text()) == ((), "空着")


def test_the_list_is_searched_and_kept_to_a_topic(page: ParametersPage, qtbot) -> None:
    page.search.setText("公示几天")
    assert set(rows_of(page)) == {"notice.days.monitoring", "notice.days.subsidy", DAYS}
    page.search.setText("xmzj")
    assert DAYS in rows_of(page)
    page.search.setText("没有这样的")
    assert "没有找到" in page.line.text()
    assert not page.card.isEnabled()
    page.search.clear()
    page.area.setCurrentIndex(page.area.findText("公示"))
    assert {id.split(".")[0] for id in rows_of(page)} == {"notice"}


def test_keys_alone_are_enough(page: ParametersPage, desk: Desk, qtbot) -> None:
    page.search.setText("项目资金公示")
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    page.value.setText("7")
    page.source.setText("旗里2025年3号文")
    qtbot.keyClick(page.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert parameter(desk.store, DAYS) == 7


def test_the_township_sets_it_for_all_its_villages(town: st.Store) -> None:
    policies.set_value(town, DAYS, "12", "2025-07-01", "镇里2025年2号文")
    (row,) = st.find(town, "parameter")
    assert row.scope == "*"
    line = next(line for line in policies.lines(town) if line.id == DAYS)
    assert (line.value, line.whose, line.own_uid) == ("12天", "镇里定的", row.uid)
    with pytest.raises(UserMistake, match="没有这个参数"):
        policies.set_value(town, "no.such", "1", "2025-07-01", "文件")


def test_the_way_there(window: MainWindow, qtbot) -> None:
    window.go("settings")
    settings = window.page()
    assert isinstance(settings, SettingsPage)
    next(b for b in settings.findChildren(QPushButton) if b.text() == "标准和期限").click()
    assert isinstance(window.page(), ParametersPage)
    window.go("more")
    more = window.page()
    assert isinstance(more, MorePage)
    more.search.setText("bzh")
    qtbot.keyClick(more.search, Qt.Key.Key_Return)
    assert isinstance(window.page(), ParametersPage)


def test_a_ledger_is_found_by_its_name_its_group_or_its_letters(desk: Desk, qtbot) -> None:
    page = MorePage(desk)
    qtbot.addWidget(page)
    assert page.shown() == [id for _, ids in other_ledgers() for id in ids]
    page.search.setText("zcxc")
    assert page.shown() == ["asset_inspection"]
    page.search.setText("项目资产")
    assert {"project", "asset", "collective_income"} <= set(page.shown())
    page.search.setText("没有这本")
    assert page.shown() == []
    assert not page.nothing.isHidden()


def test_a_ledger_is_found_by_the_words_written_in_it_and_what_is_opened_most_stands_on_top(desk: Desk, qtbot) -> None:
    page = MorePage(desk)
    qtbot.addWidget(page)
    page.search.setText("危房")
    assert "housing_check" in page.shown() and "loan_check" not in page.shown()
    page.search.clear()
    for _ in range(2):
        desk.settings.count_opening("points")
    page.refresh()
    assert next(iter(page.often.buttons)) == "points"
    assert "person" in page.often.buttons  # it has rows
    assert len(page.often.buttons) <= MOST_OFTEN
