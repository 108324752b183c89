"""The week's plan: no more than a week's share of the walk, everything open at a door that is visited, late things first of all."""

from datetime import date

from models.insight import duties
from models.insight.today import TOWN_WALK
from models.insight.week import plan

from .conftest import TODAY, Village

FIRST = date(2025, 7, 1)


def _of_village(village: Village, on: date) -> list[duties.Duty]:
    return [one for one in duties.due(village.store, on) if one.duty != TOWN_WALK]


def test_a_month_of_visits_is_walked_in_equal_weeks(village: Village) -> None:
    homes = [village.household(f"白小{name}", type="lifted", group="一组") for name in "甲乙丙丁戊己庚辛"]
    watched = homes[-1]
    village.add("monitoring", household=watched, kind="unstable", opening=True, identified_month="2024-01")
    week = plan(_of_village(village, FIRST), FIRST, homes)
    assert [door.household for door in week.doors] == [homes[0], watched], "a quarter of eight, the watched one first, as one walks"
    assert len(plan(_of_village(village, TODAY), TODAY, homes).doors) == 6, "eight, over ten days that are left"
    assert len(plan(_of_village(village, date(2025, 7, 25)), date(2025, 7, 25), homes).doors) == 8


def test_what_is_pressing_takes_along_all_that_is_open_at_its_door(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.add("visit", household=home, date="2025-07-02", units="village,township")
    visit = village.add("visit", household=home, date="2025-07-03")
    village.add("finding", visit=visit, text="门坏了", due_on="2025-07-25", keeper="白小丙")
    week = plan(_of_village(village, TODAY), TODAY, [home])
    [door] = week.doors
    assert (door.due, door.words()) == (date(2025, 7, 25), "白小乙家走访发现的“门坏了”还没办完；采集收支")
    assert [one.keeper for one in door.duties if one.keeper] == ["白小丙"]
    assert "本月的研判会还没开" in [line.text for line in week.village]
