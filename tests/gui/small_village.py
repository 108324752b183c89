"""A village small enough to read: made-up people of the area 999999, one thing of each kind that asks for a doorstep."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from models import store as st

TODAY = date(2025, 7, 22)
PASSWORD = "green-hill-7"
LONG_NAME = "阿卜杜拉赫曼·买买提伊明·吐尔逊·热合曼·阿不都热依木·努尔麦麦提·托合提"
_WEIGHTS, _CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity(born: str, number: int) -> str:
    """A made-up certificate with a right last place."""
    body = f"999999{born}{number:03d}"
    return body + _CHECK[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


@dataclass
class Village:
    """The open store and who is who in it."""

    store: st.Store
    homes: dict[str, str] = field(default_factory=dict)

    def household(self, head: str, group: str, **values: Any) -> str:
        """One household and its 户主."""
        number = len(self.homes) + 1
        raw = {"head_name": head, "head_id": identity("19700301", number * 2 + 1), "group": group, **values}
        self.homes[head] = st.add(self.store, "household", raw).uid
        return self.homes[head]

    def add(self, ledger: str, **values: Any) -> str:
        """One more record."""
        return st.add(self.store, ledger, values).uid

    def head(self, household: str) -> str:
        """The person who is 户主."""
        return st.uids(self.store, "person", {"household": household, "relation": "1"})[0]


def build(folder: Path, homes: Mapping[str, str] | None = None) -> Village:
    """A village on 22 July 2025, with these households (head -> group) when they are given."""
    os.environ["ZHENXING_TEST_KDF"] = "fast"
    store, _ = st.create(folder, role="village", region="999999104201", name="清水村", operator="村专干",
                         password=PASSWORD, today=TODAY)  # fmt: skip
    village = Village(store)
    for head, group in (homes or {}).items():
        village.household(head, group, type="lifted")
    return village


def build_full(folder: Path) -> Village:
    """The full village; made once, then copied, for each test wants one of its own."""
    made, homes = _made_once()
    shutil.copytree(made, folder)
    return Village(st.open_store(folder, PASSWORD), dict(homes))


@functools.cache
def _made_once() -> tuple[Path, Mapping[str, str]]:
    folder = Path(tempfile.mkdtemp(prefix="small-village-")) / "data"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    village = _settle(folder)
    village.store.close()
    return folder, village.homes


def _settle(folder: Path) -> Village:
    """Six households: one with a worker, a toilet and a loan, one monitored, one all away, one with a long name."""
    village = build(folder)
    zhang = village.household("张三强", "一组", type="lifted", phone="13900000001", door="2号", walk_order=2)
    village.household("李四妹", "一组", type="ordinary", monitoring_class="sudden", identified_month="2024-03",
                      cleared=False, door="1号", walk_order=1, danger="B", safe_water=True)  # fmt: skip
    village.household("王五", "二组", type="lifted", residence="away", phone="13900000003")
    village.household(LONG_NAME, "二组", type="lifted", door="12号")
    village.household("赵六", "二组", type="lifted")
    village.household("钱七", "三组", type="ordinary")
    son = village.add("person", household=zhang, name="张小山", relation="3", id_no=identity("19980512", 77))
    village.add("job", person=son, year=2025, place="county_out", from_month="2025-03", city="包头")
    village.add("toilet", household=zhang, kind="new", year=2025, built_on=date(2025, 5, 3),
                accepted_on=date(2025, 5, 6), acceptance="合格")  # fmt: skip
    village.add("loan", borrower=village.head(zhang), amount="40000", granted_on=date(2025, 1, 3),
                due_on=date(2025, 8, 3), purpose="养羊")  # fmt: skip
    return village
