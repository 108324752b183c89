"""Attachments come back whole or not at all, once each, and say nothing to somebody who takes the disk."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from models.kernel.errors import Circumstance, UserMistake
from models.store import blobs as b
from models.store import photos
from models.store.blobs import BlobStore

KEY = bytes(range(32))
MAKER = "ZhenxingTestPhone"


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path, KEY)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def jpeg(size: tuple[int, int] = (400, 300), turned: int = 1, form: str = "JPEG") -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER, turned
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    extra = {"comment": MAKER} if form == "JPEG" else {}
    image.save(out, form, exif=exif, **extra)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 131072, 200_000])
def test_content_comes_back_as_it_was_put(store: BlobStore, size: int) -> None:
    content = os.urandom(size)
    assert store.get(store.put(content)) == content


def test_the_same_content_is_kept_once(store: BlobStore, tmp_path: Path) -> None:
    assert store.put(b"scan") == store.put(b"scan") != store.put(b"other")
    assert len(files(tmp_path)) == 2
    photo = jpeg()
    assert store.put(photo) == store.put(photo)
    assert len(files(tmp_path)) == 3


def test_a_row_holds_the_hash_that_every_office_makes_of_the_content(store: BlobStore) -> None:
    assert store.put(b"scan") == hashlib.sha256(b"scan").hexdigest()


def test_a_row_of_the_first_version_holds_the_address_and_stays_readable(store: BlobStore) -> None:
    store.put(b"scan")
    assert store.has(store.address(b"scan"))
    assert store.get(store.address(b"scan")) == b"scan"


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 131072, 200_000])
def test_the_length_of_the_file_tells_the_size_of_the_content(store: BlobStore, size: int) -> None:
    assert store.size(store.put(os.urandom(size))) == size
    assert store.size("0" * 64) == 0


def test_a_file_lies_under_its_address_and_shows_nothing(store: BlobStore, tmp_path: Path) -> None:
    content = "王小测 99999919900307021X".encode() * 10_000
    name, address = store.put(content), store.address(content)
    assert len(name) == len(address) == 64 and name != address
    (path,) = files(tmp_path)
    assert path == tmp_path / "blobs" / address[:2] / address
    held = path.read_bytes()
    assert "王小测".encode() not in held and b"999999" not in held


def test_another_data_folder_names_the_same_content_otherwise(store: BlobStore, tmp_path: Path) -> None:
    assert BlobStore(tmp_path / "other", bytes(32)).address(b"scan") != store.address(b"scan")


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    folder = tmp_path_factory.mktemp("blobs")
    store = BlobStore(folder, KEY)
    address = store.put(bytes(70_000))
    (path,) = files(folder)
    sealed = bytearray(path.read_bytes())
    sealed[place % len(sealed)] ^= 1 << bit
    path.write_bytes(sealed)
    with pytest.raises(Circumstance, match="坏了"):
        store.get(address)


def _cut(sealed: bytes) -> bytes:
    return sealed[: 4 + 65536 + 16]


def _swapped(sealed: bytes) -> bytes:
    first, second = sealed[4 : 4 + 65552], sealed[4 + 65552 : 4 + 2 * 65552]
    return sealed[:4] + second + first + sealed[4 + 2 * 65552 :]


@pytest.mark.parametrize("harm", [_cut, _swapped, lambda s: b"", lambda s: s + b"x", lambda s: s[:4], lambda s: s[:9]])
def test_a_harmed_file_is_noticed_and_mended_by_putting_it_again(
    store: BlobStore, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    content = os.urandom(150_000)
    address = store.put(content)
    (path,) = files(tmp_path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(Circumstance, match="坏了"):
        store.get(address)
    assert store.put(content) == address
    assert store.get(address) == content


def test_a_file_under_a_foreign_address_is_noticed(store: BlobStore, tmp_path: Path) -> None:
    one = store.put(b"one")
    store.put(b"other")
    paths = {path.name: path for path in files(tmp_path)}
    paths[store.address(b"one")].write_bytes(paths[store.address(b"other")].read_bytes())
    with pytest.raises(Circumstance, match="坏了"):
        store.get(one)


@pytest.mark.parametrize("address", ["0" * 64, "../../keys.json", "", "A" * 64])
def test_an_attachment_not_here_yet_is_told(store: BlobStore, address: str) -> None:
    assert not store.has(address)
    with pytest.raises(Circumstance, match="照片还没带到"):
        store.get(address)


def test_empty_and_huge_files_are_refused(store: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="空的"):
        store.put(b"")
    with pytest.raises(UserMistake, match="文件有 21 MB，最多 20 MB。"):
        store.put(bytes(b.MOST_BYTES + 1))
    assert files(tmp_path) == []


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_loses_where_and_with_what_it_was_taken(store: BlobStore, form: str) -> None:
    data = jpeg(form=form)
    assert MAKER.encode() in data
    kept = store.get(store.put(data))
    assert MAKER.encode() not in kept and b"Exif" not in kept and b"eXIf" not in kept
    assert not opened(kept).getexif()
    assert opened(kept).format == form


def test_text_hidden_in_a_png_and_after_the_end_of_a_jpeg_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", MAKER)
    out = io.BytesIO()
    Image.new("P", (9, 9)).save(out, "PNG", pnginfo=notes)
    assert MAKER.encode() in out.getvalue()
    assert MAKER.encode() not in photos.slim(out.getvalue())
    assert MAKER.encode() not in photos.slim(jpeg() + MAKER.encode())


def test_a_large_photo_becomes_1600_long_and_stands_upright() -> None:
    slim = opened(photos.slim(jpeg((3200, 2000), turned=6)))
    assert slim.size == (1000, 1600)
    red = slim.convert("RGB").getpixel((500, 100))
    assert isinstance(red, tuple) and red[0] > 200 and red[1] < 60


def test_a_small_photo_keeps_its_size() -> None:
    assert opened(photos.slim(jpeg((400, 300)))).size == (400, 300)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_photos_are_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG")
    assert opened(photos.slim(out.getvalue())).mode in ("L", "RGB")


@pytest.mark.parametrize("side", [7000, 14_000])
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(side: int) -> None:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    with pytest.raises(UserMistake, match="最多 4000 万像素"):
        photos.slim(out.getvalue())


@pytest.mark.parametrize(
    "data", [jpeg()[:200], jpeg((900, 900))[:-300], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"x" * 50]
)
def test_a_broken_photo_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UserMistake, match="照片坏了"):
        photos.slim(data)


def test_a_photo_that_cannot_be_cleaned_is_refused_and_other_files_stay_as_they_are() -> None:
    with pytest.raises(UserMistake, match="转成 JPG"):
        photos.slim(b"\x00\x00\x00\x18ftypheic" + bytes(20))
    assert photos.slim(b"%PDF-1.7 scan") == b"%PDF-1.7 scan"


def test_the_largest_pictures_that_telephones_take_are_made_small_and_not_refused() -> None:
    whole = io.BytesIO()
    Image.new("L", (8192, 6144), 90).save(whole, "JPEG")  # 50 million points
    with Image.open(io.BytesIO(photos.slim(whole.getvalue(), photos.limits()))) as kept:
        assert max(kept.size) == photos.limits().longer_side
