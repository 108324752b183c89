"""Making a failing history shorter: steps are left out as long as it still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Fails = Callable[[Sequence[int]], bool]


def shorter(steps: Sequence[int], fails: Fails) -> list[int]:
    """A part of the history that still fails, from which no single step can be left out."""
    left, size = list(steps), max(len(steps) // 2, 1)
    while True:
        at, shrunk = 0, False
        while at < len(left):
            tried = left[:at] + left[at + size :]
            if tried and fails(tried):
                left, shrunk = tried, True
            else:
                at += size
        if size == 1 and not shrunk:
            return left
        size = max(size // 2, 1)
