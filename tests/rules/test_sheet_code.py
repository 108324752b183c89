"""The letters on a half-filled paper say which household and day it is of, and every slip of the pen is noticed."""

from datetime import date

from models.rules import sheet_code as s

DAY = date(2025, 7, 22)
CODE = s.code_of("999999104201", "a" * 32, DAY)


def test_a_code_gives_back_its_village_household_and_day() -> None:
    code = s.read(CODE)
    assert code == s.SheetCode(s.place_mark("999999104201"), s.home_mark("a" * 32), DAY)
    assert s.read(CODE.lower().replace("-", " ")) == code
    assert s.read(CODE.translate(str.maketrans("01", "OL"))) == code


def test_every_wrong_letter_and_every_swap_of_neighbours_is_noticed() -> None:
    letters = s.heard(CODE)
    for at, right in enumerate(letters):
        assert not any(s.read(letters[:at] + wrong + letters[at + 1:]) for wrong in s.LETTERS if wrong != right)
    for at in range(len(letters) - 1):
        a, b = letters[at], letters[at + 1]
        assert a == b or s.read(letters[:at] + b + a + letters[at + 2:]) is None


def test_a_name_a_number_and_a_shorter_code_are_no_such_code() -> None:
    assert not any(map(s.is_code, ("白云飞", "13800000000", "ABCD-EFGH", "", "zhangsanqiang", "abudulaheman")))
