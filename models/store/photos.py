"""A photo as it may be kept: without the place and telephone it was taken with, and no larger than a page needs."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from models.kernel.errors import UserMistake

if TYPE_CHECKING:
    from PIL import Image

LONGER_SIDE = 1600
MOST_PIXELS = 40_000_000
_QUALITY = 85
_KEEPABLE_MODES = ("L", "RGB", "RGBA")

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# What a decoder raises over bytes that are no picture; all of it means the same to whoever took the photo.
_STUMBLES = (OSError, EOFError, ValueError, TypeError, SyntaxError, LookupError, ArithmeticError, struct.error)
_APPLE_BRANDS = (b"ftypheic", b"ftypheix", b"ftypheif", b"ftypmif1", b"ftypmsf1")


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


def slim(data: bytes) -> bytes:
    """The photo turned upright, its longer side at most 1600, and nothing in the file but the picture.

    Other files come back as they are, but for the one kind of photo that cannot be cleaned here.
    """
    if data[4:12] in _APPLE_BRANDS:
        raise UserMistake("这种照片（HEIC）里带着拍摄地点，去不掉。请在手机里转成 JPG 再放进来。")
    if not is_photo(data):
        return data
    try:
        from PIL import Image
    except ImportError:
        return data
    try:
        return _redrawn(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UserMistake(_too_large()) from None
    except _STUMBLES:
        raise UserMistake("照片坏了，打不开。请换一张，或重新拍。") from None


def _redrawn(data: bytes) -> bytes:
    """Only the picture's points are carried over: whatever else the file held is left behind by construction."""
    from PIL import Image, ImageOps

    kind = "PNG" if data.startswith(_PNG) else "JPEG"
    with Image.open(io.BytesIO(data), formats=(kind,)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise UserMistake(_too_large())
        image.thumbnail((LONGER_SIDE, LONGER_SIDE))
        upright = _plain(ImageOps.exif_transpose(image), kind)
    out = io.BytesIO()
    upright.save(out, kind, quality=_QUALITY, optimize=True)
    return out.getvalue()


def _plain(image: Image.Image, kind: str) -> Image.Image:
    wanted = "RGB" if kind == "JPEG" and image.mode != "L" else image.mode
    plain = image.convert(wanted if wanted in _KEEPABLE_MODES else "RGBA")
    plain.info.clear()  # comments and profiles would be written again
    return plain


def _too_large() -> str:
    return f"照片太大，最多 {MOST_PIXELS // 10_000} 万像素。请缩小再放进来。"
