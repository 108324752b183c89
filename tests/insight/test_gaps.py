"""资料完整度: what is asked of whom, and what is left blank; blank is never an alert."""

from models.insight import figures, gaps
from models.insight.alerts import alerts
from models.insight.reader import reading
from reports.preview import page_text
from services import returning
from tests.insight.conftest import Village


def _of(village: Village, household: str) -> tuple[gaps.Filled, list[gaps.Gap]]:
    with reading(village.store) as reader:
        return gaps.of_household(reader, reader.get("household", household))


def test_a_household_with_only_a_name_is_saved_and_its_gaps_are_listed_not_alerted(village: Village) -> None:
    home = village.household("白小甲", group="一组", phone="13900000000")
    filled, blanks = _of(village, home)
    assert 0 < (filled.percent or 0) < 100
    assert {gap.field.label for gap in blanks if gap.ledger == "person"} >= {"身份证号", "健康状况"}
    assert alerts(village.store) == []


def test_what_is_asked_of_some_only_is_no_gap_for_others(village: Village) -> None:
    home = village.household("白小甲", group="一组")
    child = village.person(home, "白小乙", relation="之子", id_no="999999201506300035")
    grown = village.person(home, "白小丙", relation="之女", id_no="999999196002290028", health="残疾")
    _, blanks = _of(village, home)
    asked = {(gap.uid, gap.field.name) for gap in blanks}
    assert (child, "stage") in asked and (grown, "stage") not in asked
    assert (grown, "labour") in asked and (child, "labour") not in asked
    assert (grown, "disability") in asked and (child, "disability") not in asked
    assert not any(gap.field.name in ("grid", "traits") for gap in blanks)


def test_a_filled_column_leaves_the_list_and_the_words_name_whose_it_is(village: Village) -> None:
    home = village.household("白小甲", group="一组", phone="13900000000")
    before, blanks = _of(village, home)
    assert "白小甲：身份证号" in gaps.words(blanks)
    village_store = village.store
    from models import store as st

    st.change(village_store, "person", village.person(home), {"id_no": "999999198001010011"})
    after, blanks = _of(village, home)
    assert after.told > before.told
    assert "身份证号" not in gaps.words(blanks)


def test_the_printed_list_names_the_blanks_of_each_door_and_the_share(village: Village) -> None:
    village.household("白小甲", group="一组")
    made = returning.draw(village.store, "gaps", formats=("pdf",))
    text = page_text(made.files[0].data, 0).replace("\n", "")
    assert "缺项清单" in text and "白小甲" in text and "资料完整度" in text and "空着不算错" in text


def test_as_figures_the_share_and_the_blanks_are_those_of_the_list_and_open_the_households(village: Village) -> None:
    homes = [village.household("白小甲", group="一组", phone="13900000000"), village.household("白小乙", group="二组")]
    parts = [_of(village, home) for home in homes]
    found = figures.values(village.store, ["household.filled", "household.gaps"])
    assert found == {"household.filled": gaps.together(filled for filled, _ in parts).percent, "household.gaps": sum(len(b) for _, b in parts)}
    second = figures.values(village.store, ["household.filled", "household.gaps"], group="二组")
    assert second == {"household.filled": parts[1][0].percent, "household.gaps": len(parts[1][1])}
    assert {(record.uid, record.value) for record in figures.records(village.store, "household.gaps")} == {
        (home, len(blanks)) for home, (_, blanks) in zip(homes, parts, strict=True)}  # fmt: skip
