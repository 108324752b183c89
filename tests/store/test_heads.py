"""The pure core: heads are what was written less what somebody saw and passed, in whatever order it comes."""

from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from models.store.journal.heads import AHEAD, EVERY, GONE, Fv, fold_change, heads

Line = tuple[str, dict[str, Any]]


def fold(lines: list[Line]) -> dict[str, set[str]]:
    """The heads of fields a, b and of removal after these lines came in this order, by hash."""
    fv: Fv = {}
    known: dict[str, int] = {}
    for rid, (h, change) in enumerate(lines, 1):
        known[h] = rid
        fold_change(fv, rid, h, change, known)
    names = {rid: h for h, rid in known.items()}
    return {name: {names[rid] for rid in heads(fv, name)} for name in ("a", "b", "c", GONE)}


def needs(change: dict[str, Any]) -> set[str]:
    return {h for hashes in change["p"].values() for h in hashes} - set(change.get("o", ()))


def in_order(lines: tuple[Line, ...]) -> bool:
    """Whether every line comes after those that it needs."""
    there: set[str] = set()
    for h, change in lines:
        if not needs(change) <= there:
            return False
        there.add(h)
    return True


MOVED = (
    ("old", {"v": {"a": 1, "b": 1}, "p": {}}),
    ("edit", {"v": {"a": 2}, "p": {"a": ["old"]}}),
    ("late", {"v": {"b": 3, GONE: None}, "p": {"b": ["old"], GONE: []}}),
    ("came", {"v": {"a": 2, "b": 1, "c": 0}, "p": {EVERY: ["edit", "old"]}, "o": ["edit", "old"]}),
    ("here", {"v": {"b": 9}, "p": {"b": ["came", "late"]}, "o": ["late"]}),
)


def test_what_came_from_another_village_stands_above_it_in_any_order() -> None:
    for order in permutations(MOVED):
        if in_order(order):
            assert fold(list(order)) == {"a": {"came"}, "b": {"here"}, "c": {"came"}, GONE: {"late"}}, order


def test_nothing_waits_for_a_line_of_another_village_that_never_comes() -> None:
    fv: Fv = {}
    fold_change(fv, 1, "came", MOVED[3][1], {"came": 1})
    assert heads(fv, "a") == {1}
    assert set(fv[AHEAD]) == {"edit", "old"}


@settings(max_examples=200, deadline=None)
@given(some.data())
def test_heads_are_what_nobody_saw_and_passed(data: some.DataObject) -> None:
    lines: list[Line] = [("0", {"v": {"a": 0, "b": 0}, "p": {}})]
    for n in range(1, data.draw(some.integers(1, 7))):
        before = [h for h, change in lines]
        names = data.draw(some.sets(some.sampled_from("abc"), min_size=1))
        parents = {name: data.draw(some.lists(some.sampled_from(before), unique=True)) for name in sorted(names)}
        lines.append((str(n), {"v": dict.fromkeys(sorted(names), n), "p": parents}))
    if data.draw(some.booleans()):
        lines.append(("second", {"v": {"a": 7}, "p": {}}))
    writers = {name: {h for h, change in lines if name in change["v"] or not change["p"]} for name in "abc"}
    passed = {name: {h for _, change in lines for h in change["p"].get(name, ())} for name in "abc"}
    wanted = {name: writers[name] - passed[name] for name in "abc"} | {GONE: set()}
    orders = [order for order in permutations(lines) if in_order(order)] if len(lines) < 6 else [tuple(lines)]
    for order in orders[:30]:
        assert fold(list(order)) == wanted
