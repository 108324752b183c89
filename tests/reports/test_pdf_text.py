"""Breaking lines as Chinese typesetting does."""

from hypothesis import given
from hypothesis import strategies as st

from reports.fonts import face, missing
from reports.pdf_text import NOT_FIRST, may_break, wrap, wrap_few


def lines(text: str, width: float) -> list[str]:
    return [line for line, _ in wrap(text, face("仿宋"), 10, width)]


def test_short_text_is_one_line() -> None:
    assert lines("养羊", 100) == ["养羊"]


def test_punctuation_does_not_begin_a_line() -> None:
    broken = lines("购买基础母羊，修建羊舍，购买饲草。", 62)
    assert len(broken) > 1
    assert not any(line[0] in NOT_FIRST for line in broken)


def test_a_number_is_kept_whole_while_it_fits() -> None:
    assert "13800000001" in lines("电话是13800000001请打", 70)


def test_a_number_wider_than_the_column_is_broken_all_the_same() -> None:
    assert "".join(lines("9" * 60, 50)) == "9" * 60


def test_line_ends_typed_by_people_stay() -> None:
    assert lines("一件\r\n二件\n三件", 100) == ["一件", "二件", "三件"]


def test_breaks_are_allowed_between_chinese_characters_only() -> None:
    assert may_break("羊", "4")
    assert not may_break("4", "0")
    assert not may_break("羊", "，")
    assert not may_break("（", "羊")


@given(st.text(st.sampled_from("养羊，。（）·a1 20㎡"), max_size=60), st.floats(12, 200))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    broken = wrap(text, face("仿宋"), 10, width)
    assert "".join(line for line, _ in broken).replace(" ", "") == text.replace(" ", "")
    assert all(used <= width + 0.01 or len(line) == 1 for line, used in broken)


def test_a_few_words_come_apart_where_they_are_joined_and_else_in_the_middle() -> None:
    def few(text: str) -> list[str]:
        return [line for line, _ in wrap_few(text, face("仿宋"), 10, 65)]

    assert few("边缘易致贫户（已消除）") == ["边缘易致贫户", "（已消除）"]
    assert few("再努尔·云尔逊江") == ["再努尔·", "云尔逊江"]
    assert few("就业补助资金款") == ["就业补助", "资金款"]
    assert few("脱贫户") == ["脱贫户"]


def test_missing_names_exactly_the_characters_no_font_has() -> None:
    assert missing("白小甲·㎡√□") == set()
    assert missing("白𠮷\n䶮") == {"𠮷", "䶮"}
