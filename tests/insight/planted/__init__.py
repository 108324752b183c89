"""One planted case per check: each plants rows of its own, so that exactly one alert of its check appears.

A family is a module with CASES: by the check's key (LEDGER.RULE, or the number that a mistake carries) what plants it.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests.insight.planted.village import Village

Plant = Callable[[Village], object]


def cases() -> dict[str, Plant]:
    """All planted cases, family by family."""
    found: dict[str, Plant] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in ("__init__", "village"):
            found |= import_module(f"tests.insight.planted.{path.stem}").CASES
    return found
