"""Words that several returns share: who reports, what class a household is of."""

from __future__ import annotations

from decimal import Decimal

from models.insight.policy import parameter
from models.kernel.codelist import UNKNOWN_ITEM, CodeList
from models.rules.household import member_order
from models.store import Store, find
from reports.returns.book import Entry
from reports.sheet import cell_text

# The office that signs, by the last word of the place's name.
OFFICES = (
    ("嘎查", "嘎查委员会"), ("社区", "社区居民委员会"), ("村", "村村民委员会"), ("苏木", "苏木人民政府"), ("镇", "镇人民政府"),
    ("乡", "乡人民政府"), ("街道", "街道办事处"),
)


def unit_name(store: Store) -> str:
    """某某村 reports as 某某村村民委员会; a place called otherwise as it is called."""
    for ending, office in OFFICES:
        if store.name.endswith(ending):
            return store.name.removesuffix(ending) + office
    return store.name


def office_phones(store: Store) -> tuple[str, ...]:
    """The numbers that the public is to call: the hotline, the township's, the village's own."""
    own = {str(row["phone"] or "") for row in find(store, "village")}
    found = (str(parameter(store, id) or "") for id in ("return.hotline", "return.township_phone"))
    return tuple(filter(None, dict.fromkeys((*found, *sorted(own)))))


def household_class(home: Entry | None) -> str:
    """The class that decides about a household: its monitoring class while it has one, with 已消除, else its type."""
    if home is None:
        return ""
    if home.values.get("monitored"):
        cleared = "（已消除）" if home.values.get("cleared") is True else ""
        return f"{home.text('monitoring_class')}{cleared}"
    return home.text("type")


def size_words(home: Entry | None) -> str:
    """How many they are: 3 人; nothing where it is not known."""
    size = home.values["size"] if home else None
    return f"{size} 人" if size is not None else ""


def yuan(amount: Decimal | None) -> str:
    """An amount with its unit, for a form whose cell has no heading that names it."""
    return f"{cell_text(amount, 'money')} 元" if amount is not None else ""


def options(codes: CodeList) -> tuple[str, ...]:
    """What there is to tick; nobody ticks that it is not known."""
    return tuple(label for code, label in codes.items if code != UNKNOWN_ITEM[0])


def living_there(home: Entry | None) -> int | None:
    """常住人口: who counts as the household's and is not known to live elsewhere."""
    if home is None:
        return None
    return sum(1 for person in members(home) if person.values.get("residence") in (None, "home", "unknown"))


def card(entry: Entry) -> str | None:
    """The card that money goes to: the row's own, else the household's."""
    return entry.text("card") or (entry.home.text("card") if entry.home else "") or None


def members(home: Entry) -> list[Entry]:
    """The household's members today, 户主 first, then from the eldest."""
    here = [person for person in home.children("person") if not person.values.get("gone")]
    return sorted(here, key=lambda person: member_order({**person.values, "uid": person.uid}))


def at_work(person: Entry) -> str | None:
    """Where somebody works now and as what; None who has no work."""
    jobs = [job for job in person.children("job") if job.values["still"] is True and not job.values["to_month"]]
    return " ".join(filter(None, (jobs[-1].text("city") or jobs[-1].text("place"), jobs[-1].text("work")))) if jobs else None


def studies(person: Entry) -> bool:
    """Whether somebody is known to go to school."""
    return person.values["stage"] not in (None, "none", "unknown")


def busy(person: Entry) -> str:
    """Where somebody works now, else the school."""
    work = at_work(person)
    return work if work is not None else person.text("school") or (person.text("stage") if studies(person) else "")


def last_visit(home: Entry) -> Entry | None:
    """The last time somebody of the household was seen or spoken to, up to the day."""
    visits = [v for v in home.children("visit") if v.values["date"] and v.values["date"] <= home.book.on]
    met = [visit for visit in visits if visit.values["result"] != "absent"]
    return max(met, key=lambda visit: (visit.values["date"], visit.uid), default=None)


def last_visited(home: Entry) -> str | None:
    """The day of the last visit."""
    visit = last_visit(home)
    return visit.text("date") if visit else None


def helps(helper: Entry) -> bool:
    """Whether somebody still looks after the household."""
    return not (helper.values["to_on"] and helper.values["to_on"] <= helper.book.on)
