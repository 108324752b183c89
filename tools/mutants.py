"""`make mutants`: fifteen deliberate wrongs in merge, acks, stash, seal, chain, scope and receipts, each to be caught by name.

Each wrong is a piece of text put in the place of another in a copy of the program; the property that must notice runs
there. A wrong whose text is no longer found is an error: it must be written anew, not dropped. Nothing is changed here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADS, FOLD, SEAL, LINES = (f"models/store/journal/{name}.py" for name in ("heads", "fold", "seal", "lines"))
ACKS, EXCHANGE = "models/store/acks.py", "models/store/exchange.py"


@dataclass(frozen=True)
class Wrong:
    """What is wrong, which property must notice, and (file, text, other text) of each change."""

    name: str
    caught_by: str
    changes: tuple[tuple[str, str, str], ...]


_SEEN = "put(fv, name, (heads(fv, name) - {known[one] for one in seen if one in known}) | {rid})"
_KEEP = "todo = self._erased({h: one for h, one in todo.items() if h not in known})"
_DEDUPE = """here = set(self.connection.execute(select(t.journal.c.dev, t.journal.c.scope, t.journal.c.seq)).tuples())
        todo = {h: one for h, one in todo.items() if (one.head["d"], one.head["s"], one.head["n"]) not in here}
        """
_STASHED = """for (lines,) in connection.execute(select(t.stash.c.lines)):
        head = __import__("json").loads(__import__("json").loads(lines)[0])
        if head["s"] in scopes:
            found.setdefault(f"{head['d']} {head['s']}", []).append([head["n"], connection.execute(
                select(t.stash.c.h).where(t.stash.c.lines == lines)).scalar()])
    return found


def take("""

WRONGS = (
    Wrong("merge: the last to arrive is shown", "inv_02", ((HEADS, "max(rids, key=rank)", "max(rids)"),)),
    Wrong("merge: one head only", "inv_10", ((HEADS, _SEEN, "put(fv, name, {rid})"),)),
    Wrong("merge: a removal always wins", "inv_11", ((HEADS, "return set(field_heads) <= seen", "return True"),)),
    Wrong("merge: parents are ignored", "inv_15", ((HEADS, _SEEN, "put(fv, name, heads(fv, name) | {rid})"),)),
    Wrong("acks: what lies in the stash is confirmed", "inv_16", ((ACKS, "    return found\n\n\ndef take(", "    " + _STASHED),)),
    Wrong("acks: by number alone", "inv_08", (
        (ACKS, "            if (dev, scope) not in forks:\n                self", "            if True:\n                self"),
        (ACKS, "        for chain in forks:", "        for chain in ():"))),
    Wrong("acks: only ever more", "inv_09", ((ACKS, "    connection.execute(delete(t.ack).where(t.ack.c.peer == peer))\n", ""),
                                             (ACKS, "connection.execute(insert(t.ack), [",
                                              "connection.execute(insert(t.ack).prefix_with('OR REPLACE'), ["))),
    Wrong("stash: what waits is dropped", "inv_06", ((FOLD, "self._stash(left, stashed, incoming)", "self._stash([], stashed, incoming)"),)),
    Wrong("stash: what waits is forced through", "inv_06", ((FOLD, "if not follows or not one.needs <= known.keys():", "if not follows:"),)),
    Wrong("seal: no parents", "inv_04", ((SEAL, "    parents = parents_of(fv, values, names)\n", "    parents = {name: [] for name in values}\n"),)),
    Wrong("seal: the first of several writes is kept", "inv_13", ((SEAL, "touched.net.setdefault(name, [old, new])[1] = new",
                                                                   "touched.net.setdefault(name, [old, new])"),)),
    Wrong("chain: the line before is not asked for", "inv_06", (
        (LINES, 'found = {self.head["prev"]} if self.head["prev"] else set()', "found = set()"),
        (FOLD, "if not follows or not one.needs", "if not one.needs"))),
    Wrong("chain: device and number name a line", "inv_08", ((FOLD, _KEEP, _DEDUPE + _KEEP),)),
    Wrong("scope: other villages' lines are packed", "inv_22", ((EXCHANGE, ".where(j.scope.in_(scopes)).order_by(j.rid)", ".order_by(j.rid)"),)),
    Wrong("receipts: a device is never sent its own lines", "inv_09", (
        (EXCHANGE, "if not there.has(row.dev, row.scope, row.seq, row.h)]",
         "if row.dev != peer and not there.has(row.dev, row.scope, row.seq, row.h)]"),)),
)


def copied(folder: Path) -> None:
    """The program as it stands here, tracked or new, without what git leaves out."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def fits(wrong: Wrong) -> None:
    """Raise ValueError when a text that is to be replaced is not there exactly once."""
    for name, right, _ in wrong.changes:
        places = (ROOT / name).read_text(encoding="utf-8").count(right)
        if places != 1:
            raise ValueError(f"{wrong.name}: {places} places in {name} say {right!r}")


def apply(folder: Path, wrong: Wrong) -> None:
    """Put the wrong in."""
    for name, right, other in wrong.changes:
        said = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(said.replace(right, other), encoding="utf-8")


def passes(folder: Path, tests: Sequence[str]) -> bool:
    """Whether these properties hold in a copy."""
    command = [sys.executable, "-m", "pytest", "tests/sync_proof", "-k", " or ".join(tests), "-x", "-q", "-p", "no:randomly"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout.decode()[-2000:])
    return done.returncode == 0


def caught(sound: Path, wrong: Wrong) -> bool:
    """Whether the named property notices the wrong, in a copy of the copy in which it was seen to hold."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as place:
        folder = shutil.copytree(sound, Path(place) / "program")
        apply(folder, wrong)
        return not passes(folder, [wrong.caught_by])


def main() -> int:
    """All of them, after the properties were seen to hold without any."""
    asked = [wrong for wrong in WRONGS if not sys.argv[1:] or any(words in wrong.name for words in sys.argv[1:])]
    for wrong in asked:
        fits(wrong)
    with tempfile.TemporaryDirectory(prefix="mutant-") as place, ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = Path(place)
        copied(sound)
        if not passes(sound, sorted({wrong.caught_by for wrong in asked})):
            print("the properties do not hold even without a wrong")
            return 2
        found = list(pool.map(partial(caught, sound), asked))
    for wrong, yes in zip(asked, found, strict=True):
        print(f"{'caught' if yes else 'MISSED':8}{wrong.caught_by:8}{wrong.name}")
    print(f"{sum(found)} of {len(asked)} caught")
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
