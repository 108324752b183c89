"""暂存: a package that cannot be taken in waits with its reason, stops nobody, and goes in when the reason is gone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.kernel import Circumstance, UserMistake
from models.store import arrivals, receipts, shelf
from services import inbox, packing, quarantine, receiving
from sync import container, parts, reader
from tests.offices import hand_over, office


class Desk:
    """A township's desk, and a village whose card may or may not have come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.village = office(folder / "v", "village", "999999104201", "清水村")
        self.township = office(folder / "t", "township", "999999104000", "示范镇")
        hand_over(self.township, self.village, folder)

    def pair(self) -> None:
        hand_over(self.village, self.township, self.folder)

    def pack(self, stick: str = "stick", **household: str) -> Path:
        st.add(self.village, "household", {"户主姓名": "甲一"} | household)
        return Path(packing.pack(self.village, self.folder / stick)["packages"][0]["path"])

    def take(self, *paths: Path, **more: Any) -> list[dict[str, Any]]:
        return list(receiving.receive(self.township, list(paths), self.folder / "answers", **more)["packages"])

    def inbox(self) -> list[str]:
        return sorted(os.listdir(self.township.folder.inbox))

    def households(self) -> int:
        return st.count(self.township, "household")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made = Desk(tmp_path)
    yield made
    made.village.close()
    made.township.close()


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 16
    path.write_bytes(data)


def part(path: Path, name: str) -> container.Member:
    with path.open("rb") as file:
        return next(member for member in container.members(file) if member.name.startswith(name))


def test_a_refused_package_is_copied_and_listed_with_who_and_why(desk: Desk) -> None:
    path = desk.pack()
    (one,) = desk.take(path)
    assert one["status"] == "quarantined"
    content = path.read_bytes()
    shutil.rmtree(path.parent)
    (held,) = quarantine.held(desk.township)
    assert (held["package"], held["from"], held["name"]) == (path.stem, "999999104201", "")
    assert held["text"] == one["text"] and "接收卡" in held["text"] and held["at"] and held["missing"] == []
    assert Path(held["path"]).read_bytes() == content


def test_after_the_card_came_it_is_taken_in_from_our_own_copy(desk: Desk) -> None:
    path = desk.pack()
    desk.take(path)
    shutil.rmtree(path.parent)
    desk.pair()
    (held,) = quarantine.held(desk.township)
    tried = quarantine.try_again(desk.township, held["id"], desk.folder / "answers")
    assert (tried["status"], desk.households()) == ("applied", 1)
    assert len(tried["answers"]) == 1
    assert quarantine.held(desk.township) == []
    with pytest.raises(UserMistake, match="已经不在暂存里"):
        quarantine.try_again(desk.township, held["id"])


def test_after_the_card_came_the_next_receiving_takes_it_in_by_itself(desk: Desk) -> None:
    desk.take(desk.pack())
    assert desk.take(desk.folder / "empty") and desk.households() == 0
    desk.pair()
    (desk.folder / "empty").mkdir()
    (one,) = desk.take(desk.folder / "empty")
    assert (one["status"], desk.households()) == ("applied", 1)
    assert quarantine.held(desk.township) == []


def test_what_is_damaged_is_not_tried_by_itself_and_trying_it_says_the_same(desk: Desk) -> None:
    desk.pair()
    path = desk.pack()
    flip(path, part(path, "changes").data_start + 300)
    desk.take(path)
    assert desk.take(desk.pack("second"))[0]["status"] == "applied"
    (held,) = quarantine.held(desk.township)
    assert quarantine.try_again(desk.township, held["id"])["status"] == "quarantined"
    assert [one["id"] for one in quarantine.held(desk.township)] == [held["id"]]


def test_the_same_bad_content_twice_is_held_once(desk: Desk) -> None:
    path = desk.pack()
    shutil.copy(path, path.with_name("copy.gbp"))
    assert [one["status"] for one in desk.take(path.parent)] == ["quarantined", "quarantined"]
    assert len(quarantine.held(desk.township)) == len(desk.inbox()) == 1


def test_letting_one_go_takes_our_copy_and_leaves_the_stick(desk: Desk) -> None:
    path = desk.pack()
    desk.take(path)
    (held,) = quarantine.held(desk.township)
    quarantine.drop(desk.township, held["id"])
    assert quarantine.held(desk.township) == [] and desk.inbox() == [] and path.is_file()
    with pytest.raises(UserMistake):
        quarantine.drop(desk.township, held["id"])


def test_no_more_is_held_than_there_is_room_for_the_oldest_going_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "KEPT_HELD", 3)
    paths = [desk.pack(f"stick{n}") for n in range(5)]
    desk.take(*paths)
    assert [one["package"] for one in quarantine.held(desk.township)] == [path.stem for path in paths[2:]]
    assert len(desk.inbox()) == 3
    monkeypatch.setattr(inbox, "KEPT_BYTES", paths[-1].stat().st_size + 10)
    (desk.folder / "empty").mkdir()
    desk.take(desk.folder / "empty")
    assert [one["package"] for one in quarantine.held(desk.township)] == [paths[4].stem]


def test_of_what_was_taken_in_the_last_few_copies_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "KEPT_TAKEN", 2)
    desk.pair()
    paths = [desk.pack(f"stick{n}") for n in range(4)]
    desk.take(*paths)
    assert [reader.cover(desk.township.folder.inbox / name)["package"] for name in desk.inbox()] == [
        path.stem for path in paths[2:]]
    assert desk.take(paths[0])[0]["status"] == "repeated"


def test_a_stick_pulled_out_after_the_copying_costs_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.pair()
    path, real = desk.pack(), receiving.open_package

    def gone(*given: Any) -> Any:
        shutil.rmtree(path.parent, ignore_errors=True)
        return real(*given)

    monkeypatch.setattr(receiving, "open_package", gone)
    assert desk.take(path)[0]["status"] == "applied" and desk.households() == 1


def test_a_stick_pulled_out_during_the_copying_is_one_sentence_and_the_rest_goes_on(desk: Desk) -> None:
    desk.pair()
    good = desk.pack()
    found = desk.take(good.with_name("gone.gbp"), good)
    assert [one["status"] for one in found] == ["quarantined", "applied"]
    assert "U盘松了" in found[0]["text"] and quarantine.held(desk.township) == []


def test_a_folder_is_looked_through_one_level_down_and_nothing_else_is_touched(desk: Desk) -> None:
    desk.pair()
    root = desk.pack("root/stick").parent.parent
    for name in ("notes.txt", "stick/名单.xlsx", "$RECYCLE.BIN/x.gbp", ".Trash/x.gbp", "a/b/c.gbp", "stick/._x.gbp"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"theirs")
    shutil.move(next((root / "stick").glob("9*.gbp")), root / "stick" / "UPPER.GBP")
    before = sorted((str(path), path.is_file() and path.read_bytes()) for path in root.rglob("*"))
    assert [one["status"] for one in desk.take(root)] == ["applied"]
    assert sorted((str(path), path.is_file() and path.read_bytes()) for path in root.rglob("*")) == before


def test_our_own_packages_and_other_villages_answers_on_a_stick_are_left_alone(desk: Desk) -> None:
    desk.pair()
    other = office(desk.folder / "o", "village", "999999104202", "白桦村")
    hand_over(desk.township, other, desk.folder)
    hand_over(other, desk.township, desk.folder)
    stick = desk.pack().parent
    packing.pack(other, stick)
    receiving.receive(desk.township, [stick], stick)
    found = receiving.receive(desk.village, [stick])
    assert found["ok"] and [one["status"] for one in found["packages"]] == ["applied"]
    alone = receiving.receive(desk.village, [desk.pack("alone").parent])
    assert "本机自己装的" in alone["packages"][0]["text"] and quarantine.held(desk.village) == []
    other.close()


def test_of_two_computers_of_a_village_each_leaves_its_own_packages_on_the_stick_alone(desk: Desk) -> None:
    other = office(desk.folder / "o", "village", "999999104201", "清水村")
    hand_over(other, desk.village, desk.folder)
    hand_over(desk.village, other, desk.folder)
    stick = desk.pack().parent
    packing.pack(other, stick)
    for reader_of_it in (desk.village, other):
        found = receiving.receive(reader_of_it, [stick])
        assert [one["status"] for one in found["packages"]] == ["applied"]
        assert quarantine.held(reader_of_it) == []
    other.close()


def test_what_the_township_gives_each_computer_of_a_village_is_read_by_that_one_alone(desk: Desk) -> None:
    other = office(desk.folder / "o", "village", "999999104201", "清水村")
    desk.pair()
    hand_over(other, desk.township, desk.folder)
    hand_over(desk.township, other, desk.folder)
    stick = desk.folder / "down"
    assert len(packing.pack(desk.township, stick)["packages"]) == 2
    for reader_of_it in (desk.village, other):
        found = receiving.receive(reader_of_it, [stick])
        assert [one["status"] for one in found["packages"]] == ["applied"] and found["ok"]
        assert quarantine.held(reader_of_it) == []
    other.close()


class Enough(Circumstance):
    """What the window raises when 取消 is pressed."""


def test_cancelling_keeps_what_is_in_and_leaves_nothing_of_the_package_under_way(desk: Desk) -> None:
    desk.pair()
    first, second = desk.pack("one"), desk.pack("two")
    heard: list[int] = []

    def cancel(done: int, total: int, text: str) -> None:
        heard.append(done)
        if done == 1 and heard.count(1) == 2:  # while the second is being copied
            raise Enough

    with pytest.raises(Enough):
        desk.take(first, second, progress=cancel)
    assert (desk.households(), len(desk.inbox())) == (1, 1)
    assert quarantine.held(desk.township) == []
    assert [one["status"] for one in desk.take(first, second)] == ["repeated", "applied"]


def test_cancelling_a_packing_leaves_neither_a_file_nor_a_note(desk: Desk) -> None:
    st.add(desk.village, "household", {"户主姓名": "甲一"})

    for stop in range(1, 6):
        calls = iter(range(stop))

        def cancel(done: int, total: int, text: str, calls: Iterator[int] = calls) -> None:
            if next(calls, None) is None:
                raise Enough

        with pytest.raises(Enough):
            packing.pack(desk.village, desk.folder / "stick", cancel)
        assert os.listdir(desk.village.folder.outbox) == [] == list((desk.folder / "stick").glob("*"))
        assert arrivals.packages(desk.village, "out") == []


def test_what_stands_on_a_refused_package_takes_no_other_s_place(desk: Desk) -> None:
    desk.pair()
    path = desk.pack()
    desk.take(path)
    flip(path, part(path, "changes").data_start + 300)
    assert desk.take(path)[0]["status"] == "quarantined"
    assert {one["status"] for one in arrivals.packages(desk.township, "in")} == {"applied", "quarantined"}


def test_of_a_package_harmed_in_part_the_rest_is_asked_for_and_comes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_LINES", 8)
    desk.pair()
    for number in range(6):
        st.add(desk.village, "household", {"户主姓名": f"乙{number}"})
    path = desk.pack()
    hit = part(path, "changes-002")
    flip(path, hit.data_start + hit.size // 2)
    (one,) = desk.take(path)
    assert (one["status"], one["missing"]) == ("partial", [hit.name])
    assert 0 < desk.households() < 7
    (held,) = quarantine.held(desk.township)
    assert (held["missing"], held["package"], held["name"]) == ([hit.name], path.stem, "清水村")
    receipt = receipts.waiting_for(desk.township, desk.village.device)[-1]
    assert (receipt["package"], receipt["missing"]) == (path.stem, [hit.name])
    receiving.receive(desk.village, [desk.folder / "answers"])
    (more,) = packing.pack(desk.village, desk.folder / "again")["packages"]
    assert desk.take(Path(more["path"]))[0]["status"] == "applied"
    assert desk.households() == 7 and quarantine.held(desk.township) == []


def test_a_copy_cut_short_gives_its_first_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_LINES", 8)
    desk.pair()
    for number in range(6):
        st.add(desk.village, "household", {"户主姓名": f"乙{number}"})
    path = desk.pack()
    second = part(path, "changes-002")
    path.write_bytes(path.read_bytes()[: second.data_start + 10])
    (one,) = desk.take(path)
    assert one["status"] == "partial" and second.name in one["missing"] and desk.households() > 0


def test_a_package_hit_only_in_its_frame_is_all_taken_and_said(desk: Desk) -> None:
    desk.pair()
    path = desk.pack()
    flip(path, path.stat().st_size - 3)
    (one,) = desk.take(path)
    assert one["status"] == "partial" and "missing" not in one and "外壳碰坏了" in one["text"]
    assert desk.households() == 1 and quarantine.held(desk.township) == []


def test_a_harmed_package_let_go_is_off_the_list_and_its_lines_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_LINES", 8)
    desk.pair()
    for number in range(6):
        st.add(desk.village, "household", {"户主姓名": f"乙{number}"})
    path = desk.pack()
    flip(path, part(path, "changes-002").data_start + 300)
    desk.take(path)
    taken = desk.households()
    (held,) = quarantine.held(desk.township)
    quarantine.drop(desk.township, held["id"])
    assert quarantine.held(desk.township) == [] and desk.households() == taken > 0


def test_the_last_three_packages_for_each_peer_stay_on_the_stick(desk: Desk) -> None:
    paths = [desk.pack() for _ in range(5)]
    assert [path.exists() for path in paths] == [False, False, True, True, True]
    assert sorted(os.listdir(desk.village.folder.outbox)) == [path.name for path in paths[2:]]
    assert shelf.written_for(desk.village, desk.township.device) == [path.stem for path in paths]


def test_what_an_earlier_writing_left_half_done_is_cleared(desk: Desk) -> None:
    path = desk.pack()
    for name in (path.name + ".part", "999999104299-abcd-000001.gbp.part", "holiday.part"):
        (path.parent / name).write_bytes(b"x")
    desk.pack()
    assert sorted(p.name for p in path.parent.glob("*.part")) == ["999999104299-abcd-000001.gbp.part", "holiday.part"]
