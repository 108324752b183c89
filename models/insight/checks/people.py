"""农户: one person under one number and one phone, what certificates, ages and welfare say together, and homes worth a look.

Sources: 全国防返贫监测信息系统核查规则 as published in 2023 (V01 to V13 are the numbers under which this program keeps them). What may
mean a risk is only pointed out: nobody becomes a clue by himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from models.codes.relation import HEAD
from models.insight.checks.about import age, assisted, member
from models.insight.watched import Watched
from models.kernel import DOUBT, HINT, MEND, Mistake, earlier
from models.ledgers import LEDGERS
from models.rules import job as j
from models.rules import person as r
from models.rules.household import no_labour_doubt, present
from models.rules.id_number import read_certificate

Values = Mapping[str, Any]
ON_WELFARE = frozenset({"rural", "urban"})
_WELFARE_TRAITS = frozenset({"low_income", "destitute"})
_DANGEROUS = frozenset({"C", "D"})
_MEASURED = ("field_area", "forest_area", "returned_area", "orchard_area", "grass_area", "water_area", "road_distance")
_BEGUN = frozenset({"clue", "checking"})
CLOSED = "closed"


def here(f: Watched) -> list[Values]:
    """Who lives in a household today."""
    return f.once(here, lambda: [person for person in f.children("person") if present(member(person), f.today)])


# --- 人


def same_number(f: Watched) -> Iterable[Mistake]:
    """V01: one number, two people. Who married away stands in two households only until the old one lets her go."""
    others = [one for one in earlier(f, f.alike("id_no")) if present(member(one), f.today)]
    if others and not f.mine("gone"):
        yield Mistake(f"证件号码和{others[0]['name']}的一样，请核对是录错了，还是一个人记在了两户。", "id_no", MEND)


def card_agrees(f: Watched) -> Iterable[Mistake]:
    """V04: a disability card is the person's own number, and says kind and level itself."""
    card, own = read_certificate(f.new["disability_card"]), read_certificate(f.new["id_no"])
    if card and own and card.number != own.number:
        yield Mistake("残疾人证号的前18位和身份证号不一样，请对着证件再看一遍。", "disability_card", MEND)
    for field, said in (("disability", card.disability), ("disability_level", card.level)) if card else ():
        if said and f.new[field] not in (None, "unknown", said):
            words = LEDGERS["person"].__fields__[field].kind.show(said)
            yield Mistake(f"残疾人证号里是{words}，填的是{f.said(field)}，请对着证件再看一遍。", field, MEND)


def stage_suits_age(f: Watched) -> Iterable[Mistake]:
    """V09: school against age; compulsory school and a reason for being out of it; little schooling right after it."""
    if f.mine("gone"):
        return
    years, stage, health = age(f.new, f.today), f.new["stage"], f.new["health"] or ()
    group = r.stage_group(stage or "")
    low, high = (f.now(f"person.stage_{end}.{group}") for end in ("from", "to"))
    begin, end, late = (f.now(f"person.{name}") for name in ("compulsory_from", "compulsory_to", "low_schooling_to"))
    told = r.stage_doubt(stage, years, low, high)
    told = f"在读学段写着{f.said('stage')}，{told}" if told else r.preschool_doubt(years, stage, health, high)
    if begin and end and not told:
        told = r.dropout_doubt(years, stage, f.new["dropout"], health, begin, end)
    if told:
        yield Mistake(told, "stage", DOUBT)
    if end and late and not r.in_school(stage) and (doubt := r.low_schooling_doubt(years, f.new["education"], end, late)):
        yield Mistake(doubt, "education", DOUBT)


def destitute_fits(f: Watched) -> Iterable[Mistake]:
    """V12: grown-up, healthy and out of school, or away at work, and on 特困供养."""
    if f.new["destitute"] not in ON_WELFARE or f.mine("gone"):
        return
    low, high = f.now("person.adult_age"), f.now("person.retire_age")
    args = age(f.new, f.today), f.new["destitute"], f.new["health"] or (), f.new["stage"]
    if low and high and (doubt := r.destitute_doubt(*args, low, high)):
        yield Mistake(doubt, "destitute", DOUBT)
    elif any(_away(f, job) for job in f.children("job")):
        yield Mistake("享受特困供养，又在县外务工，请核对。", "destitute", DOUBT)


def _away(f: Watched, job: Values) -> bool:
    spell = j.Spell(job["from_month"], job["to_month"])
    return job["place"] in (f.now("travel.places") or ()) and j.running(spell, job["still"], job["year"], f.today)


# --- 户


def has_a_head(f: Watched) -> Iterable[Mistake]:
    """V05: somebody of those who are there is 户主."""
    if (people := here(f)) and not any(person["relation"] == HEAD for person in people):
        yield Mistake("这户没有户主，请给家里一个人写上户主。", "head_name", MEND)


def same_phone(f: Watched) -> Iterable[Mistake]:
    """V11 (5_15_022): one phone, two households."""
    others = [one for one in earlier(f, f.alike("phone")) if one["residence"] != CLOSED]
    if others and f.new["residence"] != CLOSED:
        name = f.derived("household", dict(others[0]), "head_name")
        yield Mistake(f"联系电话和{name or '另一'}家的一样，请核对是谁的电话。", "phone", DOUBT)


def workers_share_phone(f: Watched) -> Iterable[Mistake]:
    """V11 (5_15_021): workers of one household in different counties, reached by one phone."""
    places: dict[str, set[str]] = {}
    phones = {person["uid"]: person["phone"] for person in here(f) if person["phone"]}
    for job in f.under("job") if len(set(phones.values())) < len(phones) else ():
        phone, county = phones.get(job["person"]), (job["region"] or "")[:6] or job["city"]
        if phone and county and _away(f, job):
            places.setdefault(phone, set()).add(county)
    if any(len(counties) > 1 for counties in places.values()):
        yield Mistake("家里在不同地方务工的人，写的是同一个电话，请核对。", "", DOUBT)


def nobody_can_work(f: Watched) -> Iterable[Mistake]:
    """V12 (5_19_003): nobody of an assisted household able to work, and nobody on 低保 or 特困."""
    people = here(f)
    helped = any(person[of] in ON_WELFARE for person in people for of in ("low_income", "destitute"))
    helped = helped or not _WELFARE_TRAITS.isdisjoint(f.new["traits"] or ())
    doubt = no_labour_doubt(map(member, people), f.today, helped)
    if doubt and _assisted(f):
        yield Mistake(doubt, "", DOUBT)


def _assisted(f: Watched) -> bool:
    return assisted({"assisted": f.mine("assisted")})


def perhaps_a_clue(f: Watched) -> Iterable[Mistake]:
    """V13: a house, water or insurance at risk in a household that nobody watches. A person decides, not the program."""
    said = "、".join(risks(f)) if f.new["residence"] != CLOSED else ""
    if said and not f.mine("monitored") and not case_begun(f):
        yield Mistake(f"{said}，还不是监测对象，请入户看看要不要列为监测线索。", "", HINT)


def case_begun(f: Watched) -> bool:
    """Whether somebody looks into a household already."""
    return any(f.derived("monitoring", case, "state") in _BEGUN for case in f.under("monitoring"))


def risks(f: Watched) -> Iterator[str]:
    """What a household's own page says of its house, its water and its people's insurance."""
    if f.new["danger"] in _DANGEROUS:
        yield f"住房鉴定是{f.said('danger')}"
    if f.new["safe_water"] is False:
        yield "饮水安全没解决"
    if any(person["serious_insurance"] is False for person in here(f)):
        yield "有人没参加大病保险"


# --- 村


def within_all_households(f: Watched) -> Iterable[Mistake]:
    """3_03_001: no more households without safe water or a safe house than there are."""
    whole = f.new["registered_households"]
    for field in ("unsafe_water", "unsafe_houses") if whole else ():
        if (f.new[field] or 0) > whole:
            yield Mistake(f"{LEDGERS['village'].__fields__[field].label}{f.new[field]}户，比户籍{whole}户还多，请核对。", field, MEND)


def waste_has_a_place(f: Watched) -> Iterable[Mistake]:
    """A village that says of itself that there is no place for rubbish."""
    if f.new["waste_points"] == 0:
        yield Mistake("垃圾集中堆放点写着0个，群众没处放垃圾，请看看能不能设一个。", "waste_points", HINT)


def land_is_likely(f: Watched) -> Iterable[Mistake]:
    """5_14: land far beyond what a household of the place has, and a house far from the road; where 0 is set nobody asks."""
    for field in _MEASURED:
        most = f.now(f"household.most.{field}") if f.new[field] else None
        if most and f.new[field] > most:
            label, _, unit = LEDGERS["household"].__fields__[field].label.rstrip("）").partition("（")
            yield Mistake(f"{label}写着{f.new[field].normalize():f}{unit}，一般不超过{most}{unit}，请核对单位和小数点。", field, DOUBT)


def land_covers_households(f: Watched) -> Iterable[Mistake]:
    """3_03_002: a village's land is no less than its households' together."""
    own = f.new["land"]
    whole = sum(home["field_area"] or 0 for home in f.under("household")) if own is not None else 0
    if own is not None and whole > own:
        yield Mistake(f"各户耕地加起来{whole:f}亩，比全村的{own:f}亩还多，请核对。", "land", DOUBT)


CHECKS = {
    "village": (within_all_households, land_covers_households, waste_has_a_place),
    "household": (has_a_head, land_is_likely, same_phone, workers_share_phone, nobody_can_work, perhaps_a_clue),
    "person": (same_number, card_agrees, stage_suits_age, destitute_fits),
}
