"""务工核实: each answer to 还在那儿干吗, asked at the door or by phone. Any answer fulfils the asking."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.job import PLACE
from models.kernel.identifiers import LinkKind


def not_in_the_future(f: k.Facts) -> Iterable[k.Mistake]:
    """It has been asked."""
    yield from k.not_come(f, date="日期")


def place_as_known(f: k.Facts) -> Iterable[k.Mistake]:
    """Another place than the job's own is a new spell of work."""
    place, known = f.new.get("place"), (f.parent("job") or {}).get("place")
    if place and known and "unknown" not in (place, known) and place != known:
        yield k.Mistake("地方换了，请另记一条务工，把原来那条结束。", "place", k.DOUBT)


class JobCheck(k.Ledger):
    """One answer about one job."""

    __tablename__ = "job_check"

    job = k.link("务工", "job", parent=True, required=True, aliases=("哪条务工",))
    visit = k.link("哪次走访", "visit", aliases=("走访",))
    date = k.date("核实日期", required=True, default="today", aliases=("日期",))
    still = k.flag("还在干", required=True, aliases=("是否在干", "是否在岗"))
    place = k.code("在哪干", PLACE, common=True, aliases=("务工区域",))
    wage = k.money("月收入", common=True, private="welfare", aliases=("月工资", "工资"))
    by = k.name("问的人", default="me")
    note = k.text("备注", private="health", width=30)
    person = k.derived("姓名", LinkKind(to="person"), lambda f: (f.parent("job") or {}).get("person"))

    __ledger__ = k.LedgerSpec(
        title="务工核实", group="就业", key=(("job", "date"),), name=("date", "still"), sort=("date", "job"), on="date",
        filters=("still", "place"), rules=(not_in_the_future, place_as_known), unit="次",
    )  # fmt: skip
