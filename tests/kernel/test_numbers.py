"""Numbers as people write them: units behind them are understood, and nothing in the middle of a number is dropped."""

from decimal import Decimal

import pytest

from models.kernel.mistake import Unreadable
from models.kernel.numbers import YearKind, read_amount


@pytest.mark.parametrize(("typed", "meant"), [
    ("1,200.5元", "1200.5"), ("约4000元左右", "4000"), ("人民币约1.2万元", "12000"), ("￥300", "300"), ("94人", "94"), ("１００座", "100"),
    ("5户次", "5"), ("99.5%", "99.5"), ("35平方米", "35"),
])  # fmt: skip
def test_a_number_is_read_with_its_unit(typed: str, meant: str) -> None:
    assert read_amount(typed)[0] == Decimal(meant)


@pytest.mark.parametrize("typed", ["3人5", "1头2只", "5户12人", "12元5", "2年", "元", ""])
def test_two_numbers_are_never_read_as_one(typed: str) -> None:
    with pytest.raises(Unreadable, match="不是数字"):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["2025", "2025年", "2025年度", 2025])
def test_a_year_may_be_written_with_its_word(typed: object) -> None:
    assert YearKind().parse(typed).value == 2025


def test_what_is_no_year_is_told_with_a_year_as_example() -> None:
    with pytest.raises(Unreadable, match="例如 2025"):
        YearKind().parse("去年")
