"""Photos and scans in the window: put on a record or waiting with a new one, looked at large, named, taken away, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from gui import background
from gui.desk import Desk
from gui.forms.record_form import RecordForm
from gui.pages.visit_panel import VisitPanel
from gui.shell import MainWindow
from gui.widgets.photo_strip import PhotoStrip
from models import store as st
from models.insight.evidence import of_record
from services import evidence
from tests.services.pictures import photo, scan

Key = Qt.Key


@pytest.fixture
def home(desk: Desk) -> str:
    return st.uids(desk.store, "household")[0]


@pytest.fixture
def fault(desk: Desk, home: str, qtbot: Any) -> RecordForm:
    toilet = st.add(desk.store, "toilet", {"household": home, "kind": "新建", "year": 2025}).uid
    uid = st.add(desk.store, "toilet_fault", {"toilet": toilet, "found_on": "2025-07-01"}).uid
    form = RecordForm(desk, "toilet_fault")
    qtbot.addWidget(form)
    form.resize(400, 640)
    form.edit(uid)
    form.show()
    return form


def files(folder: Path, *contents: bytes) -> list[Path]:
    for number, content in enumerate(contents):
        (folder / f"{number}.bin").write_bytes(content)
    return [folder / f"{number}.bin" for number in range(len(contents))]


def put(strip: PhotoStrip, paths: list[Path], qtbot: Any, column: str = "") -> None:
    with qtbot.waitSignal(strip.changed):
        strip.put(paths, column)


def pictures(store: st.Store, form: RecordForm) -> tuple[evidence.Picture, ...]:
    record = of_record(store, form.ledger, form.uid or "")
    return record.pictures if record else ()


def test_several_files_go_into_the_column_of_their_button_and_one_undo_takes_them_back(
    fault: RecordForm, desk: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(path) for path in files(tmp_path, photo(), photo(shade=9), b"no picture")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    before, after, rest = fault.photos.buttons
    assert [one.text().strip() for one in (before, after, rest)] == ["放整改前照片", "放整改后照片", "放别的照片"]
    with qtbot.waitSignal(fault.photos.changed):
        after.click()
    assert [one.field for one in pictures(desk.store, fault)] == ["photo_after"] * 2
    assert fault.photos.tiles[0].accessibleName() == "第1张，整改后照片，2025-07-01 拍"
    assert "第3个文件" in fault.photos.note.text() and "只收照片" in fault.photos.note.text()
    put(fault.photos, files(tmp_path, photo()), qtbot)
    assert "已经有这张" in fault.photos.note.text()
    desk.undo()
    assert pictures(desk.store, fault) == () and fault.photos.tiles == []


def test_files_dropped_on_a_button_go_into_its_column(fault: RecordForm, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    mime, strip = QMimeData(), fault.photos
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files(tmp_path, photo(), scan(2))])
    at = QPointF(strip.buttons[0].mapTo(strip, strip.buttons[0].rect().center()))
    with qtbot.waitSignal(strip.changed):
        strip.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert {one.field for one in pictures(desk.store, fault)} == {"photo_before"}
    qtbot.waitUntil(lambda: any(tile.text() == "2 页" for tile in strip.tiles))


def test_photos_of_a_new_record_wait_survive_as_a_draft_and_are_saved_with_it(
    desk: Desk, home: str, qtbot: Any, tmp_path: Path
) -> None:
    form = RecordForm(desk, "visit")
    qtbot.addWidget(form)
    form.new({"household": home})
    form.photos.put(files(tmp_path, photo()))
    assert form.save() is None and "正在放" in form.photos.note.text()
    qtbot.waitUntil(lambda: len(form.photos.tiles) == 1)
    form.may_leave()
    background.wait()
    form.new({"household": home})
    assert form.photos.tiles == []
    form._take_draft()
    assert len(form.photos.tiles) == 1
    assert form.save()
    assert [str(one.taken_on) for one in pictures(desk.store, form)] == ["2025-07-01"]
    desk.undo()
    assert st.count(desk.store, "visit") == st.count(desk.store, "attachment") == 0


def test_a_child_inside_its_parent_s_form_has_its_own_photos(fault: RecordForm, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    put(fault.photos, files(tmp_path, photo()), qtbot, "photo_before")
    form = RecordForm(desk, "toilet")
    qtbot.addWidget(form)
    form.edit(st.uids(desk.store, "toilet")[0])
    faults: Any = next(rows for rows in form.children_rows if rows.ledger == "toilet_fault")
    faults._edit(fault.uid)
    assert [one.field for one in faults._photos.shown] == ["photo_before"]
    faults._on_add()
    faults._form.rows["found_on"].editor.restore("2025-07-09")
    put(faults._photos, files(tmp_path, photo(shade=4)), qtbot, "photo_after")
    assert form.save()
    new = next(row.uid for row in st.find(desk.store, "toilet_fault") if row.uid != fault.uid)
    assert [one.field for one in of_record(desk.store, "toilet_fault", new).pictures] == ["photo_after"]  # type: ignore[union-attr]
    desk.undo()
    assert st.count(desk.store, "toilet_fault") == st.count(desk.store, "attachment") == 1


def test_a_photo_that_waits_is_evidence_of_what_is_saved_with_it(desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    told = {"反馈来源": "国家考核", "反馈问题": "路灯不亮", "反馈日期": "2025-03-01"}
    form = RecordForm(desk, "measure")
    qtbot.addWidget(form)
    closed = {"deadline": "立行立改", "state": "closed", "closed_by": "张甲", "closed_on": date(2025, 6, 20)}
    problem = st.add(desk.store, "problem", told).uid
    for number, proofs in enumerate(((), (photo(),))):
        form.new({"problem": problem, **closed, "text": f"换第{number}盏灯"})
        if proofs:
            put(form.photos, files(tmp_path, *proofs), qtbot)
        assert form.save()
        said = "".join(row.mistakes_text() for row in form.fields.rows.values())
        assert ("没有佐证" in said) is not bool(proofs)
    assert [one.file for one in pictures(desk.store, form)] == [form.photos.shown[0].file]


def test_the_visit_panel_files_its_photos_with_the_visit(desk: Desk, home: str, qtbot: Any, tmp_path: Path) -> None:
    panel = VisitPanel(desk)
    qtbot.addWidget(panel)
    panel.begin(home)
    put(panel.form.photos, files(tmp_path, photo(), photo(shade=3)), qtbot)
    assert panel.save()
    (visit,) = st.uids(desk.store, "visit")
    assert [row["row"] for row in st.find(desk.store, "attachment")] == [visit] * 2


def test_a_picture_is_looked_at_named_and_taken_away_without_leaving_the_form(
    fault: RecordForm, desk: Desk, qtbot: Any, tmp_path: Path
) -> None:
    put(fault.photos, files(tmp_path, photo(), scan(3)), qtbot, "photo_before")
    fault.fields.rows["checked_by"].editor.restore("李某某")
    fault.photos.tiles[0].click()
    viewer = fault.photos.viewer
    qtbot.waitUntil(lambda: viewer.stage.is_shown)
    for key in (Key.Key_Plus, Key.Key_R):
        qtbot.keyClick(viewer.stage, key)
    assert (viewer.stage.zoom, viewer.stage.turned) == (1, 1)
    viewer.keep_turned.click()
    qtbot.waitUntil(lambda: viewer.stage.is_shown and viewer.stage.turned == 0)
    kept = evidence.draw(desk.store, pictures(desk.store, fault)[0].file, 400)
    assert kept is not None and (kept.width, kept.height) == (300, 400)
    viewer.words.rows["taken_on"].editor.line.setText("2025-12-01")
    qtbot.keyClick(viewer.stage, Key.Key_Right)
    assert viewer.at == 0 and "还没到" in viewer.words.rows["taken_on"].mistakes_text()
    viewer.words.rows["taken_on"].editor.line.setText("7.2")
    viewer.words.rows["title"].editor.line.setText("灶房")
    qtbot.keyClick(viewer.stage, Key.Key_Right)
    assert viewer.at == 1 and pictures(desk.store, fault)[0].title == "灶房"
    qtbot.waitUntil(lambda: viewer.stage.is_shown and viewer.pages.text() == "第1页 共3页")
    qtbot.keyClick(viewer.stage, Key.Key_PageDown)
    assert viewer.pages.text() == "第2页 共3页"
    viewer._on_reason("放错了户")
    assert viewer.at == 0 and len(pictures(desk.store, fault)) == 1
    qtbot.keyClick(viewer.stage, Key.Key_Escape)
    assert viewer.isHidden() and fault.fields.changed() == {"checked_by": "李某某"}


def test_a_photo_still_on_the_road_says_so_and_comes_by_itself(desk: Desk, home: str, qtbot: Any, tmp_path: Path) -> None:
    (one,) = evidence.take_in(desk.store, files(tmp_path, photo())).pictures
    evidence.add(desk.store, "household", home, [one])
    content = desk.store.blobs.get(one.file)
    desk.store.blobs.remove(one.file)
    form = RecordForm(desk, "household")
    qtbot.addWidget(form)
    form.edit(home)
    form.show()
    qtbot.waitUntil(lambda: form.photos.tiles[0].text() == "还在路上")
    qtbot.keyClick(form.photos.tiles[0], Key.Key_Return)
    assert "下次装U盘时一起来" in form.photos.viewer.stage.widget().text()
    form.photos.viewer.leave()
    desk.store.blobs.keep(content)
    desk.wrote(ledgers=("attachment",))
    qtbot.waitUntil(lambda: form.photos.tiles[0].text() == "07-01")


def test_printing_goes_through_the_preview(desk: Desk, home: str, qtbot: Any, tmp_path: Path) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    visit = st.add(desk.store, "visit", {"household": home, "date": "2025-07-03"}).uid
    evidence.add(desk.store, "visit", visit, evidence.take_in(desk.store, files(tmp_path, photo(), photo(shade=3), photo(shade=6))).pictures)
    window.go("ledger/visit", visit)
    window.page().form.photos.print_button.click()  # type: ignore[union-attr]
    page: Any = window.page()
    qtbot.waitUntil(lambda: page.preview.pages == 2)
    assert page.chosen.title == "照片页" and not page.public.isVisible()
    desk.setParent(None)
    QApplication.processEvents()
