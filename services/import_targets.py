"""What the columns of a workbook may mean for a ledger: its own fields, and what points to the records it links to.

A target is a field name, or a path through a link: `household.head_id` in a list of toilets finds the household.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.kernel import Field, Kind, Ledger, UsageMistake, stored_fields
from models.ledgers import LEDGERS

UID = "uid"
UID_FIELD = Field("记录号", Kind(32), name=UID, aliases=("记录编号",))
_ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Targets:
    """The vocabulary of one import."""

    fields: dict[str, Field]
    carry: tuple[str, ...]
    ignored: tuple[str, ...]


def targets_of(id: str) -> Targets:
    """Everything a column of this ledger's workbooks may be. Own fields stand first and win a heading."""
    if id not in LEDGERS:
        raise UsageMistake(f"没有“{id}”这本台账。")
    ledger = LEDGERS[id]
    fields = {UID: UID_FIELD, **_own(ledger)}
    if id == "household":  # beside a 户主姓名 a plain 身份证号 is the 户主's; a plain 姓名 may be anybody's
        fields["head_id"] = plain_head()["head_id"]
    for path, field in _through_links(ledger):
        fields.setdefault(path, field)
    carry = tuple(name for name in fields if "." in name or fields[name].to or name in ledger.__ledger__.filters)
    computed = (field for field in ledger.__fields__.values() if field.derived and not field.fills)
    return Targets(fields, carry, tuple(field.label for field in computed))


def _own(ledger: type[Ledger]) -> dict[str, Field]:
    """Own fields that a cell can fill. A village is not asked for: a file holds one, and lists name it in many ways."""
    return {
        name: named(field) for name, field in ledger.__fields__.items()
        if (field.derived is None or field.fills) and field.to != "village" and field.kind.name != _ATTACHMENT
    }


def _through_links(ledger: type[Ledger]) -> Iterator[tuple[str, Field]]:
    for link in stored_fields(ledger):
        if followed(ledger, link):
            for name, field in _pointing_from(ledger, str(link.to)).items():
                yield f"{link.name}.{name}", called(link, field)
            yield from behind(link.name, str(link.to))


def followed(ledger: type[Ledger], link: Field) -> bool:
    """Whether a link's record is pointed at by its own fields: never the village, never one of the same ledger."""
    return bool(link.to) and link.to in LEDGERS and link.to not in ("village", ledger.__tablename__)


def behind(path: str, id: str, depth: int = 2) -> Iterator[tuple[str, Field]]:
    """What points at the records that a record's own key names: the household of a loan's borrower."""
    for name in key_links(id) if depth else ():
        to = str(LEDGERS[id].__fields__[name].to)
        yield from ((f"{path}.{name}.{own}", field) for own, field in pointing(to).items())
        yield from behind(f"{path}.{name}", to, depth - 1)


def key_links(id: str) -> list[str]:
    """The links in a ledger's keys."""
    ledger = LEDGERS[id]
    names = dict.fromkeys(name for alternative in ledger.__ledger__.key for name in alternative)
    return [name for name in names if followed(ledger, ledger.__fields__[name])]


def _pointing_from(ledger: type[Ledger], to: str) -> dict[str, Field]:
    """A roster also fills the household and a list of measures their problems; any other list of households means
    the 户主 by a plain 姓名 and 身份证号."""
    fields = pointing(to)
    if (ledger.__tablename__, to) == ("measure", "problem"):
        return fields | _own(LEDGERS[to])
    if to != "household":
        return fields
    if ledger.__tablename__ == "person":
        return fields | _own(LEDGERS["household"])
    return fields | plain_head()


def plain_head() -> dict[str, Field]:
    """A household's 户主 by a plain 姓名 and 身份证号 too, for lists and forms whose rows have no other person."""
    home, person = LEDGERS["household"].__fields__, LEDGERS["person"].__fields__
    return {
        head: replace(home[head], aliases=(*home[head].aliases, person[own].label, *person[own].aliases))
        for head, own in (("head_name", "name"), ("head_id", "id_no"))
    }


def called(link: Field, field: Field) -> Field:
    """A person's field under the names of the link that leads there as well: 借款人 makes 借款人身份证号 of 身份证号."""
    words = (field.label, *field.aliases)
    return replace(field, aliases=(*field.aliases, *(f"{role}{word}" for role in _roles(link) for word in words)))


def named(link: Field) -> Field:
    """A link to a person, whose column may say 姓名 after any of its names."""
    return replace(link, aliases=(*link.aliases, *(f"{role}姓名" for role in _roles(link)))) if link.to == "person" else link


def _roles(link: Field) -> list[str]:
    found = dict.fromkeys(word.removesuffix("姓名") for word in (link.label, *link.aliases)) if link.to == "person" else {}
    return [role for role in found if len(role) > 1]


def pointing(id: str) -> dict[str, Field]:
    """The fields by which a record of a ledger is pointed at: those of its keys, links left out."""
    ledger = LEDGERS[id]
    names = dict.fromkeys(name for alternative in ledger.__ledger__.key for name in alternative)
    return {name: ledger.__fields__[name] for name in names if not ledger.__fields__[name].to}
