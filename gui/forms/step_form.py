"""The form of one monitoring step: only what a step of its kind needs; which case and which step is settled before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from gui import theme
from gui.desk import Desk
from gui.forms.record_form import RecordForm
from models.insight.monitoring_case import STEP, words_of
from models.kernel import Field
from models.ledgers import LEDGERS
from models.rules.monitoring_way import ASKED

_SETTLED = ("case", "kind")
_VISITS, _CALLED_OFF = ("visit", "removal_visit", "lookback"), ("rejected", "fallback", "ended")
_WORDS = {
    **{(kind, "who"): "核实人（至少两人）" for kind in _VISITS},
    **{(kind, "who"): "主持人、记录人" for kind in ("review", "removal_review")},
    **{(kind, "date"): "公示开始" for kind in ("notice", "removal_notice")},
    **{(kind, "text"): "为什么" for kind in _CALLED_OFF},
}
"""What a field is called in the form of one step, where the ledger's word is too general."""


class StepForm(RecordForm):
    """Signal onward(): filed, and the person wants to go on with the next step. whose: the household, for the heading."""

    onward = Signal()

    def __init__(self, desk: Desk) -> None:
        self._about: Mapping[str, Any] = {}
        self.whose = ""
        super().__init__(desk, STEP)
        self.percent.hide()
        theme.look(self.save_button, "primary")
        theme.look(self.next_button, "")

    def begin(self, case: str, kind: str) -> None:
        """A new step."""
        self.new({"case": case, "kind": kind})

    def save_and_next(self) -> None:
        """存好，下一步: file it; which step is next the page knows."""
        if self.save() is not None:
            self.onward.emit()

    def wanted_fields(self, values: Mapping[str, Any]) -> Mapping[str, Field]:
        """What the step needs, in sight and in its order; of an old one also what is written besides."""
        fields, kind = LEDGERS[STEP].__fields__, str(values.get("kind") or "")
        asked = ASKED.get(kind, ())
        wanted = {name: replace(fields[name], common=True, label=_WORDS.get((kind, name), fields[name].label))
                  for name in (*_SETTLED, *asked)}  # fmt: skip
        written = (name for name, field in fields.items() if field.derived is None and values.get(name) not in (None, ""))
        return wanted | {name: fields[name] for name in written if name not in wanted}

    def draft_key(self) -> str:
        """One draft a case and kind of step."""
        about = self._about
        return super().draft_key() if self.uid else f"{STEP}/new/{about.get('case')}/{about.get('kind')}"

    def _show(self, title: str, values: Mapping[str, Any]) -> None:
        self._about = values
        kind = words_of(str(values.get("kind") or ""))
        super()._show(f"{self.whose}：{kind}" if self.whose else kind, values)
        self.next_button.setText("存好，下一步")
        for name in _SETTLED:
            self.fields.rows[name].hide()
        for part in (self.facts, self.percent):
            part.hide()

