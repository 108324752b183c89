"""Certificate numbers: vectors in area 999999, which belongs to nobody."""

from datetime import date

import pytest

from models.codes.region import PROVINCE_CODES
from models.rules.id_number import area_doubt, check_digit, id_fault, read_certificate

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
    assert id_fault(number, TODAY) is None
    assert card is not None
    assert (card.born, card.sex, card.disability) == (born, sex, "")


@pytest.mark.parametrize("number", ["999999198001010011", "999999196002290028", "99999919751231002X"])
def test_any_other_last_digit_is_a_fault(number: str) -> None:
    for digit in set("0123456789X") - {number[-1]}:
        assert "第18位" in (id_fault(number[:-1] + digit, TODAY) or "")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("999999199002300015", "没有这一天"),
        ("99999919800101001", "这里是17位"),
        ("999999800101001", "这里是15位"),
        ("9999991980010100x1", "只能有数字"),
        ("99999918990101001" + check_digit("99999918990101001"), "1899-01-01"),
        ("99999920260101001" + check_digit("99999920260101001"), "2026-01-01"),
        ("", None),
    ],
)
def test_a_fault_is_named(number: str, said: str | None) -> None:
    fault = id_fault(number, TODAY)
    assert fault is None if said is None else said in (fault or "")


def test_a_disability_card_tells_kind_and_level() -> None:
    for number in ("99999919751231002X42", "99999919751231002X42B1"):
        card = read_certificate(number)
        assert id_fault(number, TODAY) is None
        assert card is not None
        assert (card.number, card.disability, card.level) == ("99999919751231002X", "4", "2")
    assert id_fault("99999919751231002X95", TODAY) is not None


def test_age_is_that_of_the_day_asked_for() -> None:
    card = read_certificate("999999196002290028")
    assert card is not None
    assert [card.age(date(2025, 2, 28)), card.age(date(2025, 3, 1))] == [64, 65]


def test_made_up_area_is_never_doubted_and_a_wrong_one_is() -> None:
    assert area_doubt("999999198001010011", PROVINCE_CODES) is None
    assert area_doubt("150404198001010011", PROVINCE_CODES) is None
    assert "98" in (area_doubt("980404198001010011", PROVINCE_CODES) or "")
