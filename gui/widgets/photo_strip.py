"""照片和扫描件 of one record: small pictures in a row, put there by a button or by dragging files onto it.

On a record that stands each step is an operation of its own, with 撤回. On a form not yet saved the pictures wait, sealed,
for its 存好 and become one operation with it; the form treats the strip like its rows of children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import background, choosing, feedback, theme
from gui.desk import Changed, Desk
from gui.widgets.attachment_button import PICTURES
from gui.widgets.buttons import button
from gui.widgets.card import Line, label
from gui.widgets.flow import FlowLayout
from gui.widgets.photo_tile import PhotoTile
from gui.widgets.pictures import Pictures
from models.insight.evidence import ATTACHMENT, Picture, called, columns, of_record
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from services.evidence import Taken

TITLE = "照片和扫描件"
WAIT = "照片正在放，请等一下再存。"


def has_photos(ledger: str) -> bool:
    """Whether records of this ledger take photos: all that people open, and whatever has a column for one."""
    return ledger != ATTACHMENT and (not LEDGERS[ledger].__ledger__.system or bool(columns(ledger)))


class PhotoStrip(QWidget):
    """Signals: edited() when something waits or no longer does; changed() whenever other pictures are shown."""

    edited = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, ledger: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.of = desk, ledger
        self.ledger = ATTACHMENT  # as the rows of children name theirs
        self.columns = columns(ledger)
        self.uid: str | None = None
        self.shown: tuple[Picture, ...] = ()
        self.waiting: list[Picture] = []
        self.pictures = Pictures(desk.store, self)
        self.tiles: list[PhotoTile] = []
        self._busy, self._loaded, self._stale = 0, 0, False
        theme.look(self, "photos")
        theme.fill_background(self)
        self._build()
        self.setAcceptDrops(True)
        desk.changed.connect(self._on_changed)

    def load(self, uid: str | None) -> None:
        """Show the pictures of a record; of a new one there are none yet."""
        self.uid, self.waiting = uid, []
        self._loaded += 1
        self.note.hide()
        self.pictures.forget_missing()
        self._show()

    def put(self, paths: Sequence[Path], column: str = "") -> None:
        """Take files in on a worker and put them here, into a column where one is meant."""
        column = column or next(iter(self.columns), "") if len(self.columns) == 1 else column
        store, ledger, uid, meant = self.desk.store, self.of, self.uid, self._loaded
        self._busy += 1
        self._tell(f"正在放 {len(paths)} 个文件…" if len(paths) > 1 else "正在放…", "small")

        def work(task: background.Task) -> tuple[int, Taken, Any]:
            from services import evidence

            taken = evidence.take_in(store, paths, column, task.report)
            put = evidence.add(store, ledger, uid, taken.pictures) if uid and taken.pictures else (None, 0)
            return meant, taken, put

        background.run(self, work, self._on_taken, self._on_failed, self._on_progress, pool="writer")

    def amend(self, picture: Picture, raw: Mapping[str, Any]) -> None:
        """Another caption, day or column. Raises UserMistake."""
        from services import evidence

        if picture.uid:
            self.desk.wrote(evidence.amend(self.desk.store, picture, raw), origin=self, text="说明已存。")
        elif picture in self.waiting:
            self.waiting[self.waiting.index(picture)] = replace(picture, **evidence.readable(raw))
            self.edited.emit()
        self._show()

    def turn(self, picture: Picture, quarters: int) -> None:
        """Keep a photo as it stands in the viewer."""
        from services import evidence

        if picture in self.waiting:
            file = evidence.turned(self.desk.store, picture.file, quarters)
            self.waiting[self.waiting.index(picture)] = replace(picture, file=file)
            self.edited.emit()
        else:
            saved = evidence.turn(self.desk.store, self.of, self.uid or "", picture, quarters)
            self.desk.wrote(saved, origin=self, text="照片已转正。")
        self._show()

    def remove(self, picture: Picture, reason: str) -> None:
        """Take one away; what only waited is simply forgotten."""
        from services import evidence

        if picture in self.waiting:
            self.waiting.remove(picture)
            self.edited.emit()
        else:
            saved = evidence.remove(self.desk.store, self.of, self.uid or "", picture, reason)
            self.desk.wrote(saved, origin=self, text="照片已撤掉。")
        self._show()

    def raw(self) -> list[dict[str, str]]:
        """What waits, for the draft."""
        from services import evidence

        return evidence.for_draft(self.waiting)

    def restore(self, kept: Sequence[Mapping[str, str]]) -> None:
        """What a draft kept waits again."""
        from services import evidence

        self.waiting = evidence.of_draft(kept)
        self._show()

    def take(self) -> bool:
        """False while files are still on their way in: they would miss the record that is being saved."""
        if self._busy and not self.uid:
            self._tell(WAIT, "doubt")
        return not self._busy or bool(self.uid)

    def has_waiting(self) -> bool:
        """Whether 存好 has something to write here."""
        return bool(self.waiting)

    def write(self, doing: Any, uid: str) -> None:
        """Write what waits, inside the record's operation."""
        from services import evidence

        evidence.write(doing, self.of, uid, self.waiting)

    def advance(self) -> bool:
        """Enter on a picture or button presses it; it never leads on."""
        return False

    def _show(self) -> None:
        self._stale = False
        record = of_record(self.desk.store, self.of, self.uid) if self.uid else None
        self.shown = record.pictures if record else tuple(self.waiting)
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [PhotoTile(self.pictures, one, at, called(self.of, one), self) for at, one in enumerate(self.shown)]
        for tile in self.tiles:
            tile.clicked.connect(self._on_tile)
            self._flow.addWidget(tile)
        for part in (self._head, self._holder):
            part.setVisible(bool(self.tiles))  # while there is none the buttons alone say what they are for
        self.title.setText(f"{TITLE} {len(self.shown)}")
        self.print_button.setVisible(bool(record and self.shown))
        self.updateGeometry()
        self.changed.emit()

    def _on_taken(self, result: tuple[int, Taken, Any]) -> None:
        self._busy -= 1
        meant, taken, (saved, double) = result
        said = list(taken.refused)
        if self.uid is None and meant == self._loaded:  # else the form has gone on to another record since
            fresh = [one for one in taken.pictures if one.file not in {here.file for here in self.waiting}]
            double = len(taken.pictures) - len(fresh)
            self.waiting += fresh
            if fresh:
                self.edited.emit()
        if double:
            said.append("这一条已经有这张了，没有再放一遍。" if double == 1 else f"有 {double} 张这一条已经有了，没有再放一遍。")
        self._tell("\n".join(said), "mistake" if taken.refused else "doubt")
        if saved is not None:
            self.desk.wrote(saved, origin=self, text=f"放了 {len(taken.pictures) - double} 张。")
        self._show()

    def _on_progress(self, done: int, total: int, words: str) -> None:
        if total > 1:
            self._tell(f"正在放第 {done + 1} 个，共 {total} 个…", "small")

    def _on_failed(self, error: BaseException) -> None:
        self._busy -= 1
        self._tell(feedback.sentence(error), "mistake")

    def _on_changed(self, changed: Changed) -> None:
        if self.uid and changed.origin is not self and changed.touches(ATTACHMENT, self.of):
            self.pictures.forget_missing()
            self._stale = True
            if self.isVisible():
                self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now."""
        super().showEvent(event)
        if self._stale:
            self._show()

    def _on_pick(self) -> None:
        column = str(self.sender().property("column") or "")
        if chosen := choosing.open_files(self, self.desk.settings, "选照片或扫描件，可以一次选几个", PICTURES):
            self.put(chosen, column)

    def _on_tile(self) -> None:
        from gui.pages.photo_page import PhotoPage

        self.viewer = PhotoPage.over(self, self.tiles.index(self.sender()))  # type: ignore[arg-type]

    def _on_print(self) -> None:
        self.desk.go("returns", f"{ATTACHMENT}/{self.uid}")

    def _tell(self, words: str, look: str) -> None:
        theme.look(self.note, look)
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the strip."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._hover(on=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._hover(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Onto a button: into its column."""
        self._hover(on=False)
        under = self.childAt(event.position().toPoint())
        column = str(under.property("column") or "") if isinstance(under, QPushButton) else ""
        self.put([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()], column)
        event.acceptProposedAction()

    def _hover(self, *, on: bool) -> None:
        self.setProperty("over", "true" if on else "false")
        theme.look(self, "photos")

    def _build(self) -> None:
        self.title = label(TITLE, "strong")
        self.print_button = button("打印照片", self._on_print, picture="print", look="quiet")
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.print_button)
        self._holder, self._flow = QWidget(self), FlowLayout(gap=6)
        inner = QVBoxLayout(self._holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._flow)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        adding = FlowLayout(gap=6)
        several = {**self.columns, "": "别的照片"} if len(self.columns) > 1 else {"": "照片或扫描件"}
        self.buttons = [button(f"放{words}", self._on_pick, picture="photo") for words in several.values()]
        for made, column in zip(self.buttons, several, strict=True):
            made.setProperty("column", column)
            made.setToolTip("可以一次选几个，也可以把文件拖到这里")
            adding.addWidget(made)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, theme.px(6))
        body.setSpacing(theme.px(6))
        for part in (Line(), self._head, self._holder, self.note, adding):
            body.addWidget(part) if isinstance(part, QWidget) else body.addLayout(part)
