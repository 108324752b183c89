"""First start: which village, who I am, a password, and the slip for the safe before the first record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gui import background, feedback, printing, theme
from gui.pages.door import Door, field, form
from gui.widgets.buttons import button
from gui.widgets.card import label
from gui.widgets.flow import FlowLayout
from gui.widgets.pdf_view import PdfView
from models import store as st
from models.store.accounts import SHORTEST
from models.store.folder import Folder, place_of

_TITLES = ("第一次用，先建账", "密码找回单", "建好了，从哪儿开始？")


_PLACES = {
    "village": ("村名", "例如 清水村、清水嘎查", "12 位数字，统计用区划代码"),
    "township": ("镇名", "例如 清水镇、清水苏木", "12 位数字，后三位是 000"),
}


class StartPage(Door):
    """Three steps. Signals: begun(store, key of the page to open); restoring() to come back from a backup instead."""

    begun = Signal(object, str)
    restoring = Signal()

    def __init__(self, folder: Path | Folder) -> None:
        super().__init__(_TITLES[0])
        self._folder = folder
        self._role = "village"
        self.store: st.Store | None = None
        self.slip: Path | None = None
        self._steps = (self._who(), self._slip_step(), self._first_work())
        for step in self._steps:
            self.card.body.addWidget(step)
        self._step(0)
        self.village.setFocus()

    def create(self) -> None:
        """Make the data folder, off the window's thread."""
        fault = self._fault()
        if fault:
            self.line.say(fault, "warning")
            return
        self.line.say("正在建账，要几秒钟…", "info")
        self.create_button.setEnabled(False)
        region = "" if self.later.isChecked() else self.region.text()
        words = (region, self.village.text(), self.me.text(), self.password.text())
        folder, role = self._folder, self._role

        def work(task: background.Task) -> tuple[st.Store, Path]:
            from services import starting

            return starting.begin(folder, role, *words)

        background.run(self, work, self._on_created, self._on_failed, pool="writer")

    def _fault(self) -> str:
        if not self.village.text().strip():
            return f"请填{_PLACES[self._role][0]}。"
        if not self.me.text().strip():
            return "请填您的姓名。"
        if not self.later.isChecked() and not self.region.text().strip():
            return "请填 12 位区划代码；不知道就勾“以后再填”。"
        if len(self.password.text()) < SHORTEST:
            return f"密码至少 {SHORTEST} 位。"
        if self.password.text() != self.again.text():
            return "两次密码不一样，请再输一遍。"
        return ""

    def choose(self, role: str) -> None:
        """A village's book or a township's."""
        self._role = role
        name, hint, region = _PLACES[role]
        for key, made in self._roles.items():
            made.setChecked(key == role)
        self._name_word.setText(name)
        self.village.setAccessibleName(name)
        self.village.setPlaceholderText(hint)
        self.region.setPlaceholderText(region)

    def _on_role(self) -> None:
        self.choose(str(self.sender().property("role")))

    def _on_created(self, made: tuple[st.Store, Path]) -> None:
        self.store, self.slip = made
        self.line.clear()
        self.preview.show_pdf(self.slip.read_bytes())
        self._step(1)

    def _on_failed(self, error: BaseException) -> None:
        self.create_button.setEnabled(True)
        self.line.say(feedback.sentence(error), "danger")

    def _on_print(self) -> None:
        printing.print_pdf(self, self.preview.data, _TITLES[1], self._on_not_printed)

    def _on_not_printed(self, error: BaseException) -> None:
        self.line.say(feedback.sentence(error), "warning")

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "存到", str(Path.home() / "密码找回单.pdf"), "PDF (*.pdf)")
        if not name:
            return
        try:
            Path(name).write_bytes(self.preview.data)
        except OSError as error:
            self.line.say(feedback.sentence(error), "warning")

    def _on_safe(self) -> None:
        """The paper is in the safe: the file beside the data has done its work."""
        if self.slip is not None:
            self.slip.unlink(missing_ok=True)
        self.line.clear()
        if self._role == "township":
            self._first_words.setText("先把本镇的卡交给各村，再收各村的卡。两边都收了，村里的包就收得进来。")
            self._first_button.setText("交卡、收卡")
        self._step(2)

    def _on_ticked(self, on: bool) -> None:
        self.safe_button.setEnabled(on)

    def _go_roster(self) -> None:
        self._leave("sync" if self._role == "township" else "import/person")

    def _go_desk(self) -> None:
        self._leave("")

    def _leave(self, key: str) -> None:
        if self.store is not None:
            store, self.store = self.store, None
            self.begun.emit(store, key)

    def _step(self, number: int) -> None:
        self.card.title.setText(_TITLES[number])
        # Not a QStackedWidget: it is as high as its highest step and would leave a hole under the others.
        for at, step in enumerate(self._steps):
            step.setVisible(at == number)

    def _who(self) -> QWidget:
        self.village = field("村名", "例如 清水村、清水嘎查")
        self.region = field("区划代码", "12 位数字，统计用区划代码")
        self.later = QCheckBox("以后再填（先用临时代码，报给镇里之前补上）")
        self.later.toggled.connect(self.region.setDisabled)
        self.me = field("我是谁", "您的姓名，记的每一条都写着是谁记的")
        self.password = field("密码", f"至少 {SHORTEST} 位，电脑丢了别人也打不开", secret=True)
        self.again = field("再输一遍密码", secret=True)
        rows = form()
        rows.addRow("给谁用", self._role_buttons())
        self._name_word = label(_PLACES["village"][0])
        rows.addRow(self._name_word, self.village)
        for words, made in (("区划代码", self.region), ("", self.later), ("我是谁", self.me),
                            ("密码", self.password), ("再输一遍", self.again)):
            rows.addRow(words, made)
        self.create_button = button("建账", self.create, look="primary")
        demo = button("先看看演示村", self._on_demo, look="quiet", tip="编出来的一个村，随便点，不会弄坏")
        back = button("从备份恢复…", self.restoring.emit, look="quiet")
        return _step(rows, (demo, back), self.create_button)

    def _role_buttons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self._roles = {}
        for role, words in (("village", "村里"), ("township", "镇里（收各村的）")):
            made = button(words, self._on_role, look="choice")
            made.setCheckable(True)
            made.setProperty("role", role)
            flow.addWidget(made)
            self._roles[role] = made
        self._roles["village"].setChecked(True)
        return holder

    def _slip_step(self) -> QWidget:
        self.preview = PdfView()
        self.preview.setMinimumHeight(theme.px(330))
        why = label("忘了密码，只有这张纸能打开。打印出来放进村里的保险柜，再往下走。", "", wrap=True)
        self.tick = QCheckBox("已经打印（或抄好），放进了保险柜")
        self.tick.toggled.connect(self._on_ticked)
        self.safe_button = button("下一步", self._on_safe, look="primary")
        self.safe_button.setEnabled(False)
        column = QVBoxLayout()
        for part in (why, self.preview, self.tick):
            column.addWidget(part)
        return _step(column, (button("打印", self._on_print, picture="print"), button("存成文件", self._on_save)), self.safe_button)

    def _first_work(self) -> QWidget:
        column = QVBoxLayout()
        words = "手里有名册（Excel）就直接导进来：只要有户主、姓名和与户主关系，今日待办就能用了。"
        self._first_words = label(words, "", wrap=True)
        column.addWidget(self._first_words)
        self._first_button = button("把名册导进来", self._go_roster, look="primary", picture="import")
        return _step(column, (button("一户一户自己记", self._go_desk),), self._first_button)

    def _on_demo(self) -> None:
        """The made-up village, in a folder beside the data, opened at once."""
        self.line.say("正在编演示村，要一两分钟…", "info")
        self.create_button.setEnabled(False)
        beside = place_of(self._folder).path
        folder = beside.with_name(f"{beside.name}-演示")

        def work(task: background.Task) -> st.Store:
            from gui.training import open_training

            return open_training(folder)

        background.run(self, work, self._on_demo_made, self._on_failed, pool="writer")

    def _on_demo_made(self, store: st.Store) -> None:
        self.begun.emit(store, "")


def _step(body: QLayout, others: tuple[QWidget, ...], main: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.addLayout(body)
    flow = FlowLayout(gap=8)
    for other in others:
        flow.addWidget(other)
    row = QHBoxLayout()
    row.addLayout(flow, 1)
    row.addWidget(main)
    column.addLayout(row)
    return holder
