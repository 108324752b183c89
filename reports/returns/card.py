"""2.14 帮扶明白卡 for a wall, one side of A4 in large type; 2.14b the list of cards that no longer say what is."""

from __future__ import annotations

from collections.abc import Iterable

from models.rules.dates import day_words
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.card_facts import ID, PARTS, POLICIES, Facts, facts, marks, printings, version
from reports.returns.columns import Col, column, counter, made
from reports.returns.declaration import Asked, Content, Return
from reports.returns.places import group
from reports.returns.register import Register, by_place
from reports.returns.words import household_class, office_phones
from reports.sheet import Column

TITLE = "帮扶明白卡"
_LARGE, _MIDDLE = 16.0, 14.0
_MOST_ROWS, _MOST_BENEFITS, _BLANK_ROWS = 8, 5, 4
_HEADS_PT = 15.0
_PEOPLE = (Column("姓名", 44), Column("关系", 30), Column("年龄", 20), Column("就学/就业", 86))
_BENEFITS = (Column("日期", 36), Column("措施", 104), Column("受益", 40))
_NOBODY = (("户主", ""), ("住址", ""), ("人口", ""), ("户类型", ""))


def _cards(book: Book, asked: Asked) -> list[Entry]:
    """The one household, else all 脱贫户 and 监测户 that are asked for, in walking order."""
    if one := book.entry("household", asked.household):
        return [one]
    homes = (home for home in book.all("household") if home.values["assisted"] and home.values["residence"] != "closed" and asked.takes(home))
    return sorted(homes, key=by_place)


def _make(book: Book, asked: Asked) -> Content:
    if asked.blank:
        card = Facts(_NOBODY, (), (), frozenset(), (), office_phones(book.store))
        return Content(documents=(_document(card, "第　　版", DATE_TO_WRITE),))
    homes = _cards(book, asked)
    cards = {home.uid: facts(home) for home in homes}
    papers = []
    for home in homes:
        number, since = version(home, marks(cards[home.uid]))
        papers.append(_document(cards[home.uid], f"第 {number} 版", day_words(since)))
    return Content(documents=tuple(papers), entries=tuple(homes), faces={uid: marks(card) for uid, card in cards.items()})


def _document(card: Facts, number: str, since: str) -> Document:
    rows = len(card.people) + min(len(card.benefits), _MOST_BENEFITS)
    size = _LARGE if rows <= _MOST_ROWS else _MIDDLE
    height = 11.0 if size == _LARGE else 8.0
    shown = card.benefits[:_MOST_BENEFITS]
    left = len(card.benefits) - len(shown)
    return Document(TITLE, (
        form.Paragraph(f"更新日期：{since}　　{number}", indent=False, align="center", strong=True, size=20.0),
        form.Pairs((card.household[:2], card.household[2:]), size=size, height_mm=height + 1),
        form.Ruled(_PEOPLE, card.people, max(0, _BLANK_ROWS - len(card.people)), size=size, height_mm=height),
        _head("享受的政策"),
        form.Checks(tuple(form.Choice("", (word,), frozenset({word} & card.policies)) for word in POLICIES), across=5, size=size, height_mm=height),
        _head("今年的帮扶措施和受益"),
        form.Ruled(_BENEFITS, shown, max(0, 3 - len(shown)), size=size, height_mm=height),
        *((form.Paragraph(f"今年还有{left}项，村里的一户一档里都有。", size=_MIDDLE),) if left else ()),
        form.Pairs(tuple(_calls(card)), size=size, height_mm=height + 1),
        form.Signatures(("户主签字：", "填写人："), size=size, height_mm=13),
    ), id=ID, title_pt=26.0, one_side=True)  # fmt: skip


def _head(words: str) -> form.Paragraph:
    return form.Paragraph(words, indent=False, strong=True, size=_HEADS_PT)


def _calls(card: Facts) -> Iterable[tuple[tuple[str, str], ...]]:
    """Whom to call: the helpers, the resident team, the offices."""
    for name, phone in card.helpers[:2] or (("", ""),):
        yield ("帮扶人", name), ("电话", phone)
    yield ("驻村", ""), ("电话", "")
    yield (("监督电话", "　".join(card.phones)),)


def _stale(book: Book, asked: Asked) -> Iterable[Entry]:
    """Households whose card says something else than is, and those that were never printed one."""
    found = {}
    for home in _cards(book, asked):
        kept, now = printings(book).get(home.uid), marks(facts(home))
        changed = "、".join(PARTS[part] for part in PARTS if kept and kept[-1].marks.get(part) != now[part])
        if changed or not kept:
            found[home.uid] = changed or "还没有打过"
    book.kept["stale"] = found
    return [home for home in _cards(book, asked) if home.uid in found]


def _why(home: Entry) -> str:
    why: str = home.book.kept["stale"][home.uid]
    return why


def _last(home: Entry) -> str | None:
    kept = printings(home.book).get(home.uid)
    return kept[-1].on.isoformat() if kept else None


def _number(home: Entry) -> str | None:
    kept = printings(home.book).get(home.uid)
    return f"第 {version(home, kept[-1].marks)[0]} 版" if kept else None


def _notes(book: Book, asked: Asked) -> tuple[str, ...]:
    stale = list(_stale(book, asked))
    return (f"要换的卡{len(stale)}张。卡上的内容变了、卡是变以前打的，就在这张单子上。",) if stale else ("每张卡上写的都和现在一样，不用换。",)


COLUMNS: tuple[Col, ...] = (
    counter(9), group(width=18), column("household", "door", 16), column("household", "head_name", 26, "户主"), made("户类型", 30, household_class),
    made("上次打印", 22, _last), made("版", 16, _number, align="center"), made("卡上哪里变了", 43, _why),
)

CARD = Return(ID, TITLE, "household", "none", _make, per="household", blanks=True)
STALE_CARDS = Register("2.14b", "要换的明白卡", "household", "date", COLUMNS, COLUMNS, _stale, notes=_notes, unit="", paper="A4竖",
                       signature=("填写人（签字）", "日期")).declared()
