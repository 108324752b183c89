"""Two households become one with every row of every ledger under them, photos too, and come apart again as they were."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import models.store as st
from models.insight import duties
from models.insight.alerts import alerts
from models.kernel import stored_fields
from models.ledgers import LEDGERS
from models.store import backup, merging
from services import evidence
from tests.ledgers.samples import make
from tests.services.pictures import photo

_SHARED = ("village", "operator", "attachment")  # one each, whatever else there is


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    made, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲",
                        password="试用密码 2025", today=date(2025, 7, 22))  # fmt: skip
    yield made
    made.close()


def _whole(store: st.Store) -> dict[str, dict[str, tuple[dict[str, Any], bool]]]:
    return {ledger: {row.uid: (dict(row.values), row.removed_at is None) for row in st.find(store, ledger, removed=True)}
            for ledger in LEDGERS if ledger != "operator"}  # fmt: skip


def _leading_to(store: st.Store, gone: set[str]) -> set[str]:
    """Ledgers with a live row that leads to one of these."""
    return {ledger for ledger, rows in _whole(store).items() for values, live in rows.values() if live
            for field in stored_fields(LEDGERS[ledger]) if (field.to or field.name == "row") and values[field.name] in gone}  # fmt: skip


def test_all_that_any_ledger_holds_of_two_households_is_one_households_and_comes_apart_again(store: st.Store, tmp_path: Path) -> None:
    one: dict[str, str] = {}
    other: dict[str, str] = {}
    for ledger in LEDGERS:
        make(store, ledger, one)
    other |= {ledger: one[ledger] for ledger in _SHARED}
    for ledger in LEDGERS:
        make(store, ledger, other)
    (tmp_path / "photo.jpg").write_bytes(photo(shade=140))
    for ledger in ("household", "person", "loan"):
        evidence.add(store, ledger, other[ledger], evidence.take_in(store, [tmp_path / "photo.jpg"]).pictures)
    st.add(store, "person", {"household": one["household"], "name": "苇青", "relation": "3"})
    st.add(store, "person", {"household": other["household"], "name": "苇青", "relation": "3", "school": "示范小学"})
    before = _whole(store)
    operation = merging.merge(store, "household", [one["household"], other["household"]], reason="是一户")
    people = [row for row in st.find(store, "person", order=("name",)) if not row["left_on"]]
    assert [(row["name"], row["relation"], row["school"]) for row in people] == [("样例户主", "1", None), ("苇青", "3", "示范小学")]
    assert _leading_to(store, {other["household"]}) == set()
    assert evidence.of_record(store, "household", one["household"]).pictures  # type: ignore[union-attr]
    assert backup.verify(store, rebuild=True).good
    assert alerts(store, hints=True) and duties.due(store)
    st.undo(store, operation)
    assert _whole(store) == before and backup.verify(store, rebuild=True).good
    for ledger in ("person", "loan", "post_holder", "monitoring", "asset", "toilet"):
        operation = merging.merge(store, ledger, [one[ledger], other[ledger]], reason="是一样的")
        assert _leading_to(store, {other[ledger]}) == set(), ledger
        st.undo(store, operation)
        assert _whole(store) == before, ledger
