"""What is done about a finding takes it away: the paper that was missing, the visit, the repaid loan, the corrected entry."""

from __future__ import annotations

import pytest

from models import store as st
from tests.insight.mended import Mend, left_of
from tests.insight.planted.credit import loan
from tests.insight.planted.income import entry
from tests.insight.planted.monitoring import clue, step
from tests.insight.planted.toilets import toilet
from tests.insight.planted.trade import enterprise
from tests.insight.planted.village import Village
from tests.insight.planted.work import job, sheet, travel


def _person(v: Village, ledger: str, uid: str) -> str:
    return str(v.value(ledger, uid, "person"))


def _change(ledger: str, **raw: object) -> Mend:
    return lambda v, uid: v.change(ledger, uid, **raw)


def _looked(v: Village, uid: str) -> None:
    v.add("loan_check", loan=uid, date="2025-07-20", result="正常使用")


def _cared(v: Village, uid: str) -> None:
    v.add("toilet_care", toilet=uid, date="2025-07-20", use="正常使用")


def _sheets(v: Village, uid: str) -> None:
    for month in ("2025-03", "2025-04"):
        sheet(v, uid, month)


def _one_leaves(v: Village, home: str) -> None:
    people = {one.uid for one in st.find(v.store, "person", {"household": home})}
    held = next(one for one in st.find(v.store, "post_holder", {}) if one["person"] in people)
    v.change("post_holder", held.uid, state="退岗", left_on="2025-07-01", left_why="本人不愿干")


def _one_repays(v: Village, home: str) -> None:
    people = {one.uid for one in st.find(v.store, "person", {"household": home})}
    owed = next(one for one in st.find(v.store, "loan", {}) if one["borrower"] in people)
    v.add("loan_repayment", loan=owed.uid, date="2025-07-01", amount=30000)


def _taken_back(v: Village, home: str) -> None:
    case = st.find(v.store, "monitoring", {"household": home})[0].uid
    step(v, case, "风险回退", "2025-07-20", text="房子还是危房")


def _both_years(v: Village, uid: str) -> None:
    for row in st.find(v.store, "land_lease", {"household": v.value("land_lease", uid, "household")}):
        v.change("land_lease", row.uid, paid=1800, paid_on="2025-07-01")


MENDS: dict[str, Mend] = {
    "job.not_asked_for_long": lambda v, uid: v.add("job_check", job=uid, date="2025-07-10", still="是"),
    "job.spell_after_spell": _change("job", from_month="2025-06"),
    "job.stopped_before_its_end": _change("job", to_month="2025-06"),
    "job.pupil_at_work": lambda v, uid: v.change("person", _person(v, "job", uid), stage="不在读"),
    "person.able_without_job": lambda v, uid: v.add("job_intent", person=uid, date="2025-07-20", want="开车"),
    "person.may_claim_travel": lambda v, uid: travel(v, uid, with_job=False),
    "job_intent.wish_followed_up": _change("job_intent", result="已就业", settled_on="2025-07-01"),
    "training.fruit_on_record": lambda v, uid: job(v, _person(v, "training", uid), from_month="2025-07"),
    "post.somebody_is_on_it": _change("post", closed_on="2025-07-01"),
    "post_holder.holder_is_there": lambda v, uid: v.change("person", _person(v, "post_holder", uid), residence="常住"),
    "post_holder.sheets_without_gap": _sheets,
    "household.posts_of_a_household": _one_leaves,
    "travel_subsidy.travel_has_its_job": lambda v, uid: job(v, _person(v, "travel_subsidy", uid), place="省外", from_month="2025-01"),
    "income.wage_as_worked": _change("income", amount=1300),
    "income.wage_is_earned": _change("income", part="转移性收入", item="赡养费"),
    "income.other_wage_as_worked": _change("income", payer="示范村委会"),
    "household.paid_out_is_on_record": lambda v, uid: entry(v, uid, month="2025-05", span="月", part="转移性收入", item="其他转移性收入", amount=750),
    "household.below_the_line": clue,
    "household.cleared_and_at_risk": _taken_back,
    "visit.no_is_followed": lambda v, uid: v.add("finding", visit=uid, text="自来水冬天断"),
    "loan.meant_for_production": _looked,
    "loan_check.words_fit_the_result": _change("loan_check", result="未使用"),
    "household.land_is_likely": _change("household", field_area=10),
    "village.waste_has_a_place": _change("village", waste_points=2),
    "target.share_of_the_whole": _change("target", value=100),
    "loan.lies_unused": _looked,
    "loan.lent_on": _looked,
    "loan.spent_elsewhere": _looked,
    "loan.looked_at_once": _looked,
    "loan.subsidy_as_computed": _change("loan", subsidised=300),
    "household.loans_of_a_household": _one_repays,
    "land_lease.rent_is_paid": _both_years,
    "benefit_link.promise_is_kept": _change("benefit_link", got=3000, paid_on="2025-07-01"),
    "benefit_link.household_says_so": lambda v, uid: v.change("household", str(v.value("benefit_link", uid, "household")), cooperative="是"),
    "household.somebody_leads": lambda v, uid: v.add("benefit_link", household=uid, enterprise=enterprise(v), mode="订单", year=2025),
    "household.somebody_teaches": lambda v, uid: v.add("tech_service", household=uid, date="2025-07-10", expert="苇远山"),
    "industry_subsidy.loan_is_theirs": lambda v, uid: v.change("industry_subsidy", uid, loan=loan(v, _head(v, uid))),
    "sale.money_came": _change("sale", settled="是"),
    "household.card_of_one_household": _change("household", card="6200000000000047"),
    "toilet.used_as_store_room": _cared,
    "toilet.built_and_not_used": _cared,
    "toilet.broken_is_on_the_list": lambda v, uid: v.add("toilet_fault", toilet=uid, found_on="2025-07-20", kind="产品质量"),
    "household.toilet_as_registered": _change("household", has_toilet="是"),
    "household.wish_is_heard": lambda v, uid: toilet(v, uid, built_on="", accepted_on="", acceptance="", use="不清楚"),
    "toilet_fault.mended_in_time": _change("toilet_fault", state="整改完成", mended_on="2025-07-01"),
    "environment_issue.cleaned_in_time": _change("environment_issue", state="已整改", mended_on="2025-07-20"),
    "target.no_more_than_the_task": _change("target", value=99),
}


def _head(v: Village, subsidy: str) -> str:
    return v.head(str(v.value("industry_subsidy", subsidy, "household")))


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is still said of the same rows after everything was mended."""
    return left_of(tmp_path_factory.mktemp("mended"), MENDS)


@pytest.mark.parametrize("key", MENDS)
def test_what_is_done_about_it_takes_it_away(key: str, left: dict[str, str]) -> None:
    assert left.get(key) is None
