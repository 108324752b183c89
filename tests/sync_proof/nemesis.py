"""Bad luck: sticks lost, doubled, late and torn, computers killed, copied, put back and with a wrong clock."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from tests.sync_proof import edits
from tests.sync_proof.offices import Office, open_at
from tests.sync_proof.post import Parcel

if TYPE_CHECKING:
    from tests.sync_proof.world import World

Deed = Callable[["World", Office, random.Random], str]


class Killed(BaseException):
    """The power is gone at this very statement; nothing in the program may catch it."""


@contextmanager
def killed_at(office: Office, statement: int) -> Iterator[None]:
    """The writer dies before its n-th statement from now."""
    left = [statement]

    def count(*_: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    event.listen(office.store.writer, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(office.store.writer, "before_cursor_execute", count)


def _stick(world: World, rng: random.Random) -> tuple[Office, Parcel] | None:
    """A stick that is under way, and an office for which it was written: twins both answer to their name."""
    found = [(office, one) for one in world.sticks for _, office in sorted(world.offices.items()) if one.to == office.store.device]
    return rng.choice(found) if found else None


def edit(world: World, office: Office, rng: random.Random) -> str:
    """Somebody works."""
    before = office.last_rid()
    said = [edits.anything(office, rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    world.counts["edits"] += len(said)
    world.learn(office, before)
    return ", ".join(said)


def deliver(world: World, office: Office, rng: random.Random) -> str:
    """A stick turns up: late, out of order, and perhaps not for the last time."""
    found = _stick(world, rng)
    if not found:
        return "no stick"
    office, parcel = found
    if rng.random() < 0.6:
        world.sticks.remove(parcel)
    else:
        world.counts["doubled"] += 1
    world.take(office, parcel)
    return f"{office.name} took {parcel.name}"


def lose(world: World, office: Office, rng: random.Random) -> str:
    """A stick is never seen again."""
    if world.sticks:
        world.sticks.remove(rng.choice(world.sticks))
        world.counts["lost sticks"] += 1
    return "a stick is lost"


def torn(world: World, office: Office, rng: random.Random) -> str:
    """Some parts of a package cannot be read: the others are taken."""
    found = _stick(world, rng)
    if not found:
        return "no stick"
    office, parcel = found
    without = [h for h in parcel.texts if rng.random() < 0.4]
    world.take(office, parcel, without)
    world.counts["cuts"] += 1
    return f"{office.name} took {parcel.name} without {len(without)}"


def kill(world: World, office: Office, rng: random.Random) -> str:
    """Killed while saving or taking in: as if it had never begun, or done; and then once more, in peace."""
    when, (office, parcel) = rng.randrange(60), _stick(world, rng) or (office, None)
    before, rid = everything(office), office.last_rid()
    try:
        with killed_at(office, when):
            if parcel is not None:
                world.post.take(office, parcel)
            else:
                edits.batch(office, rng)
    except Killed:
        world.counts["kills"] += 1
        if everything(office) != before and not (parcel and parcel.texts.keys() <= _held(office)):
            raise AssertionError(f"{office.name}: half of what was killed is there") from None
        if parcel is not None:
            world.take(office, parcel)
        world.learn(office, rid)
        return f"{office.name} killed at {when}"
    if parcel is not None:
        world.took(office, parcel.texts, rid)
    world.learn(office, rid)
    return "was quicker than the kill"


def _held(office: Office) -> set[str]:
    journal, stash = office.names()
    return journal | stash


def everything(office: Office) -> tuple[Any, ...]:
    """What an office shows and holds."""
    return office.rows(), office.names(), office.tips(), office.conflicts(), office.waiting()


def keep(world: World, office: Office, rng: random.Random) -> str:
    """Somebody copies the folder, to be safe."""
    place = world.folder / f"backup-{office.name}-{world.moment}"
    with office.away():
        shutil.copytree(office.folder, place)
    world.backups[office.name] = place, dict(office.held)
    return "folder copied"


def put_back(world: World, office: Office, rng: random.Random, witness: bool | None = None) -> str:
    """The old copy takes the place of the folder, with or without what lay beside the database.

    witness: whether that was put back too, and so cannot tell; by chance when not said.
    """
    names = sorted(name for name in world.backups if world.offices[name].role == "village")
    if not names:
        return "no copy"
    office = world.offices[rng.choice(names)]
    place, held = world.backups[office.name]
    office.store.close()
    beside = office.folder / "witness.json"
    kept = beside.read_bytes()
    shutil.rmtree(office.folder)
    shutil.copytree(place, office.folder)
    if rng.random() < 0.5 if witness is None else not witness:
        beside.write_bytes(kept)
    reopened(world, office, held)
    world.counts["restores"] += 1
    return f"an old copy of {office.name} was put back"


def reopened(world: World, office: Office, held: dict[str, tuple[str, ...]]) -> None:
    """The folder opened again: what the copy held is what it must hold, and what opening itself wrote."""
    office.store = open_at(office.folder)
    office.held = dict(held) | office.journal()


def clone(world: World, office: Office, rng: random.Random) -> str:
    """The folder is copied to another computer, and both go on."""
    if office.role != "village" or "twin" in world.offices:
        return "no twin"
    place = world.folder / f"clone-{world.moment}"
    with office.away():
        shutil.copytree(office.folder, place)
    world.join("twin", place, dict(office.held))
    world.counts["clones"] += 1
    return "copied to another computer"


def clock(world: World, office: Office, rng: random.Random) -> str:
    """Ten years behind, a year ahead, an hour back, or right again."""
    office.off = timedelta(days=rng.choice((-3650, 365, -1, 0)))
    world.counts["clocks"] += 1
    return f"clock off by {office.off.days} days"


def newcomer(world: World, office: Office, rng: random.Random) -> str:
    """The first village gets one more computer, which begins with nothing."""
    if "later" in world.offices:
        return "no newcomer"
    world.join("later")
    return "a new computer in the first village"


DEEDS: tuple[tuple[int, Deed], ...] = (
    (24, edit), (4, deliver), (1, lose), (2, torn), (2, kill), (2, keep), (2, put_back), (1, clone), (1, clock), (1, newcomer),
)
