"""报表打印: pick a form, see the very pages, print or keep them. What is previewed is the PDF itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import background, choosing, feedback, printing, sticks, theme
from gui.desk import Changed, Desk
from gui.pages.forms_list import FormsColumn, FormsList
from gui.pages.page import Page
from gui.pages.periods import periods
from gui.tables.filter_box import FilterBox
from gui.widgets.buttons import button, tick
from gui.widgets.flow import FlowLayout
from gui.widgets.link_picker import LinkPicker
from gui.widgets.message_line import MessageLine
from gui.widgets.pdf_view import PdfView
from gui.widgets.progress_line import ProgressLine
from models.kernel import Field
from models.kernel.identifiers import LinkKind

if TYPE_CHECKING:
    from reports.returns.declaration import Return
    from services.returning import Made


class ReturnsPage(Page):
    """Forms at the left, the paper at the right. `open` takes a form's id, a ledger's id, id/uid, or id/uid,uid… for some."""

    title = "报表打印"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chosen: Return | None = None
        self.made: Made | None = None
        self._again = False
        self._record = ""  # a reminder for one loan; empty: all that are due
        self._only: tuple[str, ...] = ()
        self._picked_in = ""
        self._build()
        self._fill()

    def open(self, uid: str | None = None) -> None:
        """Show a form; without one, the first."""
        if not uid:
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            elif self._stale:
                self.refresh()
            return
        id, _, about = uid.partition("/")
        row = self.list.row_of(id)
        if row is not None:
            again = self.list.currentRow() == row
            self.list.setCurrentRow(row)
            if about or (again and (self._record or self._only)):
                own = self.chosen is not None and self.chosen.per == "household" and not self.chosen.any_record
                some = "," in about or (self.chosen is not None and self.chosen.per == "village")
                self._only = tuple(filter(None, about.split(","))) if some else ()
                self._picked_in = self.chosen.ledger if self.chosen is not None else ""
                self._record = "" if some else about
                self.place.setCurrentIndex(0)  # who was picked out elsewhere may live in any group
                self.household.load(about if own and not some else "")
                self.refresh()

    def touched_by(self, changed: Changed) -> bool:
        """A form already drawn stays until it is asked for again: it is what may be in the printer."""
        return False

    def refresh(self) -> None:
        """Draw the form again with what is chosen above it."""
        self._stale = False
        if self.chosen is None:
            return
        if self.progress.busy:
            self._again = True
            return
        store, id, wish = self.desk.store, self.chosen.id, self._wish()

        def work(task: background.Task) -> Made:
            from services import returning

            return returning.draw(store, id, formats=("pdf",), **wish)

        self.progress.run("正在排版…", work, self._on_drawn, failed=self._on_not_drawn)

    def _on_not_drawn(self) -> None:
        """Pages of another form, or of another version, must not stand under this one's name."""
        if self._again:
            self._again = False
            self.refresh()
        else:
            self._clear("")

    def _clear(self, words: str) -> None:
        self.made = None
        self.preview.clear(words)
        for part in (self.print_button, self.save_button, self.stick_button):
            part.setEnabled(False)

    def _wish(self) -> dict[str, Any]:
        per = self.chosen.per if self.chosen else ""
        about = self.household.raw() if per == "household" else None
        of_one = per == "record" or (self.chosen is not None and self.chosen.any_record and not about)
        scope, group = self._where()
        return {"period": self.period.value() or "", "public": self.public.isChecked(), "full": self.full.isChecked(),
                "household": about or None, "record": (self._record if of_one else "") or None, "only": self._only,
                "scope": scope, "group": group, "blank": self.blank.isChecked(), "explained": self.explained.isChecked()}

    def _where(self) -> tuple[str, str]:
        """The village and the group; of a form that is not made by households the box is not seen, and says nothing."""
        asked = self.place.value() if self.chosen is not None and self.chosen.by_home else None
        return asked or ("", "")

    def _on_drawn(self, made: Made) -> None:
        if self._again:
            self._again = False
            self.refresh()
            return
        self.made = made
        if made.files:
            self.preview.show_pdf(made.files[0].data)
        else:
            self.preview.clear("现在没有要打的。")
        for part in (self.explained, self.sources):
            part.setVisible(bool(made.counted))
        for part in (self.print_button, self.save_button, self.stick_button):
            part.setEnabled(bool(made.files))
        said = list(made.warnings) if made.files else []
        if self._only:
            here = "" if made.rows == len(self._only) else f"，这张表上有 {made.rows} 条"
            said.insert(0, f"只打挑出来的 {len(self._only)} 条{here}。")
        if said:
            actions = [("去改", self._on_mend)] if made.unsettled else []
            actions += [("全部打", self._on_all)] if self._only else []
            self.line.say("　".join(said), "warning" if made.warnings else "info", actions)

    def _on_choose(self, row: int) -> None:
        declared = self.list.form_at(row)
        if declared is None:
            return
        # Records picked out stay picked on another form of their ledger, households on whatever speaks of households.
        stay = declared.ledger == self._picked_in or (self._picked_in == "household" and declared.by_home)
        self.chosen, self._record, self._only = declared, "", self._only if stay else ()
        self.period.fill(periods(declared.period, self.desk.store.today()))
        self.public.setVisible(declared.public)
        self.public.setChecked(False)
        self.full.setVisible(bool(declared.full))
        self.full.setChecked(False)
        self.blank.setVisible(declared.blanks)
        self.blank.setChecked(False)
        self.explained.setChecked(declared.explains)
        self.place.setVisible(declared.by_home and self.place.count() > 1)
        self.household.setVisible(declared.per == "household")
        self.household.line.setPlaceholderText("哪一户的照片？" if declared.any_record else "哪一户？空着就是该走的都打")
        self.household.load("")
        self._clear("正在排版…")
        self.refresh()

    def _on_sources(self) -> None:
        """The numbers that the paper tells, of the same time and place, and from there the rows of each."""
        if self.made is not None:
            ids = ",".join(dict.fromkeys(self.made.counted))
            self.desk.go("figures", "/".join((ids, self.made.period, *self._where())))

    def _on_mend(self) -> None:
        """What is still open on this paper, and nothing else."""
        if self.made is not None:
            self.desk.go("checks", f"of/{','.join(self.made.unsettled)}")

    def _on_all(self) -> None:
        self._only = ()
        self.line.clear()
        self.refresh()

    def _offer(self, places: list[tuple[str, str, str]]) -> None:
        """The parts of the households that can be asked for."""
        for words, scope, group in places:
            self.place.addItem(words, (scope, group))
        self.place.setVisible(bool(places) and self.chosen is not None and self.chosen.by_home)

    def _on_failed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "warning")

    def _on_print(self) -> None:
        """Make it for good (it is kept with its figures), then to the printer."""
        self._make(("pdf",), self._on_made_for_print)

    def _on_made_for_print(self, made: Made) -> None:
        if made.files:
            printing.print_pdf(self, made.files[0].data, made.title, self._on_failed)

    def _on_save(self) -> None:
        if folder := choosing.folder(self, self.desk.settings, "存到哪个文件夹"):
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """PDF, Excel and Word, as far as the form has them, into a folder; the line warns where the public may read along."""
        def done(made: Made) -> None:
            from services import returning

            try:
                paths = returning.save(made, folder)
            except Exception as error:
                self.line.say(feedback.sentence(error), "danger")
                return
            self.line.say(f"已存 {len(paths)} 个文件到“{folder}”。这些文件没有加密，请收好。", "accent")

        self._make(("pdf", "xlsx", "docx"), done)

    def _make(self, formats: tuple[str, ...], done: Any) -> None:
        if self.chosen is None:
            return
        store, id, wish = self.desk.store, self.chosen.id, self._wish()

        def work(task: background.Task) -> Made:
            from services import returning

            return returning.make(store, id, formats=formats, **wish)

        def made(result: Made) -> None:
            self.desk.wrote(None, origin=self, ledgers=("kept_return",))
            done(result)

        self.progress.run("正在出表…", work, made, writer=True)

    def _on_stick(self) -> None:
        """Both files onto the stick that is plugged in; where there are several, or none is seen, a person says which."""
        from services import sticks as plugged

        writable = [stick for stick in plugged.sticks() if stick.writable]
        folder = writable[0].path if len(writable) == 1 else sticks.ask_folder(self, self.desk, "存到哪个U盘")
        if folder is not None:
            self.save_to(folder)

    def _fill(self) -> None:
        from services import returning

        store = self.desk.store
        background.read(self, lambda task: returning.places(store), self._offer, self._on_failed)
        self.list.put(returning.available(store))

    def _build(self) -> None:
        self.list = FormsList()
        self.list.currentRowChanged.connect(self._on_choose)
        self.line = MessageLine()
        self.progress = ProgressLine(self.line)
        self.period = FilterBox("period", "期间", ())
        self.period.activated.connect(self.refresh)
        self.public = tick("公示版", self.refresh, "只留能贴出去的栏，证件号、电话、卡号一律不印")
        self.full = tick("全表版", self.refresh, "全部栏目，A3 纸或 Excel")
        self.blank = tick("空白表", self.refresh, "只有表头和格子，打出来用笔填")
        self.explained = tick("附口径", self.refresh, "表下面用小字印上每个数是怎么数的")
        self.sources = button("数的来历", self._on_sources, look="quiet", tip="表上的数各是哪几条")
        for part in (self.explained, self.sources):
            part.hide()
        self.place = FilterBox("place", "范围", ())
        self.place.hide()
        self.place.activated.connect(self.refresh)
        self.household = LinkPicker(Field("哪一户", LinkKind(to="household"), name="household"), self.desk)
        self.household.line.setPlaceholderText("哪一户？空着就是该走的都打")
        self.household.setMinimumWidth(theme.px(220))
        self.household.edited.connect(self._on_household)
        self.print_button = button("打印", self._on_print, look="primary", picture="print")
        self.save_button = button("存到文件夹", self._on_save, picture="save")
        self.stick_button = button("存到U盘", self._on_stick, picture="stick", tip="PDF 和 Excel 一起存")
        options, actions = FlowLayout(gap=10), FlowLayout(gap=8, right=True)
        for option in (self.period, self.place, self.household, self.public, self.full, self.blank, self.explained, self.sources):
            options.addWidget(option)
        for action in (self.save_button, self.stick_button, self.print_button):
            action.setEnabled(False)
            actions.addWidget(action)
        top = QHBoxLayout()
        top.addLayout(options, 4)  # more to choose than to press
        top.addLayout(actions, 3)
        self.preview = PdfView()
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addLayout(top)
        right.addWidget(self.progress)
        right.addWidget(self.line)
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(FormsColumn(self.list, self.desk))
        row.addLayout(right, 1)
        self.column.addLayout(row)

    def _on_household(self) -> None:
        if not self.household.line.text() or self.household.raw() != self.household.line.text():
            self.refresh()
