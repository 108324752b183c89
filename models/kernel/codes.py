"""Kinds that hold a choice from an official list: one code, or several."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from models.kernel.codelist import CodeList
from models.kernel.kind import Kind, Parsed, Stored, as_text
from models.kernel.mistake import Unreadable

_SEPARATORS = re.compile(r"[、,，;；/|\s]+")
_NONE = CodeList("", "", "", ())


def _one(codes: CodeList, typed: str) -> str:
    code = codes.find(typed)
    if code is None:
        some = "、".join(label for _, label in codes.items[:6])
        raise Unreadable(f"“{typed}”不在“{codes.title}”里，可以写：{some}{'等' if len(codes.items) > 6 else ''}。")
    return code


@dataclass(frozen=True)
class CodeKind(Kind):
    """One code of a list; the code is stored, the label is shown."""

    name: ClassVar[str] = "code"
    codes: CodeList = field(default=_NONE)

    def read(self, raw: object) -> Parsed:
        """By label, code or alias."""
        return Parsed(_one(self.codes, as_text(raw)))

    def show(self, value: Any) -> str:
        """The label; a code that this program does not know is shown as it is."""
        return "" if value is None else self.codes.label(value)


@dataclass(frozen=True)
class MultiCodeKind(Kind):
    """Several codes of a list, kept sorted; stored joined by a comma."""

    name: ClassVar[str] = "codes"
    codes: CodeList = field(default=_NONE)

    def read(self, raw: object) -> Parsed:
        """From a list, or labels separated by 、 or a comma."""
        parts = raw if isinstance(raw, (list, tuple, set)) else _SEPARATORS.split(as_text(raw).strip())
        return Parsed(tuple(sorted({_one(self.codes, str(part)) for part in parts if str(part).strip()})) or None)

    def show(self, value: Any) -> str:
        """Labels joined by 、."""
        return "、".join(self.codes.label(code) for code in value or ())

    def dump(self, value: Any) -> Stored:
        """Sorted codes joined by a comma."""
        return ",".join(sorted(value)) if value else None

    def load(self, stored: Stored) -> Any:
        """The codes as a tuple."""
        return tuple(str(stored).split(",")) if stored else None

    def json(self, value: Any) -> Any:
        """A list of codes."""
        return None if value is None else list(value)
