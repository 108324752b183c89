"""Names of every people of the banner are found the way a cadre types them."""

import pytest

from models.store.pinyin import full_pinyin, initials, search_keys, sort_key, typed


def found(typing: str, name: str, id_no: str = "") -> bool:
    return any(key.startswith(typed(typing)) for key in search_keys(name, id_no))


@pytest.mark.parametrize(
    ("name", "letters", "sounds"),
    [
        ("张三", "zs", "zhangsan"),
        ("单于", "sy", "shanyu"),
        ("其其格", "qqg", "qiqige"),
        ("阿卜杜拉·买买提", "abdlmmt", "abodulamaimaiti"),
        ("曾重", "zz", "zengzhong"),
        ("吕布", "lb", "lvbu"),
        ("Tom·张", "tz", "tomzhang"),
    ],
)
def test_the_likeliest_reading_of_a_name_comes_first(name: str, letters: str, sounds: str) -> None:
    assert initials(name)[0] == letters
    assert full_pinyin(name)[0] == sounds


def test_a_sign_of_several_sounds_is_found_under_each() -> None:
    assert {"sy", "dy", "cy"} <= set(initials("单于"))


def test_variants_of_a_long_name_are_bounded() -> None:
    assert len(initials("单单单单单单单单单单")) <= 64


@pytest.mark.parametrize(
    "typing", ["阿卜杜拉·买买提", "阿卜杜拉买买提", "阿卜杜拉•买买提", "买买提", "卜杜", "ABDLMMT", "abd"]
)
def test_a_name_with_a_dot_is_found_however_the_dot_is_typed(typing: str) -> None:
    assert found(typing, "阿卜杜拉·买买提")


@pytest.mark.parametrize("typing", ["张", "张三", "三", "zs", "zhangs", "021X", "021x", "０２１Ｘ"])
def test_a_person_is_found_by_signs_initials_sounds_and_the_end_of_the_id(typing: str) -> None:
    assert found(typing, "张三", "99999919900307021X")


@pytest.mark.parametrize("typing", ["李", "张四", "ls", "9999"])
def test_a_person_is_not_found_by_anything_else(typing: str) -> None:
    assert not found(typing, "张三", "99999919900307021X")


@pytest.mark.parametrize("name", ["", "·", "  "])
def test_a_name_of_nothing_has_no_keys(name: str) -> None:
    assert search_keys(name) == set()


def test_a_sign_the_dictionary_lacks_is_still_found_by_itself() -> None:
    assert found("\U0003134a", "张\U0003134a")
    assert initials("张\U0003134a") == ("z",)


def test_names_are_ordered_as_they_are_spoken() -> None:
    assert sorted(["张三", "阿木尔", "其其格", "单于"], key=sort_key) == ["阿木尔", "其其格", "单于", "张三"]
