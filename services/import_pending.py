"""Cells that could not be read, kept as 待核 rows beside the record: nothing that somebody once wrote is lost."""

from __future__ import annotations

from collections.abc import Mapping

from intake.stage import CellMistake
from models.ledgers import LEDGERS
from models.store import roster
from models.store.records import Doing

_MOST_RAW, _MOST_WHY = 2000, 500


class PendingCells:
    """Writes `pending` rows in the operation of the import; a cell that waits already is not written again."""

    def __init__(self, doing: Doing) -> None:
        self.doing = doing
        self.kept = 0
        self.written = 0
        rows = doing.source.all("pending") if "pending" in LEDGERS else []
        self._waiting = {(row["ledger"], row["row"], row["field"]): row for row in rows}

    def keep(self, ledger: str, uid: str, unread: Mapping[str, CellMistake]) -> None:
        """Keep what stood in these cells, for the fields of this record that are blank."""
        cases = self.doing.source.children(roster.CASE.ledger, "household", uid) if ledger == "household" else []
        for told, cell in unread.items():
            beside = ledger == "household" and told in roster.CASE.fields
            if beside and cases:  # it waits where it is kept; without a case, beside the household until there is one
                self._keep(roster.CASE.ledger, cases[0]["uid"], roster.CASE.fields[told], cell)
            elif beside or LEDGERS[ledger].__fields__[told].derived is None:
                self._keep(ledger, uid, told, cell)

    def _keep(self, ledger: str, uid: str, name: str, cell: CellMistake) -> None:
        record = self.doing.source.get(ledger, uid) or {}
        if record.get(name) is None:  # a field that has a value does not wait for one
            self.kept += 1
            key = (ledger, uid, name)
            if key not in self._waiting or self._waiting[key]["raw"] != cell.value[:_MOST_RAW]:
                self._write(key, cell)

    def _write(self, key: tuple[str, str, str], cell: CellMistake) -> None:
        ledger, row, field = key
        values = {"raw": cell.value[:_MOST_RAW], "why": cell.text[:_MOST_WHY], "place": f"{cell.sheet} {cell.cell}"}
        if key in self._waiting:
            self.doing.change("pending", self._waiting[key]["uid"], values)
        else:
            saved = self.doing.add("pending", {"ledger": ledger, "row": row, "field": field, **values})
            self._waiting[key] = {**values, "uid": saved.uid}
        self.written += 1
