"""Every check of the program fires on its planted case, once and in words, and every check has such a case and words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models import store as st
from models.codes.check_words import CheckWords, check_words
from models.insight.alerts import Alert, alerts
from models.insight.checks import CHECKS, MENDING
from models.kernel.mistake import MEND, SEVERITIES
from models.ledgers import LEDGERS
from tests.insight.planted import cases
from tests.insight.planted.village import TODAY, Village

# Ledgers whose checks have no words and cases yet.
_DONE = {
    "village", "household", "person", "helper", "visit", "finding", "comparison", "event", "event_household",
    "monitoring", "monitoring_step", "support", "income", "medical_bill", "operator", "waiver", "pending", "attachment",
    "job", "job_check", "job_intent", "vacancy", "post", "post_holder", "post_attendance", "travel_subsidy", "training",
    "loan", "loan_check", "loan_repayment", "loan_extension",
    "industry_subsidy", "benefit_link", "land_lease", "enterprise", "sale", "tech_service",
    "toilet", "toilet_fault", "toilet_care", "environment_issue", "environment_action",
    "schooling", "insurance", "illness", "chronic_card", "housing_check", "water_source", "water_check", "welfare",
    "appeal", "handout", "points", "problem", "measure", "measure_progress", "inspection", "assignment",
    "project", "project_progress", "project_notice", "project_beneficiary", "project_wage",
    "asset", "asset_inspection", "asset_revenue", "collective_income",
    "attendance", "talent", "meeting", "partner_unit", "target", "parameter", "approval", "mapping", "kept_return",
}  # fmt: skip
_NOT_YET: frozenset[str] = frozenset(LEDGERS) - _DONE
CASES = cases()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Alert]]:
    """Everything planted into one village, looked at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENXING_TEST_KDF", "fast")
        store, _ = st.create(tmp_path_factory.mktemp("planted") / "村", role="village", region="999999104201", name="试验村",
                             operator="白小甲", password="试用密码 2025", today=TODAY)  # fmt: skip
        village = Village(store)
        for plant in CASES.values():
            plant(village)
        yield alerts(store, hints=True)
        store.close()


@pytest.mark.parametrize("key", CASES)
def test_a_planted_case_is_found_once_and_told_in_a_sentence(key: str, found: list[Alert]) -> None:
    mine = [alert for alert in found if alert.key == key]
    assert [alert.text for alert in mine][1:] == [] and mine, f"{key}: {[alert.text for alert in mine]}"
    [alert] = mine
    assert alert.severity in SEVERITIES
    assert alert.text.endswith(("。", "？")) and not set(alert.text) & set(",;:?!")
    assert alert.title != key and alert.mend


def _keys() -> set[str]:
    rules = {f"{id}.{rule.__name__}" for id, ledger in LEDGERS.items() for rule in ledger.__ledger__.rules}
    return rules | {f"{id}.{check.__name__}" for id, those in CHECKS.items() for check in those}


def _spared(words: CheckWords) -> bool:
    """Said under numbers that have cases, or only while it is typed."""
    return words.numbered or words.on_entry


def test_every_check_has_words_and_a_planted_case() -> None:
    mine = {key for key in _keys() if key.partition(".")[0] not in _NOT_YET}
    assert sorted(mine - check_words().keys()) == []
    assert sorted(key for key in mine - CASES.keys() if not _spared(check_words()[key])) == []


def test_what_is_to_be_mended_is_also_asked_of_a_paper(found: list[Alert]) -> None:
    mend = {alert.key for alert in found if alert.severity == MEND}
    asked = {f"{id}.{check.__name__}" for id, those in MENDING.items() for check in those}
    told = {f"{id}.{check.__name__}" for id, those in CHECKS.items() for check in those}
    assert mend & told == asked


def test_no_words_without_their_check() -> None:
    known = _keys() | CASES.keys()
    assert sorted(key for key in check_words() if key not in known) == []
