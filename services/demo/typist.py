"""What a made-up village types by hand after its lists are in: the village itself, helpers, visits, answers, repayments."""

from __future__ import annotations

from datetime import date
from typing import Any

import models.store as st
from models.insight.walking import by_number
from models.store.records import Doing
from services.demo.facts import Doorstep, VillageFacts
from services.demo.people import Home
from services.demo.plan import Plan

MICROCREDIT_CHECK = "proper"


class Typist:
    """Types one village's facts; knows the uids of what the lists brought in."""

    def __init__(self, store: st.Store, plan: Plan, facts: VillageFacts) -> None:
        self.store, self.plan, self.facts = store, plan, facts
        self.houses = {row["code"]: row.uid for row in st.find(store, "household")}
        self.people = {row["id_no"]: row.uid for row in st.find(store, "person")}
        self._visited: dict[tuple[str, int], str] = {}

    def type_all(self) -> None:
        """Everything, in as many operations as a cadre would make of it."""
        year = self.facts.today.year
        with self._doing("建账：村情、监测对象期初、帮扶责任人") as doing:
            self._village(doing)
            self._openings(doing)
            self._helpers(doing)
        with self._doing("登记走访") as doing:
            for one in self.facts.visits:
                self._visit(doing, one)
        with self._doing("务工核实、贷款检查和还款") as doing:
            self._answers(doing)
            self._loans(doing)
        with self._doing(f"{year}年问题厕所整改") as doing:
            self._faults(doing)

    def _doing(self, label: str) -> Any:
        return st.together(self.store, label, whole=True)

    def _village(self, doing: Doing) -> None:
        plan = self.facts.plan
        [village] = doing.source.all("village")
        households, people = plan.registered
        groups = "\n".join(sorted({home.group for home in self.facts.homes}, key=by_number))
        doing.change("village", village["uid"], {
            "kind": plan.kind, "township": self.plan.township["name"], "county": self.plan.township["county"],
            "prefecture": self.plan.township["prefecture"], "groups": groups, "registered_households": households,
            "registered_people": people, "registered_on": date(self.facts.today.year, 6, 30),
        })  # fmt: skip
        doing.add("target", {"id": "job.lifted", "value": plan.job_target, "unit": "人",
                             "source": self.plan.township["source"]})

    def _openings(self, doing: Doing) -> None:
        for home in self.facts.homes:
            if home.block.monitoring:
                doing.change("household", self._house(home), {"opening": True, "opened_on": self.facts.opened_on})

    def _helpers(self, doing: Doing) -> None:
        for home, name, unit in self.facts.helpers:
            doing.add("helper", {"household": self._house(home), "name": name, "unit": unit,
                                 "from_on": self.facts.opened_on})

    def _visit(self, doing: Doing, one: Doorstep) -> None:
        saved = doing.add("visit", {
            "household": self._house(one.home), "date": one.on, "visitors": one.by, "units": one.units, "method": one.method,
            "result": "changed" if one.changed else "same", "text": one.changed or None,
        })  # fmt: skip
        self._visited[one.home.code, one.on.month] = saved.uid
        if one.finding:
            doing.add("finding", {"visit": saved.uid, "text": one.finding, "keeper": self.facts.plan.operator,
                                  "due_on": one.on.replace(day=28)})

    def _answers(self, doing: Doing) -> None:
        """This quarter's answers: at the door where one was there this month, else by phone."""
        today = self.facts.today
        month = {one.home.code: one.on for one in self.facts.visits if one.on.month == today.month}
        jobs = {(row["person"], row["year"]): row["uid"] for row in doing.source.all("job")}
        for work in self.facts.asked:
            home = work.home.code
            doing.add("job_check", {"job": jobs[self.people[work.person.id_no], work.year], "still": True,
                                    "visit": self._visited.get((home, today.month)), "date": month.get(home, today)})

    def _loans(self, doing: Doing) -> None:
        known = {row["contract"]: row["uid"] for row in doing.source.all("loan")}
        for one in self.facts.loans:
            loan = known[one.contract]
            if one.reminded_on:
                doing.change("loan", loan, {"served_by": "1"})
            if one.checked_on:
                doing.add("loan_check", {"loan": loan, "date": one.checked_on, "result": MICROCREDIT_CHECK,
                                         "used_for": one.purpose})
            if one.repaid_on:
                doing.add("loan_repayment", {"loan": loan, "date": one.repaid_on, "amount": one.amount, "way": "transfer"})

    def _faults(self, doing: Doing) -> None:
        toilets = {row["household"]: row["uid"] for row in doing.source.all("toilet")}
        for one in self.facts.toilets:
            if one.fault:
                doing.add("toilet_fault", {
                    "toilet": toilets[self._house(one.home)], "found_on": one.found_on, "kind": one.fault, "state": "closed",
                    "mended_on": one.mended_on, "closed_on": one.mended_on, "checked_by": self.facts.plan.operator,
                    "batch": f"{self.facts.today.year}年第一批",
                })  # fmt: skip

    def type_after(self) -> int:
        """A few things written after the package: 没带走. They change no figure."""
        homes = [home for home in self.facts.homes if home.assisted and home.residence == "常住"][:3]
        with self._doing("补记备注") as doing:
            for home in homes:
                doing.change("household", self._house(home), {"note": "下次走访问问冬天的煤备了没有。"})
        return len(homes)

    def _house(self, home: Home) -> str:
        return self.houses[home.code]
