"""Row ids are ordered and never repeat; a village's own id is the same everywhere."""

import hashlib
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from models.store import ids

NOON = datetime(2025, 7, 22, 12, tzinfo=UTC)


def test_an_id_is_a_version_7_uuid_of_its_moment() -> None:
    before = datetime.now(UTC)
    made = uuid.UUID(hex=ids.uuid7_hex())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 >= int(before.timestamp() * 1000)


def test_ids_rise_in_the_order_they_are_made() -> None:
    made = [ids.uuid7_hex() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in made[:100])


def test_ids_rise_although_the_clock_stands_still_or_runs_back() -> None:
    made = [ids.uuid7_hex(NOON) for _ in range(100)] + [ids.uuid7_hex(NOON - timedelta(days=9)) for _ in range(100)]
    assert made == sorted(set(made))


def test_ids_made_by_several_threads_never_repeat() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ids.uuid7_hex(), range(4000)))
    assert len(set(made)) == len(made)


def test_a_counter_that_runs_over_goes_on_in_the_next_millisecond() -> None:
    maker = ids._Uuid7()
    maker.next(5)
    maker._tail = (1 << 74) - 1
    assert maker.next(5) >> 80 == 6


def test_a_village_has_the_same_id_on_every_laptop() -> None:
    expected = hashlib.sha256(b"village 999999104201").hexdigest()[:32]
    assert ids.village_uid("999999104201") == expected


def test_devices_and_short_codes_have_their_form() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", ids.device_id())
    assert ids.device_id() != ids.device_id()
    code = ids.short_code(b"card")
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code)
    assert code == ids.short_code(b"card") != ids.short_code(b"other card")
