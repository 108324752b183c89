"""人: a member of a household, alive in every ledger that asks who.

Sex, birth and age come from the certificate; what is typed beside it serves those who have none yet. Nobody is taken
off the list for having died or married away: that is 减少原因 with its day, and history stays.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from models import kernel as k
from models.codes import education as e
from models.codes import person as c
from models.codes.ethnicity import ETHNICITY
from models.codes.region import PROVINCE_CODES
from models.codes.relation import HEAD, RELATION
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind, IntegerKind
from models.rules import person as r
from models.rules.dates import age_on
from models.rules.household import SPOUSE, Member, counted, heads_doubt, present
from models.rules.id_number import area_doubt, birth_fault, read_certificate

INSURANCE, CHANGE, SCHOOL = "保险", "增减", "上学"


def _sex(values: Any) -> str | None:
    card = read_certificate(values.get("id_no"))
    return card.sex if card else values.get("stated_sex")


def _born(values: Any) -> date | None:
    card = read_certificate(values.get("id_no"))
    return card.born if card else values.get("stated_born")


def _age(f: k.Facts) -> int | None:
    born = _born(f.new)
    return age_on(born, f.today) if born and born <= f.today else None


def _member(p: Any) -> Member:
    return Member(p.get("relation"), _sex(p), p.get("shares_income"), p.get("joined_on"), p.get("left_on"))


def _here(f: k.Facts) -> Member:
    """What says whether one is here and counts; their certificate need not be read for it."""
    return _stay(f.new.get("shares_income"), f.new.get("joined_on"), f.new.get("left_on"))


@lru_cache(maxsize=4096)
def _stay(shares_income: bool | str | None, joined_on: date | None, left_on: date | None) -> Member:
    """Everybody is asked for this again and again, and nearly all say the same."""
    return Member(shares_income=shares_income, joined_on=joined_on, left_on=left_on)


def _health(f: k.Facts) -> Sequence[str]:
    return f.new.get("health") or ()


def _with(f: k.Facts, relation: str) -> list[Any]:
    """Those of the same household who are there and so related to its head."""
    return [p for p in f.siblings() if p.get("relation") == relation and present(_member(p), f.today)]


def one_head(f: k.Facts) -> Iterable[k.Mistake]:
    """A household has one 户主 (V05)."""
    is_one = f.new.get("relation") == HEAD and present(_member(f.new), f.today)
    others = list(k.earlier(f, _with(f, HEAD))) if is_one else []
    if others:
        yield k.Mistake(f"这户已经有户主{others[0].get('name')}。要改成{f.new.get('name')}吗？", "relation", k.MEND)


def spouse_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """One spouse, of the other sex (V05). Said once, of a spouse; where there are no or two heads that is said instead."""
    relation = f.new.get("relation")
    if relation not in (HEAD, SPOUSE) or not present(_member(f.new), f.today):
        return
    spouses = _with(f, SPOUSE)
    told_there = not any(k.earlier(f, spouses)) if relation == SPOUSE else not k.being_written(f)
    if spouses and told_there:
        return
    members = [_member(p) for p in (*f.siblings(), f.new)]
    heads = [m for m in members if m.relation == HEAD and present(m, f.today)]
    if len(heads) == 1 and (doubt := heads_doubt(members, f.today)):
        yield k.Mistake(doubt, "relation", k.MEND)


def certificate_agrees(f: k.Facts) -> Iterable[k.Mistake]:
    """What the number says must be possible, and agree with 与户主关系 (V03, V06) and with what was typed beside it."""
    if doubt := r.relation_doubt(f.new.get("relation"), _sex(f.new)):
        yield k.Mistake(f"与户主关系写着{RELATION.label(f.new['relation'])}，{doubt}", "relation", k.MEND, check="V06")
    number = f.new.get("id_no") or ""
    if fault := birth_fault(number, f.today):
        yield k.Mistake(fault, "id_no", k.MEND, check="V03")
    if read_certificate(number) and (doubt := area_doubt(number, PROVINCE_CODES)):
        yield k.Mistake(doubt, "id_no", k.DOUBT, check="V03")
    if doubt := r.typed_doubt(f.new.get("id_no"), f.new.get("stated_sex"), f.new.get("stated_born")):
        yield k.Mistake(doubt, "stated_sex" if "性别" in doubt else "stated_born", k.MEND)


def left_after_joined(f: k.Facts) -> Iterable[k.Mistake]:
    """Nobody goes before having come."""
    if fault := r.leaving_fault(f.new.get("joined_on"), f.new.get("left_on")):
        yield k.Mistake(fault, "left_on")


def health_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """健康 stands alone; a disabled person has a card; a sick drop-out is not healthy (V10)."""
    number, kind, why = (f.new.get(n) for n in ("id_no", "certificate", "dropout"))
    if fault := r.health_fault(_health(f)):
        yield k.Mistake(fault, "health", k.MEND)
    if not f.new.get("disability_card") and (doubt := r.disability_doubt(_health(f), number, kind)):
        yield k.Mistake(doubt, "disability_card", k.DOUBT, check="V10")
    if doubt := r.dropout_health_doubt(why, _health(f)):
        yield k.Mistake(doubt, "dropout", k.DOUBT, check="V10")


def work_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Labour against age, school and disability (V07, V08)."""
    stage, labour = f.new.get("stage"), f.new.get("labour")
    low, high = f.parameter("person.labour_age"), f.parameter("person.retire_age")
    doubts = [r.labour_doubt(_age(f), labour, stage, _health(f), low, high)] if low and high else []
    doubts.append(r.disability_labour_doubt(f.new.get("disability"), f.new.get("disability_level"), labour))
    said = c.LABOUR.label(labour or "")
    yield from (k.Mistake(f"劳动能力写着{said}，{doubt}", "labour", k.DOUBT, check="V08") for doubt in doubts if doubt)
    if stage and (doubt := r.schooling_doubt(f.new.get("education"), stage)):
        told = f"文化程度写着{e.EDUCATION.label(f.new['education'])}，在读{e.SCHOOL_STAGE.label(stage)}，{doubt}"
        yield k.Mistake(told, "education", k.DOUBT, check="V07")


class Person(k.Ledger):
    """One person. `counts` says whether they are of 家庭人口数 today; `gone` whether they have died or left."""

    __tablename__ = "person"

    household = k.link("户", "household", parent=True, required=True, aliases=("所属农户", "所属户"))
    name = k.name("姓名", required=True, aliases=("成员姓名", "家庭成员姓名", "家庭成员"))
    relation = k.code(
        "与户主关系", RELATION, common=True, aliases=("关系", "与户主的关系", "家庭关系", "成员关系"), width=20
    )
    certificate = k.code("证件类型", c.CERTIFICATE, aliases=("证件种类", "身份证件类型"))
    id_no = k.id_number(
        "身份证号", common=True,
        aliases=("身份证号码", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "身份证", "居民身份证号"),
    )  # fmt: skip
    phone = k.phone("联系电话", common=True, aliases=("本人电话", "手机号", "手机", "手机号码", "电话", "联系方式"))
    sex = k.derived("性别", CodeKind(codes=c.SEX), lambda f: _sex(f.new), width=12)
    born = k.derived("出生日期", DateKind(), lambda f: _born(f.new), private="identity", aliases=("出生年月日", "出生年月", "出生时间"))
    age = k.derived("年龄", IntegerKind(), _age, width=12)
    health = k.codes("健康状况", c.HEALTH, common=True, private="health", aliases=("健康", "身体状况"))
    labour = k.code("劳动能力", c.LABOUR, common=True, private="health", aliases=("劳动技能", "劳动力情况"))
    stage = k.code("在读学段", e.SCHOOL_STAGE, common=True, group=SCHOOL, aliases=("在校生状况", "就学情况"))
    disability = k.code("残疾类别", c.DISABILITY, common=True, private="health", aliases=("残疾类型", "残疾"))
    disability_level = k.code("残疾等级", c.DISABILITY_LEVEL, private="health", aliases=("残疾级别",))
    disability_card = k.id_number("残疾人证号", private="health", aliases=("残疾证号", "残疾证号码"))
    shares_income = k.flag("算在家里收支", default=True, aliases=("共享收支", "是否共享收支"))
    local = k.flag("户口在本户", aliases=("户籍在本户",))
    residence = k.code("居住", c.PERSON_RESIDENCE, aliases=("居住状态",))
    ethnicity = k.code("民族", ETHNICITY, default="last", width=16)
    stated_sex = k.code("性别（没有证件的填）", c.SEX, aliases=("登记性别",))
    stated_born = k.date("出生日期（没有证件的填）", private="identity", aliases=("登记出生日期",))
    education = k.code("文化程度", e.EDUCATION, aliases=("学历",), group=SCHOOL)
    dropout = k.code("失学或辍学原因", e.DROPOUT, private="health", group=SCHOOL, aliases=("失学原因",))
    school = k.text("学校", aliases=("就读学校", "学校名称"), group=SCHOOL)
    political = k.code("政治面貌", c.POLITICAL)
    skills = k.codes("技能", c.SKILL, aliases=("技能特长", "特长"))
    mandarin = k.flag("会讲普通话", aliases=("是否会讲普通话",))
    low_income = k.code(
        "享受低保政策情况", c.LOW_INCOME, private="welfare", aliases=("低保", "是否低保", "低保情况"), group=INSURANCE
    )
    destitute = k.code(
        "享受特困供养情况", c.DESTITUTE, private="welfare", aliases=("特困", "特困供养", "是否特困"), group=INSURANCE
    )
    medical = k.code("医保", c.MEDICAL_INSURANCE, aliases=("医疗保险", "参保情况", "参加医保"), group=INSURANCE)
    pension = k.code("养老保险", c.PENSION_INSURANCE, aliases=("养老", "参加养老保险"), group=INSURANCE)
    serious_insurance = k.flag("参加大病保险", aliases=("是否参加大病保险", "大病保险"), group=INSURANCE)
    joined_on = k.date("增加日期", aliases=("自然增加日期",), group=CHANGE)
    joined_why = k.code("增加原因", c.JOINED_WHY, aliases=("自然增加原因",), group=CHANGE)
    left_on = k.date("减少日期", aliases=("自然减少日期",), group=CHANGE)
    left_why = k.code("减少原因", c.LEFT_WHY, aliases=("自然减少原因",), group=CHANGE)
    note = k.text("备注", private="health", width=30)
    counts = k.derived("算家庭人口", FlagKind(), lambda f: counted(_here(f), f.today), width=14)
    gone = k.derived("已不在本户", FlagKind(), lambda f: not present(_here(f), f.today), width=14)

    __ledger__ = k.LedgerSpec(
        title="家庭成员", group="农户", key=(("id_no",), ("household", "name")), name=("name",),
        sort=("household", "relation"), search=("name", "id_no", "phone"), days=("joined_on", "left_on"), unit="人",
        filters=("relation", "health", "labour", "stage", "residence"),
        state=("relation", "left_why", "shares_income"), alike=("id_no",),
        rules=(one_head, spouse_fits, certificate_agrees, left_after_joined, health_fits, work_fits),
    )  # fmt: skip
