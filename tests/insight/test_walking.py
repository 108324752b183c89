"""A village is walked group by group, in the order in which it lists them."""

import pytest

from models import store as st
from models.insight.reader import reading
from models.insight.walking import in_order, number_in

from .conftest import Village


@pytest.mark.parametrize(
    ("name", "number"), [("一组", 1), ("十组", 10), ("十二组", 12), ("二十组", 20), ("二十三组", 23), ("7组", 7), ("12组", 12)]
)
def test_the_number_of_a_group_is_read(name: str, number: int) -> None:
    assert number_in(name) == number


def test_a_group_without_a_number_stands_last() -> None:
    assert number_in("东浩特") > number_in("九十九组")


def _walk(village: Village) -> list[str]:
    with reading(village.store) as reader:
        return [str(reader.derived("household", h, "head_name")) for h in in_order(reader, reader.households)]


def test_households_follow_groups_then_their_own_order(village: Village) -> None:
    for head, group, step in (("白小乙", "十组", 1), ("白小丙", "九组", 2), ("白小丁", "九组", 1), ("白小戊", "九组", None)):
        village.household(head, group=group, walk_order=step)
    assert _walk(village) == ["白小丁", "白小丙", "白小戊", "白小乙"]
    [row] = st.find(village.store, "village")
    st.change(village.store, "village", row.uid, {"groups": "十组\n九组"})
    assert _walk(village)[0] == "白小乙"
