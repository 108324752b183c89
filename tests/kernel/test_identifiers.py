"""Certificates, phones and cards: stored as typed, and said what is odd. Numbers in area 999999, which belongs to nobody."""

import pytest

from models.kernel import Unreadable
from models.kernel.identifiers import CardKind, IdKind, PhoneKind, id_fault
from models.kernel.mistake import DOUBT, MEND


def said(kind: IdKind | PhoneKind | CardKind, typed: object) -> str:
    """Everything a Kind has to say of a value that it takes."""
    return "".join(note.text for note in kind.parse(typed).notes)


@pytest.mark.parametrize(
    "number", ["999999198001010011", "999999196002290028", "999999201506300035", "99999919751231002X",
               "99999919751231002X42", "99999919751231002X42B1"])
def test_a_good_certificate_is_not_doubted(number: str) -> None:
    assert id_fault(number) is None
    assert IdKind().parse(number).value == number
    assert said(IdKind(), number) == ""


@pytest.mark.parametrize("number", ["999999198001010011", "999999196002290028", "99999919751231002X"])
def test_any_other_last_digit_is_a_fault_and_the_number_is_kept(number: str) -> None:
    for digit in set("0123456789X") - {number[-1]}:
        parsed = IdKind().parse(number[:-1] + digit)
        assert parsed.value == number[:-1] + digit
        assert [(note.severity, "第18位" in note.text) for note in parsed.notes] == [(MEND, True)]


@pytest.mark.parametrize(
    ("number", "words"),
    [("999999199002300015", "没有这一天"), ("99999919800101001", "这里是17位"), ("999999800101001", "这里是15位"),
     ("9999991980010100x1", "只能有数字"), ("99999919751231002X95", "残疾类别")])
def test_a_fault_of_form_is_named(number: str, words: str) -> None:
    assert words in (id_fault(number) or "")


@pytest.mark.parametrize("cell", [999999198001010011, 9.99999198001010e17, "9.99999E+17"])
def test_a_number_that_excel_has_rounded_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable, match="后三位已经丢了"):
        IdKind().parse(cell)


def test_full_width_digits_spaces_and_a_small_x_are_read() -> None:
    assert IdKind().parse(" ９９９９９９１９７５１２３１００２x ").value == "99999919751231002X"


@pytest.mark.parametrize("number", ["13800000000", "19912345678", "0472-1234567", "01012345678"])
def test_usual_phones_are_not_doubted(number: str) -> None:
    assert said(PhoneKind(), number) == ""


@pytest.mark.parametrize(("number", "words"), [("1380000000", "这里是10位"), ("12800000000", "13到19")])
def test_odd_phones_say_why(number: str, words: str) -> None:
    assert words in said(PhoneKind(), number)


def test_a_phone_with_letters_is_refused() -> None:
    with pytest.raises(Unreadable, match="只能有数字"):
        PhoneKind().parse("1380000000a")


def test_a_card_follows_luhn_and_a_failure_is_only_a_doubt() -> None:
    assert said(CardKind(), "6200000000000005") == ""
    assert "校验位" in said(CardKind(), "6200000000000006")
    assert "这里是12位" in said(CardKind(), "620000000000")
    assert {note.severity for note in CardKind().parse("6200000000000006").notes} == {DOUBT}
    assert CardKind().parse("").value is None
