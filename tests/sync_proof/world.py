"""A world of offices that work, carry sticks and have bad luck; what must hold at every step and at the end.

A history is a list of numbers, one a step: the number is the seed of everything that happens in that step, so any part
of a history is a history too, and a failing one can be made shorter by leaving steps out.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from models.store import digest
from tests.sync_proof import nemesis, oracle
from tests.sync_proof.compare import Lost, Rows, author, erased, flat, forks, same, scope_of
from tests.sync_proof.founding import founded, scratch
from tests.sync_proof.offices import OFFICES, Office, Text, shapes
from tests.sync_proof.post import ByHand, Parcel, Post
from tests.sync_proof.repeat import START, repeatable

MOST_ROUNDS = 12


@dataclass
class World:
    """Offices, sticks under way, and everything that was ever exported."""

    folder: Path
    post: Post
    offices: dict[str, Office] = field(default_factory=dict)
    sticks: list[Parcel] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    exported: dict[str, Text] = field(default_factory=dict)
    beginning: dict[str, Text] = field(default_factory=dict)
    there: dict[str, Text] = field(default_factory=dict)
    backups: dict[str, tuple[Path, dict[str, Text]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    moment: int = 0
    when: Callable[..., datetime] = field(default=lambda hour: START + timedelta(hours=hour))
    never: Collection[str] = ()

    def begin(self, names: Sequence[str] = ("first", "beside", "second", "town")) -> None:
        """Copies of the founded offices."""
        for name in names:
            self.join(name)
        self.exported |= self.town.held
        self.beginning = dict(self.town.held)

    def join(self, name: str, source: Path | None = None, held: dict[str, Text] | None = None) -> Office:
        """One more computer."""
        start = source or founded() / name
        self.offices[name] = Office.copied(name, start, self.folder / f"{name}-{len(list(self.folder.iterdir()))}", held)
        return self.offices[name]

    @property
    def town(self) -> Office:
        """The township."""
        return self.offices["town"]

    def step(self, seed: int) -> None:
        """One thing that happens somewhere."""
        rng = random.Random(seed)
        self.moment += 1
        for one in self.offices.values():
            one.set_clock(self.when(self.moment))
        office = self.offices[rng.choice(sorted(self.offices))]
        deeds = [(weight, deed) for weight, deed in DEEDS if deed.__name__ not in self.never]
        (deed,) = rng.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])
        said = deed(self, office, rng)
        self.told.append(f"{self.moment} {office.name}: {said}")

    def play(self, steps: Sequence[int], every: int = 0) -> None:
        """The steps one after the other; after each so many, everybody shows what its journal says."""
        for n, seed in enumerate(steps, 1):
            self.step(seed)
            if every and n % every == 0:
                for office in self.offices.values():
                    self.shows_its_journal(office)

    def learn(self, office: Office, before: int) -> None:
        """What was just written here must be held here from now on."""
        office.held |= self._own(office, before)

    def send(self, sender: Office, peer: Office) -> Parcel | None:
        """Written on a stick, which from now on may turn up at any time."""
        parcel = self.post.send(sender, peer)
        if parcel is not None:
            self.exported |= parcel.texts
            self.parcels.append(parcel)
            self.counts["packages"] += 1
        return parcel

    def take(self, office: Office, parcel: Parcel, without: Sequence[str] = ()) -> None:
        """Taken in; afterwards journal and stash together hold all that ever came here."""
        before = office.last_rid()
        self.took(office, self.post.take(office, parcel, without), before)

    def took(self, office: Office, texts: dict[str, Text], before: int) -> None:
        """What came is held, and what the office wrote itself on reading it: late rows follow their household."""
        office.held |= texts | self._own(office, before)
        self.nothing_dropped(office)

    def _own(self, office: Office, before: int) -> dict[str, Text]:
        return {h: text for h, text in office.written_since(before).items() if author(text) == office.store.device}

    def nothing_dropped(self, office: Office) -> None:
        """Journal and stash hold exactly what was written here or came here; the journal has what can stand in it."""
        journal, stash = office.names()
        missing = office.held.keys() - journal - stash
        if missing:
            raise Lost(f"{office.name}: {len(missing)} transactions are neither in the journal nor in the stash")
        if journal & stash or (journal | stash) - office.held.keys():
            raise Lost(f"{office.name}: the stash holds what it should not")
        inside = oracle.closed(office.held)
        if journal != inside:
            raise Lost(f"{office.name}: journalled {len(journal)}, of which {len(journal - inside)} too early; {len(inside - journal)} held back")

    def shows_its_journal(self, office: Office) -> None:
        """Tables, differences and ends of chains are what the set of transactions says."""
        journal = office.journal()
        for h, text in journal.items():
            if oracle.name_of(text) != h or (text != office.held[h] and not erased(text)):
                raise Lost(f"{office.name}: {h} is not as it was written")
        wanted = oracle.view(journal, shapes())
        same(office, "waiting rows", office.waiting(), wanted.waiting)
        same(office, "ends of chains", office.tips(), wanted.tips)
        found = office.rows()
        for tbl in found.keys() | wanted.rows.keys():
            mine, its = found.get(tbl, {}), wanted.rows.get(tbl, {})
            same(office, f"rows of {tbl}", mine.keys(), its.keys())
            for uid in its:
                same(office, f"{tbl} {uid}", mine[uid], its[uid])
        same(office, "differences", office.conflicts(), wanted.conflicts)
        self.counts["conflicts"] += len(wanted.conflicts)

    def settle(self) -> None:
        """Everybody brings a stick to town; then each goes once more and takes the answer home, until all have all."""
        villages = [one for one in self.offices.values() if one is not self.town]
        # What only a lost stick or a folder that was put back ever held is gone for everybody.
        self.there = {h: text for office in self.offices.values() for h, text in office.held.items()}
        for office in self.offices.values():
            office.off = timedelta()
        for _ in range(MOST_ROUNDS):
            before = self._known()
            for office in villages:
                self._bring(office, self.town)
            for office in villages:
                # The answer is written for what this very office said it has: a copied computer has its twin's name.
                self._bring(office, self.town)
                self._bring(self.town, office)
            if self._whole() or before == self._known():
                return
        raise Lost("the offices never stop telling each other something new")

    def _known(self) -> dict[str, int]:
        return {name: len(office.held) for name, office in self.offices.items()}

    def _whole(self) -> bool:
        return all(self.belongs(office) <= office.names()[0] for office in self.offices.values())

    def _bring(self, sender: Office, taker: Office) -> None:
        parcel = self.send(sender, taker)
        if parcel is not None:
            self.take(taker, parcel)

    def belongs(self, office: Office) -> set[str]:
        """What must stand in an office's journal in the end: all of its place that anybody has, with all before it."""
        return oracle.closed({h: text for h, text in self.there.items() if office is self.town or scope_of(text) in (office.place, "*")})

    def agree(self) -> None:
        """At the end: nothing exported is missing anywhere it belongs, nothing waits, and all show the same."""
        for office in self.offices.values():
            journal, stash = office.names()
            belongs = self.belongs(office)
            if stash & belongs:
                raise Lost(f"{office.name}: {len(stash & belongs)} transactions still wait")
            if belongs - journal:
                raise Lost(f"{office.name}: {len(belongs - journal)} transactions that somebody has are missing")
            held = office.journal()
            if any(held[h] != self.there[h] and not erased(held[h]) for h in belongs):
                raise Lost(f"{office.name}: a transaction changed its text")
            self.shows_its_journal(office)
        self._alike(self.town.rows())
        self.counts["histories"] += 1
        self.counts["transactions"] += len(self.town.held)
        self.counts["forks"] += forks(self.town)

    def _alike(self, town: Rows) -> None:
        """A village shows what the township shows of it; what moved away stands there as gone, and here elsewhere."""
        for office in self.offices.values():
            for (tbl, uid), row in flat(office.rows()).items():
                its = town.get(tbl, {}).get(uid)
                away = row["removed_why"] == oracle.AWAY and its is not None and its["scope"] != row["scope"]
                if not away and row["scope"] in (office.place, "*"):
                    same(office, f"{tbl} {uid} as in town", row, its)
            mine = office.rows()
            lacking = {key for key, row in flat(town).items() if row["scope"] == office.place and key[1] not in mine.get(key[0], {})}
            same(office, "rows of the village that the town has and it has not", lacking, set())


def _carry(world: World, office: Office, rng: random.Random) -> str:
    peer = world.town if office is not world.town else world.offices[rng.choice(sorted(set(world.offices) - {"town"}))]
    beside = [one for one in world.offices.values() if one is not office and one.place == office.place]
    if beside and rng.random() < 0.2:
        peer = rng.choice(beside)
    parcel = world.send(office, peer)
    if parcel is None:
        return "nothing to carry"
    if rng.random() < 0.6:
        world.take(peer, parcel)
        return f"carried to {peer.name}"
    world.sticks.append(parcel)
    return f"wrote for {peer.name}"


DEEDS = ((12, _carry), *nemesis.DEEDS)


USUAL = ("first", "beside", "second", "town")


@contextmanager
def a_world(
    seed: int = 0, names: Sequence[str] = USUAL, post: Callable[[Path], Post] | None = None, never: Collection[str] = ()
) -> Iterator[World]:
    """Offices at their first day, in a folder of their own that is cleared away afterwards."""
    founded()
    digest.forget()  # every history lives at the same place
    folder = _ground() / "history"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    world = World(folder, post(folder) if post else ByHand(), never=never)
    with repeatable(seed, START + timedelta(days=1)):  # no id is one that was given when the offices were founded
        try:
            world.begin(names)
            yield world
        finally:
            for office in world.offices.values():
                office.store.close()
            shutil.rmtree(folder, ignore_errors=True)


def run(
    steps: Sequence[int], *, names: Sequence[str] = USUAL, post: Callable[[Path], Post] | None = None, every: int = 0,
    never: Collection[str] = (),
) -> World:
    """A whole history: steps, then peace, then the reckoning. Raises Lost."""
    with a_world(sum(steps[:1]), names, post, never) as world:
        world.play(steps, every)
        world.settle()
        world.agree()
    return world


@cache
def _ground() -> Path:
    """Histories of one process run in the same folder, one after the other, so that engines can be kept."""
    return scratch()


def forget_ground() -> None:
    """Clear the histories' folder away."""
    if _ground.cache_info().currsize:
        shutil.rmtree(_ground(), ignore_errors=True)
        _ground.cache_clear()


def history(seed: int, length: int = 0) -> list[int]:
    """The steps of a numbered history."""
    rng = random.Random(seed)
    return [rng.randrange(2**32) for _ in range(length or rng.randrange(30, 91))]


__all__ = ["OFFICES", "Lost", "World", "a_world", "history", "run", "scope_of"]
