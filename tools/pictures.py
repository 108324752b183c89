"""`make pictures`: the window and the returns as they really look, into docs/pictures, the same on every machine.

A made-up township of the program as it is now is shown, always with the letters that come with the program.
Names on the command line take only the pictures that begin with one of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "ZHENXING_FONTS": "bundled", "ZHENXING_NOW": "2025-07-22T17:30:00"}

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tools import pictures_figures, pictures_fill, pictures_income, pictures_ledgers, pictures_monitoring, pictures_sync

if TYPE_CHECKING:
    from gui.shell import MainWindow
    from models.store import Store

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
REGION = "999999104201"
SIZE = (1366, 728)
SCREEN_COLOURS, PAPER_COLOURS = 96, 16
PATIENCE, CALM, EQUAL = 30.0, 0.25, 3
LARGEST = 300_000  # bytes of one picture


class Camera:
    """Takes a widget once it has come to rest."""

    def __init__(self, app: QApplication, wanted: tuple[str, ...]) -> None:
        self.app, self._wanted = app, wanted
        self.taken: list[Path] = []

    def wants(self, name: str) -> bool:
        """Whether this picture is asked for."""
        return not self._wanted or name.startswith(self._wanted)

    def screen(self, name: str, widget: QWidget, ready: Callable[[], object] = lambda: True) -> None:
        """The widget, when `ready` and unchanged for a while."""
        self.keep(name, self.rest(widget, ready), SCREEN_COLOURS)

    def rest(self, widget: QWidget, ready: Callable[[], object] = lambda: True) -> Image.Image:
        """The widget as it looks once nothing moves any more."""
        end, same, last = time.monotonic() + PATIENCE, 0, None
        while time.monotonic() < end and same < EQUAL:
            self._breathe()
            now = widget.grab().toImage()
            same = same + 1 if ready() and last is not None and now == last else 0
            last = now
        return grabbed(widget)

    def keep(self, name: str, picture: Image.Image, colours: int) -> None:
        """Few colours and the best packing: all pictures together stay small, and none is large by itself."""
        path = OUT / f"{name}.png"
        OUT.mkdir(parents=True, exist_ok=True)
        for fewer in (colours, colours // 2, colours // 4):
            picture.convert("RGB").quantize(fewer, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
            if path.stat().st_size <= LARGEST:
                break
        self.taken.append(path)

    def _breathe(self) -> None:
        end = time.monotonic() + CALM
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.01)


def grabbed(widget: QWidget) -> Image.Image:
    """A widget as a picture, now."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data()))).convert("RGB")


@contextmanager
def window(camera: Camera, store: Store, work: Path, percent: int = 100) -> Iterator[MainWindow]:
    """The main window at a letter size."""
    from gui import background, theme
    from gui.desk import Desk
    from gui.settings import Settings
    from gui.shell import MainWindow

    theme.apply(camera.app, percent)
    made = MainWindow(Desk(store, Settings(work / f"screen-{percent}.ini")))
    made.resize(*SIZE)
    made.show()
    try:
        yield made
    finally:
        background.wait()
        made.close()
        made.deleteLater()


def first_start(camera: Camera, work: Path, percent: int, suffix: str) -> None:
    """What a village sees first, before anything is typed."""
    from gui import background, theme
    from gui.pages.start_page import StartPage

    theme.apply(camera.app, percent)
    page = StartPage(work / "new")
    page.resize(*SIZE)
    page.show()
    camera.screen(f"first-start{suffix}", page)
    background.wait()
    page.close()


def days_work(camera: Camera, shell: MainWindow, household: str, suffix: str) -> None:
    """今日待办 and the household with its visit panel."""
    if camera.wants("home"):
        shell.go("today")
        camera.screen(f"home{suffix}", shell)
    if camera.wants("household"):
        shell.go("household", household)
        camera.screen(f"household{suffix}", shell)
        if suffix:  # large letters leave no room for both: the panel takes the page when it is asked for
            press(shell.page(), "登记走访")
            camera.screen(f"household-visit{suffix}", shell)


def press(page: QWidget | None, words: str) -> None:
    """The button that begins with these words."""
    for button in page.findChildren(QPushButton) if page else ():
        if button.isVisible() and button.text().strip().startswith(words):
            button.click()
            return


def pages(camera: Camera, shell: MainWindow) -> None:
    """The other pages made by hand, one list and one form; all the others stand on the pages of tools.pictures_ledgers."""
    for name, key, what in (
        ("sweep", "sweep", None), ("settings", "settings", None), ("more", "more", None),
        ("attendance", "month/post_attendance", "2025-06"), ("insurance-list", "list/insurance", None),
    ):  # fmt: skip
        if camera.wants(name):
            shell.go(key, what)
            camera.screen(name, shell)
    if camera.wants("returns-page"):
        shell.go("returns", "2.2")
        camera.screen("returns-page", shell, lambda: getattr(shell.page(), "made", True))
    if camera.wants("ledger-toilet"):
        shell.go("ledger/toilet")
        camera.screen("ledger-toilet", shell)
    if camera.wants("form-toilet"):
        from models import store as st

        shell.go("ledger/toilet", st.uids(shell.desk.store, "toilet")[0])
        camera.screen("form-toilet", shell)


def import_preview(camera: Camera, work: Path, roster: Path) -> None:
    """The roster as a village brings it in on its first day, with the cells that nobody can read."""
    from models import store as st

    os.environ["ZHENXING_TEST_KDF"] = "fast"
    store, _ = st.create(work / "fresh", role="village", region=REGION, name="清水村", operator="村专干", password="green-hill-7")
    with window(camera, store, work) as shell:
        shell.go("import/person")
        page: Any = shell.page()
        page.read(roster)
        camera.screen("import", shell, lambda: page.preview)
        press(page, "要看的")
        camera.screen("import-troubled", shell)
    store.close()


def returns(camera: Camera, store: Store, household: str) -> None:
    """The first page and the last of every official return, and of its version for the notice board."""
    from models.kernel import UserMistake
    from models.ledgers import LEDGERS
    from reports.preview import page_image
    from services import returning

    for one in returning.available(store):
        if one.id in (*LEDGERS, "targets"):
            continue  # the plain register of a ledger looks like the next one's; targets stand in tools.pictures_figures
        for public in (False, True) if one.public else (False,):
            name = f"return-{one.id}{'-public' if public else ''}"
            if not camera.wants(name):
                continue
            about = household if one.per == "household" else None
            try:
                made = returning.draw(store, one.id, household=about, public=public, formats=("pdf",))
                if not made.files and one.blanks:
                    made = returning.draw(store, one.id, blank=True, formats=("pdf",))
            except UserMistake as nothing:
                print(f"{name}: {nothing}")
                continue
            if not made.files:
                print(f"{name}: nothing to print")
                continue
            last = made.files[0].pages - 1
            for page, suffix in {0: "", last: "-last"}.items() if last else ((0, ""),):
                camera.keep(name + suffix, page_image(made.files[0].data, page, scale=1.4), PAPER_COLOURS)


def busiest(store: Store) -> str:
    """The household with most to ask about: its page shows most."""
    from models.insight import duties

    counted: dict[str, int] = {}
    for duty in duties.due(store):
        if duty.household:
            counted[duty.household] = counted.get(duty.household, 0) + 1
    return max(sorted(counted), key=lambda uid: counted[uid])


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All pictures, from a copy of the demo's first village."""
    import json

    from gui import background
    from models import store as st

    # The settings page names the folder: a path of this machine has no place in a picture.
    os.chdir(work)
    here = Path("云杉村台账")
    shutil.copytree(demo / "data" / REGION, here)
    store = st.open_store(here, json.loads((demo / "index.json").read_text("utf-8"))["password"])
    household = busiest(store)
    for percent, suffix in ((100, ""), (150, "-150")):
        if camera.wants(f"first-start{suffix}"):
            first_start(camera, work, percent, suffix)
        with window(camera, store, work, percent) as shell:
            days_work(camera, shell, household, suffix)
            if not suffix:
                pages(camera, shell)
    pictures_figures.take(camera, demo, work)
    pictures_fill.take(camera, demo, work)
    pictures_sync.take(camera, demo, work)
    pictures_monitoring.take(camera, demo, work)
    pictures_income.take(camera, demo, work)
    pictures_ledgers.take(camera, demo, work)
    if camera.wants("import"):
        import_preview(camera, work, next((demo / "workbooks" / REGION).glob("*花名册.xlsx")))
    returns(camera, store, household)
    background.wait()
    store.close()


def _demo(folder: Path) -> Path:
    """The whole round anew: a folder of an older program would be shown as it was then."""
    from services import demo

    demo.build(folder)
    return folder


def main(words: list[str]) -> int:
    """Take the pictures, say how large they are."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only pictures whose names begin so")
    parser.add_argument("--demo", type=Path, help="a demo made before, to save a minute")
    options = parser.parse_args(words)
    from gui import app

    application = app.application()
    application.setCursorFlashTime(0)
    camera = Camera(application, tuple(options.names))
    with tempfile.TemporaryDirectory() as work:
        take(camera, options.demo.resolve() if options.demo else _demo(Path(work) / "demo"), Path(work))
        sizes = sum(path.stat().st_size for path in OUT.glob("*.png"))
        print(f"{len(camera.taken)} pictures; {sizes / 1e6:.1f} MB in {OUT.relative_to(ROOT)}")
        sys.stdout.flush()
        # Qt's threads and windows end with the process; taking them apart here would gain nothing.
        shutil.rmtree(work, ignore_errors=True)
        os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
