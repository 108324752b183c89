"""Photos and scans as they come out of a telephone and a scanner, all of them made up."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

MAKER = "ZhenxingTestPhone"
_CAMERA, _SHOT, _PLACE = 0x8769, 0x9003, 0x8825


def photo(shot: str = "2025:07:01 10:22:33", *, shade: int = 120, size: tuple[int, int] = (400, 300), turned: int = 1) -> bytes:
    """A JPEG with a day, a maker and a place in its notes."""
    image = Image.new("RGB", size, (shade, 160, 140))
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(230, 230, 120))
    notes = Image.Exif()
    notes[0x010F], notes[0x0112] = MAKER, turned
    notes.get_ifd(_PLACE)[1] = "N"
    if shot:
        notes.get_ifd(_CAMERA)[_SHOT] = shot
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes)
    return out.getvalue()


def scan(pages: int = 2, *, words: str = "made-up deed", picture: Path | None = None, lock: str = "") -> bytes:
    """A PDF with an author, and perhaps a picture on its pages as the camera shot it."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=lock or None, invariant=1)
    canvas.setAuthor(MAKER)
    for number in range(pages):
        canvas.drawString(72, 700, f"{words} {number + 1}")
        if picture:
            _as_shot(canvas, picture)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _as_shot(canvas: Canvas, picture: Path) -> None:
    """As scanners write it: the file's own bytes, not wrapped in letters."""
    wrapped, rl_config.useA85 = rl_config.useA85, 0
    canvas.drawImage(str(picture), 72, 100, 400, 300)
    rl_config.useA85 = wrapped
