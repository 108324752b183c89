"""2.2c 改厕验收表: one toilet looked over below and above the ground, signed by the household and three offices."""

from __future__ import annotations

from models.codes.toilet import ACCEPTANCE
from models.rules.dates import day_words
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.register import by_place
from reports.returns.words import options, unit_name, yuan
from reports.sheet import Column

ID, TITLE = "2.2c", "户厕改造验收表"
CHECKED = (
    ("基本情况", "选址合适，不占路、不靠井；有编号标识"), ("基本情况", "已经投入使用；旧厕已拆除填埋"),
    ("地下部分", "化粪池容积、深度够，无渗漏"), ("地下部分", "过粪管、出粪口、排气管安装正确，盖板盖严"),
    ("地上部分", "厕屋有墙、有顶、有门，通风采光"), ("地上部分", "便器、冲水（或覆盖）设施齐全好用"),
    ("使用情况", "厕内清洁，有照明、洗手等附属设施"), ("使用情况", "基本无臭味、无蝇蛆"), ("使用情况", "粪便不暴露，清掏和粪污去向有着落"),
)  # fmt: skip
ITEMS = (
    Column("部分", 22), Column("验收内容", 92, "left"), Column("结果", 36, "center"), Column("问题说明", 30),
)  # fmt: skip
RESULT = "□合格  □不合格"
SIGNED = ((("户主\n（签字）", ""), ("村\n（签字盖章）", "")), (("乡镇\n（签字盖章）", ""), ("县\n（签字盖章）", "")))


def _make(book: Book, asked: Asked) -> Content:
    if asked.blank:
        return Content(documents=(_document(book, None),))
    listed = sorted(filter(asked.takes, book.all("toilet")), key=lambda toilet: (by_place(toilet, "household"), toilet.uid))
    found = [toilet for toilet in listed if (asked.record == toilet.uid if asked.record else asked.picked or _of_year(toilet, book))]
    return Content(documents=tuple(_document(book, toilet) for toilet in found), entries=tuple(found))


def _of_year(toilet: Entry, book: Book) -> bool:
    return bool(toilet.values["year"] == book.on.year)


def _document(book: Book, toilet: Entry | None) -> Document:
    rows, part = [], ""
    for of, text in CHECKED:
        rows.append((of if of != part else None, text, RESULT, None))
        part = of
    chosen = ACCEPTANCE.label(toilet.values["acceptance"]) if toilet and toilet.values["acceptance"] else ""
    return Document(TITLE, (
        form.Paragraph(f"填报单位：{unit_name(book.store)}", indent=False, size=11),
        form.Pairs(_head(toilet), size=11.5, height_mm=8.5),
        form.Ruled(ITEMS, tuple(rows), size=11.5, height_mm=10),
        form.Checks((form.Choice("验收意见：", options(ACCEPTANCE), frozenset((chosen,))),), size=13),
        form.WritingLines(2, "要整改的："),
        form.Space(2),
        form.Pairs(SIGNED, size=11.5, height_mm=21),
        form.Paragraph(f"验收日期：{_day(toilet)}", indent=False, align="right", size=12),
    ), id=ID)  # fmt: skip


def _day(toilet: Entry | None) -> str:
    day = toilet.values["accepted_on"] if toilet else None
    return day_words(day) if day else DATE_TO_WRITE


def _head(toilet: Entry | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    def of(path: str) -> str:
        return toilet.text(path) if toilet else ""

    def money(field: str) -> str:
        return yuan(toilet.values[field]) if toilet else ""

    return (
        (("户主", of("household")), ("组", of("household.group"))),
        (("电话", of("household.phone")), ("改造类别", of("kind"))),
        (("技术模式", of("mode")), ("厕屋位置", of("place"))),
        (("开工日期", of("started_on")), ("竣工日期", of("built_on"))),
        (("化粪池容积", f"{of('volume')} 立方米" if of("volume") else ""), ("旧厕", of("old_toilet"))),
        (("财政补助", money("subsidy")), ("自筹", money("own_money"))),
    )


TOILET_ACCEPTANCE = Return(ID, TITLE, "toilet", "year", _make, per="record", formats=FORMS, blanks=True)
