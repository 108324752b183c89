"""A key of the program's own that people know by a title: the title is shown and may be written, the key is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from models.kernel.kind import Kind, Parsed
from models.kernel.text_forms import compact


@dataclass(frozen=True)
class TitledKind(Kind):
    """One of the titles, or words of one's own for what has none. titles: by key; whoever declares the keys fills it."""

    name: ClassVar[str] = "titled"
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)

    def read(self, raw: object) -> Parsed:
        """By title or key; other words are kept as they are."""
        typed = super().read(raw).value
        word = compact(typed)
        return Parsed(next((key for key, title in self.titles.items() if word in (key, compact(title))), typed))

    def show(self, value: Any) -> str:
        """The title."""
        return "" if value is None else self.titles.get(value, str(value))
