"""The pictures of what the records say: findings, duties, figures and targets, each opened to the rows that it speaks of.

On a copy of the demo in which a few things do not add up, and in which something was mended two weeks later.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.store import Store
    from tools.pictures import Camera

NAMES = ("checks", "duties", "figures", "targets", "return-targets")
NOW, LATER = "ZHENXING_NOW", "2025-08-06T10:00:00"
REPORTED = date(2025, 7, 22)
_FIGURE = "household.lifted"


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All of them, or those that are asked for."""
    if not any(camera.wants(f"{name}{suffix}") for name in NAMES for suffix in ("", "-150", "-rows", "-back")):
        return
    from tools.pictures import window
    from tools.pictures_sync import VILLAGE, opened

    with opened(demo, work, VILLAGE) as store:
        _plant(store)
        for percent, suffix in ((100, ""), (150, "-150")):
            with window(camera, store, work, percent) as shell:
                _duties(camera, shell, suffix)
                _checks(camera, shell, suffix)
                _figures(camera, shell, suffix)
                _targets(camera, shell, suffix)
        _paper(camera, store)
        with _two_weeks_later():
            _mend(store)
            for percent, suffix in ((100, ""), (150, "-150")):
                with window(camera, store, work, percent) as shell:
                    _back(camera, shell, suffix)


def _plant(store: Store) -> None:
    """A second head, a daughter who is a man, money back before it was lent; and the targets that documents name."""
    from models import store as st
    from services import year_targets

    homes = st.uids(store, "household", {"type": "lifted"})
    for home, relation in zip(homes[:3], ("1", "1", "4"), strict=True):
        man = next(row for row in st.find(store, "person", {"household": home}) if row["relation"] == "1")
        second = {"household": home, "name": f"{man['name'][:1]}新来", "relation": relation, "stated_sex": "1"}
        st.add(store, "person", second)
    for loan in st.find(store, "loan")[:2]:
        st.add(store, "loan_repayment", {"loan": loan.uid, "date": "2019-01-01", "amount": "100"})
    year_targets.take(store, REPORTED.year)


def _mend(store: Store) -> None:
    """What somebody put right after the figures had been told."""
    from models import store as st

    homes = st.uids(store, "household", {"type": "lifted"})
    for home in homes[:2]:
        st.change(store, "household", home, {"type": "ordinary"})
    st.change(store, "loan", st.uids(store, "loan")[0], {"amount": "30000"})


@contextmanager
def _two_weeks_later() -> Iterator[None]:
    before = os.environ[NOW]
    os.environ[NOW] = LATER
    try:
        yield
    finally:
        os.environ[NOW] = before


def _keep(camera: Camera, name: str, shell: Any, rows: Any) -> None:
    if camera.wants(name):
        camera.screen(name, shell, lambda: rows.lines.lines)


def _duties(camera: Camera, shell: Any, suffix: str) -> None:
    from tools.pictures import press

    if camera.wants(f"duties{suffix}"):
        shell.go("today")
        press(shell.page(), "按户看")
        camera.screen(f"duties{suffix}", shell)


def _checks(camera: Camera, shell: Any, suffix: str) -> None:
    if not camera.wants(f"checks{suffix}") and not camera.wants(f"checks-rows{suffix}"):
        return
    shell.go("checks")
    page: Any = shell.page()
    camera.rest(shell, lambda: page.cases.lines.lines)
    _keep(camera, f"checks{suffix}", shell, page.cases)
    page.cases.opened.emit(page.cases.current())
    if camera.wants(f"checks-rows{suffix}"):
        camera.screen(f"checks-rows{suffix}", shell)


def _figures(camera: Camera, shell: Any, suffix: str) -> None:
    shell.go("figures")
    page: Any = shell.page()
    _keep(camera, f"figures{suffix}", shell, page.list)
    if camera.wants(f"figures-rows{suffix}"):
        page.open(_FIGURE)
        _keep(camera, f"figures-rows{suffix}", shell, page.behind.list)


def _back(camera: Camera, shell: Any, suffix: str) -> None:
    if not camera.wants(f"figures-back{suffix}") and not camera.wants(f"figures-back-rows{suffix}"):
        return
    shell.go("figures")
    page: Any = shell.page()
    page.back.day.load(REPORTED)
    page.show_back()
    camera.rest(shell, lambda: page.back.list.lines.lines)
    page.back.list.pick(_FIGURE)
    _keep(camera, f"figures-back{suffix}", shell, page.back.list)
    page.back.list.opened.emit(_FIGURE)
    _keep(camera, f"figures-back-rows{suffix}", shell, page.changed.list)


def _targets(camera: Camera, shell: Any, suffix: str) -> None:
    if camera.wants(f"targets{suffix}"):
        shell.go("targets")
        _keep(camera, f"targets{suffix}", shell, shell.page().list)


def _paper(camera: Camera, store: Store) -> None:
    """The wall sheet of the targets: the demo's own has too few of them to show."""
    if camera.wants("return-targets"):
        from reports.preview import page_image
        from services import returning
        from tools.pictures import PAPER_COLOURS

        made = returning.draw(store, "targets")
        camera.keep("return-targets", page_image(made.files[0].data, 0, scale=1.4), PAPER_COLOURS)
