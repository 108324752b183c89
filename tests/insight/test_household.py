"""The page of a household follows from its records, whichever ledger they stand in."""

from models.insight import household as h
from models.insight.belonging import of_a_household
from models.insight.story import events
from models.ledgers import LEDGERS

from .conftest import Village


def test_the_head_card_says_what_the_household_is(village: Village) -> None:
    home = village.household("白小乙", type="lifted", group="三组", door="12号", monitoring_class="unstable", cleared=True,
                             residence="seasonal", traits="低保户", danger="B级")  # fmt: skip
    head = village.person(home)
    village.add("helper", household=home, name="白小丙")
    village.add("visit", household=home, date="2025-07-20")
    village.add("loan", borrower=head, amount="40000", granted_on="2025-03-01", term=36)
    told = h.about(village.store, home)
    assert told.title == "白小乙 户"
    assert told.tags == (("脱贫户", "accent"), ("监测户 · 脱贫不稳定户", "muted"), ("风险已消除", "accent"),
                         ("季节性外出", "info"), ("低保户", "info"))  # fmt: skip
    assert told.line == "三组12号 · 1 口人 · 帮扶责任人 白小丙"
    assert ("上次走访", "2 天前", "visit") in told.facts
    assert ("贷款余额", "4 万元", "loan") in told.facts
    assert (told.counts["visit"], told.counts["loan"], told.counts["toilet"]) == (1, 1, 0)


def test_what_happened_comes_out_of_every_ledger_newest_first(village: Village) -> None:
    home = village.household("白小乙")
    head = village.person(home)
    village.add("visit", household=home, date="2025-07-20", text="屋顶漏雨", result="changed", visitors="白小丁")
    toilet = village.add("toilet", household=home, kind="new", built_on="2025-05-01")
    village.add("toilet_care", toilet=toilet, date="2025-07-21", use="normal")
    village.add("job", person=head, place="county_in", from_month="2025-02", work="护林员")
    village.household("白小丙")
    found = events(village.store, home)
    assert [e.tag for e in found] == ["户厕管护", "入户走访", "户厕", "务工就业"]
    visit = found[1]
    assert (visit.who, "有变化" in visit.text, "屋顶漏雨" in visit.text) == ("白小丁", True, True)
    assert found[2].who == "白小甲"
    assert "白小乙" in found[3].text


def test_every_ledger_of_a_household_is_asked_without_being_named() -> None:
    found = of_a_household()
    assert {"water_check", "project_wage", "event_household", "asset_revenue", "appeal"} <= set(found)
    assert {"person", "helper", "visit", "finding", "job", "job_check", "loan", "loan_check", "toilet_care"} <= set(found)
    assert not {"village", "household", "target", "parameter", "operator"} & set(found)
    assert set(found) <= set(LEDGERS)


def test_a_household_that_is_gone_is_said_to_be_gone(village: Village) -> None:
    assert h.about(village.store, "0" * 32).title == "这一户已经撤掉了"
    assert events(village.store, "0" * 32) == []


def test_an_answer_about_work_says_who_was_asked_and_what_they_said(village: Village) -> None:
    home = village.household("白小乙")
    job = village.add("job", person=village.person(home), place="county_in", from_month="2025-02", work="护林员")
    village.add("job_check", job=job, date="2025-07-21", still=True)
    assert events(village.store, home)[0].text.startswith("白小乙 · 还在干 是")


def test_what_has_several_days_or_none_of_its_own_is_told_all_the_same(village: Village) -> None:
    home = village.household("白小乙")
    head = village.person(home)
    village.add("person", household=home, name="白小丙", relation="2", joined_on="2025-03-01", left_on="2025-06-01", left_why="死亡",
                id_no="999999196002290028")
    hail = village.add("event", date="2025-07-02", kind="hail")
    village.add("event_household", event=hail, household=home)
    village.add("water_check", household=home, date="2025-07-03", kind="look")
    project = village.add("project", title="新修水渠", year=2025)
    village.add("project_wage", project=project, person=head, month="2025-05")
    told = [(e.on.isoformat(), e.tag, e.family) for e in events(village.store, home)]
    assert told == [("2025-07-03", "饮水查看", "三保障"), ("2025-07-02", "受灾户", "走访"), ("2025-06-01", "家庭成员", "农户"),
                    ("2025-05-01", "以工代赈工资", "项目资产"), ("2025-03-01", "家庭成员", "农户")]  # fmt: skip
    assert [e.text.partition("：")[0] for e in events(village.store, home) if e.tag == "家庭成员"] == ["减少（死亡）", "增加"]
    assert not any("999999" in e.text for e in events(village.store, home))
