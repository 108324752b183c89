"""`make bench`: the speeds of the design side by side with the bare libraries, one process a measurement.

    python -m tests.bench                 all of them
    python -m tests.bench save merge      some of them
    python -m tests.bench large --full    with a million rows instead of 200,000
    python -m tests.bench save --profile  and where the time goes
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.measure import Line

MEASUREMENTS = {
    "start": "from the process to a painted 今日待办",
    "large": "a ledger of 200,000 rows, and finding a person in it",
    "save": "one visit, in files and on a server",
    "import": "a roster of 10,000 people",
    "packages": "a package of 2,000 changes: made, opened, merged, merged again",
    "merge": "100 packages of 2,000 changes, in files and on a server",
    "insight": "figures, checks and one edit in a village of 10,000 households",
    "sheets": "100 visit sheets",
    "reports": "a register as PDF and workbook",
}


def run(name: str, options: argparse.Namespace) -> Iterator[Line]:
    """One measurement in this process."""
    module: Any = import_module(f"tests.bench.bench_{name}")
    with tempfile.TemporaryDirectory() as work:
        if name in ("large", "merge"):
            yield from module.measure(Path(work), full=options.full)
        else:
            yield from module.measure(Path(work))


def profiled(name: str, options: argparse.Namespace) -> Iterator[Line]:
    """The same under the profiler: its times are not to be compared."""
    profile = cProfile.Profile()
    yield from profile.runcall(lambda: list(run(name, options)))
    pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(45)


def say(line: object) -> None:
    """At once, for the next one takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    """Each measurement in a process of its own, so that none warms or crowds the next."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="; ".join(f"{n}: {w}" for n, w in MEASUREMENTS.items()))
    parser.add_argument("--full", action="store_true", help="1,000,000 rows, 500 packages")
    parser.add_argument("--profile", action="store_true", help="where the time goes, on standard error")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if unknown := set(options.names) - MEASUREMENTS.keys():
        parser.error(f"no measurement called {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    if options.here or options.profile:
        for name in options.names or MEASUREMENTS:
            for line in (profiled if options.profile else run)(name, options):
                say(line)
        return 0
    say("what | ours | against | ratio | goal")
    failed, began = [], time.monotonic()
    for name in options.names or MEASUREMENTS:
        more = ["--full"] if options.full else []
        if subprocess.run([sys.executable, "-m", "tests.bench", name, "--here", *more], check=False).returncode:
            failed.append(name)
    say(f"{time.monotonic() - began:.0f} s in all" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
