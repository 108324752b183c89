"""Every way in which the program writes to a disk, each as three steps: prepare, act (telling what is now safe), check.

`check` is given a folder as a power cut or a kill left it and what had been told before; it answers with what is wrong:
`broken` when the file does not open or is half, `lost` when something told is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance
from models.store import accounts, backup
from services import importing
from tests.faults import offices as o

Tell = Callable[[str, object], None]
Told = Sequence[tuple[str, Any]]
Wrong = list[tuple[str, str]]
ROWS = 40
_BOOK = "名册.xlsx"


@dataclass(frozen=True)
class WritePath:
    """One way of writing. office: whose folder it writes, which must go on under the name that it had; blank for none."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Tell], None]
    check: Callable[[Path, Told, bool], Wrong]
    office: str = o.VILLAGE

    def before(self, root: Path) -> list[tuple[str, Any]]:
        """What was safe before it began: the name of the device, and how much its journal held."""
        if not self.office:
            return []
        with o.closing(o.opened(root, self.office)) as store:
            return [("device", store.device), ("base", len(set(o.operations(store))))]


def prepare_village(root: Path) -> None:
    with o.closing(o.begin(root)) as store:
        o.add(store, 0)


def sound(root: Path, told: Told, rebuild: bool, name: str = o.VILLAGE, password: str = o.PASSWORD) -> tuple[Wrong, st.Store | None]:
    """Opens, is whole, holds every operation that was told, and still knows itself."""
    try:
        store = o.opened(root, name, password)
    except Circumstance as refused:
        return [("broken", f"does not open: {refused}")], None
    wrong: Wrong = [("broken", fault) for fault in o.faults_of(store, rebuild=rebuild)]
    known = set(o.operations(store))
    wrong += [("lost", "a save that was told") for what, value in told if what == "operation" and value not in known]
    wrong += [("broken", "took itself for a copy") for what, value in told if what == "device" and value != store.device]
    base, saves = latest(told, "base"), sum(what == "operation" for what, _ in told)
    if base is not None and saves and not base + saves <= len(known) <= base + saves + 1:
        wrong.append(("broken", f"{len(known)} operations after {base} and {saves}: more than one was under way"))
    return wrong, store


def closed(wrong: Wrong, store: st.Store | None) -> Wrong:
    if store:
        store.close()
    return wrong


def latest(told: Told, what: str) -> Any:
    return next((value for word, value in reversed(told) if word == what), None)


def _save(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        for n in range(1, 5):
            tell("operation", o.add(store, n))
            uid = st.uids(store, "household")[0]
            tell("operation", st.change(store, "household", uid, {"组": f"新{n}组"}).operation)
            store.keep_setting("round", str(n))
            tell("setting", n)
        tell("operation", st.remove(store, "household", st.uids(store, "household")[-1], "记错了").operation)
        tell("operation", st.undo(store).operation)
    with o.closing(o.opened(root)) as store:
        tell("operation", o.add(store, 9))


def _check_save(root: Path, told: Told, rebuild: bool) -> Wrong:
    wrong, store = sound(root, told, rebuild)
    if store and int(store.setting("round", "0")) < (latest(told, "setting") or 0):
        wrong.append(("lost", "a setting"))
    return closed(wrong, store)


def _prepare_import(root: Path) -> None:
    prepare_village(root)
    o.workbook(root / _BOOK, ROWS)


def _import(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        report = importing.apply(store, importing.preview(store, "household", root / _BOOK))
        tell("operation", report.batch)


def _check_import(root: Path, told: Told, rebuild: bool) -> Wrong:
    wrong, store = sound(root, told, rebuild)
    if store and st.count(store, "household") not in (1, 1 + ROWS):
        wrong.append(("broken", "half an import"))
    return closed(wrong, store)


def _drafts(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        for n in range(1, 6):
            store.drafts.save("form", {"n": n})
            tell("draft", n)
        store.drafts.save("other", {"n": 1})
        store.drafts.drop("form")
        tell("draft", 0)


def _check_drafts(root: Path, told: Told, rebuild: bool) -> Wrong:
    wrong, store = sound(root, told, rebuild)
    if store:
        try:
            held = store.drafts.all().get("form", {"n": 0})["n"]
        except Circumstance as refused:
            return closed([*wrong, ("broken", str(refused))], store)
        last = latest(told, "draft")
        if last == 0 and held != 0:
            wrong.append(("lost", "a draft came back that was filed"))
        elif last and held and held < last:
            wrong.append(("lost", f"draft {last}, found {held}"))
        elif last and not held and last < 5:
            wrong.append(("lost", f"draft {last}, found none"))
    return closed(wrong, store)


def _photos(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        for n in range(4):
            tell("photo", (store.blobs.put(content := bytes([n]) * 3000), content))


def _check_photos(root: Path, told: Told, rebuild: bool) -> Wrong:
    wrong, store = sound(root, told, rebuild)
    for what, value in told if store else ():
        if what == "photo":
            try:
                if store and store.blobs.get(value[0]) != value[1]:
                    wrong.append(("broken", "another photo"))
            except Circumstance as refused:
                wrong.append(("lost", f"a photo: {refused}"))
    return closed(wrong, store)


def _passwords(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        before = o.PASSWORD
        for n in range(3):
            accounts.change_password(store, before, f"{o.PASSWORD}{n}")
            before = f"{o.PASSWORD}{n}"
            tell("password", n)


def _check_passwords(root: Path, told: Told, rebuild: bool) -> Wrong:
    last = latest(told, "password")
    fits = [o.PASSWORD] if last is None else []
    fits += [f"{o.PASSWORD}{n}" for n in range(last or 0, 3)]
    wrong: Wrong = []
    for password in fits:
        wrong, store = sound(root, told, rebuild, password=password)
        if store:
            return closed(wrong, store)
    return wrong


def _backup(root: Path, tell: Tell) -> None:
    with o.closing(o.opened(root)) as store:
        made = backup.backup(store, root / o.STICK)
        tell("file", str(made.relative_to(root)))
        daily = backup.backup_daily(store)
        tell("file", str(daily.relative_to(root)) if daily else "none")


def _check_backup(root: Path, told: Told, rebuild: bool) -> Wrong:
    wrong, store = sound(root, told, rebuild)
    closed([], store)
    wrong += [("lost", f"backup {value}") for what, value in told if what == "file" and not (root / value).is_file()]
    for n, file in enumerate(sorted(root.rglob("*.zxbak"))):
        try:
            backup.restore(file, root / f"again{n}", o.PASSWORD)
        except Circumstance as refused:
            wrong.append(("broken", f"a backup under its final name: {refused}"))
    return [*wrong, *_left_over(root / o.VILLAGE)]


def _left_over(folder: Path) -> Wrong:
    """After the next start nothing of the broken-off work is left in the data folder."""
    stale = [p.name for p in folder.rglob("*") if p.name.endswith(".part") or p.name.startswith("tmp")]
    return [("broken", f"stale {name}") for name in stale]


ALL = (
    WritePath("save", prepare_village, _save, _check_save),
    WritePath("import", _prepare_import, _import, _check_import),
    WritePath("drafts", prepare_village, _drafts, _check_drafts),
    WritePath("photos", prepare_village, _photos, _check_photos),
    WritePath("passwords", prepare_village, _passwords, _check_passwords),
    WritePath("backup", prepare_village, _backup, _check_backup),
)
