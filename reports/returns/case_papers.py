"""2.10b papers of one case: 申请书及承诺授权书, 入户核查表, 风险消除核查表; each half filled from the case, or blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from models.codes.monitoring import CHANNEL, DEPARTMENT, RISK
from models.insight.policy import parameter
from models.rules.dates import day_words
from models.rules.monitoring_papers import CONDITIONS
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book
from reports.returns.case_words import Told, head, income_table, joined, object_name, people_table, told
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.words import options
from reports.sheet import Column, cell_text

_SIX = (("school_ok", "义务教育有保障"), ("medical_ok", "基本医疗有保障"), ("house_ok", "住房安全有保障"), ("water_ok", "饮水安全有保障"))
_YES, _NO = "是", "否"
_SIZE = 12.0


def _text(words: str, *, strong: bool = False) -> form.Paragraph:
    return form.Paragraph(words, indent=not strong, strong=strong, size=_SIZE)


def _application(book: Book, one: Told | None) -> Sequence[form.Block]:
    name, case = object_name(book), one.case if one else None
    return (
        head(one.home if one else None),
        people_table(one.home if one else None),
        _text("一、申请", strong=True),
        form.Checks((form.Choice("本户因：", options(RISK), _chosen(one)),), size=_SIZE),
        *_lines("具体情况：", case.text("clue") if case else "", 2),
        _text(f"本户生活遇到困难，自愿申请纳入{name}，接受帮扶。"),
        _text("二、承诺", strong=True),
        _text("所报的人口、收入、支出、财产和困难都是真实的；情况有变化及时告诉村里；隐瞒不报、弄虚作假的，自愿退出并承担责任。"),
        _text("三、授权", strong=True),
        _text(f"同意并授权有关部门为认定和帮扶{name}查询、核对本户家庭成员的收入、财产、保险、就医、就学、住房等信息"
              f"（{_departments()}等部门和金融机构）。查到的信息只用于这项工作，不得另作他用，不得公开。"),
        form.Signatures(("户主签字（按印）：", "成年家庭成员签字："), size=_SIZE, height_mm=14),
        form.Signatures(("经办人签字：", f"日期：{DATE_TO_WRITE}"), size=_SIZE, height_mm=12),
    )  # fmt: skip


def _departments() -> str:
    return "、".join(label for _, label in DEPARTMENT.items if label not in ("其他", "不清楚"))


def _chosen(one: Told | None) -> frozenset[str]:
    codes = (one.case.values["risks"] or ()) if one else ()
    return frozenset(RISK.label(code) for code in codes)


def _lines(label: str, words: str, count: int) -> tuple[form.Block, ...]:
    """What is known in print, with a line left to add to it; else all lines to write on."""
    if words:
        return (form.Paragraph(f"{label}{words}", indent=False, size=_SIZE), form.WritingLines(1, size=_SIZE))
    return (form.WritingLines(count, label, size=_SIZE),)


def _answer(value: object) -> frozenset[str]:
    return frozenset({_YES} if value is True else {_NO} if value is False else ())


def _check(book: Book, one: Told | None) -> Sequence[form.Block]:
    case = one.case if one else None
    chosen = frozenset({case.text("channel")} if case else ())
    return (
        head(one.home if one else None),
        form.Checks((form.Choice("线索来源：", options(CHANNEL), chosen),), size=_SIZE),
        people_table(one.home if one else None),
        _text("近12个月收支（元）", strong=True),
        income_table(one.home if one else None),
        form.Checks(tuple(form.Choice(word, (_YES, _NO), _answer(case.values[field] if case else None)) for field, word in _SIX),
                    across=2, size=_SIZE),
        form.Checks((form.Choice("有劳动能力", (_YES, _NO), _answer(case.values["has_labour"] if case else None)),
                     form.Choice("承诺授权书已签字", (_YES, _NO), _answer(one.value("authorised") if one else None))), across=2, size=_SIZE),
        form.Checks((form.Choice("风险：", options(RISK), _chosen(one)),), size=_SIZE),
        *_lines("线索和核实的情况：", joined(case.text("clue"), one.text("text")) if case and one else "", 3),
        form.Checks((_opinion(one, "提交村里评议", "不符合，告诉农户原因"),), size=_SIZE),
        *_signed(one),
    )  # fmt: skip


def _opinion(one: Told | None, passed: str, failed: str, *others: str) -> form.Choice:
    """What came of the visit, ticked when it is recorded."""
    result = one.value("result") if one else None
    chosen = frozenset({passed} if result == "pass" else {failed} if result == "fail" else ())
    return form.Choice("核查意见：", (passed, failed, *others), chosen)


def _signed(one: Told | None) -> tuple[form.Block, ...]:
    when = day_words(one.step.values["date"]) if one and one.step else DATE_TO_WRITE
    who = f"核查人（{one.text('who')}）签字：" if one and one.text("who") else "核查人签字（至少两人）："
    return (form.Signatures(("户主签字（按印）：", who), size=_SIZE, height_mm=14), form.Signatures((f"日期：{when}",), size=_SIZE, height_mm=10))


def _removal(book: Book, one: Told | None) -> Sequence[form.Block]:
    case = one.case if one else None
    line = parameter(book.store, "income.monitor_line", book.on)
    per_head = one.value("per_head") if one else None
    since = one.home.text("identified_month") if one else ""
    conditions = (("risk_solved", "风险已解决"), *CONDITIONS.items())
    supports = one.home.children("support") if one else []
    return (
        head(one.home if one else None),
        form.Pairs(((("监测对象类别", case.text("kind") if case else ""), ("识别时间", since)),), size=_SIZE, height_mm=9),
        form.Checks((form.Choice("当时的风险：", options(RISK), _chosen(one)),), size=_SIZE),
        _text("已落实的帮扶措施", strong=True),
        form.Ruled(_SUPPORT, tuple((s.text("date"), s.text("kind"), s.text("content"), s.text("amount"), s.text("state")) for s in supports),
                   max(0, 4 - len(supports)), size=11, height_mm=8.5),
        _text("近12个月收支（元）" + (f"，当年监测线人均{cell_text(line, 'number')}元" if line is not None else ""), strong=True),
        income_table(one.home if one else None),
        *((_text(f"核查时人均纯收入：{cell_text(per_head, 'money')} 元"),) if per_head is not None else ()),
        form.Checks(tuple(form.Choice(word, (_YES, _NO), _answer(one.value(field) if one else None)) for field, word in conditions), across=2,
                    size=_SIZE),
        *_lines("核查情况：", one.text("text") if one else "", 3),
        form.Checks((_opinion(one, "可以消除，提交村里评议", "风险没有解决，接着帮扶", "没有劳动力，落实兜底后暂不标注"),), size=_SIZE),
        *_signed(one),
    )  # fmt: skip


_SUPPORT = (Column("日期", 24), Column("措施", 34), Column("内容", 66), Column("金额（元）", 26, kind="number"),
            Column("落实情况", 28))

Blocks = Callable[[Book, Told | None], Sequence[form.Block]]


def _make(id: str, title: str, kind: str, blocks: Blocks, book: Book, asked: Asked) -> Content:
    cases: list[Told | None] = [None] if asked.blank else [*told(book, asked, kind)]
    papers = tuple(Document(_titled(title, book), tuple(blocks(book, one)), id=id) for one in cases)
    return Content(documents=papers, entries=tuple(one.case for one in cases if one))


def _titled(title: str, book: Book) -> str:
    return title.replace("监测对象", object_name(book))


def paper(id: str, title: str, kind: str, blocks: Blocks) -> Return:
    """A paper of one case: of the one asked for, of all that have the step before them, or blank."""
    return Return(id, title, "monitoring", "date", partial(_make, id, title, kind, blocks), per="record", formats=FORMS, blanks=True)


APPLICATION = paper("2.10b", "监测对象申请书及承诺授权书", "visit", _application)
CHECK = paper("2.10c", "监测对象入户核查表", "visit", _check)
REMOVAL_CHECK = paper("2.10h", "监测对象风险消除核查表", "removal_visit", _removal)
