"""Duties come from the records and go when the record that fulfils them exists."""

from datetime import date
from pathlib import Path

import pytest

from models import store as st
from models.insight import duties
from models.insight.today import lines
from services import duty_list

from .conftest import Village

VILLAGES = {"study_month", "compare_month", "sweep_quarter", "to_pack"}
"""What a village owes as a whole, whatever its households do."""


def _of_homes(found: list[duties.Duty]) -> list[duties.Duty]:
    """Without what is the village's, and without the quarter's accounts, which no doorstep settles by one key."""
    return [duty for duty in found if duty.duty not in VILLAGES | {"income_quarter"}]


def _household_with_everything(village: Village) -> str:
    home = village.household("白小乙", type="lifted", group="一组")
    son, daughter = (village.person(home, name, relation="3") for name in ("白小丙", "白小丁"))
    village.add("loan", borrower=village.person(home), amount="40000", granted_on="2025-03-01", term=36, purpose="养羊")
    village.add("toilet", household=home, kind="new", built_on="2025-06-01", accepted_on="2025-07-10", acceptance="pass",
                use="unused")  # fmt: skip
    village.add("job", person=son, place="county_out", city="包头", from_month="2025-03")
    village.add("job", person=daughter, place="county_in", from_month="2025-04")
    return home


def test_one_doorstep_fulfils_six_duties(village: Village) -> None:
    home = _household_with_everything(village)
    six = {"visit_home": 1, "visit_township": 1, "loan_check": 1, "job_quarter": 2, "toilet_use": 1}
    assert duties.totals(_of_homes(duties.due(village.store))) == six
    asks = duties.for_household(village.store, home)
    assert [a.question for a in asks] == [
        "白小丙还在包头干活吗？", "白小丁还在县内干活吗？", "厕所在用吗？", "4 万元贷款用在养羊上了吗？",
    ]  # fmt: skip
    with st.together(village.store, "走访 白小乙") as doing:
        visit = doing.add("visit", {"household": home, "units": "village,township"}).uid
        for ask in asks:
            _, _, values = ask.answers[0]
            doing.add(ask.ledger, {**values, "visit": visit})
    assert _of_homes(duties.due(village.store)) == []
    assert duties.for_household(village.store, home) == []


def test_every_answer_offered_can_be_saved(village: Village) -> None:
    home = _household_with_everything(village)
    for ask in duties.for_household(village.store, home):
        for _, _, values in ask.answers:
            assert not st.check(village.store, ask.ledger, values).refused


def test_nobody_at_home_or_a_call_fulfils_no_home_visit(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.add("visit", household=home, date="2025-07-10", result="absent", units="village")
    village.add("visit", household=home, date="2025-07-11", method="phone", units="village")
    assert duties.totals(_of_homes(duties.of_household(village.store, home))) == {"visit_home": 1, "visit_township": 1}
    village.add("visit", household=home, date="2025-07-12", units="township")
    assert duties.totals(_of_homes(duties.of_household(village.store, home))) == {"visit_home": 1}


def test_a_visit_is_never_late_before_the_month_is_over(village: Village) -> None:
    village.household("白小乙", type="lifted")
    [home] = [d for d in duties.due(village.store, date(2025, 7, 31)) if d.duty == "visit_home"]
    assert (home.due, home.left, home.late_days) == (date(2025, 7, 31), 0, 0)


def test_a_loan_is_reminded_of_then_overdue_and_gone_when_repaid(village: Village) -> None:
    head = village.person(village.household("白小乙", type="lifted"))
    loan = village.add("loan", borrower=head, amount="40000", granted_on="2022-08-03", due_on="2025-08-03")
    village.add("loan_check", loan=loan, date="2025-07-01", result="proper")

    def of_loans(on: date) -> dict[str, int]:
        return {d.duty: d.late_days for d in duties.due(village.store, on) if d.ledger == "loan"}

    assert "loan_due" not in of_loans(date(2025, 5, 4))
    assert of_loans(date(2025, 7, 22)) == {"loan_due": 0}
    assert of_loans(date(2025, 8, 3)) == {"loan_due": 0}
    assert of_loans(date(2025, 8, 5)) == {"loan_overdue": 2}
    village.add("loan_repayment", loan=loan, date="2025-07-21", amount="40000")
    assert of_loans(date(2025, 8, 5)) == {}


def test_a_loan_from_before_the_books_is_first_looked_at_after_they_were_opened(village: Village) -> None:
    head = village.person(village.household("白小乙", type="lifted"))
    village.add("loan", borrower=head, amount="40000", granted_on="2023-08-03", term=36, opening=True, opened_on="2025-07-15")
    assert "loan_check" not in duties.totals(duties.due(village.store))
    [check] = [d for d in duties.due(village.store, date(2025, 8, 1)) if d.duty == "loan_check"]
    assert (check.due, check.late_days) == (date(2025, 8, 14), 0)


def test_money_that_lies_there_is_looked_at_again_after_a_month_and_not_half_a_year(village: Village) -> None:
    head = village.person(village.household("白小乙", type="lifted"))
    loan = village.add("loan", borrower=head, amount="40000", granted_on="2025-03-03", term=24)
    village.add("loan_check", loan=loan, date="2025-07-10", result="unused")
    [check] = [d for d in duties.due(village.store, date(2025, 8, 1)) if d.duty == "loan_check"]
    assert check.due == date(2025, 8, 9)
    village.add("loan_check", loan=loan, date="2025-07-20", result="proper")
    assert "loan_check" not in duties.totals(duties.due(village.store, date(2025, 8, 1)))


def test_a_toilet_still_unused_is_asked_after_again_some_time_later(village: Village) -> None:
    home = village.household("白小乙")
    toilet = village.add("toilet", household=home, kind="new", built_on="2025-05-01", accepted_on="2025-06-01",
                         acceptance="pass", use="unused")  # fmt: skip
    [late] = duties.of_household(village.store, home)
    assert (late.duty, late.late_days) == ("toilet_use", 21)
    village.add("toilet_care", toilet=toilet, date="2025-07-20", use="unused")
    assert duties.of_household(village.store, home) == []
    assert [d.late_days for d in duties.of_household(village.store, home, date(2025, 8, 20))] == [0]
    village.add("toilet_care", toilet=toilet, date="2025-07-21", use="normal")
    assert duties.of_household(village.store, home, date(2025, 9, 20)) == []


def test_who_works_nobody_knows_where_is_asked_for_the_place_once(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.add("job", person=village.person(home), place="unknown", from_month="2025-02")
    assert {"job_quarter", "job_place"} <= set(duties.totals(duties.of_household(village.store, home)))
    [ask] = duties.for_household(village.store, home)
    assert (ask.question, [label for _, label, _ in ask.answers]) == (
        "白小乙在哪里干活？", ["县内", "省内县外", "省外", "境外", "没在干了"],
    )  # fmt: skip
    village.add(ask.ledger, **ask.answers[2][2])
    assert duties.for_household(village.store, home) == []


def test_who_has_stopped_working_is_asked_again_only_while_the_spell_stays_open(village: Village) -> None:
    home = village.household("白小乙")
    job = village.add("job", person=village.person(home), place="county_in", from_month="2025-02")
    village.add("job_check", job=job, date="2025-07-01", still=False)
    assert duties.of_household(village.store, home) == []
    assert [d.duty for d in duties.of_household(village.store, home, date(2025, 8, 1))] == ["job_quarter"]
    st.change(village.store, "job", job, {"to_month": "2025-06", "still": False})
    assert duties.of_household(village.store, home, date(2025, 8, 1)) == []


def test_lines_speak_as_the_cadre_does(village: Village) -> None:
    village.household("白小乙", type="lifted", group="二组")
    village.household("白小丙", monitoring_class="sudden", group="十组")
    village.household("白小丁", type="lifted", residence="away")
    head = village.person(village.household("白小戊"))
    loan = village.add("loan", borrower=head, amount="40000", granted_on="2022-08-03", due_on="2025-08-03", bank="信用社")
    village.add("loan_check", loan=loan, date="2025-07-01", result="proper")
    village.add("job", person=head, place="county_in", from_month="2025-02")
    told = [(x.kind, x.when_words, x.text, x.detail, x.action_words) for x in duties.lines(duties.due(village.store))]
    assert told[:5] == [
        ("soon", "还有 9 天", "本月还有 2 户没走到，其中监测户 1 户", "7月31日前", "排路线"),
        ("soon", "还有 9 天", "1 户全家在外，还有 1 户没打电话", "7月31日前", "逐户打"),
        ("soon", "还有 9 天", "本月的研判会还没开", "7月31日前", "记一笔"),
        ("soon", "还有 9 天", "7月和民政、医保还没比对", "7月31日前", "记一笔"),
        ("soon", "还有 12 天", "白小戊 4 万元贷款 8月3日到期", "信用社", "打印提醒单"),
    ]
    assert ("look", "还有 70 天", "三季度务工还有 1 人没问", "9月30日前", "逐个问") in told
    assert told[-1][2].endswith("条还没带到镇上")
    assert not any("超期" in line[2] for line in told)


def test_duties_stand_in_walking_order_with_watched_households_first(village: Village) -> None:
    names = [("白小乙", "十组", None), ("白小丙", "九组", None), ("白小丁", "十组", "sudden")]
    for head, group, watched in names:
        village.household(head, type="lifted", group=group, monitoring_class=watched)
    homes = [d.text for d in duties.due(village.store) if d.duty == "visit_home"]
    assert [text[:3] for text in homes] == ["白小丁", "白小丙", "白小乙"]


def test_what_waits_for_the_stick_is_counted_by_records(village: Village) -> None:
    def to_pack() -> list[duties.Duty]:
        return [duty for duty in duties.due(village.store) if duty.duty == "to_pack"]

    assert to_pack() == []
    home = village.household("白小乙")
    st.change(village.store, "household", home, {"group": "一组"})
    [pack] = to_pack()
    assert (pack.duty, pack.text, pack.due) == ("to_pack", "2 条还没带到镇上", date(2025, 8, 5))


def test_the_command_line_lists_duties_and_totals(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    told = duties.to_json(village.store, date(2025, 7, 22))
    assert told["on"] == "2025-07-22"
    assert told["totals"] == {
        "visit_home": 1, "visit_township": 1, "study_month": 1, "compare_month": 1, "income_quarter": 1, "sweep_quarter": 1,
        "to_pack": 1,
    }  # fmt: skip
    assert {
        "duty": "visit_home", "title": "入户走访", "due": "2025-07-31", "late_days": 0, "household": home, "ledger": "visit",
        "uid": None, "text": "白小乙家本月还没走到",
    } in told["duties"]  # fmt: skip


def test_the_short_way_of_asking_all_finds_what_each_household_says_alone(village: Village) -> None:
    homes = [_household_with_everything(village), village.household("白小庚"), village.household("白小辛", residence="away")]
    village.add("job", person=village.person(homes[1]), place="unknown", from_month="2025-02")
    village.add("monitoring", household=homes[2], kind="marginal", opening=True, identified_month="2024-01")
    alone = [(d.duty, d.uid, d.household) for home in homes for d in duties.of_household(village.store, home)]
    together = [(d.duty, d.uid, d.household) for d in duties.due(village.store) if d.duty not in VILLAGES]
    assert sorted(map(str, together)) == sorted(map(str, alone))
    assert len(together) == 12


def test_a_parameter_of_the_village_decides_who_is_due(village: Village) -> None:
    village.household("白小乙")
    assert "visit_home" not in duties.totals(duties.due(village.store))
    village.add("parameter", id="visit.classes", value="lifted、ordinary")
    assert duties.totals(duties.due(village.store))["visit_home"] == 1


def test_the_township_has_nobody_to_carry_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_TEST_KDF", "fast")
    store, _ = st.create(tmp_path / "镇", role="township", region="999999104000", name="试验镇", operator="白小甲",
                         password="试用密码 2025", today=date(2025, 7, 22))  # fmt: skip
    st.add(store, "target", {"id": "job.lifted", "year": 2025, "value": "94"})
    assert duties.due(store) == []
    store.close()


def test_a_day_of_another_year_is_said_with_its_year(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    for year in (2023, 2024):
        village.add("land_lease", household=home, year=year, way="out", area=10, rent=900, due_on=f"{year}-12-31")
    found = [d for d in duties.due(village.store) if d.duty == "lease_due"]
    assert [d.text for d in found] == [f"白小乙家 {year}年12月31日该付流转费 900.00 元" for year in (2023, 2024)]
    assert [d.day_words for d in found] == ["2023年12月31日", "2024年12月31日"]
    assert next(iter(lines(found))).detail == "2023年12月31日前"
    [door] = [one for one in duty_list.of_doors(village.store) if one.first.duty == "lease_due"]
    assert door.when.endswith("2023年12月31日") and door.text.count("该付流转费") == 2
