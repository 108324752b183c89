"""Where a record belongs: its village and what stands above it, for the full versions that are joined by others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.returns.book import Book, Entry
from reports.returns.columns import Col, made
from reports.returns.declaration import Asked

VILLAGE, GROUP = "村", "组"
_BOTH_MM = 22.0  # a village of four characters and its group, in one line


@dataclass(frozen=True)
class Above:
    """County and township of a village."""

    county: str = ""
    township: str = ""


def village_of(entry: Entry) -> Entry | None:
    """The village in whose scope a record lies."""
    return next((place for place in entry.book.all("village") if place.scope == entry.scope), None)


def village(entry: Entry) -> str:
    """The village's name."""
    place = village_of(entry)
    return place.text("name") if place else ""


def county(entry: Entry) -> Above:
    """County and township as the village has them written."""
    place = village_of(entry)
    return Above(place.text("county"), place.text("township")) if place else Above()


def group(household: str = "", width: float = 14) -> Col:
    """组. Of several villages in one register `told` puts the village's name before it."""
    return made(GROUP, width, lambda entry: entry.text(f"{household}.group" if household else "group"), field="group")


def several(book: Book, asked: Asked) -> bool:
    """Whether rows of more villages than one stand under each other."""
    return book.store.role != "village" and not asked.scope


def whose(entry: Entry, group: str) -> str:
    """A group with its village, where groups of several stand in one register."""
    return village(entry) + group


def told(columns: Sequence[Col]) -> tuple[Col, ...]:
    """The columns of a register of several villages: it says of which each row is, before its group or in a column of its own."""
    headings = [col.column.heading for col in columns]
    if VILLAGE in headings or VILLAGE + GROUP in headings:
        return tuple(columns)
    if GROUP in headings:
        return tuple(_with_village(col) if col.column.heading == GROUP else col for col in columns)
    return (*columns[:1], made(VILLAGE, 15, village), *columns[1:])


def _with_village(col: Col) -> Col:
    own = col.get
    wide = replace(col.column, width_mm=max(col.column.width_mm, _BOTH_MM))
    return replace(col, column=wide, get=lambda entry: whose(entry, str(own(entry) or "") if own else ""))
