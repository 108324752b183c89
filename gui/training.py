"""The made-up village for trying things out: built once beside the data, opened on its own day."""

from __future__ import annotations

import json
from pathlib import Path

from models import store as st
from models.kernel import Circumstance


def open_training(folder: Path) -> st.Store:
    """The first made-up village, built when it is not there yet. Takes up to two minutes the first time."""
    index = folder / "index.json"
    if not index.exists():
        from services import demo

        demo.build(folder)
    made = json.loads(index.read_text("utf-8"))
    villages = sorted(path for path in (folder / "data").iterdir() if not path.name.endswith("000"))
    if not villages:
        raise Circumstance("演示村没有编成，请再试一次。")
    return st.open_store(villages[-1] if len(villages) == 1 else _first(villages), str(made["password"]))


def _first(villages: list[Path]) -> Path:
    """The community comes first by its code; the first village is what the manual shows."""
    return next((path for path in villages if path.name.endswith("201")), villages[0])
