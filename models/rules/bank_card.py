"""Bank cards and 社保卡: 16 to 19 digits with a Luhn check digit (GB/T 17552, ISO/IEC 7812); passbooks have neither.

A failed check is a doubt and never a fault: rural passbooks and some old accounts do not follow it.
"""

from __future__ import annotations

_CARD_LENGTHS = range(16, 20)


def luhn(digits: str) -> bool:
    """The Luhn check: every second digit from the right doubled, the sum of digits divisible by ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def card_doubt(text: str) -> str | None:
    """What is odd about a card number; blank is not odd."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        return "卡号只能有数字，请核对。"
    if len(text) not in _CARD_LENGTHS:
        return f"卡号一般是16到19位，这里是{len(text)}位。是存折就不用管，是卡请核对。"
    return None if luhn(text) else "卡号的校验位对不上。是存折就不用管，是卡请核对。"
