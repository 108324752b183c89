"""Bech32 as age writes its recipients: needed only where the 32 raw bytes of a key go into a code that people type."""

from __future__ import annotations

from collections.abc import Iterable

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6


def encode(kind: str, data: bytes) -> str:
    """`kind` and the bytes as one text in small letters, with its check at the end."""
    values = regroup(data, 8, 5)
    found = _polymod([*_spread(kind), *values, *[0] * _CHECK]) ^ 1
    check = [found >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return f"{kind}1" + "".join(_SIGNS[value] for value in (*values, *check))


def decode(kind: str, text: str) -> bytes:
    """The bytes of a text of this kind; ValueError for anything else."""
    head, one, tail = text.rpartition("1")
    if head != kind or not one or not set(tail) <= set(_SIGNS):
        raise ValueError("not of this kind")
    values = [_SIGNS.index(sign) for sign in tail]
    if _polymod([*_spread(kind), *values]) != 1:
        raise ValueError("the check does not fit")
    return bytes(regroup(values[:-_CHECK], 5, 8, pad=False))


def regroup(values: Iterable[int], have: int, want: int, *, pad: bool = True) -> list[int]:
    """The same bits in groups of another size; without `pad` the bits left over must be zeros and are dropped."""
    held = bits = 0
    found = []
    for value in values:
        held, bits = held << have | value, bits + have
        while bits >= want:
            bits -= want
            found.append(held >> bits)
            held &= (1 << bits) - 1
    if pad and bits:
        found.append(held << want - bits)
    elif held:
        raise ValueError("bits left over")
    return found


def _spread(kind: str) -> list[int]:
    return [*(ord(sign) >> 5 for sign in kind), 0, *(ord(sign) & 31 for sign in kind)]


def _polymod(values: Iterable[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            found ^= factor if top >> place & 1 else 0
    return found
