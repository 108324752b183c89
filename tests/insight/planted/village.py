"""The village that the cases are planted in: short ways to write rows that are sound but for what is planted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from models import store as st
from models.store.unit import unit_of_work

TODAY = date(2025, 7, 22)
SURNAMES = "白赵云石林田江河山川"
GIVEN = "一二三四五六七八九十"


@dataclass
class Village:
    """An open store; names and numbers are made up one after the other, area code 999999."""

    store: st.Store
    made: int = field(default=0)

    def add(self, ledger: str, /, **raw: object) -> str:
        """One record; its uid."""
        return st.add(self.store, ledger, raw).uid

    def change(self, ledger: str, uid: str, /, **raw: object) -> None:
        """Some fields of a record."""
        st.change(self.store, ledger, uid, raw)

    def slip(self, ledger: str, uid: str, /, **values: object) -> None:
        """What entry would refuse and a package can bring: values of the Kinds, past every check."""
        with unit_of_work(self.store, "收包") as unit:
            unit.update(ledger, uid, values)

    def value(self, ledger: str, uid: str, field: str) -> object:
        """What stands in a field; a link's uid."""
        return next(one[field] for one in st.find(self.store, ledger, {"uid": uid}))

    def rows(self, ledger: str, /, **of: object) -> list[str]:
        """The uids of rows whose fields hold these values."""
        return [one.uid for one in st.find(self.store, ledger, of)]

    def name(self) -> str:
        """A name that nobody has yet."""
        self.made += 1
        return f"{SURNAMES[self.made // 100 % 10]}{GIVEN[self.made // 10 % 10]}{GIVEN[self.made % 10]}"

    def number(self, born: date = date(1980, 1, 1), *, man: bool = True) -> str:
        """A certificate number that nobody has yet and that passes its check."""
        self.made += 1
        later, order = divmod(self.made * 2, 1000)
        order, born = order + (1 if man else 0), born + timedelta(days=later)
        body = f"999999{born:%Y%m%d}{order:03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]

    @property
    def store_village(self) -> str:
        """The row of the village itself."""
        return st.uids(self.store, "village")[0]

    def household(self, **raw: object) -> str:
        """A household whose head is a healthy man of 45 who can work."""
        person = {"id_no": self.number(), "health": "健康", "labour": "普通劳动力"}
        uid = self.add("household", **{"head_name": self.name(), "group": "一组"} | raw)
        if "head_id" not in raw:
            self.change("person", self.head(uid), **person)
        return uid

    def head(self, household: str) -> str:
        """The head of a household."""
        return st.find(self.store, "person", {"household": household, "relation": "1"})[0].uid

    def person(self, household: str, **raw: object) -> str:
        """Another member: a healthy son of 25 unless told."""
        usual = {"name": self.name(), "relation": "之子", "id_no": self.number(date(2000, 1, 1)), "health": "健康", "labour": "普通劳动力"}
        return self.add("person", household=household, **usual | raw)
