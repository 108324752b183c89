"""Which day counts as today, and the warning when the computer's date has run back."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, insert, text

import models.store as st
from models.kernel.errors import UsageMistake
from models.store.clock import Clock, HighWater, doubt
from models.store.journal import tables as t

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


def at(*day: int) -> datetime:
    return datetime(*day, tzinfo=CHINA)  # type: ignore[misc]


def test_a_date_run_back_is_told_in_one_sentence() -> None:
    assert doubt(at(2016, 1, 1), HighWater(own=at(2025, 7, 22))) == "电脑日期是 2016年1月1日，比上次存的还早。先改日期再记。"


@pytest.mark.parametrize("hours", [0, 3, 48])
def test_a_clock_set_right_by_hours_warns_nobody(hours: int) -> None:
    stored = at(2025, 7, 22, 8)
    assert doubt(stored - timedelta(hours=3) + timedelta(hours=hours), HighWater(own=stored)) is None
    assert doubt(stored, HighWater()) is None


def test_the_day_is_compared_where_the_computer_stands() -> None:
    assert doubt(at(2025, 7, 22, 1), HighWater(own=datetime(2025, 7, 21, 18, tzinfo=UTC))) is None


def test_a_day_before_what_the_township_vouched_for_is_told() -> None:
    known = HighWater(own=at(2025, 1, 5), vouched=at(2025, 7, 20))
    assert doubt(at(2025, 1, 6), known) == "电脑日期是 2025年1月6日，比镇里记的日子还早。先改日期再记。"


def test_one_fast_clock_elsewhere_makes_nobody_doubt_but_two_do() -> None:
    now = at(2025, 7, 22)
    assert doubt(now, HighWater(own=now, others=(at(2031, 1, 1), at(2025, 7, 1)))) is None
    told = doubt(now, HighWater(own=now, others=(at(2031, 1, 1), at(2025, 9, 1))))
    assert told == "电脑日期是 2025年7月22日，比别的电脑上记的日子还早。先改日期再记。"


def test_a_clock_far_ahead_of_everything_known_is_asked_about() -> None:
    known = HighWater(own=at(2025, 7, 22), vouched=at(2025, 7, 1), others=(at(2025, 6, 1),))
    assert doubt(at(2025, 9, 20), known) is None
    assert doubt(at(2026, 7, 22), known) == "电脑日期是 2026年7月22日，比上次存的晚了365天，是不是走快了？请先看一看日期。"


def here(*day: int) -> datetime:
    """Where this computer stands, as the demo's own day does: in another zone it may be the next day already."""
    return datetime(*day).astimezone()  # type: ignore[misc,arg-type]


def stands_on(store: st.Store, moment: datetime) -> st.Store:
    store.clock = Clock(moment)
    return store


def test_a_file_knows_what_it_wrote_itself(store: st.Store) -> None:
    assert stands_on(store, here(2025, 7, 21, 23)).clock_doubt() == "电脑日期是 2025年7月21日，比上次存的还早。先改日期再记。"
    assert stands_on(store, here(2025, 7, 22, 0)).clock_doubt() is None
    assert "走快了" in (stands_on(store, here(2026, 7, 22)).clock_doubt() or "")


def test_a_fast_clock_that_was_set_right_is_forgotten_with_the_next_record(store: st.Store) -> None:
    st.add(stands_on(store, here(2029, 1, 1)), "household", {"户主姓名": "甲一"})
    stands_on(store, here(2025, 7, 23))
    assert store.clock_doubt() is not None
    saved = st.add(store, "household", {"户主姓名": "乙二"})
    assert [one.text for one in saved.notices if "电脑日期" in one.text] == ["电脑日期是 2025年7月23日，比上次存的还早。先改日期再记。"]
    assert store.clock_doubt() is None


def heard(store: st.Store, device: str, authority: int, moment: datetime, n: int = 1) -> None:
    """Another device's last line, as the journal has it; its counter alone says which of its lines is the last."""
    head = json.dumps({"ts": moment.isoformat(), "a": authority})
    with store.writer.begin() as connection:
        rid = connection.execute(text("SELECT max(rid) FROM sync_journal")).scalar_one() + 1
        h = f"{device}{n:016x}"
        connection.execute(insert(t.journal).values(rid=rid, h=h, dev=device, scope=store.scope, seq=n, lam=100 + n, sv=1, op="", head=head))
        connection.execute(delete(t.tip).where(t.tip.c.dev == device))
        connection.execute(insert(t.tip).values(dev=device, scope=store.scope, h=h, seq=n))


def test_what_packages_brought_is_known_too(store: st.Store) -> None:
    heard(store, "a" * 16, 1, at(2031, 1, 1))
    assert store.clock_doubt() is None
    heard(store, "b" * 16, 2, at(2025, 7, 25))
    assert store.clock_doubt() == "电脑日期是 2025年7月22日，比镇里记的日子还早。先改日期再记。"
    heard(store, "b" * 16, 2, at(2025, 7, 20), n=2)
    assert store.clock_doubt() is None


def test_a_receipt_vouches_for_its_day_and_the_last_one_counts(store: st.Store) -> None:
    def receipt(n: int, moment: datetime) -> None:
        with store.writer.begin() as connection:
            connection.execute(insert(t.package).values(
                pid=f"999999104201-{'0' * 16}-{n:06d}", dir="out", kind="up", status="received", receipt_at=moment.isoformat()))

    receipt(1, at(2025, 8, 1))
    assert "比镇里记的日子还早" in (store.clock_doubt() or "")
    receipt(2, at(2025, 7, 22))
    assert store.clock_doubt() is None


def test_a_year_off_the_calendar_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in ("9999-12-31T23:59:59+08:00", "0001-01-01T00:00:00+08:00"):
        monkeypatch.setenv("ZHENXING_NOW", moment)
        with pytest.raises(UsageMistake, match=r"年份不对|写成"):
            Clock().now()
