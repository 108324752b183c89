"""What the page of numbers shows, on paper: all numbers with their 口径, the rows behind one, and then beside now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.insight.figures import FIGURES
from models.kernel import Circumstance
from models.rules.dates import day_words
from models.store.files import write_whole
from reports.returns.words import unit_name
from reports.sheet import Cell, Column, Sheet
from services.figure_list import Asked, Behind, Number, when_and_where
from services.look_back import Change, Difference, LookBack
from services.return_files import name_of

if TYPE_CHECKING:
    from models.store import Store

SIGNED = ("制表人", "日期")
_FAMILY, _GROUP = Column("台账", 26), Column("组", 18)
_WHOSE = (_GROUP, Column("户主", 24), Column("数的是什么", 50))
NUMBERS = (_FAMILY, Column("名称", 40), Column("数", 30, "right"), Column("口径", 84))
BEHIND = (*_WHOSE, Column("情况", 56, "left"), Column("算进去多少", 24, "right"))
BACK = (_FAMILY, Column("名称", 56), Column("那天账上", 30, "right"), Column("现在", 30, "right"), Column("差", 24, "right"),
        Column("变了的", 20, "right"))  # fmt: skip
CHANGES = (*_WHOSE, Column("那天算", 24, "right"), Column("现在算", 24, "right"), Column("后来谁改的", 110, "left"))


def pdf(sheet: Sheet) -> bytes:
    """The very pages that are shown and printed."""
    from reports.pdf import render_pdf

    return render_pdf(sheet)


def numbers(store: Store, asked: Asked, found: Sequence[Number]) -> Sheet:
    """All numbers that stand on the page."""
    rows = [(one.family, one.title, one.value, one.definition) for one in found]
    return _sheet(store, "各项数字和口径", NUMBERS, rows, when_and_where(store, asked), "A4竖")


def behind(store: Store, asked: Asked, number: Number, found: Sequence[Behind]) -> Sheet:
    """The rows behind one number."""
    rows = [(one.group, one.who, one.what, one.like, one.value) for one in found]
    said = [at for at in range(len(BEHIND)) if at < 2 or any(row[at] for row in rows)]  # no column in which nothing stands
    columns, cells = tuple(BEHIND[at] for at in said), [tuple(row[at] for at in said) for row in rows]
    return _sheet(store, f"{number.title} {number.value}", columns, cells, when_and_where(store, asked), "A4竖", number.definition)


def back(store: Store, asked: Asked, looked: LookBack, found: Sequence[Difference]) -> Sheet:
    """Then and now."""
    rows = [(one.family, one.title, one.then, one.now, one.more, f"{one.changed} 条" if one.changed else "") for one in found]
    return _sheet(store, f"{day_words(looked.known)}账上的数和现在的数", BACK, rows, when_and_where(store, asked), "A4竖")


def changes(store: Store, asked: Asked, looked: LookBack, one: Difference, found: Sequence[Change]) -> Sheet:
    """The rows that make one difference, and who changed them."""
    rows = [(row.group, row.who, row.what, row.then, row.now, row.by) for row in found]
    title = f"{one.title}：{day_words(looked.known)} {one.then}，现在 {one.now}"
    return _sheet(store, title, CHANGES, rows, when_and_where(store, asked), "A4横", FIGURES[one.id].definition)


def _sheet(
    store: Store, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], when: str, paper: str, definition: str = ""
) -> Sheet:
    notes = (f"口径：{definition}",) if definition else ()
    return Sheet("figures", title, columns, tuple(rows), unit_name=unit_name(store), unit="", period_text=when,
                 footnotes=notes, paper=paper, signature=SIGNED)  # fmt: skip


def save(store: Store, title: str, data: bytes, folder: Path) -> Path:
    """The file of these pages; its name says what and where, never who."""
    path = folder / f"{name_of(title, store.name)}.pdf"
    try:
        write_whole(path, data)
    except OSError as error:
        raise Circumstance(f"“{folder.name}”这个文件夹里存不进去，请换一个地方存。") from error
    return path
