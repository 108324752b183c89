"""What a bad cell may have been meant to say: offered beside it, taken only by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from models.kernel import Field, Unreadable
from models.kernel.dates import read_day
from models.kernel.identifiers import id_fault
from models.kernel.text_forms import compact, one_line
from models.rules.id_number import check_digit

MOST = 4
_PARTS = re.compile(r"^(\d{1,4})[-./年](\d{1,4})[-./月](\d{1,4})日?$")
_MONTHS = re.compile(r"^(\d{1,2})[-./月]((?:19|20)\d{2})年?$")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_LIKE_DIGITS = str.maketrans("OoQDIl|ZzSsBb", "0000111225588")
_ENOUGH = 55
_YES, _NO = ("是", "有", "对", "√", "✓", "已", "y", "1", "○"), ("否", "无", "没", "不", "×", "✗", "x", "n", "0")


def suggestions(field: Field, typed: str) -> tuple[str, ...]:
    """Words that this column would take without a murmur, the likest first."""
    found: dict[str, None] = {}
    for word in _ways(field, typed):
        if word != typed and _reads(field, word):
            found.setdefault(word)
    return tuple(found)[:MOST]


def _reads(field: Field, word: str) -> bool:
    try:
        return not field.kind.parse(word).notes
    except Unreadable:
        return False


def _ways(field: Field, typed: str) -> Iterator[str]:
    kind = field.kind.name
    if kind == "id":
        yield from _numbers(compact(typed).upper())
    elif kind in ("date", "month"):
        yield from _days(compact(typed), month=kind == "month")
    elif kind in ("code", "codes"):
        yield from _words(field, typed)
    elif kind == "flag":
        yield from (word for word, said in (("是", _YES), ("否", _NO)) if compact(typed).lower().startswith(said))
    elif kind in ("phone", "card"):
        digits = re.sub(r"\D", "", compact(typed).translate(_LIKE_DIGITS))
        yield from (digits, digits.removeprefix("86"), *(part for part in re.split(r"[^\d-]+", compact(typed)) if part))
    elif kind in ("money", "integer", "decimal", "year"):
        yield from _AMOUNT.findall(compact(typed).translate(_LIKE_DIGITS).replace(",", ""))
    elif kind == "name":
        yield re.sub(r"\s+", "", typed)
    else:
        yield one_line(typed)[: field.kind.limit]


def _numbers(typed: str) -> Iterator[str]:
    """An old number of 15 digits made one of 18; letters that look like digits."""
    digits = re.sub(r"[^0-9X]", "", typed.translate(_LIKE_DIGITS))
    if len(digits) == 15 and digits.isdigit():
        whole = f"{digits[:6]}19{digits[6:]}"
        yield whole + check_digit(whole)
    if len(digits) == 17 and digits.isdigit():
        yield digits + check_digit(digits)
    yield digits
    if len(digits) == 18 and digits[:17].isdigit() and id_fault(digits):
        swapped = f"{digits[:10]}{digits[12:14]}{digits[10:12]}{digits[14:]}"
        yield swapped


def _days(typed: str, *, month: bool) -> Iterator[str]:
    found = _PARTS.match(typed)
    if found:
        parts = [found[1], found[2], found[3]]
        for year, first, second in (parts, [parts[2], parts[1], parts[0]], [parts[2], parts[0], parts[1]]):
            for one, other in ((first, second), (second, first)):
                yield from _day(f"{year if len(year) == 4 else f'20{year:0>2}'}-{one}-{other}", month=month)
    elif turned := _MONTHS.match(typed):
        yield f"{turned[2]}-{turned[1]:0>2}"
    digits = re.sub(r"\D", "", typed)
    if len(digits) == 6 and not month:
        yield from _day(f"{digits[:4]}-{digits[4:]}-01", month=False)
    if len(digits) == 8:
        yield from _day(f"{digits[:4]}-{digits[6:]}-{digits[4:6]}", month=month)


def _day(text: str, *, month: bool) -> Iterator[str]:
    try:
        day = read_day(text)
    except Unreadable:
        return
    if day:
        yield f"{day:%Y-%m}" if month else day.isoformat()


def _words(field: Field, typed: str) -> Iterator[str]:
    """Options that hold what was typed, or are nearly it; an alias counts for its option."""
    codes = getattr(field.kind, "codes", None)
    if codes is None:
        return
    said = compact(typed)
    options = {label: label for _, label in codes.items} | {alias: codes.label(code) for alias, code in codes.aliases.items()}
    yield from (label for word, label in options.items() if said and (said in word or word in said))
    yield from (options[word] for word, score, _ in process.extract(said, list(options), scorer=fuzz.ratio, limit=3) if score >= _ENOUGH)
