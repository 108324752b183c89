"""An official list of codes with its source; every list ends with 不清楚 (settled 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.kernel.text_forms import compact

UNKNOWN_ITEM = ("unknown", "不清楚")


@dataclass(frozen=True)
class CodeList:
    """Codes in official order. aliases: other words people write, each with its code."""

    id: str
    title: str
    source: str
    items: tuple[tuple[str, str], ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def label(self, code: str) -> str:
        """The word for a code; a code of a newer list is shown as it is."""
        return next((label for known, label in self.items if known == code), code)

    def find(self, text: str) -> str | None:
        """The code for a label, a code or an alias; None when it is none of them."""
        return self._known.get(compact(text))

    @cached_property
    def _known(self) -> dict[str, str]:
        """Every word that is understood, the official ones first: a roster of ten thousand people asks a hundred thousand times."""
        known: dict[str, str] = {}
        for code, label in self.items:
            known.setdefault(code, code)
            known.setdefault(compact(label), code)
        for alias, code in self.aliases.items():
            known.setdefault(compact(alias), code)
        return known


def code_list(
    id: str, title: str, source: str, items: tuple[tuple[str, str], ...], aliases: Mapping[str, str] | None = None
) -> CodeList:
    """A CodeList with 不清楚 at its end."""
    return CodeList(id, title, source, (*items, UNKNOWN_ITEM), aliases or {})
