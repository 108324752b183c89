"""The payment lists of a made-up village: 产业到户 and 一次性交通补助, as a township hands them down to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models.codes.subsidy import ANIMAL, CATEGORY, YARD_KIND
from services.demo.facts import VillageFacts
from services.demo.workbooks import day_words, month_words, new_book

CLAIM_HEADS = ("户主姓名", "户主身份证号", "年度", "项目类别", "畜种", "品种", "庭院经济类型", "申报数量", "核定数量", "现场存栏", "申请日期",
               "公示日期", "验收日期", "验收人", "发放日期", "实补金额", "办理状态", "批次")
FARE_HEADS = ("户主姓名", "姓名", "身份证号", "年度", "务工区域", "务工地", "单位", "从几月", "票价", "凭证类型", "申请日期", "村审日期", "公示日期",
              "乡审日期", "县审日期", "发放日期", "实发金额", "办理状态")
_CLAIMED = ((3, 12), (6, 6), (6, 16), (6, 27))  # applied, put up, looked at, paid
_TRAVELLED = ((6, 5), (6, 6), (6, 9), (6, 16), (6, 20), (6, 30))
_PAID = "已发放"


def write_claim_books(facts: VillageFacts, folder: Path) -> list[tuple[str, Path]]:
    """Both lists, in the order in which they are imported: (ledger, file)."""
    year, name = facts.today.year, facts.plan.name
    made = [("industry_subsidy", folder / f"{name}{year}年第一批产业到户补助.xlsx", claims(facts)),
            ("travel_subsidy", folder / f"{name}{year}年一次性交通补助.xlsx", fares(facts))]
    for _, path, book in made:
        book.save(path)
    return [(ledger, path) for ledger, path, _ in made]


def claims(facts: VillageFacts) -> Any:
    """Every line of the batch, crops first."""
    year, name = facts.today.year, facts.plan.name
    book, page = new_book("产业到户", f"{name}{year}年第一批产业到户补助发放表", 1 + len(CLAIM_HEADS), facts)
    page.append(["序号", *CLAIM_HEADS])
    applied, noticed, accepted, paid = _days(year, _CLAIMED)
    for at, one in enumerate(facts.claims, 1):
        head, stock = one.home.head, one.quantity if one.animal else None
        page.append([at, head.name, head.id_no, year, CATEGORY.label(one.category), ANIMAL.label(one.animal) if one.animal else None,
                     one.breed or None, YARD_KIND.label(one.yard) if one.yard else None, one.quantity, one.quantity, stock,
                     applied, noticed, accepted, facts.plan.operator, paid, one.paid, _PAID, f"{year}年第一批"])
    page.append(["合计", *[None] * 15, sum(one.paid for one in facts.claims)])
    return book


def fares(facts: VillageFacts) -> Any:
    """Who went to work outside the county, and the fare."""
    year, name = facts.today.year, facts.plan.name
    book, page = new_book("交通补助", f"{name}{year}年脱贫人口和监测对象一次性交通补助发放表", 1 + len(FARE_HEADS), facts)
    page.append(["序号", *FARE_HEADS])
    applied, *steps, paid = _days(year, _TRAVELLED)
    for at, one in enumerate(facts.fares, 1):
        work = one.work
        page.append([at, work.home.head.name, work.person.name, work.person.id_no, year, work.place, work.city, work.employer,
                     month_words(work.from_month), one.amount, "车票、务工证明", applied, *steps, paid, one.amount, _PAID])
    page.append(["合计", *[None] * 8, sum(one.amount for one in facts.fares)])
    return book


def _days(year: int, days: Sequence[tuple[int, int]]) -> list[str | None]:
    return [day_words(date(year, *day)) for day in days]
