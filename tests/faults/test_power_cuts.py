"""The power goes at any moment of any way of writing: it opens again, is whole, and holds all that was told.

A bounded number here, thousands by `python -m tools.power_cuts`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import drafts, engine, files
from tests.faults.calls import Call
from tests.faults.paths import WritePath
from tests.faults.paths_whole import ALL
from tests.faults.replay import Disk
from tools.power_cuts import cut_path

CUTS = 8
BY_NAME = {path.name: path for path in ALL}


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_no_cut_corrupts_or_loses_what_was_told(
    path: WritePath, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    counts, found = cut_path(path, CUTS, random.Random(f"cuts {path.name}"), tmp_path)
    record_property("counts", dict(counts))
    assert found == []
    assert counts["cuts"] == CUTS


@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_an_engine_that_flushes_less_is_caught(level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WRITER", ("PRAGMA journal_mode=WAL", f"PRAGMA synchronous={level}"))
    counts, _ = cut_path(BY_NAME["save"], 25, random.Random(level), tmp_path)
    assert counts["lost"] > 0


def test_folders_that_are_not_flushed_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "flush_folder", lambda _: None)
    counts, _ = cut_path(BY_NAME["photos"], 25, random.Random(1), tmp_path)
    assert counts["lost"] > 0


def test_drafts_whose_journal_is_not_flushed_away_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lax:
        """The engine's module, but for one pragma."""

        OperationalError, DatabaseError = drafts.dbapi2.OperationalError, drafts.dbapi2.DatabaseError

        @staticmethod
        def connect(*given: object, **more: object) -> object:
            return _Lax(drafts_connect(*given, **more))

    drafts_connect = drafts.dbapi2.connect
    monkeypatch.setattr(drafts, "dbapi2", Lax)
    counts, _ = cut_path(BY_NAME["drafts"], 40, random.Random(2), tmp_path)
    assert counts["lost"] > 0


class _Lax:
    """A connection that is told EXTRA and hears FULL."""

    def __init__(self, connection: object) -> None:
        self._connection = connection

    def execute(self, statement: str, *rest: object) -> object:
        return self._connection.execute(statement.replace("EXTRA", "FULL"), *rest)  # type: ignore[attr-defined]

    def close(self) -> None:
        self._connection.close()  # type: ignore[attr-defined]

    def __enter__(self) -> object:
        return self._connection.__enter__()  # type: ignore[attr-defined]

    def __exit__(self, *error: object) -> object:
        return self._connection.__exit__(*error)  # type: ignore[attr-defined]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    (tmp_path / "old").write_bytes(b"old")
    return Disk(tmp_path)


def _write(disk: Disk, name: str, data: bytes, *, flush: bool) -> None:
    path = f"{disk.root}/{name}"
    disk.play(Call("create", path, handle=1))
    disk.play(Call("write", path, handle=1, data=data))
    if flush:
        disk.play(Call("sync", path, handle=1))


def _after(disk: Disk, contents: str = "nothing", names: str = "nothing") -> dict[str, bytes | None]:
    return disk.cut(random.Random(0), contents, names)


def test_a_flushed_file_without_its_name_is_gone(disk: Disk) -> None:
    _write(disk, "new", b"x", flush=True)
    assert _after(disk) == {"old": b"old"}
    assert _after(disk, names="everything") == {"old": b"old", "new": b"x"}


def test_a_name_without_its_content_is_an_empty_file(disk: Disk) -> None:
    _write(disk, "new", b"x", flush=False)
    disk.play(Call("dirsync", disk.root))
    assert _after(disk) == {"old": b"old", "new": b""}
    assert _after(disk, contents="everything")["new"] in (b"", b"x")


def test_a_rename_is_undone_unless_its_folder_was_flushed(disk: Disk) -> None:
    _write(disk, "part", b"new", flush=True)
    disk.play(Call("dirsync", disk.root))
    disk.play(Call("rename", f"{disk.root}/part", target=f"{disk.root}/old"))
    assert _after(disk) == {"old": b"old", "part": b"new"}
    disk.play(Call("dirsync", disk.root))
    assert _after(disk) == {"old": b"new"}


def test_an_unflushed_write_is_torn_at_sectors(disk: Disk) -> None:
    _write(disk, "new", bytes(4096), flush=True)
    disk.play(Call("dirsync", disk.root))
    disk.play(Call("write", f"{disk.root}/new", handle=1, data=b"\1" * 4096))
    found = {disk.cut(random.Random(seed), "torn", "nothing")["new"] for seed in range(30)}
    sectors = [{one[at : at + 512] for at in range(0, 4096, 512)} for one in found if one]
    assert all(kinds <= {bytes(512), b"\1" * 512} for kinds in sectors)
    assert any(len(kinds) == 2 for kinds in sectors)
