"""收支: what one row says of itself that does not go together.

Source: income form of 全国防返贫监测信息系统 (2023): each item belongs to one part, a quarter's money is a quarter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.rules.dates import month_number
from models.rules.income import part_of
from models.rules.rounding import half_up

_CHILD = r"(?:儿子|女儿|儿媳|女婿|儿女|子女|孩子|闺女|孙子|孙女|外孙)"
_FAMILY = re.compile(rf"{_CHILD}|赡养|养老钱")
_GAVE = re.compile(rf"赡养|{_CHILD}们?(?:每[月年])?(?:都)?(?:给|寄|汇|转|孝敬)")


def from_family(payer: str) -> bool:
    """Whether who pays is a child of the house."""
    return bool(_FAMILY.search(payer))


def family_gave(note: str) -> bool:
    """Whether a note says that a child gave the money: 小女儿每月寄的."""
    return bool(_GAVE.search(note))


def nobody_able(members: Iterable[Mapping[str, Any]], on: date) -> bool:
    """Whether of everybody in the house it is said that he cannot work."""
    here = [one.get("labour") for one in members if not (one.get("left_on") and one["left_on"] <= on)]
    return bool(here) and all(labour in {"none", "lost"} for labour in here)


def item_fault(part: str | None, item: str | None) -> bool:
    """Whether an item stands under a part that is not its own."""
    own = part_of(item)
    return bool(own and part and part not in {"unknown", own})


def span_fault(month: str, months: int) -> str | None:
    """A quarter, half-year or year that begins in its middle; a year may be an income year and begin anywhere."""
    if months in {3, 6} and (month_number(month) % months) != 0:
        return f"{'一个季度' if months == 3 else '半年'}不是从这个月开始的，请核对月份。"
    return None


def product_doubt(quantity: Decimal | None, price: Decimal | None, amount: Decimal | None) -> str | None:
    """Quantity times price against the amount; a yuan of rounding is nothing."""
    if quantity is None or price is None or amount is None or abs(quantity * price - amount) < 1:
        return None
    return f"数量乘单价是{half_up(quantity * price)}元，金额写着{amount}元，请核对。"
