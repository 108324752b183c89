"""加照片: a photo or scan goes into the sealed store at once, so that a draft only has to remember its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui import background, choosing, feedback, icons, theme
from gui.desk import Desk
from gui.widgets.card import label
from gui.widgets.editor import Editor
from models.kernel import Field

if TYPE_CHECKING:
    from services.evidence import Taken

PICTURES = "照片和扫描件 (*.jpg *.jpeg *.png *.pdf)"


class AttachmentButton(Editor):
    """One photo or scan: a button, and what has been added."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk, self._address = desk, ""
        self.button = QPushButton("加照片", self)
        self.button.setIcon(icons.icon("photo"))
        self.button.clicked.connect(self._on_pick)
        self.adopt(self.button)
        self.button.setAccessibleName(f"{field.label}：加照片")
        self.state = label("", "hint", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.button)
        row.addWidget(self.state, 1)
        self.column.addLayout(row)

    def raw(self) -> Any:
        """The address in the store."""
        return self._address

    def load(self, value: Any) -> None:
        """Show that there is one."""
        self._address = str(value or "")
        here = not value or self._desk.store.blobs.has(self._address)
        self.state.setText(("已有 1 张" if here else "还在路上") if value else "")
        self.button.setText("换一张" if value else "加照片")

    def put(self, path: Path) -> None:
        """Clean and seal a file on a worker and hold its address; a fault is said beside the button."""
        store = self._desk.store
        self.state.setText("正在放…")

        def work(task: background.Task) -> Taken:
            from services import evidence

            return evidence.take_in(store, [path])

        background.run(self, work, self._on_taken, self._on_failed, pool="writer")

    def _on_taken(self, taken: Taken) -> None:
        if taken.refused:
            self.state.setText(taken.refused[0])
            return
        self.load(taken.pictures[0].file)
        self.edited.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.state.setText(feedback.sentence(error))

    def _on_pick(self) -> None:
        if path := choosing.open_file(self, self._desk.settings, "选照片", PICTURES):
            self.put(path)
