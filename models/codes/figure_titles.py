"""What each figure is called, by its id, for the ledger of targets that is written and read by these titles.

The figures themselves declare their titles (models.insight.figures) and lay them down here when they are loaded: a ledger
cannot ask insight, and nothing is to be typed twice.
"""

TITLES: dict[str, str] = {}
SHARES: set[str] = set()
"""Figures that say how much of a whole, and so never come to more than a hundred."""
