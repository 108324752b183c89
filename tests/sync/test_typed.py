"""A code read over the telephone: every single mistake is found, and its line is named."""

import itertools
import random
from dataclasses import replace

import pytest

from models.kernel.errors import UserMistake
from models.store.ids import READABLE
from sync import age, bech32, typed
from sync.cards import Card, Identity

CARD = Identity.generate("township", "999999104000", "白音花镇", age.new_key()[1]).card()
LINES = typed.lines(CARD)


def _same(found: Card, card: Card) -> bool:
    return found == replace(card, name=found.name, recovery="", proof="")


def test_a_card_comes_back_from_its_code_but_for_its_name() -> None:
    for role, region in (("township", "999999104000"), ("village", "000000000001"), ("county", "999999000000")):
        card = Identity.generate(role, region, "某处").card()
        assert _same(typed.parse("\n".join(typed.lines(card))), card)
        assert region in typed.parse("\n".join(typed.lines(card))).name


def test_the_code_is_groups_of_five_without_signs_that_look_alike() -> None:
    assert [len(line.split()) for line in LINES] == [5, 5, 5, 5, 5, 3]
    assert {len(group) for line in LINES for group in line.split()} == {5}
    assert not set("".join(LINES)) & set("01OI")


@pytest.mark.parametrize("joined", ["\n", " ", "", "\r\n\r\n", "-"])
def test_however_it_is_written_down_it_is_the_same_code(joined: str) -> None:
    assert _same(typed.parse(joined.join(LINES)), CARD)
    assert _same(typed.parse(joined.join(LINES).lower()), CARD)


def test_every_single_wrong_sign_is_found_and_its_line_named() -> None:
    found = 0
    for number, line in enumerate(LINES):
        for at, sign in enumerate(line):
            for other in READABLE if sign != " " else "":
                if other != sign:
                    wrong = [*LINES[:number], line[:at] + other + line[at + 1 :], *LINES[number + 1 :]]
                    with pytest.raises(UserMistake, match=f"第{number + 1}行抄错了"):
                        typed.parse("\n".join(wrong))
                    found += 1
    assert found == 140 * 31


def test_any_two_signs_of_a_line_that_changed_places_are_found() -> None:
    found = 0
    for number, line in enumerate(LINES):
        signs = line.replace(" ", "")
        for a, b in itertools.combinations(range(len(signs)), 2):
            if signs[a] != signs[b]:
                changed = list(signs)
                changed[a], changed[b] = changed[b], changed[a]
                with pytest.raises(UserMistake, match=f"第{number + 1}行抄错了"):
                    typed.parse("\n".join([*LINES[:number], "".join(changed), *LINES[number + 1 :]]))
                found += 1
    assert found > 1400


def test_lines_in_the_wrong_order_left_out_or_cut_are_found() -> None:
    for order in itertools.permutations(range(5)):
        if order != (0, 1, 2, 3, 4):
            with pytest.raises(UserMistake):
                typed.parse("\n".join([*(LINES[n] for n in order), LINES[5]]))
    for number in range(6):
        with pytest.raises(UserMistake, match="接收码"):
            typed.parse("\n".join(LINES[:number] + LINES[number + 1 :]))
        with pytest.raises(UserMistake, match=f"第{number + 1}行应该有"):
            typed.parse("\n".join([*LINES[:number], LINES[number][:-1], *LINES[number + 1 :]]))


def test_many_wrong_signs_never_make_another_card() -> None:
    chance = random.Random(7)
    for _ in range(300):
        with pytest.raises(UserMistake):
            typed.parse("".join(chance.choice(READABLE) for _ in range(140)))


@pytest.mark.parametrize("text", ["", "hello", "不是", "1" * 140, CARD.line()])
def test_what_is_no_code_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(UserMistake):
        typed.parse(text)


def test_a_card_line_and_a_code_are_told_apart() -> None:
    assert typed.is_code("\n".join(LINES)) and typed.is_code(LINES[0] + "\n" + " ".join(LINES[1:])[:-2])
    assert not typed.is_code(CARD.line()) and not typed.is_code("hello")


def test_bech32_is_what_age_writes() -> None:
    for _ in range(50):
        _, recipient = age.new_key()
        assert bech32.encode("age", bech32.decode("age", recipient)) == recipient
    with pytest.raises(ValueError, match="check"):
        bech32.decode("age", recipient[:-1] + ("q" if recipient[-1] != "q" else "p"))
    with pytest.raises(ValueError, match="kind"):
        bech32.decode("AGE", recipient)
