"""Filing one doorstep: the visit, what was asked on the side and what was found, in one operation (practice.md 2, 11).

A visit and everything it settled is written together and taken back together, so that 撤回 leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from models import store as st
from models.kernel import UserMistake
from models.ledgers import LEDGERS
from services import evidence

if TYPE_CHECKING:
    from models.store import Row, Saved, Store
    from services.evidence import Picture

NO_TROUBLE, TROUBLE, ABSENT, PHONED = "1", "2", "3", "4"
SWEEP_TASK = "sweep"
SWEEP_KEYS: Mapping[str, Mapping[str, str]] = {
    NO_TROUBLE: {"result": "same", "method": "home"},
    TROUBLE: {"result": "changed", "method": "home"},
    ABSENT: {"result": "absent", "method": "home"},
    PHONED: {"result": "same", "method": "phone"},
}
_TASK_OF = {"job_check": "work", "toilet_care": "toilet", "loan_check": "loan"}


class Question(Protocol):
    """What this module needs of an Ask of models.insight: where its answer is written, and the answers."""

    @property
    def ledger(self) -> str: ...
    @property
    def answers(self) -> Sequence[tuple[str, str, Mapping[str, Any]]]: ...


def record_visit(
    store: Store,
    household: str,
    raw: Mapping[str, Any],
    answers: Iterable[tuple[Question, int]] = (),
    findings: Iterable[Mapping[str, Any]] = (),
    photos: Iterable[Picture] = (),
    rows: Iterable[tuple[str, Mapping[str, Any]]] = (),
) -> Saved:
    """The visit, a child record for each answer (a place in `Question.answers`), findings, photos and what else was told
    (`rows`, each with its ledger): one operation."""
    given = [(question, question.answers[number]) for question, number in answers]
    values = {**_with_units(store, raw), "household": household}
    values["tasks"] = _tasks(values.get("tasks"), [question.ledger for question, _ in given])
    name = st.names(store, "household", [household]).get(household, "")
    label = f"走访 {name}".strip()
    with st.together(store, label) as doing:
        saved = doing.add("visit", values)
        day = (doing.source.get("visit", saved.uid) or {}).get("date")
        for question, answer in given:
            doing.add(question.ledger, _child(question.ledger, answer[2], saved.uid, day))
        for finding in findings:
            doing.add("finding", {**finding, "visit": saved.uid})
        for ledger, row in rows:
            doing.add(ledger, row)
        evidence.write(doing, "visit", saved.uid, photos)
        return st.Saved("visit", saved.uid, doing.unit.operation, label, saved.notices, added=True)


def answer_alone(store: Store, question: Question, number: int, label: str) -> Saved:
    """An answer got without a visit (a phone call, a meeting on the road): its record alone."""
    raw = _child(question.ledger, question.answers[number][2], None, None)
    return st.add(store, question.ledger, raw, label=label)


def sweep(store: Store, household: str, key: str, *, on: date | None = None) -> Saved:
    """One key of 排查登记: 1 无异常, 2 有情况, 3 不在家, 4 电话问过. Again the same day: it corrects the first."""
    if key not in SWEEP_KEYS:
        raise UserMistake("请按 1 无异常、2 有情况、3 不在家、4 电话问过。")
    day = on or store.today()
    raw: dict[str, Any] = dict(SWEEP_KEYS[key])
    name = st.names(store, "household", [household]).get(household, "")
    label = f"排查 {name}".strip()
    if before := swept_on(store, household, day):
        return st.change(store, "visit", before.uid, raw, label=label)
    raw |= {"household": household, "date": day, "tasks": (SWEEP_TASK,)}
    return st.add(store, "visit", _with_units(store, raw), label=label)


def swept_on(store: Store, household: str, day: date) -> Row | None:
    """The sweep of this household on this day, if there was one."""
    rows = st.find(store, "visit", {"household": household, "date": day})
    return next((row for row in rows if SWEEP_TASK in (row["tasks"] or ())), None)


def key_of(visit: Mapping[str, Any]) -> str:
    """Which key of 排查登记 a visit stands for."""
    if visit.get("result") == "absent":
        return ABSENT
    if visit.get("result") == "changed":
        return TROUBLE
    return PHONED if visit.get("method") in ("phone", "video") else NO_TROUBLE


def own_unit(store: Store) -> str | None:
    """The unit of whoever is working: it decides whose cycle the visit counts for."""
    row = st.get(store, "operator", store.operator)
    return row["unit"] if row else None


def last_companions(store: Store) -> str:
    """Who went along last time, to be offered: the visitors of the last visit without the one who is working."""
    last = str(store.last_used("visit", "visitors") or "")
    return "、".join(name for name in last.split("、") if name and name != store.operator_name)


def _with_units(store: Store, raw: Mapping[str, Any]) -> dict[str, Any]:
    unit = own_unit(store)
    return dict(raw) if raw.get("units") or not unit else {**raw, "units": (unit,)}


def _tasks(given: Any, ledgers: Iterable[str]) -> tuple[str, ...]:
    tasks = [given] if isinstance(given, str) and given else list(given or ("general",))
    return tuple(dict.fromkeys([*tasks, *(_TASK_OF[name] for name in ledgers if name in _TASK_OF)]))


def _child(ledger: str, raw: Mapping[str, Any], visit: str | None, day: date | None) -> dict[str, Any]:
    fields = LEDGERS[ledger].__fields__
    values = dict(raw)
    if visit and "visit" in fields:
        values["visit"] = visit
    if day and "date" in fields:
        values["date"] = day
    return values
