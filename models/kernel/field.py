"""A Field is what one column of a ledger means: its words, its Kind, where it shows and how private it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from models.kernel.kind import Kind

Private = Literal["none", "identity", "contact", "bank", "health", "welfare"]
PRIVACY_CLASSES: tuple[str, ...] = ("none", "identity", "contact", "bank", "health", "welfare")
REQUIRED, COMMON, MORE = "必填", "常用", "补充"


@dataclass(frozen=True)
class Field:
    """One column. `name` is the attribute's, filled in when the ledger is made.

    required: True, or the names of fields of which one must be given with this one (either-or).
    default: a value, or a word the store understands: today, this_year, me, last, next_number.
    derived: a function of Facts giving the value; a derived field has no column in the database.
    fills: a derived field that `add` and import accept all the same (settled 3).
    """

    label: str
    kind: Kind
    name: str = ""
    required: bool | tuple[str, ...] = False
    common: bool = False
    private: Private = "none"
    default: Any = None
    derived: Callable[[Any], Any] | None = None
    fills: bool = False
    aliases: tuple[str, ...] = ()
    width: int = 24
    group: str = ""
    help: str = ""
    parent: bool = False

    @property
    def tier(self) -> str:
        """必填, 常用 or 补充."""
        return REQUIRED if self.required else COMMON if self.common else MORE

    @property
    def to(self) -> str | None:
        """The ledger that a link leads to."""
        return getattr(self.kind, "to", None)
