"""Photos and scans: cleaned and sealed on the way in, once on a record, taken back, printed two to a page."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from models import store as st
from models.insight.evidence import of_household, of_record
from models.kernel import Circumstance, UsageMistake, UserMistake
from models.store import scans
from reports.preview import page_fitting
from services import evidence, returning
from tests.services.pictures import MAKER, photo, scan

DAY = "2025-07-03"


@pytest.fixture
def visit(store: st.Store) -> str:
    home = st.add(store, "household", {"户主姓名": "白云飞", "组": "一组"}).uid
    return st.add(store, "visit", {"household": home, "date": DAY}).uid


def files(folder: Path, *contents: bytes) -> list[Path]:
    for number, content in enumerate(contents):
        (folder / f"{number}.bin").write_bytes(content)
    return [folder / f"{number}.bin" for number in range(len(contents))]


def test_a_photo_keeps_its_day_and_a_scan_its_pages_and_nothing_else(store: st.Store, tmp_path: Path) -> None:
    taken = evidence.take_in(store, files(tmp_path, photo(), photo("2031:01:01 00:00:00", shade=30), scan(3)))
    assert [str(one.taken_on) for one in taken.pictures] == ["2025-07-01", "None", "None"]
    kept = [store.blobs.get(one.file) for one in taken.pictures]
    assert not any(MAKER.encode() in content for content in kept)
    document = PdfDocument(kept[2])
    assert [page.get_textpage().get_text_range() for page in document] == [f"made-up deed {n}" for n in (1, 2, 3)]
    assert not any(document.get_metadata_dict(skip_empty=True).values())
    document.close()


def test_a_camera_s_notes_inside_a_scan_are_blotted_out_and_the_page_still_shows(tmp_path: Path) -> None:
    (shot,) = files(tmp_path, photo(shade=200))
    shot = shot.rename(tmp_path / "shot.jpg")
    page = scan(1, picture=shot)
    assert page.count(MAKER.encode()) == 2  # the author, and the telephone
    kept = scans.cleaned(page, 9)
    assert MAKER.encode() not in kept
    assert page_fitting(kept, 0, 300).getpixel((60, 230)) == page_fitting(page, 0, 300).getpixel((60, 230)) != (255, 255, 255)


def test_the_same_scan_twice_is_the_same_content(store: st.Store, tmp_path: Path) -> None:
    first, second = (scans.cleaned(scan(), 9) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("content", "sentence"), [
    (b"\x00\x00\x00\x18ftypheic" + bytes(20), "转成 JPG"), (b"PK\x03\x04 a workbook", "只收照片"), (b"", "空的"),
    (scan(lock="secret"), "设了密码"), (b"%PDF-1.7 nothing", "扫描件坏了"), (scan(61), "最多 60 页"), (photo()[:200], "照片坏了"),
])  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why_and_keeps_no_other_out(
    store: st.Store, tmp_path: Path, content: bytes, sentence: str
) -> None:
    taken = evidence.take_in(store, files(tmp_path, content, photo()))
    assert len(taken.pictures) == len(taken.refused) == 1
    assert "第1个文件" in taken.refused[0] and sentence in taken.refused[0]


def test_the_sizes_of_the_parameters_are_followed(store: st.Store, tmp_path: Path) -> None:
    for id, value in (("attachment.longer_side", "800"), ("attachment.most_pages", "1")):
        st.add(store, "parameter", {"id": id, "value": value, "from_on": "2025-01-01"})
    taken = evidence.take_in(store, files(tmp_path, photo(size=(2000, 1000), turned=6), scan(2)))
    assert Image.open(io.BytesIO(store.blobs.get(taken.pictures[0].file))).size == (400, 800)
    assert "最多 1 页" in taken.refused[0]


def test_a_picture_is_once_on_a_record_has_a_caption_and_is_taken_back(store: st.Store, visit: str, tmp_path: Path) -> None:
    pictures = evidence.take_in(store, files(tmp_path, photo(), photo(shade=9), photo())).pictures
    assert evidence.add(store, "visit", visit, pictures)[1] == 0
    assert evidence.add(store, "visit", visit, pictures[:1]) == (None, 1)
    with pytest.raises(UserMistake, match="已经有这张"):
        st.add(store, "attachment", {"ledger": "visit", "row": visit, "file": pictures[0].file})
    first, second = of_record(store, "visit", visit).pictures  # type: ignore[union-attr]
    with pytest.raises(UserMistake, match="还没到"):
        evidence.amend(store, first, {"taken_on": "2025-12-01"})
    evidence.amend(store, first, {"title": "灶房", "taken_on": "2025-07-02"})
    evidence.remove(store, "visit", visit, second, "放错了户")
    assert [one.title for one in of_record(store, "visit", visit).pictures] == ["灶房"]  # type: ignore[union-attr]
    st.undo(store)
    assert len(of_record(store, "visit", visit).pictures) == 2  # type: ignore[union-attr]


def test_a_column_s_own_photo_stands_before_those_added_to_it(store: st.Store, tmp_path: Path) -> None:
    spot = {"found_on": DAY, "spot": "村口", "kind": "其他", "photo_after": photo(shade=1)}
    issue = st.add(store, "environment_issue", spot).uid
    more, before = evidence.take_in(store, files(tmp_path, photo(shade=2), photo(shade=3))).pictures
    evidence.add(store, "environment_issue", issue, [replace(more, field="photo_after"), replace(before, field="photo_before")])
    pictures = of_record(store, "environment_issue", issue).pictures  # type: ignore[union-attr]
    assert [(one.field, bool(one.uid)) for one in pictures] == [("photo_before", True), ("photo_after", False), ("photo_after", True)]
    evidence.remove(store, "environment_issue", issue, pictures[1], "拍糊了")
    assert len(of_record(store, "environment_issue", issue).pictures) == 2  # type: ignore[union-attr]


def test_a_draft_keeps_what_waits(store: st.Store, tmp_path: Path) -> None:
    waiting = [replace(one, title="灶房") for one in evidence.take_in(store, files(tmp_path, photo(), scan())).pictures]
    assert evidence.of_draft(evidence.for_draft(waiting)) == waiting


def test_photos_are_printed_two_to_a_page_with_what_whose_and_when(store: st.Store, visit: str, tmp_path: Path) -> None:
    pictures = evidence.take_in(store, files(tmp_path, *(photo(shade=n * 20) for n in range(3)))).pictures
    evidence.add(store, "visit", visit, [replace(pictures[0], title="灶房漏雨"), *pictures[1:]])
    store.blobs.remove(pictures[2].file)
    made = returning.make(store, "attachment", record=visit)
    assert [file.pages for file in made.files] == [2]
    document = PdfDocument(made.files[0].data)
    words = [page.get_textpage().get_text_range() for page in document]
    shown = [sum(item.type == 3 for item in page.get_objects()) for page in document]
    document.close()
    assert shown == [2, 0]
    assert all(part in words[0] for part in ("白云飞", "第1张", "灶房漏雨", "第2张", "2025-07-01", DAY))
    assert "第3张" in words[1] and "还在路上" in words[1]
    with pytest.raises(UsageMistake, match="没有公示版"):
        returning.make(store, "attachment", record=visit, public=True)


def test_a_household_s_sheet_holds_all_that_belongs_to_it_and_each_page_of_a_scan(
    store: st.Store, visit: str, tmp_path: Path
) -> None:
    home = str(st.get(store, "visit", visit)["household"])  # type: ignore[index]
    one, deed = evidence.take_in(store, files(tmp_path, photo(), scan(2))).pictures
    evidence.add(store, "visit", visit, [one])
    evidence.add(store, "household", home, [deed])
    assert [record.ledger for record in of_household(store, home)] == ["household", "visit"]
    (made,) = returning.draw(store, "attachment", household=home).files
    assert made.pages == 3
    assert returning.draw(store, "attachment").files == ()


@pytest.mark.parametrize("spoilt", [b"no picture at all", b"%PDF-1.7 nothing", photo()[:300]])
def test_what_nobody_can_draw_is_said_in_its_place_and_stops_no_page(store: st.Store, visit: str, tmp_path: Path, spoilt: bytes) -> None:
    evidence.add(store, "visit", visit, evidence.take_in(store, files(tmp_path, photo())).pictures)
    name = store.blobs.keep(spoilt)
    st.add(store, "attachment", {"ledger": "visit", "row": visit, "file": name})
    (made,) = returning.draw(store, "attachment", record=visit).files
    document = PdfDocument(made.data)
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert "第2张" in words and "打不开" in words
    with pytest.raises((Circumstance, UserMistake), match="打不开"):
        evidence.draw(store, name, 100)


def test_a_picture_for_the_screen_is_no_larger_than_asked_for(store: st.Store, tmp_path: Path) -> None:
    one, deed = evidence.take_in(store, files(tmp_path, photo(), scan(2))).pictures
    drawn = evidence.draw(store, one.file, 100)
    assert drawn is not None and (drawn.width, drawn.height, drawn.pages) == (100, 75, 1)
    page = evidence.draw(store, deed.file, 200, 1)
    assert page is not None and (page.height, page.pages) == (200, 2) and len(page.points) == page.width * page.height * 3
    assert evidence.draw(store, "0" * 64, 100) is None
