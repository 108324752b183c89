"""大病慢病: one row an illness of one person. The four chronic illnesses are read out of its name, nobody ticks them."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import health as c
from models.kernel.codes import CodeKind
from models.kernel.identifiers import LinkKind
from models.rules import health as r


def months_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """Found in the past, over after it was found."""
    yield from k.not_come(f, found_month="确诊年月")
    yield from k.too_early(f, "found_month", "确诊年月", ended_month="结束年月")


def course_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Cured and its month go together; 期初 ones need no month."""
    over = f.new.get("course") in c.OVER
    if over and not f.new.get("ended_month") and f.new.get("opening") is not True:
        yield k.Mistake("写了治好或去世，请写是哪个月。", "ended_month", k.DOUBT)
    if f.new.get("ended_month") and f.new.get("course") in ("ongoing", "steady"):
        yield k.Mistake("有结束年月，现在情况还没改。", "course", k.DOUBT)


def kind_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """Kind against name, treatment and the person's 健康状况."""
    kind, disease = f.new.get("kind"), f.new.get("disease")
    if doubt := r.illness_doubt(kind, disease, f.new.get("treatment")):
        yield k.Mistake(doubt[1], doubt[0], k.DOUBT)
    if f.new.get("course") not in c.OVER:
        if other := r.health_mismatch(kind, (f.parent("person") or {}).get("health") or ()):
            yield k.Mistake(other, "person", k.DOUBT)
        if r.four_of(disease) != "none" and f.new.get("doctor_signed") is False:
            yield k.Mistake("四类慢性病要有家庭医生签约，请联系村医。", "doctor_signed", k.HINT)


def card_of_the_four(f: k.Facts) -> Iterable[k.Mistake]:
    """One of the four chronic illnesses, and no card for it."""
    if f.new.get("course") not in c.OVER:
        held = (one.get("disease") for one in f.beside("person", "chronic_card") if not one.get("stopped_on"))
        if doubt := r.uncarded(f.new.get("disease"), held):
            yield k.Mistake(doubt, "disease", k.DOUBT)


class Illness(k.Ledger):
    """One serious or chronic illness of one person."""

    __tablename__ = "illness"
    person = k.link("姓名", "person", parent=True, required=True, aliases=("患者", "患者姓名", "病人姓名"))
    kind = k.code("大病还是慢病", c.ILLNESS_KIND, required=True, private="health", aliases=("疾病类别", "类别", "病类"), width=18)
    disease = k.text("病种", required=True, private="health", aliases=("疾病名称", "病名", "所患疾病", "疾病"), width=30)
    found_month = k.month("确诊年月", common=True, private="health", aliases=("确诊时间", "患病时间"))
    course = k.code("现在情况", c.COURSE, common=True, private="health", default="ongoing", aliases=("病情", "目前情况"))
    treatment = k.code("专项救治", c.TREATMENT, common=True, private="health", aliases=("是否专项救治", "救治情况"))
    doctor_signed = k.flag("家医签约", common=True, private="health", aliases=("是否签约家庭医生", "家庭医生签约"))
    yearly_cost = k.money("年自付约数", common=True, private="health", aliases=("年自付费用", "年自付金额", "每年自己花多少"))
    doctor = k.name("家庭医生", aliases=("签约医生",))
    hospital = k.text("在哪看病", private="health", aliases=("就诊医院", "救治医院"), width=30)
    pay_later = k.flag("先诊疗后付费", private="health")
    drug_cost = k.money("每月药费", private="health", aliases=("月药费",))
    ended_month = k.month("结束年月", private="health", aliases=("治好年月",))
    note = k.text("备注", private="health", width=30)
    opening, opened_on = k.opening()
    four = k.derived(
        "四类慢性病", CodeKind(codes=c.FOUR_CHRONIC), lambda f: r.four_of(f.new.get("disease")), private="health"
    )
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))
    __ledger__ = k.LedgerSpec(
        "大病慢病", "三保障", key=(("person", "disease"),), name=("person", "disease"), sort=("kind", "person"),
        filters=("kind", "course", "treatment", "doctor_signed"), state=("course", "kind"), unit="条",
        days=("found_month", "ended_month"), rules=(months_in_order, course_fits, kind_fits, card_of_the_four),
    )  # fmt: skip
