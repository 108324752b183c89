"""An official list of codes with its source; every list ends with 不清楚 (settled 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
        word = compact(text)
        for code, label in self.items:
            if word in (code, compact(label)):
                return code
        return next((code for alias, code in self.aliases.items() if compact(alias) == word), None)


def code_list(
    id: str, title: str, source: str, items: tuple[tuple[str, str], ...], aliases: Mapping[str, str] | None = None
) -> CodeList:
    """A CodeList with 不清楚 at its end."""
    return CodeList(id, title, source, (*items, UNKNOWN_ITEM), aliases or {})
