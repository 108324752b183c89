"""Where a record belongs: its village and what stands above it, for the full versions that are joined by others."""

from __future__ import annotations

from dataclasses import dataclass

from reports.returns.book import Entry
from reports.returns.columns import Col, made


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
    """组; above the village, where groups of several stand in one register, with the village's name."""
    def text(entry: Entry) -> str:
        own = entry.text(f"{household}.group" if household else "group")
        return own if entry.book.store.role == "village" else village(entry) + own

    return made("组", width, text, field="group")
