"""The pictures of 上报接收: a village and its township in the middle of a round, with everything that can go wrong on it.

Made from copies of the demo: nothing of it is changed, and each picture shows what the services really found.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.store import Store
    from tools.pictures import Camera

TOWN, VILLAGE, STRANGER = "999999104000", "999999104201", "999999104205"
NAMES = ("sync", "conflicts", "twins", "notice")
_PASSWORD = "green-hill-7"
_GIB = 1024**3


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All of them, or those that are asked for."""
    if not any(camera.wants(name) for name in NAMES):
        return
    _put_in_sticks()
    with opened(demo, work, VILLAGE) as village, opened(demo, work, TOWN) as town:
        _differ(village, town, work)
        _spoil(town, demo, work)
        for percent, suffix in ((100, ""), (150, "-150")):
            _village(camera, village, work, percent, suffix)
            _town(camera, town, work, percent, suffix)
        if camera.wants("notice"):
            _notice(camera, village, work)


def _village(camera: Camera, store: Store, work: Path, percent: int, suffix: str) -> None:
    from tools.pictures import window

    with window(camera, store, work, percent) as shell:
        for name, tab in (("sync", None), ("conflicts", "conflicts"), ("sync-cards", "cards")):
            shell.go("sync", tab)
            if camera.wants(f"{name}{suffix}"):
                camera.screen(f"{name}{suffix}", shell)
        page: Any = shell.page()
        page.show_tab("conflicts")
        twins = next((one.id for one in page.conflicts._items.values() if one.twice), "")  # noqa: SLF001  only a picture
        page.conflicts.list.pick(twins)
        if camera.wants(f"twins{suffix}"):
            camera.screen(f"twins{suffix}", shell)


def _town(camera: Camera, store: Store, work: Path, percent: int, suffix: str) -> None:
    from tools.pictures import window

    with window(camera, store, work, percent) as shell:
        for name, tab in (("sync-town", None), ("sync-held", "held"), ("sync-computers", "cards")):
            shell.go("sync", tab)
            if camera.wants(f"{name}{suffix}"):
                camera.screen(f"{name}{suffix}", shell)


def _notice(camera: Camera, store: Store, work: Path) -> None:
    """今日待办 after a backup was laid down."""
    from models.store import incarnation
    from tools.pictures import window

    incarnation.mint(store, incarnation.RESTORED)
    with window(camera, store, work) as shell:
        shell.go("today")
        camera.screen("notice", shell)


def _put_in_sticks() -> None:
    """Two sticks that every machine has, so that the picture is the same everywhere."""
    from services import sticks

    found = [sticks.Stick(Path("/media/U1"), "村里U盘", 12 * _GIB, "FAT32", True, 4 * _GIB - 1),
             sticks.Stick(Path("/media/U2"), "", 0, "exFAT", False, None)]
    sticks.sticks = lambda: found  # type: ignore[assignment]


@contextmanager
def opened(demo: Path, work: Path, region: str) -> Iterator[Store]:
    from models import store as st

    # One part of the pictures after another opens the same office: each has a copy of its own to write in.
    folder = Path(tempfile.mkdtemp(prefix=f"round-{region}-", dir=work)) / "data"
    shutil.copytree(demo / "data" / region, folder)
    store = st.open_store(folder, json.loads((demo / "index.json").read_text("utf-8"))["password"])
    try:
        yield store
    finally:
        store.close()


def _differ(village: Store, town: Store, work: Path) -> None:
    """Both write the same fields, one removes what the other edits, and one person stands in two households."""
    from models import store as st
    from services import packing, receiving

    homes = [row.uid for row in st.find(village, "household", limit=60)]
    for at, home in enumerate(homes[:4]):
        for store, phone in ((town, f"1990000001{at}"), (village, f"1990000002{at}")):
            st.change(store, "household", home, {"phone": phone})
    there = next(row.uid for row in st.find(village, "household", limit=60) if row["type"] == "lifted")
    st.change(town, "household", there, {"type": "ordinary"})
    st.change(village, "household", there, {"type": "unknown"})
    toilet = st.find(village, "toilet", limit=1)[0].uid
    st.change(town, "toilet", toilet, {"subsidy": "1500"})
    st.remove(village, "toilet", toilet, "记重了")
    person = next(row for row in st.find(village, "person", limit=80) if row["id_no"] and row["relation"] != "1")
    st.add(village, "person", {"household": homes[5], "name": person["name"], "id_no": person["id_no"], "relation": "3",
                               "phone": "19900000031"})
    packing.pack(town, work / "down")
    receiving.receive(village, [work / "down"], work / "up")


def _spoil(town: Store, demo: Path, work: Path) -> None:
    """A package cut off, one hit on the way, and one of a village whose card is not here."""
    from models import store as st
    from services import offices, packing, receiving

    stick = work / "spoilt"
    stick.mkdir()
    good = sorted((demo / "packages").rglob("*.gbp"))
    (stick / good[1].name).write_bytes(good[1].read_bytes()[:700])
    hit = bytearray(good[2].read_bytes())
    hit[len(hit) // 2] ^= 1
    (stick / good[2].name).write_bytes(hit)
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    stranger, _ = st.create(work / "stranger", role="village", region=STRANGER, name="新杨村", operator="村专干",
                            password=_PASSWORD, today=town.today())
    offices.identity(town, work / "town.card")
    offices.pair(stranger, work / "town.card")
    st.add(stranger, "household", {"head_name": "石小河", "group": "一组"})
    packing.pack(stranger, stick)
    stranger.close()
    receiving.receive(town, [stick], work / "answers")
