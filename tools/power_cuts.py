"""Power cuts: every write path is recorded once, call by call, then cut off thousands of times and opened again.

    python -m tools.power_cuts [--cuts 400] [--seed 1] [--only NAME]

Recorded are the file calls of Python and of the database engine itself (the real encrypted file). Each cut lays down
what a disk may hold at that moment (`tests.faults.replay` says how harsh it is) and the program opens it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.faults.calls import Call, Recorder, watched_by
from tests.faults.offices import quick_locks
from tests.faults.paths import WritePath
from tests.faults.paths_whole import ALL
from tests.faults.replay import STYLES, Disk, Image, lay_down

Log = list[Call | tuple[str, object]]
_REBUILD_EVERY = 25  # the slow proof, folding the journal anew, for some of the cuts


def record(path: WritePath, root: Path) -> tuple[Disk, list[tuple[str, Any]], Log]:
    """Let the program do it once, whole: the disk as it stood before, what was safe before, and every call since."""
    path.prepare(root)
    before = path.before(root)
    disk = Disk(root)
    recorder = Recorder(root)
    with watched_by(recorder):
        path.act(root, recorder.acknowledge)
    return disk, before, recorder.log


def cut_path(path: WritePath, cuts: int, rng: random.Random, work: Path) -> tuple[Counter[str], list[str]]:
    """Counts (calls, cuts, different, corrupt, lost) and one line for each different fault."""
    root = work / "live"
    root.mkdir(parents=True)
    disk, told, log = record(path, root)
    counts: Counter[str] = Counter(calls=sum(isinstance(one, Call) for one in log), cuts=0, different=0, corrupt=0, lost=0)
    found: dict[str, None] = {}
    wanted = _moments(len(log), cuts, rng)
    seen: set[bytes] = set()
    for at in range(len(log) + 1):
        for image in _images(disk, rng, wanted.get(at, 0)):
            counts["cuts"] += 1
            mark = _mark(image, len(told))
            if mark not in seen:
                seen.add(mark)
                counts["different"] += 1
                for kind, text in _look(path, image, told, work / "cut", rebuild=counts["different"] % _REBUILD_EVERY == 0):
                    counts["lost" if kind == "lost" else "corrupt"] += 1
                    found.setdefault(f"{path.name}: {text} (before {_name(log, at, root)})")
        if at < len(log):
            _play(disk, told, log[at])
    return counts, list(found)


def _moments(length: int, cuts: int, rng: random.Random) -> Mapping[int, int]:
    """How many cuts before each call; every call gets one where there are enough."""
    every = list(range(length + 1))
    chosen = every * (cuts // len(every)) + rng.sample(every, cuts % len(every))
    return Counter(chosen)


def _images(disk: Disk, rng: random.Random, wanted: int) -> Iterable[Image]:
    for _ in range(wanted):
        yield disk.cut(rng, rng.choice(STYLES), rng.choice(STYLES[:3]))


def _mark(image: Image, told: int) -> bytes:
    digest = hashlib.sha256(str(told).encode())
    for name, content in sorted(image.items()):
        digest.update(f"{name}\0{-1 if content is None else len(content)}\0".encode())
        digest.update(content or b"")
    return digest.digest()


def _look(path: WritePath, image: Image, told: list[tuple[str, Any]], folder: Path, *, rebuild: bool) -> list[tuple[str, str]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lay_down(image, folder)
    try:
        return path.check(folder, list(told), rebuild)
    except Exception as error:  # whatever it is, it is a finding and not the end of the run
        return [("broken", f"{type(error).__name__}: {str(error)[:160]}")]


def _play(disk: Disk, told: list[tuple[str, Any]], one: Call | tuple[str, object]) -> None:
    if isinstance(one, Call):
        disk.play(one)
    else:
        told.append(one)


def _name(log: Log, at: int, root: Path) -> str:
    following = next((one for one in log[at:] if isinstance(one, Call)), None)
    return f"{following.kind} {Path(following.path).relative_to(root)}" if following else "the end"


def run(cuts: int = 400, seed: int = 1, only: str = "") -> dict[str, Counter[str]]:
    """Cut every write path `cuts` times; prints what is wrong and returns the counts by path."""
    quick_locks()
    results: dict[str, Counter[str]] = {}
    for path in ALL:
        if only in ("", path.name):
            with tempfile.TemporaryDirectory() as work:
                results[path.name], faults = cut_path(path, cuts, random.Random(f"{seed} {path.name}"), Path(work))
            for fault in faults:
                print("  " + fault)
            print(f"{path.name:10}", *(f"{name} {number}" for name, number in results[path.name].items()), flush=True)
    names = ("calls", "cuts", "different", "corrupt", "lost")
    print("all       ", *(f"{name} {sum(one[name] for one in results.values())}" for name in names))
    return results


def main() -> int:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    results = run(given.cuts, given.seed, given.only)
    return int(any(one["corrupt"] or one["lost"] for one in results.values()))


if __name__ == "__main__":
    raise SystemExit(main())
