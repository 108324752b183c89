"""Every ledger is fed to the gate with something personal in each of its texts; nothing of it comes out anywhere in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from models import store as st
from models.ledgers import LEDGERS
from models.rules.dates import read_period
from reports.excel import render_excel
from reports.pdf import render_pdf
from reports.preview import page_count, page_text
from reports.public import mask
from reports.returns import RETURNS, Asked, Book, folded
from reports.sheet import Sheet
from services import returning
from tests.ledgers.samples import make

SECRETS = ("999999198001010011", "999999196002290028", "13800000001", "13900000000", "6200000000000005", "因病住院", "吃低保")
TOLD = "电话13800000001，证999999198001010011，卡6200000000000005，因病住院，吃低保"
DAY = "2025"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[st.Store]:
    """One row of every ledger; whatever may hold free text tells of somebody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        store, _ = st.create(tmp_path_factory.mktemp("gate") / "v", role="village", region="999999104201", name="清水村",
                             operator="村专干", password="试用密码", today=read_period("2025-07-22").last)  # fmt: skip
        made: dict[str, str] = {}
        for ledger in LEDGERS:
            make(store, ledger, made)
            _tell(store, ledger, made[ledger])
        yield store
        store.close()


def _tell(store: st.Store, ledger: str, uid: str) -> None:
    """A secret into each text of a row that takes it; names, codes and dates are left as they are."""
    wide = [field.name for field in LEDGERS[ledger].__fields__.values()
            if field.kind.name in ("text", "long") and getattr(field.kind, "limit", 99) >= len(TOLD)
            and field.derived is None and field.private == "none"]  # fmt: skip
    if wide and ledger not in ("waiver", "pending"):  # what these keep is held against the row that they are about
        st.change(store, ledger, uid, dict.fromkeys(wide, TOLD))


def _inside(data: bytes) -> str:
    """All that stands in a workbook or a document: cells, comments, properties, hidden sheets."""
    with ZipFile(BytesIO(data)) as parts:
        texts = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith((".xml", ".rels"))]
    return re.sub(r"<[^>]*>|\s", "", "".join(texts)) + "".join(texts)


def _printed(data: bytes) -> str:
    """All text of a PDF and whatever its bytes say openly."""
    pages = "".join(page_text(data, at) for at in range(page_count(data)))
    return re.sub(r"\s", "", pages) + data.decode("latin-1")


def _tried(sheet: Sheet) -> int:
    return sum(str(cell).count(secret) for row in sheet.rows for cell in row if cell for secret in SECRETS)


def _registers(store: st.Store) -> Iterator[tuple[str, Sheet]]:
    book = Book(store, store.today())
    for ledger in LEDGERS:
        sheet = RETURNS[ledger].make(book, Asked(read_period(DAY), full=True)).sheet
        if sheet is not None and any(column.private == "none" for column in sheet.columns):
            yield ledger, sheet


def test_of_every_ledger_nothing_personal_comes_through_the_gate(village: st.Store) -> None:
    sheets = dict(_registers(village))
    tried = sum(map(_tried, sheets.values()))
    public = {ledger: mask(sheet).sheet for ledger, sheet in sheets.items()}
    printed = _printed(render_pdf([part for sheet in public.values() for part in folded(replace(sheet, code="ABCD-EFGH"))]))
    found = [("pdf", secret) for secret in SECRETS if secret in printed]
    for ledger, sheet in public.items():
        inside = _inside(render_excel(sheet))
        found += [(ledger, secret) for secret in SECRETS if secret in inside]
    assert len(sheets) == len(LEDGERS) - 1  # one ledger has nothing at all that may hang on a board
    assert tried > 1000
    assert found == []


def test_no_return_for_the_board_tells_of_anybody(village: st.Store) -> None:
    tried, found = 0, []
    for id, declared in RETURNS.items():
        if not (declared.public or declared.posted):
            continue
        made: Any = returning.draw(village, id, period=_period(declared.period), public=declared.public)
        tried += len(made.files)
        texts = {file.name: _printed(file.data) if file.format == "pdf" else _inside(file.data) for file in made.files}
        found += [(name, secret) for name, text in texts.items() for secret in SECRETS if secret in text or secret in name]
    assert tried > 20
    assert found == []


def _period(kind: str) -> str:
    return {"year": "2025", "month": "2025-07", "quarter": "2025Q3", "date": "2025-07-22"}.get(kind, "")
