"""The days of a month in one line: one character a day from the 1st on, as an attendance sheet is kept.

`√√△×－` is five days. Typed short: `5√2－5√`; or pasted from thirty-one cells of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from models.kernel.kind import Kind, Parsed, as_text
from models.kernel.mistake import Unreadable
from models.kernel.text_forms import tidy

DAYS = 31
BLANK = "·"
"""A day of which nothing is known; at the end of the line it is left out."""
_BLANK_TOO = ("·", ".", "。", "_", "?", "？", "・")
_CELLS = re.compile(r"[\t,，、;；|]")
_DAY = re.compile(r"0?(\d{1,2})[日号]?")
_RUN = re.compile(r"(\d{0,2})(\D)")


@dataclass(frozen=True)
class Marks:
    """The marks of one kind of sheet: each character with its word; aliases are other ways to write one."""

    items: tuple[tuple[str, str], ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def find(self, typed: str) -> str | None:
        """The mark for a character, a word or an alias; nothing written is a blank day."""
        typed = typed.strip().lower()
        if not typed or typed in _BLANK_TOO:
            return BLANK
        own = next((mark for mark, word in self.items if typed in (mark, word)), None)
        return own or self.aliases.get(typed)

    def word(self, mark: str) -> str:
        """What a mark means."""
        return next((word for known, word in self.items if known == mark), "没记")

    def legend(self) -> str:
        """All marks with their words, for the sentence that refuses and the foot of a sheet."""
        return "、".join(f"{mark}{word}" for mark, word in self.items) + f"、{BLANK}没记"


@dataclass(frozen=True)
class DayMarksKind(Kind):
    """Up to 31 marks, one a day from the 1st. Which days a month has is for the row's rule, that knows the month."""

    name: ClassVar[str] = "marks"
    parts: ClassVar[tuple[str, ...]] = tuple(f"{day}日" for day in range(1, DAYS + 1))
    limit: int = DAYS
    marks: Marks = field(default_factory=lambda: Marks(()))

    def read(self, raw: object) -> Parsed:
        """Single marks, runs with a number before them, or cells with something between them."""
        text = as_text(raw)
        cells = _CELLS.split(text) if _CELLS.search(text) else None
        days = "".join(self._one(cell, f"{day}日的") for day, cell in enumerate(cells, 1)) if cells else self._line("".join(tidy(text).split()))
        days = days.rstrip(BLANK)
        if len(days) > DAYS:
            raise Unreadable(f"一个月最多{DAYS}天，这里写了{len(days)}天，请核对。")
        return Parsed(days or None)

    def _line(self, text: str) -> str:
        found = _RUN.findall(text)
        if "".join(count + mark for count, mark in found) != text:
            raise Unreadable(f"“{text}”看不懂：数字后面要跟记号，例如 5√2－。记号有：{self.marks.legend()}。")
        counted = any(count for count, _ in found)
        return "".join(self._one(mark, "" if counted else f"{day}日的") * int(count or 1) for day, (count, mark) in enumerate(found, 1))

    def _one(self, typed: str, where: str = "") -> str:
        mark = self.marks.find(typed)
        if mark is None:
            raise Unreadable(f"{where}“{typed.strip()}”不是考勤记号，可以写：{self.marks.legend()}。")
        return mark

    def holds(self, stored: object) -> bool:
        """A line that `read` could have made."""
        if not isinstance(stored, str) or not 0 < len(stored) <= DAYS or stored.endswith(BLANK):
            return False
        return set(stored) <= {BLANK, *(mark for mark, _ in self.marks.items)}

    def part(self, heading: object) -> int | None:
        """1, 01, 1日, 1号, or a whole date of which the sheet shows the day only."""
        if isinstance(heading, date):
            return heading.day - 1
        found = _DAY.fullmatch("".join(as_text(heading).split()))
        return int(found[1]) - 1 if found and 0 < int(found[1]) <= DAYS else None

    def spread(self, value: Any) -> tuple[str, ...]:
        """A mark a day; days of which nothing is known stay blank."""
        marks = (value or "").ljust(DAYS, BLANK)
        return tuple("" if mark == BLANK else mark for mark in marks)

    def gather(self, cells: Sequence[str]) -> str:
        """A line as it is kept; where a cell holds a word or a number, each cell apart from the next."""
        plain = all(len(cell) <= 1 and not cell.isdigit() for cell in cells)
        return "".join(cell or BLANK for cell in cells).rstrip(BLANK) if plain else "、".join(cells)

    def show(self, value: Any) -> str:
        """The marks as they stand."""
        return value or ""
