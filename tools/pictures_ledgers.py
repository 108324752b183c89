"""Every ledger's list and form, a page of pictures a group: part of `make pictures`.

The made-up village is shown; a ledger that it does not use gets one sample row, so that no list is looked at empty.
`python -m tools.pictures_ledgers DIR LEDGER ...` keeps each picture whole, to be looked at closely.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from models.ledgers import GROUPS, LEDGERS

if TYPE_CHECKING:
    from gui.shell import MainWindow
    from models.store import Store
    from tools.pictures import Camera

_NAV, _FORM = 218, 440  # the menu at the left is the same on all; the form stands at the right
_SHRUNK, _GAP, _BEHIND = 0.5, 12, "#64737a"
# The pictures of a group carry its name in the words of the code.
SHEETS = {
    "农户": "household", "走访": "visit", "监测帮扶": "monitoring", "收支": "income", "就业": "job", "产业": "industry", "信贷": "loan",
    "户厕与环境": "toilet", "三保障": "safety", "群众事": "affairs", "整改": "problem", "项目资产": "project", "干部": "cadre", "计划": "plan",
}  # fmt: skip


def fill(store: Store) -> None:
    """One sample row for every ledger that has none."""
    from models import store as st
    from models.kernel import UserMistake
    from tests.ledgers.samples import raw_row

    made = {id: uids[0] for id in LEDGERS if (uids := st.uids(store, id))}
    for id, ledger in LEDGERS.items():
        if id not in made and not ledger.__ledger__.system:
            for all_fields in (True, False):  # a made-up row may break the ledger's own order: then only what it must have
                try:
                    made[id] = st.add(store, id, raw_row(store, id, made, all_fields=all_fields)).uid
                    break
                except UserMistake as refused:
                    print(f"{id}: {refused}")


def views(camera: Camera, shell: MainWindow, id: str) -> Iterator[tuple[str, Image.Image]]:
    """The list; the form of its first row beside it; and the form by itself with nothing folded."""
    from models import store as st
    from tools.pictures import grabbed

    shell.go(f"ledger/{id}")
    whole = camera.rest(shell)
    yield "list", whole.crop((_NAV, 0, *whole.size))
    page: Any = shell.page()
    uids = st.uids(shell.desk.store, id)
    page.open(uids[0]) if uids else page.new_record()
    whole = camera.rest(shell)
    yield "form", whole.crop((whole.width - _FORM, 0, *whole.size))
    page.form.fields.unfold()
    camera.rest(shell)
    yield "fields", grabbed(page.form.fields)


def sheet(rows: Sequence[tuple[Image.Image, Image.Image]], across: int = 2) -> Image.Image:
    """A page of pictures: each ledger's list with its form beside it."""
    both = [_beside(*row) for row in rows]
    small = [one.resize((round(one.width * _SHRUNK), round(one.height * _SHRUNK)), Image.Resampling.LANCZOS) for one in both]
    across = min(across, len(small))
    width, high = small[0].width + _GAP, small[0].height + _GAP
    page = Image.new("RGB", (width * across + _GAP, high * -(-len(small) // across) + _GAP), _BEHIND)
    for at, one in enumerate(small):
        page.paste(one, (_GAP + width * (at % across), _GAP + high * (at // across)))
    return page


def _beside(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("RGB", (left.width + right.width, left.height))
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    return both


def take(camera: Camera, demo: Path, work: Path) -> None:
    """The page of pictures of every group that is asked for."""
    wanted = {group: name for group, name in SHEETS.items() if camera.wants(f"ledgers-{name}")}
    if not wanted:
        return
    from tools.pictures import SCREEN_COLOURS, window

    with _opened(demo, work) as store, window(camera, store, work) as shell:
        for group, name in wanted.items():
            rows = [dict(views(camera, shell, id)) for id in GROUPS[group]]
            camera.keep(f"ledgers-{name}", sheet([(seen["list"], seen["form"]) for seen in rows]), SCREEN_COLOURS)


@contextmanager
def _opened(demo: Path, work: Path) -> Iterator[Store]:
    from models import store as st
    from tools.pictures import REGION

    folder = work / "ledgers"
    shutil.copytree(demo / "data" / REGION, folder)
    store = st.open_store(folder, json.loads((demo / "index.json").read_text("utf-8"))["password"])
    fill(store)
    try:
        yield store
    finally:
        store.close()


def main(words: list[str]) -> int:
    """Every view of some ledgers as a picture of its own, to be looked at closely."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures_ledgers", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("ledgers", nargs="*", metavar="LEDGER", help="only these ledgers")
    parser.add_argument("--demo", type=Path, default=Path("demo-out"), help="the demo's folder")
    parser.add_argument("--percent", type=int, default=100, help="size of the letters")
    options = parser.parse_args(words)
    options.out.mkdir(parents=True, exist_ok=True)
    from gui import app
    from tools.pictures import Camera, window

    camera = Camera(app.application(), ())
    with tempfile.TemporaryDirectory() as work:
        with _opened(options.demo, Path(work)) as store, window(camera, store, Path(work), options.percent) as shell:
            for id in options.ledgers or [id for ids in GROUPS.values() for id in ids if not LEDGERS[id].__ledger__.system]:
                for view, picture in views(camera, shell, id):
                    picture.save(options.out / f"{id}-{view}.png")
        shutil.rmtree(work, ignore_errors=True)
        os._exit(0)  # Qt's threads and windows end with the process


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
