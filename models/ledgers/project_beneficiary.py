"""项目受益户: which household, or which of its people, has what of a project."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.project import BENEFIT


def person_of_the_household(f: k.Facts) -> Iterable[k.Mistake]:
    """Whoever is named belongs to the household."""
    person = f.parent("person")
    if person and f.new.get("household") and person.get("household") != f.new["household"]:
        yield k.Mistake("这个人不在这一户，请核对。", "person", k.DOUBT)


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same household in the same way stands already."""
    if k.again(f, "household", "person", "way", "on_day"):
        yield k.Mistake("这户在这个项目里已经记过一样的受益，请看看是不是重了。", "household", k.DOUBT)


def has_come(f: k.Facts) -> Iterable[k.Mistake]:
    """What was given out has been given out."""
    yield from k.not_come(f, k.DOUBT, on_day="受益日期")


KEYS = (  # whatever a list says of a household, the same list coming in twice adds nothing
    ("project", "household", "person", "way", "on_day"), ("project", "household", "way", "on_day"),
    ("project", "household", "way"), ("project", "household"),
)  # fmt: skip


class ProjectBeneficiary(k.Ledger):
    """One household in one project."""

    __tablename__ = "project_beneficiary"

    project = k.link("项目", "project", parent=True, required=True, aliases=("项目名称", "哪个项目"))
    household = k.link("户主", "household", required=True, aliases=("受益户", "户", "户主姓名"))
    person = k.link("受益人", "person", aliases=("姓名",))
    way = k.code("怎么受益", BENEFIT, common=True, aliases=("受益方式", "带动方式", "利益联结方式"), width=22)
    quantity = k.decimal("数量", common=True, aliases=("受益数量",))
    unit = k.text("单位", common=True, default="last", width=18)
    amount = k.money("受益金额", common=True, private="welfare", aliases=("金额", "分红金额", "补助金额"))
    on_day = k.date("受益日期", common=True, aliases=("日期", "兑现日期", "发放日期"))
    signed = k.flag("已签字", aliases=("是否签字",))
    note = k.text("备注", width=30)

    __ledger__ = k.LedgerSpec(
        title="项目受益户", group="项目资产", key=KEYS,
        name=("household", "way"), sort=("project", "household"), on="on_day", totals=("amount",), filters=("way",),
        unit="条", rules=(person_of_the_household, not_twice, has_come),
    )  # fmt: skip
