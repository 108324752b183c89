"""培训: one row a person and course, with what came of it: 训后是否对口就业 is what auditors ask."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.business import TRAINING_KIND
from models.kernel.identifiers import LinkKind


def dates_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The course's own order; nothing is paid before it began."""
    yield from k.too_early(f, "from_on", "开始日期", to_on="培训结束日期", paid_on="补贴发放日期")


def hours_and_fruits(f: k.Facts) -> Iterable[k.Mistake]:
    """Not more hours heard than given; 对口就业 means a job; a subsidy for a course nobody heard."""
    given, heard = f.new.get("hours"), f.new.get("heard")
    if given is not None and heard is not None and heard > given:
        yield k.Mistake(f"实到{heard}课时，比总课时{given}还多，请核对。", "heard", k.MEND)
    if f.new.get("fitting") is True and f.new.get("job_after") is False:
        yield k.Mistake("训后没有就业，却写着对口就业，请核对。", "fitting", k.MEND)
    if f.new.get("subsidy") and (f.new.get("came") is False or heard == 0):
        yield k.Mistake("没有参加培训，却写了补贴，请核对。", "subsidy", k.MEND)


def not_twice(f: k.Facts) -> Iterable[k.Mistake]:
    """The same course of the same days is one course."""
    if f.new.get("from_on") and k.again(f, "topic", "from_on"):
        yield k.Mistake("这人同一天开始的同一个培训已经记过，请核对是不是重复。", "topic", k.DOUBT)


class Training(k.Ledger):
    """One person in one course."""

    __tablename__ = "training"

    person = k.link("姓名", "person", parent=True, required=True, aliases=("参训人员", "学员", "人员姓名"))
    topic = k.text("培训内容", required=True, default="last", aliases=("工种", "培训工种", "培训主题", "培训名称"), width=30)
    from_on = k.date("开始日期", required=True, default="today", aliases=("培训日期", "培训时间", "开班日期", "日期"))
    to_on = k.date("结束日期", common=True, aliases=("结业日期",))
    kind = k.code("培训类别", TRAINING_KIND, common=True, default="skill", aliases=("类别", "培训类型"))
    hours = k.integer("总课时", low=0, high=2000, common=True, aliases=("课时", "学时"), width=14)
    heard = k.integer("实到课时", low=0, high=2000, aliases=("实际课时",), width=14)
    came = k.flag("参加了", common=True, default=True, aliases=("是否参训", "签到"), width=14)
    certificate = k.text("取得证书", common=True, aliases=("证书", "证书名称"))
    subsidy = k.money("培训补贴", common=True, aliases=("补贴", "补贴金额", "误工补助"))
    paid_on = k.date("补贴发放日期", aliases=("发放日期",))
    job_after = k.flag("训后就业", common=True, aliases=("是否就业", "培训后就业"), width=14)
    fitting = k.flag("对口就业", common=True, aliases=("是否对口就业",), width=14)
    place = k.text("培训地点", aliases=("地点",))
    organiser = k.text("培训机构", aliases=("主办单位", "培训单位"), width=30)
    sheet = k.attachment("签到表", private="identity")
    note = k.text("备注", private="health", width=30)
    household = k.derived("户主", LinkKind(to="household"), lambda f: (f.parent("person") or {}).get("household"))

    __ledger__ = k.LedgerSpec(
        title="培训", group="就业", key=(("person", "topic", "from_on"),), name=("topic", "from_on"), sort=("from_on", "topic", "person"),
        on="from_on", filters=("kind", "topic", "job_after", "fitting"), totals=("subsidy",), unit="人次",
        rules=(dates_in_order, hours_and_fruits, not_twice),
    )  # fmt: skip
