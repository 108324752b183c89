"""A pause of the search for unused objects while whole ledgers are read, and while all checks go over them.

Half a million values are made at a stroke and all of them are needed; Python would look through them again and again
for cycles of garbage that are not there, a third of the time that reading takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_readers: list[bool] = []  # one for each who reads just now; the first one's says whether the search was on before


@contextmanager
def calm() -> Iterator[None]:
    """Until the last of those who read at the same time is done."""
    with _lock:
        _readers.append(_readers[0] if _readers else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _readers.pop() and not _readers:
                gc.enable()
