"""Certificate numbers: vectors in area 999999, which belongs to nobody."""

from datetime import date

import pytest

from models.codes.region import PROVINCE_CODES
from models.rules.id_number import area_doubt, birth_fault, check_digit, read_certificate

TODAY = date(2025, 7, 22)


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("999999198001010011", date(1980, 1, 1), "1"),
        ("999999196002290028", date(1960, 2, 29), "2"),
        ("999999201506300035", date(2015, 6, 30), "1"),
        ("99999919751231002X", date(1975, 12, 31), "2"),
    ],
)
def test_a_good_number_tells_birth_and_sex(number: str, born: date, sex: str) -> None:
    card = read_certificate(number)
    assert birth_fault(number, TODAY) is None
    assert card is not None
    assert (card.born, card.sex, card.disability) == (born, sex, "")


@pytest.mark.parametrize(
    ("first17", "said"), [("99999918990101001", "1899-01-01"), ("99999920260101001", "2026-01-01")]
)
def test_a_birth_that_cannot_be_true_is_named(first17: str, said: str) -> None:
    assert said in (birth_fault(first17 + check_digit(first17), TODAY) or "")
    assert birth_fault("", TODAY) is None


def test_a_disability_card_tells_kind_and_level() -> None:
    for number in ("99999919751231002X42", "99999919751231002X42B1"):
        card = read_certificate(number)
        assert card is not None
        assert (card.number, card.disability, card.level) == ("99999919751231002X", "4", "2")


def test_age_is_that_of_the_day_asked_for() -> None:
    card = read_certificate("999999196002290028")
    assert card is not None
    assert [card.age(date(2025, 2, 28)), card.age(date(2025, 3, 1))] == [64, 65]


def test_made_up_area_is_never_doubted_and_a_wrong_one_is() -> None:
    assert area_doubt("999999198001010011", PROVINCE_CODES) is None
    assert area_doubt("150404198001010011", PROVINCE_CODES) is None
    assert "98" in (area_doubt("980404198001010011", PROVINCE_CODES) or "")
