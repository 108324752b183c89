"""The filters above a ledger's table and the words below it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from gui import background, feedback
from gui.desk import Desk
from gui.tables.columns import STATE
from gui.tables.filter_box import FilterBox
from gui.tables.selection import Wish
from models import store as st
from models.kernel import Field, LedgerSpec
from models.ledgers import LEDGERS

if TYPE_CHECKING:
    from models.store import Store

YEARS_BACK = 6
_MOST_WORDS = 40
_SUMMED_ROWS = 5000  # a derived total is added up row by row only so far


def filters_for(store: Store, ledger: str) -> list[FilterBox]:
    """A box for each declared filter, and 组 wherever a household stands behind the row."""
    declared = LEDGERS[ledger]
    boxes = [FilterBox(name, declared.__fields__[name].label, _items(store, ledger, declared.__fields__[name]))
             for name in declared.__ledger__.filters]
    if "household" in declared.__fields__ and "household" in LEDGERS and "group" not in declared.__fields__:
        field = LEDGERS["household"].__fields__["group"]
        boxes.append(FilterBox("group", field.label, _items(store, "household", field)))
    return boxes


def state_filter() -> FilterBox:
    """Which records have not gone to the township yet."""
    return FilterBox("", STATE, [(words, state) for state, words in st.SHOWN.items()])


def renew(boxes: list[FilterBox], store: Store, ledger: str) -> None:
    """Words typed since (a new 组) join the list; what is chosen stays."""
    for box in boxes:
        own = box.name in LEDGERS[ledger].__fields__
        field = LEDGERS[ledger if own else "household"].__fields__[box.name]
        if field.kind.name in ("text", "link", "month") and field.derived is None:
            chosen = box.value()
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(1)
            for words, value in _items(store, ledger if own else "household", field):
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)


def count_words(spec: LedgerSpec, count: int, wish: Wish) -> str:
    """共 48 座, and that they are chosen ones."""
    chosen = "（按上面的条件）" if wish.where or wish.group or wish.text or wish.state else ""
    return f"共 {count:,} {spec.unit}{chosen}"


def total_words(store: Store, ledger: str, uids: list[str]) -> str:
    """财政补助合计 48,000.00 元, of the rows shown."""
    declared = LEDGERS[ledger]
    names = [name for name in declared.__ledger__.totals]
    if not names or not uids or len(uids) > _SUMMED_ROWS:
        return ""
    rows = st.by_uids(store, ledger, uids)
    derived = any(declared.__fields__[name].derived is not None for name in names)
    values: list[Any] = st.full(store, ledger, rows) if derived else [row.values for row in rows]
    words = []
    for name in names:
        field = declared.__fields__[name]
        total = sum((v[name] for v in values if v.get(name) is not None), start=Decimal(0))
        unit = " 元" if field.kind.name == "money" else ""
        words.append(f"{field.label}合计 {field.kind.show(total if unit else _plain(total))}{unit}")
    return "　".join(words)


def empty_words(spec: LedgerSpec, wish: Wish) -> str:
    """What an empty table says: why, and what to do."""
    if wish.where or wish.group or wish.text or wish.state:
        return "没有合条件的。换个条件，或者选“全部”。"
    first = f"还没有{spec.title}。按 Ctrl+N 记第一{spec.unit}；"
    return first + "有现成的表，按“从 Excel 导入”；没有，在那里存一张空白模板去填。"


def export(page: QWidget, desk: Desk, ledger: str) -> None:
    """导出 Excel: the whole ledger into a file of the person's choice, off the window's thread."""
    title = LEDGERS[ledger].__ledger__.title
    wanted = str(Path(desk.settings.folder) / f"{title}-{desk.store.name}-{desk.store.today().isoformat()}.xlsx")
    name, _ = QFileDialog.getSaveFileName(page, "导出到", wanted, "Excel 表 (*.xlsx)")
    if not name:
        return
    desk.settings.folder = str(Path(name).parent)
    store = desk.store

    def work(task: background.Task) -> str:
        from services import exporting

        exporting.export(store, ledger, Path(name))
        return name

    background.run(page, work, lambda path: desk.toast(f"已导出：{Path(path).name}"),
                   lambda error: desk.toast(feedback.sentence(error)))


def _items(store: Store, ledger: str, field: Field) -> list[tuple[str, Any]]:
    kind = field.kind
    if kind.name in ("code", "codes"):
        return [(words, code) for code, words in kind.codes.items]
    if kind.name == "flag":
        return [("是", True), ("否", False), ("不清楚", "unknown")]
    if kind.name == "integer":
        this = store.today().year
        return [(str(year), year) for year in range(this, this - YEARS_BACK, -1)]
    if field.derived is not None:
        return []
    said = {row[field.name] for row in st.find(store, ledger, limit=20_000) if row[field.name]}
    words = st.names(store, field.to, said) if field.to else {word: word for word in said}
    return [(words[value], value) for value in sorted(words, key=lambda value: words[value])[:_MOST_WORDS]]


def _plain(total: Decimal) -> Any:
    return int(total) if total == total.to_integral_value() else total
