"""Headings as people write them, brought to one form: `*身份证 号码（必填）` and `身份证号` are the same column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from models.kernel.text_forms import compact

_BRACKETS = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]")
_LEADING = re.compile(r"^(?:[*★※#]+|\d{1,2}[.、．]|\(\d{1,2}\)|[一二三四五六七八九十]{1,2}、)+")
_SIGNS = re.compile(r"[\s*★※#:：/\\、,，.。·\-—_()\[\]【】〔〕<>《》“”\"'‘’?？]+")
# One thing under several names, whatever the ledger; what belongs to one ledger is an alias of its field.
_SAME = (
    ("公民身份证", "身份证"), ("公民身份号码", "身份证号"), ("身份证件号码", "身份证号"), ("身份证件号", "身份证号"), ("身份证号码", "身份证号"),
    ("身份号码", "身份证号"), ("证件号码", "证件号"), ("电话号码", "电话"), ("手机号码", "手机号"), ("时间", "日期"),
    ("编码", "编号"), ("情況", "情况"), ("帐", "账"), ("补贴", "补助"), ("账号", "号"),
)  # fmt: skip
# Words that mean one thing in most headings and two in some: they count where that leaves one field.
_NEAR = (("类别", "类型"), ("资金", "金额"), ("状况", "情况"), ("地址", "住址"), ("住所", "住址"), ("联系方式", "联系电话"),
         ("所患", ""), ("月均", "月"), ("银行名称", "银行"))  # fmt: skip
# A letter more or less is a slip; one of these more or less is another column.
_TURNING = set("非不未无原旧新前后上下总合入出收支起止始末应实已户人男女年月日数额率一二三四五六七八九十0123456789")
_EMPTY = set("的之为和与及等了在")  # all that two short headings of one meaning may differ by: 户类型 is not 户厕类型
_SHORT = 4
_ASKING = ("是否", "有无", "是否有", "是否通", "主要", "所属", "参加", "享受", "自然", "没通过", "登记", "填报", "填表")
SURE = 100
ENOUGH = 84
UNDER_A_WORD = 90


@lru_cache(maxsize=20_000)
def heading_forms(heading: str) -> tuple[str, ...]:
    """The forms under which a heading may be known, the fullest first: with its bracket, then without."""
    text = compact(heading).lower()
    text = _LEADING.sub("", text)
    forms = dict.fromkeys(_same(_SIGNS.sub("", form)) for form in (text, _BRACKETS.sub("", text)))
    return tuple(form for form in forms if form)


def heading_key(heading: str) -> str:
    """The form in which two headings are compared: the fullest."""
    return next(iter(heading_forms(heading)), heading)


def _same(word: str) -> str:
    for written, meant in _SAME:
        word = word.replace(written, meant)
    return word


def kindred(form: str) -> str:
    """A form of a heading with its ambiguous words brought to one as well."""
    for written, meant in _NEAR:
        form = form.replace(written, meant)
    return form


def likeness(heading: str, known: str) -> int:
    """0 to 100: how surely two headings, in one form already, are the same column."""
    if heading == known:
        return SURE
    if min(len(heading), len(known)) < 3 or _turned(heading, known):
        return 0
    score = int(fuzz.ratio(heading, known))
    return score if score >= ENOUGH else 0


def _turned(one: str, other: str) -> bool:
    odd = set(one) ^ set(other)
    return bool(odd & _TURNING) or (min(len(one), len(other)) <= _SHORT and not odd <= _EMPTY)


def leading_words(known: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The words with which headings of several fields of one place begin: 贷款, 务工. known: the field of each heading."""
    begun: dict[tuple[str, str], set[str]] = {}
    for heading, name in known.items():
        for length in range(2, min(_SHORT, len(heading) - 1)):
            begun.setdefault((place_of(name), heading[:length]), set()).add(name)
    return frozenset(at for at, names in begun.items() if len(names) > 1 and at[1] not in _ASKING and not set(at[1]) & _TURNING)


def place_of(name: str) -> str:
    """Whose field a path names: all but its last step."""
    return name.rpartition(".")[0]
