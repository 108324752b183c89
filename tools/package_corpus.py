"""Packages of this version for the tests to open for ever: `python -m tools.package_corpus FOLDER`.

Run once for each format and never again over the same folder: the point of a corpus is that nobody makes it anew. Its
keys lie beside it in the open. They belong to made-up offices and protect nothing.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import models.store as st
from services import packing, receiving
from services.trust import me, trusted
from sync import container, parts, reader

TODAY = date(2025, 7, 22)
KEYS, EXPECTED = "identities.json", "expected.json"
LEDGERS = ("household", "person", "visit", "attachment")


def make(folder: Path) -> None:
    """Two offices and a few days between them, kept as packages, cards, keys and what was in them."""
    if folder.exists():
        raise SystemExit(f"{folder} is there already; a corpus is made once")
    folder.mkdir(parents=True)
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    with tempfile.TemporaryDirectory() as work:
        village = _office(Path(work) / "v", "village", "999999104201", "清水村")
        township = _office(Path(work) / "t", "township", "999999104000", "示范镇")
        with closing(village), closing(township):
            _fill(folder, Path(work), village, township)


def _office(folder: Path, role: str, region: str, name: str) -> st.Store:
    return st.create(folder, role=role, region=region, name=name, operator="录入人", password="made-up", today=TODAY)[0]


def _fill(folder: Path, work: Path, village: st.Store, township: st.Store) -> None:
    for giver, taker in ((village, township), (township, village)):
        card = folder / f"{giver.role}.card"
        packing.identity(giver, card)
        packing.pair(taker, card)
    (folder / KEYS).write_bytes(_json({store.role: store.identity for store in (village, township)}))
    told = [_keep(folder, name, path, taker, giver) for name, path, taker, giver in _days(work, village, township)]
    tables = {ledger: rows(township, ledger) for ledger in LEDGERS}
    (folder / EXPECTED).write_bytes(_json({"packages": told, "township": tables}))


def _days(work: Path, village: st.Store, township: st.Store) -> Iterable[tuple[str, Path, st.Store, st.Store]]:
    """What is typed, packed and taken in; each step yields a package, who takes it and who made it."""
    home = st.add(village, "household", {"户主姓名": "甲一", "组": "一组"}).uid
    st.add(village, "person", {"姓名": "甲二", "household": home})
    gone = st.add(village, "household", {"户主姓名": "乙一", "组": "二组"}).uid
    st.remove(village, "household", gone, "登记重了")
    yield "up.gbp", _pack(village, work), township, village
    st.change(village, "household", home, {"组": "三组"})
    visit = st.add(village, "visit", {"household": home, "date": "2025-07-20", "photo": _picture()}).uid
    st.add(village, "attachment", {"ledger": "visit", "row": visit, "file": b"%PDF-1.4 made-up", "title": "扫描件"})
    yield "up-with-photos.gbp", _pack(village, work), township, village
    st.change(township, "household", home, {"组": "四组"})
    yield "down.gbp", _pack(township, work), village, township
    for number in range(6):
        st.add(village, "household", {"户主姓名": f"丙{number}"})
    whole = parts.MOST_LINES
    parts.MOST_LINES = 12  # so that a small package has several parts
    try:
        path = _pack(village, work)
    finally:
        parts.MOST_LINES = whole
    _harm(path, "changes-002")
    yield "partial.gbp", path, township, village


def _pack(store: st.Store, work: Path) -> Path:
    (made,) = packing.pack(store, work / "stick")["packages"]
    return Path(made["path"])


def _picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.linear_gradient("L").resize((80, 60)).save(out, "JPEG")
    return out.getvalue()


def _harm(path: Path, part: str) -> None:
    with path.open("r+b") as file:
        hit = next(member for member in container.members(file) if member.name.startswith(part))
        file.seek(hit.data_start + hit.size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def _keep(folder: Path, name: str, path: Path, taker: st.Store, giver: st.Store) -> dict[str, Any]:
    """Keep a package, take it in, and say what was in it."""
    (folder / name).write_bytes(path.read_bytes())
    opened = reader.open_package(folder / name, me(taker), trusted(taker))
    (taken,) = receiving.receive(taker, [folder / name], path.parent / f"answer-{name}")["packages"]
    return {"file": name, "to": taker.role, "from": giver.role, "status": taken["status"]} | inside(folder / name, opened, taker)


def inside(path: Path, opened: reader.Incoming, taker: st.Store) -> dict[str, Any]:
    """What a package holds, in figures and hashes."""
    lines = b"".join(line + b"\n" for one in opened.transactions for line in one)
    albums = [found or {} for _, found in reader.photos(path, opened, me(taker))]
    return {
        "package": opened.package, "kind": opened.header.kind, "schema": list(opened.header.schema),
        "transactions": len(opened.transactions), "changes": sum(len(one) - 1 for one in opened.transactions),
        "lines": sha256(lines).hexdigest(), "photos": sorted(name for album in albums for name in album),
        "receipts": len(opened.receipts), "missing": list(opened.bad_parts),
    }  # fmt: skip


def rows(store: st.Store, ledger: str) -> dict[str, dict[str, str]]:
    """The rows of a ledger by uid, as text, without what is blank."""
    return {row.uid: {name: str(value) for name, value in row.values.items() if value not in (None, "", ())}
            for row in st.find(store, ledger, removed=True)}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
