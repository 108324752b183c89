"""Which day counts as today, and the warning when the computer's date has run back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from models.kernel.errors import UsageMistake
from models.store.clock import Clock, warn_if_back

CHINA = timezone(timedelta(hours=8))
DEMO = date(2025, 7, 22)


def test_without_anything_set_it_is_the_computers_clock() -> None:
    clock = Clock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is not None
    assert clock.real


def test_a_demo_stands_on_its_own_day() -> None:
    assert Clock(demo=DEMO).today() == DEMO
    assert not Clock(demo=DEMO).real


def test_the_environment_is_asked_before_the_demo_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2025-09-01T00:30:00+08:00")
    assert Clock(demo=DEMO).today() == date(2025, 9, 1)
    assert Clock(demo=DEMO).now().isoformat() == "2025-09-01T00:30:00+08:00"


def test_a_moment_given_outright_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2025-09-01T00:30:00Z")
    fixed = datetime(2025, 8, 1, 9, tzinfo=CHINA)
    assert Clock(fixed, DEMO).now() == fixed
    assert Clock(datetime(2025, 8, 1, 9)).now().tzinfo is not None


def test_a_moment_nobody_can_read_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "昨天")
    with pytest.raises(UsageMistake, match="2025-07-22T09:00:00"):
        Clock().today()


def test_a_date_run_back_is_told_in_one_sentence() -> None:
    sentence = warn_if_back(datetime(2016, 1, 1, tzinfo=CHINA), datetime(2025, 7, 22, tzinfo=CHINA))
    assert sentence == "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。"


@pytest.mark.parametrize("hours", [0, 3, 48])
def test_a_clock_set_right_by_hours_warns_nobody(hours: int) -> None:
    stored = datetime(2025, 7, 22, 8, tzinfo=CHINA)
    assert warn_if_back(stored - timedelta(hours=3) + timedelta(hours=hours), stored) is None
    assert warn_if_back(stored, None) is None


def test_the_day_is_compared_where_the_computer_stands() -> None:
    assert warn_if_back(datetime(2025, 7, 22, 1, tzinfo=CHINA), datetime(2025, 7, 21, 18, tzinfo=UTC)) is None


def test_a_year_off_the_calendar_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in ("9999-12-31T23:59:59+08:00", "0001-01-01T00:00:00+08:00"):
        monkeypatch.setenv("ZHENXING_NOW", moment)
        with pytest.raises(UsageMistake, match=r"年份不对|写成"):
            Clock().now()
