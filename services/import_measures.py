"""Rectification plans: one row a measure, its problem written beside it, merged over its measures or only in the first.

The problem is found by its number or words, else made in the same operation; one that stands already is left as it is.
"""

from __future__ import annotations

from intake.stage import StagedRow
from models.kernel import Field
from services.import_report import RowResult
from services.import_rows import Importer, RowRefused, through

PROBLEM = "problem."


class MeasureImporter(Importer):
    """One row a measure."""

    _above: tuple[str, str] | None = None

    def take(self, row: StagedRow) -> RowResult:
        """The measure of a row; a row without one makes no problem either."""
        if not row.values.get("text"):
            self._above = None  # a measure below must not slip under the problem before
            raise RowRefused("没有“整改措施”，这一行没收。只有问题的，请导进“问题整改”。")
        return super().take(row)

    def linked(self, row: StagedRow, link: Field) -> str | None:
        """The problem of a row: as it says, made when it is new, else the one above in the same sheet."""
        if link.to != "problem":
            return super().linked(row, link)
        above, self._above = self._above, None
        said = through(row, "problem")
        if row.values.get(link.name) is not None:
            uid = super().linked(row, link)
        elif said or any(name.startswith(PROBLEM) for name in row.unreadable):
            uid = self._problem(row, said)
        elif above and above[0] == row.sheet:
            uid = above[1]
        else:
            raise RowRefused("看不出是哪个问题的措施：没有问题编号和反馈问题，上面也没有。")
        if uid:
            self._above = (row.sheet, uid)
        return uid

    def _problem(self, row: StagedRow, said: dict[str, object]) -> str:
        year = self.doing.store.today().year
        found = self.one_of(self.index["problem"].find({"year": year} | said), "problem")
        return found or self.write(row, "problem", None, said, PROBLEM).uid
