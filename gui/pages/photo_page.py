"""A photo or scan, large, over everything else in the window: the form below stays as it is until one comes back to it.

Arrows go from picture to picture, + and - make it larger, R turns it, PageUp and PageDown turn the pages of a scan.
At the right stand its caption and the day on which it was taken, with 存好 and 撤掉.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import feedback, icons, theme
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.photo_strip import PhotoStrip
from gui.widgets.photo_words import PhotoWords
from gui.widgets.picture_stage import PictureStage
from models.insight.evidence import Picture
from models.kernel import UserMistake

SIDE = 2000  # points of a page that was scanned; a photo has no more than it was kept with
PANEL_WIDTH, PANEL_SHARE = 330, 0.38


class PhotoPage(QWidget):
    """Made by `over`; it closes itself."""

    def __init__(self, strip: PhotoStrip, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.strip, self.at, self._page = strip, at, 0
        theme.look(self, "dark-room")
        theme.fill_background(self)
        self.setAccessibleName("看照片")
        self._build()
        self._connect()
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self._open()

    @classmethod
    def over(cls, strip: PhotoStrip, at: int) -> PhotoPage:
        """Look at one of a strip's pictures."""
        page = cls(strip, at, strip.window())
        page.show()
        page.raise_()
        page.stage.setFocus()
        return page

    @property
    def picture(self) -> Picture:
        """The one that is looked at."""
        return self.strip.shown[self.at]

    def go(self, step: int) -> None:
        """To the next or the one before, once the caption is stored."""
        if 0 <= self.at + step < len(self.strip.shown) and self.save():
            self.at, self._page = self.at + step, 0
            self._open()

    def turn_page(self, step: int) -> None:
        """Another page of a scan."""
        to = self._page + step
        if 0 <= to < self.strip.pictures.pages(self.picture.file):
            self._page = to
            self._draw()

    def save(self) -> bool:
        """存好 what was typed; False when it cannot be stored, with the sentence below it."""
        raw = self.words.typed()
        if not raw:
            return True
        try:
            self.strip.amend(self.picture, raw)
        except UserMistake as refused:
            self.words.say(refused.mistakes)
            return False
        except Exception as error:
            self.words.line.say(feedback.sentence(error), "danger")
            return False
        return True

    def leave(self) -> None:
        """Back to the form."""
        if self.save():
            self._close()

    def _close(self) -> None:
        """The focus goes first: a room that is being left must not look for it inside."""
        tiles = self.strip.tiles
        (tiles[min(self.at, len(tiles) - 1)] if tiles else self.strip.buttons[0]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()

    def _open(self) -> None:
        picture, count = self.picture, len(self.strip.shown)
        self._looked = (picture.uid, picture.file)
        heading = f"第 {self.at + 1} 张，共 {count} 张" if count > 1 else "照片"
        self.words.put(picture, heading, fixed=not picture.uid and picture not in self.strip.waiting)
        self.back.setEnabled(self.at > 0)
        self.onward.setEnabled(self.at + 1 < count)
        self._draw()

    def _draw(self) -> None:
        pictures, file = self.strip.pictures, self.picture.file
        found = pictures.get(file, SIDE, self._page)
        if found is not None:
            self.stage.show_picture(found)
        else:
            self.stage.say(pictures.words(file) or "正在打开…")
        pages = pictures.pages(file)
        self.pages.setText(f"第{self._page + 1}页 共{pages}页")
        self.leaves.setVisible(pages > 1)
        self.page_back.setEnabled(self._page > 0)
        self.page_on.setEnabled(self._page + 1 < pages)
        for part in self.tools:
            part.setEnabled(found is not None)
        self._tell_turned()

    def _on_came(self, file: str, page: int) -> None:
        if self.at < len(self.strip.shown) and (file, page) == (self.picture.file, self._page):
            self._draw()

    def _on_shown_again(self) -> None:
        """The strip shows other pictures: one was taken away, or somebody undid something."""
        if self.isHidden():
            return
        if not self.strip.shown:
            self._close()
            return
        here = [(one.uid, one.file) for one in self.strip.shown]
        if self._looked in here:
            self.at = here.index(self._looked)
        else:
            self.at, self._page = min(self.at, len(here) - 1), 0
        self._open()

    def _on_reason(self, reason: str) -> None:
        try:
            self.strip.remove(self.picture, reason)
        except Exception as error:
            self.words.line.say(feedback.sentence(error), "danger")

    def _turn(self, quarters: int) -> None:
        self.stage.turn(quarters)
        self._tell_turned()

    def _tell_turned(self) -> None:
        """Only a photo can be kept otherwise than it came; the pages of a scan are what they are."""
        scan = self.strip.pictures.is_scan(self.picture.file)
        self.keep_turned.setVisible(bool(self.stage.turned) and self.stage.is_shown and not scan)

    def _on_keep_turned(self) -> None:
        if self.save():
            try:
                self.strip.turn(self.picture, self.stage.turned)
            except Exception as error:
                self.words.line.say(feedback.sentence(error), "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a viewer; Enter on a button presses it, in a line of words it stores them."""
        key, here = event.key(), self.focusWidget()
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here.click() if isinstance(here, QPushButton) else self.save()
        elif key in moves:
            self.go(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn_page(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.stage.step(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_R:
            self._turn(1)
        elif key == Qt.Key.Key_Delete:
            self.words.reason.ask()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays in this room: what lies below is not to be typed into unseen."""
        inside: Iterable[Any] = self.findChildren(QWidget)
        found = [one for one in inside if one.isVisible() and one.isEnabled()
                 and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]  # fmt: skip
        if not found:
            return super().focusNextPrevChild(next)
        at = next_of(found, self.focusWidget(), 1 if next else -1)
        found[at].setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words take what they need, the picture has the rest."""
        super().resizeEvent(event)
        self.words.setFixedWidth(min(theme.px(PANEL_WIDTH), round(self.width() * PANEL_SHARE)))

    def _build(self) -> None:
        self.stage, self.words = PictureStage(), PhotoWords(self.strip.desk, self.strip.of)
        left = QVBoxLayout()
        left.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(10))
        left.setSpacing(theme.px(8))
        left.addWidget(self.stage, 1)
        left.addLayout(self._bar())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(10), theme.px(10), theme.px(10))
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.words)

    def _bar(self) -> FlowLayout:
        def make(words: str, call: Any, picture: str = "", tip: str = "") -> QPushButton:
            made = button(words, call, look="dark", picture=picture, tip=tip)
            if picture:
                made.setIcon(icons.icon(picture, theme.NAV_TEXT))
            return made

        self.back = make("上一张", lambda: self.go(-1), "left", "←")
        self.onward = make("下一张", lambda: self.go(1), "right", "→")
        self.tools = [make("放大", lambda: self.stage.step(1), tip="+，也可以滚轮"), make("缩小", lambda: self.stage.step(-1), tip="-"),
                      make("向左转", lambda: self._turn(-1), "undo"), make("向右转", lambda: self._turn(1), "redo", "R")]
        self.keep_turned = make("就存成这样", self._on_keep_turned, "save")
        self.page_back = make("上一页", lambda: self.turn_page(-1), tip="PageUp")
        self.pages = label("", "dark")
        self.page_on = make("下一页", lambda: self.turn_page(1), tip="PageDown")
        self.leaves = QWidget()  # stays in one line
        row = QHBoxLayout(self.leaves)
        row.setContentsMargins(0, 0, 0, 0)
        bar = FlowLayout(gap=8)
        for turning in (self.page_back, self.pages, self.page_on):
            row.addWidget(turning)
        for part in (self.back, self.onward, *self.tools, self.keep_turned, self.leaves):
            bar.addWidget(part)
        return bar

    def _connect(self) -> None:
        self.strip.pictures.came.connect(self._on_came)
        self.strip.changed.connect(self._on_shown_again)
        self.strip.destroyed.connect(self.deleteLater)
        self.words.removed.connect(self._on_reason)
        self.words.wanted.connect(self.save)
        self.words.left.connect(self.leave)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)


def next_of(widgets: list[QWidget], here: QWidget | None, step: int) -> int:
    """The place of the next widget, round and round."""
    return (widgets.index(here) + step) % len(widgets) if here in widgets else 0
