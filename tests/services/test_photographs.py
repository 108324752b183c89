"""Photos on the stick: before, with, after or without the row that names them; each kept once, and asked for when lost."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import models.store as st
from models.kernel import Circumstance
from models.store import luggage
from services import packing, photographs, receiving, township
from sync import container
from tests.offices import introduce, office


def picture(shade: int, side: int = 60) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side), 80 + shade).save(out, "JPEG")
    return out.getvalue()


class Road:
    """Two villages, their township, and the stick between them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.trips = folder, 0
        self.village = office(folder / "v", "village", "999999104201", "清水村")
        self.neighbour = office(folder / "n", "village", "999999104202", "白桦村")
        self.township = office(folder / "t", "township", "999999104000", "示范镇")
        for village in (self.village, self.neighbour):
            introduce(village, self.township, folder)

    def photo(self, shade: int, side: int = 60) -> str:
        """A photo of a doorstep, attached to the village's own row; its name."""
        uid = st.add(self.village, "attachment", {"ledger": "village", "row": "a" * 32, "file": picture(shade, side)}).uid
        return str(st.get(self.village, "attachment", uid)["file"])  # type: ignore[index]

    def pack(self, sender: st.Store) -> list[dict[str, Any]]:
        self.trips += 1
        return list(packing.pack(sender, self.folder / f"stick{self.trips}")["packages"])

    def take(self, receiver: st.Store, packages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.trips += 1
        self.answers = self.folder / f"answers{self.trips}"
        return list(receiving.receive(receiver, [Path(one["path"]) for one in packages], self.answers)["packages"])

    def up(self) -> list[dict[str, Any]]:
        return self.take(self.township, self.pack(self.village))

    def back(self) -> list[dict[str, Any]]:
        return list(receiving.receive(self.village, [self.answers])["packages"])

    def close(self) -> None:
        for store in (self.village, self.neighbour, self.township):
            store.close()


@pytest.fixture
def road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Road(tmp_path)
    yield made
    made.close()


def harm(path: str, part: str) -> None:
    """One bit of one part."""
    with open(path, "r+b") as file:
        hit = next(member for member in container.members(file) if member.name.startswith(part))
        file.seek(hit.data_start + hit.size // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 8]))


def files(store: st.Store) -> list[Path]:
    return [path for path in store.folder.blobs.rglob("*") if path.is_file()]


def test_a_photo_arrives_with_its_row_is_kept_once_and_not_sent_after_the_receipt(road: Road) -> None:
    name = road.photo(1)
    (packed,) = first = road.pack(road.village)
    assert packed["photos"] == 1 and packed["photos_left"] == 0
    (one,) = road.take(road.township, first)
    assert one["status"] == "applied"
    assert road.township.blobs.get(name) == road.village.blobs.get(name)
    assert len(files(road.township)) == 1
    (again,) = road.pack(road.village)
    assert again["photos"] == 1, "without a receipt it goes once more"
    road.take(road.township, [again])
    assert len(files(road.township)) == 1
    road.back()
    assert road.pack(road.village) == []


def test_a_lost_photo_leaves_the_row_usable_is_asked_for_and_comes(road: Road) -> None:
    name = road.photo(1)
    packages = road.pack(road.village)
    harm(packages[0]["path"], "photos")
    (one,) = road.take(road.township, packages)
    assert (one["status"], one["missing"]) == ("partial", ["photos-001.tar.age"])
    assert "好的已经收下" in one["text"]
    (uid,) = st.uids(road.township, "attachment")
    assert st.get(road.township, "attachment", uid)["file"] == name  # type: ignore[index]
    with pytest.raises(Circumstance, match="照片还没带到"):
        road.township.blobs.get(name)
    road.back()
    (asked,) = road.pack(road.village)
    assert (asked["changes"], asked["photos"]) == (0, 1), "the lines have a receipt; the photo alone goes again"
    road.take(road.township, [asked])
    assert road.township.blobs.has(name)
    road.back()
    assert road.pack(road.village) == []


def test_a_photo_that_comes_before_its_row_is_kept_for_it(road: Road) -> None:
    name = road.photo(1)
    packages = road.pack(road.village)
    harm(packages[0]["path"], "changes")
    (one,) = road.take(road.township, packages)
    assert one["missing"] == ["changes-001.tar.zst.age"]
    assert st.count(road.township, "attachment") == 0 and road.township.blobs.has(name)
    (one,) = road.up()
    assert one["status"] == "applied" and st.count(road.township, "attachment") == 1
    assert len(files(road.township)) == 1


def test_photos_beyond_the_room_of_a_package_wait_for_the_next_the_oldest_going_first(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [road.photo(shade) for shade in range(5)]
    monkeypatch.setattr(photographs, "ROOM", sum(road.village.blobs.size(name) for name in names[:2]) + 10)
    arrived: list[tuple[int, int]] = []
    while packages := road.pack(road.village):
        (packed,) = packages
        arrived.append((packed["photos"], packed["photos_left"]))
        road.take(road.township, packages)
        assert all(road.township.blobs.has(name) for name in names[: packed["photos"]])
        road.back()
    assert arrived[0] == (2, 3)
    assert all(road.township.blobs.has(name) for name in names)
    assert sum(sent for sent, _ in arrived) == 5 and arrived[-1][1] == 0


def test_a_folder_that_lost_its_photos_gets_them_back_from_the_township(road: Road) -> None:
    name = road.photo(1)
    content = road.village.blobs.get(name)
    road.up()
    road.back()
    shutil.rmtree(road.village.folder.blobs)
    (asks,) = packages = road.pack(road.village)
    assert asks["changes"] == 0
    road.take(road.township, packages)
    road.back()
    assert road.village.blobs.get(name) == content
    road.take(road.township, road.pack(road.village))
    assert [one for one in road.pack(road.township) if one["to"] == road.village.region and "photos" in one] == []


def test_no_village_gets_another_s_photo_by_asking_for_it(road: Road) -> None:
    name = road.photo(1)
    road.up()
    luggage.note_asked(road.township, road.neighbour.device, 5, {"wanted": [name]})
    assert luggage.asked(road.township, road.neighbour.device) == [name]
    for made in road.pack(road.township):
        assert "photos" not in made or made["to"] != road.neighbour.region
    assert not road.neighbour.blobs.has(name)


def test_a_picture_that_would_unpack_into_a_flood_is_not_kept(road: Road) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    name = road.village.blobs.keep(out.getvalue())
    st.add(road.village, "attachment", {"ledger": "village", "row": "a" * 32, "file": name})
    (one,) = road.up()
    assert one["status"] == "applied" and "有 1 张照片大得不正常，没收。" in one["text"]
    assert not road.township.blobs.has(name) and st.count(road.township, "attachment") == 1


def test_a_request_of_nonsense_asks_for_nothing_and_lists_stay_bounded(road: Road) -> None:
    for request in (None, 5, [], {}, {"wanted": 7}, {"wanted": [7, None, "../x", "A" * 64, {"a": 1}]}):
        luggage.note_asked(road.township, "ab" * 8, 1, request)
        assert luggage.asked(road.township, "ab" * 8) == []
    luggage.note_asked(road.township, "ab" * 8, 2, {"wanted": [f"{n:064x}" for n in range(5000)]})
    assert len(luggage.asked(road.township, "ab" * 8)) == luggage.MOST_WANTED


def test_a_late_request_joins_the_newest_and_a_newer_one_replaces_it(road: Road) -> None:
    one, two, three = (f"{n:064x}" for n in range(3))
    for number, wanted, expected in ((5, [one], [one]), (3, [two], [one, two]), (6, [three], [three]), (7, [], [])):
        luggage.note_asked(road.township, "ab" * 8, number, {"wanted": wanted})
        assert luggage.asked(road.township, "ab" * 8) == expected


def test_only_attachment_fields_of_lines_name_photos() -> None:
    a, b = "a" * 64, "b" * 64
    lines = [
        f'{{"t":"visit","i":"x","v":{{"photo":"{a}","note":"{b}"}}}}', f'{{"t":"nobody","v":{{"photo":"{b}"}}}}',
        f'{{"t":"visit","v":["{b}"]}}', f'["{b}"]', f'"{b}"', f'{{"t":"attachment","v":{{"file":"{a}"}}}}', f'no json "{b}"',
    ]  # fmt: skip
    assert luggage.named(line.encode() for line in lines) == [a]


def test_a_photo_that_was_erased_goes_everywhere_and_does_not_come_back(road: Road) -> None:
    name, other = road.photo(1), road.photo(2)
    late = road.pack(road.village)
    road.up()
    road.back()
    (uid,) = [row.uid for row in st.find(road.township, "attachment") if row["file"] == name]
    township.erase(road.township, "attachment", uid, ["file"], "本人要求")
    assert not road.township.blobs.has(name) and road.township.blobs.has(other)
    road.take(road.township, late)
    assert not road.township.blobs.has(name) and luggage.erased(road.township, [name, other]) == {name}
    receiving.receive(road.village, [Path(one["path"]) for one in road.pack(road.township)])
    assert not road.village.blobs.has(name) and road.village.blobs.has(other)
    assert all("photos" not in one for one in road.pack(road.village))


def test_a_photo_that_another_row_names_too_stays_when_one_is_erased(road: Road) -> None:
    name = road.photo(1)
    st.add(road.village, "attachment", {"ledger": "village", "row": "b" * 32, "file": name})
    road.up()
    township.erase(road.township, "attachment", st.find(road.township, "attachment")[0].uid, ["file"], "本人要求")
    assert road.township.blobs.has(name)


def test_a_township_asks_each_village_only_for_its_own_photos(road: Road) -> None:
    road.photo(1)
    packages = road.pack(road.village)
    harm(packages[0]["path"], "photos")
    road.take(road.township, packages)
    assert len(luggage.wanted(road.township, "x", [road.village.scope])) == 1
    assert luggage.wanted(road.township, "x", [road.neighbour.scope]) == []
