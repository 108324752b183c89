"""户: how many people share its income, its one head, and classes that exclude each other.

Sources: 家庭人口数 = members who share income, not removed, not gone on the day (national definition, 共享收支);
monitoring class against household type: 2021 guidance on 防止返贫监测 (脱贫不稳定户 are lifted, 边缘易致贫户 are not).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

HEAD, SPOUSE = "1", "2"
MALE = "1"
FEMALE_OR_MALE = frozenset({MALE, "2"})


class Member(NamedTuple):
    """What decides whether somebody counts in a household."""

    relation: str | None = None
    sex: str | None = None
    shares_income: bool | str | None = True
    joined_on: date | None = None
    left_on: date | None = None
    removed: bool = False
    labour: str | None = None


def present(member: Member, on: date) -> bool:
    """In the household on a day: come by then, not gone, not a mistaken entry. The day of leaving is the first away."""
    come = member.joined_on is None or member.joined_on <= on
    return come and not member.removed and (member.left_on is None or member.left_on > on)


def counted(member: Member, on: date) -> bool:
    """算在家里收支; blank and 不清楚 count, for that is the usual case."""
    return present(member, on) and member.shares_income is not False


def family_size(members: Iterable[Member], on: date) -> int:
    """家庭人口数 on a day."""
    return sum(counted(member, on) for member in members)


def heads_doubt(members: Sequence[Member], on: date) -> str | None:
    """Exactly one head, at most one spouse of the other sex (check V05)."""
    here = [member for member in members if present(member, on)]
    heads = [member for member in here if member.relation == HEAD]
    spouses = [member for member in here if member.relation == SPOUSE]
    if not here:
        return None
    if len(heads) != 1:
        return f"这户有{len(heads)}个户主，应当只有一个。" if heads else "这户没有户主。"
    if len(spouses) > 1:
        return f"这户有{len(spouses)}个配偶，请核对。"
    if spouses and heads[0].sex in FEMALE_OR_MALE and heads[0].sex == spouses[0].sex:
        return f"户主和配偶都是{'男' if heads[0].sex == MALE else '女'}的，请核对是关系写错了，还是证件号录错了。"
    return None


def monitoring_doubt(household_type: str | None, monitoring: str | None) -> str | None:
    """A monitoring class that the household's type excludes."""
    if monitoring == "unstable" and household_type == "ordinary":
        return "类别写着脱贫不稳定户，户类型却是一般户，请核对哪个写错了。"
    if monitoring == "marginal" and household_type == "lifted":
        return "类别写着边缘易致贫户，户类型却是脱贫户，请核对哪个写错了。"
    return None


def no_labour_doubt(members: Iterable[Member], on: date, on_welfare: bool) -> str | None:
    """Nobody able to work and nobody on 低保 or 特困 (check V12, 5_19_003)."""
    labour = [member.labour for member in members if present(member, on)]
    if on_welfare or not labour or any(word not in {"none", "lost"} for word in labour):
        return None
    return "全家都没有劳动能力，没有一人享受低保或特困，请核对。"


def union(*groups: Iterable[str]) -> frozenset[str]:
    """Households or people of several groups, each once: 96 and 27 are not 123."""
    return frozenset[str]().union(*groups)


def member_order(person: Mapping[str, Any]) -> tuple[bool, int, str]:
    """A sort key for the members of one household: 户主 first, then from the eldest."""
    return person.get("relation") != HEAD, -(person.get("age") or 0), person["uid"]
