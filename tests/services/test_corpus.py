"""Packages that earlier versions wrote are opened for ever: by this reader, by standard tools, and into a fresh office.

`python -m tools.package_corpus` made them; their keys lie beside them. When one of these tests fails, mend the program:
the packages are on somebody's stick.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.store import backup
from models.store import identity as installation
from services import packing, receiving
from services.trust import me
from sync.cards import parse_card
from sync.reader import open_package
from tools.package_corpus import EXPECTED, KEYS, inside, rows

ROOT = Path(__file__).resolve().parents[1] / "data" / "packages"
VERSIONS = sorted(folder.name for folder in ROOT.iterdir())
TOOLS = ("unzip", "minisign", "sha256sum", "age", "zstd", "tar")


@cache
def read(version: str, name: str) -> Any:
    return json.loads((ROOT / version / name).read_bytes())


CASES = [(version, one) for version in VERSIONS for one in read(version, EXPECTED)["packages"]]
IDS = [f"{version}/{one['file']}" for version, one in CASES]


class Offices:
    """Fresh data folders that go by the corpus's keys."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder, self.version = folder, version
        self.opened: list[st.Store] = []

    def of(self, role: str) -> st.Store:
        keys = read(self.version, KEYS)[role]
        store, _ = st.create(self.folder / role, role=role, region=keys["region"], name=keys["name"], operator="录入人",
                             password="made-up", today=date(2025, 7, 22))
        self.opened.append(store)
        with store.writer.begin() as connection:
            installation.write(connection, store.data_key, keys)
        store.identity.update(keys)
        packing.pair(store, ROOT / self.version / f"{'village' if role == 'township' else 'township'}.card")
        return store


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Offices]]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = [Offices(tmp_path / version, version) for version in VERSIONS]
    yield made
    for one in made:
        for store in one.opened:
            store.close()


def test_there_is_a_corpus() -> None:
    assert "v1" in VERSIONS and {"applied", "partial"} <= {one["status"] for _, one in CASES}
    assert any(one["photos"] for _, one in CASES) and {"up", "down"} <= {one["kind"] for _, one in CASES}


def test_this_reader_finds_in_each_what_was_put_in(offices: list[Offices]) -> None:
    for office in offices:
        for role in ("village", "township"):
            store = office.of(role)
            card = parse_card((ROOT / office.version / f"{'village' if role == 'township' else 'township'}.card").read_text())
            for one in (one for version, one in CASES if (version, one["to"]) == (office.version, role)):
                path = ROOT / office.version / one["file"]
                found = inside(path, open_package(path, me(store), {card.device: card}), store)
                assert found == {name: one[name] for name in found}, one["file"]


def test_a_fresh_township_takes_them_in_and_comes_to_the_same_tables(offices: list[Offices]) -> None:
    for office in offices:
        store = office.of("township")
        ours = [one for version, one in CASES if (version, one["to"]) == (office.version, "township")]
        taken = receiving.receive(store, [ROOT / office.version / one["file"] for one in ours], office.folder / "answers")
        assert [one["status"] for one in taken["packages"]] == [one["status"] for one in ours], taken["packages"]
        for ledger, expected in read(office.version, EXPECTED)["township"].items():
            found = rows(store, ledger)
            assert found.keys() == expected.keys()
            # What the township itself wrote on those days is not in the village's packages.
            same = [uid for uid, row in expected.items() if found[uid] == found[uid] | row]
            assert len(same) >= len(expected) - 1
        assert all(store.blobs.has(name) for one in ours for name in one["photos"])
        assert backup.verify(store, rebuild=True).good


def test_a_fresh_village_reads_what_came_down(offices: list[Offices]) -> None:
    for office in offices:
        store = office.of("village")
        down = [ROOT / office.version / one["file"] for version, one in CASES
                if (version, one["to"]) == (office.version, "village")]
        for one in receiving.receive(store, down)["packages"]:
            assert one["status"] in ("applied", "waiting"), one["text"]


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="one of the standard tools is not installed")
@pytest.mark.parametrize(("version", "one"), CASES, ids=IDS)
def test_standard_tools_alone_open_them(version: str, one: dict[str, Any], tmp_path: Path) -> None:
    keys = read(version, KEYS)
    (tmp_path / "key").write_text(keys[one["to"]]["age_secret"] + "\n")
    sign = parse_card((ROOT / version / f"{one['from']}.card").read_text()).sign
    run(tmp_path, f"unzip -q {ROOT / version / one['file']} || test $? -le 2")  # unzip says 2 of a harmed member
    run(tmp_path, f"minisign -Vm header.json -P {sign}")
    good = [stamp["name"] for stamp in json.loads((tmp_path / "header.json").read_text())["parts"]
            if run(tmp_path, f"sha256sum {stamp['name']}").split()[0] == stamp["sha256"]]
    lines = b""
    for name in good:
        unpack = "zstd -dq | tar x" if name.startswith("changes") else "tar x"
        run(tmp_path, f"rm -f changes.jsonl && age -d -i key {name} | {unpack}")
        lines += (tmp_path / "changes.jsonl").read_bytes() if name.startswith("changes") else b""
    (tmp_path / "all").write_bytes(lines)
    assert run(tmp_path, "sha256sum all").split()[0] == one["lines"]
    blobs = sorted((tmp_path / "blobs").iterdir()) if one["photos"] else []
    assert [path.stem for path in blobs] == one["photos"]
    for path in blobs:
        assert run(tmp_path, f"sha256sum {path}").split()[0] == path.stem


def run(folder: Path, command: str) -> str:
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", command], check=False, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout
