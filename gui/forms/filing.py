"""From what stands in a form to one operation, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from gui.forms.builder import FieldRows
from gui.forms.defaults import LEFT_TO_STORE
from models import store as st
from models.kernel import Ledger, LedgerSpec

if TYPE_CHECKING:
    from models.store import Store

_BLANKS = ("", None, ())


def new_raw(rows: FieldRows, ledger: type[Ledger], preset: Mapping[str, Any]) -> dict[str, Any]:
    """Raw values of a new record, with what was settled before in fields that are still folded.

    A blank is sent only where the person emptied what was filled in for them.
    """
    return {name: value for name, value in preset.items() if name not in rows.rows} | {
        name: value
        for name, value in rows.raw().items()
        if value not in _BLANKS or ledger.__fields__[name].default not in (None, *LEFT_TO_STORE)
    }


class Inside(Protocol):
    """What stands inside a form and is saved with it: rows of a child ledger, pictures."""

    ledger: str
    edited: Any

    def load(self, uid: str | None, /) -> None: ...
    def take(self) -> bool: ...
    def has_waiting(self) -> bool: ...
    def write(self, doing: Any, uid: str, /) -> None: ...
    def advance(self) -> bool: ...


def write(
    store: Store, ledger: str, uid: str | None, raw: Mapping[str, Any], seen: Mapping[str, Any],
    children: Sequence[Inside], label: str,
) -> st.Saved:
    """One operation: the record and what waits in its child rows."""
    waiting = [rows for rows in children if rows.has_waiting()]
    if not waiting:
        if uid is None:
            return st.add(store, ledger, raw, label=label)
        return st.change(store, ledger, uid, raw, seen=seen, label=label)
    with st.together(store, label) as doing:
        if uid is None:
            saved = doing.add(ledger, raw)
        else:
            _refuse_stale(doing, ledger, uid, raw, seen)
            saved = doing.change(ledger, uid, raw)
        alone = _said(doing, ledger, saved.uid)
        for rows in waiting:
            rows.write(doing, saved.uid)
        settled = alone - _said(doing, ledger, saved.uid)
        notices = tuple(notice for notice in saved.notices if notice.text not in settled)
        return st.Saved(ledger, saved.uid, doing.unit.operation, label, notices, saved.changed, saved.added)


def _said(doing: st.Doing, ledger: str, uid: str) -> set[str]:
    """What the rules say of a record with what is inside it by now: a photo put with it is its evidence."""
    return {mistake.text for mistake in doing.checker.rules(ledger, doing.source.get(ledger, uid) or {}, None)}


def _refuse_stale(doing: st.Doing, ledger: str, uid: str, raw: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    """The same question that `change` asks for a record alone."""
    now = doing.source.get(ledger, uid) or {}
    moved = {name: (seen[name], now.get(name)) for name in raw if name in seen and now.get(name) != seen[name]}
    if moved:
        raise st.Stale(ledger, uid, moved)


def label(spec: LedgerSpec, rows: FieldRows, *, new: bool) -> str:
    """登记户厕 张某某: what the undo button and the history will call it."""
    shown = []
    for name in spec.name:
        row = rows.rows.get(name)
        words = row.editor.control().property("text") if row is not None else ""
        shown.append(str(words or ""))
    return " ".join(part for part in (("登记" if new else "修改") + spec.title, *shown) if part)


def facts_line(ledger: type[Ledger], words: Mapping[str, str]) -> str:
    """What is looked up or computed, in one grey line; nobody types it."""
    derived = [f for f in ledger.__fields__.values() if f.derived is not None and f.private == "none"]
    return " · ".join(f"{field.label} {words[field.name]}" for field in derived if words.get(field.name))


def moment(at: str) -> str:
    """7月22日 10:12 out of an instant."""
    day, _, time = at.partition("T")
    parts = day.split("-")
    return f"{int(parts[1])}月{int(parts[2])}日 {time[:5]}" if len(parts) == 3 else "上次"
