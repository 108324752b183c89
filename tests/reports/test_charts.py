"""Bars of done against target: the same words on paper and in the window, and a length that is the share."""

from xml.etree import ElementTree

from reports import charts
from reports.document import Bar, Bars, Document
from reports.fonts import face
from reports.pdf import render_pdf
from reports.preview import page_count, page_text

BARS = (Bar("整改户厕", "19 座，任务 38 座，完成 50.00%", 0.5), Bar("务工", "96 人，任务 94 人，完成 102.13%，已完成", 1.02))
SVG = "{http://www.w3.org/2000/svg}"


def _svg(width: float) -> ElementTree.Element:
    return ElementTree.fromstring(charts.svg(charts.bars(BARS, width, 11), "窗口的字"))


def test_the_windows_drawing_says_each_number_and_shows_its_share() -> None:
    root = _svg(500)
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert texts == [word for bar in BARS for word in (bar.title, bar.words)]
    wide = [float(one.get("width", 0)) for one in root.iter(f"{SVG}rect")]
    assert wide == [249, 498, 498, 498]  # done, then the frame of the whole; more than all of it is not drawn past the frame
    assert "窗口的字" in (next(root.iter(f"{SVG}text")).get("style") or "") and face("仿宋").name not in ElementTree.tostring(root, "unicode")


def test_where_it_is_narrow_the_words_go_below_the_title() -> None:
    assert float(_svg(150).get("height", 0)) > float(_svg(500).get("height", 0))


def test_paper_has_the_same_words_and_goes_on_to_another_page() -> None:
    pdf = render_pdf(Document("任务和进度", (Bars(BARS * 15),)))
    assert b"/Helvetica" not in pdf and b"/Times" not in pdf  # a font that no file carries
    text = "".join(page_text(pdf, at) for at in range(page_count(pdf)))
    assert page_count(pdf) == 2
    assert [text.count(bar.words) for bar in BARS] == [15, 15]
