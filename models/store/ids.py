"""Names for rows, devices and codes read aloud: made without asking anybody, so that two laptops never clash."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from datetime import datetime

EVERYWHERE = "*"  # the scope of what belongs to no village: parameters, code lists, the township's people (settled 17)
READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; no 0 O 1 I, which handwriting confuses

_RANDOM_BITS = 74  # what a UUIDv7 leaves beside the milliseconds, the version and the variant
_STEP_BITS = 32  # ids of one millisecond go up by a random step: ordered, yet not guessable


class _Uuid7:
    """Keeps the last id so that the next one is greater even when the clock stands still or runs back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ms = 0
        self._tail = 0

    def next(self, ms: int) -> int:
        with self._lock:
            if ms > self._ms:
                self._ms, self._tail = ms, secrets.randbits(_RANDOM_BITS - 1)
            else:
                self._tail += 1 + secrets.randbits(_STEP_BITS)
                if self._tail >> _RANDOM_BITS:
                    self._ms, self._tail = self._ms + 1, secrets.randbits(_RANDOM_BITS - 1)
            return _layout(self._ms, self._tail)


def _layout(ms: int, tail: int) -> int:
    """RFC 9562: 48 bits of time, version 7, 12 bits, variant 10, 62 bits."""
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return (ms & ((1 << 48) - 1)) << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low


_uuid7 = _Uuid7()


def uuid7_hex(now: datetime | None = None) -> str:
    """A new row id: 32 lower hex digits, greater than every one this process made before."""
    ms = int(now.timestamp() * 1000) if now else time.time_ns() // 1_000_000
    return f"{_uuid7.next(max(ms, 0)):032x}"


def village_uid(scope: str) -> str:
    """The row of a village, the same on every laptop and at the township."""
    return hashlib.sha256(f"village {scope}".encode()).hexdigest()[:32]


def device_id() -> str:
    """A new device: 16 random hex digits."""
    return secrets.token_hex(8)


def short_code(data: bytes) -> str:
    """Eight signs, `ABCD-EFGH`, by which two people compare over the telephone that they hold the same thing."""
    number = int.from_bytes(hashlib.sha256(data).digest()[:5], "big")
    signs = "".join(READABLE[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"
