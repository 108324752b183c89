"""以前出的表: every return that was handed over; the pages as they were, and what has changed in the books since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui import background, feedback
from gui.desk import Changed, Desk
from gui.pages.beside import Views
from gui.pages.figure_rows import RowsView, changed_cells
from gui.pages.kept_list import KeptList
from gui.pages.page import Page
from gui.pages.paper_view import PaperView
from gui.pages.walk_list import WalkColumn
from gui.widgets.buttons import button
from services import kept_returns
from services.kept_returns import KEPT, Kept
from services.look_back import Change

if TYPE_CHECKING:
    from services.kept_since import Since
    from services.returning import Made

BACK = "以前出的表"
CHANGED = (WalkColumn("组", 70), WalkColumn("哪一户", 100), WalkColumn("哪一栏", 124), WalkColumn("报出去的", 130), WalkColumn("现在", 130),
           WalkColumn("后来谁改的", 0, muted=True))  # fmt: skip


class FiledView(PaperView):
    """The pages as they were handed over. Signals: compared()."""

    compared = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.made: Made | None = None
        self._uid = ""
        self.head.layout().addWidget(button("和现在比", self.compared.emit, picture="checks"))

    def show_kept(self, one: Kept, back: QWidget, views: QStackedWidget) -> None:
        """Print it on the screen again, on a worker."""
        self.made, store = None, self._desk.store

        def work() -> tuple[str, bytes]:
            from services import kept_papers

            self.made = kept_papers.reprint(store, one.uid, ("pdf",))
            return one.words, self.made.files[0].data

        self._uid = one.uid
        self.begin_pages(work, back, views)

    def save_to(self, folder: Path) -> None:
        """PDF, Excel and Word, as far as the form has them."""
        store, uid = self._desk.store, self._uid

        def work(task: background.Task) -> tuple[Path, int]:
            from services import kept_papers, returning

            return folder, len(returning.save(kept_papers.reprint(store, uid), folder))

        self.line.say("正在存…", "info")
        background.run(self, work, self._on_saved, self._on_not_saved)

    def _on_saved(self, saved: tuple[Path, int]) -> None:
        self.line.say(f"已存 {saved[1]} 个文件到“{saved[0]}”。这些文件没有加密，请收好。", "accent")

    def _on_not_saved(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "danger")

    def _on_drawn(self, drawn: tuple[str, bytes]) -> None:
        super()._on_drawn(drawn)
        if self.made is not None and self.made.warnings:
            self.line.say("\n".join(self.made.warnings), "warning")


class ChangedView(RowsView):
    """What changed since; whatever a column cuts is said in full below."""

    def _last_words(self, one: Change) -> str:
        return f"{one.what}：{one.then} → {one.now}" + (f"　{one.by}" if one.by else "")


class KeptPage(Page):
    """Opened from 报表打印, and with a code by what was typed above; `open` takes such a code."""

    title = "以前出的表"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.since: Since | None = None
        self._compared: Kept | None = None
        self.views = Views()
        self.column.addWidget(self.views)
        self.kept, self.filed, self.paper = KeptList(self.views), FiledView(desk, self.views), PaperView(desk, self.views)
        self.changed = ChangedView(desk, "出表以后改了哪些", CHANGED, changed_cells, BACK, (0,), self.views)
        for view in (self.kept, self.filed, self.changed, self.paper):
            self.views.addWidget(view)
        self.kept.opened.connect(self._on_open)
        self.kept.compared.connect(self.compare)
        self.kept.checked.connect(self.check_code)
        self.filed.compared.connect(self._on_compare_filed)
        self.changed.back.connect(self.show_list)
        self.changed.printed.connect(self._on_print)
        self.setFocusProxy(self.kept.list)

    def open(self, uid: str | None = None) -> None:
        """The list; with a code, what was handed over under it."""
        self._stale = False
        self.show_list()
        self.refresh()
        if uid:
            self.kept.code.setText(uid)
            self.check_code(uid)

    def touched_by(self, changed: Changed) -> bool:
        """Only by another return."""
        return changed.touches(KEPT)

    def refresh(self) -> None:
        """Read the list again."""
        store = self.desk.store
        background.read(self, lambda task: kept_returns.kept(store), self.kept.put, self._on_failed)

    def show_list(self) -> None:
        """Back to the list."""
        self.views.setCurrentWidget(self.kept)
        self.kept.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def check_code(self, typed: str) -> None:
        """与系统一致, or which places changed; or why there is no such paper."""
        found = kept_returns.by_code(self.desk.store, typed)
        if not found:
            self.kept.line.say(kept_returns.UNKNOWN_CODE.format(code=kept_returns.code_in(typed) or typed.strip()), "warning")
            return
        self.kept.search.clear()
        self.kept.list.pick(found[0].uid)
        store, one = self.desk.store, found[0]

        def work(task: background.Task) -> Since:
            from services import kept_since

            return kept_since.since(store, one.uid)

        self.kept.progress.run(f"正在核对《{one.title}》…", work, self._on_checked)

    def compare(self, one: Kept) -> None:
        """Which places of it read otherwise now."""
        store, self._compared = self.desk.store, one

        def read() -> list[Change]:
            from services import kept_since

            self.since = kept_since.since(store, one.uid)
            return list(self.since.changes)

        from services import kept_since

        self.changed.nothing = kept_since.SAME
        self.views.setCurrentWidget(self.changed)
        day = f"{one.day.isoformat()} 出的，" if one.day else ""
        self.changed.begin(one.words, f"{day}编码 {one.code}。和现在的账一格一格比，只列变了的。", read)

    def _on_checked(self, found: Since) -> None:
        words = f"{found.kept.words}（{found.kept.code}）{found.words}"
        if found.changes:
            self._compared = found.kept
            self.kept.line.say(words, "warning", [("看变了哪些", self._on_compare_again)])
        else:
            self.kept.line.say(words, "accent")

    def _on_compare_again(self) -> None:
        if self._compared is not None:
            self.compare(self._compared)

    def _on_compare_filed(self) -> None:
        if (one := self.kept.current()) is not None:
            self.compare(one)

    def _on_open(self, one: Kept) -> None:
        self.filed.show_kept(one, self.kept, self.views)

    def _on_print(self) -> None:
        store, found = self.desk.store, self.since
        if found is not None:
            from services import kept_since

            self.paper.begin(lambda: kept_since.paper(store, found), self.changed, self.views)

    def _on_failed(self, error: BaseException) -> None:
        self.kept.line.say(feedback.sentence(error), "danger")
