"""产业到户, 公岗, 整改, 培训: what was paid or told in the year, a household once, a session once, each yuan once."""

from decimal import Decimal

from models.insight import figures

from .conftest import Village

IDS = ("households", "times", "total")


def _union(village: Village, period: str = "") -> list[object]:
    found = figures.values(village.store, [f"industry_subsidy.{one}" for one in IDS], period or None)
    return list(found.values())


def _line(village: Village, home: str, category: str, quantity: str, paid: str, on: str = "2025-06-27", **more: object) -> str:
    return village.add("industry_subsidy", household=home, year=2025, category=category, applied=quantity, verified=quantity,
                       paid=paid, paid_on=on, state="paid", **more)  # fmt: skip


def _holder(village: Village, home: str, fund: str, standard: str, *months: str) -> None:
    post = village.add("post", name=f"保洁员{fund}", fund=fund, standard=standard)
    holder = village.add("post_holder", person=village.person(home), post=post, from_on="2025-05-01", to_on="2026-04-30")
    for month in months:
        village.add("post_attendance", holder=holder, month=month, marks="10√", paid_on=f"2025-{int(month[5:]) + 1:02d}-10")


def test_a_household_is_counted_once_and_its_lines_once_a_category(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    _line(village, home, "crop", "12.35", "926.25")
    _line(village, home, "livestock", "2", "6000", animal="cattle")
    _line(village, home, "livestock", "3", "900", animal="sheep")
    assert _union(village) == [1, 2, Decimal("7826.25")]
    assert figures.value(village.store, "industry_subsidy.area.crop") == Decimal("12.35")
    assert figures.value(village.store, "industry_subsidy.households.livestock") == 1
    assert figures.value(village.store, "industry_subsidy.heads.sheep") == 3


def test_only_what_was_paid_in_the_year_by_the_day_and_not_sent_back_counts(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    _line(village, home, "yard", "1.5", "1500", on="2024-12-20")
    village.add("industry_subsidy", household=home, category="crop", applied="10", state="applied")
    village.add("industry_subsidy", household=home, category="yard", applied="3", state="returned", paid="900",
                returned_why="院子空着", paid_on="2025-06-27")  # fmt: skip
    line = _line(village, village.household("白小丙", type="lifted"), "yard", "2", "2000")
    assert _union(village) == [1, 1, Decimal("2000.00")]
    assert _union(village, "2025-05") == [0, 0, Decimal("0.00")]
    assert figures.records(village.store, "industry_subsidy.total") == [
        figures.Record("industry_subsidy", line, Decimal("2000.00"))
    ]


def test_the_union_takes_posts_of_one_fund_and_fares_and_no_yuan_twice(village: Village) -> None:
    home, other = village.household("白小乙", type="lifted"), village.household("白小丙", type="lifted")
    _holder(village, home, "bridging", "200", "2025-05", "2025-06")
    _holder(village, other, "employment", "800", "2025-06")
    village.add("travel_subsidy", person=village.person(home), place="province", fare="305.50", paid="305.50",
                paid_on="2025-06-30", state="paid", from_month="2025-02")  # fmt: skip
    assert _union(village) == [1, 2, Decimal("705.50")]
    found = figures.values(village.store)
    assert (found["post.holders"], found["post.holders.bridging"], found["post.paid_months"]) == (2, 1, 3)
    assert (found["post.paid"], found["post.paid.bridging"]) == (Decimal("1200.00"), Decimal("400.00"))


def test_what_is_kept_up_for_good_is_not_at_once_and_what_is_not_taken_on_is_neither(village: Village) -> None:
    for text, deadline, claimed in (("甲", "立行立改", True), ("乙", "立行立改，长期坚持", True), ("丙", "10月20日前，长期坚持", True),
                                    ("丁", "立行立改", False), ("戊", "2025年10月20日前", True)):  # fmt: skip
        problem = village.add("problem", source="national", text=text, claimed=claimed, unclaimed_why=None if claimed else "不涉及")
        village.add("measure", problem=problem, text=f"{text}措施", deadline=deadline)
    found = figures.values(village.store)
    told, claimed_, at_once, lasting, finished = (found[f"problem.{one}"] for one in
                                                  ("told.national", "claimed", "at_once", "lasting", "finished"))  # fmt: skip
    assert (told, claimed_, at_once, lasting, finished) == (5, 4, 1, 2, 0)


def test_a_session_is_counted_once_however_many_came(village: Village) -> None:
    home = village.household("白小乙")
    for name, came in (("白小丙", True), ("白小丁", True), ("白小戊", False)):
        person = village.person(home, name, relation="3")
        village.add("training", person=person, topic="缝纫" if came else "焊工", from_on="2025-05-12", came=came)
    village.add("environment_action", date="2025-05-23", place="村口")
    assert figures.value(village.store, "training.sessions") == 1
    assert figures.value(village.store, "environment_action.times") == 1
    assert figures.value(village.store, "environment_action.times", "2025-04") == 0
