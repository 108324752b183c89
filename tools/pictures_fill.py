"""The pictures of workbooks that come from others: a form with what its headings mean, a bad cell on its way in.

On a copy of the demo; the forms are two of the nasty ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.pictures import Camera


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All of them, or those that are asked for."""
    if not camera.wants("others-"):
        return
    from tools.nasty_forms import FORMS
    from tools.pictures import window
    from tools.pictures_sync import VILLAGE, opened

    roster = next((demo / "workbooks" / VILLAGE).glob("*花名册.xlsx"))
    with opened(demo, work, VILLAGE) as store:
        for percent, suffix in ((100, ""), (150, "-150")):
            with window(camera, store, work, percent) as shell:
                shell.go("fill")
                for name, at in (("list", 3), ("one", 4)):
                    page: Any = shell.page()
                    page.form = None
                    page.read(FORMS[at].draw(work))
                    _keep(camera, f"others-{name}{suffix}", shell, lambda page=page: page.form and not page.progress.busy)
                shell.go("import/person")
                page = shell.page()
                page.read(roster)
                camera.rest(shell, lambda page=page: page.preview and not page.progress.busy)
                page.choices["troubled"].click()
                page.table.clicked.emit(page.model.index(page.model.rowCount() - 1, 2))
                _keep(camera, f"others-mend{suffix}", shell, lambda: True)


def _keep(camera: Camera, name: str, shell: Any, ready: Any) -> None:
    if camera.wants(name):
        camera.screen(name, shell, ready)
    else:
        camera.rest(shell, ready)
