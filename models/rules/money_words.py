"""人民币大写. Source: 《支付结算办法》 annex 1 《正确填写票据和结算凭证的基本规定》 (中国人民银行, 1997).

Written here because cn2an leaves out 整 after 角; ten to nineteen are 壹拾, never 拾.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_TOO_MUCH = Decimal(10) ** 12
_FEN_A_YUAN = 100


def _four(number: int) -> str:
    """Up to four digits, a run of inner zeros as one 零."""
    digits = f"{number:04d}"
    words = "".join(_DIGITS[int(d)] + (_PLACES[3 - i] if d != "0" else "") for i, d in enumerate(digits))
    return re.sub("零+", "零", words).rstrip("零")


def _whole(yuan: int) -> str:
    """Whole yuan without the word 元. A group that is not full begins with 零, which also spans empty groups."""
    text, skipped, rank = "", False, 0
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        if group:
            gap = "零" if skipped and text and not text.startswith("零") else ""
            text = f"{_four(group)}{_GROUPS[rank]}{gap}{text}"
        skipped = not group
        rank += 1
    return text.lstrip("零")


def capital(amount: Decimal | int) -> str:
    """An amount in 大写: 50000 is 伍万元整. Raises ValueError for fractions of a fen and from 一万亿 on."""
    fens = Decimal(amount) * _FEN_A_YUAN
    if fens != fens.to_integral_value() or abs(fens) >= _TOO_MUCH * _FEN_A_YUAN:
        raise ValueError("大写金额只到分，要小于一万亿元。")
    yuan, rest = divmod(abs(int(fens)), _FEN_A_YUAN)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    words += f"{_DIGITS[fen]}分" if fen else ""
    if not words:
        return "零元整"
    return ("负" if fens < 0 else "") + words + ("" if fen else "整")
