"""What a column means by what stands in it, where its heading says nothing: examples, rows filled already, its drop-down list."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from intake.sheet import Cell, Sheet, cell_text, is_blank
from models.kernel import Field, Unreadable
from models.rules.id_number import read_certificate

LIKELY = 70
_FEWEST_OPTIONS = 3
_SHARE = 0.7  # of a list's options that a field knows; offices add words of their own
_LOOKED_AT = 40
_CHOICE = re.compile(r"[（(]([^（）()]+)[)）]")
_APART = re.compile(r"[/／、|,，\s]+|[□○]")
_WORD = re.compile(r"[\u4e00-\u9fff]{1,12}")


def meant_by(cells: Sequence[Cell], options: Sequence[str], fields: Mapping[str, Field], taken: Collection[str]) -> str | None:
    """The one field that is left which fits everything that stands there; None when none does, or several."""
    said = [cell for cell in cells if not is_blank(cell)][:_LOOKED_AT]
    if options:
        return _only(_by_options(options, fields), taken)
    if said and all(read_certificate(cell_text(cell).strip().upper()) for cell in said):
        return _only([name for name, field in fields.items() if field.kind.name == "id" and field.private == "identity"], taken)
    if said and all(_is_phone(cell_text(cell).strip()) for cell in said):
        return _only([name for name, field in fields.items() if field.kind.name == "phone"], taken)
    return None


def offered(heading: str) -> tuple[str, ...]:
    """The words among which a heading itself lets people choose: 户类型（脱贫户/监测户）."""
    said = _CHOICE.search(heading)
    words = tuple(word for word in _APART.split(said[1]) if word) if said else ()
    return words if len(words) > 1 and all(_WORD.fullmatch(word) for word in words) else ()


def contradicts(field: Field, options: Sequence[str]) -> bool:
    """Whether none of a column's options is a word of the field that its heading names."""
    codes = getattr(field.kind, "codes", None)
    labels = [label for _, label in codes.items] if codes else []
    return len(labels) > 0 and len(options) > 1 and not any(
        _reads(field, word) or any(word in label or label in word for label in labels) for word in options)


def all_read(words: Sequence[str], fields: Mapping[str, Field]) -> str | None:
    """The one field of codes that knows every one of these words."""
    return _only([name for name, field in fields.items() if field.kind.name == "code" and all(_reads(field, word) for word in words)], ())


def below(sheet: Sheet, column: int, first: int, last: int) -> list[Cell]:
    """The cells of a column between two rows."""
    return [sheet.cell(row, column) for row in range(first, min(last, len(sheet.rows) - 1) + 1)]


def _by_options(options: Sequence[str], fields: Mapping[str, Field]) -> list[str]:
    return [name for name, field in fields.items()
            if field.kind.name == "code" and len(options) >= _FEWEST_OPTIONS
            and sum(_reads(field, word) for word in options) >= _SHARE * len(options)]


def _reads(field: Field, word: str) -> bool:
    try:
        return field.kind.parse(word).value is not None
    except Unreadable:
        return False


def _is_phone(text: str) -> bool:
    return len(text) == 11 and text.isdigit() and text[0] == "1"


def _only(names: Sequence[str], taken: Collection[str]) -> str | None:
    """The nearest of those left: fewest steps away, when no other is as near."""
    left = sorted((name.count("."), at, name) for at, name in enumerate(names) if name not in taken)
    return left[0][2] if left and (len(left) == 1 or left[0][0] < left[1][0]) else None
