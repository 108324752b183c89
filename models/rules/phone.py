"""Telephone numbers: 11 digits from 13 to 19 (公众移动通信网网号), or a landline with its area code."""

from __future__ import annotations

import re

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$")
_MOBILE_DIGITS = 11


def is_mobile(text: str) -> bool:
    """A mobile number, without spaces."""
    return bool(_MOBILE.match(text))


def phone_doubt(text: str) -> str | None:
    """What is odd about a number; blank is not odd."""
    if not text or is_mobile(text) or _LANDLINE.match(text):
        return None
    if not re.fullmatch(r"[\d-]+", text):
        return "电话只能有数字，请核对。"
    if len(text) == _MOBILE_DIGITS:
        return "手机号应以13到19开头，请核对。"
    return f"手机号应是11位，这里是{len(text)}位，请核对。"
