"""A prepared world is made once a write path and copied for each try: making one costs more than trying it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.faults.paths import Told, WritePath, Wrong


class Worlds:
    """Fresh copies of what one write path starts from, always in the same place: packages remember where they lay."""

    def __init__(self, path: WritePath, work: Path) -> None:
        self.path = path
        self._kept, self.root = work / "kept", work / "root"
        self.root.mkdir(parents=True)
        path.prepare(self.root)
        self._before = path.before(self.root)
        shutil.copytree(self.root, self._kept)

    def fresh(self) -> Path:
        """The world as it was prepared."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root)
        return self.root

    def look(self, told: Told, *, rebuild: bool = False) -> Wrong:
        """What is wrong with it now; an error of any kind is a finding and not the end of the run."""
        try:
            return self.path.check(self.root, [*self._before, *told], rebuild)
        except Exception as error:  # that is what is looked for
            return [("broken", f"{type(error).__name__}: {first_line(error)}")]


def first_line(error: BaseException) -> str:
    """Enough to recognise it by."""
    return (str(error).splitlines() or [""])[0][:160]


def named(told: list[tuple[str, Any]], path: WritePath, wrong: Wrong, how: str) -> list[str]:
    """One line for each fault."""
    return [f"{path.name}: {kind}: {text} ({how}, {len(told)} told)" for kind, text in wrong]
