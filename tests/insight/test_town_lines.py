"""The township's 今日待办: its own walk, then a line a village with the latest first; no village's own list is mixed in."""

from datetime import date, timedelta

from models.insight.duty import Duty
from models.insight.today import of_villages

TODAY = date(2025, 7, 22)


def _duty(id: str, scope: str, due: date) -> Duty:
    return Duty(id, due, (due - TODAY).days, None, "visit", None, "", brief="这两个月", scope=scope)


def test_each_village_is_one_line_and_the_late_ones_stand_first() -> None:
    soon, late = TODAY + timedelta(days=9), TODAY - timedelta(days=3)
    found = [_duty("visit_home", "1", soon), _duty("visit_home", "1", soon), _duty("loan_overdue", "2", late),
             _duty("visit_township", "1", date(2025, 8, 31)), _duty("visit_township", "2", date(2025, 8, 31))]  # fmt: skip
    told = [(line.kind, line.when_words, line.text, line.action_id) for line in of_villages(found, {"1": "清水村", "2": "红柳村"})]
    assert told == [
        ("look", "还有 40 天", "镇里这两个月还有 2 户没走到", "route:home"),
        ("overdue", "1 件晚了", "红柳村：贷款逾期 1", "doors:2"),
        ("soon", "2 件", "清水村：入户走访 2", "doors:1"),
    ]
