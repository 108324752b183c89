"""A made-up township, two villages and their journal lines, for all tests of packages."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sync import age
from sync.cards import Card, Identity
from sync.package import Outgoing, build

TOWN, VILLAGE, OTHER = "999999104000", "999999104201", "999999104202"


def transaction(number: int, changes: int, seed: int = 0) -> tuple[bytes, ...]:
    """A head line and its change lines, shaped like a day's work."""
    chance = random.Random(f"{number} {seed}")
    head = {
        "d": "d7f3000000000001",
        "s": VILLAGE,
        "n": number,
        "prev": f"{chance.getrandbits(128):032x}",
        "lam": number,
        "ts": f"2025-07-{1 + number % 28:02d}T09:31:{number % 60:02d}+08:00",
        "by": "0198000000007000800000000000000a",
        "sv": 1,
        "op": f"{chance.getrandbits(128):032x}",
        "src": "entry",
        "un": None,
        "a": 1,
        "why": "走访 张某某",
        "k": changes,
    }
    return (_json(head), *(_json(_change(chance)) for _ in range(changes)))


def _change(chance: random.Random) -> dict[str, object]:
    values = {
        "household": f"{chance.getrandbits(128):032x}",
        "date": f"2025-07-{chance.randint(1, 28):02d}",
        "method": chance.choice("123"),
        "note": chance.choice(["厕所盖板需更换", "家里都好", "孩子回来了，想在县里找活", None]),
        "amount": chance.randint(100, 5_000_000),
    }
    uid = f"0198{chance.getrandbits(112):028x}"
    return {"t": "visit", "i": uid, "z": f"{chance.getrandbits(64):016x}", "v": values, "p": {}}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Town:
    """Both ends of the road, paired with each other; the other village has its own township."""

    township: Identity
    village: Identity
    stranger: Identity
    recovery_secret: str

    @property
    def trusted(self) -> dict[str, Card]:
        return {self.village.device: self.village.card()}

    def outgoing(self, lines: int = 6, changes: int = 3) -> Outgoing:
        package = f"{VILLAGE}-{self.village.device[:4]}-000042"
        journal = tuple(transaction(n, changes) for n in range(1, lines + 1))
        receipt = {"package": "999999104000-aaaa-000007", "new": 3}
        tips = {self.village.device: {VILLAGE: ["9c41"]}}
        sealed = {"open": ["到期日没填"]}
        return Outgoing(package, self.village, "up", TOWN, (1, 1), journal, tips, ("77aa",), (receipt,), sealed)


@pytest.fixture(scope="session")
def town() -> Town:
    secret, recipient = age.new_key()
    township = Identity.generate("township", TOWN, "白音镇", recipient)
    return Town(
        township,
        Identity.generate("village", VILLAGE, "一村"),
        Identity.generate("township", OTHER[:9] + "000", "别镇"),
        secret,
    )


@pytest.fixture
def stranger_of_same_place(town: Town) -> Identity:
    """A second machine that claims the township's code but has other keys."""
    return replace(Identity.generate("township", TOWN, "白音镇"), region=TOWN)


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    """Lay bytes down as a package file."""

    def lay(data: bytes) -> Path:
        path = tmp_path / "package.gbp"
        path.write_bytes(data)
        return path

    yield lay


@pytest.fixture(scope="session")
def packed(town: Town) -> bytes:
    """One ordinary package from the village to its township."""
    return build(town.outgoing(), [town.township.card()])
