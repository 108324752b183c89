"""What else a made-up village types once its visits and loans are in: land, public posts, insurance, the small books."""

from __future__ import annotations

from datetime import date
from typing import Any

import models.store as st
from models.store.records import Doing
from services.demo.people import Home, Someone
from services.demo.posts import type_posts
from services.demo.small_books import type_small_books
from services.demo.typist import Typist


class Clerk:
    """Types with the uids that the typist knows."""

    def __init__(self, typist: Typist) -> None:
        self.typist, self.facts = typist, typist.facts

    def type_all(self) -> None:
        """In as many operations as a cadre would make of it."""
        year, houses, people = self.facts.today.year, self.typist.houses, self.typist.people
        with self._doing("建账：耕地") as doing:
            for one in self.facts.claims:
                if one.land:
                    doing.change("household", houses[one.home.code], {"field_area": one.land})
        with self._doing(f"{year}年公益性岗位和考勤") as doing:
            type_posts(doing, self.facts, people)
        with self._doing(f"{year}年{self.typist.plan.insurance['group']}参保") as doing:
            self._insure(doing)
        with self._doing("登记各本台账") as doing:
            type_small_books(doing, self.facts, houses, people)

    def _doing(self, label: str) -> Any:
        return st.together(self.typist.store, label, whole=True)

    def _insure(self, doing: Doing) -> None:
        """One group, as it is asked from door to door in autumn; who is spelt wrong in the roster waits."""
        for home in self.facts.homes:
            for one in home.living if home.group == self.typist.plan.insurance["group"] else ():
                if one.id_no in self.typist.people:
                    doing.add("insurance", self._insured(home, one))

    def _insured(self, home: Home, one: Someone) -> dict[str, object]:
        year = self.facts.today.year
        told = {"person": self.typist.people[one.id_no], "year": year}
        if home.residence != "常住" and one.age < 40:
            return {**told, "kind": "elsewhere", "place": "打工的地方"}
        due, helped = self.typist.plan.insurance["due"], self.typist.plan.insurance["low_income"] if home.welfare else 0
        kind = "low_income" if helped else "none"
        return {**told, "kind": "resident", "own": due - helped, "subsidy_kind": kind, "subsidy": helped,
                "serious": True, "guard": home.assisted, "paid_on": date(year - 1, 11, 18)}
