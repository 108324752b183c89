"""存到U盘: the month's papers in one folder, and what may not go out yet."""

from __future__ import annotations

from pathlib import Path

from gui.desk import Desk
from gui.pages.sync_work import month_reports
from models import store as st
from services import returning


class Task:
    """Nobody looks at the progress."""

    def report(self, *_: object) -> None:
        """Say nothing."""


def test_one_paper_that_may_not_go_out_yet_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    home = st.uids(desk.store, "household")[0]
    st.add(desk.store, "parameter", {"id": "return.must_be_clean", "value": "2.1", "from_on": "2025-01-01"})
    st.change(desk.store, "household", home, {"phone": "123"})
    st.add(desk.store, "visit", {"household": home, "date": desk.store.today()})
    count, out, said = month_reports(desk.store, tmp_path, Task())
    files = list(out.iterdir())
    assert len(files) == count
    assert {path.name.partition("-")[0] for path in files} == {one.id for one in returning.monthly(desk.store)} - {"2.1"}
    assert any(text.startswith("《入户走访登记表》没有出") for text in said)
