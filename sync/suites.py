"""The suites of cryptography a package can be made with. A national-standard suite (SM2/SM3/SM4) joins as number 2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sync import age, minisign
from sync.cards import Card, Identity
from sync.refusal import Refused


@dataclass(frozen=True)
class Suite:
    """How parts are sealed to cards and how the header is signed; the endings name the standard tools' formats."""

    number: int
    sealed_ending: str
    signature_ending: str
    seal: Callable[[bytes, Sequence[str]], bytes]
    unseal: Callable[[bytes, Sequence[str]], bytes]
    sign: Callable[[bytes, Identity, str], bytes]
    verify: Callable[[bytes, bytes, Card], str]


def _sign(data: bytes, signer: Identity, comment: str) -> bytes:
    return minisign.sign(data, signer.sign_seed, comment)


def _verify(data: bytes, signature: bytes, signer: Card) -> str:
    try:
        return minisign.verify(data, signature, minisign.parse_public_key(signer.sign))
    except minisign.BadSignature as error:
        raise Refused("signature") from error


SUITES = {1: Suite(1, ".age", ".minisig", age.seal, age.unseal, _sign, _verify)}


def suite(number: int) -> Suite:
    """The suite of that number; one this program does not know yet is said so, never guessed."""
    if number not in SUITES:
        raise Refused("suite")
    return SUITES[number]
