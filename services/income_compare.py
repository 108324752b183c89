"""与全国系统导出表比对: an export of the national system held against our own income year, household by household.

Nothing of the file is taken in. What differs per head by the parameter's yuan is 误差 (漏登 when the system has less than
what was verified here, 虚登 when it has more); parts are looked at as well, for a wage that was 赡养费 hardly moves the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from intake.stage import StagedRow, stage
from intake.workbook import read_workbook
from models.codes.income import PART
from models.insight import household_income as income
from models.insight.count_households import assisted
from models.insight.duty import head_of
from models.insight.reader import Reader, reading
from models.kernel import Field, Kind, UserMistake
from models.kernel.numbers import IntegerKind, MoneyKind
from models.ledgers import LEDGERS
from models.rules import income as r
from models.rules.dates import Period
from models.rules.rounding import half_up
from models.store.source import Values

if TYPE_CHECKING:
    from models.store import Store

PARTS = (*r.EARNED, r.COST)
NET, HEAD = "net", "head"
ERROR, BY_PART, SAME, SILENT, STRANGE, ABSENT = "error", "part", "same", "silent", "strange", "absent"
STATES = {ERROR: "误差户", BY_PART: "分项有出入", SAME: "对得上", SILENT: "本台账还没记", STRANGE: "本台账没有这一户", ABSENT: "导出表里没有"}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Compared:
    """One household on both sides: figures by part, net and per head as (theirs, ours); None where a side says nothing.

    faults: 漏登 or 虚登 by part, `net` for the whole. left: what our side leaves per head after rigid spending.
    """

    state: str
    name: str
    uid: str = ""
    group: str = ""
    code: str = ""
    people: tuple[int | None, int | None] = (None, None)
    figures: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    left: Decimal | None = None
    notes: tuple[str, ...] = ()

    def more(self, of: str) -> Decimal | None:
        """Ours less theirs; None when one of them is not known."""
        theirs, ours = self.figures.get(of, (None, None))
        return None if theirs is None or ours is None else ours - theirs

    @property
    def words(self) -> str:
        """误差户，虚登; 分项有出入; ..."""
        whole = self.faults.get(NET)
        return f"{STATES[self.state]}，{whole}" if whole else STATES[self.state]

    @property
    def by_part(self) -> str:
        """工资性收入虚登 18,700 元；转移性收入漏登 20,000 元."""
        return "；".join(f"{PART.label(of)}{word} {abs(self.more(of) or r.ZERO):,.2f} 元".replace(".00 元", " 元")
                        for of, word in self.faults.items() if of != NET)


@dataclass(frozen=True)
class Comparison:
    """A whole file against a year."""

    within: Period
    gap: Decimal
    rows: tuple[Compared, ...]

    def count(self, state: str) -> int:
        """How many households came out so."""
        return sum(row.state == state for row in self.rows)

    @property
    def text(self) -> str:
        """In one line, as the page says it."""
        under = sum(row.faults.get(NET) == "漏登" for row in self.rows)
        kinds = {ERROR: f"（漏登 {under}、虚登 {self.count(ERROR) - under}）"}
        parts = [f"{words} {n} 户{kinds.get(state, '')}" for state, words in STATES.items() if (n := self.count(state))]
        return f"比了 {len(self.rows)} 户：{'，'.join(parts)}。"


def compare(store: Store, path: Path, year: int | None = None, progress: Progress = lambda done, total, text: None) -> Comparison:
    """Read an export and hold every household against the income year (the running one when none is named)."""
    theirs = read(path)
    with reading(store) as reader:
        within = income.income_year(reader, store.scope, year)
        gap = Decimal(reader.parameter("income.audit_gap", store.scope))
        known = _Known(reader)
        rows: list[Compared] = []
        for at, row in enumerate(theirs):
            rows.append(_row(reader, row, known.find(row.values), within, gap))
            progress(at + 1, len(theirs), "")
        rows += _absent(reader, {row.uid for row in rows}, within)
    order = list(STATES)
    return Comparison(within, gap, tuple(sorted(rows, key=lambda row: order.index(row.state))))


def read(path: Path) -> list[StagedRow]:
    """The households of an export, whatever its columns are called."""
    staged = [found for sheet in read_workbook(path) if (found := stage(sheet, FIELDS, ignored=("序号",)))]
    rows = [row for one in staged if {NET, HEAD, *PARTS} & one.head.columns.keys() for row in one.rows]
    if rows and not any({"code", "head_id", "head_name"} & one.head.columns.keys() for one in staged):
        raise UserMistake("没认出是谁家。表头里要有户编号、户主姓名或者证件号里的一样。")
    if not rows:
        raise UserMistake("没认出收入栏。表头里要有户编号、户主姓名或者证件号，还有工资性收入、纯收入、人均纯收入这些栏。")
    return rows


class _Known:
    """Our households by what an export calls them."""

    def __init__(self, reader: Reader) -> None:
        self._by: dict[tuple[str, str], list[Values]] = {}
        self._ids: dict[str, object] = {}
        for home in reader.households:
            told = {"code": home["code"], **{name: reader.derived("household", home, name) for name in ("head_id", "head_name")}}
            self._ids[home["uid"]] = told["head_id"]
            for name, value in told.items():
                if value:
                    self._by.setdefault((name, str(value)), []).append(home)

    def find(self, values: Mapping[str, object]) -> Values | None:
        """By 户编号, else 证件号, else a name that only one has and no other 证件号 speaks against."""
        for name in ("code", "head_id", "head_name"):
            found = self._by.get((name, str(values.get(name) or "")), [])
            if len(found) == 1 and (name != "head_name" or not self._another(found[0], values)):
                return found[0]
        return None

    def _another(self, home: Values, values: Mapping[str, object]) -> bool:
        theirs, ours = values.get("head_id"), self._ids[home["uid"]]
        return bool(theirs and ours and theirs != ours)


def _row(reader: Reader, row: StagedRow, home: Values | None, within: Period, gap: Decimal) -> Compared:
    values = row.values
    name = head_of(reader, home) if home else str(values.get("head_name") or f"第{row.row}行")
    notes = tuple(f"{one.heading}看不懂" for one in row.mistakes if one.severity == "拦下")
    their_net = _their_net(values)
    told: Compared = Compared(STRANGE, name, code=str(values.get("code") or ""), people=(values.get("people"), None),
                              figures={of: (amount, None) for of, amount in _theirs(values, their_net).items()}, notes=notes)
    if home is None:
        return told
    ours = income.account(reader, home["uid"], within)
    told = replace(told, uid=home["uid"], group=home["group"] or "", code=home["code"] or told.code, people=(values.get("people"), ours.people))
    if ours.net is None:
        return replace(told, state=SILENT)
    mine = {**{part: ours.parts[part] for part in PARTS}, NET: ours.net, HEAD: ours.head}
    told = replace(told, figures={of: (told.figures[of][0], mine[of]) for of in mine}, left=ours.head_left)
    faults = r.faults(_per_head(told, ours.people), gap)
    state = ERROR if NET in faults else BY_PART if faults else SAME
    return replace(told, state=state, faults=faults, notes=(*notes, *_doubts(values, their_net, ours.people)))


def _per_head(row: Compared, people: int) -> dict[str, Decimal]:
    """Differences per head, as far as both sides are known: the whole by what each side calls 人均."""
    whole = {NET: more} if (more := row.more(HEAD)) is not None else {}
    return whole | {part: half_up(more / people) for part in PARTS if people and (more := row.more(part)) is not None}


def _their_net(values: Mapping[str, object]) -> Decimal | None:
    parts = {part: values[part] for part in PARTS if isinstance(values.get(part), Decimal)}
    given = values.get(NET)
    if isinstance(given, Decimal):
        return given
    return r.net(parts) if len(parts) == len(PARTS) else None  # type: ignore[arg-type]


def _theirs(values: Mapping[str, object], net: Decimal | None) -> dict[str, Decimal | None]:
    head, people = values.get(HEAD), values.get("people")
    if head is None and net is not None and isinstance(people, int):
        head = r.per_head(net, people)
    parts = {part: values.get(part) for part in PARTS}
    return {**parts, NET: net, HEAD: head}  # type: ignore[dict-item]


def _doubts(values: Mapping[str, object], net: Decimal | None, people: int) -> Iterator[str]:
    """What does not add up on their side, or stands beside it."""
    parts = {part: values[part] for part in PARTS if isinstance(values.get(part), Decimal)}
    if net is not None and len(parts) == len(PARTS) and abs(r.net(parts) - net) >= 1:  # type: ignore[arg-type]
        yield "导出表里纯收入和分项对不上"
    if values.get("people") not in (None, people):
        yield f"人口：导出表 {values['people']}，本台账 {people}"


def _absent(reader: Reader, met: set[str], within: Period) -> Iterator[Compared]:
    """Ours that the system should know too: 脱贫户, 监测户, and whoever has income on record."""
    for home in reader.households:
        if home["uid"] in met:
            continue
        ours = income.account(reader, home["uid"], within)
        if ours.net is not None or assisted(reader, home):
            mine = {**({part: ours.parts[part] for part in PARTS} if ours.net is not None else {}), NET: ours.net, HEAD: ours.head}
            yield Compared(ABSENT, head_of(reader, home), home["uid"], home["group"] or "", home["code"] or "", (None, ours.people),
                           {of: (None, amount) for of, amount in mine.items()}, left=ours.head_left)  # fmt: skip


def _of_household(name: str, *aliases: str) -> Field:
    own = LEDGERS["household"].__fields__[name]
    return replace(own, aliases=(*own.aliases, *aliases))


FIELDS: dict[str, Field] = {
    "code": _of_household("code"),
    "head_id": _of_household("head_id", "证件号", "身份证号"),
    "head_name": _of_household("head_name", "姓名"),
    "people": Field("家庭人口数", IntegerKind(low=0), aliases=("人口", "人口数", "家庭人口", "家庭成员数")),
    "wage": Field("工资性收入", MoneyKind(), aliases=("工资性",)),
    "business": Field("生产经营性收入", MoneyKind(negative=True), aliases=("生产经营性", "经营性收入", "生产经营收入")),
    "property": Field("财产性收入", MoneyKind(), aliases=("财产性",)),
    "transfer": Field("转移性收入", MoneyKind(), aliases=("转移性",)),
    "cost": Field("生产经营性支出", MoneyKind(), aliases=("生产经营支出", "经营性支出")),
    NET: Field("家庭纯收入", MoneyKind(negative=True), aliases=("纯收入", "年纯收入", "家庭年纯收入")),
    HEAD: Field("人均纯收入", MoneyKind(negative=True), aliases=("人均", "家庭人均纯收入", "年人均纯收入", "人均年纯收入")),
    "note": Field("备注", Kind()),
}
"""What the columns of the national system's export may be called."""
