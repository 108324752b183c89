"""Rounding and amounts in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.money_words import capital
from models.rules.rounding import growth, half_up, percent


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("49573.50", "肆万玖仟伍佰柒拾叁元伍角整"),
        ("120040", "壹拾贰万零肆拾元整"),
        ("7568.50", "柒仟伍佰陆拾捌元伍角整"),
        ("50000", "伍万元整"),
        ("1005.05", "壹仟零伍元零伍分"),
        ("10.00", "壹拾元整"),
        ("278482", "贰拾柒万捌仟肆佰捌拾贰元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.23", "壹元贰角叁分"),
        ("1010", "壹仟零壹拾元整"),
        ("100000005", "壹亿零伍元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("1000500000", "壹拾亿零伍拾万元整"),
        ("-3000", "负叁仟元整"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert capital(Decimal(amount)) == words


@given(st.integers(0, 10**14 - 1))
def test_words_never_hold_two_zeros_and_no_two_amounts_share_words(fens: int) -> None:
    words, next_words = capital(Decimal(fens) / 100), capital(Decimal(fens + 1) / 100 if fens + 1 < 10**14 else 0)
    assert "零零" not in words
    assert "零元" not in words.replace("零元整", "")
    assert words != next_words
    assert re.fullmatch("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+", words)


@pytest.mark.parametrize("amount", ["0.005", "1000000000000"])
def test_an_amount_that_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="大写"):
        capital(Decimal(amount))


def test_halves_go_up_and_not_to_even() -> None:
    assert half_up(Decimal("0.125")) == Decimal("0.13")
    assert half_up(Decimal("2.675")) == Decimal("2.68")
    assert half_up(Decimal("-0.125")) == Decimal("-0.13")


def test_percentages_have_two_places_and_nothing_of_nothing_is_no_rate() -> None:
    assert percent(96, 94) == Decimal("102.13")
    assert growth(96, 86) == Decimal("11.63")
    assert percent(0, 0) is None
