"""Which editor a Kind gets. A new Kind is one line here and nothing in any form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.widgets.attachment_button import AttachmentButton
from gui.widgets.choice_editors import CodeTicks, FlagButtons
from gui.widgets.code_box import CodeBox
from gui.widgets.date_edit import DateEdit
from gui.widgets.editor import Editor, LineEditor, LongEditor
from gui.widgets.link_picker import LinkPicker
from gui.widgets.money_edit import MoneyEdit
from gui.widgets.titled_edit import TitledEdit
from models.kernel import Field

Make = Callable[[Desk, Field, QWidget | None], Editor]


def _plain(editor: Callable[[Field, QWidget | None], Editor]) -> Make:
    return lambda desk, field, parent: editor(field, parent)


def _date(desk: Desk, field: Field, parent: QWidget | None) -> Editor:
    return DateEdit(field, desk.store.today, parent)


_EDITORS: dict[str, Make] = {
    "long": _plain(LongEditor),
    "money": _plain(MoneyEdit),
    "date": _date,
    "month": _date,
    "code": _plain(CodeBox),
    "codes": _plain(CodeTicks),
    "flag": _plain(FlagButtons),
    "titled": lambda desk, field, parent: TitledEdit(field, desk, parent),
    "link": lambda desk, field, parent: LinkPicker(field, desk, parent),
    "attachment": lambda desk, field, parent: AttachmentButton(field, desk, parent),
}


def editor_for(desk: Desk, field: Field, parent: QWidget | None = None) -> Editor:
    """The editor of a field; a Kind without one of its own is a line of text."""
    return _EDITORS.get(field.kind.name, _plain(LineEditor))(desk, field, parent)
