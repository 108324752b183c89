"""What the first program wrote: lines of schema 2, where a household carried class and state itself."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from models.store.journal.heads import GONE, Fv, all_heads, fold_change, heads
from models.store.journal.lines import Transaction, encode, hash_of, salt

FIELDS = ("monitoring_class", "identified_month", "cleared", "cleared_month")
SCOPE, SCHEMA = "999999104201", 2
COLUMNS = dict.fromkeys(("village", "group", "type", "note", "residence", *FIELDS))
_VALUES: dict[str, tuple[Any, ...]] = {
    "monitoring_class": ("sudden", "marginal", "unstable", None), "identified_month": ("2021-05", "2022-06", None),
    "cleared": (1, 0, 9, None), "cleared_month": ("2023-01", "2024-02", None), "note": ("甲", "乙", None),
}


@dataclass
class OldComputer:
    """One computer with its chain and what it has heard of the others."""

    device: str
    authority: int = 1
    scope: str = SCOPE
    by: str = "0" * 32
    known: dict[str, Transaction] = field(default_factory=dict)
    fvs: dict[str, Fv] = field(default_factory=dict)
    rids: dict[str, int] = field(default_factory=dict)
    last: str | None = None
    count: int = 0

    def hear(self, texts: Iterable[Transaction]) -> None:
        """Fold as that program did: one line, one row."""
        for one in texts:
            if one.h not in self.known:
                self.known[one.h], self.rids[one.h] = one, len(self.rids) + 1
                for change in one.changes:
                    fold_change(self.fvs.setdefault(change["i"], {}), self.rids[one.h], one.h, change, self.rids)

    def write(self, uid: str, values: dict[str, Any], parents: dict[str, list[str]] | None = None, **more: Any) -> Transaction:
        """One change of one household, over what this computer sees."""
        names, fv = {rid: h for h, rid in self.rids.items()}, self.fvs.get(uid, {})
        if parents is None:
            parents = {name: sorted(names[rid] for rid in heads(fv, name)) for name in values} if fv else {}
        if values.get(GONE):
            more["seen"] = sorted({names[rid] for rid in all_heads(fv)})
        line = encode({"t": "household", "i": uid, "z": salt(), "v": values, "p": parents} | more)
        self.count += 1
        lam = max((one.head["lam"] for one in self.known.values()), default=0) + 1
        head = encode({"d": self.device, "s": self.scope, "n": self.count, "prev": self.last, "lam": lam, "ts": "2025-07-01T08:00:00+08:00",
                       "by": self.by, "a": self.authority, "sv": SCHEMA, "op": f"{self.count:032x}", "src": "entry", "un": None,
                       "why": "修改农户", "k": 1})
        self.last = hash_of(head, [line])
        self.hear([written := Transaction(head, (line,))])
        return written

    def shown(self, uid: str, name: str) -> Any:
        """What that program showed: of several heads that of the highest rank."""
        held = [self.known[h] for h, rid in self.rids.items() if rid in heads(self.fvs[uid], name)]
        last = max(held, key=lambda one: (one.head["a"], one.head["lam"], one.head["d"], one.h))
        return last.changes[0]["v"].get(name)

    def apart(self, uid: str, name: str) -> bool:
        """Whether it had noted a difference there."""
        held = heads(self.fvs[uid], name)
        return len({self.known[h].changes[0]["v"].get(name) for h, rid in self.rids.items() if rid in held}) > 1


def histories(seed: int, count: int) -> tuple[OldComputer, list[str]]:
    """Households typed, changed and taken away on three computers that hear of each other now and then; all of it heard at last."""
    dice = random.Random(seed)
    computers = [OldComputer("a" * 16), OldComputer("b" * 16), OldComputer("c" * 16, authority=2)]
    uids = [f"{seed:016x}{n:016x}" for n in range(count)]
    for uid in uids:
        first = dice.choice(computers[:2])
        typed = {name: dice.choice(_VALUES[name]) for name in FIELDS} if dice.random() < 0.6 else {}
        first.write(uid, COLUMNS | typed)
        for _ in range(dice.randrange(8)):
            one, other = dice.sample(computers, 2)
            one.hear(other.known.values())
            writer = dice.choice([c for c in computers if uid in c.fvs])
            if dice.random() < 0.08:
                gone = heads(writer.fvs[uid], GONE)
                writer.write(uid, {GONE: None if gone and dice.random() < 0.5 else ["2025-07-01T08:00:00+08:00", "重了"]})
            else:
                names = dice.sample(sorted(_VALUES), dice.randrange(1, 4))
                writer.write(uid, {name: dice.choice(_VALUES[name]) for name in names})
    for one in computers[1:]:
        computers[0].hear(one.known.values())
    return computers[0], uids
