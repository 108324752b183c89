"""收支: what one row says of itself that does not go together.

Source: income form of 全国防返贫监测信息系统 (2023): each item belongs to one part, a quarter's money is a quarter's.
"""

from __future__ import annotations

from decimal import Decimal

from models.rules.dates import month_number
from models.rules.income import part_of
from models.rules.rounding import half_up


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
    return f"数量乘单价是{half_up(quantity * price)}元，和金额对不上，请核对。"
