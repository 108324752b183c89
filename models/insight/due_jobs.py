"""Workers to be asked this quarter whether they are still there, and those of whom nobody knows where they work."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from models.insight.count_jobs import latest, place_now
from models.insight.due_visits import span_words
from models.insight.duty import Ask, Duty
from models.insight.reader import Reader
from models.ledgers import LEDGERS
from models.rules.dates import MONTHS_A_QUARTER, cycle, quarter_of
from models.rules.job import COUNTY_IN, UNKNOWN, Spell, running, to_ask
from models.store.source import Values


def due(reader: Reader, households: Collection[Values]) -> Iterator[Duty]:
    """Of the people of these households who are at work."""
    for household in households:
        for person in reader.children("person", "household", household["uid"]):
            jobs = reader.children("job", "person", person["uid"])
            running = [job for job in jobs if runs(reader, job)]
            if running and not reader.derived("person", person, "gone"):
                # Who has several is asked once, about the latest; any answer of the quarter will do.
                yield from _of(reader, household, person, latest(running), _answers(reader, jobs))


def runs(reader: Reader, job: Values) -> bool:
    """Said to go on, begun, and not ended; a row without its months goes on in its own year."""
    return running(_spell(job), job["still"], job["year"], reader.on)


def _spell(job: Values) -> Spell:
    return Spell(job["from_month"], job["to_month"])


def _answers(reader: Reader, jobs: list[Values]) -> list[Values]:
    found = (a for job in jobs for a in reader.children("job_check", "job", job["uid"]))
    return sorted((a for a in found if a["date"] and a["date"] <= reader.on), key=lambda a: (a["date"], a["uid"]))


def _of(reader: Reader, household: Values, person: Values, job: Values, answers: list[Values]) -> Iterator[Duty]:
    months = reader.parameter("job.ask_months", household["scope"])
    last = cycle(reader.on, months).last
    name, place = person["name"], where(job)
    span = f"{'一二三四'[quarter_of(last) - 1]}季度" if months == MONTHS_A_QUARTER else span_words(months)

    def duty(id: str, text: str) -> Duty:
        return Duty(id, last, (last - reader.on).days, household["uid"], "job", job["uid"], text,
                    group=household["group"] or "", detail=place, brief=span, scope=household["scope"])  # fmt: skip

    if to_ask(_spell(job), [a["date"] for a in answers], reader.on, months) or _again(reader, household, answers):
        yield duty("job_quarter", f"问问{name}还在不在{place or '那儿'}干活")
    gone = bool(answers) and answers[-1]["still"] is False
    if place_now(reader, job) == UNKNOWN and not gone:
        yield duty("job_place", f"{name}在干活，地点没核实")


def _again(reader: Reader, household: Values, answers: list[Values]) -> bool:
    """Somebody said 不是 some time ago and the spell was never ended: ask how it stands."""
    days = reader.parameter("job.call_back_days", household["scope"])
    last = answers[-1] if answers else None
    return bool(last and days and last["still"] is False and last["date"] + timedelta(days=days) <= reader.on)


def where(job: Values) -> str:
    """包头, else 县内 and the like; nothing when it is not known."""
    code = job["place"] if job["place"] != UNKNOWN else None
    # 县内 says enough, and its 市县 is easily the one left over from the spell entered before.
    return str((job["city"] if code != COUNTY_IN else "") or LEDGERS["job"].__fields__["place"].kind.show(code))


def ask(reader: Reader, duty: Duty, also: tuple[str, ...]) -> Ask:
    """张三还在包头干活吗？ Where nobody knows the place, that is asked instead, and the answer serves both."""
    job = reader.get("job", duty.uid)
    name = reader.get("person", job["person"]).get("name") or "这个人"
    if "job_place" in also:
        question, answers = f"{name}在哪里干活？", _places()
    else:
        question, answers = f"{name}还在{duty.detail or '那儿'}干活吗？", [("是", True, None), ("不是", False, None)]
    told = tuple((str(n), label, _answer(reader, duty, still, place)) for n, (label, still, place) in enumerate(answers, 1))
    return Ask(f"{duty.duty}:{duty.uid}", duty.duty, "job_check", question, told, str(duty.uid), also)


def _answer(reader: Reader, duty: Duty, still: bool, place: str | None) -> dict[str, object]:
    said: dict[str, object] = {"job": duty.uid, "date": reader.on, "still": still}
    return said | {"place": place} if place else said


def _places() -> list[tuple[str, bool, str | None]]:
    kind = LEDGERS["job_check"].__fields__["place"].kind
    known = [code for code, _ in kind.codes.items if code != UNKNOWN]  # type: ignore[attr-defined]
    return [*((kind.show(code), True, code) for code in known), ("没在干了", False, None)]
