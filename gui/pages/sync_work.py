"""What the buttons of 上报接收 do, on a worker: plain calls of services, plain results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.background import Task
    from models.store import Store

Progress = Callable[[int, int, str], None]

STATUS = {
    "applied": ("收下了", "accent"),
    "repeated": ("以前收过", "muted"),
    "waiting": ("收下，等前面的", "warning"),
    "partial": ("收下一部分", "warning"),
    "quarantined": ("暂存，没收进来", "danger"),
}


@dataclass(frozen=True)
class Standing:
    """How things stand between here and the other offices."""

    records: int
    last: str
    by_ledger: Mapping[str, int]
    packages: list[dict[str, Any]]
    partners: tuple[str, ...]


def standing(store: Store) -> Standing:
    """What has not been taken, what was packed, whose cards are here."""
    from services import offices, packing

    found = packing.outbox(store)
    packages = sorted(found["packages"], key=lambda one: one["written_at"], reverse=True)
    wanted = "township" if store.role == "village" else "village"
    partners = tuple(card.name for card in offices.trusted(store).values() if card.role == wanted)
    return Standing(found["records"], packages[0]["written_at"] if packages else "", found["by_ledger"], packages, partners)


def pack(store: Store, folder: Path, progress: Progress) -> dict[str, Any]:
    """Onto the stick."""
    from services import packing

    return packing.pack(store, folder, progress)


def receive(store: Store, paths: list[Path], progress: Progress) -> dict[str, Any]:
    """Off the stick; the answer goes beside what was read."""
    from services import receiving

    return receiving.receive(store, paths, paths[0], progress)


def month_reports(store: Store, folder: Path, task: Task) -> tuple[int, Path, list[str]]:
    """Every official register of the village for the running period, into a folder of its own."""
    from services import returning

    out = folder / f"报表-{store.name}-{store.today():%Y-%m}"
    wanted = [one for one in returning.available(store) if one.official and one.per == "village"]
    count, warnings = 0, []
    for number, declared in enumerate(wanted):
        task.report(number, len(wanted), f"正在出《{declared.title}》")
        made = returning.make(store, declared.id)
        if made.files:
            out.mkdir(parents=True, exist_ok=True)
            count += len(returning.save(made, out))
            warnings += [f"《{made.title}》{text}" for text in made.warnings]
    return count, out, warnings


def pair(store: Store, path: Path) -> dict[str, Any]:
    """Trust another office's card."""
    from services import offices

    return offices.pair(store, path)


def card(store: Store, path: Path) -> Path:
    """This office's card into a file."""
    from services import offices

    offices.identity(store, path)
    return path
