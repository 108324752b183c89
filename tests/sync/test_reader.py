"""Hostile, damaged and misdirected packages: each is refused with its own sentence, and no flipped bit passes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zstandard

from models.kernel.errors import Circumstance
from sync import age, container, minisign, parts
from sync.header import Stamp, parse
from sync.package import build
from sync.reader import open_package
from sync.refusal import REASONS, ROLES, Refused

Put = Callable[[bytes], Path]


def _files(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _framed(files: Mapping[str, bytes]) -> bytes:
    return b"".join(container.frame(list(files.items())))


def _resigned(town: Any, original: bytes, sealed: bytes | None = None, **changed: object) -> bytes:
    """The package with another content or cover, honestly signed by the village all the same."""
    files = _files(original)
    header = parse(json.loads(files["header.json"]))
    if sealed is not None:
        name = "changes-001.tar.zst.age"
        files[name] = sealed
        changed["parts"] = (Stamp(name, len(sealed), sha256(sealed).hexdigest()),)
    files["header.json"] = replace(header, **changed).data()
    comment = f"package {changed.get('package', header.package)}"
    files["header.json.minisig"] = minisign.sign(files["header.json"], town.village.sign_seed, comment)
    return _framed(files)


def _sealed(town: Any, tar: bytes) -> bytes:
    return age.seal(zstandard.compress(tar), [town.township.card().age])


@pytest.fixture
def refuse(town: Any, put: Put) -> Callable[..., str]:
    """Open at the township and hand back the reason; taking it in fails the test."""

    def opened(data: bytes, trusted: Mapping[str, Any] | None = None, identity: Any = None) -> str:
        with pytest.raises(Refused) as told:
            open_package(put(data), identity or town.township, town.trusted if trusted is None else trusted)
        assert str(told.value).endswith("。")
        return told.value.reason

    return opened


def test_one_flipped_bit_anywhere_is_noticed_and_nothing_unproved_is_taken(town: Any, packed: bytes, put: Put) -> None:
    chance = random.Random(7)
    edges = [*range(80), *range(len(packed) - 400, len(packed))]
    refused = 0
    for at in [*edges, *range(80, len(packed) - 400, 3)]:
        flipped = packed[at] ^ (1 << chance.randrange(8))
        try:
            got = open_package(put(packed[:at] + bytes([flipped]) + packed[at + 1 :]), town.township, town.trusted)
        except Refused:
            refused += 1
            continue
        assert got.harmed
        assert got.transactions == tuple(town.outgoing().lines)
    assert refused > 1000


def test_a_copy_cut_short_gives_what_was_whole_before_the_cut(town: Any, packed: bytes, put: Put) -> None:
    last = container.members(io.BufferedReader(io.BytesIO(packed)))[-1]
    whole = last.data_start + last.size
    for length in [*range(0, whole, 17), whole - 1]:
        with pytest.raises(Refused) as told:
            open_package(put(packed[:length]), town.township, town.trusted)
        assert told.value.reason in {"truncated", "not_package"}
    for data in [packed + b"\0", *(packed[:length] for length in range(whole, len(packed), 5))]:
        got = open_package(put(data), town.township, town.trusted)
        assert (got.harmed, got.bad_parts, len(got.transactions)) == (True, (), 6)


def test_of_a_copy_cut_in_the_second_part_the_first_is_taken(town: Any, put: Put) -> None:
    sent = replace(town.outgoing(), lines=town.outgoing(lines=7, changes=499).lines)
    data = build(sent, [town.township.card()])
    second = container.members(io.BufferedReader(io.BytesIO(data)))[4]
    got = open_package(put(data[: second.data_start + second.size - 1]), town.township, town.trusted)
    assert (got.bad_parts, got.transactions) == ((second.name,), tuple(sent.lines)[:4])


def test_a_damaged_part_leaves_the_others_whole(town: Any, put: Put) -> None:
    sent = replace(town.outgoing(), lines=town.outgoing(lines=7, changes=499).lines)
    data = build(sent, [town.township.card()])
    hit = container.members(io.BufferedReader(io.BytesIO(data)))[4]
    at = hit.data_start + hit.size // 2
    got = open_package(put(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]), town.township, town.trusted)
    assert got.bad_parts == (hit.name,)
    assert got.transactions == tuple(sent.lines)[:4]
    assert got.receipts == tuple(sent.receipts)


def test_another_townships_package_is_refused_in_its_words(town: Any, packed: bytes, put: Put) -> None:
    with pytest.raises(Circumstance, match=r"^这个包不是给本镇的，没收进来。$"):
        open_package(put(packed), replace(town.stranger, region="999999105000"), town.trusted)


def test_a_machine_without_the_key_is_refused(
    stranger_of_same_place: Any, packed: bytes, refuse: Callable[..., str]
) -> None:
    assert refuse(packed, identity=stranger_of_same_place) == "other_place"


def test_a_damaged_package_tells_whom_to_ask(town: Any, packed: bytes, put: Put) -> None:
    with pytest.raises(Refused, match=r"^这个包在路上损坏了，没收进来。请让村里再装一次。$"):
        open_package(put(packed.replace(b"age-encryption", b"age-encryptioN")), town.township, town.trusted)
    assert "镇里" in str(Refused("damaged", "village"))


def test_an_unpaired_sender_is_refused(packed: bytes, refuse: Callable[..., str]) -> None:
    assert refuse(packed, trusted={}) == "unknown_sender"


def test_ones_own_package_is_not_taken_in(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    assert refuse(packed, identity=town.village, trusted={}) == "own"


def test_a_signature_of_somebody_else_is_refused(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    files = _files(packed)
    files["header.json.minisig"] = minisign.sign(files["header.json"], town.stranger.sign_seed, "package x")
    assert refuse(_framed(files)) == "signature"


def test_a_part_signed_again_by_another_is_refused(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    thief = replace(town.stranger, role="village", region=town.village.region)
    stolen = _files(packed)["changes-001.tar.zst.age"]
    package = build(replace(town.outgoing(), sender=thief, package=f"{thief.region}-{thief.device[:4]}-000001"), [])
    files = _files(package)
    files["changes-001.tar.zst.age"] = stolen
    stamp = Stamp("changes-001.tar.zst.age", len(stolen), sha256(stolen).hexdigest())
    files["header.json"] = replace(parse(json.loads(files["header.json"])), parts=(stamp,)).data()
    comment = f"package {thief.region}-{thief.device[:4]}-000001"
    files["header.json.minisig"] = minisign.sign(files["header.json"], thief.sign_seed, comment)
    assert refuse(_framed(files), trusted={thief.device: thief.card()}) == "resealed"


def test_a_cover_that_contradicts_card_or_content_is_refused(
    town: Any, packed: bytes, refuse: Callable[..., str]
) -> None:
    assert refuse(_resigned(town, packed, role="county")) == "resealed"
    assert refuse(_resigned(town, packed, schema=(1, 9))) == "resealed"
    assert refuse(_resigned(town, packed, changes=5)) == "resealed"
    number = town.outgoing().package[:-1] + "3"
    assert refuse(_resigned(town, packed, package=number)) == "resealed"
    assert refuse(_resigned(town, packed, package="999999104202-aaaa-000001")) == "header"
    assert refuse(_resigned(town, packed, kind="sideways")) == "header"
    assert refuse(_resigned(town, packed, parts=())) == "header"


def test_newer_formats_and_suites_ask_for_an_upgrade(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    files = _files(packed)
    assert refuse(_resigned(town, packed, suite=2)) == "suite"
    files["header.json"] = files["header.json"].replace(b'"format": 1', b'"format": 2')
    files["header.json.minisig"] = minisign.sign(files["header.json"], town.village.sign_seed, "package x")
    assert refuse(_framed(files)) == "newer"


@pytest.mark.parametrize("cover", [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"suite":true,"sender":{}}'])
def test_an_unreadable_cover_is_refused(packed: bytes, refuse: Callable[..., str], cover: bytes) -> None:
    assert refuse(_framed({**_files(packed), "header.json": cover})) == "header"


def test_wrong_members_are_refused(packed: bytes, refuse: Callable[..., str]) -> None:
    files = _files(packed)
    listed = list(files.items())
    assert refuse(_framed({**files, "../../evil": b"x"})) == "members"
    assert refuse(_framed({"../../evil": b"x", **files})) == "members"
    assert refuse(b"".join(container.frame([*listed, listed[-1]]))) == "members"
    assert refuse(b"".join(container.frame(listed[:3]))) == "members"
    assert refuse(b"".join(container.frame(listed[::-1]))) == "members"


def test_a_part_named_as_a_path_is_refused(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    for name in ("../changes-001.tar.zst.age", "/changes-001.tar.zst.age", "changes-001.tar.zst.age/.."):
        stamp = Stamp(name, 1, sha256(b"x").hexdigest())
        assert refuse(_resigned(town, packed, parts=(stamp,))) == "header"


def test_foreign_zips_and_other_files_are_refused(packed: bytes, refuse: Callable[..., str]) -> None:
    for data in (b"", b"P", b"%PDF-1.7", bytes(5000)):
        assert refuse(data) == "not_package"
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert refuse(book.getvalue()) == "not_package"
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(packed).items():
            archive.writestr(name, content)
    assert refuse(again.getvalue()) == "damaged"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", bytes(50_000_000))
    assert refuse(bomb.getvalue()) == "damaged"


def test_a_bomb_sealed_by_a_trusted_village_is_refused(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    for size in (9 << 20, 300 << 20):
        assert refuse(_resigned(town, packed, _sealed(town, bytes(size)))) == "too_big"


def test_an_oversized_header_is_refused_unread(packed: bytes, refuse: Callable[..., str]) -> None:
    assert refuse(_framed({**_files(packed), "header.json": b" " * (5 << 20)})) == "too_big"


def test_a_huge_file_is_refused_unread(town: Any, tmp_path: Path) -> None:
    path = tmp_path / "huge.gbp"
    with path.open("wb") as file:
        file.truncate(600 << 20)
    with pytest.raises(Refused, match="大得不正常"):
        open_package(path, town.township, town.trusted)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"../evil": b"x"},
        {parts.MANIFEST: b"{}"},
        {parts.MANIFEST: b"[]", parts.CHANGES: b""},
        {parts.MANIFEST: b"{}", parts.CHANGES: b"", "evil": b""},
    ],
)
def test_strange_content_of_a_part_is_refused(
    town: Any, packed: bytes, refuse: Callable[..., str], files: dict[str, bytes]
) -> None:
    sealed = age.seal(parts.compress(files), [town.township.card().age])
    assert refuse(_resigned(town, packed, sealed)) == "content"


@pytest.mark.parametrize("lines", [b"{}\n", b'{"k":1}\n', b'{"k":0}', b'{"k":-1}\n', b"x\n", b'{"k":true}\n', b"\n"])
def test_broken_lines_are_refused(town: Any, packed: bytes, refuse: Callable[..., str], lines: bytes) -> None:
    opened = parts.expand(age.unseal(_files(packed)["changes-001.tar.zst.age"], [town.township.age_secret]))
    sealed = age.seal(parts.compress({**opened, parts.CHANGES: lines}), [town.township.card().age])
    assert refuse(_resigned(town, packed, sealed)) == "content"


def test_what_is_not_zstd_or_tar_is_refused(town: Any, packed: bytes, refuse: Callable[..., str]) -> None:
    assert refuse(_resigned(town, packed, _sealed(town, b"no tar"))) == "content"
    assert refuse(_resigned(town, packed, age.seal(b"no zstd", [town.township.card().age]))) == "content"
    assert refuse(_resigned(town, packed, b"no age")) == "damaged"


def test_a_missing_file_is_a_loose_stick(town: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="U盘松了"):
        open_package(tmp_path / "gone.gbp", town.township, town.trusted)


def test_every_reason_reads_as_plain_chinese_for_every_side() -> None:
    for reason in REASONS:
        for role in ROLES:
            text = str(Refused(reason, role))
            assert text.endswith("。") and "{" not in text
            assert not any(word in text for word in ("记录", "同步", "校验", "哈希", "事务", "冲突"))
