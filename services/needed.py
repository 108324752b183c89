"""What is blank where it must not be: on a return that prints the column, and beside an export of the national system."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.codes.needed import needs
from models.ledgers import LEDGERS
from reports.returns.book import Book, field_at

if TYPE_CHECKING:
    from models.store import Store
    from reports.returns.book import Entry

_MOST_NAMED = 20
_TELLING = 3  # of the national system's own columns, so many make a workbook its export


def of_return(id: str, entries: Sequence[Entry]) -> list[str]:
    """A sentence for each column that a return prints and some of its rows leave blank, with whose rows they are."""
    blank: dict[str, dict[str, None]] = {}
    for need in needs():
        for entry in entries if id in need.returns else ():
            if entry.ledger == need.ledger:
                for paths in need.lacking(entry.value):
                    blank.setdefault(words(need.ledger, paths), {})[_whose(entry)] = None
    return [f"缺{heading} {len(those)} {'户' if heading.startswith('户主') else '人'}：{_named(list(those))}。" for heading, those in blank.items()]


def is_national(ledger: str, columns: Collection[str]) -> bool:
    """Whether a workbook with these columns looks like an export of the national system: a list of our own is not held against it."""
    asked = {path for need in needs() if need.national and need.ledger == ledger for paths in need.columns for path in paths}
    return bool(asked) and len(asked.intersection(columns)) >= min(_TELLING, len(asked))


def of_national(store: Store, ledger: str, uids: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(uid, columns of which one is enough) of what the national system wants of these rows and we leave blank."""
    book = Book(store)
    for need in needs():
        for uid in sorted(uids) if need.national and need.ledger == ledger else ():
            if entry := book.entry(ledger, uid):
                yield from ((uid, paths) for paths in need.lacking(entry.value))


def words(ledger: str, paths: Sequence[str]) -> str:
    """身份证号; 文化程度、在读学段或没上学原因."""
    labels = list(dict.fromkeys(field_at(ledger, path).label for path in paths))
    return "、".join(labels[:-1]) + f"或{labels[-1]}" if len(labels) > 1 else labels[0]


def _whose(entry: Entry) -> str:
    home: Any = entry.home
    person = next((entry.link(f.name) for f in LEDGERS[entry.ledger].__fields__.values() if f.to == "person"), None)
    names = [str(one) for one in (home and home.values.get("head_name"), person and person.values.get("name")) if one]
    return names[-1] if names else "没有名字的一条"


def _named(names: Sequence[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}等" if len(names) > _MOST_NAMED else shown


