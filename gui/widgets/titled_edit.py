"""One of many titles, found while it is typed, by its words or their pinyin initials; words that fit none stay as they are."""

from __future__ import annotations

from gui.widgets.candidates import Candidate
from gui.widgets.code_box import initials
from gui.widgets.link_picker import LinkPicker

MOST = 40


class TitledEdit(LinkPicker):
    """As a record is picked; what is held is the key of the title."""

    def candidates(self) -> list[Candidate]:
        """Titles with these words, those that begin so first; of nothing typed, the first of them."""
        typed = self.line.text().strip().lower()
        found = [(key, title) for key, title in self.field.kind.titles.items() if typed in title.lower() or typed in initials(title)]
        found.sort(key=lambda one: not (one[1].startswith(typed) or initials(one[1]).startswith(typed)))
        return [Candidate(key, title, "") for key, title in found[:MOST]]

    def title_of(self, key: str) -> str:
        """The title of a key, else its own words."""
        return str(self.field.kind.show(key))
