"""Bad inputs and the sentence that each got: `python -m tools.bad_inputs`.

Made anew on every run in a folder that is thrown away. At the end the journal is folded into an empty file, to see that
nothing was half saved.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

import models.store as st
from commands.output import table
from models.store.journal.tables import journal
from tools.bad_cases import CASES
from tools.bad_place import PASSWORD, Place, Said, prepared


@dataclass(frozen=True)
class Tried:
    """One bad input, what was said to it, and whether the village's journal grew although it was refused."""

    what: str
    said: Said
    half_saved: bool

    @property
    def sentence(self) -> str:
        """What the person read; a warning stands beside the answer."""
        return self.said.sentence or self.said.aside.strip().rpartition("\n")[2]


def _journalled(place: Place) -> int:
    """How many operations the village's journal holds, asked of the file itself: a case may have spoilt what stands around it."""
    with closing(st.open_store(place.village, PASSWORD)) as store, store.reader.connect() as connection:
        found: int = connection.execute(select(func.count()).select_from(journal)).scalar_one()
    return found


def tried(folder: Path) -> tuple[list[Tried], bool]:
    """Every case in turn in one township; and whether its files still are what their journals say."""
    place, found = prepared(folder), []
    before = _journalled(place)
    for what, attempt in CASES:
        said = attempt(place)
        after = _journalled(place)
        found.append(Tried(what, said, after > before and said.code != 0 and not said.body.get("batch")))
        before = after
    sound = all(place.run("verify", "--rebuild", data=data).code == 0 for data in (place.village, place.township))
    return found, sound


def main() -> int:
    """Print the table; 1 when something was half saved or an answer was a bug."""
    with tempfile.TemporaryDirectory() as folder:
        found, sound = tried(Path(folder))
    print(table(("号", "输入", "码", "类", "说的话"),
                [(n, one.what, one.said.code, one.said.kind, one.sentence) for n, one in enumerate(found, 1)]))
    wrong = [one.what for one in found if one.half_saved or one.said.code == 4 or not one.sentence]
    print(f"\n{len(found)}种坏输入；照流水重算：{'一致' if sound else '不一致'}；出了毛病的：{'、'.join(wrong) or '没有'}。")
    return 0 if sound and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
