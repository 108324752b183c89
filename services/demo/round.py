"""The whole round without a window: books opened, lists imported, facts typed, returns made, packages there and back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from datetime import time as hour
from pathlib import Path
from typing import Any

import models.store as st
from models.kernel import Circumstance
from services import importing, offices, packing, receiving, returning
from services.demo import index
from services.demo.claim_books import write_claim_books
from services.demo.clerk import Clerk
from services.demo.facts import VillageFacts, village_facts
from services.demo.plan import Plan, plan
from services.demo.reported import type_reported
from services.demo.typist import Typist
from services.demo.workbooks import write_workbooks

Progress = Callable[[int, int, str], None]
REGISTERS = ("2.1", "2.2", "2.3", "2.5", "2.6", "2.9")
SUMMARIES = ("2.17", "2.17b")  # what the township tells of all its villages together
REMINDER = "2.4"
_STEPS = 6  # steps a village goes through, for the progress line
_MORNING, _NOON, _EVENING = hour(9), hour(12), hour(17)


def build(out: Path, *, as_reported: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Make the township of the plan in `out`; the result is what index.json holds. Raises Circumstance if `out` is used."""
    return run(Path(out), plan(), as_reported=as_reported, progress=progress)


def run(out: Path, plan: Plan, *, as_reported: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """The round of any plan."""
    if (out / "data").exists():
        raise Circumstance(f"“{out.name}”里已经有演示数据了。请换一个文件夹，或先删掉它。")
    with ExitStack() as open_files:
        township = Round(out, plan, open_files, progress)
        township.villages = [village_facts(plan, one) for one in plan.villages]
        township.go()
        if as_reported:
            township.report()
        found = index.of(out, plan, township, contradicting=as_reported)
    index.write(out, found)
    return found


class Round:
    """One township while it is being made; everything it did stands in its lists afterwards."""

    def __init__(self, out: Path, plan: Plan, open_files: ExitStack, progress: Progress | None) -> None:
        self.out, self.plan, self._open_files, self._progress = out, plan, open_files, progress
        self.villages: list[VillageFacts] = []
        self.stores: dict[str, st.Store] = {}
        self.imports: list[dict[str, Any]] = []
        self.returns: list[dict[str, Any]] = []
        self.packages: list[dict[str, Any]] = []
        self.received: dict[str, Any] = {}
        self.brought_back: list[dict[str, Any]] = []
        self.timings: dict[str, float] = {}
        self.untaken: dict[str, int] = {}
        self._done = 0

    @property
    def township(self) -> st.Store:
        """The township's open folder."""
        return self.stores[self.plan.township["region"]]

    def go(self) -> None:
        """Step after step, in the order of the day."""
        with self._step("建账"):
            self.open_books()
        with self._step("互换接收卡"):
            self._exchange_cards()
        typists = [self.fill(facts) for facts in self.villages]
        for facts in self.villages:
            with self._step("出报表", facts.plan.name):
                self._make_returns(facts)
        for facts in self.villages:
            with self._step("装包", facts.plan.name):
                made = packing.pack(self._at(facts.plan.region, _EVENING), self.out / "packages")["packages"]
                self.packages += [index.relative(self.out, one) for one in made]
        with self._step("镇里收包", self.plan.township["name"]):
            town = self._at(self.plan.township["region"], _EVENING)
            self.received = receiving.receive(town, [self.out / "packages"], self.out / "answers")
            for id in SUMMARIES:
                self._return(town, self.out / "returns" / town.region, id, formats=("pdf", "xlsx", "docx"))
        for facts in self.villages:
            with self._step("村里收回执", facts.plan.name):
                self._bring_back(facts)
        typists[0].type_after()
        regions = [facts.plan.region for facts in self.villages]
        self.untaken = {region: packing.outbox(self.stores[region])["records"] for region in regions}

    def report(self) -> None:
        """What the township said of all this to others."""
        type_reported(self._at(self.plan.township["region"], _EVENING), self.plan)

    def open_books(self) -> None:
        """Folders of the township and its villages, and the numbers that the township hands down."""
        town = self.plan.township
        self._create("township", town["region"], town["name"], town["operator"])
        for facts in self.villages:
            self._create("village", facts.plan.region, facts.plan.name, facts.plan.operator)
        with st.together(self._at(town["region"], _MORNING), "下达任务数") as doing:
            for figure, value in town["targets"].items():
                doing.add("target", {"id": figure, "value": value, "unit": "人", "source": town["source"]})

    def _create(self, role: str, region: str, name: str, operator: str) -> None:
        store, _ = st.create(self.out / "data" / region, role=role, region=region, name=name, operator=operator,
                             password=self.plan.password, today=self.plan.demo_date)
        self._open_files.callback(store.close)
        self.stores[region] = store

    def _at(self, region: str, when: hour) -> st.Store:
        """The folder at an hour of the demo day, whatever the computer's clock says."""
        return st.on_day(self.stores[region], datetime.combine(self.plan.demo_date, when))

    def _exchange_cards(self) -> None:
        """Both ways, by files: the township's to each village, each village's to the township."""
        cards = self.out / "cards"
        cards.mkdir(parents=True, exist_ok=True)
        paths = {region: cards / f"{region}.card" for region in self.stores}
        for region, store in self.stores.items():
            offices.identity(store, paths[region])
        for facts in self.villages:
            offices.pair(self.stores[facts.plan.region], paths[self.plan.township["region"]])
            offices.pair(self.township, paths[facts.plan.region])

    def fill(self, facts: VillageFacts) -> Typist:
        """One village's lists brought in, and what else it knows typed."""
        name, region = facts.plan.name, facts.plan.region
        with self._step("写出村里的Excel", name):
            folder = self.out / "workbooks" / region
            books = [*write_workbooks(facts, folder), *write_claim_books(facts, folder)]
        with self._step("导入Excel", name):
            for ledger, path in books:
                self._import(region, ledger, path)
        with self._step("录入", name):
            typist = Typist(self._at(region, _NOON), self.plan, facts)
            typist.type_all()
            Clerk(typist).type_all()
        return typist

    def _import(self, region: str, ledger: str, path: Path) -> None:
        store = self._at(region, _MORNING)
        report = importing.apply(store, importing.preview(store, ledger, path))
        told = importing.to_json(report)
        kept = ("read", "added", "updated", "unchanged", "rejected", "pending", "batch", "cells")
        self.imports.append({"region": region, "ledger": ledger, "path": path.relative_to(self.out).as_posix(),
                             "text": report.text, **{name: told[name] for name in kept}})

    def _make_returns(self, facts: VillageFacts) -> None:
        region = facts.plan.region
        store = self._at(region, _EVENING)
        folder = self.out / "returns" / region
        for id in REGISTERS:
            self._return(store, folder, id)
            self._return(store, folder, id, public=True, formats=("pdf",))
        for day in sorted({one.reminded_on for one in facts.loans if one.reminded_on}):
            self._return(store, folder, REMINDER, period=day.isoformat(), formats=("pdf",))

    def _return(self, store: st.Store, folder: Path, id: str, *, period: str = "", public: bool = False,
                formats: Sequence[str] = ("pdf", "xlsx")) -> None:
        made = returning.make(store, id, period=period, public=public, formats=tuple(formats))
        files = [Path(path).relative_to(self.out).as_posix() for path in returning.save(made, folder)]
        self.returns.append({"region": store.region, "id": id, "period": made.period, "code": made.code, "public": public,
                             "rows": made.rows, "totals": made.totals, "files": files})

    def _bring_back(self, facts: VillageFacts) -> None:
        region = facts.plan.region
        mine = [Path(one["path"]) for one in self.received["answers"] if one["to"] == region]
        done = receiving.receive(self._at(region, _EVENING), mine)
        self.brought_back.append({"region": region, "receipts": done["receipts"],
                                  "status": [one["status"] for one in done["packages"]]})

    @contextmanager
    def _step(self, what: str, who: str = "") -> Iterator[None]:
        """Times a step and tells of it; all villages' times of one kind of step are added."""
        if self._progress:
            self._progress(self._done, 3 + _STEPS * len(self.villages), f"{who}{what}")
        begun = time.perf_counter()
        yield
        self.timings[what] = round(self.timings.get(what, 0) + time.perf_counter() - begun, 2)
        self._done += 1
