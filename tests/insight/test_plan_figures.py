"""The shares that a county's year plan sets: each of those it is about, none where nothing of it is kept."""

from decimal import Decimal

from models.insight import figures
from models.insight.count_plans import FIGURES

from .conftest import Village

IDS = [one.id for one in FIGURES]


def test_shares_of_nothing_are_no_numbers(village: Village) -> None:
    village.household("白小甲", type="lifted")
    found = figures.values(village.store, IDS)
    assert {id for id, value in found.items() if value is not None} == {"job.assisted", "housing_check.mend_due", "housing_check.mended"}


def test_each_share_is_of_those_it_is_about(village: Village) -> None:
    home = village.household("白小甲", type="lifted", safe_water=True, water="1")
    other = village.household("白小乙", type="lifted", safe_water=False, water="3")
    plain = village.household("白小丙", safe_water=True)
    head, second = village.person(home), village.person(other)
    child, pupil = (village.person(home, name, relation="3") for name in ("白小丁", "白小戊"))
    village.add("insurance", person=head, year=2025, kind="resident")
    village.add("insurance", person=second, year=2025, kind="none")
    village.add("insurance", person=village.person(plain), year=2025, kind="resident")
    village.add("illness", person=head, kind="serious", disease="胃病", treatment="treated", doctor_signed=True)
    village.add("illness", person=second, kind="serious", disease="肺病", treatment="not_yet", doctor_signed=False)
    village.add("illness", person=child, kind="serious", disease="骨折", treatment="outside", course="cured")
    for who, aid in ((child, "1"), (pupil, "")):
        village.add("schooling", person=who, year=2025, stage="小学", **({"money": "500"} if aid else {}))
    village.add("housing_check", household=home, date="2025-03-01", grade="D", mended_on="2025-07-01", remedy="repair")
    village.add("housing_check", household=other, date="2025-03-01", grade="C")
    village.add("handout", household=home, date="2025-04-10", item="明白纸", kind="leaflet")
    works = [village.add("project", title=title, year=2025, kind=kind, step="started", budget=budget)
             for title, kind, budget in (("暖棚", "industry", "600000"), ("水渠", "building", "400000"))]  # fmt: skip
    village.add("project_progress", project=works[0], month="2025-06", paid="250000")
    village.add("job", person=head, place="county_in", year=2025)
    village.add("job", person=village.person(plain), place="county_in", year=2025)
    percent = {
        "insurance.rate": "25", "illness.treated_rate": "50", "illness.signed_rate": "50", "schooling.aided_rate": "50",
        "household.safe_water_rate": "66.67", "household.tap_water_rate": "50", "handout.leaflet_rate": "33.33",
        "project.industry_share": "60", "project.paid_share": "25", "job.assisted": "1",
        "housing_check.mend_due": "2", "housing_check.mended": "1",
    }  # fmt: skip
    found = figures.values(village.store, IDS)
    assert {id: Decimal(value or 0) for id, value in found.items()} == {id: Decimal(said) for id, said in percent.items()}
    assert {one.uid for one in figures.records(village.store, "insurance.rate")} == {head}
