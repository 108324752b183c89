"""One sentence about one value: what is wrong, where, and how grave it is (design section 4, four severities)."""

from __future__ import annotations

from dataclasses import dataclass

REFUSE = "拦下"  # cannot be stored at all
MEND = "要改"  # stored, listed until mended
DOUBT = "存疑"  # stored, explained later
HINT = "提示"  # a line
SEVERITIES = (REFUSE, MEND, DOUBT, HINT)


@dataclass(frozen=True)
class Mistake:
    """A refused or doubtful value. `value` is what was typed; it is shown to the typist and never logged.

    check: the number under which an office knows this (V05), where the rule that says it goes by several.
    """

    text: str
    field: str = ""
    severity: str = REFUSE
    value: str = ""
    check: str = ""


class Unreadable(ValueError):
    """A Kind cannot make a value of what was typed; the text says why and what would be right."""
