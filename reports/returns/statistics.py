"""2.17 月报统计表: the figures of one month in the order in which townships report them, each by its one definition.

Added to the usual order, as practice asks: 应入户 and 应电话联系 apart, people at work whose place is 未核实.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.codes.problem import SOURCE
from models.insight import targets
from models.insight.figure import Amount
from models.insight.figures import FIGURES
from models.rules.pace import Progress
from reports.returns.book import Book
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.register import counted, lines_to_write, period_words
from reports.returns.words import unit_name
from reports.sheet import Band, Cell, Column, Row, Sheet

ID, TITLE = "2.17", "工作情况统计表"
UNKNOWN = "未登记"
# A sum of nothing typed is no number: these say 未登记 when they come out as 0.
_TYPED = ("household.registered", "person.registered")


@dataclass(frozen=True)
class Line:
    """One line: its words, and which figure stands in which column."""

    words: str
    homes: str = ""
    people: str = ""
    money: str = ""
    other: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids, in the order of the columns."""
        return (self.homes, self.people, self.money, self.other)


def _of(words: str, id: str) -> Line:
    """A line of 户 and 人 of one class."""
    return Line(words, f"household.{id}", f"person.{id}")


def _jobs(words: str, id: str) -> Iterator[Line]:
    yield Line(words, people=f"job.{id}")
    for word, place in (("其中：省外", "province"), ("省内县外", "county_out"), ("县内", "county_in"), ("境外", "abroad"), ("地点未核实", "unknown")):
        yield Line(f"　{word}", people=f"job.{id}.{place}")
        if id == "lifted" and place == "county_in":
            yield Line("　　其中公益岗位", people="job.lifted.county_in.post")


def _sources(words: str, id: str) -> Iterator[Line]:
    yield Line(words, other=f"problem.{id}")
    for code, label in SOURCE.items:
        if f"problem.{id}.{code}" in FIGURES:
            yield Line(f"　{label}", other=f"problem.{id}.{code}")


SECTIONS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("一、基本情况", (
        Line("村（嘎查）", other="village.rural"), Line("社区", other="village.community"), _of("户籍人口", "registered"),
        _of("实有人口", "resident"), _of("脱贫户", "lifted"),
        _of("监测户", "monitored"), _of("　脱贫不稳定户", "monitored.unstable"), _of("　边缘易致贫户", "monitored.marginal"),
        _of("　突发严重困难户", "monitored.sudden"), _of("　已消除风险", "cleared"), _of("　未消除风险", "monitored.open"),
        _of("脱贫户和监测户（去重）", "assisted"),
    )),
    ("二、防止返贫监测", (
        Line("本月应入户", "visit.home_due"), Line("　已入户", "visit.home_done"), Line("　遍访率", other="visit.home_rate"),
        Line("本月应电话联系（全家外出）", "visit.phone_due"), Line("　已联系", "visit.phone_done"), Line("　联系率", other="visit.phone_rate"),
        Line("今年新识别监测户", "household.monitored.new"), Line("今年自然增加", people="person.joined"), Line("今年自然减少", people="person.left"),
        Line("记了收支的户", "income.households"), Line("　人均低于增收关注线", "income.below_watch"),
        Line("今年业务培训", other="training.sessions"),
    )),
    ("三、产业到户（今年已发放）", (
        Line("种植业补助", "industry_subsidy.households.crop", money="industry_subsidy.amount.crop"),
        Line("畜牧业补助", "industry_subsidy.households.livestock", money="industry_subsidy.amount.livestock"),
        Line("公益性岗位补助（衔接资金）", people="post.holders.bridging", money="post.paid.bridging"),
        Line("一次性交通补助", people="travel_subsidy.persons", money="travel_subsidy.amount"),
        Line("庭院经济补助", "industry_subsidy.households.yard", money="industry_subsidy.amount.yard"),
        Line("合计（户数去重）", "industry_subsidy.households", money="industry_subsidy.total"), Line("　户次", other="industry_subsidy.times"),
    )),
    ("四、环境卫生整治", (Line("今年集中整治", other="environment_action.times"),)),
    ("五、厕所革命", (
        Line("今年新建", other="toilet.new"), Line("　已验收", other="toilet.new_accepted"), Line("今年应整改", other="toilet.mended_due"),
        Line("　已整改", other="toilet.mended"),
    )),
    ("六、小额信贷", (
        Line("今年发放", "loan.households", money="loan.granted_amount", other="loan.granted"), Line("余额", money="loan.balance"),
        Line("今年到期", other="loan.matured"), Line("　已归还", other="loan.repaid"),
    )),
    ("七、稳岗就业", (
        *_jobs("脱贫人口务工", "lifted"), Line("　去年", people="job.last_year"), Line("　较去年", other="job.growth"),
        Line("　完成任务", other="job.target_rate"), *_jobs("监测对象务工", "monitored"), Line("公益岗位在岗", people="post.holders"),
    )),
    ("八、考核评估反馈问题整改", (
        *_sources("反馈问题", "told"), *_sources("认领问题", "claimed"), Line("　立行立改", other="problem.at_once"),
        Line("　长期坚持", other="problem.lasting"), Line("　整改完", other="problem.finished"),
    )),
)  # fmt: skip

COLUMNS = (
    Column("序号", 11, "center", "number"), Column("指标", 62, "left"), Column("户数", 22, kind="number"), Column("人数", 22, kind="number"),
    Column("金额（元）", 31, kind="money"), Column("其他", 32, "right"),
)
IDS = tuple(id for _, lines in SECTIONS for line in lines for id in line.figures if id)
Found = dict[str, Amount | None]


def cell(found: Found, goals: Mapping[str, Progress], id: str) -> Cell:
    """A figure, with its unit and what it is to reach where no column names them; 未登记 where there is nothing to count from."""
    value = found.get(id)
    if value is None or (id in _TYPED and not value):
        return UNKNOWN
    unit = FIGURES[id].unit
    if unit in ("户", "人", "元"):
        return value
    goal = f"（任务 {goals[id].goal}）" if id in goals else ""
    return f"{value}{unit if unit == '%' else f' {unit}'}{goal}"


def lines(found: Found, goals: Mapping[str, Progress]) -> tuple[tuple[Row, ...], tuple[Band, ...]]:
    """The rows with the headings between them. Lines of a place or source in which there is nothing are left out."""
    rows: list[Row] = []
    bands: list[Band] = []
    for title, section in SECTIONS:
        bands.append(Band(len(rows), title))
        for line in section:
            if line.words.startswith("　") and not any(found.get(id) for id in line.figures if id) and _spare(line):
                continue
            cells: tuple[Cell, ...] = tuple(cell(found, goals, id) if id else None for id in line.figures)
            rows.append((len(rows) + 1, line.words, *cells))
    return tuple(rows), tuple(bands)


def goals_of(book: Book, asked: Asked, found: Found) -> Mapping[str, Progress]:
    """What the year is to reach; no target speaks of a single group."""
    return {} if asked.group else targets.progresses(book.store, found, asked.period, scope=asked.scope)


def _spare(line: Line) -> bool:
    """A source of problems or a place abroad is named only where there is something."""
    return any(id.startswith(("problem.told.", "problem.claimed.")) or id.endswith(".abroad") for id in line.figures)


def _make(book: Book, asked: Asked) -> Content:
    found = {} if asked.blank else counted(book, asked, IDS)
    rows, bands = (lines_to_write(COLUMNS, "A4竖"), ()) if asked.blank else lines(found, goals_of(book, asked, found))
    sheet = Sheet(
        ID, TITLE, COLUMNS, rows, bands=bands, unit_name=unit_name(book.store), unit="", paper="A4竖",
        period_text=period_words("month", asked, book), footnotes=() if asked.blank else (f"“{UNKNOWN}”是还没有记、不能凭空填的数。",),
    )
    return Content(sheet=sheet)


STATISTICS = Return(ID, TITLE, "village", "month", _make, formats=FORMS, blanks=True)
