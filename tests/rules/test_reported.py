"""Numbers as they were handed in."""

from decimal import Decimal

from models.rules import reported as rule


def test_parts_that_lack_or_exceed_their_whole() -> None:
    assert rule.missing(96, (3, 30, 56)) == 7
    assert rule.missing(10, (3, 17, 15)) == -25
    assert rule.missing(27, (11, 12, 4)) == 0


def test_a_rate_that_no_whole_target_gives() -> None:
    assert not rule.reachable(96, Decimal("101.62"))
    assert rule.nearest_targets(96, Decimal("101.62")) == ((94, Decimal("102.13")), (95, Decimal("101.05")))


def test_a_rate_is_compared_to_the_places_to_which_it_was_told() -> None:
    assert rule.reachable(96, Decimal("102.13"))
    assert rule.reachable(96, Decimal("102.1"))
    assert rule.reachable(96, Decimal("100.00"))
    assert not rule.reachable(96, Decimal("100.5"))
    assert rule.reachable(1, Decimal("200")) is False and rule.nearest_targets(0, Decimal(100)) == ()
