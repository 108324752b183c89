"""A photo as it may be kept: without the place and telephone it was taken with, and no larger than a page needs.

The day on which it was taken is read before that is thrown away: it belongs to the record, not to the file.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.codes.presets import presets_of
from models.kernel.errors import UserMistake
from models.store import scans

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000  # what one picture may unpack to; a computer of 4 GB still has room for it
_KEEPABLE_MODES = ("L", "RGB", "RGBA")

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# What a decoder raises over bytes that are no picture; all of it means the same to whoever took the photo.
_STUMBLES = (OSError, EOFError, ValueError, TypeError, SyntaxError, LookupError, ArithmeticError, struct.error)
_APPLE_BRANDS = (b"ftypheic", b"ftypheix", b"ftypheif", b"ftypmif1", b"ftypmsf1")
_CAMERA_NOTES, _SHOT, _DIGITISED = 0x8769, 0x9003, 0x9004  # EXIF: the block of the camera, two instants in it
_FIRST_YEAR = 2000  # before that, the clock of the camera was never set


@dataclass(frozen=True)
class Limits:
    """What is taken in, and how small it is made (resources/parameters/attachment.toml)."""

    longer_side: int
    quality: int
    most_bytes: int
    most_pages: int


def limits(parameter: Callable[[str], Any] | None = None) -> Limits:
    """As somebody set them, else as the program brings them; a number that cannot be is not followed."""
    def value(name: str, low: int, high: int) -> int:
        id = f"attachment.{name}"
        found = parameter(id) if parameter else None
        return min(max(int(presets_of(id)[0].value if found is None else found), low), high)  # type: ignore[arg-type]

    return Limits(value("longer_side", 200, 6000), value("quality", 30, 95), value("most_megabytes", 1, 20) << 20,
                  value("most_pages", 1, 500))


def is_photo(data: bytes) -> bool:
    """Whether these bytes are a picture this module cleans."""
    return data.startswith((_JPEG, _PNG))


def unpacks_safely(data: bytes) -> bool:
    """Whether a picture's own head says that it has no more points than may be kept; other files have none.

    For photos that another office cleaned: only the head is read, nothing is unpacked.
    """
    if not is_photo(data):
        return True
    try:
        from PIL import Image
    except ImportError:
        return True
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            return image.width * image.height <= MOST_PIXELS
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    except _STUMBLES:
        return True  # no picture at all, whatever its first bytes say: kept as it came, never drawn


def opens(data: bytes) -> bool:
    """Whether it is a photo that can be drawn; what another office kept is not taken on trust."""
    if not is_photo(data) or not unpacks_safely(data):
        return False
    try:
        from PIL import Image

        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            image.load()
    except (*_STUMBLES, ImportError):
        return False
    return True


def taken_on(data: bytes, today: date) -> date | None:
    """The day that the camera noted; None when it noted none, or one that cannot be."""
    if not is_photo(data):
        return None
    try:
        from PIL import Image
    except ImportError:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            notes = image.getexif().get_ifd(_CAMERA_NOTES)
        said = next((text for tag in (_SHOT, _DIGITISED) if isinstance(text := notes.get(tag), str)), "")
        day = date.fromisoformat(said[:10].replace(":", "-"))
    except (*_STUMBLES, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return day if day.year >= _FIRST_YEAR and day <= today else None


def slim(data: bytes, to: Limits | None = None) -> bytes:
    """The photo turned upright, no larger than `to` says, and nothing in the file but the picture; a scan's pages alone.

    What is neither comes back as it is, but for the one kind of photo that cannot be cleaned here.
    """
    to = to or limits()
    if data[4:12] in _APPLE_BRANDS:
        raise UserMistake("这种照片（HEIC）里带着拍摄地点，去不掉。请在手机里转成 JPG 再放进来。")
    if scans.opens(data):
        return scans.cleaned(data, to.most_pages)
    if not is_photo(data):
        return data
    try:
        from PIL import Image
    except ImportError:
        return data
    try:
        return _redrawn(data, to)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UserMistake(_too_large()) from None
    except _STUMBLES:
        raise UserMistake("照片坏了，打不开。请换一张，或重新拍。") from None


def _redrawn(data: bytes, to: Limits) -> bytes:
    """Only the picture's points are carried over: whatever else the file held is left behind by construction."""
    from PIL import Image, ImageOps

    kind = "PNG" if data.startswith(_PNG) else "JPEG"
    with Image.open(io.BytesIO(data), formats=(kind,)) as image:
        # A JPEG can be unpacked at a half or a quarter; telephones take 50 million points and more.
        share = 2 * to.longer_side / max(image.size)
        image.draft(None, (max(int(image.width * share), 1), max(int(image.height * share), 1)))
        if image.width * image.height > MOST_PIXELS:
            raise UserMistake(_too_large())
        image.thumbnail((to.longer_side, to.longer_side))
        upright = _plain(ImageOps.exif_transpose(image), kind)
    out = io.BytesIO()
    upright.save(out, kind, quality=to.quality, optimize=True)
    return out.getvalue()


def _plain(image: Image.Image, kind: str) -> Image.Image:
    wanted = "RGB" if kind == "JPEG" and image.mode != "L" else image.mode
    plain = image.convert(wanted if wanted in _KEEPABLE_MODES else "RGBA")
    plain.info.clear()  # comments and profiles would be written again
    return plain


def _too_large() -> str:
    return f"照片太大，最多 {MOST_PIXELS // 10_000} 万像素。请缩小再放进来。"
