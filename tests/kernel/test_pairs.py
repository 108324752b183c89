"""The same thing again is told to the one that is being written, and of two that stand already to the later."""

from datetime import date

from models.kernel import again
from tests.ledgers.fake_facts import FakeFacts

DAY = date(2025, 7, 22)


def test_the_same_in_all_fields_is_the_same_again() -> None:
    others = [{"uid": "1", "date": DAY, "method": "phone"}, {"uid": "2", "date": None, "method": "home"}]
    facts = FakeFacts("visit", {"uid": "3", "date": DAY, "method": "home"}, others=others)
    assert not again(facts, "date", "method")
    assert again(facts, "date") and again(facts, "method")


def test_of_two_that_stand_already_the_later_is_told() -> None:
    first, second = {"uid": "1", "date": DAY}, {"uid": "2", "date": DAY}
    assert again(FakeFacts("visit", second, others=[first], old=second), "date")
    assert not again(FakeFacts("visit", first, others=[second], old=first), "date")
