"""A card is typed, mailed and photographed; a wrong one must never become a trusted one."""

from __future__ import annotations

import base64
import json
import random
import string
from dataclasses import replace
from hashlib import sha256

import pytest

from models.kernel.errors import UserMistake
from sync.cards import Card, Identity, fingerprint, parse_card

IDENTITY = Identity.generate("township", "999999104000", "白音花镇", "")
LINE = IDENTITY.card().line()


def _lined(values: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    return f"ZXCARD1:{body}:{sha256(f'ZXCARD1:{body}'.encode()).hexdigest()[:8]}"


def test_a_card_comes_back_from_its_line() -> None:
    assert parse_card(LINE) == IDENTITY.card()


def test_line_breaks_put_in_by_a_messenger_do_no_harm() -> None:
    assert parse_card(f" {LINE[:50]}\r\n{LINE[50:]}\n") == IDENTITY.card()


def test_one_altered_character_anywhere_is_refused_in_chinese() -> None:
    letters = string.ascii_letters + string.digits + "-_=: 中"
    chance = random.Random(3)
    for at, letter in enumerate(LINE):
        for other in (*chance.sample(letters, 12), letter.swapcase()):
            altered = LINE[:at] + other + LINE[at + 1 :]
            if altered != LINE:
                with pytest.raises(UserMistake, match="接收卡"):
                    parse_card(altered)


@pytest.mark.parametrize("text", ["", "hello", "ZXCARD1", "ZXCARD1:", "ZXCARD1::", "ZXCARD2:a:b", "x" * 9000, LINE * 2])
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(UserMistake, match="接收卡"):
        parse_card(text)


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "province"},
        {"device": "X" * 16},
        {"region": "12"},
        {"name": ""},
        {"name": "a\nb"},
        {"age": "age1nonsense"},
        {"recovery": "age1nonsense"},
        {"sign": "RWQ"},
        {"age": 5},
        {"further": "x"},
    ],
)
def test_a_well_checked_line_with_impossible_fields_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(UserMistake):
        parse_card(_lined({**IDENTITY.card().__dict__, **changed}))


def test_the_fingerprint_is_eight_groups_and_covers_device_place_and_keys() -> None:
    card = IDENTITY.card()
    other = Identity.generate("township", card.region, card.name).card()
    changed = [replace(card, **{name: getattr(other, name)}) for name in ("device", "sign", "age")]
    changed += [replace(card, region="999999105000"), replace(card, role="county")]
    prints = {fingerprint(one) for one in [card, *changed]}
    assert len(prints) == 6
    assert [len(group) for group in fingerprint(card).split(" ")] == [5] * 8


def test_what_the_fingerprint_does_not_cover_only_the_device_itself_can_say() -> None:
    """A recovery key slipped into somebody's card would open every book of the township."""
    card, other = IDENTITY.card(), Identity.generate("township", "999999104000", "别处")
    for changed in ({"name": "别处"}, {"recovery": other.card().age}, {"proof": other.card().proof}, {"proof": "x"}):
        with pytest.raises(UserMistake, match="不完整"):
            parse_card(replace(card, **changed).line())


def test_a_card_without_a_proof_is_read_as_cards_were_written_before() -> None:
    bare = replace(IDENTITY.card(), proof="")
    assert "proof" not in base64.urlsafe_b64decode(bare.line().split(":")[1]).decode()
    assert parse_card(bare.line()) == bare


def test_secrets_never_show_in_a_repr() -> None:
    assert "AGE-SECRET" not in repr(IDENTITY)
    assert repr(IDENTITY.sign_seed) not in repr(IDENTITY)
    assert isinstance(IDENTITY.card(), Card)
    assert IDENTITY.age_secret not in LINE
