"""A package goes there and back, splits where it may, says nothing outside, and opens with Debian's own tools."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard

from sync import parts
from sync.package import build, write
from sync.reader import open_package

TOOLS = ("unzip", "minisign", "sha256sum", "age", "zstd", "tar")
Put = Callable[[bytes], Path]


def _transactions(conftest_lines: Any) -> tuple[tuple[bytes, ...], ...]:
    return tuple(tuple(lines) for lines in conftest_lines)


def test_there_and_back(town: Any, packed: bytes, put: Put) -> None:
    sent = town.outgoing()
    got = open_package(put(packed), town.township, town.trusted)
    assert got.transactions == _transactions(sent.lines)
    assert (got.package, got.header.kind, got.header.to) == (sent.package, "up", sent.to_region)
    assert got.sender == town.village.card()
    assert got.receipts == tuple(sent.receipts)
    assert (got.extra, got.header.have, got.header.need) == (sent.extra, sent.have, sent.need)
    assert got.bad_parts == ()
    assert (got.header.transactions, got.header.changes) == (6, 18)


def test_a_package_with_receipts_only_goes_through(town: Any, put: Put) -> None:
    sent = replace(town.outgoing(), lines=())
    got = open_package(put(build(sent, [town.township.card()])), town.township, town.trusted)
    assert (got.transactions, got.receipts) == ((), tuple(sent.receipts))


def test_the_recovery_key_and_the_sender_can_open_it(town: Any, packed: bytes, put: Put) -> None:
    new_machine = replace(town.stranger, region=town.township.region)
    got = open_package(put(packed), new_machine, town.trusted, [town.recovery_secret])
    assert len(got.transactions) == 6
    sender = replace(town.stranger, region=town.township.region, age_secret=town.village.age_secret)
    assert len(open_package(put(packed), sender, town.trusted).transactions) == 6


def test_many_lines_are_split_between_transactions(town: Any, put: Put) -> None:
    sent = replace(town.outgoing(lines=7), lines=town.outgoing(lines=7, changes=499).lines)
    data = build(sent, [town.township.card()])
    got = open_package(put(data), town.township, town.trusted)
    assert len(got.header.parts) == 2
    assert got.transactions == _transactions(sent.lines)
    for group in parts.split(sent.lines):
        assert sum(map(len, group)) <= parts.MOST_LINES


def test_a_transaction_larger_than_a_part_stays_whole(town: Any) -> None:
    large, small = town.outgoing(1, 2500).lines[0], town.outgoing(1, 1).lines[0]
    assert [[len(t) for t in group] for group in parts.split([small, large, small])] == [[2], [2501], [2]]


def test_a_journal_that_hands_out_broken_lines_is_a_bug(town: Any) -> None:
    whole = town.outgoing().lines[0]
    for broken in (whole[:-1], (*whole[:-1], b"a\nb")):
        with pytest.raises(ValueError, match="transaction"):
            list(parts.split([broken]))


def test_nothing_of_a_person_stands_outside_the_sealed_parts(town: Any, packed: bytes) -> None:
    for word in ("走访", "张某某", "厕所", "到期日"):
        assert word.encode() not in packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        header = json.loads(archive.read("header.json"))
    assert set(header["sender"]) == {"device", "role", "region"}


def test_the_frame_is_an_ordinary_stored_zip(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:3] == ["README.txt", "header.json", "header.json.minisig"]
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_inside_of_a_part_is_the_same_bytes_each_time() -> None:
    files = {parts.MANIFEST: b"{}", parts.CHANGES: b""}
    assert parts.compress(files) == parts.compress(files)
    assert parts.expand(parts.compress(files)) == files


def test_two_thousand_changes_cost_little_more_than_their_bare_lines(town: Any) -> None:
    sent = town.outgoing(lines=500, changes=4)
    bare = zstandard.ZstdCompressor(level=10).compress(parts.changes_file(_transactions(sent.lines)))
    assert len(build(sent, [town.township.card()])) <= 1.10 * len(bare)


def test_a_package_is_written_under_its_own_name(town: Any, tmp_path: Path) -> None:
    done = write(town.outgoing(), [town.township.card()], tmp_path)
    assert done.path.name == town.outgoing().package + ".gbp"
    got = open_package(done.path, town.township, town.trusted)
    assert got.sha256 == done.sha256


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="one of the standard tools is not installed")
def test_standard_tools_alone_open_it(town: Any, packed: bytes, put: Put, tmp_path: Path) -> None:
    put(packed)
    (tmp_path / "town.key").write_text(town.recovery_secret + "\n")
    sign = town.village.card().sign

    def run(command: str) -> str:
        shell = ["bash", "-eo", "pipefail", "-c", command]
        done = subprocess.run(shell, check=False, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("unzip -q package.gbp")
    assert "package" in run(f"minisign -Vm header.json -P {sign}")
    stamp = json.loads((tmp_path / "header.json").read_text())["parts"][0]
    assert run(f"sha256sum {stamp['name']}").split()[0] == stamp["sha256"]
    run(f"age -d -i town.key {stamp['name']} | zstd -dq | tar x")
    lines = (tmp_path / "changes.jsonl").read_bytes().splitlines()
    assert lines == [line for transaction in town.outgoing().lines for line in transaction]
    assert "minisign -Vm header.json" in (tmp_path / "README.txt").read_text("utf-8-sig")
