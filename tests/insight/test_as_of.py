"""A past day's figures from the journal: what was known that evening, whatever was mended afterwards."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import store as st
from models.insight.as_of import authors, compare, look_back
from models.insight.figures import FIGURES
from models.store import merging

from .conftest import Village

IDS = ("household.lifted", "person.lifted", "loan.balance", "toilet.new", "visit.home_done")


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    """A village whose books were opened on 4 July and whose clock goes on."""
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    _written_on(monkeypatch, "2025-07-04")
    store, _ = st.create(tmp_path / "村", role="village", region="999999104201", name="试验村", operator="白小甲", password="试用密码 2025")
    yield Village(store)
    store.close()


def _written_on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("ZHENXING_NOW", f"{day}T10:00:00+08:00")


def _two_days(village: Village, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A village on 5 July, and what was mended on 20 July: a class, a loan that was typed wrongly, a person too many."""
    _written_on(monkeypatch, "2025-07-05")
    home, other = village.household("白小乙", type="lifted"), village.household("白小丙", type="lifted")
    extra = village.person(other, "白小丁", relation="3")
    loan = village.add("loan", borrower=village.person(home), amount="50000", granted_on="2025-03-01", term=36)
    _written_on(monkeypatch, "2025-07-20")
    st.change(village.store, "household", other, {"type": "ordinary"})
    st.change(village.store, "loan", loan, {"amount": "30000"})
    st.remove(village.store, "person", extra, "记错了")
    village.add("toilet", household=home, kind="new", year=2025)
    return other, loan


def test_the_evening_before_an_edit_has_the_figure_of_before(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    other, loan = _two_days(village, monkeypatch)
    found = compare(village.store, IDS, date(2025, 7, 5))
    assert [found[id].then for id in IDS[:4]] == [2, 3, 50000, 0]
    assert [found[id].now for id in IDS[:4]] == [1, 1, 30000, 1]
    assert found["household.lifted"].changed == [("household", other)]
    assert found["loan.balance"].changed == [("loan", loan)]


def test_the_day_before_anything_was_written_knows_nothing(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    _two_days(village, monkeypatch)
    assert [one.then for one in compare(village.store, IDS[:2], date(2025, 7, 4)).values()] == [0, 0]


def test_as_of_now_is_now_for_every_figure(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    other, _ = _two_days(village, monkeypatch)
    twin = village.household("白小庚", type="lifted")
    village.add("visit", household=twin, date="2025-07-12", units="village")
    merging.merge(village.store, "household", (other, twin), reason="同一户")
    found = compare(village.store, FIGURES, date(2025, 7, 20))
    assert {id: one.then for id, one in found.items()} == {id: one.now for id, one in found.items()}
    assert not any(one.changed for one in found.values())


def test_looking_back_says_what_came_went_or_changed_its_value_and_who_did_it(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, loan = _two_days(village, monkeypatch)
    found = look_back(village.store, date(2025, 7, 5), date(2025, 7, 20))
    people, loans = found.figures["person.lifted"], found.figures["loan.balance"]
    assert (people.then, people.now, len(people.changed)) == (3, 1, 2)
    assert {found.names[key].what for key in people.changed} == {"白小丙", "白小丁"}  # one of them is gone altogether
    assert (loans.sides[0]["loan", loan], loans.sides[1]["loan", loan]) == (50000, 30000)
    [edit] = authors(village.store, "loan.balance", loans.changed, found.known)["loan", loan]
    assert (edit.by, edit.at[:10], edit.changes) == ("白小甲", "2025-07-20", (("放款金额", "50,000.00", "30,000.00"),))
    told = authors(village.store, "person.lifted", people.changed, found.known)
    assert {entry.ledger for entries in told.values() for entry in entries} == {"person", "household"}  # by its class, and itself
    assert not authors(village.store, "household.lifted", [("household", other)], date(2025, 7, 20))["household", other]
    june = look_back(village.store, date(2025, 7, 5), date(2025, 6, 30)).figures["toilet.new"]  # of June, as it was told on 5 July
    assert (june.then, june.now) == (0, 1)


def test_a_household_that_counts_otherwise_because_of_another_row_names_that_row(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = village.household("白小乙", type="lifted")
    _written_on(monkeypatch, "2025-07-12")
    village.add("visit", household=home, date="2025-07-12", units="village")
    found = look_back(village.store, date(2025, 7, 10), date(2025, 7, 12))
    assert found.figures["visit.home_done"].changed == [("household", home)]
    [entry] = authors(village.store, "visit.home_done", [("household", home)], found.known)["household", home]
    assert (entry.ledger, entry.at[:10]) == ("visit", "2025-07-12")
