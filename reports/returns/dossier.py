"""2.15 一户一档: everything recorded of a household as a book, with cover, contents, page numbers, photos and scans.

Chapters stand in the order in which offices file them; one that has nothing is left out, and no ledger is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from models.insight.belonging import of_a_household
from models.kernel import Field
from models.ledgers import LEDGERS
from models.rules.dates import day_words
from models.store import history
from reports import document as form
from reports.document import Document
from reports.returns.belongings import under
from reports.returns.book import Book, Entry
from reports.returns.card import CARD
from reports.returns.columns import Col, rows, shapes
from reports.returns.declaration import Asked, Content, Return
from reports.returns.income_sheet import INCOME_SHEET
from reports.returns.photo_sheet import PHOTO_SHEET
from reports.returns.register import by_place
from reports.returns.registers import columns_of, fit
from reports.returns.words import household_class, size_words, unit_name
from reports.sheet import PAPERS, SIDE_MM, Column

ID, TITLE = "2.15", "一户一档"
_ROOM = PAPERS["A4竖"][0] - 2 * SIDE_MM
_SIZE = 10.0
_WHOSE = ("household", "household.group", "group")
_CHANGES_SHOWN = 60
# Chapter, its ledgers in order. 信息采集表, 收入测算 and what is printed as a form of its own are made apart.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("家庭成员", ("person",)),
    ("收支情况", ("income", "medical_bill")),
    ("帮扶计划和措施", ("helper", "support")),
    ("走访情况", ("visit", "finding")),
    ("防返贫监测", ("monitoring", "monitoring_step")),
    ("小额信贷", ("loan", "loan_check", "loan_repayment", "loan_extension")),
    ("务工就业", ("job", "job_check", "job_intent", "training", "post_holder", "post_attendance")),
    ("到户补助", ("industry_subsidy", "travel_subsidy", "project_beneficiary", "benefit_link")),
    ("住房鉴定", ("housing_check",)),
    ("户厕改造", ("toilet", "toilet_fault", "toilet_care")),
    ("政策享受", ("schooling", "insurance", "illness", "chronic_card", "welfare", "water_check")),
)
_REST = "其他情况"


@cache
def chapters() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The chapters with a last one for every ledger that stands in none of them."""
    named = {ledger for _, ledgers in CHAPTERS for ledger in ledgers}
    return (*CHAPTERS, (_REST, tuple(ledger for ledger in of_a_household() if ledger not in named)))


def _homes(book: Book, asked: Asked) -> list[Entry]:
    if one := book.entry("household", asked.household):
        return [one]
    homes = (home for home in book.all("household") if home.values["assisted"] and asked.takes(home))
    return sorted(homes, key=by_place)


def _make(book: Book, asked: Asked) -> Content:
    homes = _homes(book, asked)
    return Content(documents=tuple(part for home in homes for part in _volume(home, asked)), entries=tuple(homes))


def _volume(home: Entry, asked: Asked) -> Iterator[Document]:
    yield _cover(home)
    yield Document("目　录", (form.Contents(size=14),), title_pt=20)
    yield Document("", tuple(_body(home)), id=ID)
    own = replace(asked, household=home.uid, record=None)
    forms = ((INCOME_SHEET, "收入测算表") if under(home, "income") else None, (CARD, "帮扶明白卡"), (PHOTO_SHEET, "照片和证件"))
    for declared, title in filter(None, forms):
        for document in declared.make(home.book, own).documents:
            yield replace(document, chapter=title)


def _body(home: Entry) -> Iterator[form.Block]:
    """The chapters one behind another, so that a household with little on record needs few sheets."""
    yield form.Chapter("农户信息采集表")
    yield from _facts(home)
    parts = [(title, [part for ledger in ledgers for part in _table(home, ledger, title)]) for title, ledgers in chapters()]
    for title, tables in (*parts, ("变更情况", list(_changes(home)))):
        if tables:
            yield form.Chapter(title)
            yield from tables


def _cover(home: Entry) -> Document:
    lines = (("户主", home.text("head_name")), ("村组", _village(home) + home.text("group")), ("户编号", home.text("code")),
             ("户类型", household_class(home)), ("家庭人口", size_words(home)),
             ("建档单位", unit_name(home.book.store)), ("打印日期", day_words(home.book.on)))
    return Document("", (
        form.Space(50), form.Paragraph("一户一档", indent=False, align="center", size=42, style="小标宋"), form.Space(40),
        form.Pairs(tuple((line,) for line in lines), size=16, height_mm=14),
    ), id=ID, cover=True)  # fmt: skip


def _village(home: Entry) -> str:
    place = home.link("village")
    return place.text("name") if place else ""


def _facts(home: Entry) -> Iterable[form.Block]:
    """Every field that is filled, two on a line, under the headings of the form it was entered in."""
    fields = [field for field in LEDGERS["household"].__fields__.values() if home.text(field.name) and field.kind.name != "attachment"]
    for heading in dict.fromkeys(field.group or "基本情况" for field in fields):
        yield _head(heading)
        told = [(field.label, home.text(field.name)) for field in fields if (field.group or "基本情况") == heading]
        yield form.Pairs(tuple(_two_by_two(told)), size=10.5, height_mm=8)


def _two_by_two(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    for at in range(0, len(pairs), 2):
        line = tuple(pairs[at : at + 2])
        yield line if len(line) == 2 else (*line, ("", ""))


def _head(words: str) -> form.Paragraph:
    return form.Paragraph(words, indent=False, strong=True, size=12)


def _table(home: Entry, ledger: str, chapter: str) -> Iterator[form.Block]:
    """The rows of one ledger, with as many of its columns as stand side by side on upright paper."""
    if found := under(home, ledger):
        cols = fit([col for col in _columns(ledger) if any(col.get and col.get(entry) not in (None, "") for entry in found)], _ROOM)
        if (title := LEDGERS[ledger].__ledger__.title) != chapter:
            yield _head(title)
        yield form.Ruled(shapes(cols), rows(cols, found), size=_SIZE, height_mm=7)


@cache
def _columns(ledger: str) -> tuple[Col, ...]:
    """Whose it is need not be said again in the household's own book."""
    return tuple(col for col in columns_of(ledger) if not _of_the_household(ledger, col))


def _of_the_household(ledger: str, col: Col) -> bool:
    field: Field | None = LEDGERS[ledger].__fields__.get(col.column.field)
    return col.column.field in _WHOSE or col.column.field.endswith(".group") or (field is not None and field.to in ("household", "village"))


_CHANGES = (Column("日期", 24), Column("谁改的", 22), Column("改了什么", 62), Column("原来", 36), Column("改成", 36))


def _changes(home: Entry) -> Iterator[form.Block]:
    """What was changed of the household and its people, the newest first; first entries are no change."""
    uids = {home.uid, *(person.uid for person in home.children("person"))}
    told = []
    for entry in history.of(home.book.store, uids):
        told += [(entry.at[:10], entry.by, f"{_whose(home, entry.uid)}{label}", old, new) for label, old, new in entry.changes if old]
    if told:
        shown = told[:_CHANGES_SHOWN]
        yield form.Ruled(_CHANGES, tuple(shown), size=_SIZE, height_mm=7)
        if len(told) > len(shown):
            yield form.Paragraph(f"更早的{len(told) - len(shown)}处改动在程序里“改动记录”中看。", size=_SIZE)


def _whose(home: Entry, uid: str) -> str:
    person = home.book.entry("person", uid)
    return f"{person.text('name')}：" if person else ""


DOSSIER = Return(ID, TITLE, "household", "none", _make, per="household", formats=("pdf",))
