"""The two kinds of error a person can do something about; anything else is a bug and keeps its traceback."""

from __future__ import annotations

from collections.abc import Sequence

from models.kernel.mistake import Mistake


class UserMistake(Exception):
    """What was typed or asked for cannot be taken; carries one sentence per mistake."""

    def __init__(self, mistakes: Sequence[Mistake] | str) -> None:
        self.mistakes = (Mistake(mistakes),) if isinstance(mistakes, str) else tuple(mistakes)
        super().__init__("".join(m.text for m in self.mistakes))


class UsageMistake(UserMistake):
    """The command or call itself is wrong (unknown ledger, unknown column): exit code 2."""


class Circumstance(Exception):
    """The world got in the way: disk full, file open elsewhere, stick pulled out."""


class CannotOpen(Circumstance):
    """The data folder cannot be opened: wrong password, damaged, or made by a newer program."""
