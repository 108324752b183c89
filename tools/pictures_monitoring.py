"""The pictures of one monitoring case: from the clue to removal and look-back, each step as the cadre sees it.

The window itself is driven, on a copy of the demo; the test of the page walks the same WALK.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.pages.case_page import CasePage
    from models.store import Store
    from tools.pictures import Camera

TWO = "白某某、乌某某"
CLUE = {"clue_on": "2024-09-02", "channel": "sweep", "kind": "unstable", "risks": ("6",), "has_labour": True,
        "clue": "养的羊病死十几只，当年没有收入。"}  # fmt: skip
MEETING = {"due": "30", "present": "28", "yes": "27", "no": "1", "result": "pass"}
FOUND: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("visit", {"date": "2024-09-04", "who": TWO, "authorised": True, "text": "羊圈空着，欠饲料款。"}),
    ("comparison", {"date": "2024-09-05", "result": "pass"}),
    ("review", {"date": "2024-09-06", **MEETING}),
    ("notice", {"date": "2024-09-07", "until": "2024-09-12", "place": "村部公示栏"}),
    ("township", {"date": "2024-09-13", "result": "pass"}),
    ("county", {"date": "2024-09-15", "result": "pass"}),
    ("identified", {"date": "2024-09-16"}),
)
MEASURE = {"kind": "industry", "date": "2024-09-20", "content": "发放基础母羊10只", "amount": "12000"}
SOLVED = {"risk_solved": True, "income_stable": True, "spending_ok": True, "basics_ok": True, "per_head": "12600"}
CLEARED: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("removal_visit", {"date": "2025-05-06", "who": TWO, "result": "pass", **SOLVED}),
    ("removal_review", {"date": "2025-05-08", **MEETING}),
    ("removal_notice", {"date": "2025-05-09", "until": "2025-05-13", "place": "村部公示栏"}),
    ("removal_township", {"date": "2025-05-14", "result": "pass"}),
    ("removal_county", {"date": "2025-05-16", "result": "pass"}),
    ("removed", {"date": "2025-05-20", "way": "help"}),
    ("lookback", {"date": "2025-07-10", "who": TWO, "result": "pass", "text": "羊存栏28只，没有新风险。"}),
)  # fmt: skip
"""What is typed, step by step; the codes are those of the ledger."""


def fill(form: Any, typed: Mapping[str, Any]) -> None:
    """Type into a form."""
    for name, raw in typed.items():
        form.fields.rows[name].editor.restore(raw)


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All of them, or those that are asked for."""
    if not camera.wants("monitoring-"):
        return
    from models import store as st
    from tools.pictures import window
    from tools.pictures_sync import VILLAGE, opened

    with opened(demo, work, VILLAGE) as store:
        case = st.add(store, "monitoring", {"household": _ordinary(store), **CLUE}).uid
        with window(camera, store, work) as shell:
            shell.go("case", case)
            _walk(camera, shell, work)
        with window(camera, store, work, 150) as shell:
            shell.go("case", case)
            _keep(camera, "monitoring-11-end-150", shell)


def _walk(camera: Camera, shell: Any, work: Path) -> None:
    page: CasePage = shell.page()
    _wait(camera, lambda: page.case is not None)
    _keep(camera, "monitoring-01-clue", shell)
    _step(camera, page, FOUND[0], lambda: _keep(camera, "monitoring-02-visit", shell))
    page.take_in(page.case.stops[1].uid if page.case else "", [_paper(work)])
    _wait(camera, lambda: bool(page.case and page.case.stops[1].papers))
    _refused(camera, page, ("comparison", {"date": "2024-09-05", "authorised": False}))
    _keep(camera, "monitoring-03-not-signed", shell)
    _step(camera, page, FOUND[1])
    _step(camera, page, FOUND[2], lambda: _keep(camera, "monitoring-04-meeting", shell))
    for one in FOUND[3:]:
        _step(camera, page, one)
    _keep(camera, "monitoring-05-identified", shell)
    page.measure("")
    _file(camera, page, MEASURE)
    _keep(camera, "monitoring-06-helped", shell)
    _refused(camera, page, ("removal_visit", {**CLEARED[0][1], "risk_solved": False}))
    _keep(camera, "monitoring-07-risk-not-solved", shell)
    for one in CLEARED[:3]:
        _step(camera, page, one)
    _keep(camera, "monitoring-08-removing", shell)
    for one in CLEARED[3:6]:
        _step(camera, page, one)
    _keep(camera, "monitoring-09-removed", shell)
    _step(camera, page, CLEARED[6])
    _keep(camera, "monitoring-10-look-back", shell)


def _step(camera: Camera, page: CasePage, step: tuple[str, Mapping[str, Any]], before: Callable[[], None] = lambda: None) -> None:
    page.begin(step[0])
    _file(camera, page, step[1], before)


def _file(camera: Camera, page: CasePage, typed: Mapping[str, Any], before: Callable[[], None] = lambda: None) -> None:
    form: Any = page.side.currentWidget()
    fill(form, typed)
    before()
    seen = page.case
    form.save()
    _wait(camera, lambda: page.case is not seen)


def _refused(camera: Camera, page: CasePage, step: tuple[str, Mapping[str, Any]]) -> None:
    page.begin(step[0])
    form: Any = page.side.currentWidget()
    fill(form, step[1])
    form.save()


def _keep(camera: Camera, name: str, shell: Any) -> None:
    shell.toast.hide()
    if camera.wants(name):
        camera.screen(name, shell)


def _wait(camera: Camera, ready: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not ready() and time.monotonic() < end:
        camera.app.processEvents()
        time.sleep(0.01)


def _ordinary(store: Store) -> str:
    """A lifted household that has never been monitored."""
    from models import store as st

    known = {row["household"] for row in st.find(store, "monitoring")}
    return next(row.uid for row in st.find(store, "household", {"type": "lifted"}) if row.uid not in known)


def _paper(work: Path) -> Path:
    """A blank sheet, as if scanned."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(made, "JPEG")
    path = work / "sheet.jpg"
    path.write_bytes(made.getvalue())
    return path
