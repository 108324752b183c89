"""A return that was handed over beside the same return drawn now: which cells and lines changed since, and who changed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from models import store as st
from models.insight import as_of
from models.insight.named import Named, named
from models.insight.reader import reading
from models.ledgers import LEDGERS
from models.rules.dates import day_words
from models.store import history
from models.store.links import Links
from reports.document_lines import lines, row_line
from reports.returns.columns import COUNTER
from reports.returns.words import unit_name
from reports.sheet import Column, Row, Sheet, cell_text
from services import kept_returns, returning
from services.kept_papers import Filed, filed
from services.kept_returns import Kept
from services.look_back import Change, by_words

if TYPE_CHECKING:
    from models.store.history import Entry
    from services.returning import Made

SAME = "与系统一致：这张表上的每一格，现在的账上还是这样。"
ROW, PAGE, TOTAL, NOTE, LINE = "这一行", "这一份", "合计", "表下的说明和小计", "纸上的话"
NONE, NEW, GONE = "没有", "有了", "没有了"
_WAS = "有"
_NAMES = ("户主", "姓名", "借款人")
COLUMNS = (Column("组", 18), Column("哪一户", 26), Column("哪一栏", 34), Column("报出去的", 36, "left"), Column("现在", 36, "left"),
           Column("后来谁改的", 110, "left"))  # fmt: skip
SIGNED = ("核对人", "日期")
Key = tuple[str, str]


@dataclass(frozen=True)
class Since:
    """What changed since a return was handed over; nothing when it is still so."""

    kept: Kept
    changes: tuple[Change, ...]

    @property
    def words(self) -> str:
        """与系统一致, or how much is otherwise."""
        if not self.changes:
            return SAME
        rows = len({(one.ledger, one.uid) for one in self.changes if one.uid})
        whose = f"，牵涉 {rows} 条" if rows else ""
        return f"出表以后有 {len(self.changes)} 处变了{whose}。"


@dataclass(frozen=True)
class _Spot:
    """One place on the paper that reads otherwise: whose row, which column, what stood and what would stand there."""

    key: Key
    who: str
    what: str
    then: str
    now: str
    field: str = ""


def since(store: st.Store, uid: str) -> Since:
    """The same wish of the same time drawn now, beside what was handed over."""
    one = filed(store, uid)
    made = returning.draw(store, one.declared.id, formats=(), **one.asked)
    place = _village(store, one.row.scope)
    sheets = [replace(sheet, rows=_without(place, sheet.rows)) for sheet in (one.sheet, made.sheet) if sheet]
    spots = list(_of_sheets(one, sheets[0], made, *sheets[1:]) if one.sheet else _of_documents(one, made))
    kept = kept_returns.one(store, uid)
    if kept is None:
        raise LookupError(uid)
    return Since(kept, tuple(_told(store, uid, one.declared.ledger, spots)))


def paper(store: st.Store, found: Since) -> Sheet:
    """The list of differences, to print."""
    rows = tuple((one.group, one.who, one.what, one.then, one.now, one.by) for one in found.changes)
    kept = found.kept
    day = f"{day_words(kept.day)}出的表" if kept.day else ""
    return Sheet("kept", f"《{kept.title}》报出去的和现在的", COLUMNS, rows, unit_name=unit_name(store), unit="",
                 period_text="　".join(filter(None, (kept.period, kept.whose, day, f"编码 {kept.code}"))),
                 footnotes=(found.words,), paper="A4横", signature=SIGNED)  # fmt: skip


def _village(store: st.Store, scope: str) -> str:
    """The village whose paper it is, where there are several: its name stands before its groups there."""
    return "" if scope == store.scope else kept_returns.village_name(store, scope)


def _without(place: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(tuple(one.removeprefix(place) if isinstance(one, str) and one != place else one for one in row) for row in rows)


def _of_sheets(one: Filed, then: Sheet, made: Made, now: Sheet | None = None) -> Iterator[_Spot]:
    if now is None:
        yield _Spot(("", ""), "", "整张表", _WAS, "现在没有要打的")
        return
    old, new = _rows(then, one.of), _rows(now, made.of)
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield _Spot(key, _who(then, old[key]), ROW, _WAS, GONE)
        elif key not in old:
            yield _Spot(key, _who(now, new[key]), ROW, NONE, NEW)
        else:
            yield from _cells(key, _who(then, old[key]), _by_heading(then, old[key]), _by_heading(now, new[key]))
    if then.totals or now.totals:
        yield from _cells(("", ""), TOTAL, _by_heading(then, then.totals), _by_heading(now, now.totals))
    yield from _lines(("", ""), "", NOTE, _foot(then), _foot(now))


def _rows(sheet: Sheet, of: Sequence[Key]) -> dict[Key, Row]:
    """The rows by their record; where none stands behind them, by their first word and how often it came before."""
    if len(of) == len(sheet.rows):
        seen = Counter[Key]()
        found: dict[Key, Row] = {}
        for key, row in zip(of, sheet.rows, strict=True):
            seen[key] += 1
            found[key if seen[key] == 1 else (key[0], f"{key[1]} {seen[key]}")] = row
        return found
    return _rows(sheet, [("", f"{_who(sheet, row)} ") for row in sheet.rows])


def _by_heading(sheet: Sheet, row: Row) -> dict[tuple[str, int], tuple[str, Column]]:
    """The cells that tell something, by heading, the second of one name apart. The number of a row tells nothing."""
    seen = Counter[str]()
    found = {}
    for column, value in zip(sheet.columns, row or (None,) * len(sheet.columns), strict=True):
        heading = f"{column.over}·{column.heading}" if column.over else column.heading
        seen[heading] += 1
        if heading != COUNTER:
            found[heading, seen[heading]] = (cell_text(value, column.kind), column)
    return found


def _cells(
    key: Key, who: str, old: Mapping[tuple[str, int], tuple[str, Column]], new: Mapping[tuple[str, int], tuple[str, Column]]
) -> Iterator[_Spot]:  # fmt: skip
    for at, (text, column) in old.items():
        if at in new and new[at][0] != text:
            yield _Spot(key, who, at[0], text, new[at][0], column.field)


def _of_documents(one: Filed, made: Made) -> Iterator[_Spot]:
    """Letters and forms line by line, those of one record beside each other; the pages of books by what stands above them."""
    before, after = ([tuple(lines(page)) for page in side] for side in (one.documents, made.documents))
    if len(one.of) != len(before) or len(made.of) != len(after):
        come = list((Counter(after) - Counter(before)).elements())
        for was in (Counter(before) - Counter(after)).elements():
            now = next((page for page in come if page[:1] == was[:1]), ())
            if now:
                come.remove(now)
            yield from _page(("", ""), "".join(was[:1]), was, now)
        for page in come:
            yield from _page(("", ""), "".join(page[:1]), (), page)
        return
    old, new = dict(zip(one.of, before, strict=True)), dict(zip(made.of, after, strict=True))
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _page(key, "", old.get(key, ()), new.get(key, ()))


def _page(key: Key, who: str, was: Sequence[str], now: Sequence[str]) -> Iterator[_Spot]:
    if was and now:
        yield from _lines(key, who, LINE, was, now)
    else:
        yield _Spot(key, who, PAGE, *((_WAS, GONE) if was else (NONE, NEW)))


def _lines(key: Key, who: str, what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[_Spot]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, come = old[a:b], new[c:d]
            for at in range(max(len(gone), len(come))):
                yield _Spot(key, who, what, *("".join(side[at:at + 1]) or NONE for side in (gone, come)))


def _foot(sheet: Sheet) -> list[str]:
    return [*(f"{band.text}　{row_line(sheet.columns, band.values)}" if band.values else band.text for band in sheet.bands),
            *sheet.notes]  # fmt: skip


def _who(sheet: Sheet, row: Row) -> str:
    """Whose row it is, as the paper says it: the names in it, else its first words."""
    texts = [(column.heading, str(value)) for column, value in zip(sheet.columns, row, strict=True) if value and column.kind == "text"]
    return " ".join(dict.fromkeys(text for heading, text in texts if heading in _NAMES)) or next((text for _, text in texts), "")


def _told(store: st.Store, uid: str, family: str, spots: Sequence[_Spot]) -> Iterator[Change]:
    """Each place with whose it is and who changed it, in the order of the paper."""
    keys = {_bare(spot.key) for spot in spots} - {("", "")}
    names, fields = _names(store, keys), [_field(store, spot) for spot in spots]
    edits = as_of.edits(store, family, keys, uid) if keys else {}
    behind = history.of(store, {field[0] for field in fields if field}, limit=20 * len(fields) + 500, after=uid)
    for spot, field in zip(spots, fields, strict=True):
        key = _bare(spot.key)
        name = names.get(key) or Named("", spot.who, "", live=False)
        by = _by(spot, field, behind, edits[key]) if key in edits else None
        yield Change(*key, name.live, name.group, spot.who or name.who, spot.what, spot.then, spot.now,
                     "" if by is None else by_words(by))  # fmt: skip


def _by(spot: _Spot, field: Key | None, behind: Sequence[Entry], tiers: Sequence[Sequence[Entry]]) -> Sequence[Entry]:
    """The edits of the very field; else those from what stood there to what stands there; else the nearest of all."""
    said = (spot.then, spot.now)
    ways = (
        [entry for entry in behind if field and entry.uid == field[0] and any(label == field[1] for label, _, _ in entry.changes)],
        *([entry for entry in tier if any((_bare_text(old), _bare_text(new)) == said for _, old, new in entry.changes)] for tier in tiers),
        *tiers,
    )
    return next(filter(None, ways), [])


def _bare_text(text: str) -> str:
    """As paper has it: without the separators of thousands."""
    return text.replace(",", "")


def _field(store: st.Store, spot: _Spot) -> Key | None:
    """The uid and the label of the field behind a cell, where its path leads; None where it is worked out."""
    ledger, uid = _bare(spot.key)
    *links, name = spot.field.split(".")
    for link in links:
        field, row = LEDGERS[ledger].__fields__.get(link) if ledger else None, st.get(store, ledger, uid) if ledger else None
        ledger, uid = (field.to or "", row.values.get(link) or "") if field and row else ("", "")
    found = LEDGERS[ledger].__fields__.get(name) if ledger and uid else None
    return (uid, found.label) if found else None


def _bare(key: Key) -> Key:
    """The record alone, without how often it came before."""
    uid = key[1].partition(" ")[0]
    return (key[0], uid) if key[0] in LEDGERS else ("", "")


def _names(store: st.Store, keys: Iterable[Key]) -> dict[Key, Named]:
    with reading(store, whole=False) as reader:
        links = Links(reader.source)
        return {key: named(reader, links, *key) for key in keys if reader.get(*key)}
