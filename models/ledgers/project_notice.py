"""公告公示: what was put up of a project, where, from when till when, and what people said."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import project as c
from models.kernel.numbers import IntegerKind
from models.rules import project as r


def ends_after_it_begins(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order; not taken down too early."""
    begun, ended, least = f.new.get("from_on"), f.new.get("to_on"), f.parameter("notice.days.project")
    yield from k.too_early(f, "from_on", "开始日期", to_on="公示结束日期")
    if least and (not (begun and ended) or ended >= begun) and (doubt := r.notice_doubt(begun, ended, least)):
        yield k.Mistake(doubt, "to_on", k.DOUBT)


def answered(f: k.Facts) -> Iterable[k.Mistake]:
    """A notice that is over has answered what was said against it."""
    if f.new.get("objection") == "open" and f.new.get("to_on") and f.new["to_on"] <= f.today:
        yield k.Mistake("公示期过了，群众的意见还没答复。", "objection", k.DOUBT)


def _days(f: k.Facts) -> int | None:
    begun, ended = f.new.get("from_on"), f.new.get("to_on")
    return (ended - begun).days + 1 if begun and ended else None


class ProjectNotice(k.Ledger):
    """One notice of one project."""

    __tablename__ = "project_notice"

    project = k.link("项目", "project", parent=True, required=True, aliases=("项目名称", "哪个项目"))
    stage = k.code("公示环节", c.NOTICE_STAGE, required=True, aliases=("环节", "公示类型", "公告类型"), width=18)
    from_on = k.date("公示开始", required=True, default="today", aliases=("公示日期", "开始日期", "公示开始日期"))
    to_on = k.date("公示结束", common=True, aliases=("结束日期", "公示结束日期"))
    place = k.text("公示地点", common=True, default="last", aliases=("地点", "张贴地点"), width=30)
    objection = k.code("群众意见", c.OBJECTION, common=True, aliases=("有无异议", "异议情况"), width=20)
    objection_text = k.text("意见和答复", private="identity", width=40)
    by = k.name("经办人", default="me")
    photo_begin = k.attachment("张贴时照片", private="identity")
    photo_end = k.attachment("到期时照片", private="identity")
    note = k.text("备注", width=30)
    days = k.derived("公示天数", IntegerKind(), _days, width=14)

    __ledger__ = k.LedgerSpec(
        title="公告公示", group="项目资产", key=(("project", "stage", "from_on"),), name=("stage", "from_on"),
        sort=("from_on", "project"), on="from_on", filters=("stage", "objection"), state=("objection",), unit="次",
        rules=(ends_after_it_begins, answered),
    )  # fmt: skip
