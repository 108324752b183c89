"""The write paths between offices: packing, taking in, the answer, a package that is put aside, a name that is made anew."""

from __future__ import annotations

from pathlib import Path

import models.store as st
from models.kernel import Circumstance
from services import packing, quarantine, receiving
from services.trust import me, trusted
from sync.reader import open_package
from tests.faults import offices as o
from tests.faults import paths as p

PACKAGES = 3
_ANSWERS, _BAD = "answers", "bad"


def _prepare_both(root: Path) -> None:
    for store in o.both(root):
        store.close()


def _pack(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root)) as store:
        for n in range(2):
            tell("operation", o.add(store, n))
            (made,) = packing.pack(store, root / o.STICK)["packages"]
            tell("file", str(Path(made["path"]).relative_to(root)))


def _check_pack(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    wrong, store = p.sound(root, told, rebuild)
    wrong += [("lost", f"package {value}") for what, value in told if what == "file" and not (root / value).is_file()]
    files = [*sorted((root / o.STICK).glob("*.gbp")), *sorted((root / o.VILLAGE / "outbox").glob("*.gbp"))]
    with o.closing(o.opened(root, o.TOWNSHIP)) as township:
        for file in files:
            try:
                if open_package(file, me(township), trusted(township), []).bad_parts:
                    wrong.append(("broken", "a package under its final name misses a part"))
            except Circumstance as refused:
                wrong.append(("broken", f"a package under its final name: {refused}"))
    if store:
        o.add(store, 50)
        if not packing.pack(store, root / o.STICK)["packages"]:
            wrong.append(("broken", "the next package is not made"))
    return p.closed(wrong, store)


def _prepare_receive(root: Path) -> None:
    _prepare_both(root)
    o.packages(root, PACKAGES)


def _receive(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root, o.TOWNSHIP)) as store:
        for n, path in enumerate(sorted((root / o.STICK).glob("*.gbp")), 1):
            (one,) = receiving.receive(store, [path], root / o.STICK / "answers")["packages"]
            if one["status"] not in ("applied", "repeated"):
                raise Circumstance(one["text"])
            tell("taken", n)


def _check_receive(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    wrong, store = p.sound(root, told, rebuild, o.TOWNSHIP)
    if store:
        taken = st.count(store, "household")
        if taken < (p.latest(told, "taken") or 0):
            wrong.append(("lost", "a package that was told"))
        again = receiving.receive(store, [root / o.STICK], root / o.STICK / "answers")
        held = sum(1 for file in store.folder.blobs.rglob("*") if file.is_file() and file.suffix != ".part")
        if held != PACKAGES:
            wrong.append(("lost", f"{held} scans of {PACKAGES}"))
        if not again["ok"] or st.count(store, "household") != PACKAGES:
            wrong.append(("broken", "the same stick once more does not complete it"))
    return p.closed(wrong, store)


def _prepare_answer(root: Path) -> None:
    """The township has taken the packages in and written its answer; the village has gone on meanwhile."""
    _prepare_receive(root)
    with o.closing(o.opened(root, o.TOWNSHIP)) as store:
        receiving.receive(store, [root / o.STICK], root / _ANSWERS)
    with o.closing(o.opened(root)) as store:
        o.add(store, 1)


def _answer(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root)) as store:
        _taken(receiving.receive(store, [root / _ANSWERS]))
        tell("answer", len(_received(store)))
        tell("operation", o.add(store, 2))


def _taken(found: dict[str, object]) -> None:
    """Raise what was refused, as the window would show it."""
    packages: list[dict[str, str]] = found["packages"]  # type: ignore[assignment]
    for one in packages:
        if one["status"] not in ("applied", "repeated"):
            raise Circumstance(one["text"])


def _received(store: st.Store) -> list[object]:
    return [one for one in packing.outbox(store)["packages"] if one["received_at"]]


def _check_answer(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    wrong, store = p.sound(root, told, rebuild)
    if store and len(_received(store)) < (p.latest(told, "answer") or 0):
        wrong.append(("lost", "a receipt that was told"))
    if store and not receiving.receive(store, [root / _ANSWERS])["ok"]:
        wrong.append(("broken", "the same answer once more is not taken"))
    return p.closed(wrong, store)


def _prepare_held(root: Path) -> None:
    _prepare_receive(root)
    for n, package in enumerate(sorted((root / o.STICK).glob("*.gbp"))):
        (root / _BAD).mkdir(exist_ok=True)
        (root / _BAD / package.name).write_bytes(package.read_bytes()[: 40 + n])


def _hold(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root, o.TOWNSHIP)) as store:
        for n, path in enumerate(sorted((root / _BAD).glob("*.gbp")), 1):
            (one,) = receiving.receive(store, [path])["packages"]
            if len(quarantine.held(store)) < n:
                raise Circumstance(one["text"])
            tell("held", n)
        quarantine.drop(store, quarantine.held(store)[0]["id"])
        tell("held", PACKAGES - 1)


def _check_held(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    wrong, store = p.sound(root, told, rebuild, o.TOWNSHIP)
    if store:
        held = quarantine.held(store)
        if len(held) < min(p.latest(told, "held") or 0, PACKAGES - 1):
            wrong.append(("lost", "a package that was put aside"))
        wrong += [("broken", "put aside, and its file is not there") for one in held if not Path(one["path"]).is_file()]
    return p.closed(wrong, store)


def _prepare_mint(root: Path) -> None:
    """A folder that looks like a copy: its witness is gone."""
    p.prepare_village(root)
    (root / o.VILLAGE / "witness.json").unlink()


def _mint(root: Path, tell: p.Tell) -> None:
    with o.closing(o.opened(root)) as store:
        tell("device", store.device)
        tell("operation", o.add(store, 1))
    with o.closing(o.opened(root)) as store:
        tell("operation", o.add(store, 2))


def _check_mint(root: Path, told: p.Told, rebuild: bool) -> p.Wrong:
    return p.closed(*p.sound(root, told, rebuild))


ALL = (
    p.WritePath("pack", _prepare_both, _pack, _check_pack),
    p.WritePath("receive", _prepare_receive, _receive, _check_receive, o.TOWNSHIP),
    p.WritePath("answer", _prepare_answer, _answer, _check_answer),
    p.WritePath("put aside", _prepare_held, _hold, _check_held, o.TOWNSHIP),
    p.WritePath("new name", _prepare_mint, _mint, _check_mint, ""),
)
