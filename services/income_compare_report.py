"""The comparison with the national system's export as a workbook: both sides, what is apart, and the rule that was used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.codes.income import PART
from models.rules.dates import day_words
from models.store.files import write_whole
from reports.excel import render_excel
from reports.sheet import Cell, Column, Row, Sheet
from services.income_compare import HEAD, NET, PARTS, Compared, Comparison

if TYPE_CHECKING:
    from models.store import Store

TITLE = "家庭收支与全国系统比对表"
_WORDS = {**{part: PART.label(part) for part in PARTS}, NET: "家庭纯收入", HEAD: "人均纯收入"}


def write_report(store: Store, comparison: Comparison, path: Path) -> None:
    """Write the workbook; the file is replaced whole or not at all."""
    write_whole(Path(path), render_excel(sheet_of(store, comparison), generated_at=store.now()))


def sheet_of(store: Store, comparison: Comparison) -> Sheet:
    """All households, those that are apart first."""
    rows = tuple(_row(number, one) for number, one in enumerate(comparison.rows, 1))
    within = comparison.within
    return Sheet(
        "income_compare", TITLE, _columns(), rows, unit_name=store.name, unit="元",
        period_text=f"{day_words(within.first)}至{day_words(within.last)}", paper="A3横",
        footnotes=(
            f"人均相差 {comparison.gap:f} 元以上（含）算误差户：系统比本台账少是漏登，多是虚登；各大类按本台账人口折成人均，用同一个数。",
            "比对只看不收，导出表里的数没有写进台账。", comparison.text,
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    sides = [Column(side, 18, kind="money", over=words) for words in _WORDS.values() for side in ("系统", "本台账")]
    return (
        Column("序号", 10, kind="number"), Column("户编号", 26, kind="id"), Column("户主", 20), Column("组", 16), Column("结论", 24),
        Column("分项出入", 50), *sides, Column("人均相差", 18, kind="money"), Column("扣掉刚性支出后人均", 20, kind="money"),
        Column("说明", 34),
    )  # fmt: skip


def _row(number: int, one: Compared) -> Row:
    sides: list[Cell] = [amount for of in _WORDS for amount in one.figures.get(of, (None, None))]
    return (number, one.code, one.name, one.group, one.words, one.by_part, *sides, one.more(HEAD), one.left, "；".join(one.notes))
