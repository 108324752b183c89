"""What a Kind is: one object that owns every representation of a value.

typed or Excel cell --parse--> value --dump--> storage (text, integer or nothing) --load--> value --show--> words.
The command line's JSON is `json`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from models.kernel.mistake import Mistake, Unreadable
from models.kernel.text_forms import one_line

Stored = str | int | None
_BROKEN = re.compile("[\x00\ud800-\udfff]")  # no text in UTF-8 can hold half a character, no database a NUL
UNSAID = (None, "", ())
"""What a value is where nobody filled anything in."""


@dataclass(frozen=True)
class Parsed:
    """A value, and what has to be said about it although it is taken."""

    value: Any
    notes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Plain text of one line; the base of all other kinds."""

    name: ClassVar[str] = "text"
    integer: ClassVar[bool] = False  # stored as BIGINT
    numeric: ClassVar[bool] = False  # right-aligned, may be summed
    parts: ClassVar[tuple[str, ...]] = ()  # headings of the columns into which sheets write one value: the days of a month
    limit: int = 200

    def parse(self, raw: object) -> Parsed:
        """A value from what was typed or read from a cell; blank is None. Raises Unreadable."""
        if raw is None:
            return Parsed(None)
        if isinstance(raw, str):
            if _BROKEN.search(raw):
                raise Unreadable("这一栏里有看不见的坏字符，请重新输入。")
            if not raw.strip():
                return Parsed(None)
        return self.read(raw)

    def read(self, raw: object) -> Parsed:
        """`parse` for something that is not blank."""
        text = one_line(as_text(raw))
        if len(text) > self.limit:
            raise Unreadable(f"最多写{self.limit}个字，现在有{len(text)}个字，请写短一些。")
        return Parsed(text)

    def show(self, value: Any) -> str:
        """As people read it on the screen and on paper."""
        return "" if value is None else str(value)

    def dump(self, value: Any) -> Stored:
        """As the database and the journal hold it."""
        return None if value is None else str(value)

    def load(self, stored: Stored) -> Any:
        """The value of what `dump` made."""
        return stored

    def holds(self, stored: object) -> bool:
        """Whether `dump` could have made this: what another device sends is looked at before it is believed."""
        if not isinstance(stored, int if self.integer else str) or isinstance(stored, bool):
            return False
        try:
            return self.dump(self.load(stored)) == stored
        except (ValueError, ArithmeticError):
            return False

    def part(self, heading: object) -> int | None:
        """Which of `parts` a heading cell stands over, from 0."""
        return None

    def spread(self, value: Any) -> tuple[str, ...]:
        """A value over the columns of its parts."""
        return ()

    def gather(self, cells: Sequence[str]) -> str:
        """The cells of all parts as something that `parse` reads."""
        return ""

    def json(self, value: Any) -> Any:
        """As the command line prints it."""
        return self.dump(value)


def as_text(raw: object) -> str:
    """A cell as text: Excel's 3.0 for a typed 3 is 3."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return str(raw)
