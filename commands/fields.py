"""FIELD=VALUE words: by English name or heading, `FIELD=` empties, `FIELD=@FILE` reads, `finding[0].text=` is a child."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commands.output import REFUSED, Answer, fault
from models import store as st
from models.kernel import Field, Ledger, Mistake, UsageMistake, UserMistake
from models.ledgers import LEDGERS
from models.store.source import link_between

_CHILD = re.compile(r"^(\w+)\[(\d{1,4})\]\.(.+)$")
_READS_FILES = ("long", "attachment")
_SYSTEM = ("uid", "scope")
_LONGEST_ECHO = 200  # a file of ten megabytes read by mistake is not printed back


@dataclass
class Typed:
    """The raw values of a record and of the records edited inside it."""

    values: dict[str, object] = field(default_factory=dict)
    children: dict[tuple[str, int], dict[str, object]] = field(default_factory=dict)


def ledger_named(word: str) -> str:
    """The id of a ledger given by id or title."""
    if word in LEDGERS:
        return word
    found = next((id for id, ledger in LEDGERS.items() if ledger.__ledger__.title == word), None)
    if found is None:
        raise UsageMistake(f"没有“{word}”这本台账。用 ledgers 看有哪些。")
    return found


def typed(ledger: str, words: Iterable[str]) -> Typed:
    """Read the words of `add` and `set`; what stands twice is refused, since only one can be meant."""
    found = Typed()
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageMistake(f"“{word}”要写成 栏目=内容。")
        child = _CHILD.match(name)
        owner = ledger_named(child[1]) if child else ledger
        if child:
            _link(owner, ledger)
        values = found.children.setdefault((owner, int(child[2])), {}) if child else found.values
        column = st.field_named(LEDGERS[owner], child[3] if child else name)
        if column.name in values:
            raise UsageMistake(f"“{column.label}”写了两次，只能写一次。")
        values[column.name] = _content(column, value)
    return found


def _content(column: Field, value: str) -> object:
    if not value.startswith("@") or not _names_a_file(column, value[1:]):
        if value and column.kind.name == "attachment":
            raise UsageMistake(f"“{column.label}”要写成 {column.name}=@文件。")
        return value
    data = Path(value[1:]).read_bytes()
    if column.kind.name == "attachment":
        from services.evidence import accepted

        return accepted(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _names_a_file(column: Field, path: str) -> bool:
    """Whether `@` stands for a file: always where one is expected, in a short text only when it is there."""
    return column.kind.name in _READS_FILES or (column.kind.name == "text" and os.path.isfile(path))


def _link(child: str, parent: str) -> str:
    try:
        return link_between(LEDGERS[child], parent)
    except LookupError:
        titles = LEDGERS[child].__ledger__.title, LEDGERS[parent].__ledger__.title
        raise UsageMistake(f"“{titles[0]}”不能写在“{titles[1]}”里面，请单独登记。") from None


def add_all(doing: st.Doing, ledger: str, record: Typed) -> st.Saved:
    """The record, then its children leading to it; a mistake of a child names the child."""
    saved = doing.add(ledger, record.values)
    for (child, number), values in sorted(record.children.items()):
        try:
            doing.add(child, {**values, _link(child, ledger): saved.uid})
        except UserMistake as error:
            raise _Inside(child, f"{child}[{number}].", values, error) from error
    return saved


class _Inside(UserMistake):
    """A mistake in a child record."""

    def __init__(self, ledger: str, prefix: str, values: Mapping[str, object], error: UserMistake) -> None:
        super().__init__(error.mistakes)
        self.ledger, self.prefix, self.values = ledger, prefix, values


def refused(error: UserMistake, ledger: str, values: Mapping[str, object]) -> Answer:
    """The answer of `add` and `set` to values that cannot be stored, field by field."""
    prefix = ""
    if isinstance(error, _Inside):
        ledger, prefix, values = error.ledger, error.prefix, error.values
    found = [_refusal(LEDGERS[ledger], mistake, prefix, values) for mistake in error.mistakes]
    lines = [f"{one['heading']}：{one['text']}" if one["heading"] else str(one["text"]) for one in found]
    where = next((str(one["field"]) for one in found if one["field"]), None)
    told = "".join(map(_with_heading, found))
    body = {"ok": False, "error": fault("mistake", told, where), "mistakes": found}
    return Answer(body, "\n".join(["没有存。", *lines]), REFUSED)


def _with_heading(one: Mapping[str, Any]) -> str:
    """A sentence that says in which column, for whoever reads it alone."""
    heading, text = str(one["heading"] or ""), str(one["text"])
    return text if heading in text else f"“{heading}”：{text}"


def _refusal(ledger: type[Ledger], mistake: Mistake, prefix: str, values: Mapping[str, object]) -> dict[str, Any]:
    column = ledger.__fields__.get(mistake.field)
    as_typed = values.get(mistake.field, "")
    value = (mistake.value or (as_typed if isinstance(as_typed, str) else ""))[:_LONGEST_ECHO]
    return {"field": f"{prefix}{mistake.field}" if mistake.field else None, "heading": column.label if column else None,
            "value": value, "severity": mistake.severity, "text": mistake.text}


def filters(store: st.Store, ledger: str, words: Iterable[str]) -> dict[str, Any]:
    """`where` for show: equality on uid, scope and stored fields; a link by uid, key or a name that fits only one."""
    where: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageMistake(f"“{word}”要写成 栏目=内容。")
        if name in _SYSTEM:
            where[name] = value
            continue
        column = st.field_named(LEDGERS[ledger], name)
        if column.derived is not None:
            stored = [f.label for f in LEDGERS[ledger].__fields__.values() if f.derived is None and f.tier != "补充"][:6]
            raise UsageMistake(f"不能按“{column.label}”找：它是算出来的。可以按{'、'.join(stored)}找。")
        where[column.name] = _sought(store, ledger, column, value)
    return where


def _sought(store: st.Store, ledger: str, column: Field, value: str) -> Any:
    if not value.strip():
        return None
    checked = st.check(store, ledger, {column.name: value})
    found = checked.values.get(column.name)
    if found is None:
        raise UserMistake([mistake for mistake in checked.refused if mistake.field == column.name])
    return [found] if isinstance(found, tuple) else found
