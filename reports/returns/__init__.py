"""The list of returns: the official forms by their number, then the plain register of every ledger by its id."""

from models.ledgers import LEDGERS
from reports.returns.before_monitoring import BEFORE_MONITORING
from reports.returns.book import Book
from reports.returns.declaration import Asked, Content, Return
from reports.returns.from_monitoring_on import FROM_MONITORING_ON
from reports.returns.gap_list import GAP_LIST
from reports.returns.photo_sheet import PHOTO_SHEET
from reports.returns.registers import derived_return, folded
from reports.returns.week_plan import WEEK_PLAN
from reports.returns.year_targets import YEAR_TARGETS

OFFICIAL = (*BEFORE_MONITORING, *FROM_MONITORING_ON)

RETURNS: dict[str, Return] = {one.id: one for one in (*OFFICIAL, WEEK_PLAN, GAP_LIST, YEAR_TARGETS, *map(derived_return, LEDGERS), PHOTO_SHEET)}
"""By id, in the order in which they are listed. Of photos no register is printed: they are themselves the print."""

__all__ = ["OFFICIAL", "RETURNS", "Asked", "Book", "Content", "Return", "folded"]
