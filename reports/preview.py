"""Pages of a PDF as pictures and text: what is previewed, printed and tested is the PDF itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from models.store.scans import PDFIUM
from reports.sheet import MM

Box = tuple[float, float, float, float]


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


def page_mm(pdf: bytes, index: int) -> tuple[float, float]:
    """How wide and how high a page is."""
    with _open(pdf) as document:
        wide, high = document[index].get_size()
        return wide / MM, high / MM


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


def find(pdf: bytes, words: str) -> list[tuple[int, Box]]:
    """Where words stand: the page, and left, top, right, bottom as shares of it."""
    found: list[tuple[int, Box]] = []
    with _open(pdf) as document:
        for number in range(len(document)) if words.strip() else ():
            wide, high = document[number].get_size()
            text = document[number].get_textpage()
            searcher = text.search(words.strip())
            while (hit := searcher.get_next()) is not None:
                for rect in range(text.count_rects(*hit)):
                    left, bottom, right, top = text.get_rect(rect)
                    found.append((number, (left / wide, 1 - top / high, right / wide, 1 - bottom / high)))
    return found


def page_text(pdf: bytes, index: int) -> str:
    """The text of one page in the order in which it was drawn."""
    with _open(pdf) as document:
        text: str = document[index].get_textpage().get_text_range()
        return text
