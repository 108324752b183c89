"""The sentences around a sheet of attendance: what the keys mean, what the month comes to, until when somebody is hired."""

from __future__ import annotations

from services.month_sheet import Book, Line, PayList

MOST_SAID = 3  # sentences or names at once; the rest stand in 数据核对
EMPTY = {
    "post_attendance": "这个月没有在岗的人。先在“公岗人员”里登记谁在哪个岗，再来记考勤。",
    "attendance": "还没有驻村干部。写上姓名，按“加一人”。以后每个月自动带过来。",
}


def legend(book: Book) -> str:
    """1 √出勤  2 △请假."""
    return "  ".join(f"{key} {mark}{book.marks.word(mark)}" for key, mark in book.keys.items())


def progress(people: int, noted: int) -> str:
    """How many of how many have something noted."""
    return f"{people} 人，记了 {noted} 人"


def money(listed: PayList, people: int, noted: int, *, whole: bool) -> str:
    """What the month pays in all; whole: with every column of the pay list, and the sum in 大写."""
    begun = f"{listed.months} 人次，应发 {listed.due:,.2f}，扣款 {listed.cut:,.2f}，奖励 {listed.reward:,.2f}"
    paid = f"实发合计 {listed.paid:,.2f} 元" + (f"（{listed.capital}）" if whole else "")
    some = "、".join(listed.without[:MOST_SAID]) + ("等" if len(listed.without) > MOST_SAID else "")
    without = f"；{some} {len(listed.without)} 人没有标准" if listed.without else ""
    return f"{begun if whole else progress(people, noted)}，{paid}{without}"


def agreement(line: Line) -> str:
    """协议2025年1月1日起，2025年12月31日止."""
    ends = ((line.first, "起"), (line.last, "止"))
    words = "，".join(f"{day.year}年{day.month}月{day.day}日{word}" for day, word in ends if day)
    return f"协议{words}" if words else ""


def after_saving(said: list[str]) -> str:
    """What is to be looked at again although it is filed."""
    more = f"\n还有 {len(said) - MOST_SAID} 处，在“数据核对”里。" if len(said) > MOST_SAID else ""
    return "存好了，请再核对：" + "\n".join(said[:MOST_SAID]) + more if said else ""
