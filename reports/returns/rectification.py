"""2.11 问题整改台账 for the township, one row a measure; 2.11b the month's progress that goes up by the 5th."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from models.rules.dates import month_of
from models.rules.problem import finished
from reports.returns.belongings import pictures
from reports.returns.book import Book, Entry
from reports.returns.columns import Col, blank, made
from reports.returns.declaration import Asked, Content
from reports.returns.places import village
from reports.returns.register import Register, counted, runs
from reports.sheet import Band, Cell, Column, Row

ID, TITLE = "2.11", "问题整改台账"
MONTH_ID, MONTH_TITLE = "2.11b", "整改进展月报"
_PROGRESS = "measure_progress"
_CLOSED = "closed"


def problem_of(entry: Entry) -> Entry:
    """The problem of a row: a row is a measure, or a problem that has none yet."""
    return (entry.link("problem") or entry) if entry.ledger == "measure" else entry


def _rows(problems: Iterable[Entry]) -> list[Entry]:
    return [row for problem in problems for row in (problem.children("measure") or [problem])]


def _order(problem: Entry) -> tuple[object, ...]:
    values = problem.values
    return (problem.scope, values["year"] or 0, str(values["source"]), len(problem.text("number")), problem.text("number"), problem.uid)


def _select(book: Book, asked: Asked) -> Iterable[Entry]:
    """The problems of the year, and older ones that are still open or were closed in it."""
    year = asked.period.last.year

    def stands(problem: Entry) -> bool:
        closed, of = problem.values["closed_on"], problem.values["year"] or year
        return of == year or (of < year and (problem.values["state"] != _CLOSED or (closed is not None and closed.year == year)))

    return _numbered(book, _rows(sorted(filter(stands, book.all("problem")), key=_order)))


def _numbered(book: Book, rows: list[Entry]) -> list[Entry]:
    """序号 is the problem's: its further measures stand below it without repeating it."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(problem_of(row).uid, row.uid)
    book.kept["problems"] = {row: number for number, row in enumerate(first.values(), 1)}
    return rows


def _number(row: Entry) -> Cell:
    number: int | None = row.book.kept["problems"].get(row.uid)
    return number


def _of_problem(field: str) -> Callable[[Entry], Cell]:
    """A cell of the problem, on its first row."""
    return lambda row: problem_of(row).text(field) or None if _number(row) else None


def _of_measure(field: str, else_: str = "") -> Callable[[Entry], Cell]:
    """A cell of the measure; `else_` is the problem's field where the measure says nothing."""
    def text(row: Entry) -> Cell:
        own = row.text(field) if row.ledger == "measure" else ""
        return own or (problem_of(row).text(else_) if else_ else "") or None

    return text


def _deadline(row: Entry) -> Cell:
    """As the document words it, else the day."""
    return _of_measure("deadline")(row) or _of_measure("due")(row) or _of_measure("deadline_kind")(row)


def _state(row: Entry) -> Cell:
    lasting = row.values["kept_up"] if row.ledger == "measure" else row.values["lasting"]
    done = finished(row.values["state"])
    return row.text("state") + ("，长期坚持" if lasting is True and done else "")


def _closed(row: Entry) -> Cell:
    return "是" if row.values["state"] == _CLOSED else "否"


def _progress(row: Entry, month: str = "") -> list[Entry]:
    """What was written of a measure, the latest last; of one month when it is named."""
    found = sorted(row.children(_PROGRESS), key=lambda one: (one.values["month"], one.uid)) if row.ledger == "measure" else []
    return [one for one in found if not month or one.values["month"] == month]


def _latest(row: Entry) -> Cell:
    told = _progress(row)
    return f"{told[-1].text('month')}：{told[-1].text('text')}" if told else None


def _evidence(row: Entry) -> Cell:
    """What is named as evidence; pictures kept here are counted."""
    if row.ledger != "measure":
        return None
    words = [row.text("evidence"), *(one.text("evidence_text") for one in _progress(row))]
    shown = sum(map(pictures, (row, *_progress(row))))
    return "；".join(dict.fromkeys(filter(None, (*words, f"照片{shown}张" if shown else "")))) or None


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    ids = ("problem.told", "problem.claimed", "problem.at_once", "problem.lasting", "problem.finished")
    if not (found := counted(book, asked, ids)):
        return ()
    told, claimed, once, lasting, done = (found[id] for id in ids)
    return (f"{asked.period.last.year}年度反馈问题{told}条，认领{claimed}条（立行立改{once}条，长期坚持{lasting}条），整改完{done}条。"
            "一条问题有几条措施的，一条措施占一行。",)


_text = partial(made, private="welfare")
_PROBLEM, _LOCAL, _MEASURE = _of_problem("text"), _of_problem("local"), _of_measure("text")
_lead, _units = made("牵头部门", 19, _of_measure("lead", "lead")), made("责任部门", 19, _of_measure("units"))
_keeper, _due = made("责任人", 18, _of_measure("keeper")), made("完成时限", 25, _deadline)
_serial = made("序号", 8, _number, kind="number", align="center")

COLUMNS: tuple[Col, ...] = (
    _serial, _text("反馈问题", 32, _PROBLEM), _text("我镇（村）存在的问题", 30, _LOCAL), _text("整改措施", 36, _MEASURE), _lead, _units,
    _keeper, _due, _text("整改进展", 32, _latest), made("完成情况", 18, _state), made("佐证材料", 20, _evidence), made("是否销号", 10, _closed),
)  # fmt: skip

FULL: tuple[Col, ...] = (
    _serial, made("问题来源", 20, _of_problem("source")), made("问题类别", 18, _of_problem("area")), _text("反馈问题", 44, _PROBLEM),
    _text("我镇（村）存在的问题", 40, _LOCAL), _text("整改措施", 44, _MEASURE), _lead, _units, _keeper, _due, _text("整改进展", 40, _latest),
    made("完成情况", 18, _state), made("佐证材料", 24, _evidence), made("是否销号", 10, _closed),
    made("销号时间", 20, _of_measure("closed_on", "closed_on")), blank("备注", 18),
)  # fmt: skip


def _running(book: Book, asked: Asked) -> Iterable[Entry]:
    """What is worked on in the month: taken on, told by then, not closed before it."""
    first, last = asked.period.first, asked.period.last

    def stands(row: Entry) -> bool:
        problem, closed = problem_of(row), row.values["closed_on"]
        told, claimed = problem.values["told_on"], problem.values["claimed"]
        over = row.values["state"] == _CLOSED and (closed is None or closed < first)
        return claimed is not False and (told is None or told <= last) and not over

    book.kept["month"] = month_of(asked.period.last)
    return _numbered(book, list(filter(stands, _rows(sorted(book.all("problem"), key=_order)))))


def _in_month(row: Entry) -> list[Entry]:
    return _progress(row, row.book.kept["month"])


def _told_this_month(row: Entry) -> Cell:
    return "；".join(one.text("text") for one in _in_month(row)) or None


def _shown_this_month(row: Entry) -> Cell:
    """佐证 有/无: of what was written this month."""
    told = _in_month(row)
    return ("有" if any(one.text("evidence_text") or pictures(one) for one in told) else "无") if told else None


def _of(row: Entry) -> str:
    """Whose findings of which year, as headings begin: 旗县反馈 does not become 旗县反馈反馈问题."""
    problem = problem_of(row)
    year = problem.values["year"]
    return (f"{year}年度" if year else "") + problem.text("source").removesuffix("反馈")


def _place(row: Entry) -> str:
    """The village, where several stand in one register."""
    return "" if row.book.store.role == "village" else village(row)


def _class_bands(rows: Sequence[Entry], columns: tuple[Column, ...], body: tuple[Row, ...]) -> tuple[Band, ...]:
    """Problems of several years or sources stand under their own heading each."""
    def whose(row: Entry) -> str:
        return _place(row) + _of(row)

    heads = tuple(Band(above, f"{whose(here[0])}反馈问题") for above, here in runs(rows, whose))
    return heads if len(heads) > 1 or any(map(_place, rows)) else ()


def _month_notes(book: Book, asked: Asked) -> tuple[str, ...]:
    rows = [row for row in _running(book, asked) if asked.takes(row) and row.ledger == "measure" and row.values["state"] != _CLOSED]
    waiting = sum(1 for row in rows if not _in_month(row))
    return (f"本月要写进展的措施{len(rows)}条" + (f"，还有{waiting}条没写。" if waiting else "，都写了。"),) if rows else ()


_MONTHLY = Register(
    MONTH_ID, MONTH_TITLE, "problem", "month",
    (
        _serial, _text("问题", 56, _PROBLEM), _text("措施", 58, _MEASURE), _text("本月进展", 70, _told_this_month),
        made("佐证（有/无）", 18, _shown_this_month, align="center"), made("完成时限", 30, _deadline), made("是否销号", 18, _closed, align="center"),
    ), (), _running, notes=_month_notes, bands=_class_bands, unit="", placed=True,
)  # fmt: skip


def _make_monthly(book: Book, asked: Asked) -> Content:
    """Titled as it goes up: whose, of which year's findings, of which month."""
    content = _MONTHLY.make(book, replace(asked, full=False))
    if content.sheet is None:
        return content
    told = {_of(row) for row in content.entries}
    [whose] = told if len(told) == 1 else [""]
    month = "" if asked.blank else f"（{asked.period.last.month}月）"
    return replace(content, sheet=replace(content.sheet, title=f"{book.store.name}{whose}反馈问题{MONTH_TITLE}{month}"))


RECTIFICATION = Register(ID, TITLE, "problem", "year", COLUMNS, FULL, _select, notes=_notes, bands=_class_bands, unit="", placed=True).declared()
PROGRESS = replace(_MONTHLY.declared(), make=_make_monthly)
