"""A ledger goes out and comes back without a change; templates are understood by the import they are made for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from intake.stage import stage
from intake.workbook import read_workbook
from models import store as st
from models.ledgers import LEDGERS
from models.store import query, records
from services import exporting, importing
from services.import_targets import targets_of

Book = Callable[..., Path]


@pytest.fixture
def village(store: st.Store) -> st.Store:
    """Two households whose heads have one name, and a toilet."""
    for code in ("01", "02"):
        made = records.add(store, "household", {"head_name": "阿依古丽·买买提", "code": code, "group": "一组"})
    records.add(store, "toilet", {"household": made.uid, "kind": "新建", "year": "2024", "subsidy": "1800.5",
                                  "built_on": "2024-07-01", "note": "=cmd()"})  # fmt: skip
    return store


@pytest.mark.parametrize("ledger", ["household", "person", "toilet"])
def test_what_was_exported_comes_back_unchanged(village: st.Store, tmp_path: Path, ledger: str) -> None:
    count = exporting.export(village, ledger, tmp_path / "出.xlsx")
    assert count == query.count(village, ledger) > 0
    report = importing.apply(village, importing.preview(village, ledger, tmp_path / "出.xlsx"))
    assert (report.count("unchanged"), report.batch) == (count, None), report.rows


def test_a_changed_cell_of_an_export_comes_back_as_an_update(village: st.Store, tmp_path: Path) -> None:
    exporting.export(village, "toilet", tmp_path / "出.xlsx", {"year": 2024})
    book = openpyxl.load_workbook(tmp_path / "出.xlsx")
    column = next(cell for cell in book.active[1] if cell.value == "财政补助").column_letter
    book.active[f"{column}2"].value = 2000
    book.save(tmp_path / "出.xlsx")
    told = importing.to_json(importing.apply(village, importing.preview(village, "toilet", tmp_path / "出.xlsx")))
    assert told["updates"][0]["changed"] == {"subsidy": ["1800.50", "2000.00"]}


@pytest.mark.parametrize("ledger", list(LEDGERS))
def test_every_heading_of_a_template_is_known_to_its_import(tmp_path: Path, ledger: str) -> None:
    exporting.template(ledger, tmp_path / "模板.xlsx")
    targets = targets_of(ledger)
    staged = stage(read_workbook(tmp_path / "模板.xlsx")[0], targets.fields, targets.carry, targets.ignored)
    assert staged is not None and staged.head.unmatched == ()
    required = {field.name for field in LEDGERS[ledger].__fields__.values()
                if field.required is True and field.to != "village" and field.kind.name != "attachment"}  # fmt: skip
    assert required <= staged.head.columns.keys()
