"""A device that follows another: believed when the earlier one signed for it, and by nothing less."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sync import minisign
from sync.cards import Card, Identity
from sync.package import Outgoing, build
from sync.reader import Incoming, open_package
from sync.refusal import Refused
from sync.succession import LONGEST, Barred, Link, heirs, link, links
from tests.sync.conftest import TOWN, VILLAGE, Town, transaction

Put = Callable[[bytes], Path]


def follow(earlier: Identity, later: Identity) -> Identity:
    """The later one with the earlier one's word."""
    return replace(later, before=(*earlier.before, link(earlier.device, earlier.sign_seed, later.card())))


def minted(earlier: Identity, device: str) -> Identity:
    """The same keys under another name."""
    return follow(earlier, replace(earlier, device=device))


def rotated(earlier: Identity) -> Identity:
    return follow(earlier, Identity.generate(earlier.role, earlier.region, earlier.name))


def package(sender: Identity, town: Town) -> bytes:
    name = f"{sender.region}-{sender.device[:4]}-000001"
    return build(Outgoing(name, sender, "up", TOWN, (1, 1), (transaction(1, 2),)), [town.township.card()])


def opened(path: Path, town: Town, trusted: dict[str, Card], barred: dict[str, Barred] | None = None) -> Incoming:
    return open_package(path, town.township, trusted, (), barred)


def refused(path: Path, town: Town, trusted: dict[str, Card], barred: dict[str, Barred] | None = None) -> str:
    with pytest.raises(Refused) as caught:
        opened(path, town, trusted, barred)
    assert str(caught.value).endswith("。")
    return caught.value.reason


def test_a_known_sender_s_package_names_nobody_new(town: Town, put: Put) -> None:
    found = opened(put(package(town.village, town)), town, town.trusted)
    assert (found.heirs, found.sender) == ((), town.village.card())


def test_a_chain_of_followers_is_walked_from_the_last_one_known(town: Town, put: Put) -> None:
    a = town.village
    b = minted(a, "b" * 16)
    c = rotated(b)
    d = minted(c, "d" * 16)
    path = put(package(d, town))
    found = opened(path, town, town.trusted)
    assert found.sender.device == d.device
    assert [(heir.card.device, heir.after, heir.renewed) for heir in found.heirs] == [
        (b.device, a.device, False), (c.device, b.device, True), (d.device, c.device, False)]
    knows_c = {**town.trusted, c.device: c.card()}
    assert [heir.card.device for heir in opened(path, town, knows_c).heirs] == [d.device]


def test_a_follower_of_nobody_known_is_a_stranger(town: Town, put: Put) -> None:
    lonely = Identity.generate("village", VILLAGE, "一村")
    assert refused(put(package(lonely, town)), town, town.trusted) == "unknown_sender"
    assert refused(put(package(rotated(lonely), town)), town, town.trusted) == "unknown_sender"


def test_forged_words_of_a_known_device_are_refused(town: Town, put: Put) -> None:
    a, thief = town.village, Identity.generate("village", VILLAGE, "一村")
    good = rotated(a)
    forged = [
        replace(thief, before=(link(a.device, thief.sign_seed, thief.card()),)),  # signed by himself
        replace(thief, before=good.before),  # another's word
        replace(thief, before=(replace(good.before[0], card=thief.card().line()),)),
        replace(thief, before=(Link(a.device, thief.card().line(), "x"),)),
        replace(good, device=a.device[:15] + ("0" if a.device[15] != "0" else "1")),
    ]
    for one in forged:
        assert refused(put(package(one, town)), town, town.trusted) in ("succession", "signature")


def test_a_signature_made_for_something_else_names_no_follower(town: Town, put: Put) -> None:
    a, thief = town.village, Identity.generate("village", VILLAGE, "一村")
    line = thief.card().line()
    elsewhere = minisign.sign(line.encode(), a.sign_seed, f"package {VILLAGE}-{a.device[:4]}-000001").decode()
    assert refused(put(package(replace(thief, before=(Link(a.device, line, elsewhere),)), town)), town, town.trusted) == "succession"


@pytest.mark.parametrize(("role", "region"), [("village", "999999104299"), ("township", TOWN), ("township", VILLAGE)])
def test_nobody_follows_into_another_place_or_another_rank(town: Town, put: Put, role: str, region: str) -> None:
    other = follow(town.village, Identity.generate(role, region, "别处"))
    assert refused(put(package(other, town)), town, town.trusted) == "succession"


def test_a_follower_of_a_closed_or_replaced_device_is_refused_with_its_own_sentence(town: Town, put: Put) -> None:
    card = town.village.card()
    for status in ("closed", "replaced"):
        barred = {card.device: Barred(status, card.sign)}
        assert refused(put(package(town.village, town)), town, {}, barred) == status
        assert refused(put(package(rotated(town.village), town)), town, {}, barred) == status


def test_the_key_of_a_closed_computer_names_no_follower_under_its_other_name_either(town: Town, put: Put) -> None:
    """A stolen laptop, and the new one on which its backup was laid down: both hold the same key."""
    stolen = town.village
    honest = minted(stolen, "b" * 16)
    thief = rotated(honest)
    barred = {stolen.device: Barred("closed", stolen.card().sign)}
    assert refused(put(package(thief, town)), town, {honest.device: honest.card()}, barred) == "closed"
    assert opened(put(package(honest, town)), town, {honest.device: honest.card()}, barred).heirs == ()


def test_one_s_own_copy_is_one_s_own_follower(town: Town, put: Put) -> None:
    """The same data on two computers: the copy has taken a new name and meets the first."""
    first = town.township
    copy = minted(first, "c" * 16)
    found = open_package(put(build(
        Outgoing(f"{TOWN}-cccc-000001", copy, "down", TOWN, (1, 1), (transaction(1, 1),)), [first.card()])), first, {})
    assert [heir.after for heir in found.heirs] == [first.device]
    path = put(build(Outgoing(f"{TOWN}-{first.device[:4]}-000001", first, "down", TOWN, (1, 1), (transaction(1, 1),)), [first.card()]))
    with pytest.raises(Refused, match="本机自己装的"):
        open_package(path, copy, {})


def test_what_was_sealed_to_the_keys_given_up_is_still_opened(town: Town, put: Put) -> None:
    renewed = replace(rotated(town.township), earlier_secrets=(town.township.age_secret,))
    assert open_package(put(package(town.village, town)), renewed, town.trusted).sender == town.village.card()
    with pytest.raises(Refused, match="不是给本镇的"):
        open_package(put(package(town.village, town)), replace(renewed, earlier_secrets=()), town.trusted)


def test_a_typed_card_is_completed_by_the_signed_cover(town: Town, put: Put) -> None:
    typed = replace(town.village.card(), name="村（999999104201）", proof="")
    found = opened(put(package(town.village, town)), town, {typed.device: typed})
    assert found.sender == town.village.card()


def test_the_chain_has_an_end(town: Town) -> None:
    one: Identity = town.village
    for number in range(LONGEST + 3):
        one = minted(one, f"{number:016x}")
    with pytest.raises(ValueError, match="links"):
        links([piece.plain() for piece in one.before])
    newest = links([piece.plain() for piece in one.before[-LONGEST:]])
    with pytest.raises(Refused):
        heirs(one.card(), newest, town.trusted, {})


@pytest.mark.parametrize("value", [None, {}, [1], [{}], [{"device": "x", "card": "y", "signature": "z"}],
                                   [{"device": "a" * 16, "card": 1, "signature": ""}],
                                   [{"device": "a" * 16, "card": "x" * 5000, "signature": ""}]])
def test_links_that_no_program_wrote_are_no_links(value: object) -> None:
    with pytest.raises(ValueError, match="link"):
        links(value)


def test_the_cover_says_nothing_that_a_stranger_could_use(town: Town, put: Put) -> None:
    cover = json.dumps(json.loads(_header(package(rotated(town.village), town))), ensure_ascii=False)
    assert "AGE-SECRET" not in cover and town.village.sign_seed.hex() not in cover


def _header(data: bytes) -> bytes:
    start = data.index(b'{\n "format"')
    return data[start : data.index(b"\n}\n", start) + 3]


@pytest.mark.parametrize("cover", [
    {"card": 5}, {"card": ["x"]}, {"before": {}}, {"before": 7}, {"before": [1]}, {"before": [{}] * 3}, {"card": "x" * 5000},
    {"card": "ZXCARD1::"}, {"before": [{"device": "a" * 16, "card": "x", "signature": "y"}] * (LONGEST + 1)},
])
def test_a_cover_with_nonsense_about_its_sender_is_refused_or_ignored(
    town: Town, put: Put, cover: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed by a known device and by a stranger alike: never an error of the program."""
    from sync import header
    from sync import package as packages

    honest = header.Header.data
    monkeypatch.setattr(packages.Header, "data", lambda self: _with(honest(self), cover))
    for sender in (town.village, rotated(town.village)):
        path = put(package(sender, town))
        try:
            assert opened(path, town, town.trusted).sender == town.village.card()
        except Refused as refusal:
            assert refusal.reason in ("header", "succession", "unknown_sender")


def _with(data: bytes, cover: dict[str, object]) -> bytes:
    return json.dumps({**json.loads(data), **cover}, ensure_ascii=False).encode()
