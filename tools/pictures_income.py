"""The pictures of 家庭收支: the sheet of one household, what other ledgers have to offer, an export held against it.

On a copy of the demo; the export is made here from its own figures, with one wage that was 赡养费.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.store import Store
    from tools.pictures import Camera

_HEAD = ("户编号", "户主姓名", "证件号码", "家庭人口数", "工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "家庭纯收入")


def take(camera: Camera, demo: Path, work: Path) -> None:
    """All of them, or those that are asked for."""
    if not camera.wants("income-"):
        return
    from tools.pictures import window
    from tools.pictures_sync import VILLAGE, opened

    with opened(demo, work, VILLAGE) as store:
        household, export = _busiest(store), _export(store, work / "全国系统导出.xlsx")
        for percent, suffix in ((100, ""), (150, "-150")):
            with window(camera, store, work, percent) as shell:
                shell.go("income", household)
                page: Any = shell.page()
                _keep(camera, f"income-sheet{suffix}", shell, page)
                page.sheet.offers_button.click()
                _keep(camera, f"income-offers{suffix}", shell, page)
                if not suffix:
                    _compare(camera, shell, export)


def _keep(camera: Camera, name: str, shell: Any, page: Any) -> None:
    if camera.wants(name):
        camera.screen(name, shell, lambda: page.sheet.model.sheet)


def _compare(camera: Camera, shell: Any, export: Path) -> None:
    if camera.wants("income-compare"):
        shell.go("income_compare")
        page: Any = shell.page()
        page.compare(export)
        camera.screen("income-compare", shell, lambda: page.found and not page.progress.busy)


def _busiest(store: Store) -> str:
    """The household with most amounts of the running income year."""
    from models import store as st

    counted: dict[str, int] = {}
    for row in st.find(store, "income"):
        counted[row["household"]] = counted.get(row["household"], 0) + 1
    return max(sorted(counted), key=lambda uid: counted[uid])


def _export(store: Store, path: Path) -> Path:
    """What the national system might say of those households: a transfer of the first stands under wages there."""
    import openpyxl

    from models import store as st
    from services import income_sheet
    from services.income_compare import PARTS

    book: Any = openpyxl.Workbook()
    book.active.append(_HEAD)
    for number, uid in enumerate(sorted({row["household"] for row in st.find(store, "income")})):
        sheet = income_sheet.read(store, uid)
        parts = dict(sheet.account.parts)
        if not number:
            parts["wage"], parts["transfer"] = parts["wage"] + parts["transfer"] + 20000, 0
        net = sum(parts[part] for part in PARTS[:-1]) - parts[PARTS[-1]]
        book.active.append(("", sheet.name, "", sheet.account.people, *(parts[part] for part in PARTS), net))
    book.save(path)
    return path
