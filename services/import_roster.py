"""Rosters: lists of people that make households too, and lists of one row a household (settled 23).

A 户主 finds or makes the household; others join it by 户编号, the 户主's number or name, else the 户主 above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from intake.stage import StagedRow
from models.codes.relation import HEAD
from models.rules.id_number import read_certificate
from services.import_cases import file_case
from services.import_report import RowResult
from services.import_rows import Importer, Raw, RowRefused, Step, own_values, through

HOUSE = "household."
_POINTING = ("code", "head_id", "head_name", "group")


class HouseholdImporter(Importer):
    """One row a household; the 户主 written beside it is a person."""

    def file(self, row: StagedRow, values: Raw, uid: str | None) -> RowResult:
        """The household, then what its row says of the 户主."""
        result = super().file(row, values, uid)
        if uid and (told := file_case(self, row, uid, values)):
            result = replace(result, outcome="updated", changed={**result.changed, **told})
        head = self.head_of(result.uid)
        if head is None:
            return result
        self.index.learn("person", head["uid"])
        if number := row.unreadable.get("head_id"):
            self.pending.keep("person", head["uid"], {"id_no": number})
        if not uid:
            self.doing.change("person", head["uid"], {"ethnicity": None})  # nobody's last typed one is theirs
        elif values.get("head_id") and not head["id_no"] and values.get("head_name") in (None, head["name"]):
            self.doing.change("person", head["uid"], {"id_no": values["head_id"]})
            self.index.learn("person", head["uid"])
            outcome = "updated"
            changed = {**result.changed, "head_id": (None, values["head_id"])}
            return replace(result, outcome=outcome, changed=changed)  # type: ignore[arg-type]
        return result

    def head_of(self, household: str) -> dict[str, Any] | None:
        """The 户主 of a household."""
        people = self.doing.source.children("person", "household", household)
        return next((person for person in people if person["relation"] == HEAD), None)


class PersonImporter(Importer):
    """One row a person. Heads of households first, then those who join them, whatever their order in the file."""

    def run(self, rows: Sequence[StagedRow], step: Step) -> list[RowResult]:
        """All rows of one sheet; results in the order of the file."""
        heads = set(self._heads(rows))
        above: list[int | None] = []
        for at in range(len(rows)):
            above.append(at if at in heads else above[-1] if above else None)
        results: dict[int, RowResult] = {}
        for done, at in enumerate(sorted(range(len(rows)), key=lambda at: (at not in heads, at))):
            row, over = rows[at], above[at]
            if at in heads:
                results[at] = self.guarded(row, lambda row=row: self._take_head(row))  # type: ignore[misc]
            else:
                head = results[over] if over is not None else None
                results[at] = self.guarded(row, lambda row=row, head=head: self._take_member(row, head))  # type: ignore[misc]
            step(done + 1)
        return [results[at] for at in range(len(rows))]

    def _heads(self, rows: Sequence[StagedRow]) -> Iterator[int]:
        """户主 by their relation, by their name, or for want of both by standing first under a new 户编号."""
        coded = {row.values.get(f"{HOUSE}code") for row in rows if row.values.get("relation") == HEAD}
        for at, row in enumerate(rows):
            says = row.values.get("relation")
            named, code = row.values.get(f"{HOUSE}head_name"), row.values.get(f"{HOUSE}code")
            first = bool(code) and not named and code not in coded and not self.index["household"].find({"code": code})
            silent = says is None and "relation" not in row.unreadable
            if says == HEAD or (silent and (first or (named and row.values.get("name") == named))):
                coded.add(code)
                yield at

    def _take_head(self, row: StagedRow) -> RowResult:
        values = {**own_values(row), "relation": HEAD}
        name, number = values.get("name"), values.get("id_no")
        if not name:
            raise RowRefused("没有“姓名”，没有它这一条就不成立。")
        house = through(row, "household")
        own = {"head_name": name, "head_id": number}
        person = self._known(number)
        points = {key: house.get(key) for key in _POINTING} | own
        household = self.one_of(self.index["household"].find(points, loosely=True), "household")
        if person:
            self.once(row, person["uid"])
            household = household or self._same_house(person, house)
        if household is None:
            return self._found_household(row, house | {key: value for key, value in own.items() if value}, values)
        changed = self._fill_household(row, household, house)
        return self._file_person(row, values | {"household": household}, changed)

    def _same_house(self, person: Raw, house: Raw) -> str:
        """The household in which a 户主 is already; another 户编号 there is a contradiction for people to settle."""
        if not self.index["household"].agrees(person["household"], {"code": house.get("code")}):
            where = self.doing.links.describe("household", person["household"])
            raise RowRefused(f"身份证号是“{where}”那一户的{person['name']}，户编号却不一样，请核对。")
        return str(person["household"])

    def _found_household(self, row: StagedRow, house: Raw, values: Raw) -> RowResult:
        saved = self.write(row, "household", None, house, HOUSE)
        people = self.doing.source.children("person", "household", saved.uid)
        head = next(person["uid"] for person in people if person["relation"] == HEAD)
        values = {"ethnicity": None, **values, "household": saved.uid}
        result = self.file(row, self._plain(values, None), head)
        if result.outcome == "unchanged":  # else the writing has told the index
            self.index.learn("person", head)
        return replace(result, outcome="added", changed={})

    def _take_member(self, row: StagedRow, head: RowResult | None) -> RowResult:
        values = own_values(row)
        household = self._joined(row, head)
        changed = self._fill_household(row, household, through(row, "household"), only_blank=True)
        return self._file_person(row, values | {"household": household}, changed)

    def _joined(self, row: StagedRow, head: RowResult | None) -> str:
        house = through(row, "household")
        points = {key: house[key] for key in _POINTING if key in house}
        typed = row.values.get("household")
        person = self._known(row.values.get("id_no"))
        above = self._household_of(head)
        if typed or points.keys() - {"group"}:
            fits = self._typed_fits("household", str(typed), points) if typed else []
            fits = fits or self.index["household"].find(points, loosely=True)
            found = above if above in fits else self.one_of(fits, "household")
            if found is None:
                said = typed or next(iter(points.values()))
                raise RowRefused(f"找不到“{said}”这一户，请把户主也写进表里，或先登记这户。")
            return found
        if person:
            return str(person["household"])
        if head is not None and above is None:
            raise RowRefused(f"这一户的户主（第{head.row}行）没收，这一行也没收。")
        if above is None:
            raise RowRefused("看不出是哪一户的人：没有户编号、户主姓名，上面也没有户主。")
        return above

    def _household_of(self, head: RowResult | None) -> str | None:
        person = self.doing.source.get("person", head.uid) if head and head.uid else None
        return person["household"] if person else None

    def _known(self, number: Any) -> dict[str, Any] | None:
        """The person with this certificate number."""
        uid = self.one_of(self.index["person"].find({"id_no": number}), "person") if number else None
        return self.doing.source.get("person", uid) if uid else None

    def _fill_household(self, row: StagedRow, household: str, house: Raw, *, only_blank: bool = False) -> Raw:
        """Household columns of a person's row. A member's row only fills what is blank: the 户主's row decides."""
        told = file_case(self, row, household, house, HOUSE, only_blank=only_blank)
        stands = self.doing.source.get("household", household) or {}
        said = {name: value for name, value in house.items() if name in stands and stands[name] != value}
        if only_blank:
            said = {name: value for name, value in said.items() if stands[name] is None}
        if not said and not any(name.startswith(HOUSE) for name in row.unreadable):
            return {HOUSE + name: pair for name, pair in told.items()}
        saved = self.write(row, "household", household, said, HOUSE)
        return {HOUSE + name: pair for name, pair in {**saved.changed, **told}.items()}

    def _file_person(self, row: StagedRow, values: Raw, household_changed: Raw) -> RowResult:
        uid = self.existing(row, values)
        result = self.file(row, self._plain(values, uid), uid)
        if household_changed and result.outcome in ("unchanged", "updated"):
            return replace(result, outcome="updated", changed={**result.changed, **household_changed})
        return result

    def _plain(self, values: Raw, uid: str | None) -> Raw:
        """Without the sex and birth that the certificate says as well; what disagrees stays, to be asked about."""
        old = (self.doing.source.get("person", uid) if uid else None) or {}
        card = read_certificate(values.get("id_no") or old.get("id_no"))
        said = {"stated_sex": card.sex, "stated_born": card.born} if card else {}
        return {name: value for name, value in values.items() if name not in said or said[name] != value}
