"""Kills: a child process writes, is killed at a random instant, and the next start must find all that it had been told.

    python -m tools.kill_loops [--kills 300] [--seed 1] [--only NAME]

The child is a fork of this process, so that it begins its work at once; it needs a system that forks.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.faults.offices import quick_locks
from tests.faults.paths import WritePath
from tests.faults.paths_whole import ALL
from tests.faults.worlds import Worlds, named

_REBUILD_EVERY = 10
_LENGTH = 4


def kill_path(path: WritePath, kills: int, rng: random.Random, work: Path) -> tuple[Counter[str], list[str]]:
    """Counts (kills, survived: it was done before the kill came, corrupt, lost) and one line for each fault."""
    worlds = Worlds(path, work)
    counts: Counter[str] = Counter(kills=0, survived=0, corrupt=0, lost=0)
    found: list[str] = []
    started = time.perf_counter()
    _once(path, worlds.fresh(), None)
    usual = time.perf_counter() - started
    while counts["kills"] + counts["survived"] < kills:
        told, killed = _once(path, worlds.fresh(), rng.uniform(0, usual))
        counts["kills" if killed else "survived"] += 1
        wrong = worlds.look(told, rebuild=counts["kills"] % _REBUILD_EVERY == 0)
        counts["lost"] += sum(kind == "lost" for kind, _ in wrong)
        counts["corrupt"] += sum(kind != "lost" for kind, _ in wrong)
        found += named(told, path, wrong, "killed" if killed else "survived")
    return counts, found


def _once(path: WritePath, root: Path, after: float | None) -> tuple[list[tuple[str, Any]], bool]:
    """Let a child do it, and kill it after so many seconds; what it was told, and whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(path, root, writing)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = _unpack(pipe.read())
    _, status = os.waitpid(child, 0)
    if after is None and status:
        raise RuntimeError(f"{path.name} fails by itself")
    return told, os.WIFSIGNALED(status)


def _live(path: WritePath, root: Path, pipe: int) -> None:
    """The child: never returns."""
    def tell(what: str, value: object) -> None:
        packed = pickle.dumps((what, value))
        os.write(pipe, len(packed).to_bytes(_LENGTH, "big") + packed)

    try:
        path.act(root, tell)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _unpack(data: bytes) -> list[tuple[str, Any]]:
    told = []
    while len(data) >= _LENGTH:
        size = int.from_bytes(data[:_LENGTH], "big")
        if len(data) < _LENGTH + size:
            break  # killed while it was telling: not told
        told.append(pickle.loads(data[_LENGTH : _LENGTH + size]))
        data = data[_LENGTH + size :]
    return told


def run(kills: int = 300, seed: int = 1, only: str = "") -> dict[str, Counter[str]]:
    """Kill every write path, `kills` times in all; prints what is wrong and returns the counts by path."""
    quick_locks()
    wanted = [path for path in ALL if only in ("", path.name)]
    results: dict[str, Counter[str]] = {}
    for n, path in enumerate(wanted):
        share = kills // len(wanted) + (n < kills % len(wanted))
        with tempfile.TemporaryDirectory() as work:
            results[path.name], faults = kill_path(path, share, random.Random(f"{seed} {path.name}"), Path(work))
        for fault in dict.fromkeys(faults):
            print("  " + fault)
        print(f"{path.name:10}", *(f"{name} {number}" for name, number in results[path.name].items()), flush=True)
    names = ("kills", "survived", "corrupt", "lost")
    print("all       ", *(f"{name} {sum(one[name] for one in results.values())}" for name in names))
    return results


def main() -> int:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    results = run(given.kills, given.seed, given.only)
    return int(any(one["corrupt"] or one["lost"] for one in results.values()))


if __name__ == "__main__":
    raise SystemExit(main())
