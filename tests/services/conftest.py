"""A fresh village file and a way to write the workbooks that townships send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from models import store as st

Book = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[st.Store]:
    """A village of made-up people, on a fixed day."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T09:00:00+08:00")
    opened, _ = st.create(tmp_path / "village", role="village", region="999999104201", name="清水村", operator="村专干",
                          password="made-up 1")  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes rows as a workbook: book(*rows, name=..., merge=("A1:C1",))."""

    def write(*rows: tuple[object, ...], name: str = "表.xlsx", merge: tuple[str, ...] = ()) -> Path:
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        for area in merge:
            made.active.merge_cells(area)
        made.save(tmp_path / name)
        return tmp_path / name

    return write
