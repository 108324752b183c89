"""任务和进度: what the year is to reach and how far it has come, as bars and as a table, on one sheet for the wall or a meeting."""

from __future__ import annotations

from models.insight.targets import Goal, goals
from models.rules.dates import day_words
from reports.document import Bar, Bars, Document, Paragraph, Ruled, Space
from reports.returns.book import Book
from reports.returns.declaration import Asked, Content, Return
from reports.returns.words import unit_name
from reports.sheet import Column

ID, TITLE = "targets", "任务和进度"
COLUMNS = (Column("指标", 50, "left"), Column("任务", 30), Column("完成", 30), Column("占任务", 22), Column("照现在的进度", 48, "left"))


def bar_of(goal: Goal) -> Bar:
    """The same bar for the paper and for the window."""
    return Bar(goal.title, goal.words, goal.share)


def _make(book: Book, asked: Asked) -> Content:
    year = asked.period.last.year
    found = goals(book.store, year)
    if not found:
        return Content()
    book.counted += [one.id for one in found]
    table = Ruled(COLUMNS, tuple((one.title, one.goal, one.done, one.percent, one.pace) for one in found), size=10.5, height_mm=8)
    head = Paragraph(f"{unit_name(book.store)}　截至{day_words(book.on)}", indent=False, align="center", size=11)
    blocks = (head, Space(), Bars(tuple(map(bar_of, found))), Space(), table)
    return Content(documents=(Document(f"{year}年度{TITLE}", blocks),))


YEAR_TARGETS = Return(ID, TITLE, "target", "year", _make, formats=("pdf",), official=False, explains=True)
