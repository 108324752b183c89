"""按组登记: one line a person or household, one key an answer; for what everybody is asked once a year.

A list is declared in a few lines: which ledger the answer is written to, which code list answers, what settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import store as st
from models.codes.relation import RELATION
from models.insight.duty import head_of
from models.insight.reader import Reader, reading
from models.insight.walking import in_order
from models.kernel import UserMistake, parent_field
from models.kernel.codes import CodeKind
from models.ledgers import LEDGERS
from models.rules.health import INSURED
from models.store.source import Values
from services.walking import NO_GROUP

if TYPE_CHECKING:
    from models.store import Saved, Store

SAME = "0"  # the key for: as last year
UNKNOWN = "unknown"
_RANK = {code: at for at, (code, _) in enumerate(RELATION.items)}  # 户主 first, then as the code list has it


@dataclass(frozen=True)
class GroupList:
    """A question asked of everybody once a period. settled: codes after which nothing is left to do.

    why: the field for a reason, asked for after the codes of `asks`. left: the sentence with {when} and {n}; done: the one
    when nobody is left; only: what the button says that shows those alone.
    first_month: from this month on the list begins with next year.
    """

    ledger: str
    answer: str
    settled: frozenset[str]
    left: str
    done: str
    only: str
    why: str = ""
    asks: frozenset[str] = frozenset()
    period: str = "year"
    season: str = ""

    @property
    def keys(self) -> dict[str, tuple[str, str]]:
        """Digit -> (code, words), in the order of the code list."""
        return _keys(self.ledger, self.answer)

    @property
    def reasons(self) -> dict[str, tuple[str, str]]:
        """Digit -> (code, words) of the reasons."""
        return _keys(self.ledger, self.why) if self.why else {}

    @property
    def about(self) -> str:
        """Whom a line is about: person or household."""
        parent = parent_field(LEDGERS[self.ledger])
        return str(parent.to) if parent else ""


INSURANCE = GroupList(
    "insurance", "kind", INSURED, "{when}医保还有 {n} 人没缴", "{when}医保都缴了", "只看没缴的", why="why", asks=frozenset({"none"}),
    season="health.insurance_from_month",
)
LISTS = {one.ledger: one for one in (INSURANCE,)}


@dataclass(frozen=True)
class Asked:
    """One line. last and now are codes, empty when nothing was answered; row is where the answer stands."""

    uid: str
    group: str
    door: str
    head: str
    name: str
    relation: str = ""
    age: str = ""
    last: str = ""
    now: str = ""
    why: str = ""
    row: str = ""


def _keys(ledger: str, field: str) -> dict[str, tuple[str, str]]:
    kind = LEDGERS[ledger].__fields__[field].kind
    items = kind.codes.items if isinstance(kind, CodeKind) else ()
    return {str(at): item for at, item in enumerate((item for item in items if item[0] != UNKNOWN), 1)}


def years(store: Store, asked: GroupList) -> list[int]:
    """The years that may be asked for, the one that people are asked for now first."""
    today = store.today()
    with reading(store, whole=False) as reader:
        begins = reader.parameter(asked.season, store.scope) if asked.season else None
    ahead = begins is not None and today.month >= begins
    return [today.year + 1, today.year, today.year - 1] if ahead else [today.year, today.year + 1, today.year - 1]


def lines(store: Store, asked: GroupList, year: int) -> list[Asked]:
    """Everybody in walking order, with the answers of this period and the one before."""
    with reading(store) as reader:
        now, before = _answers(reader, asked, year), _answers(reader, asked, year - 1)
        return [_line(reader, asked, home, who, now, before)
                for home in in_order(reader, reader.households) for who in _whom(reader, asked, home)]


def left(asked: GroupList, found: Iterable[Asked]) -> int:
    """With how many something is still to do."""
    return sum(one.now not in asked.settled for one in found)


def left_words(store: Store, asked: GroupList, year: int, found: Sequence[Asked]) -> str:
    """明年医保还有 12 人没缴."""
    when = {1: "明年", 0: "今年", -1: "去年"}.get(year - store.today().year, f"{year}年")
    count = left(asked, found)
    return asked.left.format(when=when, n=count) if count else asked.done.format(when=when)


def words(asked: GroupList, code: str, why: str = "") -> str:
    """An answer as people read it, with its reason."""
    if not code:
        return ""
    fields = LEDGERS[asked.ledger].__fields__
    said = fields[asked.answer].kind.show(code)
    return f"{said}（{fields[asked.why].kind.show(why)}）" if why and asked.why else said


def code_of(asked: GroupList, one: Asked, key: str) -> str:
    """What a key means for somebody; raises UserMistake when it means nothing."""
    if key == SAME and not one.last:
        raise UserMistake(f"{one.name}去年没有记，请按 1 到 {len(asked.keys)}。")
    if key != SAME and key not in asked.keys:
        some = "、".join(f"{digit} {word}" for digit, (_, word) in asked.keys.items())
        raise UserMistake(f"请按 {some}、{SAME} 同去年。")
    return one.last if key == SAME else asked.keys[key][0]


def answer(store: Store, asked: GroupList, year: int, one: Asked, code: str, why: str | None = None) -> Saved:
    """Write an answer; a second one corrects the first, and takes a reason back that no longer fits."""
    raw: dict[str, Any] = {asked.answer: code}
    if asked.why:
        raw[asked.why] = why
    label = f"{LEDGERS[asked.ledger].__ledger__.title} {one.name} {year}年"
    if one.row:
        return st.change(store, asked.ledger, one.row, raw, label=label)
    parent = parent_field(LEDGERS[asked.ledger])
    return st.add(store, asked.ledger, {str(parent and parent.name): one.uid, asked.period: year, **raw}, label=label)


def _answers(reader: Reader, asked: GroupList, year: int) -> dict[str, Values]:
    parent = parent_field(LEDGERS[asked.ledger])
    return {row[parent.name]: row for row in reader.all(asked.ledger) if parent and row[asked.period] == year}


def _whom(reader: Reader, asked: GroupList, home: Values) -> list[Values]:
    if asked.about == "household":
        return [home]
    people = [p for p in reader.children("person", "household", home["uid"]) if not reader.derived("person", p, "gone")]
    return sorted(people, key=lambda person: (_RANK.get(person["relation"], len(_RANK)), person["uid"]))


def _line(
    reader: Reader, asked: GroupList, home: Values, who: Values, now: dict[str, Values], before: dict[str, Values]
) -> Asked:
    head, fields = head_of(reader, home), LEDGERS["person"].__fields__
    row, last = now.get(who["uid"], {}), before.get(who["uid"], {})
    person = asked.about == "person"
    age = reader.derived("person", who, "age") if person else None
    return Asked(
        who["uid"], home["group"] or NO_GROUP, home["door"] or "", head, who["name"] or "" if person else head,
        fields["relation"].kind.show(who["relation"]) if person else "", "" if age is None else str(age),
        last.get(asked.answer) or "", row.get(asked.answer) or "", (row.get(asked.why) or "") if asked.why else "", row.get("uid", ""),
    )  # fmt: skip
