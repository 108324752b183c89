"""A paper that is written down is read back equal, and nothing that is no paper is taken for one."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest

from models import store as st
from reports.document import Document, Paragraph, Photo
from reports.filing import Unfit, read, written
from reports.returns import RETURNS
from reports.sheet import Column, Sheet
from services import returning


def test_every_form_and_letter_of_the_village_is_read_back_as_it_was_written(village: st.Store) -> None:
    papers = 0
    for id in [one.id for one in RETURNS.values() if not one.columns]:  # registers: test_returns
        made = returning.draw(village, id, formats=())
        paper = made.sheet or made.documents
        assert made.files == ()
        assert read(written(paper)) == paper, id
        papers += bool(made.documents)
    assert papers > 5


def test_the_content_of_photos_stays_out() -> None:
    photo = Photo("甲", ("第1张",), 100, data=b"made-up picture")
    found = read(written((Document("照片页", (photo,)),)))
    assert isinstance(found, tuple) and isinstance(found[0].blocks[0], Photo)
    assert found[0].blocks[0].data == b"" and found[0].blocks[0].lines == ("第1张",)


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _spoilt(**changes: Any) -> str:
    sheet = Sheet("2.2", "户厕", (Column("户主", 20),), (("白小甲",),))
    plain = json.loads(zlib.decompress(base64.b64decode(written(sheet))))
    return _packed(json.dumps(plain | changes))


@pytest.mark.parametrize("text", [
    "", "不是", "AAAA", _packed("{"), _packed("[1]"), _packed('{"is":"Sheet"}'), _packed("[" * 100_000),
    _packed('[{"is":"Sheet"}]'), _packed(json.dumps("是")), _spoilt(title=5), _spoilt(rows=[["一", "二"]]), _spoilt(rows=[[{"is": "Path"}]]),
    _spoilt(paper="A9"), _spoilt(newer="栏"), _spoilt(rows=[[{"is": "Decimal", "of": "x"}]]), written((Document("甲", (Paragraph("乙"),)),))[:-9],
])
def test_what_is_no_paper_is_refused(text: str) -> None:
    with pytest.raises(Unfit):
        read(text)


def test_a_paper_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.filing._LARGEST", 1000)
    with pytest.raises(Unfit):
        read(written((Document("甲", (Paragraph("乙" * 5000),)),)))
