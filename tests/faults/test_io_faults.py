"""Every file call may fail: the outcome is done, or one Chinese sentence with the old state intact; never a traceback,
never half a file under a final name. A bounded number here, every single call by `python -m tools.io_faults --faults 0`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import models.store as st
from models.kernel import Circumstance
from models.store import backup
from tests.faults import offices as o
from tests.faults.paths import WritePath
from tests.faults.paths_whole import ALL
from tools.io_faults import spoil_path

resource = pytest.importorskip("resource", reason="limits on files are asked of systems that have them")
FAULTS = 5


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_call_that_fails_ends_in_a_sentence_and_loses_nothing(
    path: WritePath, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    counts, found = spoil_path(path, FAULTS, random.Random(f"faults {path.name}"), tmp_path)
    record_property("counts", dict(counts))
    assert found == []
    assert counts["done"] + counts["sentence"] == counts["faults"] == FAULTS


@pytest.fixture
def village(tmp_path: Path) -> Iterator[st.Store]:
    with o.closing(o.begin(tmp_path)) as store:
        o.add(store, 0)
        yield store


def _fill(store: st.Store) -> str:
    """Add households until it is refused; the sentence."""
    for n in range(1, 2000):
        try:
            o.add(store, n)
        except Circumstance as refused:
            return str(refused)
    raise AssertionError("it never got full")


def test_a_database_that_may_not_grow_says_so_and_goes_on_afterwards(village: st.Store) -> None:
    with village.writer.connect() as connection:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
        connection.execute(text(f"PRAGMA max_page_count = {pages + 8}"))
    assert "硬盘满了" in _fill(village)
    saved = st.count(village, "household")
    with village.writer.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    o.add(village, 5000)
    assert st.count(village, "household") == saved + 1
    assert backup.verify(village, rebuild=True).good


def test_a_file_that_may_not_grow_says_so_and_goes_on_afterwards(village: st.Store) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, hard))
    try:
        sentence = _fill(village)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        with pytest.raises(Circumstance, match=r"。$"):
            backup.backup(village, village.folder.path.parent / "copies")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sentence.endswith("。")
    o.add(village, 5000)
    assert backup.verify(village, rebuild=True).good
    assert not list((village.folder.path.parent / "copies").glob("*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of eight megabytes: a book with all ledgers, built anew beside itself, needs about four."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    asked = [str(mount), "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if not mount or subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a test mount a small file system")
    yield place
    subprocess.run([str(shutil.which("umount")), str(place)], check=True)


def test_a_disk_that_is_really_full_says_so_and_loses_nothing(small_disk: Path) -> None:
    with o.closing(o.begin(small_disk)) as store:
        o.add(store, 0)
        (small_disk / "filler").write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - 200_000)))
        assert "硬盘满了" in _fill(store)
        saved = st.count(store, "household")
        with pytest.raises(Circumstance, match="满了"):
            backup.backup(store, small_disk / "copies")
    os.unlink(small_disk / "filler")
    with o.closing(o.opened(small_disk)) as store:
        assert st.count(store, "household") == saved
        assert backup.verify(store, rebuild=True).good
        o.add(store, 5000)


def test_a_process_killed_at_any_instant_loses_nothing_that_it_was_told(root: Path) -> None:
    asked = [sys.executable, "-m", "tools.kill_loops", "--kills", "8"]
    done = subprocess.run(asked, check=False, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "corrupt 0 lost 0" in done.stdout.splitlines()[-1]
