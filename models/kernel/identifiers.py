"""Kinds that hold numbers which are really text: certificates, phones, cards, region codes, links, attachments.

A number that fails its own check is stored as typed and marked 要改 (settled 5): the misprint may be on the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from models.kernel.kind import Kind, Parsed, Stored, as_text
from models.kernel.mistake import DOUBT, MEND, Mistake, Unreadable
from models.kernel.text_forms import compact, one_line

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
# 17 digits and the check character; a disability card adds kind 1-7 and level 1-4, a replaced one B and a digit.
_ID_SHAPE = re.compile(r"^\d{17}[\dX](?:[1-7][1-4](?:B\d)?)?$", re.ASCII)
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$")
_EXCEL_DIGITS = 15  # Excel keeps no more of a number


def _refuse_rounded(raw: object, what: str) -> None:
    number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
    if (number and abs(raw) >= 10**_EXCEL_DIGITS) or re.match(r"^\d(\.\d+)?[eE]\+\d+$", str(raw).strip()):  # type: ignore[arg-type]
        raise Unreadable(f"Excel把{what}当成数字，后三位已经丢了。请把这一列设成“文本”格式，照证件重新输入。")


def id_fault(number: str) -> str | None:
    """What is wrong with the form of a certificate number (GB 11643-1999; 18, 20 or 22 characters); None when nothing is.

    Whether its birth date can be true depends on the day, and its area on a list: rules.id_number asks that of a person.
    """
    if len(number) not in (18, 20, 22):
        return f"身份证号应是18位，这里是{len(number)}位，请对着证件再看一遍。"
    body = number[:18]
    if len(number) > 18 and _ID_SHAPE.match(body) and not _ID_SHAPE.match(number):
        return "残疾人证号第19位是残疾类别（1到7），第20位是等级（1到4），补过证的后面是B和数字，请对着证件再看一遍。"
    if not _ID_SHAPE.match(number):
        return "身份证号只能有数字，最后一位可以是X，请对着证件再看一遍。"
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
        mod_11_2.validate(body)
    except ValidationError:
        return "身份证号第18位对不上，请对着证件再看一遍。"
    except ValueError:
        return f"身份证号里的出生日期{body[6:10]}年{body[10:12]}月{body[12:14]}日没有这一天，请对着证件再看一遍。"
    return None


def _check_of(number: str) -> str:
    """Under which number offices know what is wrong with a certificate: its length, what a card adds, its digits."""
    if len(number) not in (18, 20, 22):
        return "V02"
    return "V04" if id_fault(number[:18]) is None else "V03"


@dataclass(frozen=True)
class IdKind(Kind):
    """A certificate number: 18 digits, or 20 or 22 of a disability card."""

    name: ClassVar[str] = "id"
    limit: int = 40

    def read(self, raw: object) -> Parsed:
        """As typed, upper-case X; a fault is a note, digits lost in Excel are refused."""
        _refuse_rounded(raw, "身份证号")
        text = compact(as_text(raw)).lstrip("'’").upper()
        if not re.match(r"^[0-9A-Z()-]{1,40}$", text):
            raise Unreadable("这不是证件号码，请只写号码。")
        fault = id_fault(text)
        return Parsed(text, (Mistake(fault, severity=MEND, check=_check_of(text)),) if fault else ())


@dataclass(frozen=True)
class PhoneKind(Kind):
    """A mobile or landline number."""

    name: ClassVar[str] = "phone"
    limit: int = 40

    def read(self, raw: object) -> Parsed:
        """As typed without spaces; another form than 1[3-9] and eleven digits is a note."""
        text = compact(as_text(raw))
        if not re.match(r"^[\d+()/、,，;-]{3,40}$", text):
            raise Unreadable("电话只能有数字，请核对。")
        good = _MOBILE.match(text) or _LANDLINE.match(text)
        said = "手机号应以13到19开头，请核对。" if len(text) == 11 else f"手机号应是11位，这里是{len(text)}位，请核对。"
        return Parsed(text, () if good else (Mistake(said, severity=MEND, check="V11"),))


@dataclass(frozen=True)
class CardKind(Kind):
    """A bank card or passbook account."""

    name: ClassVar[str] = "card"
    limit: int = 40

    def read(self, raw: object) -> Parsed:
        """Digits; a failed Luhn check is only a doubt, for passbooks have none (domain 4)."""
        _refuse_rounded(raw, "卡号")
        text = compact(as_text(raw)).replace("-", "").lstrip("'’")
        if not re.match(r"^\d{6,30}$", text):
            raise Unreadable("卡号只能有数字，请核对。")
        doubt = "" if luhn.is_valid(text) else "卡号的校验位对不上，是存折就不用管，是卡请核对。"
        if not 16 <= len(text) <= 19:
            doubt = f"卡号一般是16到19位，这里是{len(text)}位，是存折就不用管，是卡请核对。"
        return Parsed(text, (Mistake(doubt, severity=DOUBT),) if doubt else ())


@dataclass(frozen=True)
class RegionKind(Kind):
    """A statistical region code: 12 digits for a village, shorter for the levels above it."""

    name: ClassVar[str] = "region"
    limit: int = 12

    def read(self, raw: object) -> Parsed:
        """6, 9 or 12 digits, or `*` for everywhere."""
        text = compact(as_text(raw))
        if not re.match(r"^(\d{6}|\d{9}|\d{12}|\*)$", text):
            raise Unreadable("区划代码应是12位数字（县是前6位）。")
        return Parsed(text)


@dataclass(frozen=True)
class LinkKind(Kind):
    """The uid of a record of another ledger. Finding it by key or name is the store's (records.links)."""

    name: ClassVar[str] = "link"
    to: str = ""

    def read(self, raw: object) -> Parsed:
        """The text as typed; the store turns it into a uid."""
        return Parsed(one_line(as_text(raw)))


@dataclass(frozen=True)
class LongTextKind(Kind):
    """Text of several lines."""

    name: ClassVar[str] = "long"
    limit: int = 4000

    def read(self, raw: object) -> Parsed:
        """Line breaks kept, ends tidied."""
        text = "\n".join(one_line(line) for line in as_text(raw).strip().splitlines())
        if len(text) > self.limit:
            raise Unreadable(f"最多写{self.limit}个字，现在有{len(text)}个字，请写短一些。")
        return Parsed(text)


@dataclass(frozen=True)
class AttachmentKind(Kind):
    """The address of a photo or scan in the blob store; `@file` and bytes are taken by the store."""

    name: ClassVar[str] = "attachment"

    def show(self, value: Any) -> str:
        """That there is one."""
        return "有" if value else ""

    def dump(self, value: Any) -> Stored:
        """The address."""
        return value if value is None else str(value)
