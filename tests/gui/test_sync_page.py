"""上报接收 on real packages: up and down, what waits, what was refused, cards, and the township's board."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui import background
from gui.desk import Desk
from gui.pages.sync_page import SyncPage
from gui.settings import Settings
from models import store as st
from services import packing, receiving
from tests.gui.two_offices import carry, opened, pair, settle, township


def words(widget: QWidget) -> str:
    return "\n".join(shown.text() for shown in widget.findChildren(QLabel) if shown.text())


def press(widget: QWidget, start: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text().strip().startswith(start)).click()


def test_without_a_township_card_the_page_says_so_and_returns_still_go_on_the_stick(desk: Desk, qtbot, tmp_path: Path) -> None:
    page = opened(desk, qtbot)
    assert page.home.no_card.text() == "还没有镇里的接收卡。先记先打，领到卡再装包，一条不少。"
    assert not page.home.pack_button.isEnabled()
    page.home.reports_to(tmp_path)
    settle(qtbot)
    assert any((tmp_path / f"报表-{desk.store.name}-2025-07").iterdir())
    assert "没有加密" in page.home.line.text()


def test_a_package_goes_up_and_its_receipt_comes_back(desk: Desk, qtbot, tmp_path: Path, town: st.Store) -> None:
    page = opened(desk, qtbot)
    assert page.home.waiting.text().startswith("4 条还没带到镇上") and "家庭成员 2" in _ledgers(page)
    page.pack_to(tmp_path / "stick")
    settle(qtbot)
    assert page.home.line.text().endswith("U盘可以拔了。") and "第1包" in page.home.line.text()
    assert "第1包" in words(page.home.packages) and "还没回音" in words(page.home.packages)
    receiving.receive(town, [tmp_path / "stick"], tmp_path / "answers")
    page.receive_from([tmp_path / "answers"])
    settle(qtbot)
    assert page.home.waiting.text() == "都带到镇上了，没有新的。"
    assert "镇里已收到第1包，一条不少" in words(page.home.packages)
    assert "示范镇第1包" in words(page.home.came)
    uid = st.uids(desk.store, "household")[0]
    assert st.states(desk.store, "household", [uid]) == {uid: "received"}


def _ledgers(page: SyncPage) -> list[str]:
    flow = page.home.by_ledger.row
    return [flow.itemAt(at).widget().text() for at in range(flow.count())]


def test_pressing_a_ledger_leads_to_the_rows_that_have_not_gone(desk: Desk, qtbot, town: st.Store) -> None:
    page = opened(desk, qtbot)
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    press(page.home, "农户")
    assert asked == [("ledger/household", "local")]


def test_no_package_found_is_said_and_no_file_of_others_is_touched(desk: Desk, qtbot, tmp_path: Path, town: st.Store) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "照片.jpg").write_bytes(b"x")
    page = opened(desk, qtbot)
    page.receive_from([tmp_path / "stick"])
    settle(qtbot)
    assert "没有找到包" in page.home.line.text()
    assert [one.name for one in (tmp_path / "stick").iterdir()] == ["照片.jpg"]


def test_a_damaged_package_lies_in_quarantine_with_its_reason_and_the_others_go_on(
    town_desk: Desk, desk: Desk, qtbot, tmp_path: Path
) -> None:
    packing.pack(desk.store, tmp_path / "stick")
    good = next((tmp_path / "stick").glob("*.gbp"))
    (tmp_path / "stick" / f"{good.stem[:-1]}9.gbp").write_bytes(good.read_bytes()[:400])
    page = opened(town_desk, qtbot)
    page.receive_from([tmp_path / "stick"])
    settle(qtbot)
    assert "收下 1 个，1 个暂存，没收进来" in page.home.line.text()
    assert "暂存，没收进来" in words(page.home.read_card) and "收下了" in words(page.home.read_card)
    assert "暂存 1" in [one.text() for one in page.tabs.findChildren(QPushButton)]
    page.show_tab("held")
    assert page.held.why.text() and not page.held.again_button.isHidden()
    page.held.try_again()
    settle(qtbot)
    assert page.held.line.text() and len(page.held._held) == 1
    page.held.drop()
    assert "真要删掉吗" in page.held.line.text()
    page.held._on_drop()
    settle(qtbot)
    assert page.held._held == {} and not page.held.nothing.isHidden()


def test_the_township_sees_who_came_what_was_answered_and_whose_card_is_missing(
    town_desk: Desk, desk: Desk, qtbot, tmp_path: Path
) -> None:
    page = opened(town_desk, qtbot)
    assert page.home.villages.lines.lines[0].cells[:3] == ("清水村", "有", "还没来过")
    packing.pack(desk.store, tmp_path / "stick")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "stick"))])
    page.home.drop.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                        Qt.KeyboardModifier.NoModifier))
    settle(qtbot)
    cells = page.home.villages.lines.lines[0].cells
    assert cells[2].startswith("第1包") and cells[3] == "1 包" and cells[6].endswith("还没回音") and cells[7] == "今天来过"
    assert "给 1 个村的回包已经放好" in page.home.line.text()
    assert list((tmp_path / "stick").glob("999999104000-*.gbp"))


def test_a_package_of_a_village_without_a_card_is_on_the_board_and_comes_in_after_pairing(
    desk: Desk, styled, qtbot, tmp_path: Path
) -> None:
    town = township(desk.store, tmp_path, paired=False)
    from services import offices

    offices.identity(town, tmp_path / "town.card")
    offices.pair(desk.store, tmp_path / "town.card")
    packing.pack(desk.store, tmp_path / "stick")
    town_desk = Desk(town, Settings(tmp_path / "town.ini"))
    page = opened(town_desk, qtbot)
    page.receive_from([tmp_path / "stick"])
    settle(qtbot)
    line = page.home.villages.lines.lines[0]
    assert line.cells[0].endswith("999999104201") and line.cells[1] == "没有" and line.cells[5] == "1 个"
    pair(desk.store, town, tmp_path)
    page.show_tab("held")
    page.refresh()
    settle(qtbot)
    page.held.try_again()
    settle(qtbot)
    assert page.held._held == {} and st.count(town, "household") == 2
    assert background.wait()
    town.close()


def test_a_full_stick_gets_one_sentence_next_to_the_button(desk: Desk, town: st.Store, qtbot, tmp_path: Path, monkeypatch) -> None:
    from models.kernel import Circumstance

    def full(*_: object, **__: object) -> None:
        raise Circumstance("U盘满了，还差 12 MB。原来的文件没动。")

    page = opened(desk, qtbot)
    monkeypatch.setattr(packing, "pack", full)
    page.pack_to(tmp_path / "stick")
    settle(qtbot)
    assert page.home.line.text() == "U盘满了，还差 12 MB。原来的文件没动。"
    assert page.home.waiting.text().startswith("4 条还没带到镇上")


def test_stopping_says_what_is_left_behind(desk: Desk, town: st.Store, qtbot, tmp_path: Path, monkeypatch) -> None:
    def slow(store: st.Store, folder: Path, progress) -> None:
        while True:
            progress(0, 1, "")

    page = opened(desk, qtbot)
    monkeypatch.setattr(packing, "pack", slow)
    page.pack_to(tmp_path / "stick")
    page.home.progress._on_cancel()
    settle(qtbot)
    assert page.home.line.text() == "停下了，没有装。U盘里原来的文件没动。"



def test_a_stick_that_takes_no_answer_takes_nothing_back_of_what_came_in(
    town_desk: Desk, desk: Desk, qtbot, tmp_path: Path, monkeypatch
) -> None:
    from models.kernel import Circumstance

    def loose(*_: object, **__: object) -> None:
        raise Circumstance("U盘没插好或者拔出来了，没有写成。")

    packing.pack(desk.store, tmp_path / "stick")
    page = opened(town_desk, qtbot)
    monkeypatch.setattr(receiving, "pack_for", loose)
    page.receive_from([tmp_path / "stick"])
    settle(qtbot)
    assert "收下 1 个" in page.home.line.text() and "回包没放上去：U盘没插好" in page.home.line.text()
    assert st.count(town_desk.store, "household") == 2


def test_a_package_for_another_township_is_named_as_such(desk: Desk, styled, qtbot, tmp_path: Path) -> None:
    other, _ = st.create(tmp_path / "other", role="township", region="999999205000", name="外镇", operator="镇专干",
                         password="green-hill-7", today=desk.store.today())
    town = township(desk.store, tmp_path)
    packing.pack(desk.store, tmp_path / "stick")
    other_desk = Desk(other, Settings(tmp_path / "other.ini"))
    page = opened(other_desk, qtbot)
    page.receive_from([tmp_path / "stick"])
    settle(qtbot)
    assert "1 个暂存，没收进来" in page.home.line.text() and st.count(other, "household") == 0
    assert background.wait()
    for store in (town, other):
        store.close()


def test_what_is_remembered_differently_after_reading_is_one_press_away(
    desk: Desk, town: st.Store, qtbot, tmp_path: Path
) -> None:
    uid = st.uids(desk.store, "household")[0]
    carry(desk.store, town, tmp_path)
    st.change(town, "household", uid, {"phone": "13900000001"})
    st.change(desk.store, "household", uid, {"phone": "13900000002"})
    packing.pack(town, tmp_path / "down")
    page = opened(desk, qtbot)
    page.receive_from([tmp_path / "down"])
    settle(qtbot)
    assert "有 1 处村里和镇里记得不一样" in page.home.line.text()
    press(page.home, "去看记得不一样的")
    assert page._here is page.conflicts and page.conflicts.list.lines.rowCount() == 1


def test_a_package_for_the_villages_other_computer_never_says_that_the_township_has_it(
    desk: Desk, qtbot, tmp_path: Path
) -> None:
    second, _ = st.create(tmp_path / "second", role="village", region=desk.store.region, name="清水村", operator="会计",
                          password="green-hill-7", today=desk.store.today())
    pair(desk.store, second, tmp_path)
    page = opened(desk, qtbot)
    assert page.home.pack_button.isEnabled() and not page.home.no_card.isHidden()
    page.pack_to(tmp_path / "stick")
    settle(qtbot)
    receiving.receive(second, [tmp_path / "stick"])
    packing.pack(second, tmp_path / "back")
    second.close()
    page.receive_from([tmp_path / "back"])
    settle(qtbot)
    said = words(page.home.packages)
    assert "给村里另一台电脑" in said and "镇里" not in said


def test_what_a_package_brought_opens_row_by_row(desk: Desk, qtbot, tmp_path: Path, town: st.Store) -> None:
    page = opened(desk, qtbot)
    page.pack_to(tmp_path / "stick")
    settle(qtbot)
    receiving.receive(town, [tmp_path / "stick"], tmp_path / "answers")
    uid = st.uids(town, "household")[0]
    st.change(town, "household", uid, {"phone": "13900000000"})
    packing.pack(town, tmp_path / "back")
    page.receive_from([tmp_path / "back"])
    settle(qtbot)
    press(page.home, "看看")
    settle(qtbot)
    line = next(line for line in page.brought.rows.list.lines.lines if line.uid.startswith(f"household/{uid}/"))
    assert line.cells[1:] == ("白云飞", "农户")
    asked: list[tuple[str, object]] = []
    desk.asked.connect(lambda key, uid: asked.append((key, uid)))
    page.brought.rows.list.opened.emit(line.uid)
    assert asked == [("household", uid)]
    page.brought.rows.head.back.emit()
    assert page.views.currentWidget() is page.home
