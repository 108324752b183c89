"""`make faults`: thousands of random histories with bad luck, in two processes, and what they came to.

python -m tools.faults [HISTORIES] [--from SEED] [--by-stick EVERY]: prints counts, and every seed that failed with its
shortest part that still fails. Exit 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

HISTORIES = 10_000
_AT_ONCE = 25  # histories handed to a process at a time
_SHORTENED = 3  # failures that are made shorter; one is mostly enough, and it takes a while
SHOWN = ("histories", "packages", "edits", "transactions", "conflicts", "forks", "clones", "restores", "kills", "cuts", "doubled",
         "lost sticks", "clocks")
Failure = tuple[int, str]


def part(seeds: Sequence[int], by_stick: int) -> tuple[Counter[str], list[Failure]]:
    """Some histories, one after the other; now and then one over sealed files."""
    warnings.simplefilter("ignore")
    from tests.sync_proof.post import ByStick
    from tests.sync_proof.world import history, run

    counts: Counter[str] = Counter()
    failed: list[Failure] = []
    for seed in seeds:
        files = bool(by_stick) and seed % by_stick == 0
        try:
            done = run(history(seed), post=ByStick if files else None, never=FILES_NEVER if files else ())
            counts += done.counts
        except Exception as error:
            failed.append((seed, f"{type(error).__name__}: {error}"[:300]))
    return counts, failed


# Between files a torn package is another test's business, and sticks for a name that was left behind are refused.
FILES_NEVER = ("torn", "clone", "newcomer", "put_back", "kill")


def run(histories: int = HISTORIES, first: int = 0, by_stick: int = 50, workers: int = 0) -> tuple[Counter[str], list[Failure]]:
    """All histories; counts, and what failed."""
    seeds = range(first, first + histories)
    parts = [seeds[at : at + _AT_ONCE] for at in range(0, histories, _AT_ONCE)]
    counts: Counter[str] = Counter()
    failed: list[Failure] = []
    with ProcessPoolExecutor(workers or os.cpu_count() or 1, initializer=_tidy) as pool:
        for done, wrong in pool.map(part, parts, [by_stick] * len(parts)):
            counts += done
            failed += wrong
            for seed, said in wrong:
                print(f"seed {seed}: {said}", file=sys.stderr, flush=True)
    return counts, failed


def _tidy() -> None:
    """A process clears its folders away when it ends."""
    from multiprocessing.util import Finalize

    from tests.sync_proof.founding import forget_founded
    from tests.sync_proof.world import forget_ground

    Finalize(None, forget_ground, exitpriority=10)
    Finalize(None, forget_founded, exitpriority=10)


def shortest(seed: int, by_stick: int) -> tuple[list[int], list[str]]:
    """The shortest part of a history that still fails, and what happens in it."""
    from tests.sync_proof.post import ByStick
    from tests.sync_proof.shrink import shorter
    from tests.sync_proof.world import a_world, history

    told: list[str] = []

    files = bool(by_stick) and seed % by_stick == 0

    def fails(steps: Sequence[int]) -> bool:
        with a_world(sum(steps[:1]), post=ByStick if files else None, never=FILES_NEVER if files else ()) as world:
            try:
                world.play(steps)
                world.settle()
                world.agree()
            except Exception:
                told[:] = world.told
                return True
        return False

    steps = history(seed)
    if not fails(steps):
        return [], ["it does not fail alone"]
    steps = shorter(steps, fails)
    fails(steps)
    return steps, told


def main() -> int:
    """The command."""
    ask = argparse.ArgumentParser(prog="python -m tools.faults")
    ask.add_argument("histories", nargs="?", type=int, default=HISTORIES)
    ask.add_argument("--from", dest="first", type=int, default=0)
    ask.add_argument("--by-stick", type=int, default=50, help="one history in so many goes over sealed files; 0: none")
    asked = ask.parse_args()
    started = time.monotonic()
    counts, failed = run(asked.histories, asked.first, asked.by_stick)
    for name in SHOWN:
        print(f"{name:>14}  {counts[name]:>10,}")
    print(f"{'faults':>14}  {sum(counts[name] for name in ('kills', 'cuts', 'doubled', 'lost sticks', 'clocks', 'clones', 'restores')):>10,}")
    print(f"{'lost':>14}  {len(failed):>10,}   in {time.monotonic() - started:,.0f} s")
    for seed, said in failed[:_SHORTENED]:
        steps, told = shortest(seed, asked.by_stick)
        print(f"\nseed {seed}: {said}\nrun({steps})")
        print("\n".join(told))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
