"""The encrypted file: open, records (the one check for form, import and command line), unit of work, undo, journal.

Sessions and connections are named nowhere above this package and models.insight; everybody else gets frozen rows.
"""

from models.store.checking import Checked, field_named
from models.store.drafts import Drafts
from models.store.history import Entry
from models.store.query import Row, by_uids, count, counts, find, full, get, names, shown, total, uids, unused
from models.store.records import Doing, Saved, Stale, add, change, check, remove, together
from models.store.search import Hit, find_anybody
from models.store.states import SHOWN, states
from models.store.store import Store, create, on_day, open_store
from models.store.undo import Step, Undone, redo, redoable, undo, undoable

__all__ = [
    "SHOWN", "Checked", "Doing", "Drafts", "Entry", "Hit", "Row", "Saved", "Stale", "Step", "Store", "Undone", "add",
    "by_uids", "change", "check", "count", "counts", "create", "field_named", "find", "find_anybody", "full", "get", "names",
    "on_day", "open_store", "redo", "redoable", "remove", "shown", "states", "together", "total", "uids", "undo",
    "undoable", "unused",
]
