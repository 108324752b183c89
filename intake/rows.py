"""Which rows under a head are records: totals, notes, signature lines, repeated heads and blank rows are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.headings import Head
from intake.sheet import Cell, Sheet, cell_text, is_blank
from models.kernel.text_forms import compact

_TOTAL = re.compile(
    r"^(本页|本村|全村|本组|全组|本户|全镇|[一二三四五六七八九十\d]+组)?(合计|小计|总计|共计|累计)([(:]|$)"
)
_NOTE = re.compile(
    r"^(注\d*|备注|说明|附注|填表说明|填报说明|填写说明|填表须知|填表人|填报人|制表人?|审核人?|复核人?|经办人|负责人|单位负责人|"
    r"村负责人|分管领导|主要领导|填报单位|填表单位|联系人|联系电话|填表日期|填报日期|填报时间|制表日期|日期|监督电话)"
    r"(\(.{1,8}\))?:"
)
_SAMPLE = re.compile(r"^(示例|样例|例子?)([:：)]|$)")
_HINT = re.compile(r"^(\(.+\)|必填|选填|非必填|下拉.{0,3}|选择|自动.{0,4}|格式.*|yyyy.*|\d+位(数字?)?|文本|数字|日期|整数)$", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(20\d\d)?年?\d{0,2}月?\d{0,2}日")
_ORDINAL_WORDS = set("甲乙丙丁戊己庚辛壬癸") | {"-", "—"}


def record_rows(sheet: Sheet, head: Head) -> Iterator[int]:
    """The rows, counted from 0, that hold a record."""
    columns = sorted(head.columns.values())
    for row in range(head.last_row + 1, len(sheet.rows)):
        first = next((column for column in columns if not is_blank(sheet.cell(row, column))), None)
        if first is None or is_apart(sheet, head, sheet.rows[row]):
            continue
        alone = len(columns) > 1 and all(is_blank(sheet.cell(row, column)) for column in columns if column != first)
        if not (alone and _is_section(sheet, head, row)):
            yield row


def _is_section(sheet: Sheet, head: Head, row: int) -> bool:
    """One text alone, over several columns or over a head that comes again: 二组."""
    said = [at for at, cell in enumerate(sheet.rows[row]) if not is_blank(cell)]
    if len(said) != 1 or not isinstance(sheet.cell(row, said[0]), str):
        return False
    wide = any(top == bottom == row and left == said[0] and right > left for top, left, bottom, right in sheet.merged)
    after = next((cells for cells in sheet.rows[row + 1 :] if any(not is_blank(cell) for cell in cells)), ())
    return wide or _repeats_head(after, sheet, head)


def is_apart(sheet: Sheet, head: Head, cells: tuple[Cell, ...]) -> bool:
    """Whether a row with something in it is still no record."""
    words = [compact(cell_text(cell)) for cell in cells if not is_blank(cell)]
    return (
        is_total(cells)
        or bool(_NOTE.match(words[0]) or _SAMPLE.match(words[0]))
        or _is_lone_sentence(words, head)
        or _says_how(words)
        or _counts_columns(words)
        or _repeats_head(cells, sheet, head)
    )


def is_total(cells: tuple[Cell, ...]) -> bool:
    """Whether a row adds up those above it."""
    words = [compact(cell_text(cell)) for cell in cells if not is_blank(cell)]
    return any(_TOTAL.match(word) for word in words[:2])


def _is_lone_sentence(words: list[str], head: Head) -> bool:
    return len(words) == 1 and len(head.matches) > 2 and (len(words[0]) > 20 or bool(_DAY_ALONE.fullmatch(words[0])))


def _says_how(words: list[str]) -> bool:
    """The line under many heads that says how to fill them: (必填) 11位 下拉选 YYYY-MM-DD."""
    return len(words) >= 3 and 2 * sum(bool(_HINT.match(word)) for word in words) > len(words)


def _counts_columns(words: list[str]) -> bool:
    """The line under many official heads: 甲 乙 1 2 3."""
    numbers = [word for word in words if word not in _ORDINAL_WORDS]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(words) >= 3 and len(numbers) >= 2 and numbers == counted


def _repeats_head(cells: tuple[Cell, ...], sheet: Sheet, head: Head) -> bool:
    same = [not is_blank(cell) and cell == sheet.cell(row, column) for row in range(head.row, head.last_row + 1)
            for column, cell in enumerate(cells)]
    return sum(same) >= max(2, len(head.matches) // 2)
