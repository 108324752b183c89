"""The heavy cut of the bundled font: more ink in the same place, and nothing measured otherwise."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from reports.fonts import Face, face
from reports.preview import page_image, page_text

WORDS = "户厕验收合计（大写）：壹万元整 2025é"


def _drawn(drawer: Face) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(420, 40), invariant=1, initialFontName=drawer.name)  # type: ignore[arg-type]
    canvas.setFont(drawer.name, 18)
    canvas.drawString(10, 12, WORDS)
    canvas.save()
    return out.getvalue()


def _ink(pdf: bytes) -> tuple[int, tuple[int, int, int, int]]:
    """How much of the page is dark, and where."""
    page = page_image(pdf, 0, scale=2).convert("L").point(lambda grey: 255 - grey)
    return sum(value * count for value, count in enumerate(page.histogram())) // 255, page.getbbox() or (0, 0, 0, 0)


def test_the_heavy_cut_has_a_fifth_more_ink_in_the_same_place_and_says_the_same() -> None:
    light, heavy = _drawn(face("仿宋")), _drawn(face("黑体"))
    assert face("仿宋").width(WORDS) == face("黑体").width(WORDS)
    assert page_text(light, 0) == page_text(heavy, 0)
    (less, box), (more, grown) = _ink(light), _ink(heavy)
    assert 1.2 < more / less < 1.6
    assert all(abs(one - other) <= 2 for one, other in zip(box, grown, strict=True))
    assert _drawn(face("黑体")) == heavy
