"""Accepted toilets of which nobody has said that they are used: 建而不用 is what inspections find first."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from models.insight.count_visits import VILLAGE, policy_of
from models.insight.duty import Ask, Duty, day_words, head_of
from models.insight.reader import Reader
from models.rules.dates import cycle
from models.rules.toilet import ACCEPTED, STAGE_WORDS, Care, ask_on
from models.store.source import Values


def due(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    """Of these households' toilets."""
    for household in households:
        for toilet in reader.children("toilet", "household", household["uid"]):
            if toilet["accepted_on"] and reader.derived("toilet", toilet, "state") == STAGE_WORDS[ACCEPTED]:
                yield from _of(reader, household, toilet)


def _of(reader: Reader, household: Values, toilet: Values) -> Iterator[Duty]:
    on, scope = reader.on, household["scope"]
    cares = reader.children("toilet_care", "toilet", toilet["uid"])
    answers = [Care(c["date"], c["use"]) for c in cares if c["date"] and c["use"] and c["date"] <= on]
    words, first, again = (
        reader.parameter(f"toilet.{name}", scope) for name in ("unused_words", "unused_days", "ask_again_days")
    )
    # What was accepted long before the books were opened is asked after from 建账 on.
    accepted = max(toilet["accepted_on"], (toilet["opened_on"] if toilet["opening"] is True else None) or toilet["accepted_on"])
    day = ask_on(accepted, toilet["use"], answers, words or (), first, again)
    if day is None or (answers and on < day):
        yield from _look(reader, household, toilet, answers)
        return
    if answers:  # the next doorstep of that month will do
        day = cycle(day, policy_of(reader, VILLAGE, scope).months).last
    unknown = reader.derived("toilet", toilet, "use_now") == "unknown"
    brief = "还没问用没用上" if unknown else "还没用上"
    text = f"{head_of(reader, household)}家的厕所验收了{brief}"
    yield Duty("toilet_use", day, (day - on).days, household["uid"], "toilet", toilet["uid"], f"{text}（{day_words(day, reader.on)}前）",
               group=household["group"] or "", brief=brief, scope=scope)  # fmt: skip


def _look(reader: Reader, household: Values, toilet: Values, answers: Collection[Care]) -> Iterator[Duty]:
    """One that is used is looked at once a cycle, as far as the village goes round for that."""
    months = reader.parameter("toilet.check_months", household["scope"])
    within = cycle(reader.on, months) if months else None
    if within and toilet["accepted_on"] < within.first and not any(answer.on in within for answer in answers):
        brief = within.words().removeprefix(f"{within.first.year}年")
        yield Duty("toilet_check", within.last, (within.last - reader.on).days, household["uid"], "toilet", toilet["uid"],
                   f"{head_of(reader, household)}家的厕所{brief}还没巡检", group=household["group"] or "", brief=brief,
                   scope=household["scope"])  # fmt: skip


def ask(reader: Reader, duty: Duty, several: bool) -> Ask:
    """厕所在用吗？"""
    number = reader.get("toilet", duty.uid).get("number")
    answers = (("1", "在用", "normal"), ("2", "没用上", "unused"), ("3", "坏了", "broken"), ("4", "冬天停用", "seasonal"))
    return Ask(f"{duty.duty}:{duty.uid}", duty.duty, "toilet_care", f"第{number}座厕所在用吗？" if several else "厕所在用吗？", tuple(
        (key, label, {"toilet": duty.uid, "date": reader.on, "use": use}) for key, label, use in answers
    ), str(duty.uid), (duty.duty,))  # fmt: skip
