"""乡土人才: somebody who can lead others, whether of the village's register or not."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.cadre import TALENT_KIND
from models.kernel.identifiers import LinkKind


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """Left after joining; the name is that of the person it leads to."""
    yield from k.too_early(f, "from_on", "入库日期", to_on="出库日期")
    person = f.parent("person") or {}
    if person.get("name") and f.new.get("name") and person["name"] != f.new["name"]:
        yield k.Mistake(f"对应的是{person['name']}，姓名却写着{f.new['name']}，请核对。", "person", k.DOUBT)


class Talent(k.Ledger):
    """One person in the talent book."""

    __tablename__ = "talent"

    name = k.name("姓名", required=True, aliases=("人才姓名",))
    kind = k.code("人才类别", TALENT_KIND, required=True, aliases=("类别", "类型", "身份"), width=28)
    skill = k.text("特长", common=True, aliases=("专长", "技能", "从事产业", "从事行业"), width=30)
    phone = k.phone("联系电话", common=True, aliases=("电话", "手机号"))
    person = k.link("对应村里哪个人", "person", common=True, help="不在村里名册上的，空着。")
    unit = k.text("所在组织", common=True, aliases=("单位", "合作社或企业", "经营主体"), width=30)
    leads = k.integer("带动户数", low=0, aliases=("带动农户",))
    training = k.text("培训需求", aliases=("培训意愿",), width=30)
    from_on = k.date("入库日期", aliases=("入库时间",))
    to_on = k.date("出库日期", aliases=("出库时间",))
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))

    __ledger__ = k.LedgerSpec(
        title="乡土人才", group="干部", key=(("name", "kind"),), name=("name", "kind"), sort=("kind", "name"), unit="人",
        filters=("kind",), days=("from_on",), rules=(sound,), search=("name",), totals=("leads",),
    )  # fmt: skip
