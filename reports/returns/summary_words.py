"""The sentences of a work summary, from figures alone: what has no number is left out, nothing is praised or promised.

Order and turns of phrase are those of township reports: 基本情况, 工作开展情况, 反馈问题整改落实, 下一步工作.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.codes.household import MONITORING_CLASS
from models.codes.problem import SOURCE
from models.insight.figure import Amount
from models.rules.dates import day_words
from models.rules.pace import Progress
from models.rules.rounding import half_up
from reports.returns.book import Book

_WAN = 10_000
NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Told:
    """The figures with the few things besides that sentences need: whose they are, of which day, the standards paid by, targets."""

    found: Mapping[str, Amount | None]
    book: Book
    rates: Mapping[str, Any]
    goals: Mapping[str, Progress]
    object_name: str

    def n(self, id: str) -> Amount:
        """A figure; 0 where it has no value, for sentences that are only made of what is there."""
        return self.found.get(id) or 0

    def has(self, *ids: str) -> bool:
        """Whether there is anything of these."""
        return any(self.n(id) for id in ids)

    def homes(self, id: str) -> str:
        """96户217人."""
        return f"{self.n(f'household.{id}')}户{self.n(f'person.{id}')}人"

    @property
    def all_of(self) -> str:
        """全镇, 全村, 全县."""
        return {"village": "全村", "township": "全镇"}.get(self.book.store.role, "全县")


def basics(t: Told) -> Iterator[str]:
    """一、基本情况."""
    parts = []
    if t.book.store.role != "village" and t.has("village.rural", "village.community"):
        kinds = [f"{word}{t.n(id)}个" for word, id in (("村（嘎查）", "village.rural"), ("社区", "village.community")) if t.has(id)]
        parts.append(f"{t.all_of}有{'、'.join(kinds)}")
    if t.has("household.registered", "person.registered"):
        parts.append(f"户籍人口{t.homes('registered')}")
    parts.append(f"实有人口{t.homes('resident') if t.has('household.resident') else '未登记'}")
    words = "，".join(parts) + "。"
    if t.has("household.lifted"):
        words += f"其中脱贫户{t.homes('lifted')}。"
    if t.has("household.monitored"):
        kinds = [f"{name}{t.homes(f'monitored.{id}')}" for id, name in MONITORING_CLASS.items if t.has(f"household.monitored.{id}")]
        words += (f"{t.object_name}{t.homes('monitored')}（{'，'.join(kinds)}），已消除风险{t.homes('cleared')}，"
                  f"未消除风险{t.homes('monitored.open')}。脱贫户和{t.object_name}去重后共{t.n('household.assisted')}户{t.n('person.assisted')}人。")
    yield words


def monitoring(t: Told) -> Iterator[str]:
    """防止返贫监测工作."""
    month = f"{t.book.on.month}月"
    if t.has("visit.home_due"):
        yield f"{month}应入户走访{t.n('visit.home_due')}户，已入户{t.n('visit.home_done')}户，遍访率{t.found['visit.home_rate']}%"
    if t.has("visit.phone_due"):
        yield f"全家外出应电话联系{t.n('visit.phone_due')}户，已联系{t.n('visit.phone_done')}户"
    if t.has("household.resident"):
        new = t.n("household.monitored.new")
        yield f"今年新识别{t.object_name}{new}户" if new else f"今年没有新识别{t.object_name}"
    changes = [f"自然增加{t.n('person.joined')}人" if t.has("person.joined") else "",
               f"自然减少{t.n('person.left')}人" if t.has("person.left") else ""]
    if any(changes):
        yield f"家庭成员{'，'.join(filter(None, changes))}"
    if t.has("income.households"):
        below = f"，其中人均低于增收关注线的{t.n('income.below_watch')}户" if t.has("income.below_watch") else ""
        yield f"已采集收支{t.n('income.households')}户{below}"
    if t.has("training.sessions"):
        yield f"组织业务培训{t.n('training.sessions')}次"


def industry(t: Told) -> Iterator[str]:
    """产业到户项目落实情况."""
    if not t.has("industry_subsidy.total"):
        return
    yield (f"今年已为{t.n('industry_subsidy.households')}户（去重，{t.n('industry_subsidy.times')}户次）发放产业到户补助"
           f"{_wan(t.n('industry_subsidy.total'))}万元")
    crop, yard = (t.rates.get(f"subsidy.rate.{one}") for one in ("crop", "yard"))
    if t.has("industry_subsidy.amount.crop"):
        yield (f"种植业补助{_by(f'每亩{_yuan(crop)}元' if crop else '')}{t.n('industry_subsidy.households.crop')}户"
               f"{_yuan(t.n('industry_subsidy.amount.crop'))}元")
    if t.has("industry_subsidy.amount.livestock"):
        animals = "、".join(f"每{unit}{name}{_yuan(rate)}元" for id, unit, name in _ANIMALS if (rate := t.rates.get(f"subsidy.rate.{id}"))
                           and t.has(f"industry_subsidy.heads.{id}"))
        yield f"畜牧业补助{_by(animals)}{t.n('industry_subsidy.households.livestock')}户{_yuan(t.n('industry_subsidy.amount.livestock'))}元"
    if t.has("travel_subsidy.amount"):
        yield f"一次性交通补助{t.n('travel_subsidy.persons')}人{_yuan(t.n('travel_subsidy.amount'))}元"
    if t.has("post.paid.bridging"):
        yield f"公益性岗位补助{t.n('post.holders.bridging')}人{_yuan(t.n('post.paid.bridging'))}元"
    if t.has("industry_subsidy.amount.yard"):
        yield (f"庭院经济补助{_by(f'每亩{_yuan(yard)}元' if yard else '')}{t.n('industry_subsidy.households.yard')}户"
               f"{_yuan(t.n('industry_subsidy.amount.yard'))}元")


_ANIMALS = (("cattle", "头", "牛"), ("horse", "匹", "马"), ("sheep", "只", "羊"), ("chicken", "只", "鸡"))


def surroundings(t: Told) -> Iterator[str]:
    """环境卫生整治."""
    if t.has("environment_action.times"):
        yield f"今年集中整治环境卫生{t.n('environment_action.times')}次"


def toilets(t: Told) -> Iterator[str]:
    """厕所革命."""
    if t.has("toilet.new"):
        goal = f"任务{t.goals['toilet.new'].goal}座，开工" if "toilet.new" in t.goals else ""
        yield f"今年新建厕所{goal}{t.n('toilet.new')}座，已验收{t.n('toilet.new_accepted')}座"
    if t.has("toilet.mended_due"):
        yield f"应整改厕所{t.n('toilet.mended_due')}座，已整改{t.n('toilet.mended')}座"


def loans(t: Told) -> Iterator[str]:
    """小额信贷工作."""
    if t.has("loan.granted"):
        yield f"今年有{t.n('loan.households')}户申请到小额信贷，发放{t.n('loan.granted')}笔{_wan(t.n('loan.granted_amount'))}万元"
    if t.has("loan.balance"):
        yield f"贷款余额{_wan(t.n('loan.balance'))}万元"
    if t.has("loan.matured"):
        yield f"今年到期{t.n('loan.matured')}笔，已归还{t.n('loan.repaid')}笔"


def work(t: Told) -> Iterator[str]:
    """稳岗就业."""
    if t.has("job.lifted"):
        last = t.n("job.lifted") - t.n("job.last_year")
        grown = f"，较上年{'增长' if last > 0 else '减少'}{abs(last)}人" if t.has("job.last_year") and last else ""
        rate = f"，完成目标任务{t.found['job.target_rate']}%" if t.found.get("job.target_rate") is not None else ""
        yield f"脱贫人口务工{t.n('job.lifted')}人{grown}{rate}（{_places(t, 'lifted')}）"
    if t.has("job.monitored"):
        yield f"{t.object_name}务工{t.n('job.monitored')}人（{_places(t, 'monitored')}）"
    if t.has("post.holders"):
        yield f"公益性岗位在岗{t.n('post.holders')}人"


def _places(t: Told, whose: str) -> str:
    found = []
    for word, place in (("境外", "abroad"), ("省外", "province"), ("省内县外", "county_out"), ("县内", "county_in"), ("地点未核实", "unknown")):
        if people := t.n(f"job.{whose}.{place}"):
            posts = t.n("job.lifted.county_in.post") if (whose, place) == ("lifted", "county_in") else 0
            found.append(f"{word}{people}人" + (f"，其中公益性岗位{posts}人" if posts else ""))
    return "；".join(found)


def rectification(t: Told) -> Iterator[str]:
    """三、考核评估反馈问题整改落实."""
    if not t.has("problem.told"):
        return
    told = [f"{label.removesuffix('反馈')}反馈{t.n(f'problem.told.{code}')}条" for code, label in SOURCE.items if t.has(f"problem.told.{code}")]
    claimed = [f"{label}{t.n(f'problem.claimed.{code}')}条" for code, label in SOURCE.items if t.has(f"problem.claimed.{code}")]
    yield f"今年共收到反馈问题{t.n('problem.told')}条" + (f"，其中{'，'.join(told)}" if told else "")
    if claimed:
        yield (f"结合实际认领{t.n('problem.claimed')}条（{'，'.join(claimed)}），其中立行立改{t.n('problem.at_once')}条，"
               f"长期坚持{t.n('problem.lasting')}条，已整改完{t.n('problem.finished')}条")


def ahead(t: Told) -> Iterator[str]:
    """四、下一步工作: only what the figures show to be open."""
    homes, calls = (t.n(f"visit.{kind}_due") - t.n(f"visit.{kind}_done") for kind in ("home", "phone"))
    if homes > 0 or calls > 0:
        left = [f"{homes}户还没有入户" if homes > 0 else "", f"{calls}户全家外出的还没有电话联系" if calls > 0 else ""]
        yield f"做好走访，本月{'，'.join(filter(None, left))}，月底前走到、问到"
    if left_open := t.n("household.monitored.open"):
        yield f"做好监测帮扶，对未消除风险的{left_open}户{t.n('person.monitored.open')}人继续落实帮扶措施，风险没有解决的不消除"
    if unknown := t.n("job.lifted.unknown") + t.n("job.monitored.unknown"):
        yield f"做好务工核实，还有{unknown}人次的务工地点没有核实，逐个问清"
    toilets_left = (t.n("toilet.new") - t.n("toilet.new_accepted")) + (t.n("toilet.mended_due") - t.n("toilet.mended"))
    if toilets_left > 0:
        yield f"做好改厕，还有{toilets_left}座新建没有验收或者应整改没有整改，抓紧完成"
    if (owed := t.n("loan.matured") - t.n("loan.repaid")) > 0:
        yield f"做好小额信贷，今年到期的还有{owed}笔没有归还，配合银行提醒"
    if (problems := t.n("problem.claimed") - t.n("problem.finished")) > 0:
        yield f"做好问题整改，认领的问题还有{problems}条没有整改完，按时限销号"


SECTIONS = (
    ("防止返贫监测工作", monitoring), ("产业到户项目落实情况", industry), ("环境卫生整治", surroundings), ("厕所革命", toilets),
    ("小额信贷工作", loans), ("稳岗就业", work),
)  # fmt: skip


def numbered(sentences: Sequence[str]) -> str:
    """一是……；二是……。"""
    if len(sentences) == 1:
        return f"{sentences[0]}。"
    return "；".join(f"{NUMBERS[at]}是{words}" for at, words in enumerate(sentences)) + "。"


def as_of(t: Told) -> str:
    """截至2025年7月22日."""
    return f"截至{day_words(t.book.on)}"


def _by(standard: str) -> str:
    return f"按{standard}的标准补助" if standard else ""


def _yuan(amount: Amount) -> str:
    """49573.5元 as reports write it: no separators, no fen of zero."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else str(amount)


def _wan(amount: Amount) -> str:
    return _yuan(half_up(Decimal(amount) / _WAN, Decimal("0.01")))
