"""上学: one row a pupil and term. Counts by 学段 come from the stage; a child who is out of school is asked about."""

from collections.abc import Iterable
from typing import Any

from models import kernel as k
from models.codes import education as e
from models.codes import schooling as c
from models.kernel.codes import CodeKind
from models.kernel.identifiers import LinkKind
from models.rules import person as p
from models.rules import school as r
from models.rules.dates import age_on
from models.rules.id_number import read_certificate

_LEFT = ("moved", "finished")


def left_after_entered(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    if fault := r.order_fault(f.new.get("from_on"), f.new.get("to_on")):
        yield k.Mistake(fault, "to_on")


def _same_term(one: Any, other: Any) -> bool:
    return all(one.get(name) == other.get(name) for name in ("year", "term"))


def attendance_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Stage, 就学状态, reason and age; at one place in one term, unless it was left for another."""
    stage, here, why = f.new.get("stage"), f.new.get("attendance"), f.new.get("dropout")
    if doubt := r.attendance_doubt(stage, here, why):
        yield k.Mistake(doubt, "dropout" if "原因" in doubt else "attendance", k.DOUBT)
    if doubt := r.dropout_doubt(stage, here, f.parameter("school.compulsory_stages") or ()):
        yield k.Mistake(doubt, "attendance", k.DOUBT)
    card, group = read_certificate((f.parent("person") or {}).get("id_no")), p.stage_group(stage or "")
    low, high = (f.parameter(f"person.stage_{end}.{group}") for end in ("from", "to"))
    doubt = p.stage_doubt(stage, age_on(card.born, f.on) if card else None, low, high)
    if stage and doubt:
        yield k.Mistake(f"学段写着{e.SCHOOL_STAGE.label(stage)}，{doubt}", "stage", k.DOUBT)
    if here not in _LEFT and any(_same_term(f.new, o) and o.get("attendance") not in _LEFT for o in k.earlier(f, f.siblings())):
        yield k.Mistake("这人这一学期的上学情况已经记过一条，请核对是不是记重了。", "term", k.DOUBT)


def aid_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Money with its kind; 雨露计划 with its stages."""
    aid, stage, fits = f.new.get("aid") or (), f.new.get("stage"), f.parameter("school.yulu_stages") or ()
    if doubt := r.aid_doubt(aid, f.new.get("money"), f.new.get("paid_on")) or r.yulu_doubt(aid, stage, fits):
        yield k.Mistake(doubt, "aid", k.DOUBT)
    home = f.parent("person.household") or {}
    assisted = home.get("type") == "lifted" or home.get("monitoring_class") not in (None, "unknown")
    if f.new.get("attendance") == "here" and (hint := r.yulu_hint(aid, stage, fits, assisted)):
        yield k.Mistake(hint, "aid", k.HINT)


class Schooling(k.Ledger):
    """One term of one pupil."""

    __tablename__ = "schooling"
    person = k.link("学生", "person", parent=True, required=True, aliases=("学生姓名", "姓名"))
    year = k.year("年度", required=True, default="this_year", aliases=("年份",), width=14)
    stage = k.code("学段和年级", e.SCHOOL_STAGE, required=True, aliases=("学段", "在读学段", "年级", "就学情况"))
    term = k.code("学期", c.TERM, common=True, width=14)
    attendance = k.code("就学状态", c.ATTENDANCE, common=True, default="here", aliases=("在校情况", "是否在校", "状态"), width=18)
    school = k.text("学校", common=True, default="last", aliases=("就读学校", "学校名称"), width=30)
    aid = k.codes("资助项目", c.AID, common=True, private="welfare", aliases=("享受资助", "教育资助", "资助"), width=30)
    money = k.money("资助金额", common=True, private="welfare", aliases=("资助总额", "补助金额"))
    paid_on = k.date("到账日期", private="welfare", aliases=("资助发放日期", "发放日期"))
    boarding = k.flag("住校", aliases=("是否住校", "是否寄宿"))
    away = k.flag("在外地上学", aliases=("是否外地就读",))
    dropout = k.code("没上学原因", e.DROPOUT, private="health", aliases=("失学或辍学原因", "失学原因", "辍学原因"))
    persuader = k.name("劝返责任人", aliases=("控辍保学责任人",))
    from_on = k.date("入学日期", aliases=("入学时间",))
    to_on = k.date("离校日期", aliases=("毕业日期", "离校时间"))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    phase = k.derived("属于哪段", CodeKind(codes=c.PHASE), lambda f: r.phase_of(f.new.get("stage")))
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    __ledger__ = k.LedgerSpec(
        "上学", "三保障", key=(("person", "year", "term"), ("person", "year")), name=("person", "stage"), sort=("year", "stage", "person"),
        filters=("year", "term", "stage", "attendance"), totals=("money",), state=("attendance",),
        days=("from_on", "to_on"), rules=(left_after_entered, attendance_fits, aid_fits),
    )  # fmt: skip
