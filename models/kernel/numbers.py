"""Kinds that hold amounts: integer, decimal, money and the three-way flag."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, ClassVar, Literal

from models.kernel.kind import Kind, Parsed, Stored, as_text
from models.kernel.mistake import HINT, Mistake, Unreadable
from models.kernel.text_forms import compact

UNKNOWN: Literal["unknown"] = "unknown"
_ABOUT = re.compile(r"^(大约|大概|约|近|将近)|(左右|上下)$")
_UNITS = re.compile(
    r"^(?:人民币|¥|￥)+|(?:人民币|元整|元|块钱|块|亩|平方米|立方米|㎡|m2|m3|个月|人次|户次|人|户|座|笔|次|条|处|头|只|%|％)+$"
)  # at the ends alone: 5户12人 is not 512
_YEAR_WORD = re.compile(r"年度?$")
_NUMBER = re.compile(r"^([+-]?\d+(?:\.\d+)?)(万|千|亿)?$")
_TIMES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BIGGEST = Decimal(10) ** 15


def read_amount(raw: object) -> tuple[Decimal, bool]:
    """The number in `1,200.5元`, `1.2万`, `约4000`; and whether it was only about so much. Raises Unreadable."""
    if isinstance(raw, bool):
        raise Unreadable(f"“{raw}”不是数字。")
    if isinstance(raw, (int, Decimal)):
        return Decimal(raw), False
    # A float from Excel keeps at most 15 digits; repr gives the digits that were typed.
    text = compact(repr(raw) if isinstance(raw, float) else as_text(raw))
    bare = text.replace(",", "").replace("，", "")
    for _ in range(2):  # 人民币约4000元左右
        bare = _UNITS.sub("", _ABOUT.sub("", bare))
    found = _NUMBER.match(bare)
    try:
        number = Decimal(found[1]) * _TIMES[found[2] or ""] if found else Decimal(bare)
    except InvalidOperation:
        raise Unreadable(f"“{as_text(raw)}”不是数字，请只写数，例如 1200.5。") from None
    if number.is_nan():
        raise Unreadable(f"“{as_text(raw)}”不是数字，请只写数，例如 1200.5。")
    if abs(number) >= _BIGGEST:
        raise Unreadable(f"“{as_text(raw)}”这个数太大了，请核对。")
    return number, bool(_ABOUT.search(text))


def _parsed(value: Any, about: bool) -> Parsed:
    return Parsed(value, (Mistake("“约”字没有存，存的是这个数。", severity=HINT),) if about else ())


@dataclass(frozen=True)
class IntegerKind(Kind):
    """A whole number; `low` and `high` are what can be stored at all."""

    name: ClassVar[str] = "integer"
    integer: ClassVar[bool] = True
    numeric: ClassVar[bool] = True
    low: int | None = None
    high: int | None = None

    def read(self, raw: object) -> Parsed:
        """A whole number, or Unreadable."""
        number, about = read_amount(raw)
        if number != number.to_integral_value():
            raise Unreadable(f"“{as_text(raw)}”要写整数。")
        value = int(number)
        if self.low is not None and value < self.low:
            raise Unreadable(f"不能小于{self.low}，请核对。")
        if self.high is not None and value > self.high:
            raise Unreadable(f"不能大于{self.high}，请核对。")
        return _parsed(value, about)

    def dump(self, value: Any) -> Stored:
        """The number itself."""
        return None if value is None else int(value)

    def holds(self, stored: object) -> bool:
        """A whole number within the bounds: a year 0 would stop every rule that makes a date of it."""
        low, high = self.low, self.high
        return (
            isinstance(stored, int) and super().holds(stored) and (low is None or stored >= low)
            and (high is None or stored <= high)
        )


@dataclass(frozen=True)
class YearKind(IntegerKind):
    """A year, with or without its word."""

    low: int | None = 1949
    high: int | None = 2100

    def read(self, raw: object) -> Parsed:
        """2025, 2025年, 2025年度."""
        try:
            return super().read(_YEAR_WORD.sub("", compact(raw)) if isinstance(raw, str) else raw)
        except Unreadable as fault:
            raise Unreadable(str(fault).replace("请只写数，例如 1200.5", "请写哪一年，例如 2025")) from None


@dataclass(frozen=True)
class DecimalKind(Kind):
    """A number with a fixed count of places, stored scaled to an integer."""

    name: ClassVar[str] = "decimal"
    integer: ClassVar[bool] = True
    numeric: ClassVar[bool] = True
    places: int = 2
    negative: bool = False

    def read(self, raw: object) -> Parsed:
        """Rounded half up to `places`, with a hint when that changed it."""
        number, about = read_amount(raw)
        if number < 0 and not self.negative:
            raise Unreadable("不能是负数，请核对。")
        value = number.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        parsed = _parsed(value, about)
        if value != number:
            parsed = Parsed(value, (*parsed.notes, Mistake(f"只留{self.places}位小数，存的是{value}。", severity=HINT)))
        return parsed

    def show(self, value: Any) -> str:
        """With thousands separators and all its places."""
        return "" if value is None else f"{value:,.{self.places}f}"

    def dump(self, value: Any) -> Stored:
        """Scaled integer: 1.50 with two places is 150."""
        return None if value is None else int(Decimal(value).scaleb(self.places).to_integral_value(ROUND_HALF_UP))

    def load(self, stored: Stored) -> Any:
        """The Decimal of a scaled integer."""
        return None if stored is None else Decimal(int(stored)).scaleb(-self.places)

    def json(self, value: Any) -> Any:
        """A string with its places, so that no reader rounds it."""
        return None if value is None else f"{value:.{self.places}f}"


@dataclass(frozen=True)
class MoneyKind(DecimalKind):
    """Yuan with two places; stored in fen."""

    name: ClassVar[str] = "money"


_YES = {"是", "有", "√", "✓", "对", "1", "y", "yes", "true", "在", "通", "已"}
_NO = {"否", "无", "没有", "×", "✗", "不是", "0", "n", "no", "false", "不", "未"}
_DONT_KNOW = {"不清楚", "不知道", "不详", "未知", "9", "unknown"}


@dataclass(frozen=True)
class FlagKind(Kind):
    """是, 否 or 不清楚: True, False or "unknown"; stored 1, 0, 9 (settled 6)."""

    name: ClassVar[str] = "flag"
    integer: ClassVar[bool] = True

    def read(self, raw: object) -> Parsed:
        """One of three answers."""
        if isinstance(raw, bool):
            return Parsed(raw)
        text = compact(as_text(raw)).lower()
        if text in _DONT_KNOW:
            return Parsed(UNKNOWN)
        if text in _YES:
            return Parsed(True)
        if text in _NO:
            return Parsed(False)
        raise Unreadable(f"“{as_text(raw)}”看不懂，请写“是”“否”或“不清楚”。")

    def show(self, value: Any) -> str:
        """是, 否, 不清楚 or blank."""
        return {None: "", True: "是", False: "否"}.get(value, "不清楚")

    def dump(self, value: Any) -> Stored:
        """1, 0 or 9."""
        return {None: None, True: 1, False: 0}.get(value, 9)

    def load(self, stored: Stored) -> Any:
        """The answer of 1, 0 or 9."""
        return {None: None, 1: True, 0: False}.get(stored, UNKNOWN)  # type: ignore[arg-type]

    def json(self, value: Any) -> Any:
        """true, false, "unknown" or null."""
        return value
