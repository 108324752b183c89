"""Revisions of the tables: structure only. Values change by upcasts on journal values, never here (sync.md, 11)."""

from pathlib import Path

FOLDER = Path(__file__).parent
# The number of the newest revision; a file with a higher one is refused as made by a newer program.
SCHEMA = max((int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py")), default=1)
