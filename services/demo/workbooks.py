"""The lists of a made-up village as townships really write them: titles above, merged cells, two-row heads, totals below,
and a few cells that are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models.codes.ethnicity import ETHNICITY
from models.codes.relation import RELATION
from services.demo.facts import VillageFacts
from services.demo.people import Home, Someone
from services.demo.work import Work

Cells = Sequence[Any]

HOUSE_HEADS = ("户编号", "村民小组", "门牌号", "走访顺序", "户主姓名", "户类型", "监测对象类别", "识别时间", "风险是否已消除",
               "风险消除时间", "家庭属性", "居住情况", "户主联系电话")
PERSON_HEADS = ("姓名", "与户主关系", "身份证号码", "民族", "健康状况", "劳动能力", "在读学段", "文化程度", "残疾人证号", "居住状态",
                "手机号", "减少日期", "减少原因")
TOILET_HEADS = (("农户", ("户主姓名", "户主身份证号")), ("改造情况", ("改厕类别", "年度", "技术模式", "竣工时间")),
                ("验收", ("验收时间", "验收结果", "使用情况")), ("资金（元）", ("财政补助",)), ("建账", ("期初", "建账日期")))
JOB_HEADS = ("户主姓名", "姓名", "身份证号", "年度", "务工区域", "务工地点", "务工单位", "工种", "开始时间", "结束时间", "月工资",
             "就业渠道", "是否在岗")
LOAN_HEADS = ("借款人", "身份证号", "经办银行", "合同编号", "贷款金额（元）", "放款日期", "到期日期", "贷款用途", "是否用于生产", "告知日期",
              "备注")
_MERGED = (1, 2, 3, 6)  # 序号, 户编号, 组, 户主姓名: what such lists merge over a household's people
_TYPES = {"lifted": "脱贫户", "ordinary": "一般农户"}
_MONITORING = {"unstable": "脱贫不稳定户", "marginal": "边缘易致贫户", "sudden": "突发严重困难户"}


def write_workbooks(facts: VillageFacts, folder: Path) -> list[tuple[str, Path]]:
    """All lists of a village, in the order in which they are imported: (ledger, file)."""
    folder.mkdir(parents=True, exist_ok=True)
    year, name = facts.today.year, facts.plan.name
    made = [("person", folder / f"{name}人口花名册.xlsx", roster(facts)),
            ("toilet", folder / f"{name}户厕改造台账.xlsx", toilets(facts)),
            ("job", folder / f"{name}{year - 1}年务工台账.xlsx", jobs(facts, facts.last_year)),
            ("job", folder / f"{name}{year}年务工台账.xlsx", jobs(facts, facts.jobs))]
    if facts.loans:
        made.append(("loan", folder / f"{name}小额信贷台账.xlsx", loans(facts)))
    for _, path, book in made:
        book.save(path)
    return [(ledger, path) for ledger, path, _ in made]


def roster(facts: VillageFacts) -> Any:
    """Everybody, the household's cells merged over its people."""
    book, page = new_book("花名册", f"{facts.plan.name}人口花名册", 1 + len(HOUSE_HEADS) + len(PERSON_HEADS), facts)
    page.append(["序号", *HOUSE_HEADS, *PERSON_HEADS])
    for at, home in enumerate(facts.homes, 1):
        first = page.max_row + 1
        house = [at, *_house_cells(home)]
        for one in home.people:
            page.append([*house, *_person_cells(one)])
            house = [None] * len(house)
        if page.max_row > first:
            for column in _MERGED:
                page.merge_cells(start_row=first, end_row=page.max_row, start_column=column, end_column=column)
    _spoil_roster(page, facts)
    page.append(["合计", f"{len(facts.homes)}户", None, None, None, f"{sum(len(home.living) for home in facts.homes)}人"])
    page.append(["填表人：", None, facts.plan.operator, None, "审核人："])
    return book


def _house_cells(home: Home) -> list[Any]:
    block = home.block
    return [
        home.code, home.group, home.door, home.walk_order, home.head.name, _TYPES[block.type],
        _MONITORING.get(block.monitoring or ""), home.identified or None,
        None if block.cleared is None else "是" if block.cleared else "否", home.cleared or None, home.welfare or None,
        home.residence, home.phone,
    ]  # fmt: skip


def _person_cells(one: Someone) -> list[Any]:
    return [
        one.name, RELATION.label(one.relation), one.id_no, ETHNICITY.label(one.ethnicity), one.health, one.labour,
        one.stage or None, one.education or None, one.disability or None, one.residence, one.phone or None,
        day_words(one.left_on), "死亡" if one.left_on else None,
    ]  # fmt: skip


def _spoil_roster(page: Any, facts: VillageFacts) -> None:
    """What every roster has: a misprinted number, one that Excel has rounded, a word where a code belongs."""
    row = 3
    victims = []
    for home in facts.homes:
        victims += [row + at + 1 for at, _ in enumerate(home.people) if at and home.block.name == "ordinary"]
        row += len(home.people)
    misprinted, rounded, vague = victims[4], victims[9], victims[14]
    number, people = _column("身份证号码"), _column("民族")
    typed = page.cell(misprinted, number).value
    page.cell(misprinted, number).value = typed[:-1] + ("1" if typed[-1] != "1" else "2")
    page.cell(rounded, number).value = float(page.cell(rounded, number).value[:15] + "000")
    page.cell(vague, people).value = "随母亲"


def _column(heading: str) -> int:
    return 2 + (*HOUSE_HEADS, *PERSON_HEADS).index(heading)


def toilets(facts: VillageFacts) -> Any:
    """Toilets under a two-row head."""
    width = 1 + sum(len(under) for _, under in TOILET_HEADS)
    book, page = new_book("户厕", f"{facts.plan.name}农村户厕改造台账", width, facts)
    page.append(["序号", *(cell for group, under in TOILET_HEADS for cell in (group, *[None] * (len(under) - 1)))])
    page.append([None, *(heading for _, under in TOILET_HEADS for heading in under)])
    column = 2
    for _, under in TOILET_HEADS:
        if len(under) > 1:
            page.merge_cells(start_row=3, end_row=3, start_column=column, end_column=column + len(under) - 1)
        column += len(under)
    for at, one in enumerate(facts.toilets, 1):
        old = one.kind == "改建"
        head = one.home.head
        page.append([at, head.name, head.id_no, one.kind, one.year, one.mode, day_words(one.built_on), day_words(one.accepted_on),
                     "合格", one.use, one.subsidy, "是" if old else None, day_words(facts.opened_on) if old else None])
    page.cell(page.max_row, 7).value = f"{facts.toilets[-1].year}年2月30日"
    page.append(["合计", None, None, f"{len(facts.toilets)}座", *[None] * 6, sum(one.subsidy for one in facts.toilets)])
    return book


def jobs(facts: VillageFacts, works: Iterable[Work]) -> Any:
    """Who works where."""
    works = list(works)
    book, page = new_book("务工", f"{facts.plan.name}{works[0].year}年脱贫人口和监测对象务工就业台账", 1 + len(JOB_HEADS), facts)
    page.append(["序号", *JOB_HEADS])
    for at, one in enumerate(works, 1):
        page.append([at, one.home.head.name, one.person.name, one.person.id_no, one.year, one.place, one.city or None,
                     one.employer or None, one.work, month_words(one.from_month), month_words(one.to_month), one.wage, one.channel,
                     "否" if one.to_month else "是"])
    page.append(["合计", f"{len(works)}人"])
    return book


def loans(facts: VillageFacts) -> Any:
    """Loans, in the order in which they were lent."""
    book, page = new_book("信贷", f"{facts.plan.name}脱贫人口小额信贷台账", 1 + len(LOAN_HEADS), facts)
    page.append(["序号", *LOAN_HEADS])
    for at, one in enumerate(sorted(facts.loans, key=lambda one: one.granted_on), 1):
        page.append([at, one.home.head.name, one.home.head.id_no, one.bank, one.contract, one.amount, one.granted_on,
                     one.due_on, one.purpose, "是", day_words(one.reminded_on), None])
    page.append(["合计", None, None, None, None, sum(one.amount for one in facts.loans)])
    return book


def new_book(sheet: str, title: str, width: int, facts: VillageFacts) -> tuple[Any, Any]:
    """A new book with the title over all columns and the line below it."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book: Any = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    page.cell(1, 1).font = Font(size=16, bold=True)
    page.cell(1, 1).alignment = Alignment(horizontal="center")
    page.append([f"填报单位：{facts.plan.name}", *[None] * 3, f"填报时间：{day_words(facts.today)}"])
    page.freeze_panes = "C4"
    for letter in "CDEFGHIJKLMNOPQRSTUVWXYZ":
        page.column_dimensions[letter].width = 14
    return book, page


def day_words(day: date | None) -> str | None:
    """A day as such lists write it."""
    return f"{day.year}.{day.month}.{day.day}" if day else None


def month_words(month: str) -> str | None:
    """A month as such lists write it."""
    return f"{month[:4]}年{int(month[5:])}月" if month else None
