"""A made-up loan register for the tests of paper; the names and numbers belong to nobody."""

from datetime import date
from decimal import Decimal
from typing import Any

from reports.sheet import Column, Row, Sheet, sum_rows

LONG_NAME = "阿卜杜热合曼·买买提吐尔逊江·艾合买提江·吐尔逊古丽·其其格玛·巴特尔苏和"
COLUMNS = (
    Column("序号", 10, kind="number", align="center"),
    Column("组", 12),
    Column("借款人", 24, field="borrower", private="identity"),
    Column("身份证号", 33, kind="id", field="id_no", private="identity"),
    Column("银行", 26),
    Column("金额", 22, kind="money", total=True),
    Column("放款日", 21, kind="date"),
    Column("用途", 40),
    Column("电话", 26, kind="id", field="phone", private="contact"),
)


def row(number: int, *, name: str = "", purpose: str = "养羊") -> Row:
    """One loan."""
    return (
        number, f"{number % 7 + 1}组", name or f"白小{'甲乙丙丁'[number % 4]}", f"99999919800101{number % 10000:04d}",
        "某某信用社", Decimal("50000.00"), date(2025, 3, 1), purpose, f"1380000{number % 10000:04d}",
    )


def rows(count: int) -> tuple[Row, ...]:
    """That many loans."""
    return tuple(map(row, range(1, count + 1)))


def sheet(data: tuple[Row, ...], **changes: Any) -> Sheet:
    """The register of these loans with its totals."""
    values: dict[str, Any] = {
        "id": "2.3", "title": "小额信贷台账",
        "unit_name": "某某村村民委员会", "period_text": "2025年7月", "code": "ABCD-EFGH",
        "totals": sum_rows(COLUMNS, data),
    }
    return Sheet(columns=COLUMNS, rows=data, **(values | changes))
