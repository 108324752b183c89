"""A paper as one line of text and back, so that what was handed over can be printed again as it was, years later.

The dataclasses of reports.sheet and reports.document are written with all their fields and read by the types they declare;
a paper may come from another computer, so that nothing is believed that is not of its type. The content of photos stays out.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.document import Document
from reports.sheet import Sheet

Paper = Sheet | tuple[Document, ...]
_LARGEST = 80_000_000  # letters of a paper unpacked: many times the longest register
_IS, _OF = "is", "of"


class Unfit(ValueError):
    """Not a paper of this program: damaged, or made by a newer one."""


def written(paper: Sheet | Sequence[Document]) -> str:
    """A sheet or documents as letters and digits, packed."""
    text = json.dumps(_plain(paper), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def read(text: str) -> Paper:
    """What was written, equal to it but for the content of photos."""
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(base64.b64decode(text, validate=True), _LARGEST)
        if not unpacking.eof:
            raise Unfit
        found: Paper = _reader(Paper)(json.loads(plain))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError, zlib.error) as error:
        raise Unfit(type(error).__name__) from None
    return found


def _plain(value: Any) -> Any:
    """A value as JSON knows it; whose type is not plain from where it stands carries its name."""
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.type != "bytes"}
        return {_IS: type(value).__name__} | told
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal | date):
        return {_IS: type(value).__name__, _OF: str(value)}
    return value


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What reads values of a type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of({_name(one): _reader(one) for one in inner})
    if origin is Literal:
        return _checked(lambda value: value in inner, lambda value: value)
    if origin is tuple:
        return _row(_reader(inner[0])) if inner[-1] is Ellipsis else _cells([_reader(one) for one in inner])
    if origin is frozenset:
        each = _reader(inner[0])
        return _checked(lambda value: isinstance(value, list), lambda value: frozenset(map(each, value)))
    if is_dataclass(hint) and isinstance(hint, type):
        return _whole(hint)
    if hint is Decimal:
        return lambda value: Decimal(value[_OF])
    if hint is date:
        return lambda value: date.fromisoformat(value[_OF])
    return _checked(lambda value: type(value) is hint or (hint is float and type(value) is int), lambda value: value)


def _checked(fits: Callable[[Any], bool], make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_one(value: Any) -> Any:
        if not fits(value):
            raise Unfit
        return make(value)

    return read_one


def _row(each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return _checked(lambda value: isinstance(value, list), lambda value: tuple(map(each, value)))


def _cells(readers: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    return _checked(
        lambda value: isinstance(value, list),
        lambda value: tuple(reader(one) for reader, one in zip(readers, value, strict=True)),
    )


def _one_of(readers: dict[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    return lambda value: readers[value[_IS] if isinstance(value, dict) else type(value).__name__](value)


def _whole(made: type[Any]) -> Callable[[Any], Any]:
    """A dataclass from its fields; what an older program did not know keeps its default."""
    hints = get_type_hints(made)

    def read_whole(value: dict[str, Any]) -> Any:
        if value[_IS] != made.__name__ or not value.keys() <= hints.keys() | {_IS}:
            raise Unfit
        return made(**{name: _reader(hints[name])(one) for name, one in value.items() if name != _IS})

    return read_whole


def _name(hint: Any) -> str:
    """How a value of a type tells which of several it is."""
    return "list" if get_origin(hint) is tuple else str(hint.__name__)
