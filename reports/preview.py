"""Pages of a PDF as pictures and text: what is previewed, printed and tested is the PDF itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from models.store.scans import PDFIUM


@contextmanager
def _open(pdf: bytes) -> Iterator[Any]:
    with PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages."""
    with _open(pdf) as document:
        return len(document)


def page_image(pdf: bytes, index: int, *, scale: float = 1.5) -> Image.Image:
    """One page as a picture; scale 1 is 72 dots an inch."""
    with _open(pdf) as document:
        picture: Image.Image = document[index].render(scale=scale).to_pil()
        return picture


def page_fitting(pdf: bytes, index: int, side: int) -> Image.Image:
    """One page as a picture whose longer side is `side`, whatever size of paper the page says it has."""
    with _open(pdf) as document:
        page = document[index]
        picture: Image.Image = page.render(scale=side / max(*page.get_size(), 1.0)).to_pil().convert("RGB")
        return picture


def page_png(pdf: bytes, index: int, *, scale: float = 1.5) -> bytes:
    """One page as PNG bytes, for the window's preview and the manual's pictures."""
    out = BytesIO()
    page_image(pdf, index, scale=scale).save(out, "PNG")
    return out.getvalue()


def page_text(pdf: bytes, index: int) -> str:
    """The text of one page in the order in which it was drawn."""
    with _open(pdf) as document:
        text: str = document[index].get_textpage().get_text_range()
        return text
