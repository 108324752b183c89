"""todo, check and figures."""

import pytest

from tests.commands.conftest import Run


def test_check_lists_what_to_mend_and_always_succeeds(village: Run, household: str) -> None:
    assert village("check")[1] == {"ok": True, "count": 0, "alerts": [], "by_check": {}}
    village("set", "household", household, "phone=123456")
    code, body = village("check")
    assert (code, body["count"], body["by_check"]) == (0, 1, {"V11": 1})
    [alert] = body["alerts"]
    assert alert.keys() == {"check", "severity", "ledger", "uid", "field", "text", "mend", "waived"}
    assert (alert["severity"], alert["uid"], alert["field"], alert["waived"]) == ("要改", household, "phone", None)


def test_an_explained_alert_carries_its_explanation_until_the_value_moves(village: Run, household: str) -> None:
    village("set", "household", household, "phone=123456")
    village("add", "waiver", "check=V11", "ledger=household", f"row={household}", "field=phone", "value=123456",
            "reason=是座机短号")
    assert village("check")[1]["alerts"][0]["waived"] == "是座机短号"
    village("set", "household", household, "phone=1234567")
    assert village("check")[1]["alerts"][0]["waived"] is None


def test_rules_over_rows_are_named_by_ledger_and_rule(village: Run, household: str) -> None:
    village("set", "household", household, "户类型=一般户")
    village("add", "monitoring", f"household={household}", "监测对象类别=脱贫不稳定户", "识别年月=2024-01", "期初=是")
    assert village("check")[1]["by_check"] == {"monitoring.class_fits": 1}


def test_figures_are_numbers_with_words_and_records_behind_them(village: Run, household: str) -> None:
    village("set", "household", household, "户类型=脱贫户")
    _, body = village("figures")
    assert {"household.lifted", "loan.balance"} <= {one["id"] for one in body["figures"]}
    _, body = village("figures", "household.lifted", "--explain")
    [figure] = body["figures"]
    assert figure.keys() == {"id", "title", "unit", "value", "definition", "source"}
    assert (figure["value"], figure["unit"]) == ("1", "户")
    assert body["records"] == [{"ledger": "household", "uid": household, "value": "1"}]
    assert village("figures", "--period", "2025-07")[1]["period"] == "2025-07"


def test_a_figure_as_it_was_known_on_a_past_day_stands_beside_what_it_is_now(
    village: Run, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2099-07-22T09:00:00+08:00")
    before = village("figures", "household.lifted", "--as-of", "2099-07-21")[1]["figures"][0]
    assert (before["then"], before["value"], before["changed"]) == ("0", "0", [])
    village("set", "household", household, "户类型=脱贫户")
    _, body = village("figures", "household.lifted", "--as-of", "2099-07-21")
    assert body["as_of"] == "2099-07-21"
    [figure] = body["figures"]
    assert (figure["then"], figure["value"], figure["changed"]) == ("0", "1", [{"ledger": "household", "uid": household}])
    assert village("figures", "--as-of", "2099-07-23")[0] == 2


def test_a_figure_or_period_that_is_none_is_wrong_usage(village: Run) -> None:
    assert village("figures", "nosuch")[0] == village("figures", "--explain")[0] == 2
    assert village("figures", "--period", "夏天")[0] == 2


def test_todo_is_open_until_the_record_exists(village: Run, household: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENXING_NOW", "2025-07-22T09:00:00+08:00")
    village("set", "household", household, "户类型=脱贫户")
    _, body = village("todo")
    assert (body["on"], body["count"]) == ("2025-07-22", len(body["duties"]))
    assert body["totals"]["visit_home"] == 1
    [duty] = [one for one in body["duties"] if one["duty"] == "visit_home"]
    assert duty.keys() == {"duty", "title", "due", "late_days", "household", "ledger", "uid", "text"}
    assert duty["household"] == household
    village("add", "visit", f"household={household}", "date=2025-07-22", "units=村")
    assert "visit_home" not in village("todo")[1]["totals"]


def test_todo_looks_at_a_chosen_day(village: Run) -> None:
    assert village("todo", "--on", "2025年8月1日")[1]["on"] == "2025-08-01"
    assert village("todo", "--on", "昨天")[0] == 2
