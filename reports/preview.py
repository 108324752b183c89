"""Pages of a PDF as pictures and text: what is previewed, printed and tested is the PDF itself."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image


def page_count(pdf: bytes) -> int:
    """How many pages."""
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, index: int, *, scale: float = 1.5) -> Image.Image:
    """One page as a picture; scale 1 is 72 dots an inch."""
    document = pdfium.PdfDocument(pdf)
    try:
        picture: Image.Image = document[index].render(scale=scale).to_pil()
        return picture
    finally:
        document.close()


def page_png(pdf: bytes, index: int, *, scale: float = 1.5) -> bytes:
    """One page as PNG bytes, for the window's preview and the manual's pictures."""
    out = BytesIO()
    page_image(pdf, index, scale=scale).save(out, "PNG")
    return out.getvalue()


def page_text(pdf: bytes, index: int) -> str:
    """The text of one page in the order in which it was drawn."""
    document = pdfium.PdfDocument(pdf)
    try:
        text: str = document[index].get_textpage().get_text_range()
        return text
    finally:
        document.close()
