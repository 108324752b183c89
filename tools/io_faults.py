"""Faults: every file call of every write path fails once, by turns in every way that disks and sticks have.

    python -m tools.io_faults [--faults 2000] [--seed 1] [--only NAME]

What may come of it: it was done all the same, or one Chinese sentence and all that was told before still there. Never a
traceback, never half a file under a final name. `--faults 0` tries every single call.
"""

from __future__ import annotations

import argparse
import errno
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.kernel import Circumstance
from tests.faults.calls import CHANGES, LOOKS, Fault, Spoiler, watched_by
from tests.faults.offices import quick_locks
from tests.faults.paths import WritePath
from tests.faults.paths_whole import ALL
from tests.faults.worlds import Worlds, first_line, named

_WAYS: tuple[tuple[str, Fault], ...] = (
    ("I/O error", Fault(errno.EIO)), ("full", Fault(errno.ENOSPC)), ("read-only", Fault(errno.EROFS)),
    ("no permission", Fault(errno.EACCES)), ("short write", Fault(errno.ENOSPC, short=True)),
)
_READING = (("I/O error", Fault(errno.EIO)), ("no permission", Fault(errno.EACCES)), ("other bytes", Fault(flipped=True)))
_CHINESE = re.compile(r"[一-鿿].*[。！？]$", re.DOTALL)
_NEVER = 10**9


def spoil_path(path: WritePath, tries: int, rng: random.Random, work: Path) -> tuple[Counter[str], list[str]]:
    """Counts (calls, faults, done, sentence, traceback, corrupt, lost) and one line for each thing that is wrong."""
    worlds = Worlds(path, work)
    counts: Counter[str] = Counter(calls=0, faults=0, done=0, sentence=0, traceback=0, corrupt=0, lost=0)
    found: list[str] = []
    plan: list[tuple[int, tuple[str, ...], str, Fault, bool]] = []
    for kinds, ways in ((CHANGES, _WAYS), (LOOKS, _READING)):
        calls = _count(path, worlds, kinds)
        counts["calls"] += calls
        plan += [(k, kinds, *ways[rng.randrange(len(ways))], rng.random() < 0.25) for k in range(1, calls + 1)]
    for number, kinds, way, fault, lasting in rng.sample(plan, tries) if 0 < tries < len(plan) else plan:
        spoiler = Spoiler(worlds.fresh(), number, fault, kinds=kinds, lasting=lasting)
        told, outcome, text = _try(path, spoiler)
        counts["faults"] += 1
        counts[outcome] += 1
        how = f"{way}{' from here on' if lasting else ''} at {spoiler.hit}"
        if outcome == "traceback":
            found.append(f"{path.name}: {text} ({how})")
        wrong = worlds.look(told)
        counts["lost"] += sum(kind == "lost" for kind, _ in wrong)
        counts["corrupt"] += sum(kind != "lost" for kind, _ in wrong)
        found += named(told, path, wrong, how)
    return counts, found


def _count(path: WritePath, worlds: Worlds, kinds: Sequence[str]) -> int:
    spoiler = Spoiler(worlds.fresh(), _NEVER, Fault(), kinds=tuple(kinds))
    _, outcome, text = _try(path, spoiler)
    if outcome != "done":
        raise RuntimeError(f"{path.name} fails by itself: {text}")
    return spoiler.seen


def _try(path: WritePath, spoiler: Spoiler) -> tuple[list[tuple[str, Any]], str, str]:
    told: list[tuple[str, Any]] = []
    act: Callable[..., None] = path.act
    with watched_by(spoiler):
        try:
            act(Path(spoiler.root), lambda what, value: told.append((what, value)))
        except Circumstance as refused:
            text = str(refused)
            return told, "sentence" if _CHINESE.search(text) else "traceback", text
        except Exception as error:  # a traceback is what is looked for
            return told, "traceback", f"{type(error).__name__}: {first_line(error)}"
    return told, "done", ""


def run(faults: int = 2000, seed: int = 1, only: str = "") -> dict[str, Counter[str]]:
    """Spoil every write path, `faults` times in all (0: each call); prints what is wrong and returns the counts by path."""
    quick_locks()
    wanted = [path for path in ALL if only in ("", path.name)]
    results: dict[str, Counter[str]] = {}
    for path in wanted:
        with tempfile.TemporaryDirectory() as work:
            rng = random.Random(f"{seed} {path.name}")
            results[path.name], wrong = spoil_path(path, -(-faults // len(wanted)), rng, Path(work))
        for line in dict.fromkeys(wrong):
            print("  " + line)
        print(f"{path.name:10}", *(f"{name} {number}" for name, number in results[path.name].items()), flush=True)
    names = ("calls", "faults", "done", "sentence", "traceback", "corrupt", "lost")
    print("all       ", *(f"{name} {sum(one[name] for one in results.values())}" for name in names))
    return results


def main() -> int:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    results = run(given.faults, given.seed, given.only)
    return int(any(one["corrupt"] or one["lost"] or one["traceback"] for one in results.values()))


if __name__ == "__main__":
    raise SystemExit(main())
