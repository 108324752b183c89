"""One monitoring case as its page shows it: the chain with what was done and what comes, the clock, measures, conditions.

Everything follows from the rules over the rows as they stand; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from models.codes import monitoring as c
from models.insight.duty import day_words, head_of, when_words
from models.insight.reader import Reader, reading
from models.kernel import HINT, Field
from models.ledgers import LEDGERS
from models.rules import monitoring as r
from models.rules import monitoring_papers as p
from models.rules import monitoring_risks as risk
from models.rules import monitoring_way as w
from models.store.facts import Policy, RecordFacts
from models.store.query import shown_values
from models.store.source import Values

if TYPE_CHECKING:
    from models.store.store import Store

CASE, STEP, SUPPORT, HELP = "monitoring", "monitoring_step", "support", "help"
Place = Literal["done", "failed", "now", "later"]
_TONES = {"clue": "warning", "checking": "info", "helping": "warning", "removing": "info", "removed": "accent"}
_SOON = 3  # days before a term ends in which it is shown as pressing
_IN_THE_ROW = ("date", "who", "result", "text")


@dataclass(frozen=True)
class Stop:
    """One place of the chain. uid: its step, empty where none is written; missing: the paper that is not there yet."""

    kind: str
    words: str
    place: Place
    uid: str = ""
    on: str = ""
    said: str = ""
    papers: int = 0
    missing: str = ""
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measure:
    """One measure of help since the case began."""

    uid: str
    on: str
    kind: str
    said: str
    state: str


@dataclass(frozen=True)
class Case:
    """What the page shows. next: the step to propose (`help`: another measure); sides: steps beside the chain.

    after: the case that this one follows, empty when there is none.
    """

    uid: str
    household: str
    title: str
    tags: tuple[tuple[str, str], ...]
    line: str
    clock: tuple[str, str] | None
    stops: tuple[Stop, ...]
    next: str | None
    sides: tuple[str, ...]
    state: str
    closed: str | None
    measures: tuple[Measure, ...]
    conditions: tuple[w.Condition, ...]
    after: str
    told: tuple[tuple[str, str], ...]


def words_of(kind: str) -> str:
    """What people call a step."""
    return c.STEP.label(kind)


def look(store: Store, uid: str) -> Case | None:
    """One case; None when it was taken away."""
    with reading(store, whole=False) as reader:
        case = reader.get(CASE, uid)
        return _Look(reader, case).case() if case else None


class _Look:
    """The rows of one case and what the rules make of them."""

    def __init__(self, reader: Reader, case: Values) -> None:
        self.reader, self.row, self.policy = reader, case, Policy(reader.source, case["scope"])
        self.home = reader.get("household", case["household"])
        self.rows = reader.children(STEP, CASE, case["uid"])
        self.words = shown_values(reader.source, CASE, [case])[0]
        self.start = r.start_of(case)
        steps = [step for step in r.steps_of(self.rows, self.start) if step.on <= reader.on]
        self.free = {step.uid for step in steps if step.free}
        self.course = r.replay(self.start, steps, dict(c.STEP.items))
        given = reader.under(SUPPORT, case["household"])
        self.given = [one for one in given if one.get("case") == case["uid"] or r.begins_before(case, one.get("date"))]

    def case(self) -> Case:
        state = self.course.state
        conditions = tuple(w.conditions(self._standing())) if state in r.HELPED else ()
        # While something is known to be lacking, help goes on; who removes all the same finds the way beside it.
        helping = state == "helping" and any(one.met is False for one in conditions)
        following = HELP if helping else w.next_step(self.course)
        return Case(
            self.row["uid"], self.row["household"], f"{head_of(self.reader, self.home)} 户", tuple(self._tags(state)), self._line(),
            self._clock(), tuple(self._stops(following)), following, self._sides(following), state, self.course.closed,
            tuple(self._measures()), conditions,
            self.row.get("after") or "", self._told(CASE, self.row, ()),
        )  # fmt: skip

    def _sides(self, following: str | None) -> tuple[str, ...]:
        """While help is what comes next, the steps of removal are still there for who needs them."""
        sides = w.side_steps(self.course)
        return (*filter(None, [w.next_step(self.course)]), *sides) if following == HELP else sides

    def _tags(self, state: str) -> Iterator[tuple[str, str]]:
        yield c.CASE_STATE.label(state), _TONES.get(state, "muted")
        if self.words["kind"]:
            yield self.words["kind"], "info"
        for one in self.row.get("risks") or ():
            yield c.RISK.label(one), "muted"
        if self.start.opening:
            yield "期初", "muted"

    def _line(self) -> str:
        shown, since = self.words, self.course.identified_on
        parts = (
            f"线索 {shown['clue_on']}" if shown["clue_on"] else "", shown["channel"],
            f"认定 {shown['identified_month'] or since}" if since else "",
            f"结束 {self.course.ended_on}" if self.course.ended_on else "",
            f"监测联系人 {shown['contact']}" if shown["contact"] else "",
        )  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _clock(self) -> tuple[str, str] | None:
        terms = (self._value("monitoring.process_days"), self._value("monitoring.first_measure_days"))
        found = w.clock(self.start, self.course, self.reader.on, *terms, bool(self.given))
        if found is None:
            return None
        tone = "danger" if found.left < 0 else "warning" if found.left <= _SOON else "info"
        return f"{found.what}{when_words(found.left)}（{day_words(found.due, self.reader.on)}前）", tone

    def _stops(self, following: str | None) -> Iterator[Stop]:
        yield self._beginning()
        rank = {kind: at for at, kind in enumerate(w.ASKED)}
        written = sorted(self.rows, key=lambda row: (row["date"] or date.min, rank.get(row["kind"], 0), row["uid"]))
        shown = self._shown(STEP, written)
        begun = self._help_begins(written)
        if begun == CASE:
            yield from self._helping(following)
        for row, words in zip(written, shown, strict=True):
            yield self._stop(row, words, written)
            if row["uid"] == begun:
                yield from self._helping(following)
        yield from self._ahead(following)

    def _beginning(self) -> Stop:
        shown = self.words
        if self.start.opening:
            state = "，已消除" if self.start.cleared else ""
            since = f"{shown['identified_month']} 认定{state}" if shown["identified_month"] else "建账时还在办"
            return Stop(CASE, "期初", "done", on=shown["opened_on"], said=f"{since}，以前的步骤不用补")
        return Stop(CASE, words_of("clue"), "done", on=shown["clue_on"], said=_joined((shown["channel"], shown["department"], shown["clue"])))

    def _help_begins(self, written: Sequence[Values]) -> str:
        """The step after which the household is helped: its identification, or the last fallback; the case itself when 期初."""
        after = [row["uid"] for row in written if row["kind"] == "fallback"] or [
            row["uid"] for row in written if row["kind"] == "identified" and row["result"] not in ("fail", "pending")
        ]
        return after[-1] if after else CASE if self.start.identified_on else ""

    def _helping(self, following: str | None) -> Iterator[Stop]:
        if following == HELP:
            yield Stop(HELP, "帮扶", "now", said=f"{len(self.given)} 条措施，还要接着帮" if self.given else "还没有登记措施")
        elif self.given:
            yield Stop(HELP, "帮扶", "done", said=f"{len(self.given)} 条措施")
        elif not self.start.opening:
            yield Stop(HELP, "帮扶", "failed", said="没有登记过措施")

    def _stop(self, row: Values, shown: dict[str, str], batch: Sequence[Values]) -> Stop:
        kind, fields = row["kind"], LEDGERS[STEP].__fields__
        rest = [_word(fields[n], shown[n]) for n in w.ASKED.get(kind, ()) if n not in _IN_THE_ROW and shown[n]]
        papers = len(self._facts(STEP, row, batch).attachments()) + bool(row.get("evidence"))
        place: Place = "failed" if row.get("result") in ("fail", "pending") else "done"
        missing = "" if papers or row["uid"] in self.free else w.PAPERS.get(kind, "")
        said = _joined((shown["result"], shown["who"], *rest, shown["text"]))
        return Stop(kind, words_of(kind), place, row["uid"], shown["date"], said, papers, missing, self._told(STEP, row, batch))

    def _ahead(self, following: str | None) -> Iterator[Stop]:
        if following and following != HELP:
            yield Stop(following, words_of(following), "now")
        step = w.next_step(self.course)
        rest = [*([step] if following == HELP and step else []), *w.still_to_come(self.course)]
        for kind in rest:
            yield Stop(kind, words_of(kind), "later")
        if not self.course.closed:
            last = "回头看" if "identified" in self.course.done else "帮扶、消除、回头看"
            yield Stop("lookback", last, "later")

    def _measures(self) -> Iterator[Measure]:
        rows = sorted(self.given, key=lambda row: (row["date"] or date.min, row["uid"]), reverse=True)
        for row, shown in zip(rows, self._shown(SUPPORT, rows), strict=True):
            amount = f"{shown['amount']} 元" if shown["amount"] else ""
            yield Measure(row["uid"], shown["date"], shown["kind"], _joined((shown["content"], amount, shown["keeper"])), shown["state"])

    def _standing(self) -> w.Standing:
        fallen = max((row["date"] for row in self.rows if row["kind"] == "fallback" and row["date"]), default=date.min)
        round_now = [row for row in self.rows if row["date"] and row["date"] >= fallen]
        risks = self.row.get("risks") or ()
        wanted = {one: self._value(f"monitoring.help_for.{one}") for one in risks}
        unmet = "、".join(map(c.RISK.label, risk.unmet(risks, wanted, {row.get("kind") for row in self.given})))
        return w.Standing(
            p.last_check({"kind": "removed", "date": self.reader.on}, round_now), self.course.identified_on, self.reader.on,
            self._value("monitoring.min_help_months"), self._value("income.monitor_line"), len(self.given), unmet,
            self.home.get("no_labour") is True or self.row.get("has_labour") is False,
        )  # fmt: skip

    def _value(self, id: str) -> Any:
        return self.policy.value(id, self.reader.on)

    def _facts(self, ledger: str, row: Values, batch: Sequence[Values]) -> RecordFacts:
        return RecordFacts(self.reader.source, LEDGERS[ledger], row, row, self.policy, self.reader.on, batch)

    def _told(self, ledger: str, row: Values, batch: Sequence[Values]) -> tuple[tuple[str, str], ...]:
        """What the rules say of a row as it stands, the grave things first."""
        facts = self._facts(ledger, row, batch)
        found = [one for rule in LEDGERS[ledger].__ledger__.rules for one in rule(facts) if one.severity != HINT]
        return tuple(dict.fromkeys((one.severity, one.text) for one in sorted(found, key=lambda one: one.severity == "存疑")))

    def _shown(self, ledger: str, rows: Sequence[Values]) -> list[dict[str, str]]:
        return shown_values(self.reader.source, ledger, rows)


def _word(field: Field, shown: str) -> str:
    """风险已解决, 同意票 27: what is answered 是 says it with its heading alone."""
    return field.label if field.kind.name == "flag" and shown == field.kind.show(True) else f"{field.label} {shown}"


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part.replace("\n", " ") for part in parts if part)
