"""数据核对: what does not add up, in lots of one check each, with who it is about; and explaining it singly or in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models import store as st
from models.codes.check_words import words_of
from models.insight.alerts import SEVERITIES, Alert, seen
from models.insight.duty import head_of
from models.insight.reader import Reader, reading
from models.insight.walking import by_number
from models.kernel import MEND, UserMistake
from models.ledgers import LEDGERS
from models.rules.dates import day_words

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True)
class Case:
    """One alert and who it is about. household: uid, None for what belongs to nobody's household."""

    alert: Alert
    who: str
    group: str
    household: str | None
    seen: str

    @property
    def explained(self) -> str:
        """核对过，情况属实（到2025年12月31日为止）; empty while nobody has explained it."""
        ends = f"（到{day_words(self.alert.until)}为止）" if self.alert.until else ""
        return f"{self.alert.waived}{ends}" if self.alert.waived is not None else ""

    @property
    def key(self) -> str:
        """What tells it from the others on the page."""
        return f"{self.alert.check} {self.alert.uid} {self.alert.field} {self.alert.text}"


@dataclass(frozen=True)
class Lot:
    """All that one check found with one severity."""

    check: str
    severity: str
    title: str
    area: str
    source: str
    mend: str
    cases: tuple[Case, ...]

    @property
    def key(self) -> str:
        """What tells it from the others on the page."""
        return f"{self.cases[0].alert.key or self.check} {self.severity}"

    @property
    def open(self) -> tuple[Case, ...]:
        """Those that nobody has explained yet."""
        return tuple(case for case in self.cases if case.alert.waived is None)

    @property
    def explainable(self) -> bool:
        """要改 is mended, not explained; what a cadre may stand by is a doubt."""
        return self.severity != MEND


def lots(store: Store, alerts: Iterable[Alert]) -> list[Lot]:
    """Alerts by check, the gravest first, then in the order of the ledgers."""
    found: dict[tuple[str, str], list[Case]] = {}
    with reading(store, whole=False) as reader:
        for alert in alerts:
            found.setdefault((alert.key or alert.check, alert.severity), []).append(_case(reader, alert))
    order = list(LEDGERS)
    made = [_lot(cases) for cases in found.values()]
    return sorted(made, key=lambda lot: (SEVERITIES.index(lot.severity), order.index(lot.cases[0].alert.ledger), lot.check))


def groups(found: Iterable[Lot]) -> list[str]:
    """The groups in which something stands open or explained."""
    return sorted({case.group for lot in found for case in lot.cases if case.group}, key=by_number)


def explain(store: Store, cases: Collection[Case], reason: str, until: date | None = None) -> str:
    """One operation: each of these stands as it is, for a reason, for ever or until a day. Raises UserMistake."""
    reason = reason.strip()
    if not reason:
        raise UserMistake("写一句核对的情况，将来有人问起说得清。")
    if until is not None and until < store.today():
        raise UserMistake("有效到的日子已经过了，请改一改。")
    label = "情况属实" if len(cases) == 1 else f"{len(cases)} 条情况属实"
    with st.together(store, label) as doing:
        for case in cases:
            one = case.alert
            values = {"check": one.check, "ledger": one.ledger, "row": one.uid, "field": one.field, "value": case.seen,
                      "reason": reason, "until": until}  # fmt: skip
            held = [w for w in doing.source.children_named("waiver", one.uid)
                    if (w["check"], w["ledger"], w["field"] or "", w["value"]) == (one.check, one.ledger, one.field, case.seen)]  # fmt: skip
            if held:
                doing.change("waiver", held[0]["uid"], values | {"until": until or "（清空）"})
            else:
                doing.add("waiver", {name: value for name, value in values.items() if value})
        return str(doing.unit.operation)


def take_back(store: Store, cases: Collection[Case]) -> str:
    """One operation: what was explained stands open again."""
    with st.together(store, f"{len(cases)} 条重新核对") as doing:
        for case in cases:
            for row in doing.source.children_named("waiver", case.alert.uid):
                if row["check"] == case.alert.check and (row["field"] or "") == case.alert.field:
                    doing.remove("waiver", row["uid"], "重新核对")
        return str(doing.unit.operation)


def _case(reader: Reader, alert: Alert) -> Case:
    row = reader.get(alert.ledger, alert.uid)
    household = alert.uid if alert.ledger == "household" else reader.household_of(alert.ledger, row) if row else None
    home = reader.get("household", household)
    who = _person(reader, alert.ledger, row)
    head = head_of(reader, home) if home else ""
    names = [name for name in (head, who) if name] or [_called(alert.ledger, row)]
    return Case(alert, "　".join(dict.fromkeys(names)), str(home.get("group") or ""), household, seen(alert, row))


def _called(ledger: str, row: Mapping[str, object]) -> str:
    """Of what belongs to nobody's household, the words by which people look for it: a post's name, a spot."""
    fields, spec = LEDGERS[ledger].__fields__, LEDGERS[ledger].__ledger__
    words = (fields[name].kind.show(row.get(name)) for name in spec.search)
    return next(filter(None, words), spec.title)


def _person(reader: Reader, ledger: str, row: Mapping[str, object]) -> str:
    """The member that a row is about, where it is about one: the name helps to find the paper."""
    if ledger == "person":
        return str(row.get("name") or "")
    link = next((f for f in LEDGERS[ledger].__fields__.values() if f.to == "person" and not f.derived), None)
    return str(reader.get("person", str(row.get(link.name) or "")).get("name") or "") if link else ""


def _lot(cases: list[Case]) -> Lot:
    one = cases[0].alert
    words = words_of(one.key or one.check)
    cases.sort(key=lambda case: (by_number(case.group), case.who, case.alert.text))
    return Lot(one.check, one.severity, one.title, LEDGERS[one.ledger].__ledger__.title, words.source, one.mend, tuple(cases))


