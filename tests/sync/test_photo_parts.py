"""Photos travel in parts of their own behind the changes: whole or not at all, and never one at another's cost."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sync import age, container, minisign, photo_parts
from sync.header import Stamp, parse
from sync.package import Photo, build
from sync.parts import LARGEST_SEALED, MANIFEST
from sync.reader import open_package, photos
from sync.refusal import Refused

Put = Callable[[bytes], Path]
TOOLS = ("unzip", "minisign", "sha256sum", "age", "tar")


def picture(number: int, size: int = 50_000) -> bytes:
    return b"\xff\xd8\xff" + random.Random(number).randbytes(size)


def sent(town: Any, contents: list[bytes]) -> Any:
    load = [Photo(sha256(one).hexdigest(), len(one), lambda one=one: one) for one in contents]
    return replace(town.outgoing(), photos=tuple(load))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_parts, "SPLIT_AT", 100_000)


def taken(path: Path, town: Any) -> dict[str, Mapping[str, bytes] | None]:
    return dict(photos(path, open_package(path, town.township, town.trusted), town.township))


def test_photos_come_out_as_they_went_in(town: Any, put: Put) -> None:
    contents = [picture(n) for n in range(5)]
    path = put(build(sent(town, contents), [town.township.card()]))
    (found,) = taken(path, town).values()
    assert found == {sha256(one).hexdigest(): one for one in contents}


def test_changes_stand_before_photos_and_no_part_is_large(town: Any, put: Put, small_parts: None) -> None:
    got = open_package(put(build(sent(town, [picture(n) for n in range(5)]), [town.township.card()])), town.township,
                       town.trusted)
    names = [stamp.name for stamp in got.header.parts]
    assert names == ["changes-001.tar.zst.age", "photos-001.tar.age", "photos-002.tar.age", "photos-003.tar.age",
                     "photos-004.tar.age", "photos-005.tar.age"]
    assert photo_parts.SPLIT_AT < LARGEST_SEALED == 64 << 20


def test_one_harmed_part_costs_its_own_photos_alone(town: Any, put: Put, small_parts: None) -> None:
    contents = [picture(n, 60_000) for n in range(4)]
    data = build(sent(town, contents), [town.township.card()])
    hit = container.members(io.BufferedReader(io.BytesIO(data)))[5]
    at = hit.data_start + hit.size // 2
    path = put(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    got = open_package(path, town.township, town.trusted)
    assert got.bad_parts == (hit.name,) == ("photos-002.tar.age",)
    assert len(got.transactions) == 6
    found = taken(path, town)
    assert set(found) == {"photos-001.tar.age", "photos-003.tar.age", "photos-004.tar.age"}
    assert {name for part in found.values() for name in part or {}} == {
        sha256(one).hexdigest() for n, one in enumerate(contents) if n != 1}


def test_harmed_changes_do_not_cost_the_photos(town: Any, put: Put) -> None:
    data = build(sent(town, [picture(1)]), [town.township.card()])
    hit = container.members(io.BufferedReader(io.BytesIO(data)))[3]
    path = put(data[: hit.data_start + 9] + b"x" + data[hit.data_start + 10 :])
    got = open_package(path, town.township, town.trusted)
    assert (got.transactions, got.bad_parts) == ((), ("changes-001.tar.zst.age",))
    assert sum(len(found or {}) for found in taken(path, town).values()) == 1


def hostile(town: Any, tarred: bytes, name: str = "photos-001.tar.age") -> bytes:
    """A package whose photos part holds these very bytes, signed by the village all the same."""
    data = build(sent(town, [picture(1)]), [town.township.card()])
    listed = container.members(io.BufferedReader(io.BytesIO(data)))
    files = {member.name: container.read(io.BytesIO(data), member) for member in listed}  # type: ignore[arg-type]
    header = parse(json.loads(files["header.json"]))
    sealed = age.seal(tarred, [town.township.card().age])
    del files["photos-001.tar.age"]
    files[name] = sealed
    stamp = Stamp(name, len(sealed), sha256(sealed).hexdigest())
    files["header.json"] = replace(header, parts=(header.parts[0], stamp)).data()
    files["header.json.minisig"] = minisign.sign(files["header.json"], town.village.sign_seed, f"package {header.package}")
    return b"".join(container.frame(list(files.items())))


def manifest(town: Any, part: int = 2) -> bytes:
    head = town.outgoing()
    return json.dumps({"package": head.package, "sender": town.village.device, "part": [part, 2], "schema": [1, 1]}).encode()


def tarred(*entries: tuple[str, bytes, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, kind, data in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.size = kind, len(data)
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def test_a_well_made_part_made_by_hand_is_taken(town: Any, put: Put) -> None:
    good = photo_parts.pack(manifest(town), {sha256(b"x").hexdigest(): b"x"})
    assert taken(put(hostile(town, good)), town) == {"photos-001.tar.age": {sha256(b"x").hexdigest(): b"x"}}


NAME = f"blobs/{sha256(b'x').hexdigest()}.jpg"
PLAIN, LINK, FIFO = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE


@pytest.mark.parametrize("entries", [
    [("blobs/" + "0" * 64 + ".jpg", PLAIN, b"x")],
    [("../" + NAME, PLAIN, b"x")], [("/" + NAME, PLAIN, b"x")], [(NAME + "/../evil", PLAIN, b"x")],
    [(NAME, LINK, b"")], [(NAME, FIFO, b"")], [(NAME, PLAIN, b"x"), (NAME, PLAIN, b"x")],
    [(NAME, PLAIN, b"x"), (NAME.replace("jpg", "png"), PLAIN, b"x")],
    [(NAME.replace("jpg", "exe"), PLAIN, b"x")], [("evil", PLAIN, b"x")], [(MANIFEST, PLAIN, b"{}")],
])  # fmt: skip
def test_a_strange_photos_part_is_left_out_whole_and_the_changes_are_taken(
    town: Any, put: Put, entries: list[tuple[str, bytes, bytes]]
) -> None:
    path = put(hostile(town, tarred((MANIFEST, PLAIN, manifest(town)), *entries)))
    assert len(open_package(path, town.township, town.trusted).transactions) == 6
    assert taken(path, town) == {"photos-001.tar.age": None}


def test_a_photos_part_of_another_place_or_package_is_left_out(town: Any, put: Put) -> None:
    for wrong in (manifest(town, part=1), b"{}", b"[]", b"no json"):
        assert taken(put(hostile(town, photo_parts.pack(wrong, {}))), town) == {"photos-001.tar.age": None}
    assert taken(put(hostile(town, b"no tar")), town) == {"photos-001.tar.age": None}
    assert taken(put(hostile(town, tarred((NAME, PLAIN, b"x")))), town) == {"photos-001.tar.age": None}


def test_a_sparse_file_that_claims_terabytes_is_not_unpacked(town: Any, put: Put) -> None:
    entry = tarfile.TarInfo(NAME)
    entry.type = tarfile.REGTYPE
    entry.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.size": str(1 << 42), "GNU.sparse.map": "0,1"}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    huge = tarred((MANIFEST, PLAIN, manifest(town)))[:1024] + out.getvalue()
    with pytest.raises(Refused, match="读不懂"):
        photo_parts.expand(huge)


def test_a_photos_part_cannot_stand_before_or_instead_of_changes(town: Any, put: Put) -> None:
    for name in ("changes-002.tar.zst.age", "photos-1.tar.age", "photos-001.tar.age/..", "../photos-001.tar.age"):
        data = hostile(town, b"x", name)
        if name.startswith("changes"):
            with pytest.raises(Refused):
                open_package(put(data), town.township, town.trusted)
            continue
        with pytest.raises(Refused) as told:
            open_package(put(data), town.township, town.trusted)
        assert told.value.reason == "header"


def test_nothing_waits_unsealed_on_the_disk_while_a_package_is_built(
    town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, kept = tempfile.SpooledTemporaryFile, []

    class Watched(real):  # type: ignore[misc,valid-type]
        def write(self, data: bytes) -> int:
            kept.append(bytes(data))
            return super().write(data)

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Watched)
    marked = b"\xff\xd8\xff" + b"PLAINTEXT" * 1000
    build(sent(town, [marked]), [town.township.card()])
    assert kept and not any(b"PLAINTEXT" in data for data in kept)


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="one of the standard tools is not installed")
def test_standard_tools_alone_open_a_photos_part(town: Any, put: Put, tmp_path: Path) -> None:
    content = picture(3)
    put(build(sent(town, [content]), [town.township.card()]))
    (tmp_path / "town.key").write_text(town.recovery_secret + "\n")
    name = sha256(content).hexdigest()
    script = f"""
        unzip -q package.gbp
        minisign -Vm header.json -P {town.village.card().sign}
        sha256sum photos-001.tar.age
        age -d -i town.key photos-001.tar.age | tar x
        (cd blobs && sha256sum *)
    """
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    stamp = json.loads((tmp_path / "header.json").read_text())["parts"][1]
    assert f"{stamp['sha256']}  photos-001.tar.age" in done.stdout
    assert f"{name}  {name}.jpg" in done.stdout
    assert (tmp_path / "blobs" / f"{name}.jpg").read_bytes() == content
