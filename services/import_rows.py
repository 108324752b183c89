"""One row of a workbook becomes one record, added or changed, whatever ledger it is of.

What cannot be read is left out and kept as a 待核 row; only what makes a row a row can refuse it (settled 5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from intake.sheet import cell_text
from intake.stage import CellMistake, StagedRow
from models.kernel import REFUSE, Field, Mistake, UserMistake
from models.ledgers import LEDGERS
from models.store.defaults import default_of
from models.store.records import Doing, Saved
from services.import_index import Indexes
from services.import_pending import PendingCells
from services.import_report import RowResult
from services.import_targets import UID, key_links

Raw = dict[str, Any]
Step = Callable[[int], None]
# Words of a default that guess for somebody who types; nobody types in an import, so a blank stays blank.
_GUESSES = ("last", "me", "today")
_MOST_NAMED = 5


class RowRefused(Exception):
    """Why a row makes no record."""


class Importer:
    """One import over one Doing, rehearsed or real."""

    def __init__(self, doing: Doing, ledger: str) -> None:
        self.doing, self.ledger = doing, ledger
        self.declared = LEDGERS[ledger]
        self.index = Indexes(doing)
        self.pending = PendingCells(doing)
        self.cells: list[CellMistake] = []
        self._seen: dict[str, StagedRow] = {}
        self._calls: dict[str, dict[str, list[str]]] = {}

    def run(self, rows: Sequence[StagedRow], step: Step) -> list[RowResult]:
        """All rows of one sheet, in order."""
        results = []
        for at, row in enumerate(rows):
            results.append(self.guarded(row, lambda row=row: self.take(row)))  # type: ignore[misc]
            step(at + 1)
        return results

    def guarded(self, row: StagedRow, take: Callable[[], RowResult]) -> RowResult:
        """What `take` makes of a row, or its refusal."""
        self.cells += row.mistakes
        try:
            return take()
        except RowRefused as why:
            name = next((cell_text(value) for value in row.raw.values()), "")
            return RowResult(row.sheet, row.row, "rejected", name=name, reason=str(why))

    def take(self, row: StagedRow) -> RowResult:
        """One row as one record."""
        values = own_values(row)
        for link in self.declared.__fields__.values():
            if link.to and link.to in LEDGERS and (uid := self.linked(row, link)):
                values[link.name] = uid
        return self.file(row, values, self.existing(row, values))

    def file(self, row: StagedRow, values: Raw, uid: str | None) -> RowResult:
        """Add or change the record; the second row of one record is refused."""
        if uid:
            self.once(row, uid)
        saved = self.write(row, self.ledger, uid, values)
        self._seen[saved.uid] = row
        outcome = "added" if saved.added else "updated" if saved.changed else "unchanged"
        name = self.doing.links.describe(self.ledger, saved.uid)
        return RowResult(row.sheet, row.row, outcome, saved.uid, name, changed=saved.changed)  # type: ignore[arg-type]

    def once(self, row: StagedRow, uid: str) -> None:
        """Refuse a row whose record an earlier row of this file was already."""
        first = self._seen.get(uid)
        if first is not None:
            where = f"第{first.row}行" if first.sheet == row.sheet else f"“{first.sheet}”第{first.row}行"
            roster = "要收的是家里人，请从“家庭成员”导入这张表。" if self.ledger == "household" else ""
            raise RowRefused(f"和{where}是同一条（{self.doing.links.describe(self.ledger, uid)}），这一行没收。{roster}")

    def existing(self, row: StagedRow, values: Raw) -> str | None:
        """The record that a row is already, by its number, else by key; None for a new one."""
        uid = row.values.get(UID)
        if uid and self.doing.source.get(self.ledger, uid):
            return str(uid)
        numbered = next((f for f in self.declared.__fields__.values() if f.default == "next_number"), None)
        if numbered and numbered.name not in values:
            return self._only_one(values, numbered)
        given = {**self._usual, **values}
        return self.one_of(self.index[self.ledger].find(given, loosely=self.ledger == "household"), self.ledger)

    def one_of(self, fits: Sequence[str], ledger: str) -> str | None:
        """The only one of these, None when there is none; several are named in the refusal."""
        if len(fits) > 1:
            names = "；".join(self.doing.links.describe(ledger, uid) for uid in fits[:_MOST_NAMED])
            raise RowRefused(f"账里有{len(fits)}条都像它：{names}。请补上证件号或编号，再导一次。")
        return fits[0] if fits else None

    def linked(self, row: StagedRow, link: Field) -> str | None:
        """The uid that a link's cells mean, by its own column or those that point through it."""
        to, typed = str(link.to), row.values.get(link.name)
        points = self._points(row, link.name, to)
        if typed is None and not points:
            return None
        fits = self._typed_fits(to, typed, points) if typed else self.index[to].find(points, loosely=True)
        if len(fits) != 1 and typed is None and not link.required:
            return None  # some column happened to be one by which that ledger is known
        uid = self.one_of(fits, to)
        if uid is None:
            said = f"“{link.label}”里的“{typed if typed is not None else next(iter(points.values()))}”"
            raise RowRefused(f"{said}在{LEDGERS[to].__ledger__.title}里找不到，请先登记或核对写法。")
        return uid

    def _points(self, row: StagedRow, path: str, ledger: str) -> Raw:
        """What a row says of the record at the end of a path: its own fields, and its links where they fit one."""
        points = through(row, path)
        for name in key_links(ledger) if any(target.startswith(f"{path}.") for target in row.values) else ():
            to = str(LEDGERS[ledger].__fields__[name].to)
            if nested := self._points(row, f"{path}.{name}", to):
                fits = self.index[to].find(nested, loosely=True)
                points |= {name: fits[0]} if len(fits) == 1 else {}
        return points

    def _typed_fits(self, ledger: str, typed: str, points: Raw) -> list[str]:
        """Those that a link's own cell may mean, less those that other cells of the row speak against."""
        if self.doing.source.get(ledger, typed):
            return [typed]
        # A name; a number may be any of those by which the record is known.
        named = [points] if typed.isascii() else [{**one, **points} for one in self._named(ledger, typed)]
        index = self.index[ledger]
        pointed = list(dict.fromkeys(uid for one in named for uid in index.find(one, loosely=True)))
        fits = sorted(self.doing.links.words(ledger).get(typed, ())) or pointed or self._called(ledger).get(typed, [])
        points = named[0] if len(named) == 1 else points
        # A certificate that fits beats a namesake who has none yet.
        return [uid for uid in pointed if uid in fits] or [uid for uid in fits if index.agrees(uid, points)]

    def _named(self, ledger: str, typed: str) -> list[Raw]:
        """What a plain name may say of a record: its own name, or whom it is about, such as the holder of a post."""
        first = LEDGERS[ledger].__fields__[LEDGERS[ledger].__ledger__.name[0]]
        if not first.to:
            return [{first.name: typed}]
        behind = self.index[first.to]
        return [{first.name: uid} for one in self._named(first.to, typed) for uid in behind.find(one, loosely=True)]

    def _called(self, ledger: str) -> dict[str, list[str]]:
        """Records that are called after others, by the words that our own exports call them by: 张某某 保洁员."""
        if ledger not in self._calls:
            calls = self._calls[ledger] = {}
            if LEDGERS[ledger].__fields__[LEDGERS[ledger].__ledger__.name[0]].to:
                for row in self.doing.source.all(ledger):
                    calls.setdefault(self.doing.links.call(ledger, row["uid"]), []).append(row["uid"])
        return self._calls[ledger]

    def _only_one(self, values: Raw, numbered: Field) -> str | None:
        """A row without its number means the only live one there is, else the one of the same sort (settled 11)."""
        parent = next(f for f in self.declared.__fields__.values() if f.parent)
        rows = self.doing.source.children(self.ledger, parent.name, values.get(parent.name) or "")
        if len(rows) > 1:
            sort = [f.name for f in self.declared.__fields__.values() if f.required is True and not f.to]
            alike = [one for one in rows if all(one[name] == values.get(name) for name in sort)]
            if len(alike) != 1:
                names = "；".join(" ".join([f"{numbered.label}{one[numbered.name]}", *(
                    self.declared.__fields__[name].kind.show(one[name]) for name in sort)]) for one in alike or rows)
                raise RowRefused(f"这户有{len(rows)}条，分不清是哪一条：{names}。请写上“{numbered.label}”。")
            rows = alike
        return rows[0]["uid"] if rows else None

    @cached_property
    def _usual(self) -> Raw:
        """What key fields hold when nobody says otherwise: a visit is at home, a plant is in the only village."""
        fields = self.declared.__fields__
        names = {name for alternative in self.declared.__ledger__.key for name in alternative}
        return {
            name: default_of(self.doing.store, self.doing.source, self.ledger, fields[name], {})
            for name in names if fields[name].default not in (None, "next_number", *_GUESSES)
        }

    def write(self, row: StagedRow, ledger: str, uid: str | None, values: Raw, prefix: str = "") -> Saved:
        """Add or change one record of any ledger; what its rules refuse is left out and kept as 待核."""
        fields = LEDGERS[ledger].__fields__
        unread = {name.removeprefix(prefix): one for name, one in row.unreadable.items()
                  if name.startswith(prefix) and name.removeprefix(prefix) in fields} if row.mistakes else {}
        if hopeless := next((name for name in unread if fields[name].required is True), None):
            raise RowRefused(f"“{fields[hopeless].label}”看不懂：{unread[hopeless].text}")
        stored = {name: value for name, value in values.items() if not fields[name].fills}
        raw = stored if uid else self._for_new(row, ledger, values, unread, prefix)
        while True:
            try:
                saved = self.doing.change(ledger, uid, raw, read=True) if uid else self.doing.add(ledger, raw, read=True)
                break
            except UserMistake as refused:
                bad = self._to_leave_out(row, ledger, raw, refused.mistakes, prefix)
                unread |= bad
                self.cells += bad.values()
                raw = {name: None if name in bad else value for name, value in raw.items() if not (uid and name in bad)}
        if saved.operation:
            self.index.learn(ledger, saved.uid)
        self.notice(row, saved.notices, prefix)
        self.pending.keep(ledger, saved.uid, unread)
        return saved

    def notice(self, row: StagedRow, notices: Iterable[Mistake], prefix: str = "") -> None:
        """Note what is said of a record that is stored all the same, unless its cell said so already."""
        known = {one.text for one in row.mistakes}
        self.cells += [row.mistake(one, prefix + one.field) for one in notices if one.text not in known]

    def _for_new(
        self, row: StagedRow, ledger: str, values: Raw, unread: Mapping[str, CellMistake], prefix: str
    ) -> Raw:
        raw = dict(values)
        fields = LEDGERS[ledger].__fields__
        for name in (*_particular(ledger), *unread):
            field = fields[name]
            if field.derived is not None and not field.fills:
                continue
            if field.required is True and raw.get(name) is None and prefix + name in row.headings:
                # Even where a form would fill it in: a blank in a column that is there was left blank by somebody.
                raise RowRefused(f"没有“{field.label}”，没有它这一条就不成立。")
            if name not in raw and (name in unread or (field.default in _GUESSES and not field.required)):
                raw[name] = None
        return raw

    def _to_leave_out(
        self, row: StagedRow, ledger: str, raw: Raw, mistakes: Sequence[Mistake], prefix: str
    ) -> dict[str, CellMistake]:
        fields = LEDGERS[ledger].__fields__
        bad: dict[str, CellMistake] = {}
        for mistake in mistakes:
            name = _meant(fields, raw, mistake.field)
            if not name or fields[name].required is True or fields[name].to:
                raise RowRefused("".join(one.text for one in mistakes))
            bad[name] = row.mistake(Mistake(mistake.text, name, REFUSE, cell_text(raw[name])), prefix + name)
        return bad


@cache
def _particular(ledger: str) -> tuple[str, ...]:
    """The fields that a new row cannot do without, and those that a form would fill in by guessing."""
    return tuple(name for name, field in LEDGERS[ledger].__fields__.items() if field.required is True or field.default in _GUESSES)


def _meant(fields: Mapping[str, Field], raw: Raw, name: str) -> str:
    """The cell of this row that a refusal is about; blank when no cell can be left out to mend it.

    A rule may name a stored field that the row does not touch: then a day of this row stands against a stored day.
    """
    if name in raw or name not in fields:
        return name if raw.get(name) is not None else ""
    if fields[name].required:
        return ""
    kind = fields[name].kind.name
    return next((other for other, value in raw.items() if value is not None and fields[other].kind.name == kind), "")


def own_values(row: StagedRow) -> Raw:
    """The values of a row's own fields, without those that point through links."""
    return {name: value for name, value in row.values.items() if "." not in name and name != UID}


def through(row: StagedRow, link: str) -> Raw:
    """The values that point through a link, by the target's own field names."""
    start = f"{link}."
    found = {name.removeprefix(start): value for name, value in row.values.items() if name.startswith(start)}
    return {name: value for name, value in found.items() if "." not in name and value is not None}
