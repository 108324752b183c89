"""Every ledger's table reads its cells from rows that are really there: an exception in a paint event ends the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.tables.ledger_model import LedgerModel
from models import store as st
from models.ledgers import LEDGERS
from tests.gui.small_village import build_full

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole)


@pytest.mark.usefixtures("qapp")
def test_every_cell_of_every_ledger_can_be_asked_for(tmp_path: Path) -> None:
    village = build_full(tmp_path / "village")
    village.add("finding", visit=village.add("visit", household=village.homes["赵六"]), text="自来水水压小")
    village.add("toilet_fault", toilet=st.uids(village.store, "toilet")[0], found_on="2025-07-01")
    shown = {}
    for id in LEDGERS:
        model = LedgerModel(village.store, id)
        model.show(st.uids(village.store, id))
        cells = [model.data(model.index(row, column), role)
                 for row in range(model.rowCount()) for column in range(model.columnCount()) for role in ROLES]
        shown[id] = len(cells)
    groups = [column.name for column in LedgerModel(village.store, "loan").columns if column.via]
    village.store.close()
    assert groups == ["group"]
    assert all(shown[id] for id in ("household", "person", "visit", "finding", "toilet", "toilet_fault", "loan", "job"))
