"""防返贫监测: one case driven through the real window, from clue to removal, look-back and 风险回退, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui import background, theme
from gui.desk import Desk
from gui.pages.case_page import CasePage
from gui.settings import Settings
from gui.shell import MainWindow
from models import store as st
from reports.returns import RETURNS
from services.case_papers import FORMS
from tests.gui.small_village import Village, build
from tools.pictures_monitoring import CLEARED, CLUE, FOUND, MEASURE, TWO, fill

HOME = "赵六"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    made = build(tmp_path / "data", {HOME: "一组"})
    yield made
    background.wait()
    made.store.close()


@pytest.fixture
def shell(place: Village, styled: QApplication, tmp_path: Path, qtbot: Any) -> MainWindow:
    made = MainWindow(Desk(place.store, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(made)
    made.show()
    return made


class Cadre:
    """Somebody at the window of one case."""

    def __init__(self, shell: MainWindow, qtbot: Any, case: str) -> None:
        self.shell, self.qtbot = shell, qtbot
        shell.go("case", case)
        self.settle()

    @property
    def page(self) -> CasePage:
        here = self.shell.page()
        assert isinstance(here, CasePage)
        return here

    @property
    def form(self) -> Any:
        return self.page.side.currentWidget()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not background._alive)
        QApplication.processEvents()

    def press_next(self) -> None:
        self.qtbot.keyClick(self.page.head.next_button, Qt.Key.Key_Return)

    def choose(self, words: str) -> None:
        """From the menu beside the one large button."""
        next(one for one in self.page.head.actions_shown() if one.text() == words).trigger()

    def file(self, typed: Mapping[str, Any]) -> bool:
        fill(self.form, typed)
        done = self.form.save() is not None
        self.settle()
        return done

    def go_on(self, steps: Any) -> None:
        """Each step by the large button."""
        for kind, typed in steps:
            assert self.page.case is not None and self.page.case.next == kind
            self.press_next()
            assert self.file(typed), self.sentences()

    def state(self) -> str:
        assert self.page.case is not None
        return self.page.case.tags[0][0]

    def sentences(self) -> str:
        """Everything that the form says of what was typed."""
        return "\n".join([self.form.line.text(), *(row.mistakes_text() for row in self.form.fields.rows.values() if row.isVisible())])

    def words(self) -> str:
        """Everything that stands on the page."""
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def start(shell: MainWindow, place: Village, qtbot: Any) -> Callable[..., Cadre]:
    """A cadre before a case that has got so far."""

    def begun(*steps: tuple[str, Mapping[str, Any]], **more: Any) -> Cadre:
        case = place.add("monitoring", household=place.homes[HOME], **CLUE | more)
        for kind, typed in steps:
            place.add("monitoring_step", case=case, kind=kind, **typed)
        return Cadre(shell, qtbot, case)

    return begun


def test_a_case_goes_from_clue_to_removal_look_back_and_fallback(shell: MainWindow, place: Village, qtbot: Any) -> None:
    shell.go("ledger/monitoring")
    listed: Any = shell.page()
    listed.new_record()
    fill(listed.form, {"household": place.homes[HOME], **CLUE})
    case = listed.form.save()
    listed.view.opened.emit(case)
    cadre = Cadre(shell, qtbot, case)
    assert cadre.page.head.next_button.text() == "记下一步：入户核实"
    assert "认定晚了" in cadre.words()
    cadre.go_on(FOUND)
    assert (cadre.state(), cadre.page.head.next_button.text()) == ("帮扶中", "登记措施")
    cadre.press_next()
    assert cadre.file(MEASURE)
    assert st.find(place.store, "support")[0]["case"] == case
    cadre.go_on(CLEARED[:5])
    assert cadre.state() == "拟消除"
    cadre.go_on(CLEARED[5:])
    assert cadre.state() == "已消除"
    assert not cadre.page.head.next_button.isVisible()
    cadre.choose("风险回退")
    assert cadre.file({"date": "2025-07-15", "text": "核查不实，收入没有那么多。"})
    assert (cadre.state(), cadre.page.head.next) == ("帮扶中", "removal_visit")
    assert [stop.kind for stop in cadre.page.case.stops if stop.place != "later"][-3:] == ["fallback", "help", "removal_visit"]
    assert st.count(place.store, "monitoring_step") == len(FOUND) + len(CLEARED) + 1


def test_a_case_that_was_removed_is_followed_by_a_new_one(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start(*FOUND, *CLEARED)
    before = cadre.page.uid
    cadre.choose("有了新风险，另记一次")
    assert cadre.file({"clue_on": "2025-07-20", "kind": "unstable"})
    assert cadre.page.uid != before and cadre.page.head.next == "visit"
    assert st.by_uids(place.store, "monitoring", [cadre.page.uid])[0]["after"] == before
    cadre.choose("看上一次监测")
    cadre.settle()
    assert cadre.page.uid == before


def refused(cadre: Cadre, place: Village, kind: str, typed: Mapping[str, Any]) -> str:
    """Try a step that may not be; nothing is written, and the form keeps what was typed."""
    count, steps = st.count(place.store, "monitoring_step"), cadre.page.case
    cadre.page.begin(kind)
    assert not cadre.file(typed)
    assert (st.count(place.store, "monitoring_step"), cadre.page.case) == (count, steps)
    assert cadre.form.isVisible()
    return cadre.sentences()


def test_a_step_before_the_one_it_needs_is_refused_in_the_line(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start(*FOUND[:2])
    assert "还没有“民主评议”这一步" in refused(cadre, place, "notice", FOUND[3][1])
    assert "日期比“入户核实”还早" in refused(cadre, place, "review", {"date": "2024-09-03"})


def test_nobody_is_compared_before_the_householder_signed(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start(("visit", {"date": "2024-09-04", "who": TWO}))
    assert "户主还没有签承诺授权书" in refused(cadre, place, "comparison", {"date": "2024-09-05"})
    assert cadre.file({"authorised": True})


def test_a_removal_with_its_risk_unsolved_is_refused_with_the_reason(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start(*FOUND)
    said = refused(cadre, place, "removal_visit", CLEARED[0][1] | {"risk_solved": False})
    assert "风险还没有解决，不能消除。请接着帮扶，解决以后再核查。" in said


def test_what_removal_lacks_is_seen_before_and_an_early_one_after(start: Callable[..., Cadre], place: Village) -> None:
    late = {"clue_on": "2025-03-02"}
    cadre = start(*((kind, typed | {"date": f"2025-03-0{at + 3}"} | ({"until": "2025-03-06"} if kind == "notice" else {}))
                    for at, (kind, typed) in enumerate(FOUND)), **late)  # fmt: skip
    assert "帮扶满6个月（2025年9月9日才满）" in cadre.words()
    assert "还差 2 条，先不要消除。" in cadre.words()
    cadre.press_next()
    assert cadre.file(MEASURE | {"date": "2025-03-20"})
    assert "还差 1 条，先不要消除。" in cadre.words()
    assert cadre.page.head.next_button.text() == "登记措施"
    cadre.choose("记：消除核查")
    assert cadre.form.title.text() == f"{HOME} 户：消除核查"
    for kind, typed in CLEARED[:6]:
        day = typed["date"].replace("-05-", "-07-")
        place.add("monitoring_step", case=cadre.page.uid, kind=kind, **typed | {"date": day} | ({"until": "2025-07-13"} if "until" in typed else {}))
    cadre.page.refresh()
    cadre.settle()
    assert "要改：2025年3月认定，帮扶还不到6个月就消除，请核对。" in cadre.words()


def test_a_household_without_labour_is_not_marked_as_removed_and_may_end(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start(*FOUND, *CLEARED[:5], has_labour=False)
    assert "整户无劳动力，落实兜底后暂不标注" in cadre.words()
    cadre.go_on(CLEARED[5:6])
    assert "要改：这户没有劳动力，按规定落实兜底后暂不标注“风险消除”。" in cadre.words()
    cadre.choose("整户减少（死亡、迁出、并户）")
    assert cadre.file({"date": "2025-07-20", "end_why": "merged"})
    assert (cadre.state(), cadre.page.head.next_button.isVisible()) == ("整户减少", False)


def test_an_opening_case_shows_where_it_began_and_goes_on(start: Callable[..., Cadre], place: Village) -> None:
    opening = {"clue_on": "", "identified_month": "2021-05", "opening": True, "opened_on": date(2025, 4, 30)}
    cadre = start(**opening)
    assert "2021-05 认定，以前的步骤不用补" in cadre.words()
    assert "还没有佐证" not in cadre.words() and "晚了" not in cadre.words()
    cadre.press_next()
    assert cadre.file(MEASURE | {"date": "2025-05-01"})
    cadre.go_on(CLEARED[:1])
    assert cadre.state() == "拟消除"


def test_a_paper_is_put_on_its_step_and_until_then_it_is_missed(start: Callable[..., Cadre], place: Village, tmp_path: Path) -> None:
    cadre = start(FOUND[0])
    assert "还没有佐证：核查表、承诺授权书" in cadre.words()
    Image.new("RGB", (60, 80), "white").save(tmp_path / "sheet.jpg")
    step = st.find(place.store, "monitoring_step")[0].uid
    cadre.page.take_in(step, [tmp_path / "sheet.jpg"])
    cadre.settle()
    assert [row["row"] for row in st.find(place.store, "attachment")] == [step]
    assert "还没有佐证" not in cadre.words()
    assert next(b for b in cadre.page.chain.findChildren(QPushButton) if b.isVisible() and "佐证 1 张" in b.text())
    cadre.page.take_in(step, [tmp_path / "nothing.jpg"])
    cadre.settle()
    assert "读不到" in cadre.page.line.text()


def test_saving_and_going_on_opens_the_next_step_with_today_in_it(start: Callable[..., Cadre]) -> None:
    cadre = start()
    cadre.press_next()
    fill(cadre.form, FOUND[0][1])
    cadre.form.save_and_next()
    cadre.settle()
    assert cadre.form.title.text() == f"{HOME} 户：信息比对"
    assert cadre.form.fields.raw()["date"] == "2025-07-22"
    assert list(cadre.form.fields.raw()) == ["case", "kind", "date", "authorised", "result", "text"]


def test_the_list_and_the_household_open_the_page_of_a_case(start: Callable[..., Cadre], place: Village) -> None:
    cadre = start()
    case = cadre.page.uid
    cadre.shell.go("ledger/monitoring")
    listed: Any = cadre.shell.page()
    listed.view.opened.emit(case)
    assert cadre.page.uid == case
    cadre.shell.go("household", place.homes[HOME])
    cadre.settle()
    household: Any = cadre.shell.page()
    household.open_record("monitoring", case)
    assert cadre.page.isVisible()
    st.remove(place.store, "monitoring", case, "记错了")
    cadre.page.refresh()
    cadre.settle()
    assert "这一次监测已经撤掉了。" in cadre.page.line.text()


def test_the_paper_of_a_step_is_one_press_away(start: Callable[..., Cadre], qtbot: Any) -> None:
    cadre = start(*FOUND[:1])
    shown: list[str] = []
    cadre.page.desk.asked.connect(lambda key, about: shown.append(f"{key} {about}"))
    uid, chain = cadre.page.uid, cadre.page.chain
    for one in [one for one in chain.findChildren(QPushButton) if one.text().strip() == "打印"]:
        one.click()
    assert [words.partition("/")[0] for words in shown] == ["returns 2.10b", "returns 2.10c"]
    assert all(words.endswith(uid) for words in shown)
    assert set(FORMS.values()) <= set(RETURNS)


def test_nothing_is_cut_with_large_letters_and_the_form_takes_the_page(place: Village, qapp: QApplication, tmp_path: Path, qtbot: Any) -> None:
    case = place.add("monitoring", household=place.homes[HOME], **CLUE)
    for kind, typed in FOUND:
        place.add("monitoring_step", case=case, kind=kind, **typed)
    theme.apply(qapp, 150)
    shell = MainWindow(Desk(place.store, Settings(tmp_path / "screen.ini")))
    qtbot.addWidget(shell)
    shell.show()
    cadre = Cadre(shell, qtbot, case)
    assert (shell.width(), shell.height()) <= (1366, 728)
    for one in cadre.page.findChildren(QPushButton):
        if one.isVisible() and one.text():
            assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()
    assert cadre.page.overview.isVisible() and cadre.page.overview.y() > cadre.page.chain.y()
    cadre.press_next()
    assert cadre.form.isVisible() and not cadre.page.chain.isVisible()
    qtbot.keyClick(cadre.form, Qt.Key.Key_Escape)
    assert cadre.page.chain.isVisible()
    theme.apply(qapp, 100)
