"""兜底: states by month, the time of grace, and what excludes what."""

from dataclasses import replace
from datetime import date

import pytest

from models.codes.welfare import WELFARE_STATE
from models.rules import welfare as rule
from models.rules.welfare import Welfare

ON = date(2025, 7, 22)
PAID = Welfare(from_month="2024-01")
TAPERING = replace(PAID, taper_from="2025-01", taper_to="2025-12")
OVER = replace(PAID, taper_from="2024-07", taper_to="2025-06")


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (Welfare(), "paid"),
        (PAID, "paid"),
        (Welfare(from_month="2025-08"), "coming"),
        (replace(PAID, to_month="2025-06"), "ended"),
        (replace(PAID, to_month="2025-07"), "paid"),
        (TAPERING, "tapering"),
        (OVER, "to_recheck"),
        (replace(OVER, rechecked_on=date(2025, 7, 1), result="keep"), "paid"),
        (replace(OVER, rechecked_on=date(2024, 6, 1), result="keep"), "to_recheck"),
        (replace(OVER, rechecked_on=date(2025, 7, 1), result="stop", to_month="2025-06"), "ended"),
    ],
)
def test_a_payment_stands_where_its_months_say(one: Welfare, state: str) -> None:
    assert rule.welfare_state(one, ON) == state
    assert state in {code for code, _ in WELFARE_STATE.items}


def test_months_that_contradict_are_named() -> None:
    assert rule.order_fault(replace(PAID, to_month="2023-12")) == ("to_month", "停发月份比开始月份还早，请核对。")
    assert rule.order_fault(replace(PAID, taper_from="2025-02", taper_to="2025-01")) is not None
    assert rule.order_fault(replace(PAID, taper_from="2023-02")) == ("taper_from", "渐退期比开始享受还早，请核对。")
    assert rule.order_fault(TAPERING) is None


def test_the_time_of_grace_ends_with_a_second_look() -> None:
    assert rule.taper_doubt(TAPERING, ON, 12) is None
    longer = rule.taper_doubt(replace(TAPERING, taper_to="2026-03"), ON, 12)
    assert longer == ("taper_to", "渐退期有15个月，一般不超过12个月，请核对。")
    assert rule.taper_doubt(OVER, ON, 12) == (
        "rechecked_on",
        "渐退期满了，请复核家庭情况：符合的继续保障，不符合的按程序退出。",
    )
    assert rule.stop_doubt(replace(OVER, result="stop"), None) == ("to_month", "复核结果是退出，请写停发月份。")
    assert rule.stop_doubt(replace(PAID, to_month="2025-06"), None) == ("stop_why", "停发了，请写停发原因。")
    assert rule.stop_doubt(replace(PAID, to_month="2025-06"), "收入超过标准") is None


def test_what_excludes_what() -> None:
    exclusive = ("low_rural", "destitute_home")
    assert rule.exclusive_doubt("low_rural", ["destitute_home"], exclusive) is not None
    assert rule.exclusive_doubt("low_rural", ["disabled_care"], exclusive) is None
    assert rule.exclusive_doubt("old", ["low_rural"], exclusive) is None
    assert rule.care_doubt("disabled_care", "3", (1, 2)) is not None
    assert rule.care_doubt("disabled_care", "2", (1, 2)) is None
    assert rule.care_doubt("disabled_care", "unknown", (1, 2)) is None
    assert rule.care_doubt("disabled_life", "4", (1, 2)) is None


def test_a_single_household_is_one_named_person_with_a_ground() -> None:
    assert rule.single_doubt(True, "severe", 1, named=True) is None
    assert rule.single_doubt(True, "severe", 1, named=False) == ("person", "参照单人户纳入，请写是哪一个人。")
    assert rule.single_doubt(True, "severe", 3, named=True) == ("people", "参照单人户，保障人数应当是1。")
    assert rule.single_doubt(True, None, 1, named=True) is not None
    assert rule.single_doubt("unknown", None, 3, named=False) is None
