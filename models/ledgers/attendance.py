"""驻村考勤: one month of one resident cadre, a mark a day; days, nights and short weeks are counted, never typed."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import cadre as c
from models.kernel.numbers import IntegerKind
from models.rules import day_marks, station


def _weeks_short(f: k.Facts) -> int | None:
    days, nights = f.parameter("attendance.week_days"), f.parameter("attendance.week_nights")
    month, marks = f.new.get("month"), f.new.get("marks")
    return len(station.weeks_short(month, marks, days, nights)) if month and marks and days and nights else None


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """No mark on a day that is not or has not come; 缺岗 has its reason."""
    month, marks = f.new.get("month"), f.new.get("marks")
    if fault := day_marks.beyond_fault(month, marks) or day_marks.future_fault(month, marks, f.today):
        yield k.Mistake(fault, "marks")
    if doubt := station.absence_doubt(marks, f.new.get("absent_why")):
        yield k.Mistake(doubt, "absent_why", k.DOUBT)


def days_enough(f: k.Facts) -> Iterable[k.Mistake]:
    """A month that is over, in which somebody was there too little."""
    least = f.parameter("attendance.month_days")
    if least and (doubt := station.month_doubt(f.new.get("month"), f.new.get("marks"), least, f.today)):
        yield k.Mistake(doubt, "marks", k.DOUBT)


class Attendance(k.Ledger):
    """One cadre's month in the village."""

    __tablename__ = "attendance"

    name = k.name("姓名", required=True, aliases=("驻村干部", "驻村队员", "工作队员"))
    month = k.month("月份", required=True, aliases=("考勤月份", "年月"))
    marks = k.day_marks("考勤", c.STATION_MARKS, common=True, help="一天一个记号，从1日写起；可以写“5√2－”。")
    unit = k.text("派出单位", common=True, aliases=("单位", "工作单位"), width=30)
    post = k.code("驻村职务", c.STATION_POST, common=True, aliases=("职务",), width=20)
    absent_why = k.text("缺岗原因", common=True, private="health", aliases=("请假原因", "请假事由"), width=30)
    reports = k.integer("交了几份周报", low=0, high=6, aliases=("周报告", "周报"))
    checked_by = k.name("审核人", aliases=("考勤审核人",))
    sheet = k.attachment("签到册照片", private="identity")
    note = k.text("备注", private="health", width=30)
    days = k.derived("在村天数", IntegerKind(), lambda f: station.days_there(f.new.get("marks")), width=16)
    nights = k.derived("住村夜数", IntegerKind(), lambda f: station.nights_there(f.new.get("marks")), width=16)
    missing = k.derived("缺岗天数", IntegerKind(), lambda f: day_marks.count(f.new.get("marks"), station.ABSENT), width=16)
    weeks_short = k.derived("不够五天四夜的周数", IntegerKind(), _weeks_short)

    __ledger__ = k.LedgerSpec(
        title="驻村考勤", group="干部", key=(("name", "month"),), name=("name", "month"), sort=("month", "name"), unit="人月",
        filters=("month", "unit", "post"), rules=(days_enough, sound), search=("name",),
    )  # fmt: skip
