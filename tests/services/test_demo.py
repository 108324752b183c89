"""The made-up township: its people come out as planned, and one round brings every figure to the township."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

import models.store as st
from models.insight.alerts import alerts
from models.kernel import Circumstance
from models.kernel.identifiers import id_fault
from models.rules.id_number import birth_fault, read_certificate
from services import demo
from services.demo import round as whole_round
from services.demo.facts import VillageFacts, village_facts
from services.demo.people import sizes
from services.demo.plan import plan
from services.demo.reported import type_reported

COMMUNITY = "999999104001"
TOWNSHIP = "999999104000"
ON_PURPOSE = {"pending", "V03"}
"""What the lists have wrong to show what an import says."""
CONTRADICTIONS = Counter({"target.parts_make_the_whole": 2, "target.rate_has_a_target": 1, "target.no_more_than_there_are": 1,
                          "target.scopes_told_apart": 1})  # fmt: skip


@pytest.fixture
def villages() -> list[VillageFacts]:
    return [village_facts(plan(), village) for village in plan().villages]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict]]:
    """The round of the smallest village alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        patch.setenv("ZHENXING_NOW", "2026-11-03T08:00:00+08:00")  # the demo stands on its own day all the same
        out = tmp_path_factory.mktemp("demo") / "out"
        yield out, whole_round.run(out, plan().only(COMMUNITY))


def test_households_and_people_come_out_as_planned(villages: list[VillageFacts]) -> None:
    homes = [home for facts in villages for home in facts.homes]
    expected = plan().expected
    assert len(homes) == expected["household.resident"]
    assert sum(len(home.living) for home in homes) == expected["person.resident"]
    assisted = [home for home in homes if home.assisted]
    assert len(assisted) == expected["household.assisted"]
    assert sum(len(home.living) for home in assisted) == expected["person.assisted"]
    assert sum(len(home.people) - len(home.living) for home in homes) == 2


def test_the_same_plan_gives_the_same_people() -> None:
    again = [[one.id_no for home in village_facts(plan(), plan().villages[0]).homes for one in home.people] for _ in "ab"]
    assert again[0] == again[1]


def test_every_number_is_sound_and_belongs_to_nobody(villages: list[VillageFacts]) -> None:
    for facts in villages:
        people = [one for home in facts.homes for one in home.people]
        assert len({one.id_no for one in people}) == len(people)
        assert len({one.name for one in people}) == len(people)
        for one in people:
            assert one.id_no.startswith("999999")
            assert id_fault(one.id_no) is None
            assert birth_fault(one.id_no, facts.today) is None
            card = read_certificate(one.id_no)
            assert card is not None
            assert (card.age(facts.today), card.sex == "1") == (one.age, one.man)


def test_some_names_are_long_and_carry_a_middle_dot(villages: list[VillageFacts]) -> None:
    names = [one.name for facts in villages for home in facts.homes for one in home.people]
    assert any(len(name) > 15 and name.count("·") == 2 for name in names)
    assert sum("·" in name for name in names) > 20


def test_sizes_hold_exactly_so_many_people_and_about_a_fifth_live_alone() -> None:
    found = sizes(200, 550, Random(1))
    assert (len(found), sum(found)) == (200, 550)
    assert Counter(found)[1] == 44
    assert sizes(1, 2, Random(1)) == [2]


def test_work_comes_out_place_by_place(villages: list[VillageFacts]) -> None:
    jobs = [work for facts in villages for work in facts.jobs]
    lifted = Counter(work.place for work in jobs if work.home.block.type == "lifted")
    assert lifted == {"省外": 3, "省内县外": 30, "县内": 56, "不清楚": 7}
    assert len({work.person.id_no for work in jobs}) == len(jobs) == 102
    assert sum(work.home.block.monitoring is not None for work in jobs) == 10
    assert sum(work.channel == "公益岗位" for work in jobs) == 47


def test_nobody_lives_alone_and_works_twice(villages: list[VillageFacts]) -> None:
    for facts in villages:
        for code, workers in Counter(work.home.code for work in facts.jobs).items():
            [home] = [home for home in facts.homes if home.code == code]
            assert workers <= len(home.living)


def test_workers_are_of_age_and_not_at_school(villages: list[VillageFacts]) -> None:
    workers = [work.person for facts in villages for work in facts.jobs]
    assert all(18 <= one.age < 66 and not one.stage and one.left_on is None for one in workers)


def test_a_round_of_one_village_brings_all_of_it_to_the_township(small: tuple[Path, dict]) -> None:
    out, found = small
    assert found["ok"] is True
    assert found["demo_date"] == "2025-07-22"
    values = {one["id"]: one["value"] for one in found["figures"]}
    assert (values["household.resident"], values["person.resident"]) == ("122", "337")
    assert [one["status"] for one in found["received"]] == ["applied"]
    assert found["brought_back"] == [{"region": COMMUNITY, "receipts": 1, "status": ["applied"]}]
    assert json.loads((out / "index.json").read_text(encoding="utf-8")) == found


def test_a_round_leaves_its_files(small: tuple[Path, dict]) -> None:
    out, found = small
    files = [name for one in found["returns"] for name in one["files"]]
    files += [one["path"] for key in ("imports", "packages", "answers") for one in found[key]]
    files += [one["card"] for one in found["participants"]]
    assert [name for name in files if not (out / name).is_file()] == []
    assert {one["id"] for one in found["returns"]} == {"2.1", "2.2", "2.3", "2.5", "2.6", "2.9", "2.17", "2.17b"}
    assert {one["id"] for one in found["returns"] if one["public"]} == {"2.1", "2.2", "2.3", "2.5", "2.6", "2.9"}
    assert "122户" in (out / "index.md").read_text(encoding="utf-8")


def test_an_import_of_the_demo_names_the_cells_that_are_wrong(small: tuple[Path, dict]) -> None:
    roster = small[1]["imports"][0]
    assert (roster["read"], roster["added"], roster["rejected"], roster["pending"]) == (337, 337, 0, 2)
    said = " ".join(cell["text"] for cell in roster["cells"])
    assert "第18位对不上" in said
    assert "后三位已经丢了" in said


def test_after_the_round_the_village_has_a_little_left_to_take_along(small: tuple[Path, dict]) -> None:
    out, found = small
    store = st.open_store(out / "data" / COMMUNITY, found["password"])
    try:
        states = Counter(st.states(store, "household", st.uids(store, "household")).values())
        assert states == {"received": 119, "local": 3}
        assert store.demo_date == date(2025, 7, 22)
    finally:
        store.close()


def test_nothing_fires_on_what_was_counted_and_exactly_the_contradictions_on_what_was_reported(small: tuple[Path, dict]) -> None:
    out, found = small
    assert {one["check"] for one in found["alerts"]} <= ON_PURPOSE
    assert _reported(out, found) == CONTRADICTIONS


def _reported(out: Path, found: dict) -> Counter[str]:
    """What fires in the township once the report is typed, and did not before."""
    store = st.open_store(out / "data" / TOWNSHIP, found["password"])
    try:
        type_reported(store, plan())
        now = Counter(one.check for one in alerts(store, hints=True))
    finally:
        store.close()
    return now - Counter(one["check"] for one in found["alerts"])


def test_a_folder_that_holds_a_demo_is_left_alone(small: tuple[Path, dict]) -> None:
    with pytest.raises(Circumstance, match="已经有演示数据"):
        demo.build(small[0])


@pytest.mark.slow
def test_the_whole_township_comes_to_every_figure_of_the_plan(tmp_path: Path) -> None:
    steps: list[str] = []
    found = demo.build(tmp_path / "demo", progress=lambda done, total, text: steps.append(f"{done} {total} {text}"))
    assert [one for one in found["figures"] if one["right"] is False] == []
    assert sum(one["right"] is True for one in found["figures"]) == len(plan().expected)
    assert {one["status"] for one in found["received"]} == {"applied"}
    assert [one["receipts"] for one in found["brought_back"]] == [1] * 5
    assert {one["id"] for one in found["returns"]} == {"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.9", "2.17", "2.17b"}
    assert steps[0].startswith("0 33 ")
    assert steps[-1].startswith("32 33 ")
    assert found["participants"][0]["region"] == TOWNSHIP
    assert {one["check"] for one in found["alerts"]} <= ON_PURPOSE
    assert _reported(tmp_path / "demo", found) == CONTRADICTIONS
