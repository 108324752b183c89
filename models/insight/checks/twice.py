"""The same loan, lease, asset or enterprise written twice: said once, at the one that came later.

By what two rows of a ledger are known to be one the ledger says itself (LedgerSpec.twice); the desk of 像是重了 finds them
by the same words, sets them side by side and makes one of them. Who is said there not to be one is not asked again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from models.codes.relation import HEAD
from models.insight.watched import Watched
from models.kernel import DOUBT, Mistake, earlier, parent_field, seem_one
from models.ledgers import LEDGERS
from models.store.duplicates import CHECK, TWICE, is_somebodys

Values = Mapping[str, Any]
_GONE = "gone"
_OWN = ("toilet", "job", "post_holder")  # their own rules say it while the second one is typed


def entered_twice(f: Watched) -> Iterable[Mistake]:
    """Another row of the same contract, plot, agreement or name."""
    ways = f.ledger.__ledger__.twice
    for other in earlier(f, _others(f, ways)):
        if (way := seem_one(f.new, other, ways)) and not _apart(f, other["uid"]):
            said = "、".join(f.ledger.__fields__[name].label for name in way)
            yield Mistake(f"和另一条的{said}一样，请核对是不是同一{f.ledger.__ledger__.unit}记了两遍。", "", DOUBT)
            return


def _others(f: Watched, ways: Sequence[Sequence[str]]) -> Iterator[Values]:
    """Rows that can be this one: under the same parent, else those that share the first word."""
    parent = parent_field(f.ledger)
    anywhere = is_somebodys(f.ledger)
    if parent is not None:
        yield from f.siblings()
    for name in dict.fromkeys(way[0] for way in ways if parent is None or way[0] != parent.name):
        yield from (other for other in f.alike(name) if anywhere or other["scope"] == f.new["scope"])


def toilet_of_the_old_home(f: Watched) -> Iterable[Mistake]:
    """A toilet for whoever has one already where he lived before, in this village or another of the township.

    Other homes are found by the head's number; an edit there is followed when the whole place is looked at again.
    """
    number = (f.parent("household") or {}).get("head_id")
    if not number or f.new["use"] == _GONE:
        return
    people = f.source.children("person", "id_no", number)
    homes = {one["household"] for one in people if one["relation"] == HEAD} - {f.new["household"], None}
    there = [toilet for home in sorted(homes) for toilet in f.source.children("toilet", "household", home) if toilet["use"] != _GONE]
    if before := next(earlier(f, there), None):
        where = "别的村的那一户" if before["scope"] != f.new["scope"] else "另一户"
        yield Mistake(f"同一个户主在{where}还登记着一座户厕，请核对是不是搬家前的，不要报两次。", "household", DOUBT)


def _apart(f: Watched, other: str) -> bool:
    """Whether somebody has said that they are two."""
    first, second = sorted((f.new["uid"], other))
    return any(said["check"] == CHECK and said["value"] == second for said in f.source.children_named("waiver", first))


CHECKS: dict[str, tuple[Callable[[Watched], Iterable[Mistake]], ...]] = {
    "toilet": (toilet_of_the_old_home,),
    **{ledger: (entered_twice,) for ledger in LEDGERS if ledger in TWICE and ledger not in _OWN},
}
