"""Figures count records by identity, say which they counted, and never add what overlaps."""

from decimal import Decimal

import pytest

from models import store as st
from models.insight import figures, targets
from models.insight.count_households import CHOICES
from models.insight.figures import FIGURES
from models.kernel import UsageMistake

from .conftest import Village

SETTLED = """
household.registered household.resident household.lifted household.monitored household.monitored.unstable
household.monitored.marginal household.monitored.sudden household.assisted household.cleared person.registered
person.resident person.lifted person.monitored person.monitored.unstable person.monitored.marginal
person.monitored.sudden person.assisted person.cleared visit.home_due visit.home_done visit.phone_due visit.phone_done
job.lifted job.lifted.abroad job.lifted.province job.lifted.county_out job.lifted.county_in job.lifted.unknown
job.monitored job.persons job.last_year job.target_rate loan.granted loan.granted_amount loan.households loan.balance
loan.matured loan.repaid toilet.new toilet.new_accepted toilet.mended toilet.mended_due
"""


def test_every_settled_figure_is_there_with_its_definition_and_source() -> None:
    assert set(SETTLED.split()) <= set(FIGURES)
    assert all(f.definition.endswith("。") and f.source and f.title and f.unit for f in FIGURES.values())


def test_an_empty_village_has_figures_of_nothing(village: Village) -> None:
    found = figures.values(village.store)
    assert found.pop("job.target_rate") is None
    assert found.pop("village.all") == 1
    assert {id: n for id, n in found.items() if n} == {}
    assert figures.shown(found["loan.balance"]) == "0.00"


def test_the_union_counts_a_household_once(village: Village) -> None:
    both = village.household("白小乙", type="lifted", monitoring_class="unstable", cleared=True, identified_month="2021-05")
    village.person(both, "白小丙", relation="3")
    village.person(both, "白小丁", relation="3", left_on="2025-03-01", left_why="死亡")
    village.household("白小戊", type="lifted")
    village.household("白小己", monitoring_class="sudden", identified_month="2025-06")
    village.household("白小庚", residence="empty")
    found = figures.values(village.store)
    assert [found[f"household.{x}"] for x in ("lifted", "monitored", "assisted", "cleared")] == [2, 2, 3, 1]
    assert [found[f"household.monitored.{x}"] for x in ("unstable", "marginal", "sudden")] == [1, 0, 1]
    assert [found[f"person.{x}"] for x in ("resident", "lifted", "monitored", "assisted", "cleared")] == [4, 3, 3, 4, 2]
    assert found["household.resident"] == 3
    assert figures.value(village.store, "household.monitored", "2025-05") == 1


def test_a_class_of_households_takes_its_own_records_along_and_leaves_what_belongs_to_no_house(village: Village) -> None:
    both = village.household("白小乙", type="lifted", monitoring_class="unstable", cleared=True, identified_month="2021-05")
    risky = village.household("白小丙", monitoring_class="sudden", identified_month="2025-06")
    plain = village.household("白小丁", type="ordinary")
    toilets = [village.add("toilet", household=home, kind="new", year=2025) for home in (both, plain)]
    village.add("environment_action", date="2025-07-01", place="村口")

    def counted(id: str, of: str) -> set[str]:
        found = figures.records(village.store, id, household_class=of)
        assert (figures.values(village.store, [id], household_class=of)[id] or 0) == len(found)
        return {record.uid for record in found}

    homes = {of: counted("household.resident", of) for of in CHOICES}
    assert homes == {"lifted": {both}, "monitored": {both, risky}, "at_risk": {risky}, "cleared": {both}, "ordinary": {plain}}
    assert [counted("toilet.new", of) for of in ("cleared", "ordinary", "at_risk")] == [{toilets[0]}, {toilets[1]}, set()]
    assert len(counted("environment_action.times", "")) == 1 and not counted("environment_action.times", "ordinary")


def test_registered_is_typed_and_never_counted(village: Village) -> None:
    [row] = st.find(village.store, "village")
    st.change(village.store, "village", row.uid, {"registered_households": 321, "registered_people": 800})
    assert figures.value(village.store, "household.registered") == 321
    assert figures.records(village.store, "person.registered") == [figures.Record("village", row.uid, 800)]


def test_a_visit_counts_in_its_month_and_a_call_only_where_a_call_is_due(village: Village) -> None:
    home, away = village.household("白小乙", type="lifted"), village.household("白小丙", type="lifted", residence="away")
    village.add("visit", household=home, date="2025-06-30", units="village")
    village.add("visit", household=home, date="2025-07-02", method="phone", units="village")
    village.add("visit", household=away, date="2025-07-02", method="phone")
    july = figures.values(village.store, period="2025-07")
    assert [july[f"visit.{x}"] for x in ("home_due", "home_done", "phone_due", "phone_done")] == [1, 0, 1, 1]
    assert figures.value(village.store, "visit.home_done", "2025-06") == 1


def test_workers_are_people_by_their_latest_place(village: Village) -> None:
    home = village.household("白小乙", type="lifted", monitoring_class="unstable")
    other = village.household("白小丙", monitoring_class="sudden")
    head, son = village.person(home), village.person(home, "白小丁", relation="3")
    village.add("job", person=head, place="province", from_month="2025-01", to_month="2025-03", still=False)
    village.add("job", person=head, place="county_in", from_month="2025-04", channel="post")
    village.add("job", person=head, place="county_in", year=2024, from_month="2024-03", to_month="2024-11", still=False)
    unknown = village.add("job", person=son, place="unknown", from_month="2025-02")
    village.add("job", person=village.person(other), place="province", from_month="2025-05")
    village.add("target", id="job.lifted", year=2025, value="3")
    found = figures.values(village.store)
    assert [found[f"job.{x}"] for x in ("lifted", "monitored", "persons", "last_year")] == [2, 3, 3, 1]
    assert [found[f"job.lifted.{x}"] for x in ("province", "county_in", "unknown", "county_in.post")] == [0, 1, 1, 1]
    assert found["job.target_rate"] == Decimal("66.67")
    village.add("job_check", job=unknown, date="2025-07-20", still=True, place="county_out")
    assert figures.value(village.store, "job.lifted.county_out") == 1
    village.add("target", id="job.last_year", year=2025, value="86")
    assert figures.value(village.store, "job.last_year") == 86


def test_loans_of_other_products_do_not_count_and_repaid_ones_are_no_balance(village: Village) -> None:
    head = village.person(village.household("白小乙", type="lifted"))
    village.add("loan", borrower=head, amount="50000", granted_on="2025-03-01", term=36)
    village.add("loan", borrower=head, amount="40000", granted_on="2025-04-01", term=36, product="enrich")
    old = village.add("loan", borrower=head, amount="30000", granted_on="2023-06-30", due_on="2025-06-30")
    village.add("loan_repayment", loan=old, date="2025-06-28", amount="30000")
    found = figures.values(village.store)
    assert [found[f"loan.{x}"] for x in ("granted", "households", "matured", "repaid")] == [1, 1, 1, 1]
    assert found["loan.granted_amount"] == found["loan.balance"] == Decimal("50000.00")
    assert figures.value(village.store, "loan.balance", "2025-06-27") == Decimal("80000.00")


def test_mended_toilets_are_toilets_and_not_new_ones(village: Village) -> None:
    home = village.household("白小乙")
    village.add("toilet", household=home, kind="new", year=2025, built_on="2025-05-01", accepted_on="2025-06-01",
                acceptance="pass")  # fmt: skip
    village.add("toilet", household=home, kind="new", year=2025)
    old = village.add("toilet", household=home, kind="new", year=2019)
    for day in ("2025-03-01", "2025-04-01"):
        village.add("toilet_fault", toilet=old, found_on=day, state="closed", mended_on="2025-05-01", checked_by="白小甲")
    found = figures.values(village.store)
    assert [found[f"toilet.{x}"] for x in ("new", "new_accepted", "mended", "mended_due")] == [2, 1, 1, 1]
    village.add("toilet_fault", toilet=old, found_on="2025-07-01")
    assert figures.value(village.store, "toilet.mended") == 0


def test_the_command_line_gets_every_number_as_text_with_its_records(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    told = figures.to_json(village.store, ["household.lifted"], explain=True)
    assert told["period"] == "2025-07-22"
    [one] = told["figures"]
    assert (one["value"], one["unit"]) == ("1", "户")
    assert one["records"] == [{"ledger": "household", "uid": home, "value": "1"}]


def test_an_unknown_figure_or_period_is_said_in_a_sentence(village: Village) -> None:
    with pytest.raises(UsageMistake, match="没有“household"):
        figures.value(village.store, "household.rich")
    with pytest.raises(UsageMistake, match="不是期间"):
        figures.value(village.store, "household.lifted", "七月")


def test_one_village_can_be_asked_for_alone(village: Village) -> None:
    village.household("白小乙", type="lifted")
    assert figures.value(village.store, "household.lifted", scope="999999104201") == 1
    assert figures.value(village.store, "household.lifted", scope="999999104202") == 0


def test_a_group_of_houses_can_be_asked_for_alone(village: Village) -> None:
    first, second = village.household("白小乙", type="lifted", group="1组"), village.household("白小丙", type="lifted", group="2组")
    for home in (first, second):
        village.add("job", person=village.person(home), place="province", from_month="2025-01")
    village.add("visit", household=second, date="2025-07-02", units="village")
    found = {group: figures.values(village.store, group=group) for group in ("", "1组", "2组", "3组")}
    assert [found[group]["household.lifted"] for group in found] == [2, 1, 1, 0]
    assert [found[group]["job.lifted"] for group in found] == [2, 1, 1, 0]
    assert [found[group]["visit.home_done"] for group in found] == [1, 0, 1, 0]


def test_the_numbers_of_a_summary_say_what_changed_in_the_year(village: Village) -> None:
    new = village.household("白小乙", monitoring_class="sudden", identified_month="2025-06")
    village.household("白小丙", type="lifted", monitoring_class="unstable", cleared=True, identified_month="2021-05")
    village.person(new, "白小丁", relation="3", joined_on="2025-02-01", joined_why="birth")
    village.person(new, "白小戊", relation="3", left_on="2025-03-01", left_why="death")
    village.add("visit", household=new, date="2025-07-02", units="village")
    found = figures.values(village.store)
    assert [found[id] for id in ("household.monitored.new", "household.monitored.open", "person.monitored.open")] == [1, 1, 2]
    assert [found["person.joined"], found["person.left"]] == [1, 1]
    assert found["visit.home_rate"] == Decimal(f"{100 / found['visit.home_due']:.2f}")
    assert found["visit.phone_rate"] is None


def test_a_target_tells_how_far_its_figure_is_and_where_the_pace_leads(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.add("job", person=village.person(home), place="province", from_month="2025-01")
    village.add("target", id="job.lifted", year=2025, value="4")
    village.add("target", id="loan.balance", year=2025, value="100")
    village.add("target", id="job.lifted", year=2024, value="9")
    found = targets.progresses(village.store, figures.values(village.store))
    assert {id: one.words(FIGURES[id].unit) for id, one in found.items()} == {
        "job.lifted": "任务 4 人，完成 25.00%；照现在的进度，到12月底能到 1 人", "loan.balance": "任务 100 元，完成 0.00%",
    }  # fmt: skip


def test_a_household_without_a_helper_is_counted_until_somebody_helps_it_and_again_when_they_stop(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.household("白小丙", type="ordinary")
    assert figures.value(village.store, "household.no_helper") == 1
    helper = village.add("helper", household=home, name="白小丁", from_on="2025-01-01")
    assert figures.value(village.store, "household.no_helper") == 0
    st.change(village.store, "helper", helper, {"to_on": "2025-07-01"})
    assert figures.value(village.store, "household.no_helper") == 1


def test_what_belongs_to_no_house_is_no_number_of_a_group_instead_of_a_wrong_nought(village: Village) -> None:
    village.household("白小乙", group="一组", type="lifted")
    village.household("白小丙", group="二组")
    [place] = st.find(village.store, "village")
    st.change(village.store, "village", place.uid, {"registered_households": 389})
    ids = ["household.registered", "household.lifted", "problem.told"]
    assert figures.values(village.store, ids) == {"household.registered": 389, "household.lifted": 1, "problem.told": 0}
    assert figures.values(village.store, ids, group="二组") == {"household.registered": None, "household.lifted": 0, "problem.told": 0}
    assert figures.values(village.store, ids, household_class="lifted")["household.registered"] is None
