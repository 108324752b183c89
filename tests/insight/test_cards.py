"""The cards above 今日待办 show figures and what they are to reach, and nothing that was typed for them."""

from models.insight.cards import cards

from .conftest import Village


def test_an_empty_village_has_four_quiet_cards(village: Village) -> None:
    found = cards(village.store)
    assert [(c.title, c.value, c.of, c.unit) for c in found] == [
        ("7月应入户", "0", "0", "户"), ("户厕 新建", "0", "0", "座"), ("小额信贷余额", "0.0", "", "万元"),
        ("务工就业", "0", "", "人"),
    ]  # fmt: skip
    assert all(c.share is None for c in found)


def test_the_cards_say_how_far_the_month_and_the_year_have_come(village: Village) -> None:
    home = village.household("白小乙", type="lifted")
    village.household("白小丙", type="lifted")
    head = village.person(home)
    village.add("visit", household=home, date="2025-07-02")
    village.add("loan", borrower=head, amount="45000", granted_on="2025-03-01", due_on="2025-08-03")
    village.add("job", person=head, place="unknown", from_month="2025-02")
    village.add("target", id="job.lifted", year=2025, value="2")
    village.add("target", id="toilet.new", year=2025, value="10")
    visits, toilets, loans, jobs = cards(village.store)
    assert (visits.value, visits.of, visits.share, visits.note) == ("1", "2", 0.5, "还有 1 户")
    assert (toilets.value, toilets.of) == ("0", "10")
    assert (loans.value, loans.note) == ("4.5", "今年放款 1 户 · 1 笔 12 天后到期")
    assert (jobs.value, jobs.of, jobs.note) == ("1", "2", "完成 50.00% · 1 人地点未核实")
